package io.github.spwf04.transport.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.spi.SpiMode;
import io.github.spwf04.Ladder;
import io.github.spwf04.SocketKind;
import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.SpwfSocket;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.testkit.bus.ModulePins;
import io.github.spwf04.testkit.module.AccessPoint;
import io.github.spwf04.testkit.module.ModuleOptions;
import io.github.spwf04.testkit.module.SpiSlave;
import io.github.spwf04.testkit.module.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole stack over Pi4J, from Spwf04 to the virtual module and back. */
@Timeout(30)
class Pi4jConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final VirtualModule module =
      new VirtualModule(
          ModuleOptions.builder().accessPoint(AccessPoint.wpa2("net", "passphrase")).build());
  private final SlaveProviders providers =
      new SlaveProviders(new ModulePins(module), this::resetLine);
  private final Context context = providers.context();
  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable Thread watcher;

  @BeforeEach
  void watchTheIrqLine() {
    SpiSlave pins = module.pins();
    watcher =
        Thread.ofVirtual()
            .start(
                () -> {
                  boolean level = false;
                  try {
                    while (!over.get()) {
                      if (pins.awaitIrq(!level, LONG, over::get)) {
                        level = !level;
                        providers.edge(level);
                      }
                    }
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });
  }

  @AfterEach
  void end() throws Exception {
    over.set(true);
    module.pins().wake();
    Objects.requireNonNull(watcher).join();
    context.shutdown();
    module.close();
  }

  @Test
  void aTcpConversation() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Spwf04 spwf = Spwf04.open(bus())) {
      spwf.boot(LONG);
      assertThat(spwf.system().status("fw_version")).isEqualTo("1.1.0");
      spwf.wifi().join("net", "passphrase", LONG);
      try (SpwfSocket socket =
              spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
          Socket peer = server.accept()) {
        socket.write("ping".getBytes(StandardCharsets.US_ASCII));
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        peer.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
        ByteBuf read = socket.read(LONG);
        assertThat(read).isNotNull();
        assertThat(read.toString(StandardCharsets.US_ASCII)).isEqualTo("pong");
        read.release();
      }
    }
    assertThat(Objects.requireNonNull(providers.opened).mode()).isEqualTo(SpiMode.MODE_0);
    assertThat(Objects.requireNonNull(providers.opened).baud()).isEqualTo(8_000_000);
  }

  @Test
  void aDeviceThatIsGoneIsALostLinkAndComesBack() throws Exception {
    try (Spwf04 spwf =
        Spwf04.open(
            bus(),
            Spwf04Options.defaults()
                .withCommandTimeout(Duration.ofSeconds(2))
                .withLadder(Ladder.probesOnly(Duration.ofSeconds(2))))) {
      spwf.boot(LONG);
      providers.fail(new com.pi4j.io.exception.IOException("EIO"));
      assertThatThrownBy(() -> spwf.system().check())
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("EIO");
      providers.fail(null);
      spwf.system().check();
    }
  }

  @Test
  void withoutAProviderItSaysWhatToAdd() {
    Context empty = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().build();
    try {
      assertThatThrownBy(() -> Pi4jSpiBus.open(empty, Pi4jBusOptions.of(0, 0, 25, null)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("pi4j-plugin-ffm");
    } finally {
      empty.shutdown();
    }
  }

  @Test
  void aUriSaysWhereTheModuleIs() {
    assertThat(Pi4jSpiBusProvider.parse(URI.create("pi4j:spi0.1?irq=25&reset=24&speed=4000000")))
        .isEqualTo(Pi4jBusOptions.of(0, 1, 25, 24).withSpeedHz(4_000_000));
    assertThat(Pi4jSpiBusProvider.parse(URI.create("pi4j:spi1.0?irq=5")))
        .isEqualTo(Pi4jBusOptions.of(1, 0, 5, null));
  }

  @ParameterizedTest
  @CsvSource({
    "pi4j:i2c1?irq=25, is no SPI device",
    "pi4j:spi0.0, does not say where the IRQ line is",
    "pi4j:spi0.0?irq=25&baud=1, option 'baud'",
    "pi4j:spi0.0?irq=25&irq=26, comes twice",
    "pi4j:spi0.0?irq=x, is no number",
    "pi4j:spi0.0?irq=99, irq is 99",
    "pi4j:spi0.0?irq=25&reset=25, irq and reset are both line 25",
    "pi4j:spi0.0?irq=25&speed=20000000, speed is 20000000"
  })
  void aUriThatSaysSomethingElseIsRefused(String uri, String message) {
    assertThatThrownBy(() -> Pi4jSpiBusProvider.parse(URI.create(uri)))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining(message);
  }

  private Pi4jSpiBus bus() throws IOException {
    return Pi4jSpiBus.open(
        context,
        Pi4jBusOptions.of(0, 0, SlaveProviders.IRQ, SlaveProviders.RESET)
            .withReset(Duration.ofMillis(2), Duration.ofMillis(1)));
  }

  private void resetLine(DigitalState level) {
    assertThat(level).isNotEqualTo(DigitalState.HIGH);
    if (level == DigitalState.LOW) {
      module.reset();
    }
  }
}
