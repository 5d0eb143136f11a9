package io.github.spwf04.message;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CallOptions;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.MqttEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.internal.EventQueue;
import io.github.spwf04.internal.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an MQTT broker (manual 6.56). Thread-safe. When the broker is gone (WIND 87), the
 * connection was closed or the module was reset, its subscriptions end and every method throws
 * {@link SpwfException.LinkLost}.
 */
public final class MqttConnection implements AutoCloseable {
  /** Longest message that is put together from parts, 1 MiB; of a longer one each part is given. */
  private static final int MAX_MESSAGE = 1 << 20;

  private final ModuleCalls calls;
  private final Lease lease;
  private final boolean sessionPresent;
  private final Consumer<MqttConnection> onClose;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /** A message whose other parts have not come yet; of the owner thread. */
  private @Nullable MqttMessage begun;

  private record Subscriber(String filter, EventQueue<MqttMessage> messages) {}

  MqttConnection(
      ModuleCalls calls, Lease lease, boolean sessionPresent, Consumer<MqttConnection> onClose) {
    this.calls = calls;
    this.lease = lease;
    this.sessionPresent = sessionPresent;
    this.onClose = onClose;
  }

  /** Whether the broker has restored a session from before. */
  public boolean sessionPresent() {
    return sessionPresent;
  }

  /**
   * Publishes a message (6.57).
   *
   * @param topic 1 to 255 bytes of UTF-8, no wildcards
   * @param message 1 byte or more: the module refuses a length of zero (error 33), so that it
   *     cannot clear a retained message; the caller keeps the buffer, its indices stay
   * @param retain whether the broker keeps it for later subscribers
   * @throws SpwfException.InvalidInput when the topic has a wildcard, or the message no bytes
   * @throws SpwfException.Rejected when the module refuses
   */
  public void publish(String topic, ByteBuf message, Qos qos, boolean retain)
      throws InterruptedException {
    publish(topic, message, qos.number(), retain ? 1 : 0);
  }

  /** Publishes a text as UTF-8 as the module does by itself: at most once and not retained. */
  public void publish(String topic, String message) throws InterruptedException {
    publish(topic, Unpooled.wrappedBuffer(message.getBytes(StandardCharsets.UTF_8)), null, null);
  }

  private void publish(
      String topic, ByteBuf message, @Nullable Integer qos, @Nullable Integer retained)
      throws InterruptedException {
    if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw new SpwfException.InvalidInput(
          "the topic " + topic + " has a wildcard; messages go to one topic");
    }
    lease.check();
    calls.call(
        lease::check,
        Command.MQTTPUB,
        Arguments.of(0, topic, qos, retained, message.readableBytes()),
        message,
        calls.options().commandTimeout(),
        reply -> true);
  }

  /**
   * Subscribes to a topic (6.59). The queue holds {@link CallOptions#eventCapacity} messages; when
   * its reader is slow the oldest is dropped and counted. A long message comes from the module in
   * parts, which are put together; one that is not whole when another begins is given as far as it
   * has come, see {@link MqttMessage#whole}. Closing the subscription leaves the broker's in place;
   * {@link #unsubscribe} ends that.
   *
   * @param filter a topic, or a pattern with the wildcards {@code +} and {@code #}
   * @param qos highest quality of service of what comes
   * @throws SpwfException.Rejected when the module refuses
   */
  public Subscription<MqttMessage> subscribe(String filter, Qos qos) throws InterruptedException {
    return subscribe(filter, qos.number());
  }

  /** As {@link #subscribe(String, Qos)}, with the module's choice: at most once. */
  public Subscription<MqttMessage> subscribe(String filter) throws InterruptedException {
    return subscribe(filter, (Integer) null);
  }

  private Subscription<MqttMessage> subscribe(String filter, @Nullable Integer qos)
      throws InterruptedException {
    lease.check();
    // Before the command, for a retained message comes at once.
    EventQueue<MqttMessage> messages =
        new EventQueue<>(
            event -> null, calls.options().eventCapacity(), calls.time(), this::closed);
    subscribers.add(new Subscriber(filter, messages));
    boolean subscribed = false;
    try {
      command(Command.MQTTSUB, Arguments.trimmed(0, filter, qos));
      subscribed = true;
      return messages;
    } finally {
      if (!subscribed) {
        messages.close();
      }
    }
  }

  /**
   * Unsubscribes from a topic (6.60).
   *
   * @param filter as it was given to {@link #subscribe}
   */
  public void unsubscribe(String filter) throws InterruptedException {
    lease.check();
    command(Command.MQTTUNSUB, 0, filter);
  }

  /**
   * Disconnects (6.58), so that the broker does not publish the last will. Does nothing when it is
   * closed or lost already. An interrupt ends nothing of it and is there again behind it.
   *
   * @throws SpwfException.TimedOut when the module does not answer; {@link MqttCommands#disconnect}
   *     ends what is left then
   */
  @Override
  public void close() {
    boolean held = lease.giveBack();
    end();
    if (!held) {
      return;
    }
    try {
      calls.callDespiteInterrupt(
          lease::checkId,
          Command.MQTTDISC,
          Arguments.of(0),
          calls.options().commandTimeout(),
          reply -> true);
    } finally {
      onClose.accept(this);
      lease.end();
    }
  }

  @Override
  public String toString() {
    return lease.toString();
  }

  /** Runs on the owner thread: WIND 86. */
  void published(MqttEvent.Published event) {
    MqttMessage message = MqttMessage.of(event);
    MqttMessage first = begun;
    if (first != null) {
      begun = null;
      MqttMessage joined = first.plus(message);
      if (joined == null) {
        hand(first);
      } else {
        message = joined;
      }
    }
    if (message.whole() || message.payload().readableBytes() > MAX_MESSAGE) {
      hand(message);
    } else {
      begun = message;
    }
  }

  /** Runs on the owner thread: WIND 87. */
  void brokerGone(MqttEvent.Closed closed) {
    lease.lose("the broker is gone, " + closed.reason());
    lease.end();
    onClose.accept(this);
    MqttMessage cut = begun;
    if (cut != null) {
      hand(cut);
    }
    end();
  }

  /** Ends the subscriptions. */
  void end() {
    subscribers.forEach(subscriber -> subscriber.messages.end());
  }

  private void hand(MqttMessage message) {
    for (Subscriber subscriber : subscribers) {
      if (TopicFilter.matches(subscriber.filter, message.topic())
          && subscriber.messages.add(message)) {
        calls.countDroppedEvent();
      }
    }
  }

  private void closed(EventQueue<?> messages) {
    subscribers.removeIf(subscriber -> subscriber.messages == messages);
  }

  private void command(Command command, @Nullable Object... arguments) throws InterruptedException {
    calls.call(
        lease::check,
        command,
        Arguments.of(arguments),
        null,
        calls.options().commandTimeout(),
        reply -> true);
  }
}
