package io.github.spwf04.virtual.message;

import io.github.spwf04.catalog.WindReason;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one connection to a broker: the session, requests with their acknowledgements,
 * messages and pings. Used on the connection's thread only.
 */
final class MqttExchange extends SimpleChannelInboundHandler<MqttMessage> {
  /** What has to be there before the first packet. */
  enum Below {
    TCP,
    TLS,
    WEB_SOCKET
  }

  // Reasons of WIND 87.

  private static final int LAST_ID = 0xFFFF;

  /** A broker waits one and a half times as long; this is for the way to it. */
  private static final int PING_EARLY_MILLIS = 100;

  private record Waiting(int id, MqttMessageType type, CompletableFuture<?> done) {}

  private final MqttConnectMessage connect;
  private final Below below;
  private final Duration patience;

  /** Whether the broker has kept a session of this client; fails when it takes no session. */
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  /** Ids of messages of QoS 2 that have come and are not released. */
  private final BitSet received = new BitSet();

  /** What has come with one read. */
  private final List<Message> arrived = new ArrayList<>();

  private @Nullable ChannelHandlerContext context;
  private @Nullable BiConsumer<List<Message>, Runnable> messages;
  private @Nullable Consumer<WindReason.MqttClosure> end;
  private @Nullable Waiting waiting;
  private int lastId;
  private boolean pinged;
  private WindReason.@Nullable MqttClosure reason;

  /**
   * @param patience how long the broker may take to accept the session
   */
  MqttExchange(MqttConnectMessage connect, Below below, Duration patience) {
    this.connect = connect;
    this.below = below;
    this.patience = patience;
  }

  CompletableFuture<Boolean> ready() {
    return ready;
  }

  // The session.

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (below == Below.TCP) {
      greet(active);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext at, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent tls when tls.isSuccess() && below == Below.TLS -> greet(at);
      case ClientHandshakeStateEvent.HANDSHAKE_COMPLETE -> greet(at);
      case ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT ->
          ready.completeExceptionally(
              new java.util.concurrent.TimeoutException("no handshake of a web socket"));
      case IdleStateEvent _ -> ping(at);
      default -> {}
    }
  }

  private void greet(ChannelHandlerContext to) {
    to.writeAndFlush(connect)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                ready.completeExceptionally(written.cause());
              }
            });
    to.executor()
        .schedule(
            () -> ready.completeExceptionally(new IOException("the broker says nothing")),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void welcome(ChannelHandlerContext from, MqttConnAckMessage answer) {
    MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
    if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      ready.completeExceptionally(new MqttLink.Refused(code.toString()));
      return;
    }
    // From now on one read at a time, as the module takes what comes.
    from.channel().config().setAutoRead(false);
    int keepAlive = connect.variableHeader().keepAliveTimeSeconds();
    if (keepAlive > 0) {
      long idle = TimeUnit.SECONDS.toMillis(keepAlive) - PING_EARLY_MILLIS;
      from.pipeline()
          .addBefore(from.name(), null, new IdleStateHandler(0, idle, 0, TimeUnit.MILLISECONDS));
    }
    ready.complete(answer.variableHeader().isSessionPresent());
  }

  private void ping(ChannelHandlerContext to) {
    if (pinged) {
      // Nothing has come since the last ping.
      to.close();
    } else {
      pinged = true;
      to.writeAndFlush(MqttMessage.PINGREQ);
    }
  }

  // What the module asks for.

  /**
   * Hands over what has come and what comes.
   *
   * @param consumer takes messages, and what asks for more of them, which any thread may run
   * @param endConsumer takes the reason of WIND 87, once
   */
  void start(
      BiConsumer<List<Message>, Runnable> consumer, Consumer<WindReason.MqttClosure> endConsumer) {
    messages = consumer;
    end = endConsumer;
    handOver();
    if (reason != null) {
      endConsumer.accept(reason);
    }
  }

  /**
   * Sends a request. The one before it is no longer waited for: the module has given it up.
   *
   * @param request of its packet id
   * @param answer what acknowledges it; null when it is enough that it is on its way
   */
  void ask(
      IntFunction<MqttMessage> request,
      @Nullable MqttMessageType answer,
      CompletableFuture<?> done) {
    ChannelHandlerContext to = Objects.requireNonNull(context);
    lastId = lastId % LAST_ID + 1;
    if (answer != null) {
      waiting = new Waiting(lastId, answer, done);
    }
    to.writeAndFlush(request.apply(lastId))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                done.completeExceptionally(written.cause());
              } else if (answer == null) {
                done.complete(null);
              }
            });
  }

  /** Says goodbye: there is no last will then. */
  void disconnect(CompletableFuture<?> done) {
    ask(_ -> MqttMessage.DISCONNECT, null, done);
    Objects.requireNonNull(context).close();
  }

  /** The connection is gone, or as good as. */
  void ended() {
    end(WindReason.MqttClosure.CONNECTION);
  }

  private void end(WindReason.MqttClosure why) {
    ready.completeExceptionally(new IOException("no connection to the broker any more"));
    Waiting unanswered = waiting;
    if (unanswered != null) {
      waiting = null;
      unanswered.done.completeExceptionally(new IOException("no connection any more"));
    }
    if (reason == null) {
      reason = why;
      Consumer<WindReason.MqttClosure> consumer = end;
      if (consumer != null) {
        consumer.accept(why);
      }
    }
  }

  // What the broker says.

  @Override
  protected void channelRead0(ChannelHandlerContext from, MqttMessage packet) {
    pinged = false;
    if (packet.decoderResult().isFailure()) {
      broken(from);
    } else if (!ready.isDone()) {
      if (packet instanceof MqttConnAckMessage answer) {
        welcome(from, answer);
      } else {
        broken(from);
      }
    } else {
      switch (packet.fixedHeader().messageType()) {
        case PUBLISH -> published(from, (MqttPublishMessage) packet);
        case PUBREL -> {
          received.clear(id(packet));
          acknowledge(from, MqttMessageType.PUBCOMP, id(packet));
        }
        case PUBREC -> acknowledge(from, MqttMessageType.PUBREL, id(packet));
        case PUBACK, PUBCOMP, SUBACK, UNSUBACK -> acknowledged(packet);
        case PINGRESP -> {}
        default -> broken(from);
      }
    }
  }

  private static int id(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }

  private void published(ChannelHandlerContext from, MqttPublishMessage packet) {
    MqttFixedHeader header = packet.fixedHeader();
    int id = packet.variableHeader().packetId();
    boolean again = header.qosLevel() == MqttQoS.EXACTLY_ONCE && received.get(id);
    if (!again) {
      arrived.add(
          new Message(
              packet.variableHeader().topicName(),
              ByteBufUtil.getBytes(packet.payload()),
              header.qosLevel().value(),
              header.isRetain(),
              header.isDup()));
    }
    if (header.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      acknowledge(from, MqttMessageType.PUBACK, id);
    } else if (header.qosLevel() == MqttQoS.EXACTLY_ONCE) {
      received.set(id);
      acknowledge(from, MqttMessageType.PUBREC, id);
    }
  }

  private static void acknowledge(ChannelHandlerContext to, MqttMessageType type, int id) {
    MqttQoS flags = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
    to.writeAndFlush(
        new MqttMessage(
            new MqttFixedHeader(type, false, flags, false, 0),
            MqttMessageIdVariableHeader.from(id)));
  }

  private void acknowledged(MqttMessage packet) {
    Waiting asked = waiting;
    if (asked == null
        || asked.id != id(packet)
        || asked.type != packet.fixedHeader().messageType()) {
      // Of a request that was given up.
      return;
    }
    waiting = null;
    boolean refused =
        packet instanceof MqttSubAckMessage answer
            && answer.payload().reasonCodes().stream().anyMatch(code -> code > 2);
    if (refused) {
      asked.done.completeExceptionally(new IOException("the broker refuses the subscription"));
    } else {
      asked.done.complete(null);
    }
  }

  private void broken(ChannelHandlerContext from) {
    end(WindReason.MqttClosure.PROTOCOL);
    from.close();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    handOver();
  }

  /** Gives the module what one read has brought; the next one waits until it has taken that. */
  private void handOver() {
    BiConsumer<List<Message>, Runnable> consumer = messages;
    ChannelHandlerContext from = Objects.requireNonNull(context);
    if (consumer == null) {
      return;
    }
    if (arrived.isEmpty()) {
      MqttLink.onThread(from.channel(), from::read);
    } else {
      List<Message> taken = List.copyOf(arrived);
      arrived.clear();
      consumer.accept(taken, () -> MqttLink.onThread(from.channel(), from::read));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    ready.completeExceptionally(cause);
    if (cause instanceof CorruptedFrameException || cause instanceof TooLongFrameException) {
      end(WindReason.MqttClosure.PROTOCOL);
    }
    from.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    ended();
  }
}
