package io.github.spwf04.virtual.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections of every door come and go, in order and not, and leave nothing: no descriptor, no
 * thread, and no buffer, which the build looks at behind every test. {@code -Dconnections=10000}
 * has more of them.
 */
@Timeout(3600)
class ConnectionsTest {
  private static final int CONNECTIONS = Integer.getInteger("connections", 150);
  private static final int LIMIT_MILLIS = (int) Bench.LIMIT.toMillis();

  /** Before it is counted what there is: what is made once, and stays. */
  private static final int FIRST = 20;

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;

  /** One that comes and goes. */
  @FunctionalInterface
  private interface Visit {
    void pay(int number) throws Exception;
  }

  /** What there is at a moment. */
  private record Left(long descriptors, long threads) {}

  private Left left() throws IOException {
    Path dump = folder.resolve("threads");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    try (Stream<String> lines = Files.lines(dump);
        Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return new Left(
          descriptors.count(), lines.filter(line -> line.matches("#[0-9]+ \"spwf04.*")).count());
    }
  }

  private void nothingIsLeftBy(Visit visit) throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc here");
    for (int number = 0; number < FIRST; number++) {
      visit.pay(number);
    }
    Left before = settled(left());
    for (int number = 0; number < CONNECTIONS; number++) {
      visit.pay(number);
    }
    Left now = settled(before);
    // What others have given back meanwhile is no leak.
    assertThat(now.descriptors).isLessThanOrEqualTo(before.descriptors);
    assertThat(now.threads).isLessThanOrEqualTo(before.threads);
  }

  /** What there is once there is no more than that, or it does not become less. */
  private Left settled(Left before) throws Exception {
    Left now = left();
    for (long end = System.nanoTime() + Bench.LIMIT.toNanos();
        (now.descriptors > before.descriptors || now.threads > before.threads)
            && System.nanoTime() - end < 0; ) {
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      now = left();
    }
    return now;
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, LIMIT_MILLIS);
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  /** Says something, hears so many bytes, and leaves: in order, or by a reset. */
  private static void call(InetSocketAddress address, int number, byte[] said, int heard)
      throws IOException {
    try (Socket socket = connect(address)) {
      socket.getOutputStream().write(said);
      assertThat(socket.getInputStream().readNBytes(heard)).hasSize(heard);
      // Ports that wait for what may still be under way would run out.
      socket.setSoLinger(true, 0);
      if (number % 3 == 0) {
        socket.shutdownOutput();
      }
    }
  }

  private static VirtualModule module(Strap strap) {
    return new VirtualModule(
        ModuleOptions.builder()
            .strap(strap)
            .variable("wifi_mode", "0")
            .variable("console_enabled", strap == Strap.SPI ? "0" : "1")
            .build());
  }

  private static void end(VirtualModule module) {
    assertThat(module.fault()).isNull();
    module.close();
    assertThat(module.workers()).isZero();
  }

  @Test
  void atTheConsole() throws Exception {
    VirtualModule module = module(Strap.UART);
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT)) {
      byte[][] said = {{}, "A".getBytes(US_ASCII), "AT\r".getBytes(US_ASCII), new byte[9000]};
      nothingIsLeftBy(number -> call(door.address(), number, said[number % said.length], 0));
    } finally {
      end(module);
    }
  }

  @Test
  void atTheSerialPort() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/ptmx")), "no /dev/ptmx here");
    VirtualModule module = module(Strap.UART);
    try (PtyDoor door = new PtyDoor(module.uart())) {
      nothingIsLeftBy(
          number -> {
            try (RandomAccessFile port = new RandomAccessFile(door.path(), "rw")) {
              port.write(number % 2 == 0 ? 'A' : '\r');
            }
          });
    } finally {
      end(module);
    }
  }

  @Test
  void atThePigpiodDoor() throws Exception {
    VirtualModule module = module(Strap.SPI);
    try (PigpiodDoor door = new PigpiodDoor(module, ANY_PORT)) {
      nothingIsLeftBy(
          number -> {
            try (PigpioClient client = new PigpioClient(door.address())) {
              switch (number % 4) {
                case 0 -> assertThat(client.request(PigpioCommand.NOIB, 0, 0)).isNotNegative();
                case 1 ->
                    assertThat(client.request(PigpioCommand.SPIO, 0, 8_000_000, new byte[4]))
                        .isNotNegative();
                case 2 -> client.socket.getOutputStream().write(1);
                default -> {}
              }
              client.socket.setSoLinger(true, 0);
            }
          });
    } finally {
      end(module);
    }
  }

  @Test
  void atTheWebServer() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      InetSocketAddress address = Objects.requireNonNull(bench.module.httpAddress());
      byte[][] said = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII),
        "GET / HTTP/1.1\r\nHos".getBytes(US_ASCII),
        {},
        "POST /upload.cgi HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx".getBytes(US_ASCII),
      };
      nothingIsLeftBy(number -> call(address, number, said[number % 4], number % 4 == 0 ? 12 : 0));
    }
  }

  @Test
  void atTheTftpServer() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      InetSocketAddress address = Objects.requireNonNull(bench.module.tftpAddress());
      byte[] request = "\0\1no.such.file\0octet\0".getBytes(US_ASCII);
      nothingIsLeftBy(
          _ -> {
            try (DatagramSocket socket = new DatagramSocket()) {
              socket.setSoTimeout(LIMIT_MILLIS);
              socket.send(new DatagramPacket(request, request.length, address));
              DatagramPacket answer = new DatagramPacket(new byte[516], 516);
              socket.receive(answer);
              assertThat(Arrays.copyOf(answer.getData(), 4)).as("an error").startsWith(0, 5);
            }
          });
    }
  }

  @Test
  void atASocketServer() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKDON, "4000", "t")).last().isEqualTo("R00@A");
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.module.listeningPort(0));
      nothingIsLeftBy(
          number -> {
            call(address, number, new byte[number % 3], 0);
            // Each keeps its place, and its descriptor, until the host lets go of it.
            bench.awaitEvent();
            for (String event = ""; !event.startsWith("W62@A"); event = bench.awaitEvent()) {
              // What it has sent.
            }
            bench.reply(Command.SOCKDR, "0", "0");
            assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
          });
    }
  }
}
