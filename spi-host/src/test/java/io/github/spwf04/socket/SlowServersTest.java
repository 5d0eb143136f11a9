package io.github.spwf04.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.SocketEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that keep the module busy: who waits for it hears so, and nothing is reset for them. */
@Timeout(60)
class SlowServersTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String BACK = "there and back";
  private static final Duration CONNECTING = Duration.ofSeconds(4);

  @RegisterExtension
  final Hosted hosted =
      Hosted.joined(
          ModuleOptions.builder().connectTimeout(CONNECTING).writeTimeout(LONG.multipliedBy(3)));

  private final Spwf04 spwf = hosted.spwf();

  @Test
  void onePeerThatDoesNotReadHoldsUpNobodyInSilence() throws Exception {
    try (ServerSocket lazy = new ServerSocket();
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      lazy.setReceiveBufferSize(4096);
      lazy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SpwfSocket slow = spwf.sockets().open("127.0.0.1", lazy.getLocalPort(), SocketKind.TCP);
      SpwfSocket quick = spwf.sockets().open("127.0.0.1", other.getLocalPort(), SocketKind.TCP);
      try (Socket unread = lazy.accept();
          Socket peer = other.accept();
          Subscription<SocketEvent.PendingData> arrived =
              spwf.events(SocketEvent.PendingData.class)) {
        peer.getOutputStream().write(BACK.getBytes(US_ASCII));
        assertThat(arrived.next(LONG)).isNotNull();
        // More than any buffer in between holds.
        int length = 6 << 20;
        CompletableFuture<Boolean> writing =
            spwf.async(
                all -> {
                  slow.write(Unpooled.buffer(length).writeZero(length));
                  return true;
                });
        awaitBusyWith("AT+S.SOCKW");
        assertThat(writing).isNotDone();

        long start = System.nanoTime();
        assertThatThrownBy(() -> quick.read(SHORT))
            .isInstanceOf(SpwfException.TimedOut.class)
            .hasMessageContaining("nothing was sent; the module is at AT+S.SOCKW since ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);

        assertThat(unread.getInputStream().readNBytes(length)).hasSize(length).containsOnly(0);
        writing.join();
        // The read that gave up has lost nothing.
        ByteBuf back = Objects.requireNonNull(quick.read(LONG));
        try {
          assertThat(back.toString(US_ASCII)).isEqualTo(BACK);
        } finally {
          back.release();
        }
        quick.write(BACK.getBytes(US_ASCII));
        assertThat(peer.getInputStream().readNBytes(BACK.length()))
            .asString(US_ASCII)
            .isEqualTo(BACK);
      }
    }
    assertThat(spwf.statistics().recoveries()).isZero();
    assertThat(spwf.statistics().strayReplies()).isZero();
  }

  @Test
  void aBlackHoleTakesItsTimeAndNothingElse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SpwfSocket open = spwf.sockets().open("127.0.0.1", other.getLocalPort(), SocketKind.TCP);
      List<Socket> callers = fill(full);
      try (Socket peer = other.accept()) {
        long start = System.nanoTime();
        assertThatThrownBy(
                () ->
                    spwf.within(SHORT)
                        .sockets()
                        .open("127.0.0.1", full.getLocalPort(), SocketKind.TCP))
            .isInstanceOf(SpwfException.TimedOut.class);
        assertThatThrownBy(() -> spwf.failFast().system().check())
            .isInstanceOf(SpwfException.Busy.class)
            .hasMessageContaining("AT: the module is at AT+S.SOCKON since ");
        // Waits for the end of the attempt, which is its own.
        spwf.system().check();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(CONNECTING, LONG);
        open.write(Unpooled.copiedBuffer("still here", US_ASCII));
        assertThat(peer.getInputStream().readNBytes(10)).asString(US_ASCII).isEqualTo("still here");
        assertThat(spwf.sockets().list()).hasSize(1);
      } finally {
        for (Socket caller : callers) {
          caller.close();
        }
      }
    }
    assertThat(spwf.statistics().recoveries()).isZero();
    assertThat(spwf.statistics().strayReplies()).isZero();
  }

  @Test
  void aConnectionThatComesTooLateIsClosedAgain() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> callers = fill(full);
      try {
        assertThatThrownBy(
                () ->
                    spwf.within(SHORT)
                        .sockets()
                        .open("127.0.0.1", full.getLocalPort(), SocketKind.TCP))
            .isInstanceOf(SpwfException.TimedOut.class);
        for (int i = 0; i < callers.size(); i++) {
          full.accept().close();
        }
        full.setSoTimeout((int) LONG.toMillis());
        try (Socket late = full.accept()) {
          assertThat(late.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(spwf.sockets().list()).isEmpty();
      } finally {
        for (Socket caller : callers) {
          caller.close();
        }
      }
    }
    assertThat(spwf.statistics().recoveries()).isZero();
  }

  /** Waits until the module is at a command that does not end. */
  private void awaitBusyWith(String command) throws InterruptedException {
    String said = "";
    while (!said.contains("nothing was sent; the module is at " + command)) {
      try {
        spwf.within(SHORT).system().check();
      } catch (SpwfException.TimedOut e) {
        said = Objects.requireNonNull(e.getMessage());
      }
    }
  }

  /** Calls until nobody is let in any more. */
  private static List<Socket> fill(ServerSocket server) throws Exception {
    List<Socket> callers = new ArrayList<>();
    while (true) {
      Socket caller = new Socket();
      try {
        caller.connect(server.getLocalSocketAddress(), 300);
        callers.add(caller);
      } catch (SocketTimeoutException e) {
        caller.close();
        return callers;
      }
    }
  }
}
