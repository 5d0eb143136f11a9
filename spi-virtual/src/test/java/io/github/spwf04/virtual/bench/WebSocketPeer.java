package io.github.spwf04.virtual.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A web socket server on this machine. It sends back what it receives, says what its clients do,
 * and is strange at some paths: it refuses at {@code /refuse}, says nothing at {@code /silent},
 * speaks first at {@code /greet} and {@code /flood/<bytes>}, drops who comes to {@code /drop}, and
 * answers in pieces of three bytes at {@code /fragments}. At {@code bye} it closes.
 */
public final class WebSocketPeer implements AutoCloseable {
  private static final int LONGEST = 1 << 20;
  private static final int PIECE = 3;
  private static final int ABNORMAL = 1006;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final Channel server;

  /** With TLS, or without where it is null. */
  public WebSocketPeer(@Nullable SSLContext tls) throws IOException {
    var binding =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel client) {
                    if (tls != null) {
                      SSLEngine engine = tls.createSSLEngine();
                      engine.setUseClientMode(false);
                      client.pipeline().addLast(new SslHandler(engine));
                    }
                    client
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast("request", new HttpObjectAggregator(LONGEST))
                        .addLast(new Client());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw new IOException(binding.cause());
    }
    server = binding.channel();
  }

  public String port() {
    return Integer.toString(((InetSocketAddress) server.localAddress()).getPort());
  }

  /** Waits for what a client does, in the words of the programs that tests talk to. */
  public Matcher await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    List<String> seen = new ArrayList<>();
    long end = System.nanoTime() + Bench.LIMIT.multipliedBy(2).toNanos();
    while (true) {
      String line = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("nothing like " + regex + " in " + seen);
      }
      seen.add(line);
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    group.terminationFuture().awaitUninterruptibly(Bench.LIMIT.toMillis());
  }

  /** One client: its request, then its messages. */
  private final class Client extends SimpleChannelInboundHandler<Object> {
    private String path = "";
    private @Nullable WebSocketServerHandshaker handshaker;
    private boolean closed;

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object read) {
      switch (read) {
        case FullHttpRequest request -> open(context, request);
        case CloseWebSocketFrame goodbye -> {
          closed(goodbye.statusCode());
          Objects.requireNonNull(handshaker).close(context.channel(), goodbye.retain());
        }
        case WebSocketFrame message -> answer(context, message);
        default -> throw new IllegalStateException("unexpected " + read);
      }
    }

    private void open(ChannelHandlerContext context, FullHttpRequest request) {
      path = request.uri();
      if (request.decoderResult().isFailure() || path.startsWith("/refuse")) {
        // Who has begun with TLS learns by an answer that there is none.
        context.writeAndFlush(
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN));
        context.close();
        return;
      }
      if (path.startsWith("/silent")) {
        return;
      }
      HttpHeaders headers = request.headers();
      String protocols = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
      String protocol = protocols == null ? null : protocols.split(",")[0];
      WebSocketServerHandshaker shaker =
          Objects.requireNonNull(
              new WebSocketServerHandshakerFactory("", protocol, true, LONGEST)
                  .newHandshaker(request));
      handshaker = shaker;
      said.add(
          "open %s host=%s origin=%s login=%s protocol=%s extensions=%s"
              .formatted(
                  path,
                  headers.get(HttpHeaderNames.HOST),
                  headers.get(HttpHeaderNames.ORIGIN),
                  headers.get(HttpHeaderNames.AUTHORIZATION),
                  protocol,
                  headers.get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)));
      shaker.handshake(context.channel(), request).addListener(_ -> begin(context));
    }

    private void begin(ChannelHandlerContext context) {
      context.pipeline().addBefore(context.name(), null, new WebSocketFrameAggregator(LONGEST));
      if (path.startsWith("/greet")) {
        context.writeAndFlush(new TextWebSocketFrame("hello"));
      } else if (path.startsWith("/flood/")) {
        int length = Integer.parseInt(path.substring(7));
        context.writeAndFlush(new TextWebSocketFrame("x".repeat(length)));
      } else if (path.startsWith("/drop")) {
        context.close();
      }
    }

    private void answer(ChannelHandlerContext context, WebSocketFrame message) {
      boolean binary = message instanceof BinaryWebSocketFrame;
      ByteBuf content = message.content();
      String text = content.toString(StandardCharsets.ISO_8859_1);
      said.add("message " + (binary ? "binary " : "text ") + text);
      if (path.startsWith("/fragments")) {
        int length = content.readableBytes();
        for (int at = 0; at < length; at += PIECE) {
          boolean last = at + PIECE >= length;
          ByteBuf piece = content.retainedSlice(at, Math.min(PIECE, length - at));
          context.writeAndFlush(
              at > 0
                  ? new ContinuationWebSocketFrame(last, 0, piece)
                  : binary
                      ? new BinaryWebSocketFrame(last, 0, piece)
                      : new TextWebSocketFrame(last, 0, piece));
        }
      } else if (text.equals("bye")) {
        Objects.requireNonNull(handshaker)
            .close(context.channel(), new CloseWebSocketFrame(1000, ""));
      } else {
        context.writeAndFlush(message.retain());
      }
    }

    private void closed(int status) {
      if (!closed && handshaker != null) {
        closed = true;
        said.add("closed " + status);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      closed(ABNORMAL);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
