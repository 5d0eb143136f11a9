package io.github.spwf04.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.testkit.peer.EchoPeer.Connection;
import io.github.spwf04.testkit.peer.EchoPeer.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoPeerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Socket connect(EchoPeer peer) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), peer.port());
  }

  @Test
  void itSendsBackAndRemembers() throws Exception {
    try (EchoPeer peer = EchoPeer.start(Ending.NEVER, 0)) {
      Connection seen;
      try (Socket socket = connect(peer)) {
        socket.getOutputStream().write("hello".getBytes());
        assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        seen = Objects.requireNonNull(peer.first(LIMIT));
        assertThat(seen.over()).isFalse();
      }
      assertThat(seen.awaitOver(LIMIT)).isTrue();
      assertThat(seen.received()).asString().isEqualTo("hello");
      assertThat(seen.sent()).isEqualTo(5);
      assertThat(seen.finished()).isFalse();
      assertThat(seen.awaitReceived(6, LIMIT)).isFalse();
    }
  }

  @Test
  void itEndsItsStreamAndHearsOn() throws Exception {
    try (EchoPeer peer = EchoPeer.start(Ending.CLOSE, 3);
        Socket socket = connect(peer)) {
      socket.getOutputStream().write("hello".getBytes());
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hel");
      socket.getOutputStream().write(" there".getBytes());
      Connection seen = Objects.requireNonNull(peer.first(LIMIT));
      assertThat(seen.awaitReceived(11, LIMIT)).isTrue();
      assertThat(seen.received()).asString().isEqualTo("hello there");
      assertThat(seen.sent()).isEqualTo(3);
      assertThat(seen.finished()).isTrue();
      assertThat(seen.over()).isFalse();
    }
  }

  @Test
  void itResets() throws Exception {
    try (EchoPeer peer = EchoPeer.start(Ending.RESET, 3);
        Socket socket = connect(peer)) {
      socket.getOutputStream().write("hello".getBytes());
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
      Connection seen = Objects.requireNonNull(peer.first(LIMIT));
      assertThat(seen.finished()).isTrue();
      assertThat(seen.awaitOver(LIMIT)).isTrue();
    }
  }
}
