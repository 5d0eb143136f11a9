package io.github.spwf04.testkit.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker to the byte (MQTT 3.1.1), with a client that says what no good one would. */
@Timeout(60)
class MqttBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ACCEPTED = "20020000";
  private static final String PRESENT = "20020100";

  private final MqttBroker broker;
  private final List<Client> clients = new ArrayList<>();

  MqttBrokerTest() throws IOException {
    broker = MqttBroker.start(MqttBrokerOptions.DEFAULT.withLogin("me", "pass"));
  }

  @AfterEach
  void close() throws IOException {
    broker.close();
    for (Client client : clients) {
      client.socket.close();
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private static String field(String text) {
    return "%04x".formatted(text.length()) + hex(text);
  }

  private static String packet(String type, String rest) {
    return type + "%02x".formatted(rest.length() / 2) + rest;
  }

  private record Client(Socket socket) {
    Client say(String hex) throws IOException {
      socket.getOutputStream().write(HexFormat.of().parseHex(hex));
      return this;
    }

    /** The next packet, in hex; empty at the end. All of them are short. */
    String hear() throws IOException {
      InputStream in = socket.getInputStream();
      byte[] head = in.readNBytes(2);
      return head.length < 2
          ? ""
          : HexFormat.of().formatHex(head) + HexFormat.of().formatHex(in.readNBytes(head[1]));
    }
  }

  private Client client() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    Client client = new Client(socket);
    clients.add(client);
    return client;
  }

  private static String connect(String id, boolean clean) {
    return packet(
        "10",
        field("MQTT")
            + (clean ? "04c2" : "04c0")
            + "003c"
            + field(id)
            + field("me")
            + field("pass"));
  }

  /** One whose session is accepted, with that answer. */
  private Client connected(String id, boolean clean, String answer) throws IOException {
    Client client = client();
    client.say(connect(id, clean));
    assertThat(client.hear()).isEqualTo(answer);
    return client;
  }

  private void subscribed(Client client, String filter, int qos) throws IOException {
    client.say(packet("82", "0001" + field(filter) + "0" + qos));
    assertThat(client.hear()).isEqualTo("90030001" + "0" + qos);
  }

  private MqttBroker.Kind next() throws InterruptedException {
    return Objects.requireNonNull(broker.await(_ -> true, LIMIT)).kind();
  }

  @ParameterizedTest
  @CsvSource({
    "04c2, id, me, wrong, 20020004",
    "04c2, id, you, pass, 20020004",
    "04c0, '', me, pass, 20020002", // a session that goes on needs a name
    "03c2, id, me, pass, ''", // 3.1 has another name
  })
  void whoIsRefused(String levelAndFlags, String id, String user, String password, String answer)
      throws Exception {
    Client client = client();
    client.say(
        packet(
            "10",
            field("MQTT") + levelAndFlags + "003c" + field(id) + field(user) + field(password)));
    assertThat(client.hear()).isEqualTo(answer);
    assertThat(answer.isEmpty() ? "" : client.hear()).as("the end").isEmpty();
  }

  @Test
  void whatIsNoMqtt() throws Exception {
    String other = packet("10", field("MQTX") + "04c2003c" + field("id"));
    assertThat(client().say(other).hear()).as("another protocol").isEmpty();
    Client client = connected("id", true, ACCEPTED);
    assertThat(client.say("9003000100").hear()).as("an answer of the broker").isEmpty();
    Client again = connected("id", true, ACCEPTED);
    assertThat(again.say(connect("id", true)).hear()).as("a second CONNECT").isEmpty();
  }

  @Test
  void whatIsNotAcknowledgedComesAgain() throws Exception {
    Client first = connected("sensor", false, ACCEPTED);
    subscribed(first, "t", 2);
    broker.publish(MqttBroker.Message.of("t", "a", 1, false));
    broker.publish(MqttBroker.Message.of("t", "b", 2, false));
    broker.publish(MqttBroker.Message.of("t", "c", 2, false));
    assertThat(first.hear()).isEqualTo("3206" + field("t") + "0001" + hex("a"));
    assertThat(first.hear()).isEqualTo("3406" + field("t") + "0002" + hex("b"));
    assertThat(first.hear()).isEqualTo("3406" + field("t") + "0003" + hex("c"));
    first.say("50020002");
    assertThat(first.hear()).isEqualTo("62020002");
    first.socket.close();
    assertThat(next()).isEqualTo(MqttBroker.Kind.CONNECTED);
    assertThat(next()).isEqualTo(MqttBroker.Kind.SUBSCRIBED);
    assertThat(next()).isEqualTo(MqttBroker.Kind.LOST);
    broker.publish(MqttBroker.Message.of("t", "0", 0, false));
    broker.publish(MqttBroker.Message.of("t", "d", 1, false));

    Client second = connected("sensor", false, PRESENT);
    assertThat(second.hear()).isEqualTo("3a06" + field("t") + "0001" + hex("a"));
    assertThat(second.hear()).as("it has that one").isEqualTo("62020002");
    assertThat(second.hear()).isEqualTo("3c06" + field("t") + "0003" + hex("c"));
    assertThat(second.hear())
        .as("for the first time")
        .isEqualTo("3206" + field("t") + "0004" + hex("d"));
    second.say("40020001" + "70020002" + "50020003" + "40020004");
    assertThat(second.hear()).isEqualTo("62020003");
    second.say("70020003" + "c000");
    assertThat(second.hear()).isEqualTo("d000");

    Client third = connected("sensor", false, PRESENT);
    assertThat(second.hear()).as("one client has one connection").isEmpty();
    assertThat(third.say("c000").hear()).as("all is acknowledged").isEqualTo("d000");
    Client fourth = connected("sensor", true, ACCEPTED);
    broker.publish(MqttBroker.Message.of("t", "e", 1, false));
    assertThat(fourth.say("c000").hear()).as("a clean session").isEqualTo("d000");
  }

  @Test
  void whatComesTwiceIsPublishedOnce() throws Exception {
    Client client = connected("id", true, ACCEPTED);
    String message = field("t") + "0007" + hex("x");
    client.say("3406" + message);
    assertThat(client.hear()).isEqualTo("50020007");
    client.say("3c06" + message);
    assertThat(client.hear()).isEqualTo("50020007");
    client.say("62020007");
    assertThat(client.hear()).isEqualTo("70020007");
    client.say("3406" + message + "3004" + field("u") + hex("y"));
    assertThat(client.hear()).isEqualTo("50020007");
    assertThat(next()).isEqualTo(MqttBroker.Kind.CONNECTED);
    assertThat(String.valueOf(broker.await(_ -> true, LIMIT)))
        .isEqualTo("Event[kind=PUBLISHED, clientId=id, topic=t, message=t 2 0 x]");
    assertThat(next()).as("the number is free again").isEqualTo(MqttBroker.Kind.PUBLISHED);
    assertThat(String.valueOf(broker.await(_ -> true, LIMIT)))
        .isEqualTo("Event[kind=PUBLISHED, clientId=id, topic=u, message=u 0 0 y]");
  }

  private static String withWill(String id, String keepAlive) {
    return packet(
        "10",
        field("MQTT")
            + "04e6"
            + keepAlive
            + field(id)
            + field("w")
            + field("gone")
            + field("me")
            + field("pass"));
  }

  @Test
  void whoSaysNothingIsLost() throws Exception {
    Client client = client();
    client.say(withWill("id", "0001"));
    assertThat(client.hear()).isEqualTo(ACCEPTED);
    long start = System.nanoTime();
    assertThat(client.hear()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(next()).isEqualTo(MqttBroker.Kind.CONNECTED);
    assertThat(next()).isEqualTo(MqttBroker.Kind.LOST);
    assertThat(String.valueOf(broker.await(_ -> true, LIMIT)))
        .isEqualTo("Event[kind=PUBLISHED, clientId=id, topic=w, message=w 0 1 gone]");
    Client other = connected("other", true, ACCEPTED);
    subscribed(other, "+", 0);
    assertThat(other.hear()).as("a will is kept, too").isEqualTo("3107" + field("w") + hex("gone"));
  }

  @Test
  void whoSaysGoodbyeHasNoWill() throws Exception {
    Client client = client();
    client.say(withWill("id", "003c"));
    assertThat(client.hear()).isEqualTo(ACCEPTED);
    assertThat(client.say("e000").hear()).isEmpty();
    assertThat(next()).isEqualTo(MqttBroker.Kind.CONNECTED);
    assertThat(next()).isEqualTo(MqttBroker.Kind.DISCONNECTED);
    connected("other", true, ACCEPTED);
    assertThat(next()).isEqualTo(MqttBroker.Kind.CONNECTED);
  }

  @Test
  void whatCannotBeSubscribedTo() throws Exception {
    Client client = connected("id", true, ACCEPTED);
    client.say(
        packet("82", "0009" + field("a/#/b") + "01" + field("a+") + "01" + field("a") + "01"));
    assertThat(client.hear()).isEqualTo("90050009" + "808001");
    // Two patterns that match, one message: with the better of the two qualities.
    subscribed(client, "#", 0);
    broker.publish(MqttBroker.Message.of("a", "x", 2, false));
    broker.publish(MqttBroker.Message.of("b", "y", 2, false));
    assertThat(client.hear()).isEqualTo("3206" + field("a") + "0001" + hex("x"));
    assertThat(client.hear()).isEqualTo("3004" + field("b") + hex("y"));
  }

  @ParameterizedTest
  @CsvSource({
    "a/#, a, true",
    "a/#, a/b/c, true",
    "a/#, ab, false",
    "a/+, a/b, true",
    "a/+, a/, true",
    "a/+, a, false",
    "a/+, a/b/c, false",
    "+/b, /b, true",
    "+, /b, false",
    "a/b, a/b, true",
    "a/b, a, false",
    "a, A, false",
    "#, $SYS/x, false",
    "+/x, $SYS/x, false",
    "$SYS/#, $SYS/x, true",
  })
  void topicsMatchAsTheStandardSays(String filter, String topic, boolean matches) {
    assertThat(MqttTopics.matches(filter, topic)).isEqualTo(matches);
  }

  @Test
  void noMoreThanAThousandWait() throws Exception {
    Client client = connected("sensor", false, ACCEPTED);
    subscribed(client, "t", 1);
    client.say("e000");
    assertThat(client.hear()).isEmpty();
    for (int i = 0; i <= 1000; i++) {
      broker.publish(MqttBroker.Message.of("t", "" + (char) ('a' + i % 26), 1, false));
    }
    Client again = connected("sensor", false, PRESENT);
    assertThat(again.hear())
        .as("the oldest is gone")
        .isEqualTo("3206" + field("t") + "0002" + hex("b"));
  }

  @Test
  void whatCannotBe() throws Exception {
    assertThatThrownBy(() -> MqttBroker.Message.of("a/+", "", 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MqttBroker.Message.of("a", "", 3, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MqttBrokerOptions.DEFAULT.withPort(65536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MqttBroker.start(MqttBrokerOptions.DEFAULT.withPort(broker.port())))
        .isInstanceOf(IOException.class);
    assertThat(MqttBrokerOptions.DEFAULT.withLogin("me", "pass").toString()).doesNotContain("pass");
  }
}
