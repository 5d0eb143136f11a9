package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All the sockets a module has, at once: every byte arrives once, in order, on its own socket. */
class ManySocketsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SPAN = Duration.ofSeconds(30);
  private static final int CLIENTS = 8;
  private static final int SERVERS = 2;
  private static final int CLIENTS_OF_A_SERVER = 8;
  private static final int LARGEST = 3000;

  @Test
  @Timeout(180)
  void everyByteArrivesOnceInOrderOnItsOwnSocket() throws Exception {
    try (VirtualModule module =
            new VirtualModule(
                ModuleOptions.builder().accessPoint(AccessPoint.open("a network")).build());
        Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
        EchoServer echo = new EchoServer();
        ExecutorService threads = Executors.newFixedThreadPool(24)) {
      spwf.boot(LONG);
      spwf.wifi().join("a network", null, LONG);
      List<SpwfSocket> sockets = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        sockets.add(spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP));
      }
      for (int i = 0; i < SERVERS; i++) {
        SocketServer server = spwf.servers().open(5000 + i, ServerKind.TCP);
        for (int j = 0; j < CLIENTS_OF_A_SERVER; j++) {
          Thread.ofVirtual().start(echoingPeer(module.listeningPort(server.id())));
          sockets.add(Objects.requireNonNull(server.accept(LONG)));
        }
      }
      long end = System.nanoTime() + SPAN.toNanos();
      List<Callable<Long>> tasks = new ArrayList<>();
      for (SpwfSocket socket : sockets) {
        long seed = tasks.size();
        tasks.add(() -> converse(socket, seed, end));
      }
      assertThat(tasks).hasSize(24);
      for (Future<Long> bytes : threads.invokeAll(tasks)) {
        assertThat(bytes.get()).isPositive();
      }
      assertThat(spwf.statistics().strayReplies()).isZero();
      assertThat(spwf.statistics().recoveries()).isZero();
      for (SpwfSocket socket : sockets) {
        socket.close();
      }
      assertThat(spwf.sockets().list()).isEmpty();
      assertThat(spwf.servers().list()).isEmpty();
      assertThat(module.fault()).isNull();
    }
  }

  /** Writes a stream of bytes of its own and expects it back; the seed tells sockets apart. */
  private static long converse(SpwfSocket socket, long seed, long end) throws Exception {
    Random sizes = new Random(seed);
    Random out = new Random(1000 + seed);
    Random back = new Random(1000 + seed);
    long bytes = 0;
    try (InputStream in = socket.inputStream(LONG)) {
      do {
        byte[] piece = new byte[1 + sizes.nextInt(LARGEST)];
        fill(piece, out);
        socket.write(piece);
        byte[] expected = new byte[piece.length];
        fill(expected, back);
        assertThat(in.readNBytes(piece.length)).as("socket %s", socket).isEqualTo(expected);
        bytes += piece.length;
      } while (System.nanoTime() - end < 0);
      assertThat(socket.pending()).isZero();
    }
    return bytes;
  }

  /** One byte at a time, so that the stream does not depend on how it is cut. */
  private static void fill(byte[] bytes, Random random) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
  }

  private static Runnable echoingPeer(int port) throws IOException {
    Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
    return () -> {
      try (peer) {
        peer.getInputStream().transferTo(peer.getOutputStream());
      } catch (IOException e) {
        // The module has closed it.
      }
    };
  }
}
