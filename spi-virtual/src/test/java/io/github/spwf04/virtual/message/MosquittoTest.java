package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MQTT with a broker and clients that are not ours. */
@Tag(Installed.PROGRAMS)
class MosquittoTest {
  private static final int TRIES = 5;

  @TempDir private Path folder;
  private @Nullable PeerProcess broker;
  private int tcp;
  private int webSocket;
  private int tls;

  @BeforeEach
  void startBroker() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    authority.server("localhost").write(folder, "server");
    Files.write(folder.resolve("ca.pem"), authority.pem());
    Files.writeString(folder.resolve("users"), "me:secret\n");
    try (PeerProcess passwords =
        PeerProcess.start(
            folder, Installed.program("mosquitto_passwd").toString(), "-U", "users")) {
      passwords.awaitEnd();
    }
    int tries = 1;
    while (!runs()) {
      stopBroker();
      assertThat(++tries).as("a port was taken each time").isLessThanOrEqualTo(TRIES);
    }
  }

  /** Whether it could have its ports: it takes only given ones, and others may be quicker. */
  private boolean runs() throws Exception {
    tcp = PeerProcess.freePort();
    webSocket = PeerProcess.freePort();
    tls = PeerProcess.freePort();
    Files.writeString(
        folder.resolve("broker.conf"),
        """
        per_listener_settings true
        listener %d 127.0.0.1
        allow_anonymous true
        listener %d 127.0.0.1
        protocol websockets
        allow_anonymous false
        password_file %s/users
        listener %d 127.0.0.1
        protocol websockets
        allow_anonymous true
        certfile %s/server.pem
        keyfile %s/server.key
        user root
        """
            .formatted(tcp, webSocket, folder, tls, folder, folder));
    PeerProcess started =
        PeerProcess.start(
            folder, Installed.program("mosquitto").toString(), "-v", "-c", "broker.conf");
    broker = started;
    return started
        .await("mosquitto version .* running|Address already in use|Unable to create .* listener")
        .group()
        .endsWith("running");
  }

  private PeerProcess broker() {
    return Objects.requireNonNull(broker);
  }

  @AfterEach
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  /** Somebody else at the broker, who prints what is published. */
  private PeerProcess listener(String topic, int qos) throws Exception {
    PeerProcess listener =
        PeerProcess.start(
            folder,
            Installed.program("mosquitto_sub").toString(),
            "-i",
            "listener",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(tcp),
            "-q",
            Integer.toString(qos),
            "-F",
            "got %t %q %r %p",
            "-t",
            topic);
    broker().await("Sending SUBACK to listener");
    return listener;
  }

  private void publish(String topic, String message, int qos, boolean retain) throws Exception {
    String[] command = {
      Installed.program("mosquitto_pub").toString(),
      "-h",
      "127.0.0.1",
      "-p",
      Integer.toString(tcp),
      "-q",
      Integer.toString(qos),
      "-t",
      topic,
      retain ? "-r" : "-d",
      "-m",
      message
    };
    try (PeerProcess publisher = PeerProcess.start(folder, command)) {
      publisher.awaitEnd();
    }
  }

  private static Bench online(MqttTransport transport) throws Exception {
    return Bench.online(o -> o.services(ServiceOptions.DEFAULT.withMqtt(transport)));
  }

  private List<String> connect(Bench bench, MqttTransport transport, String... more)
      throws Exception {
    boolean web = transport == MqttTransport.WEB_SOCKET;
    String[] arguments = new String[6 + more.length];
    arguments[0] = "localhost";
    arguments[1] = Integer.toString(web ? webSocket : tcp);
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
    try (Bench bench = online(transport);
        PeerProcess listener = listener("out/#", 2)) {
      assertThat(connect(bench, transport)).containsExactly("RFF@A On:0:0", "R00@A");
      for (int qos = 0; qos <= 2; qos++) {
        assertThat(publish(bench, "out/" + qos, "" + qos, "", "message " + qos))
            .containsExactly("R00@A");
        assertThat(listener.await("^got (.*)").group(1))
            .isEqualTo("out/%d %d 0 message %d".formatted(qos, qos, qos));
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
    }
  }

  @Test
  void aRetainedMessage() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      connect(bench, MqttTransport.WEB_SOCKET);
      assertThat(publish(bench, "kept", "1", "1", "still here")).containsExactly("R00@A");
      // In either order: the broker may send the message before it confirms the subscription.
      assertThat(bench.reply(Command.MQTTSUB, "0", "kept", "1")).containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:kept:1:1:0:10:10:still here");
      try (PeerProcess listener = listener("kept", 1)) {
        assertThat(listener.await("^got (.*)").group(1)).isEqualTo("kept 1 1 still here");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionThatGoesOn(MqttTransport transport) throws Exception {
    try (Bench bench = online(transport)) {
      assertThat(connect(bench, transport, "sensor")).containsExactly("RFF@A On:0:0", "R00@A");
      assertThat(bench.reply(Command.MQTTSUB, "0", "commands", "1")).containsExactly("R00@A");
      bench.bus.reset();
      awaitLink(bench);
      // What is sent to a connection that is gone would come a second time.
      broker().await("Client sensor (closed its connection|disconnected)");
      publish("commands", "meanwhile", 1, false);
      assertThat(connect(bench, transport, "sensor")).containsExactly("RFF@A On:0:1", "R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W86@A 0:commands:1:0:0:9:9:meanwhile");
    }
  }

  private static void awaitLink(Bench bench) throws Exception {
    bench.turn(Duration.ofMillis(100));
    assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
  }

  @Test
  void theLastWillIsSeenByOthers() throws Exception {
    try (Bench bench = online(MqttTransport.WEB_SOCKET);
        PeerProcess listener = listener("will", 1)) {
      assertThat(
              connect(bench, MqttTransport.WEB_SOCKET, "me", "60", "15", "1", "will", "I am gone"))
          .containsExactly("RFF@A On:0:0", "R00@A");
      bench.bus.reset();
      assertThat(listener.await("^got (.*)").group(1)).isEqualTo("will 1 0 I am gone");
    }
  }

  @Test
  void byTls() throws Exception {
    byte[] ca = Files.readAllBytes(folder.resolve("ca.pem"));
    try (Bench bench = online(MqttTransport.WEB_SOCKET)) {
      assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + tls, "/mqtt", "2"))
          .containsExactly(
              "RFF@A Loading:1:2",
              "RFF@A Certificate Error:23",
              "RFF@A WebSocket Client Error:2",
              "R4A@A");
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      assertThat(bench.reply(Command.MQTTCONN, "127.0.0.1", "" + tls, "/mqtt", "2"))
          .as("another name")
          .contains("RFF@A Certificate Error:5");
      assertThat(bench.reply(Command.MQTTCONN, "localhost", "" + tls, "/mqtt", "2"))
          .endsWith("RFF@A On:0:0", "R00@A");
      assertThat(publish(bench, "x", "1", "", "x")).containsExactly("R00@A");
    }
  }
}
