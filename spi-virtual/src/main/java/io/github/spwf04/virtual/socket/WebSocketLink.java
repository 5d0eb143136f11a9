package io.github.spwf04.virtual.socket;

import io.github.spwf04.time.Futures;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one web socket. Frames come one read at a time, when {@link #read} asks for
 * them, so that a slow reader holds its server back.
 */
final class WebSocketLink {
  /**
   * What to connect to.
   *
   * @param address of the server, resolved
   * @param uri its name and the path there
   * @param headers of the request beside those of the protocol
   */
  record Target(
      InetSocketAddress address, URI uri, @Nullable String protocols, HttpHeaders headers) {}

  /** A frame of data: whether it ends its message. */
  record Frame(boolean last, byte[] data) {}

  private final NettyLoop loop;
  private final Channel channel;
  private final Receiver receiver;

  /** Whether the next frame goes on with a message. Used on the module's event loop only. */
  private boolean inMessage;

  private WebSocketLink(NettyLoop loop, Channel channel, Receiver receiver) {
    this.loop = loop;
    this.channel = channel;
    this.receiver = receiver;
  }

  /**
   * Connects and does the handshakes. Blocks.
   *
   * @param loop that the link owns from now on: it ends with the connection
   * @param engine of TLS, or null
   */
  static WebSocketLink connect(
      NettyLoop loop, Target target, @Nullable SSLEngine engine, ModuleOptions options)
      throws WebSocketFailure {
    int answer = (int) options.services().answerTimeout().toMillis();
    Receiver receiver = new Receiver();
    Channel channel =
        loop.connect(
            target.address(),
            options.timing().connectTimeout(),
            pipeline -> {
              Handshakes.tls(pipeline, engine, answer);
              Handshakes.webSocket(
                  pipeline, target.uri(), target.protocols(), target.headers(), answer);
              pipeline.addLast(receiver);
            },
            receiver.ready::completeExceptionally);
    try {
      Futures.get(
          receiver.ready,
          options.timing().connectTimeout().plusMillis(2L * answer),
          options.timing().peerTime());
      return new WebSocketLink(loop, channel, receiver);
    } catch (ExecutionException e) {
      loop.end();
      throw WebSocketFailure.of(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      loop.end();
      throw WebSocketFailure.of(e);
    }
  }

  /** Tells how the handshakes end, then hands frames on; the first may come right behind them. */
  private static final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final List<@Nullable Frame> early = new ArrayList<>();
    private @Nullable Consumer<@Nullable Frame> frames;

    void start(Consumer<@Nullable Frame> consumer) {
      early.forEach(consumer);
      early.clear();
      frames = consumer;
    }

    private void hand(@Nullable Frame frame) {
      Consumer<@Nullable Frame> consumer = frames;
      if (consumer == null) {
        early.add(frame);
      } else {
        consumer.accept(frame);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        context.channel().config().setAutoRead(false);
        ready.complete(true);
      } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
        ready.completeExceptionally(new java.util.concurrent.TimeoutException("no handshake"));
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      hand(new Frame(frame.isFinalFragment(), ByteBufUtil.getBytes(frame.content())));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.completeExceptionally(cause);
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!ready.completeExceptionally(new IOException("closed during the handshake"))) {
        hand(null);
      }
    }
  }

  int localPort() {
    return channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
  }

  /**
   * Hands over what has come and what comes.
   *
   * @param frames takes every frame, and null at the end, on a thread of Netty
   */
  void start(Consumer<@Nullable Frame> frames) {
    try {
      channel.eventLoop().execute(() -> receiver.start(frames));
    } catch (RejectedExecutionException _) {
      // Its thread has ended, and with it whatever could still come.
      receiver.start(frames);
    }
  }

  /** Asks for more frames. */
  void read() {
    try {
      channel.read();
    } catch (RejectedExecutionException _) {
      // Its thread has ended, and with it whatever could still come.
    }
  }

  /**
   * Sends one frame of a message.
   *
   * @param binary of the message; counts with its first frame
   * @param last whether the message ends with it
   * @param sent gets whether it went out, once, on any thread
   */
  void write(byte[] data, boolean binary, boolean last, Consumer<Boolean> sent) {
    ByteBuf content = Unpooled.wrappedBuffer(data);
    WebSocketFrame frame =
        inMessage
            ? new ContinuationWebSocketFrame(last, 0, content)
            : binary
                ? new BinaryWebSocketFrame(last, 0, content)
                : new TextWebSocketFrame(last, 0, content);
    inMessage = !last;
    AtomicBoolean told = new AtomicBoolean();
    Consumer<Boolean> once =
        success -> {
          if (!told.getAndSet(true)) {
            sent.accept(success);
          }
        };
    ChannelFuture writing = channel.writeAndFlush(frame);
    writing.addListener(written -> once.accept(written.isSuccess()));
    if (channel.eventLoop().isShuttingDown()) {
      // It may not come to tell any more, though it may have sent the frame.
      once.accept(writing.isSuccess());
    }
  }

  /** Says goodbye with a status and gives the server a moment to answer. */
  void close(int status) {
    try {
      channel.eventLoop().execute(() -> sayGoodbye(status));
    } catch (RejectedExecutionException _) {
      // It is closed.
    }
  }

  private void sayGoodbye(int status) {
    channel.writeAndFlush(new CloseWebSocketFrame(status, ""));
    channel.config().setAutoRead(true);
    channel.eventLoop().schedule(() -> channel.close(), Handshakes.CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends without a word. */
  void abort() {
    loop.end();
  }
}
