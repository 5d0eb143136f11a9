package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All the sockets a module has, closed and interrupted at random: who reads gets the right bytes or
 * is told, and nothing is left open. The properties {@code random.seconds} and {@code random.seed}
 * make it longer and repeat one.
 */
class RandomClosesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("random.seconds", 5));
  private static final int CLIENTS = 8;
  private static final int SERVERS = 2;
  private static final int CLIENTS_OF_A_SERVER = 8;
  private static final int LARGEST = 2000;

  @RegisterExtension final Hosted hosted = Hosted.joined(ModuleOptions.builder());
  private final Spwf04 spwf = hosted.spwf();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong interrupts = new AtomicLong();
  private final long seed = Long.getLong("random.seed", System.nanoTime());

  /** How a thread comes to its next socket; null when there is none now. */
  private interface Opening {
    @Nullable SpwfSocket open() throws IOException, InterruptedException;
  }

  @Test
  @Timeout(240)
  void bytesAreRightAndNothingIsLeftOpen() throws Exception {
    try (EchoServer echo = new EchoServer();
        ExecutorService pool = Executors.newFixedThreadPool(24)) {
      List<Opening> openings = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        openings.add(() -> client(echo.port()));
      }
      List<SocketServer> servers = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        SocketServer server = spwf.servers().open(5000 + i, ServerKind.TCP);
        servers.add(server);
        for (int j = 0; j < CLIENTS_OF_A_SERVER; j++) {
          openings.add(() -> clientOf(server));
        }
      }
      assertThat(openings).hasSize(24);
      long end = System.nanoTime() + SPAN.toNanos();
      List<Future<?>> running = new ArrayList<>();
      for (Opening opening : openings) {
        Random random = new Random(seed + running.size());
        running.add(pool.submit(() -> live(opening, random, end)));
      }
      Random random = new Random(seed);
      while (System.nanoTime() - end < 0) {
        for (Thread thread : threads) {
          if (random.nextInt(24) == 0) {
            thread.interrupt();
          }
        }
        // A command of its own between them: everybody has had a turn.
        spwf.system().check();
      }
      for (Future<?> one : running) {
        one.get();
      }
      assertThat(bytes).as("seed %d", seed).hasPositiveValue();
      assertThat(interrupts).as("seed %d", seed).hasPositiveValue();
      // An opening that was interrupted is closed behind its reply, by a thread of its own.
      long patience = System.nanoTime() + LONG.toNanos();
      while (!spwf.sockets().list().isEmpty() && System.nanoTime() - patience < 0) {
        spwf.system().check();
      }
      assertThat(spwf.sockets().list()).as("seed %d", seed).isEmpty();
      assertThat(spwf.servers().list()).as("seed %d", seed).isEmpty();
      servers.forEach(SocketServer::close);
      assertThat(spwf.statistics().strayReplies()).as("seed %d", seed).isZero();
      assertThat(spwf.statistics().recoveries()).as("seed %d", seed).isZero();
      assertThat(hosted.module().fault()).as("seed %d", seed).isNull();
    }
  }

  /** One socket after another, up to the end. */
  private Void live(Opening opening, Random random, long end) throws Exception {
    threads.add(Thread.currentThread());
    try {
      while (System.nanoTime() - end < 0) {
        SpwfSocket socket = null;
        try {
          socket = opening.open();
          if (socket != null) {
            converse(socket, random, 1 + random.nextInt(8));
          }
        } catch (InterruptedException e) {
          interrupts.incrementAndGet();
        } finally {
          if (socket != null) {
            if (random.nextBoolean()) {
              Thread.currentThread().interrupt();
            }
            socket.close();
            Thread.interrupted();
          }
        }
      }
      return null;
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private @Nullable SpwfSocket client(int port) throws InterruptedException {
    try {
      return spwf.sockets().open("127.0.0.1", port, SocketKind.TCP);
    } catch (SpwfException.Rejected e) {
      // One that opened for an interrupted thread has not been closed yet.
      if (e.is(ModuleError.TOO_MANY_SOCKETS)) {
        return null;
      }
      throw e;
    }
  }

  /** Accepts the client of a peer that echoes; of any peer, and none is left behind. */
  private SpwfSocket clientOf(SocketServer server) throws IOException {
    Socket peer =
        new Socket(InetAddress.getLoopbackAddress(), hosted.module().listeningPort(server.id()));
    Thread.ofVirtual().start(() -> echo(peer));
    while (true) {
      try {
        return Objects.requireNonNull(server.accept(LONG), "seed " + seed);
      } catch (InterruptedException e) {
        interrupts.incrementAndGet();
      }
    }
  }

  /** Writes pieces and expects them back; what an interrupted read was to give, the next gives. */
  private void converse(SpwfSocket socket, Random random, int pieces) throws InterruptedException {
    for (int piece = 0; piece < pieces; piece++) {
      byte[] sent = new byte[1 + random.nextInt(LARGEST)];
      random.nextBytes(sent);
      socket.write(sent);
      for (int at = 0; at < sent.length; ) {
        try {
          ByteBuf back = Objects.requireNonNull(socket.read(sent.length - at, LONG));
          byte[] got = ByteBufUtil.getBytes(back);
          back.release();
          assertThat(got)
              .as("%s, seed %d", socket, seed)
              .isEqualTo(Arrays.copyOfRange(sent, at, at + got.length));
          at += got.length;
          bytes.addAndGet(got.length);
        } catch (InterruptedException e) {
          interrupts.incrementAndGet();
        }
      }
    }
  }

  private static void echo(Socket peer) {
    try (peer) {
      peer.getInputStream().transferTo(peer.getOutputStream());
    } catch (IOException e) {
      // The module has closed it.
    }
  }
}
