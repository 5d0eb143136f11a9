package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MQTT by web socket to the byte, with a broker that neither closes nor says goodbye. */
@Timeout(60)
class MqttFrameTest {
  private static final String CLOSE = "8800";

  /** Shakes hands, accepts the session, and leaves the rest to the test. */
  private static void accept(Peer broker) throws Exception {
    InputStream in = broker.socket().getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String key = head.toString().replaceAll("(?is).*sec-websocket-key: (\\S+).*", "$1");
    byte[] sum =
        MessageDigest.getInstance("SHA-1")
            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
    OutputStream out = broker.socket().getOutputStream();
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(sum)
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    assertThat(hear(in)).startsWith("10");
    say(broker, "820420020000");
  }

  private static void say(Peer broker, String hex) throws IOException {
    broker.socket().getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  /** The content of the next frame of the module, which is masked. */
  private static String hear(InputStream in) throws IOException {
    byte[] head = in.readNBytes(2);
    assertThat(head).as("no frame").hasSize(2);
    byte[] mask = in.readNBytes(4);
    byte[] content = in.readNBytes(head[1] & 0x7F);
    for (int i = 0; i < content.length; i++) {
      content[i] ^= mask[i % 4];
    }
    return HexFormat.of().formatHex(content);
  }

  private static Bench connected(Peer broker, String retry) throws Exception {
    Bench bench = Bench.online(o -> o);
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                accept(broker);
                accepted.complete(null);
              } catch (Exception | AssertionError e) {
                accepted.completeExceptionally(e);
              }
            });
    assertThat(
            bench.reply(
                Command.MQTTCONN,
                "127.0.0.1",
                "" + broker.port(),
                "/mqtt",
                "0",
                "",
                "",
                "",
                "60",
                retry))
        .containsExactly("RFF@A On:0:0", "R00@A");
    accepted.join();
    return bench;
  }

  @Test
  void itStaysOpenBehindTheGoodbye() throws Exception {
    try (Peer broker = new Peer();
        Bench bench = connected(broker, "15")) {
      assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R00@A");
      assertThat(hear(broker.socket().getInputStream())).isEqualTo("e000");
    }
  }

  /** The answer does not wait for retry, which is longer than the test may take. */
  @ParameterizedTest
  @CsvSource({"MQTTSUB", "MQTTUNSUB"})
  void itHangsUpInPlaceOfAnAnswer(Command command) throws Exception {
    try (Peer broker = new Peer();
        Bench bench = connected(broker, "600")) {
      bench.write(Bench.packet(command.id(), 0, "0", "t"));
      hear(broker.socket().getInputStream());
      say(broker, CLOSE);
      assertThat(bench.awaitReply()).containsExactly("R6F@A");
      assertThat(bench.awaitEvent()).isEqualTo("W87@A 0:0");
    }
  }
}
