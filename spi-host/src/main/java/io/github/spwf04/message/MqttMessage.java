package io.github.spwf04.message;

import io.github.spwf04.event.MqttEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message from a broker (WIND 86).
 *
 * @param topic its topic
 * @param payload the bytes, in a buffer of the heap that needs no release
 * @param total bytes of the message as it was published; more than the payload has when the module
 *     has cut it
 * @param qos its quality of service
 * @param retained whether the broker had kept it
 * @param duplicate whether it may have come before
 */
public record MqttMessage(
    String topic, ByteBuf payload, long total, Qos qos, boolean retained, boolean duplicate) {

  static MqttMessage of(MqttEvent.Published event) {
    Qos[] all = Qos.values();
    return new MqttMessage(
        event.topic(),
        event.message(),
        event.total(),
        all[Math.clamp(event.qos(), 0, all.length - 1)],
        event.retained(),
        event.duplicate());
  }

  /**
   * This part and the one behind it.
   *
   * @return null when they do not belong together
   */
  @Nullable MqttMessage plus(MqttMessage next) {
    if (!topic.equals(next.topic)
        || total != next.total
        || payload.readableBytes() + next.payload.readableBytes() > total) {
      return null;
    }
    return new MqttMessage(
        topic,
        Unpooled.wrappedBuffer(ByteBufUtil.getBytes(payload), ByteBufUtil.getBytes(next.payload)),
        total,
        qos,
        retained,
        duplicate);
  }

  /** Whether the payload is all of the message. */
  public boolean whole() {
    return payload.readableBytes() >= total;
  }

  /** The payload as UTF-8. */
  public String text() {
    return payload.toString(StandardCharsets.UTF_8);
  }
}
