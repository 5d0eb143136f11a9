package io.github.spwf04.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.testkit.peer.MqttBroker;
import io.github.spwf04.testkit.peer.MqttBrokerOptions;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MQTT messages as programs use them, with a broker. */
@Timeout(60)
class MqttConversationTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private Spwf04 joined() throws Exception {
    VirtualModule module =
        keep(
            new VirtualModule(
                ModuleOptions.builder().accessPoint(AccessPoint.open("a network")).build()));
    Spwf04 spwf = keep(Spwf04.open(LoopbackBus.to(module)));
    spwf.boot(LONG);
    spwf.wifi().join("a network", null, LONG);
    return spwf;
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }

  @Test
  void mqttMessagesReachTheirSubscribers() throws Exception {
    MqttBroker broker = keep(MqttBroker.start(MqttBrokerOptions.DEFAULT));
    Spwf04 spwf = joined();
    MqttConnection mqtt =
        spwf.mqtt()
            .connect(
                MqttOptions.of("127.0.0.1", broker.port(), "/mqtt")
                    .withClientId("module")
                    .withKeepAlive(Duration.ofSeconds(20))
                    .withWill("gone", "module", Qos.AT_LEAST_ONCE));
    assertThat(mqtt.sessionPresent()).isFalse();
    publish(mqtt, "kept/a", "before", true);
    Subscription<MqttMessage> kept = mqtt.subscribe("kept/+", Qos.AT_LEAST_ONCE);
    Subscription<MqttMessage> all = mqtt.subscribe("#", Qos.EXACTLY_ONCE);
    MqttMessage first = Objects.requireNonNull(kept.next(LONG));
    assertThat(first.text()).isEqualTo("before");
    assertThat(first.retained()).isTrue();

    String text = "0123456789".repeat(200);
    publish(mqtt, "long", text, false);
    MqttMessage whole =
        Objects.requireNonNull(all.await(message -> message.topic().equals("long"), LONG));
    assertThat(whole.whole()).isTrue();
    assertThat(whole.text()).isEqualTo(text);

    mqtt.unsubscribe("#");
    mqtt.close();
    assertThat(kept.await(message -> message.topic().equals("long"), LONG)).isNull();
    assertThatThrownBy(() -> mqtt.publish("a", "b")).isInstanceOf(SpwfException.LinkLost.class);
    assertThat(broker.await(event -> event.kind() == MqttBroker.Kind.DISCONNECTED, LONG))
        .isEqualTo(new MqttBroker.Event(MqttBroker.Kind.DISCONNECTED, "module", null, null));
  }

  private static void publish(MqttConnection mqtt, String topic, String text, boolean retain)
      throws InterruptedException {
    ByteBuf message = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    mqtt.publish(topic, message, Qos.AT_LEAST_ONCE, retain);
  }
}
