package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class HoldBackTest {
  /** Counts what gets past. */
  private static final class Reads extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(ChannelHandlerContext context) {
      count++;
      context.read();
    }
  }

  @Test
  void whoDoesNotReadIsNotReadFrom() {
    Reads reads = new Reads();
    EmbeddedChannel channel = new EmbeddedChannel(reads, new HoldBack());
    channel.config().setAutoRead(false);
    channel.config().setWriteBufferWaterMark(HoldBack.MOST_UNSENT);
    int begun = reads.count;
    channel.read();
    assertThat(reads.count - begun).isEqualTo(1);
    channel.write(Unpooled.wrappedBuffer(new byte[1 << 20]));
    channel.read();
    assertThat(reads.count - begun).as("what a host writes at a time").isEqualTo(2);
    channel.write(Unpooled.wrappedBuffer(new byte[(1 << 20) + 1]));
    channel.read();
    channel.read();
    assertThat(reads.count - begun).as("held").isEqualTo(2);
    channel.flush();
    assertThat(reads.count - begun).as("once it has gone out").isEqualTo(3);
    assertThat(channel.finishAndReleaseAll()).isTrue();
  }
}
