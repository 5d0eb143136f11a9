package io.github.spwf04.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TlsServer;
import io.github.spwf04.virtual.options.SocketOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a module leaves behind when it has booted, joined, talked and been reset many times. */
class CyclesTest {
  /** What is at work while nothing is open: the module's own TFTP server. */
  private static final int OWN_WORKERS = 1;

  /** The threads of its own web server, which come a moment behind the boot. */
  private static final List<String> WEB_SERVER = List.of("HTTP-Dispatcher", "idle-timeout-task");

  private static final int CYCLES = 10_000;

  /** After these everything that is made once has been made. */
  private static final int WARM_UP = 200;

  private static final String HOST = "server.test";
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  /** Sends back what it receives, to any number of clients. */
  private static final class Echo implements AutoCloseable {
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final AtomicInteger clients = new AtomicInteger();

    Echo() throws IOException {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
      Thread.ofVirtual().start(this::accept);
    }

    String port() {
      return Integer.toString(server.socket().getLocalPort());
    }

    private void accept() {
      try {
        while (true) {
          SocketChannel client = server.accept();
          clients.incrementAndGet();
          Thread.ofVirtual().start(() -> echo(client));
        }
      } catch (IOException _) {
        // The test is over.
      }
    }

    private void echo(SocketChannel client) {
      try (client) {
        ByteBuffer block = ByteBuffer.allocate(64);
        while (client.read(block) >= 0) {
          client.write(block.flip());
          block.clear();
        }
      } catch (IOException _) {
        // The module was reset.
      } finally {
        clients.decrementAndGet();
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  @Timeout(300)
  void manyLivesLeaveNothingBehind(@TempDir Path folder) throws Exception {
    TestCertificate authority = TestCertificate.authority("Authority");
    try (Bench bench =
            Bench.online(
                o ->
                    o.host(HOST, InetAddress.getLoopbackAddress())
                        .storage(StorageOptions.DEFAULT.withFolder(folder))
                        .sockets(SocketOptions.DEFAULT.withPort(80, 0)));
        Echo echo = new Echo();
        TlsServer secured = new TlsServer(authority.server(HOST).context())) {
      byte[] pem = authority.pem();
      bench.replyTo(pem, Command.TLSCERT, "ca", "" + pem.length);
      List<String> files = List.of();
      List<String> threads = List.of();
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        if (cycle == WARM_UP) {
          await(() -> echo.clients.get() == 0 && bench.module.workers() == OWN_WORKERS);
          await(() -> threads().containsAll(WEB_SERVER));
          files = openFiles();
          threads = threads();
        }
        live(bench, cycle, echo, secured);
        bench.bus.reset();
        bench.turn(Duration.ofMillis(100));
        assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
      }
      await(() -> echo.clients.get() == 0 && bench.module.workers() == OWN_WORKERS);
      assertThat(bench.module.workers()).as("threads of the module").isEqualTo(OWN_WORKERS);
      assertThat(echo.clients.get()).as("sockets").isZero();
      List<String> before = files;
      await(() -> beyond(before, openFiles()).isEmpty());
      assertThat(beyond(before, openFiles())).as("open files").isEmpty();
      List<String> then = threads;
      await(() -> beyond(then, threads()).isEmpty());
      assertThat(beyond(then, threads())).as("threads").isEmpty();
      assertThat(bench.module.pins().counters().dropped()).as("packets").isZero();
    }
  }

  /** The names of the threads that live, those of the runtime itself aside. */
  private static List<String> threads() {
    Thread[] found = new Thread[2 * Thread.activeCount() + 16];
    return Stream.of(Arrays.copyOf(found, Thread.enumerate(found))).map(Thread::getName).toList();
  }

  /** Those beside as many of each name as there were then; each life has its own web server. */
  private static List<String> beyond(List<String> then, List<String> now) {
    List<String> more = new ArrayList<>(now);
    then.forEach(more::remove);
    return more;
  }

  /** Every other life closes what it opened; the others leave that to the reset. */
  private static void live(Bench bench, int cycle, Echo echo, TlsServer secured) throws Exception {
    assertThat(bench.reply(Command.SOCKON, "127.0.0.1", echo.port(), "", "t"))
        .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
    assertThat(bench.replyTo(HELLO, Command.SOCKW, "0", "5")).containsExactly("R00@A");
    assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:5:5");
    assertThat(bench.reply(Command.SOCKR, "0"))
        .containsExactly("RFE@A Reading:5:5", "R03@A hello", "R00@A");
    if (cycle % 2 == 0) {
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@A");
    }
    if (cycle % 10 == 0) {
      assertThat(bench.reply(Command.SOCKDON, "8080", "t")).containsExactly("RFF@A On:0", "R00@A");
      try (Socket client =
          new Socket(InetAddress.getLoopbackAddress(), bench.module.listeningPort(0))) {
        assertThat(bench.awaitEvent())
            .isEqualTo("W61@A 127.0.0.1:" + client.getLocalPort() + ":0:0");
      }
      assertThat(bench.awaitEvent()).startsWith("W62@A ");
      assertThat(bench.reply(Command.SOCKDON, "81", "u")).containsExactly("RFF@A On:1", "R00@A");
    }
    if (cycle % 50 == 0) {
      assertThat(bench.reply(Command.SOCKON, HOST, secured.port(), "", "s")).endsWith("R00@A");
      assertThat(bench.replyTo(HELLO, Command.FSC, "/hello", "5")).containsExactly("R00@A");
      assertThat(bench.reply(Command.FSD, "/hello")).containsExactly("R00@A");
    }
  }

  /** What kinds of files are open: a socket as well as another. */
  private static List<String> openFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(CyclesTest::kind).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String kind(Path open) {
    try {
      return Files.readSymbolicLink(open).toString().replaceFirst("^(socket|pipe):.*", "$1");
    } catch (IOException _) {
      // It was closed meanwhile, as what lists them is.
      return "closed";
    }
  }

  /** For where nothing tells; the assertions behind it do. */
  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
