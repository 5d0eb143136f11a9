package io.github.spwf04.virtual.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;

/**
 * Reads no more from a peer that does not read: pings and messages are answered as they come, and
 * the answers would pile up without end.
 */
final class HoldBack extends ChannelDuplexHandler {
  /** Bytes on their way to the peer: more than a host can write at a time (1 MiB). */
  static final WriteBufferWaterMark MOST_UNSENT = new WriteBufferWaterMark(1 << 20, 2 << 20);

  private boolean held;

  @Override
  public void read(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      context.read();
    } else {
      held = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (held && context.channel().isWritable()) {
      held = false;
      context.read();
    }
    context.fireChannelWritabilityChanged();
  }
}
