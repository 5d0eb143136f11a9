package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.testkit.peer.HttpPeer;
import io.github.spwf04.testkit.peer.MqttBroker;
import io.github.spwf04.testkit.peer.MqttBrokerOptions;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTTCONN to MQTTDISC (6.56 to 6.60) against a broker, by web socket and by TCP. */
class MqttTest {
  private static final MqttBroker.Kind PUBLISHED = MqttBroker.Kind.PUBLISHED;
  private static final Set<MqttBroker.Kind> GONE =
      Set.of(MqttBroker.Kind.DISCONNECTED, MqttBroker.Kind.LOST);

  private final TestCertificate authority;
  private final MqttBroker broker;
  private final MqttBroker secured;

  MqttTest() throws Exception {
    authority = TestCertificate.authority("Test");
    broker = MqttBroker.start(MqttBrokerOptions.DEFAULT.withLogin("me", "secret"));
    secured =
        MqttBroker.start(
            MqttBrokerOptions.DEFAULT.withTls(authority.server("localhost").context()));
  }

  @AfterEach
  void stopBrokers() {
    broker.close();
    secured.close();
  }

  /** What the module has published, as it came to the broker. */
  private String published() throws Exception {
    return String.valueOf(
        Objects.requireNonNull(broker.await(event -> event.kind() == PUBLISHED, Bench.LIMIT))
            .message());
  }

  private void publish(String topic, String message, int qos, boolean retain) {
    broker.publish(MqttBroker.Message.of(topic, message, qos, retain));
  }

  private static Bench online(MqttTransport transport) throws Exception {
    return Bench.online(o -> o.services(ServiceOptions.DEFAULT.withMqtt(transport)));
  }

  private List<String> connect(Bench bench, String... more) throws Exception {
    String[] arguments = new String[6 + more.length];
    arguments[0] = "localhost";
    arguments[1] = Integer.toString(broker.port());
    arguments[2] = "/mqtt";
    arguments[3] = "0";
    arguments[4] = "me";
    arguments[5] = "secret";
    System.arraycopy(more, 0, arguments, 6, more.length);
    return bench.reply(Command.MQTTCONN, arguments);
  }

  private static List<String> publish(
      Bench bench, String topic, String qos, String retain, String message) throws Exception {
    byte[] data = message.getBytes(UTF_8);
    return bench.replyTo(
        data, Command.MQTTPUB, "0", topic, qos, retain, Integer.toString(data.length));
  }

  @ParameterizedTest
  @EnumSource
  void aWholeConversation(MqttTransport transport) throws Exception {
    try (Bench bench = online(transport)) {
      assertThat(connect(bench)).containsExactly("RFF@A On:0:0", "R00@A");
      for (int qos = 0; qos <= 2; qos++) {
        assertThat(publish(bench, "out/" + qos, "" + qos, "", "message " + qos))
            .containsExactly("R00@A");
        assertThat(published()).isEqualTo("out/%d %d 0 message %d".formatted(qos, qos, qos));
      }
      for (int qos = 0; qos <= 2; qos++) {
        assertThat(bench.reply(Command.MQTTSUB, "0", "in/" + qos, "" + qos))
            .containsExactly("R00@A");
        publish("in/" + qos, "back " + qos, qos, false);
        assertThat(bench.awaitEvent())
            .isEqualTo("W86@A 0:in/%d:%d:0:0:6:6:back %d".formatted(qos, qos, qos));
      }
      assertThat(bench.reply(Command.MQTTUNSUB, "0", "in/1")).containsExactly("R00@A");
      publish("in/1", "unheard", 1, false);
      publish("in/2", "heard", 2, false);
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:in/2:2:0:0:5:5:heard");

      assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R00@A");
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R4E@A");
      assertThat(broker.await(event -> GONE.contains(event.kind()), Bench.LIMIT))
          .isEqualTo(new MqttBroker.Event(MqttBroker.Kind.DISCONNECTED, "SPWF04SA", null, null));
    }
  }

  @Test
  void aRetainedMessage() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      connect(bench);
      assertThat(publish(bench, "kept", "1", "1", "still here")).containsExactly("R00@A");
      // In either order: the broker may send the message before it confirms the subscription.
      assertThat(bench.reply(Command.MQTTSUB, "0", "kept", "1")).containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:kept:1:1:0:10:10:still here");
      assertThat(published()).isEqualTo("kept 1 1 still here");
      assertThat(bench.reply(Command.MQTTUNSUB, "0", "kept")).containsExactly("R00@A");
      publish("kept", "", 0, true);
      assertThat(bench.reply(Command.MQTTSUB, "0", "kept", "1"))
          .as("an empty one is none")
          .containsExactly("R00@A");
      publish("kept", "news", 1, false);
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:kept:1:0:0:4:4:news");
    }
  }

  @Test
  void aLongMessageComesInParts() throws Exception {
    try (Bench bench = Bench.online(o -> o.maxDataPacket(1000))) {
      connect(bench);
      bench.reply(Command.MQTTSUB, "0", "long");
      publish("long", "a".repeat(1000) + "b".repeat(500), 0, false);
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:long:0:0:0:1000:1500:" + "a".repeat(1000));
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:long:0:0:0:500:1500:" + "b".repeat(500));
      publish("long", "", 0, false);
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:long:0:0:0:0:0:");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionThatGoesOn(MqttTransport transport) throws Exception {
    try (Bench bench = online(transport)) {
      assertThat(connect(bench, "sensor")).containsExactly("RFF@A On:0:0", "R00@A");
      assertThat(bench.reply(Command.MQTTSUB, "0", "commands", "1")).containsExactly("R00@A");
      bench.bus.reset();
      awaitLink(bench);
      // What is sent to a connection that is gone would come a second time.
      assertThat(broker.await(event -> event.kind() == MqttBroker.Kind.LOST, Bench.LIMIT))
          .isNotNull();
      publish("commands", "meanwhile", 1, false);
      assertThat(connect(bench, "sensor")).containsExactly("RFF@A On:0:1", "R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:commands:1:0:0:9:9:meanwhile");
    }
  }

  private static void awaitLink(Bench bench) throws Exception {
    bench.turn(Duration.ofMillis(100));
    assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "lost"})
  void theLastWillIsSeenByOthers(String end) throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      assertThat(connect(bench, "me", "60", "15", "1", "will", "I am gone"))
          .containsExactly("RFF@A On:0:0", "R00@A");
      if (end.equals("reset")) {
        bench.bus.reset();
      } else {
        bench.module.radio().remove("home");
        bench.turn(Duration.ofMillis(20));
        assertThat(List.of(bench.awaitEvent(), bench.awaitEvent(), bench.awaitEvent()))
            .containsExactly("W30@A", "W33@3", "W87@3 0:0");
      }
      assertThat(published()).isEqualTo("will 1 0 I am gone");
    }
  }

  @Test
  void theBrokersEnd() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      connect(bench);
      broker.close();
      assertThat(bench.awaitEvent()).isEqualTo("W87@A 0:0");
      assertThat(publish(bench, "x", "0", "", "x")).containsExactly("R4E@A");
      assertThat(bench.reply(Command.MQTTSUB, "0", "x")).containsExactly("R4E@A");
    }
  }

  @Test
  void byTls() throws Exception {
    byte[] ca = authority.pem();
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + secured.port(), "/mqtt", "2"))
          .containsExactly(
              "RFF@A Loading:1:2",
              "RFF@A Certificate Error:23",
              "RFF@A WebSocket Client Error:2",
              "R4A@A");
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      assertThat(bench.reply(Command.MQTTCONN, "127.0.0.1", "" + secured.port(), "/mqtt", "2"))
          .as("another name")
          .contains("RFF@A Certificate Error:5");
      assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + secured.port(), "/mqtt", "2"))
          .endsWith("RFF@A On:0:0", "R00@A");
      assertThat(publish(bench, "x", "1", "", "x")).containsExactly("R00@A");
    }
  }

  @Test
  void itTakesThePlaceOfAWebSocket() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET);
        WebSocketPeer server = new WebSocketPeer(null)) {
      String port = server.port();
      connect(bench);
      assertThat(bench.reply(Command.WSOCKON, "localhost", "" + broker.port(), "/mqtt"))
          .as("the broker's server")
          .containsExactly("R49@A");
      assertThat(bench.reply(Command.WSOCKON, "localhost", port))
          .containsExactly("RFF@A On:0", "R00@A");
      assertThat(bench.reply(Command.WSOCKON, "localhost", port, "/2")).containsExactly("R4B@A");
      assertThat(connect(bench)).as("again").containsExactly("R4B@A");
    }
  }

  @Test
  void whatTheBrokerRefuses() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      assertThat(
              bench.reply(
                  Command.MQTTCONN, "localhost", "" + broker.port(), "/mqtt", "0", "me", "wrong"))
          .containsExactly("R6F@A");
      try (HttpPeer other = HttpPeer.start(null)) {
        assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + other.port(), "/mqtt"))
            .as("no web sockets there")
            .containsExactly("RFF@A WebSocket Client Error:4", "R4A@A");
      }
      assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + PeerProcess.freePort()))
          .containsExactly("RFF@A WebSocket Client Error:0", "R4A@A");
      assertThat(bench.reply(Command.MQTTCONN, "example.org"))
          .containsExactly("RFF@A WebSocket Client Error:3", "R4A@A");
      assertThat(connect(bench, "me", "60", "15", "0", "a/#", "x"))
          .as("a last will to a pattern")
          .containsExactly("R08@A");
      assertThat(connect(bench)).containsExactly("RFF@A On:0:0", "R00@A");
    }
  }

  @Test
  void whatTheModuleRefuses() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      assertThat(publish(bench, "x", "", "", "x")).containsExactly("R4E@A");
      assertThat(bench.reply(Command.MQTTSUB, "0", "x")).containsExactly("R4E@A");
      assertThat(bench.reply(Command.MQTTUNSUB, "0", "x")).containsExactly("R4E@A");
      assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R4E@A");
      assertThat(bench.reply(Command.MQTTDISC, "1")).containsExactly("R08@A");
      connect(bench);
      assertThat(publish(bench, "a/+", "", "", "x")).containsExactly("R08@A");
      assertThat(bench.reply(Command.MQTTSUB, "0", "a/#/b")).containsExactly("R08@A");
      assertThat(bench.reply(Command.MQTTUNSUB, "0", "a#")).containsExactly("R08@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.MQTTCONN, "localhost")).containsExactly("R2C@3");
    }
  }
}
