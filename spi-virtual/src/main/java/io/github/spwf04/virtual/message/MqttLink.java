package io.github.spwf04.virtual.message;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3MessageException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Futures;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.TlsPeer;
import io.github.spwf04.virtual.socket.WebSocketFailure;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/** A connection to an MQTT broker. */
final class MqttLink {
  /** The broker refuses the session: a wrong password, say. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private Refused(Throwable cause) {
      super(cause);
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
      @Nullable Mqtt3Publish will) {}

  /** How to connect. */
  record Options(String path, Duration patience) {}

  // Reasons of WIND 87.
  private static final int CONNECTION_LEVEL = 0;
  private static final int PROTOCOL_LEVEL = 1;

  private final NettyLoop loop;
  private final InetSocketAddress broker;
  private final Mqtt3AsyncClient client;
  private final Events events;
  private final boolean sessionPresent;

  private MqttLink(
      NettyLoop loop,
      InetSocketAddress broker,
      Mqtt3AsyncClient client,
      Events events,
      boolean sessionPresent) {
    this.loop = loop;
    this.broker = broker;
    this.client = client;
    this.events = events;
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
    Events events = new Events();
    MqttClientTransportConfig transport = transport(core.options(), target, options, peer);
    NettyLoop loop = loop(core, network);
    try {
      Mqtt3AsyncClient client = client(session, transport, loop, events);
      // Before the connection: a session that goes on may bring messages at once.
      client.publishes(MqttGlobalPublishFilter.ALL, events::message);
      Mqtt3Connect connect =
          Mqtt3Connect.builder().cleanSession(false).keepAlive(session.keepAliveSeconds()).build();
      Duration limit =
          core.options().timing().connectTimeout().plus(options.patience().multipliedBy(2));
      boolean present =
          Futures.get(client.connect(connect), limit, core.options().timing().peerTime())
              .isSessionPresent();
      return new MqttLink(loop, target.address(), client, events, present);
    } catch (ExecutionException e) {
      loop.end();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof Mqtt3ConnAckException) {
        throw new Refused(cause);
      }
      throw WebSocketFailure.of(cause);
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

  private static Mqtt3AsyncClient client(
      Session session, MqttClientTransportConfig transport, NettyLoop loop, Events events) {
    Mqtt3ClientBuilder builder =
        Mqtt3Client.builder()
            .identifier(session.clientId())
            .transportConfig(transport)
            .executorConfig()
            .nettyExecutor(loop.group())
            .applicationScheduler(Schedulers.from(Runnable::run))
            .applyExecutorConfig()
            .addDisconnectedListener(events::disconnected);
    String user = session.user();
    if (user != null) {
      byte[] password = session.password();
      builder.simpleAuth(
          password == null
              ? Mqtt3SimpleAuth.builder().username(user).build()
              : Mqtt3SimpleAuth.builder().username(user).password(password).build());
    }
    Mqtt3Publish will = session.will();
    if (will != null) {
      builder.willPublish(will);
    }
    return builder.buildAsync();
  }

  private static MqttClientTransportConfig transport(
      ModuleOptions module, Target target, Options options, @Nullable TlsPeer peer)
      throws WebSocketFailure {
    long patience = options.patience().toMillis();
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverAddress(named(target))
            .socketConnectTimeout(
                module.timing().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(patience, TimeUnit.MILLISECONDS);
    if (module.services().mqtt() == MqttTransport.WEB_SOCKET) {
      String path = options.path();
      int query = path.indexOf('?');
      transport
          .webSocketConfig()
          .serverPath(query < 0 ? path : path.substring(0, query))
          .queryString(query < 0 ? "" : path.substring(query + 1))
          .handshakeTimeout(patience, TimeUnit.MILLISECONDS)
          .applyWebSocketConfig();
    }
    if (peer != null) {
      transport.sslConfig(tls(peer, patience));
    }
    return transport.build();
  }

  /** The address as it was resolved, which yet goes by the name that was asked for. */
  private static InetSocketAddress named(Target target) throws WebSocketFailure {
    try {
      byte[] address = target.address().getAddress().getAddress();
      return new InetSocketAddress(
          InetAddress.getByAddress(target.host(), address), target.address().getPort());
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_RESOLVE, e);
    }
  }

  private static MqttClientSslConfig tls(TlsPeer peer, long patience) throws WebSocketFailure {
    try {
      KeyManager[] keys = peer.keyManagers();
      return MqttClientSslConfig.builder()
          .trustManagerFactory(new TrustManagerFactoryWrapper(peer.trustManager()))
          .keyManagerFactory(keys.length == 0 ? null : new KeyManagerFactoryWrapper(keys[0]))
          // The peer's check has looked at the name, in the way of the module.
          .hostnameVerifier((_, _) -> true)
          .protocols(List.of("TLSv1.2"))
          .handshakeTimeout(patience, TimeUnit.MILLISECONDS)
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TLS, e);
    }
  }

  InetSocketAddress broker() {
    return broker;
  }

  Mqtt3AsyncClient client() {
    return client;
  }

  /** Whether the broker has kept a session of this client. */
  boolean sessionPresent() {
    return sessionPresent;
  }

  /**
   * Hands over what has come and what comes.
   *
   * @param messages takes every message, on a thread of Netty
   * @param end takes the reason of WIND 87, once, on a thread of Netty
   */
  void start(Consumer<Mqtt3Publish> messages, IntConsumer end) {
    events.start(messages, end);
  }

  /** Says goodbye: there is no last will then. */
  CompletableFuture<Void> disconnect() {
    return client.disconnect().whenComplete((_, _) -> loop.end());
  }

  /** Ends without a word. */
  void abort() {
    loop.end();
  }

  /** What comes from the broker before the module is ready for it is kept. */
  private static final class Events {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Mqtt3Publish> early = new ArrayList<>();
    private @Nullable Consumer<Mqtt3Publish> messages;
    private @Nullable IntConsumer end;
    private int reason = -1;

    void message(Mqtt3Publish message) {
      lock.lock();
      try {
        Consumer<Mqtt3Publish> consumer = messages;
        if (consumer == null) {
          early.add(message);
        } else {
          consumer.accept(message);
        }
      } finally {
        lock.unlock();
      }
    }

    void disconnected(MqttClientDisconnectedContext context) {
      lock.lock();
      try {
        reason =
            context.getCause() instanceof Mqtt3MessageException ? PROTOCOL_LEVEL : CONNECTION_LEVEL;
        IntConsumer consumer = end;
        if (consumer != null) {
          consumer.accept(reason);
        }
      } finally {
        lock.unlock();
      }
    }

    void start(Consumer<Mqtt3Publish> messageConsumer, IntConsumer endConsumer) {
      lock.lock();
      try {
        early.forEach(messageConsumer);
        early.clear();
        messages = messageConsumer;
        end = endConsumer;
        if (reason >= 0) {
          endConsumer.accept(reason);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
