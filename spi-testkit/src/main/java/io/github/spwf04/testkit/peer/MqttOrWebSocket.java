package io.github.spwf04.testkit.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.util.List;
import java.util.function.Supplier;

/** Tells by its first byte whether a client speaks MQTT at once or asks for a web socket first. */
final class MqttOrWebSocket extends ByteToMessageDecoder {
  /** The first byte of CONNECT. */
  private static final int CONNECT = 0x10;

  /** The longest packet and the longest frame of a client. */
  private static final int LONGEST = 1 << 20;

  private static final int LONGEST_REQUEST = 1 << 16;

  private final Supplier<MqttConversation> conversation;

  MqttOrWebSocket(Supplier<MqttConversation> conversation) {
    this.conversation = conversation;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!in.isReadable()) {
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    if (in.getUnsignedByte(in.readerIndex()) != CONNECT) {
      pipeline
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(LONGEST_REQUEST))
          .addLast(
              new WebSocketServerProtocolHandler(
                  WebSocketServerProtocolConfig.newBuilder()
                      .websocketPath("/")
                      .checkStartsWith(true)
                      .subprotocols("mqtt")
                      .maxFramePayloadLength(LONGEST)
                      .build()))
          .addLast(new Frames());
    }
    pipeline
        .addLast(new MqttDecoder(LONGEST))
        .addLast(MqttEncoder.INSTANCE)
        .addLast(conversation.get());
    // What has been read goes to those who are now behind.
    pipeline.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that does not like the certificate, say.
    context.close();
  }

  /** MQTT in the binary frames of a web socket, which are cut as either side likes. */
  private static final class Frames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
    Frames() {
      super(WebSocketFrame.class, ByteBuf.class);
    }

    @Override
    protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
      out.add(new BinaryWebSocketFrame(bytes.retain()));
    }

    @Override
    protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
      if (frame instanceof TextWebSocketFrame) {
        context.close();
      } else {
        out.add(frame.content().retain());
      }
    }
  }
}
