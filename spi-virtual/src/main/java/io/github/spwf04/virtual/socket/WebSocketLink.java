package io.github.spwf04.virtual.socket;

import io.github.spwf04.time.Futures;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
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

  /** Bytes of one message at most, as of one response by HTTP. */
  static final int LONGEST_MESSAGE = 16 << 20;

  /** Fragments of one message at most: those without data would never come to the end of that. */
  static final int MOST_FRAGMENTS = 1 << 16;

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

  /**
   * Tells how the handshakes end, then hands on what each read brings; the first may come right
   * behind them. Who takes it asks for the next read when there is room: were it asked for with
   * each frame, a read of many small ones would ask for as many reads.
   */
  private static final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final List<Frame> arrived = new ArrayList<>();
    private @Nullable Consumer<List<Frame>> frames;
    private @Nullable Runnable end;
    private boolean ended;
    private boolean tooBig;
    private long bytes;
    private int fragments;

    void start(Consumer<List<Frame>> consumer, Runnable endConsumer) {
      frames = consumer;
      end = endConsumer;
      handOver();
      if (ended) {
        endConsumer.run();
      }
    }

    private void handOver() {
      Consumer<List<Frame>> consumer = frames;
      if (consumer != null && !arrived.isEmpty()) {
        List<Frame> taken = List.copyOf(arrived);
        arrived.clear();
        consumer.accept(taken);
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
      if (tooBig) {
        return;
      }
      bytes += frame.content().readableBytes();
      fragments++;
      if (bytes > LONGEST_MESSAGE || fragments > MOST_FRAGMENTS) {
        tooBig = true;
        context
            .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
      if (frame.isFinalFragment()) {
        bytes = 0;
        fragments = 0;
      }
      arrived.add(new Frame(frame.isFinalFragment(), ByteBufUtil.getBytes(frame.content())));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      handOver();
      context.fireChannelReadComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.completeExceptionally(cause);
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!ready.completeExceptionally(new IOException("closed during the handshake"))) {
        ended = true;
        handOver();
        Runnable consumer = end;
        if (consumer != null) {
          consumer.run();
        }
      }
    }
  }

  int localPort() {
    return channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
  }

  /**
   * Hands over what has come and what comes.
   *
   * @param frames takes the frames of one read, on a thread of Netty
   * @param end is told when no more can come, on a thread of Netty
   */
  void start(Consumer<List<Frame>> frames, Runnable end) {
    try {
      channel.eventLoop().execute(() -> receiver.start(frames, end));
    } catch (RejectedExecutionException _) {
      // Its thread has ended, and with it whatever could still come.
      receiver.start(frames, end);
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
    try {
      // On its thread: who listens from another is not told by one that has ended.
      channel
          .eventLoop()
          .execute(
              () ->
                  channel
                      .writeAndFlush(frame)
                      .addListener(written -> sent.accept(written.isSuccess())));
    } catch (RejectedExecutionException _) {
      frame.release();
      sent.accept(false);
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
