package io.github.spwf04.testkit.peer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the broker knows of one client, connected or not: what it has subscribed to, and what it has
 * not acknowledged. Used on the broker's thread only.
 */
final class MqttSession {
  private static final int LAST_ID = 0xFFFF;

  /** A message of QoS 1 or 2 on its way to the client. */
  private static final class Outgoing {
    private final MqttBroker.Message message;
    private final int qos;
    private final boolean retained;

    /** Whether it may have come to the client. */
    private boolean sent;

    /** Whether the client has it and is to be told that it can forget its id. */
    private boolean received;

    private Outgoing(MqttBroker.Message message, int qos, boolean retained) {
      this.message = message;
      this.qos = qos;
      this.retained = retained;
    }
  }

  private final String clientId;
  private final boolean clean;
  private final Map<String, Integer> subscriptions = new LinkedHashMap<>();
  private final Map<Integer, Outgoing> outgoing = new LinkedHashMap<>();

  /** Ids of messages of QoS 2 that the client has sent and not released. */
  private final BitSet incoming = new BitSet();

  private @Nullable Channel channel;
  private int lastId;

  MqttSession(String clientId, boolean clean) {
    this.clientId = clientId;
    this.clean = clean;
  }

  String clientId() {
    return clientId;
  }

  /** Whether it ends with its connection. */
  boolean clean() {
    return clean;
  }

  @Nullable Channel channel() {
    return channel;
  }

  /** The client is there: what it has not acknowledged is sent again, in the order of old. */
  void connected(Channel to) {
    channel = to;
    for (Map.Entry<Integer, Outgoing> entry : List.copyOf(outgoing.entrySet())) {
      deliver(entry.getKey(), entry.getValue());
    }
  }

  void disconnected() {
    channel = null;
  }

  void subscribe(String filter, int qos) {
    // At the end, as one that is new.
    subscriptions.remove(filter);
    subscriptions.put(filter, qos);
    if (subscriptions.size() > MqttBroker.MOST) {
      subscriptions.remove(subscriptions.keySet().iterator().next());
    }
  }

  void unsubscribe(String filter) {
    subscriptions.remove(filter);
  }

  /** Sends it when the client has subscribed to it: once, however many patterns match. */
  void offer(MqttBroker.Message message) {
    int qos = -1;
    for (Map.Entry<String, Integer> subscription : subscriptions.entrySet()) {
      if (MqttTopics.matches(subscription.getKey(), message.topic())) {
        qos = Math.max(qos, subscription.getValue());
      }
    }
    if (qos >= 0) {
      send(message, Math.min(qos, message.qos()), false);
    }
  }

  /**
   * Sends it now or, of QoS 1 and 2, when the client is there again.
   *
   * @param retained whether the client gets it because it was kept
   */
  void send(MqttBroker.Message message, int qos, boolean retained) {
    Outgoing next = new Outgoing(message, qos, retained);
    if (qos == 0) {
      deliver(0, next);
      return;
    }
    do {
      lastId = lastId % LAST_ID + 1;
    } while (outgoing.containsKey(lastId));
    outgoing.put(lastId, next);
    if (outgoing.size() > MqttBroker.MOST) {
      outgoing.remove(outgoing.keySet().iterator().next());
    }
    deliver(lastId, next);
  }

  private void deliver(int id, Outgoing what) {
    Channel to = channel;
    if (to == null || what.qos == 0 && !to.isWritable()) {
      // A client that does not read loses what need not come.
      return;
    }
    if (what.received) {
      acknowledge(to, MqttMessageType.PUBREL, id);
      return;
    }
    to.writeAndFlush(
        new MqttPublishMessage(
            new MqttFixedHeader(
                MqttMessageType.PUBLISH, what.sent, MqttQoS.valueOf(what.qos), what.retained, 0),
            new MqttPublishVariableHeader(what.message.topic(), id),
            Unpooled.wrappedBuffer(what.message.payload())));
    what.sent = true;
  }

  /** PUBACK, PUBREC and PUBCOMP. */
  void acknowledged(MqttMessageType type, int id) {
    Outgoing what = outgoing.get(id);
    Channel to = channel;
    if (type != MqttMessageType.PUBREC) {
      outgoing.remove(id);
    } else if (to != null) {
      if (what != null) {
        what.received = true;
      }
      acknowledge(to, MqttMessageType.PUBREL, id);
    }
  }

  /** Whether a message of QoS 2 has not come before. */
  boolean isNew(int id) {
    boolean known = incoming.get(id);
    incoming.set(id);
    return !known;
  }

  void released(int id) {
    incoming.clear(id);
  }

  static void acknowledge(Channel to, MqttMessageType type, int id) {
    MqttQoS flags = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
    to.writeAndFlush(
        new MqttMessage(
            new MqttFixedHeader(type, false, flags, false, 0),
            MqttMessageIdVariableHeader.from(id)));
  }
}
