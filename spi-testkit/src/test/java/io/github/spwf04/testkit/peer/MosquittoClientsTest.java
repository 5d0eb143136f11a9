package io.github.spwf04.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.PeerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker with clients that are not ours: mosquitto_pub and mosquitto_sub. */
@Tag(Installed.PROGRAMS)
class MosquittoClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private PeerProcess run(String program, MqttBroker broker, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Installed.program(program).toString());
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
    command.addAll(List.of("-u", "me", "-P", "pass"));
    command.addAll(List.of(arguments));
    return PeerProcess.start(folder, command.toArray(String[]::new));
  }

  private static MqttBroker broker() throws Exception {
    return MqttBroker.start(MqttBrokerOptions.DEFAULT.withLogin("me", "pass"));
  }

  private static void await(MqttBroker broker, MqttBroker.Kind kind, String client)
      throws Exception {
    assertThat(
            broker.await(event -> event.kind() == kind && event.clientId().equals(client), LIMIT))
        .isNotNull();
  }

  @Test
  void messagesOfAllQualities() throws Exception {
    try (MqttBroker broker = broker();
        PeerProcess listener =
            run(
                "mosquitto_sub",
                broker,
                "-i",
                "sub",
                "-q",
                "2",
                "-F",
                "got %t %q %r %p",
                "-t",
                "a/#")) {
      await(broker, MqttBroker.Kind.SUBSCRIBED, "sub");
      for (int qos = 0; qos <= 2; qos++) {
        try (PeerProcess publisher =
            run("mosquitto_pub", broker, "-q", "" + qos, "-t", "a/" + qos, "-m", "hello " + qos)) {
          publisher.awaitEnd();
        }
        assertThat(listener.await("^got (.*)").group(1))
            .isEqualTo("a/%d %d 0 hello %d".formatted(qos, qos, qos));
      }
      try (PeerProcess publisher =
          run("mosquitto_pub", broker, "-q", "1", "-r", "-t", "a/kept", "-m", "kept")) {
        publisher.awaitEnd();
      }
      assertThat(listener.await("^got (.*)").group(1)).isEqualTo("a/kept 1 0 kept");
      try (PeerProcess late =
          run("mosquitto_sub", broker, "-q", "2", "-F", "got %t %q %r %p", "-t", "a/+")) {
        assertThat(late.await("^got (.*)").group(1)).isEqualTo("a/kept 1 1 kept");
      }
    }
  }

  @Test
  void aSessionThatGoesOnAndALastWill() throws Exception {
    try (MqttBroker broker = broker()) {
      String[] session = {
        "-i",
        "sub",
        "-c",
        "-q",
        "1",
        "-F",
        "got %t %q %r %p",
        "-t",
        "b",
        "--will-topic",
        "gone",
        "--will-payload",
        "sub"
      };
      try (PeerProcess _ = run("mosquitto_sub", broker, session)) {
        await(broker, MqttBroker.Kind.SUBSCRIBED, "sub");
      }
      await(broker, MqttBroker.Kind.LOST, "sub");
      await(broker, MqttBroker.Kind.PUBLISHED, "sub");
      broker.publish(MqttBroker.Message.of("b", "meanwhile", 2, false));
      try (PeerProcess again = run("mosquitto_sub", broker, session)) {
        assertThat(again.await("^got (.*)").group(1)).isEqualTo("b 1 0 meanwhile");
      }
    }
  }

  @Test
  void aWrongPassword() throws Exception {
    try (MqttBroker broker = broker();
        PeerProcess stranger =
            run("mosquitto_sub", broker, "-i", "stranger", "-P", "guess", "-t", "#")) {
      await(broker, MqttBroker.Kind.REFUSED, "stranger");
      stranger.await("(?i)bad user name or password|not authori[sz]ed");
    }
  }
}
