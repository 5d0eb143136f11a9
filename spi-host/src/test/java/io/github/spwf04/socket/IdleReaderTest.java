package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that wait cost few commands, and get their bytes soon all the same. */
@Timeout(60)
class IdleReaderTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int READERS = 8;

  @Test
  void readersThatWaitAskSeldom() throws Exception {
    try (Hosted hosted = Hosted.joined(ModuleOptions.builder());
        ServerSocket server = new ServerSocket(0, READERS, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Spwf04 spwf = hosted.spwf();
      List<Callable<Boolean>> reads = new ArrayList<>();
      List<Socket> peers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        SpwfSocket socket = open(spwf, server);
        peers.add(server.accept());
        reads.add(() -> waitsInVain(socket, Duration.ofSeconds(3)));
      }
      long before = spwf.statistics().packetsOut();
      for (Future<Boolean> read : threads.invokeAll(reads)) {
        assertThat(read.get()).isTrue();
      }
      // At once, and after 0.5 and 1.5 s; each half second would be 7 of each reader.
      assertThat(spwf.statistics().packetsOut() - before).isBetween(8L, 3L * READERS);
      for (Socket peer : peers) {
        peer.close();
      }
    }
  }

  /** What looks whether something has come costs no command each time. */
  @Test
  void shortReadsAskNoMoreOften() throws Exception {
    try (Hosted hosted = Hosted.joined(ModuleOptions.builder());
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket socket = open(hosted.spwf(), server);
        Socket peer = server.accept()) {
      long start = System.nanoTime();
      long before = hosted.spwf().statistics().packetsOut();
      for (int i = 0; i < 100; i++) {
        assertThat(waitsInVain(socket, Duration.ofMillis(1))).isTrue();
      }
      long halves = Duration.ofNanos(System.nanoTime() - start).toMillis() / 500;
      assertThat(hosted.spwf().statistics().packetsOut() - before).isBetween(1L, 1 + halves);
      peer.getOutputStream().write('x');
      assertThat(one(socket)).isEqualTo('x');
    }
  }

  @Test
  void whereAnnouncementsAreMissingBytesComeSoon() throws Exception {
    try (Hosted hosted = Hosted.joined(ModuleOptions.builder().pendingDataMissing(true));
        ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SpwfSocket first = open(hosted.spwf(), server);
        Socket firstPeer = server.accept();
        SpwfSocket second = open(hosted.spwf(), server);
        Socket secondPeer = server.accept()) {
      // The second has been idle for so long that its next question is two seconds away.
      assertThat(waitsInVain(second, Duration.ofMillis(1700))).isTrue();
      Future<Integer> waiting = threads.submit(() -> one(second));
      assertThat(waitsInVain(first, Duration.ofMillis(1))).isTrue();
      firstPeer.getOutputStream().write('x');
      assertThat(one(first)).as("the first that is missing").isEqualTo('x');
      long sent = System.nanoTime();
      secondPeer.getOutputStream().write('y');
      assertThat(waiting.get()).isEqualTo('y');
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofMillis(1000));

      assertThat(waitsInVain(second, Duration.ofMillis(1700))).isTrue();
      sent = System.nanoTime();
      secondPeer.getOutputStream().write('z');
      assertThat(one(second)).isEqualTo('z');
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofMillis(1000));
    }
  }

  @Test
  void trustIsEarned() {
    Announcements announcements = new Announcements();
    assertThat(announcements.reliable()).isTrue();
    for (int proofs : new int[] {8, 16, 32, 64, 128, 256, 512, 1024, 1024}) {
      announcements.missed();
      for (int i = 0; i < proofs; i++) {
        assertThat(announcements.reliable()).as("%d of %d", i, proofs).isFalse();
        announcements.kept();
      }
      assertThat(announcements.reliable()).as("%d", proofs).isTrue();
    }
  }

  private static SpwfSocket open(Spwf04 spwf, ServerSocket server) throws InterruptedException {
    return spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
  }

  private static boolean waitsInVain(SpwfSocket socket, Duration timeout) {
    assertThatThrownBy(() -> socket.read(timeout)).isInstanceOf(SpwfException.TimedOut.class);
    return true;
  }

  private static int one(SpwfSocket socket) throws InterruptedException {
    ByteBuf data = Objects.requireNonNull(socket.read(LONG));
    try {
      assertThat(data.readableBytes()).isEqualTo(1);
      return data.readUnsignedByte();
    } finally {
      data.release();
    }
  }
}
