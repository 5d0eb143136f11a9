package io.github.spwf04.virtual.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** What a client does before its own protocol, as handlers in front of its own. */
public final class Handshakes {
  /** How long a server may take to answer a close frame. */
  static final int CLOSE_SECONDS = 2;

  /** The longest frame a server may send. */
  private static final int LONGEST_FRAME = 1 << 20;

  private Handshakes() {}

  /**
   * @param engine null for none
   * @param limit of the handshake, in milliseconds
   */
  public static void tls(ChannelPipeline pipeline, @Nullable SSLEngine engine, long limit) {
    if (engine != null) {
      SslHandler tls = new SslHandler(engine);
      tls.setHandshakeTimeoutMillis(limit);
      pipeline.addLast(tls);
    }
  }

  /**
   * @param headers of the request beside those of the protocol
   * @param limit of the handshake, in milliseconds
   */
  public static void webSocket(
      ChannelPipeline pipeline,
      URI uri,
      @Nullable String protocols,
      HttpHeaders headers,
      long limit) {
    WebSocketClientProtocolConfig.Builder config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .subprotocol(protocols)
            // What a server agrees to is the host's affair: it gets the bytes as they are.
            .allowExtensions(true)
            .customHeaders(headers)
            .generateOriginHeader(false)
            .withUTF8Validator(false)
            .maxFramePayloadLength(LONGEST_FRAME)
            .handshakeTimeoutMillis(limit)
            .forceCloseTimeoutMillis(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    pipeline
        .addLast(new DecodersGoodbye())
        .addLast(new HttpClientCodec())
        .addLast(new HttpObjectAggregator(1 << 16))
        .addLast(new WebSocketClientProtocolHandler(config.build()));
  }

  /**
   * The decoder of frames says why it ends the connection, 1009 for a frame that is too long, past
   * the encoder, which stands behind it: that goes round through all of them.
   */
  private static final class DecodersGoodbye extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof CloseWebSocketFrame) {
        context.channel().write(message, promise);
      } else {
        context.write(message, promise);
      }
    }
  }
}
