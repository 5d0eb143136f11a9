package io.github.spwf04.event;

import io.github.spwf04.catalog.WindReason;
import io.netty.buffer.ByteBuf;

/** The connection to an MQTT broker. */
public sealed interface MqttEvent extends Indication {

  /**
   * A message has arrived, or a part of one (WIND 86).
   *
   * @param client id of the connection, 0
   * @param topic its topic, as UTF-8
   * @param qos 0 to 2
   * @param retained whether the broker had kept it
   * @param duplicate whether it may have come before
   * @param total bytes of the whole message; more than {@code message} has when it is cut
   * @param message the bytes, in a buffer of the heap that needs no release
   */
  record Published(
      int client,
      String topic,
      int qos,
      boolean retained,
      boolean duplicate,
      long total,
      ByteBuf message)
      implements MqttEvent {}

  /**
   * The broker is gone (WIND 87).
   *
   * @param client id of the connection, 0
   * @param reason why
   * @param code the number on the wire
   */
  record Closed(int client, WindReason.MqttClosure reason, int code) implements MqttEvent {}
}
