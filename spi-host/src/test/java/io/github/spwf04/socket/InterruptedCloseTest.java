package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.event.SocketEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is closed is closed at the module, too, whatever becomes of who closes it. */
@Timeout(60)
class InterruptedCloseTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int RUNS = 50;

  @RegisterExtension final Hosted hosted = Hosted.joined(ModuleOptions.builder());
  private final Spwf04 spwf = hosted.spwf();

  /** The module refuses to close a socket whose bytes wait: it takes three commands then. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void socketsAreClosed(boolean pending) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Subscription<SocketEvent.PendingData> arrived =
            spwf.events(SocketEvent.PendingData.class)) {
      for (int run = 0; run < RUNS; run++) {
        SpwfSocket socket = spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
        try (Socket peer = server.accept()) {
          if (pending) {
            peer.getOutputStream().write(new byte[100]);
            assertThat(arrived.next(LONG)).isNotNull();
          }
          closeInterrupted(socket);
          assertThat(spwf.sockets().list()).as("run %d", run).isEmpty();
        }
      }
    }
  }

  @Test
  void serversAndTheirClientsAreClosed() throws Exception {
    try (Subscription<SocketEvent.PendingData> arrived =
        spwf.events(SocketEvent.PendingData.class)) {
      for (int run = 0; run < RUNS; run++) {
        SocketServer server = spwf.servers().open(4000, ServerKind.TCP);
        int port = hosted.module().listeningPort(server.id());
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
          SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
          first.getOutputStream().write(1);
          assertThat(arrived.next(LONG)).isNotNull();
          closeInterrupted(client);
          assertThat(spwf.servers().list()).as("run %d", run).isEmpty();
        }
        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
          second.getOutputStream().write(1);
          assertThat(arrived.next(LONG)).isNotNull();
          closeInterrupted(server);
        }
        // Of the two there are, one is free for each run.
        assertThat(server.id()).as("run %d", run).isZero();
      }
    }
  }

  @Test
  void webSocketsAreClosed() throws Exception {
    try (WebSocketPeer peer = new WebSocketPeer(null)) {
      WebSocketOptions options =
          WebSocketOptions.of("127.0.0.1")
              .withPort(Integer.parseInt(peer.port()))
              .withPath("/echo");
      for (int run = 0; run < 10; run++) {
        closeInterrupted(spwf.webSockets().open(options));
        assertThat(spwf.webSockets().list()).as("run %d", run).isEmpty();
      }
    }
  }

  /** Not one interrupt that is there before, but one after another. */
  @Test
  void interruptsWithoutEndEndNoClose() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      SpwfSocket socket = spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
      hosted.module().stallNextReply(Duration.ofMillis(300));
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread closer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    socket.close();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  });
      long end = System.nanoTime() + LONG.toNanos();
      while (closer.isAlive() && System.nanoTime() - end < 0) {
        closer.interrupt();
        Thread.onSpinWait();
      }
      assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(spwf.sockets().list()).isEmpty();
    }
  }

  private static void closeInterrupted(AutoCloseable closeable) throws Exception {
    Thread.currentThread().interrupt();
    closeable.close();
    assertThat(Thread.interrupted()).as("the interrupt is there again").isTrue();
  }
}
