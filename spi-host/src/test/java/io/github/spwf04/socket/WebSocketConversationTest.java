package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Web sockets as programs use them, with a server. */
@Timeout(60)
class WebSocketConversationTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final Hosted hosted = Hosted.joined(ModuleOptions.builder());
  private final Spwf04 spwf = hosted.spwf();

  @Test
  void webSocketMessagesGoAndComeWhole() throws Exception {
    try (WebSocketPeer server = new WebSocketPeer(null)) {
      int port = Integer.parseInt(server.port());
      WebSocketOptions options = WebSocketOptions.of("127.0.0.1").withPort(port).withPath("/echo");
      WebSocket socket = spwf.webSockets().open(options);
      socket.sendText("hello");
      assertThat(server.await("^message (.*)").group(1)).isEqualTo("text hello");
      assertThat(socket.receiveText(LONG)).isEqualTo("hello");

      // Longer than what the module holds: frames and fragments both ways.
      String text = "0123456789".repeat(500);
      ByteBuf message = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
      socket.sendBinary(message);
      assertThat(server.await("^message (.*)").group(1)).isEqualTo("binary " + text);
      assertThat(socket.receiveText(LONG)).isEqualTo(text);

      socket.sendText("bye");
      assertThat(socket.receive(LONG)).isNull();
      socket.close();
      assertThat(spwf.webSockets().list()).isEmpty();
    }
  }

  @Test
  void webSocketMessagesComeFrameByFrame() throws Exception {
    try (WebSocketPeer server = new WebSocketPeer(null)) {
      int port = Integer.parseInt(server.port());
      WebSocketOptions options =
          WebSocketOptions.of("127.0.0.1").withPort(port).withPath("/fragments");
      try (WebSocket socket = spwf.webSockets().open(options)) {
        socket.sendText("abcdefgh");
        List<String> frames = new ArrayList<>();
        WebSocket.Frame frame;
        do {
          frame = Objects.requireNonNull(socket.receiveFrame(LONG));
          frames.add(frame.data().toString(StandardCharsets.US_ASCII));
          frame.data().release();
        } while (!frame.lastFrame());
        assertThat(frames).containsExactly("abc", "def", "gh");
        socket.sendText("abcdefgh");
        assertThat(socket.receiveText(LONG)).isEqualTo("abcdefgh");
        socket.close(1);
      }
      assertThat(server.await("^closed (.*)").group(1)).isEqualTo("1001");
    }
  }
}
