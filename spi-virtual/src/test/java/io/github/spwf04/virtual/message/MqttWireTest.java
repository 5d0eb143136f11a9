package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MQTT 3.1.1 by TCP to the byte, with a broker that says what no good one would. */
@Timeout(60)
class MqttWireTest {
  private static final String ACCEPTED = "20020000";

  private Bench bench;
  private Peer broker;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.online(o -> o.services(ServiceOptions.DEFAULT.withMqtt(MqttTransport.TCP)));
    broker = new Peer();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    bench.close();
  }

  private void say(String hex) throws IOException {
    broker.socket().getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  /** The next packet, in hex; all of them are short. */
  private String hear() throws IOException {
    InputStream in = broker.socket().getInputStream();
    byte[] head = in.readNBytes(2);
    assertThat(head).as("no packet").hasSize(2);
    return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(in.readNBytes(head[1]));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  /** What the broker does while the module waits. */
  private interface Act {
    void run() throws IOException;
  }

  private List<String> during(Act act, byte[] data, Command command, String... arguments)
      throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                act.run();
                done.complete(null);
              } catch (IOException | AssertionError e) {
                done.completeExceptionally(e);
                // The module need not wait for more.
                close(broker);
              }
            });
    List<String> reply =
        data.length == 0
            ? bench.reply(command, arguments)
            : bench.replyTo(data, command, arguments);
    done.join();
    return reply;
  }

  private static void close(Peer broker) {
    try {
      broker.finish();
    } catch (IOException _) {
      // It is closed.
    }
  }

  private List<String> during(Act act, Command command, String... arguments) throws Exception {
    return during(act, new byte[0], command, arguments);
  }

  private List<String> connect(Act act, String keepAlive, String retry) throws Exception {
    return during(
        act,
        Command.MQTTCONN,
        "127.0.0.1",
        broker.port(),
        "",
        "",
        "me",
        "pass",
        "id",
        keepAlive,
        retry,
        "1",
        "w",
        "gone");
  }

  private void connected(String keepAlive, String retry) throws Exception {
    assertThat(
            connect(
                () -> {
                  hear();
                  say(ACCEPTED);
                },
                keepAlive,
                retry))
        .containsExactly("RFF@A On:0:0", "R00@A");
  }

  @Test
  @Usage(section = "6.56")
  void theSessionIsAskedForWithAllOfIt() throws Exception {
    assertThat(
            connect(
                () -> {
                  // MQTT 4; user, password, will of QoS 1, no clean session; 60 seconds.
                  assertThat(hear())
                      .isEqualTo(
                          "1021"
                              + "0004"
                              + hex("MQTT")
                              + "04cc003c"
                              + "0002"
                              + hex("id")
                              + "0001"
                              + hex("w")
                              + "0004"
                              + hex("gone")
                              + "0002"
                              + hex("me")
                              + "0004"
                              + hex("pass"));
                  say("20020100");
                },
                "60",
                "15"))
        .containsExactly("RFF@A On:0:1", "R00@A");
  }

  @ParameterizedTest
  @Usage(section = "6.56", fails = true)
  @CsvSource({
    "20020005, R6F@A", // not authorized
    "20020001, R6F@A", // not this version
    "d000, RFF@A WebSocket Client Error:1;R4A@A", // not an answer to that
    "0000, RFF@A WebSocket Client Error:1;R4A@A", // no packet of MQTT
  })
  void whatTheBrokerAnswersFirst(String answer, String reply) throws Exception {
    assertThat(
            connect(
                () -> {
                  hear();
                  say(answer);
                },
                "60",
                "15"))
        .containsExactly(reply.split(";"));
  }

  @Test
  void aBrokerThatSaysNothing() throws Exception {
    assertThat(connect(this::hear, "60", "1"))
        .containsExactly("RFF@A WebSocket Client Error:1", "R4A@A");
  }

  @Test
  void itIsPingedAndHasToAnswer() throws Exception {
    connected("1", "15");
    assertThat(hear()).isEqualTo("c000");
    say("d000");
    assertThat(hear()).as("in time, still there").isEqualTo("c000");
    assertThat(bench.await()).isEqualTo("W87@A 0:0");
    assertThat(broker.socket().getInputStream().read()).as("no goodbye").isEqualTo(-1);
  }

  @Test
  void whatComesTwiceIsToldOnce() throws Exception {
    connected("60", "15");
    String message = "000174" + "0007" + hex("x");
    say("3406" + message);
    assertThat(hear()).isEqualTo("50020007");
    assertThat(bench.await()).isEqualTo("W86@A 0:t:2:0:0:1:1:x");
    say("3c06" + message);
    assertThat(hear()).isEqualTo("50020007");
    say("62020007");
    assertThat(hear()).isEqualTo("70020007");
    say("3506" + message);
    assertThat(bench.await()).as("the number is free again").isEqualTo("W86@A 0:t:2:1:0:1:1:x");
    assertThat(hear()).isEqualTo("50020007");
    say("3206000174" + "0008" + hex("y"));
    assertThat(hear()).isEqualTo("40020008");
    assertThat(bench.await()).isEqualTo("W86@A 0:t:1:0:0:1:1:y");
  }

  @Test
  @Usage(section = "6.57")
  @Usage(section = "6.57", fails = true)
  void publishedTwiceAtTheLevelOfOnce() throws Exception {
    connected("60", "15");
    String[] arguments = {"0", "t", "2", "1", "1"};
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("3506000174" + "0001" + hex("x"));
                  say("50020001");
                  assertThat(hear()).isEqualTo("62020001");
                  say("70020001");
                },
                "x".getBytes(US_ASCII),
                Command.MQTTPUB,
                arguments))
        .containsExactly("R00@A");
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("3506000174" + "0002" + hex("y"));
                  say("50020002");
                  assertThat(hear()).isEqualTo("62020002");
                  broker.finish();
                },
                "y".getBytes(US_ASCII),
                Command.MQTTPUB,
                arguments))
        .as("not acknowledged to the end")
        .containsExactly("R6F@A");
    assertThat(bench.awaitEvent()).isEqualTo("W87@A 0:0");
  }

  @Test
  @Usage(section = "6.59", fails = true)
  @Usage(section = "6.60")
  void aSubscriptionThatIsRefused() throws Exception {
    connected("60", "15");
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("82060001" + "0001" + hex("t") + "01");
                  say("9003000180");
                },
                Command.MQTTSUB,
                "0",
                "t",
                "1"))
        .containsExactly("R6F@A");
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("a2050002" + "0001" + hex("t"));
                  say("b0020002");
                },
                Command.MQTTUNSUB,
                "0",
                "t"))
        .containsExactly("R00@A");
  }

  @Test
  @Usage(section = "6.58")
  void anAcknowledgementThatDoesNotCome() throws Exception {
    connected("60", "1");
    assertThat(bench.replyTo(new byte[1], Command.MQTTPUB, "0", "t", "1", "", "1"))
        .containsExactly("R6F@A");
    assertThat(hear()).isEqualTo("3206000174" + "0001" + "00");
    say("40020001");
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("3206000174" + "0002" + "00");
                  say("40020002");
                },
                new byte[1],
                Command.MQTTPUB,
                "0",
                "t",
                "1",
                "",
                "1"))
        .as("too late is no harm")
        .containsExactly("R00@A");
    assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R00@A");
    assertThat(hear()).isEqualTo("e000");
    assertThat(broker.socket().getInputStream().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"MQTTSUB", "MQTTUNSUB"})
  void itHangsUpInPlaceOfAnAnswer(Command command) throws Exception {
    connected("60", "600");
    assertThat(
            during(
                () -> {
                  hear();
                  broker.socket().shutdownOutput();
                },
                command,
                "0",
                "t"))
        .containsExactly("R6F@A");
    assertThat(bench.awaitEvent()).isEqualTo("W87@A 0:0");
  }

  @ParameterizedTest
  @CsvSource({"0000", "f000", "20020000", "3600", "320600022b2b000178", "34050003612f620000"})
  void whatIsNoMqtt(String packet) throws Exception {
    connected("60", "15");
    say(packet);
    assertThat(bench.await()).isEqualTo("W87@A 1:0");
    assertThat(bench.reply(Command.MQTTSUB, "0", "x")).containsExactly("R4E@A");
  }

  @Test
  @Usage(section = "6.58", fails = true)
  @Usage(section = "6.59")
  @Usage(section = "6.60", fails = true)
  void nothingWithoutABroker() throws Exception {
    assertThat(bench.reply(Command.MQTTDISC, "0")).containsExactly("R4E@A");
    assertThat(bench.reply(Command.MQTTUNSUB, "0", "t")).containsExactly("R4E@A");
    connected("60", "15");
    assertThat(
            during(
                () -> {
                  assertThat(hear()).isEqualTo("82060001" + "0001" + hex("t") + "02");
                  // Granted is less than was asked for.
                  say("9003000100");
                },
                Command.MQTTSUB,
                "0",
                "t",
                "2"))
        .containsExactly("R00@A");
  }
}
