package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From the typed face through real system calls to the virtual module, and back. */
@Timeout(60)
class ConversationTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String SSID = "a network";
  private static final String KEY = "a passphrase";

  @ParameterizedTest
  @EnumSource
  void tcpConversationByteForByte(IrqRise irqRise) throws Exception {
    byte[] sent = new byte[20_000];
    RandomGeneratorFactory.of("L64X128MixRandom").create(5).nextBytes(sent);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        VirtualModule module = module(irqRise);
        EmulatedBoard board = EmulatedBoard.with(module);
        Spwf04 spwf = open(board)) {
      Thread.ofVirtual().start(() -> echo(server));
      assertThat(spwf.boot(LONG)).isNotEmpty();
      assertThat(spwf.wifi().join(SSID, KEY, LONG).getHostAddress()).isEqualTo("192.168.0.50");
      try (SpwfSocket socket =
          spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP)) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (int from = 0; from < sent.length; from += 1000) {
          socket.write(Arrays.copyOfRange(sent, from, from + 1000));
          while (received.size() < from + 1000) {
            read(socket, received);
          }
        }
        assertThat(received.toByteArray()).isEqualTo(sent);
      }
      assertThat(spwf.statistics().recoveries()).isZero();
      assertThat(board.spidev().messages()).hasSizeGreaterThan(100);
    }
  }

  /** What a device can do to a conversation, and how it is put right. */
  private record Trouble(String name, String seen, Change begin, Change end) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  private interface Change {
    void to(EmulatedBoard board) throws IOException;
  }

  static List<Trouble> troubles() {
    return List.of(
        new Trouble("EIO", "EIO (", b -> b.spidev().fail(5), b -> b.spidev().fail(0)),
        new Trouble("ETIMEDOUT", "ETIMEDOUT (", b -> b.spidev().fail(110), b -> b.spidev().fail(0)),
        new Trouble("ENODEV", "ENODEV (", b -> b.spidev().fail(19), b -> b.spidev().fail(0)),
        new Trouble(
            "short transfers",
            "short transfer",
            b -> b.spidev().shorten(1),
            b -> b.spidev().shorten(0)),
        new Trouble(
            "SPI unplugged", "spidev0.0: EN", EmulatedBoard::unplugSpi, EmulatedBoard::plugSpi),
        new Trouble("GPIO unplugged", "EN", EmulatedBoard::unplugGpio, EmulatedBoard::plugGpio));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void troubleIsALinkLostWithItsCauseAndPasses(Trouble trouble) throws Exception {
    try (VirtualModule module = module(IrqRise.LAST_BYTE);
        EmulatedBoard board = EmulatedBoard.with(module);
        Spwf04 spwf = open(board)) {
      spwf.boot(LONG);
      spwf.system().check();
      trouble.begin.to(board);
      assertThatExceptionOfType(SpwfException.LinkLost.class)
          .isThrownBy(() -> spwf.system().check())
          .satisfies(
              e ->
                  assertThat(e.getCause())
                      .isInstanceOf(IOException.class)
                      .hasMessageContaining(trouble.seen));
      trouble.end.to(board);
      spwf.system().check();
      assertThat(spwf.config().get("nv_model")).isEqualTo("SPWF04SA");
      assertThat(spwf.statistics().recoveries()).isPositive();
    }
  }

  private static VirtualModule module(IrqRise irqRise) {
    return new VirtualModule(
        ModuleOptions.builder().irqRise(irqRise).accessPoint(AccessPoint.wpa2(SSID, KEY)).build());
  }

  private static Spwf04 open(EmulatedBoard board) throws IOException {
    return Spwf04.open(
        LinuxSpiBus.open(options(board)),
        Spwf04Options.defaults()
            .withLadder(Ladder.probesOnly(Duration.ofSeconds(5)).withSilence(Duration.ZERO)));
  }

  private static void read(SpwfSocket socket, ByteArrayOutputStream into)
      throws InterruptedException {
    ByteBuf piece = socket.read(LONG);
    assertThat(piece).isNotNull();
    try {
      byte[] bytes = new byte[piece.readableBytes()];
      piece.readBytes(bytes);
      into.writeBytes(bytes);
    } finally {
      piece.release();
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // The test is over.
    }
  }
}
