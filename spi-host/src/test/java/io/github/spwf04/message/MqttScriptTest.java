package io.github.spwf04.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MQTT to the byte. */
@Timeout(30)
class MqttScriptTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final Spwf04 spwf = Spwf04.open(bus, Spwf04Options.defaults().withWriteSize(4));
  private final Subscription<Event.WindEvent> winds = spwf.events(Event.WindEvent.class);

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void aMessageOfNoBytesIsToldBeforeAByteIsSent() throws Exception {
    script.hear(Command.MQTTCONN, "broker", 8080, "/mqtt");
    script.line("On:0:0").ok();
    MqttConnection broker = spwf.mqtt().connect(MqttOptions.of("broker", 8080, "/mqtt"));
    assertThatThrownBy(() -> broker.publish("t", Unpooled.EMPTY_BUFFER, Qos.AT_LEAST_ONCE, true))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("AT+S.MQTTPUB: len is '0', 1 to 65535 is allowed");
    script.hear(1, Command.MQTTPUB, 0, "t", 1, 1, 1).take("x").ok();
    broker.publish(
        "t", Unpooled.copiedBuffer("x", StandardCharsets.UTF_8), Qos.AT_LEAST_ONCE, true);
  }

  @Test
  void mqttMessagesComeToTheirSubscribers() throws Exception {
    script.hear(
        Command.MQTTCONN,
        "broker",
        8080,
        "/mqtt",
        "",
        "me",
        "secret",
        "id",
        30,
        "",
        1,
        "will",
        "x");
    script.line("On:0:1").ok();
    MqttConnection broker =
        spwf.mqtt()
            .connect(
                MqttOptions.of("broker", 8080, "/mqtt")
                    .withLogin("me", "secret")
                    .withClientId("id")
                    .withKeepAlive(Duration.ofSeconds(30))
                    .withWill("will", "x", Qos.AT_LEAST_ONCE));
    assertThat(broker.sessionPresent()).isTrue();
    script.hear(Command.MQTTSUB, 0, "a/+", 2).wind(86, "0:a/b:1:1:0:2:2:hi").ok();
    Subscription<MqttMessage> messages = broker.subscribe("a/+", Qos.EXACTLY_ONCE);
    winds.clear();
    assertThat(messages.next(LONG))
        .isEqualTo(
            new MqttMessage(
                "a/b",
                Unpooled.copiedBuffer("hi", StandardCharsets.UTF_8),
                2,
                Qos.AT_LEAST_ONCE,
                true,
                false));

    // In two parts; then one whose rest never comes, and one that is for others.
    wind(86, "0:a/b:0:0:0:3:5:hel");
    wind(86, "0:a/b:0:0:0:2:5:lo");
    wind(86, "0:a/c:0:0:0:3:9:cut");
    wind(86, "0:b:0:0:0:1:1:x");
    assertThat(Objects.requireNonNull(messages.next(LONG)).text()).isEqualTo("hello");
    MqttMessage cut = Objects.requireNonNull(messages.next(LONG));
    assertThat(cut.text()).isEqualTo("cut");
    assertThat(cut.whole()).isFalse();

    script.hear(5, Command.MQTTPUB, 0, "a/b", 1, 1, 5).take("hello").ok();
    broker.publish(
        "a/b", Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8), Qos.AT_LEAST_ONCE, true);
    script.hear(Command.MQTTUNSUB, 0, "a/+").ok();
    broker.unsubscribe("a/+");
    wind(87, "0:0");
    assertThat(messages.next(LONG)).isNull();
    assertThatThrownBy(() -> broker.publish("a", "x"))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("the broker is gone, CONNECTION");
  }

  @Test
  void anInterruptDoesNotKeepTheBrokerConnected() throws Exception {
    script.hear(Command.MQTTCONN, "broker", 1883, "", "", "", "", "id", 30);
    script.line("On:0:0").ok();
    MqttConnection broker =
        spwf.mqtt()
            .connect(
                MqttOptions.of("broker", 1883, "")
                    .withClientId("id")
                    .withKeepAlive(Duration.ofSeconds(30)));
    script.hear(Command.MQTTDISC, 0).ok();
    Thread.currentThread().interrupt();
    broker.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void topicsMatchAsTheStandardSays() {
    assertThat(TopicFilter.matches("a/#", "a")).isTrue();
    assertThat(TopicFilter.matches("a/#", "a/b/c")).isTrue();
    assertThat(TopicFilter.matches("a/+", "a/b")).isTrue();
    assertThat(TopicFilter.matches("a/+", "a")).isFalse();
    assertThat(TopicFilter.matches("a/+", "a/b/c")).isFalse();
    assertThat(TopicFilter.matches("+/b", "/b")).isTrue();
    assertThat(TopicFilter.matches("#", "$SYS/x")).isFalse();
    assertThat(TopicFilter.matches("$SYS/#", "$SYS/x")).isTrue();
    assertThat(TopicFilter.matches("a", "A")).isFalse();
  }

  /** The module sends a WIND while nothing is asked; those who hold something have heard it. */
  private void wind(int number, String variables) throws InterruptedException {
    script.wind(number, variables);
    Event.WindEvent heard = Objects.requireNonNull(winds.next(LONG));
    assertThat(heard.number()).isEqualTo(number);
  }
}
