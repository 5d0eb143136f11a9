package io.github.spwf04.virtual.message;

import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Futures;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.net.RequestPath;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.TlsPeer;
import io.github.spwf04.virtual.socket.Handshakes;
import io.github.spwf04.virtual.socket.WebSocketFailure;
import io.github.spwf04.virtual.socket.WebSockets;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A connection to an MQTT broker. */
final class MqttLink {
  /** The broker refuses the session: a wrong password, say. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** Where to: the name that its certificate has to carry, and its address. */
  record Target(String host, InetSocketAddress address) {}

  /** Who connects. */
  record Session(
      String clientId,
      @Nullable String user,
      byte @Nullable [] password,
      int keepAliveSeconds,
      @Nullable Message will) {
    Session {
      Topics.checkText(clientId);
      Topics.checkText(user == null ? "" : user);
    }
  }

  /** How to connect. */
  record Options(String path, Duration patience) {}

  /** The longest packet a broker may send. */
  private static final int LONGEST_PACKET = 1 << 20;

  private final NettyLoop loop;
  private final InetSocketAddress broker;
  private final Channel channel;
  private final MqttExchange exchange;
  private final boolean sessionPresent;

  private MqttLink(
      NettyLoop loop,
      InetSocketAddress broker,
      Channel channel,
      MqttExchange exchange,
      boolean sessionPresent) {
    this.loop = loop;
    this.broker = broker;
    this.channel = channel;
    this.exchange = exchange;
    this.sessionPresent = sessionPresent;
  }

  /** Connects and waits for the broker's word. Blocks. */
  static MqttLink connect(
      Core core,
      Network network,
      Target target,
      Session session,
      Options options,
      @Nullable TlsPeer peer)
      throws WebSocketFailure, Refused {
    ModuleOptions module = core.options();
    boolean web = module.services().mqtt() == MqttTransport.WEB_SOCKET;
    URI uri =
        WebSockets.uri(
            target.host(),
            target.address().getPort(),
            RequestPath.of(options.path()),
            peer != null);
    SSLEngine engine = engine(target, peer);
    long patience = options.patience().toMillis();
    MqttExchange exchange =
        new MqttExchange(
            packet(session),
            web
                ? MqttExchange.Below.WEB_SOCKET
                : engine == null ? MqttExchange.Below.TCP : MqttExchange.Below.TLS,
            options.patience());
    NettyLoop loop = loop(core, network);
    try {
      Channel channel =
          loop.connect(
              target.address(),
              module.timing().connectTimeout(),
              pipeline -> {
                Handshakes.tls(pipeline, engine, patience);
                if (web) {
                  Handshakes.webSocket(pipeline, uri, "mqtt", EmptyHttpHeaders.INSTANCE, patience);
                  pipeline.addLast(new MqttFrames());
                }
                speak(pipeline, exchange);
              },
              exchange.ready()::completeExceptionally);
      // Each handshake, and the broker, may take as long as it has patience for.
      Duration limit = module.timing().connectTimeout().plusMillis(3 * patience);
      boolean present = Futures.get(exchange.ready(), limit, module.timing().peerTime());
      return new MqttLink(loop, target.address(), channel, exchange, present);
    } catch (ExecutionException e) {
      loop.end();
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw WebSocketFailure.of(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException | TimeoutException | RuntimeException e) {
      loop.end();
      throw WebSocketFailure.of(e);
    }
  }

  private static NettyLoop loop(Core core, Network network) throws WebSocketFailure {
    try {
      return NettyLoop.start(core, network);
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TCP, e);
    }
  }

  private static @Nullable SSLEngine engine(Target target, @Nullable TlsPeer peer)
      throws WebSocketFailure {
    try {
      return peer == null ? null : peer.engine(target.host(), target.address().getPort());
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TLS, e);
    }
  }

  private static void speak(ChannelPipeline pipeline, MqttExchange exchange) {
    pipeline
        .addLast(new MqttDecoder(LONGEST_PACKET))
        .addLast(MqttEncoder.INSTANCE)
        .addLast(exchange);
  }

  private static MqttConnectMessage packet(Session session) {
    ConnectBuilder connect =
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_3_1_1)
            .clientId(session.clientId())
            .cleanSession(false)
            .keepAlive(session.keepAliveSeconds());
    if (session.user() != null) {
      connect.username(session.user());
      if (session.password() != null) {
        connect.password(session.password());
      }
    }
    Message will = session.will();
    if (will != null) {
      connect
          .willFlag(true)
          .willTopic(will.topic())
          .willMessage(will.payload())
          .willQoS(MqttQoS.valueOf(will.qos()))
          .willRetain(will.retained());
    }
    return connect.build();
  }

  InetSocketAddress broker() {
    return broker;
  }

  /** Whether the broker has kept a session of this client. */
  boolean sessionPresent() {
    return sessionPresent;
  }

  /**
   * Hands over what has come and what comes.
   *
   * @param messages takes messages, and what asks for more of them, on a thread of Netty
   * @param end takes the reason of WIND 87, once, on a thread of Netty
   */
  void start(BiConsumer<List<Message>, Runnable> messages, Consumer<WindReason.MqttClosure> end) {
    if (!onThread(channel, () -> exchange.start(messages, end))) {
      // Nobody else uses it any more, and nobody has told its end.
      exchange.start(messages, end);
      exchange.ended();
    }
  }

  /** Done when the broker has acknowledged it as its quality of service asks for. */
  CompletableFuture<?> publish(Message message) {
    MqttQoS qos = MqttQoS.valueOf(message.qos());
    return ask(
        id ->
            MqttMessageBuilders.publish()
                .topicName(message.topic())
                .qos(qos)
                .retained(message.retained())
                .messageId(id)
                .payload(Unpooled.wrappedBuffer(message.payload()))
                .build(),
        switch (qos) {
          case AT_LEAST_ONCE -> MqttMessageType.PUBACK;
          case EXACTLY_ONCE -> MqttMessageType.PUBCOMP;
          default -> null;
        });
  }

  CompletableFuture<?> subscribe(String filter, int qos) {
    return ask(
        id ->
            MqttMessageBuilders.subscribe()
                .messageId(id)
                .addSubscription(MqttQoS.valueOf(qos), filter)
                .build(),
        MqttMessageType.SUBACK);
  }

  CompletableFuture<?> unsubscribe(String filter) {
    return ask(
        id -> MqttMessageBuilders.unsubscribe().messageId(id).addTopicFilter(filter).build(),
        MqttMessageType.UNSUBACK);
  }

  private CompletableFuture<?> ask(
      IntFunction<MqttMessage> request, @Nullable MqttMessageType answer) {
    CompletableFuture<?> done = new CompletableFuture<>();
    if (!onThread(channel, () -> exchange.ask(request, answer, done))) {
      done.completeExceptionally(new IOException("no connection any more"));
    }
    return done;
  }

  /** Says goodbye: there is no last will then. */
  CompletableFuture<?> disconnect() {
    CompletableFuture<?> done = new CompletableFuture<>();
    if (!onThread(channel, () -> exchange.disconnect(done))) {
      done.completeExceptionally(new IOException("no connection any more"));
    }
    return done;
  }

  /** Ends without a word. */
  void abort() {
    onThread(channel, exchange::ended);
    loop.end();
  }

  /** Whether the thread of the connection has not ended and will run the task. */
  static boolean onThread(Channel channel, Runnable task) {
    try {
      channel.eventLoop().execute(task);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }
}
