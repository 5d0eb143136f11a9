package io.github.spwf04.testkit.peer;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.SubAckBuilder;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of a client to the broker. */
final class MqttConversation extends SimpleChannelInboundHandler<MqttMessage> {
  private final MqttBroker broker;
  private @Nullable MqttSession session;
  private MqttBroker.@Nullable Message will;

  MqttConversation(MqttBroker broker) {
    this.broker = broker;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
    Channel channel = context.channel();
    MqttSession known = session;
    if (packet.decoderResult().isFailure()) {
      channel.close();
    } else if (packet instanceof MqttConnectMessage connect && known == null) {
      connect(context, connect);
    } else if (known == null) {
      channel.close();
    } else {
      heard(channel, known, packet);
    }
  }

  private void heard(Channel channel, MqttSession from, MqttMessage packet) {
    MqttMessageType type = packet.fixedHeader().messageType();
    switch (type) {
      case PUBLISH -> published(channel, from, (MqttPublishMessage) packet);
      case PUBREL -> {
        from.released(id(packet));
        MqttSession.acknowledge(channel, MqttMessageType.PUBCOMP, id(packet));
      }
      case PUBACK, PUBREC, PUBCOMP -> from.acknowledged(type, id(packet));
      case SUBSCRIBE -> subscribe(channel, from, (MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> unsubscribe(channel, from, (MqttUnsubscribeMessage) packet);
      case PINGREQ -> channel.writeAndFlush(MqttMessage.PINGRESP);
      case DISCONNECT -> {
        // And no last will.
        session = null;
        leave(from, channel);
        broker.tell(MqttBroker.Kind.DISCONNECTED, from.clientId(), null, null);
        channel.close();
      }
      default -> channel.close();
    }
  }

  private static int id(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }

  // The session.

  private void connect(ChannelHandlerContext context, MqttConnectMessage packet) {
    MqttConnectVariableHeader header = packet.variableHeader();
    MqttConnectPayload payload = packet.payload();
    boolean clean = header.isCleanSession();
    String id = payload.clientIdentifier();
    if (header.version() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
      refuse(context, id, MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
    } else if (id.isEmpty() && !clean) {
      refuse(context, id, MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
    } else if (!broker.admits(payload.userName(), payload.passwordInBytes())) {
      refuse(context, id, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
    } else {
      if (header.isWillFlag()) {
        will =
            new MqttBroker.Message(
                payload.willTopic(),
                payload.willMessageInBytes(),
                header.willQos(),
                header.isWillRetain());
      }
      welcome(context, id.isEmpty() ? UUID.randomUUID().toString() : id, header);
    }
  }

  private void refuse(ChannelHandlerContext context, String id, MqttConnectReturnCode code) {
    broker.tell(MqttBroker.Kind.REFUSED, id, null, null);
    context
        .writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).build())
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void welcome(ChannelHandlerContext context, String id, MqttConnectVariableHeader header) {
    MqttSession old = broker.session(id);
    boolean present = old != null && !old.clean() && !header.isCleanSession();
    if (old != null) {
      Channel before = old.channel();
      if (before != null) {
        // One client has one connection, and it is the last.
        before.close();
      }
      broker.forget(old);
    }
    MqttSession begun = present && old != null ? old : new MqttSession(id, header.isCleanSession());
    session = begun;
    broker.keep(begun);
    int keepAlive = header.keepAliveTimeSeconds();
    if (keepAlive > 0) {
      // One and a half times as long as the client has promised.
      context
          .pipeline()
          .addBefore(
              context.name(),
              null,
              new IdleStateHandler(keepAlive * 1500L, 0, 0, TimeUnit.MILLISECONDS));
    }
    MqttConnAckMessage answer =
        MqttMessageBuilders.connAck()
            .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
            .sessionPresent(present)
            .build();
    context.writeAndFlush(answer);
    broker.tell(MqttBroker.Kind.CONNECTED, id, null, null);
    begun.connected(context.channel());
  }

  /** The session goes on without a connection, or not at all. */
  private void leave(MqttSession from, Channel channel) {
    if (from.channel() == channel) {
      from.disconnected();
      if (from.clean()) {
        broker.forget(from);
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      context.close();
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    MqttSession left = session;
    if (left == null) {
      return;
    }
    leave(left, context.channel());
    broker.tell(MqttBroker.Kind.LOST, left.clientId(), null, null);
    MqttBroker.Message last = will;
    if (last != null) {
      broker.tell(MqttBroker.Kind.PUBLISHED, left.clientId(), last.topic(), last);
      broker.route(last);
    }
  }

  // Messages.

  private void published(Channel channel, MqttSession from, MqttPublishMessage packet) {
    int id = packet.variableHeader().packetId();
    MqttQoS qos = packet.fixedHeader().qosLevel();
    if (qos != MqttQoS.EXACTLY_ONCE || from.isNew(id)) {
      MqttBroker.Message message =
          new MqttBroker.Message(
              packet.variableHeader().topicName(),
              ByteBufUtil.getBytes(packet.payload()),
              qos.value(),
              packet.fixedHeader().isRetain());
      broker.tell(MqttBroker.Kind.PUBLISHED, from.clientId(), message.topic(), message);
      broker.route(message);
    }
    if (qos == MqttQoS.AT_LEAST_ONCE) {
      MqttSession.acknowledge(channel, MqttMessageType.PUBACK, id);
    } else if (qos == MqttQoS.EXACTLY_ONCE) {
      MqttSession.acknowledge(channel, MqttMessageType.PUBREC, id);
    }
  }

  private void subscribe(Channel channel, MqttSession from, MqttSubscribeMessage packet) {
    SubAckBuilder answer =
        MqttMessageBuilders.subAck().packetId(packet.variableHeader().messageId());
    for (MqttTopicSubscription wanted : packet.payload().topicSubscriptions()) {
      if (MqttTopics.isFilter(wanted.topicFilter())) {
        from.subscribe(wanted.topicFilter(), wanted.qualityOfService().value());
        answer.addGrantedQos(wanted.qualityOfService());
        broker.tell(MqttBroker.Kind.SUBSCRIBED, from.clientId(), wanted.topicFilter(), null);
      } else {
        answer.addGrantedQos(MqttQoS.FAILURE);
      }
    }
    channel.writeAndFlush(answer.build());
    for (MqttTopicSubscription wanted : packet.payload().topicSubscriptions()) {
      broker.giveRetained(from, wanted.topicFilter(), wanted.qualityOfService().value());
    }
  }

  private void unsubscribe(Channel channel, MqttSession from, MqttUnsubscribeMessage packet) {
    for (String filter : packet.payload().topics()) {
      from.unsubscribe(filter);
      broker.tell(MqttBroker.Kind.UNSUBSCRIBED, from.clientId(), filter, null);
    }
    channel.writeAndFlush(
        MqttMessageBuilders.unsubAck().packetId(packet.variableHeader().messageId()).build());
  }
}
