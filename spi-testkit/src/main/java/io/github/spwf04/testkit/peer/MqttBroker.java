package io.github.spwf04.testkit.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A small MQTT 3.1.1 broker on loopback for tests: by TCP and by web socket of any path, both at
 * one port; quality of service 0 to 2, sessions that go on, retained messages and last wills. It
 * keeps what it has to in memory, and of everything a thousand at most: beyond that the oldest is
 * forgotten.
 *
 * <pre>{@code
 * try (MqttBroker broker = MqttBroker.start(MqttBrokerOptions.DEFAULT)) {
 *   MqttOptions options = MqttOptions.of("localhost", broker.port(), "/mqtt");
 *   ...
 *   broker.publish(MqttBroker.Message.of("to/the/module", "hello", 1, false));
 *   MqttBroker.Event published =
 *       broker.await(event -> event.kind() == MqttBroker.Kind.PUBLISHED, LIMIT);
 * }
 * }</pre>
 */
public final class MqttBroker implements AutoCloseable {
  /** How many of one kind are kept. */
  static final int MOST = 1000;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * A message.
   *
   * @param topic its name
   * @param qos quality of service, 0 to 2
   * @param retained whether the broker keeps it for those who subscribe later
   */
  public record Message(String topic, byte[] payload, int qos, boolean retained) {
    /**
     * Throws {@link IllegalArgumentException} when the topic has a pattern or is empty, or the
     * quality of service is not 0 to 2.
     */
    public Message {
      if (!MqttTopics.isName(topic)) {
        throw new IllegalArgumentException("no name of a topic: " + topic);
      }
      if (qos < 0 || qos > 2) {
        throw new IllegalArgumentException("QoS " + qos + ", 0 to 2 are allowed");
      }
    }

    /** One of a text, in UTF-8. */
    public static Message of(String topic, String text, int qos, boolean retained) {
      return new Message(topic, text.getBytes(StandardCharsets.UTF_8), qos, retained);
    }

    /** The payload, as UTF-8. */
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "%s %d %d %s".formatted(topic, qos, retained ? 1 : 0, text());
    }
  }

  /** What a client has done. */
  public enum Kind {
    /** Its session was accepted. */
    CONNECTED,
    /** Its session was refused. */
    REFUSED,
    /** It has published the message; of a last will, the broker has for it. */
    PUBLISHED,
    /** It has subscribed to the topic. */
    SUBSCRIBED,
    /** It has ended its subscription to the topic. */
    UNSUBSCRIBED,
    /** It has said goodbye. */
    DISCONNECTED,
    /** It has gone without goodbye. */
    LOST
  }

  /**
   * Something that a client has done.
   *
   * @param topic the name or pattern, where there is one
   * @param message of {@link Kind#PUBLISHED}, otherwise null
   */
  public record Event(
      Kind kind, String clientId, @Nullable String topic, @Nullable Message message) {}

  private final MqttBrokerOptions options;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST);
  private final Channel server;

  // Used on the one thread of the group only.
  private final Map<String, MqttSession> sessions = new LinkedHashMap<>();
  private final Map<String, Message> retained = new LinkedHashMap<>();

  private MqttBroker(MqttBrokerOptions options) throws IOException {
    this.options = options;
    var binding =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel client) {
                    accept(client);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()))
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw new IOException("no broker at port " + options.port(), binding.cause());
    }
    this.server = binding.channel();
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is not free
   */
  public static MqttBroker start(MqttBrokerOptions options) throws IOException {
    return new MqttBroker(options);
  }

  private void accept(Channel client) {
    SSLContext tls = options.tls();
    if (tls != null) {
      SSLEngine engine = tls.createSSLEngine();
      engine.setUseClientMode(false);
      client.pipeline().addLast(new SslHandler(engine));
    }
    client.pipeline().addLast(new MqttOrWebSocket(() -> new MqttConversation(this)));
  }

  /** The port of TCP. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /**
   * Publishes as a client does that is not among the {@link #await events}. When it returns, the
   * message is kept, and on its way to those who have subscribed.
   */
  public void publish(Message message) {
    try {
      group.next().submit(() -> route(message)).awaitUninterruptibly(LIMIT.toMillis());
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the broker is closed", e);
    }
  }

  /**
   * Waits for something that a client does; what came before it is skipped.
   *
   * @return null when it does not come within the limit
   */
  public @Nullable Event await(Predicate<Event> wanted, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Event event;
    do {
      event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (event != null && !wanted.test(event));
    return event;
  }

  /** Ends all connections without a word. Sessions and messages are forgotten. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    group.terminationFuture().awaitUninterruptibly(LIMIT.toMillis());
  }

  // What conversations need, on the thread of the group.

  boolean admits(@Nullable String user, byte @Nullable [] password) {
    String expected = options.password();
    return options.user() == null
        || options.user().equals(user)
            && (expected == null
                || password != null
                    && expected.equals(new String(password, StandardCharsets.UTF_8)));
  }

  /** The session that there is, or null. */
  @Nullable MqttSession session(String clientId) {
    return sessions.get(clientId);
  }

  void keep(MqttSession session) {
    sessions.remove(session.clientId());
    sessions.put(session.clientId(), session);
    forgetOldest(sessions);
  }

  void forget(MqttSession session) {
    sessions.remove(session.clientId(), session);
  }

  /** Gives a message to those who have subscribed to it, and keeps it when it asks for that. */
  void route(Message message) {
    if (message.retained()) {
      retained.remove(message.topic());
      if (message.payload().length > 0) {
        retained.put(message.topic(), message);
        forgetOldest(retained);
      }
    }
    for (MqttSession session : sessions.values()) {
      session.offer(message);
    }
  }

  /** Gives what is retained to one who has just subscribed. */
  void giveRetained(MqttSession session, String filter, int qos) {
    for (Message message : retained.values()) {
      if (MqttTopics.matches(filter, message.topic())) {
        session.send(message, Math.min(qos, message.qos()), true);
      }
    }
  }

  void tell(Kind kind, String clientId, @Nullable String topic, @Nullable Message message) {
    Event event = new Event(kind, clientId, topic, message);
    while (!events.offer(event)) {
      events.poll();
    }
  }

  private static void forgetOldest(Map<String, ?> map) {
    if (map.size() > MOST) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
