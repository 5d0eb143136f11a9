package io.github.spwf04.virtual.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.Bench;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackBusTest {

  @Test
  void indicesMoveByTheLengthOfTheTransfer() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer().writeZero(10).readerIndex(2);
      ByteBuf in = PooledByteBufAllocator.DEFAULT.buffer().writeByte(0x55);
      try {
        bench.bus.transfer(out, in, 5);
        assertThat(out.readerIndex()).isEqualTo(7);
        assertThat(ByteBufUtil.hexDump(in)).isEqualTo("550213030200");
        bench.bus.transfer(null, in, 2);
        assertThat(ByteBufUtil.hexDump(in)).isEqualTo("5502130302003230");
      } finally {
        out.release();
        in.release();
      }
    }
  }

  @Test
  void countsTransfersAndBytes() throws Exception {
    try (Bench bench = Bench.idle()) {
      long transfers = bench.bus.transfers();
      long bytes = bench.bus.bytes();
      bench.exchange("00 00 00");
      bench.exchange("00");
      assertThat(bench.bus.transfers() - transfers).isEqualTo(2);
      assertThat(bench.bus.bytes() - bytes).isEqualTo(4);
    }
  }

  @Test
  void lengthsThatCannotBeClockNothing() throws Exception {
    try (VirtualModule module = new VirtualModule();
        LoopbackBus bus = LoopbackBus.to(module, 8)) {
      ByteBuf small = PooledByteBufAllocator.DEFAULT.buffer(4, 4);
      try {
        assertThatThrownBy(() -> bus.transfer(null, null, 0))
            .hasMessage("length 0, 1 to 8 are allowed");
        assertThatThrownBy(() -> bus.transfer(null, null, 9))
            .hasMessage("length 9, 1 to 8 are allowed");
        assertThatThrownBy(() -> bus.transfer(small, null, 1))
            .hasMessage("0 bytes to send, 1 are needed");
        assertThatThrownBy(() -> bus.transfer(null, small, 5))
            .hasMessage("room for 4 bytes, 5 are needed");
      } finally {
        small.release();
      }
      assertThat(bus.bytes()).isZero();
      assertThat(bus.info().maxTransfer()).isEqualTo(8);
    }
  }

  @Test
  void aWaitEndsWithTheEdge() throws Exception {
    try (Bench bench = Bench.idle()) {
      FutureTask<Boolean> low = new FutureTask<>(() -> bench.bus.awaitIrq(true, Bench.LIMIT));
      Thread.ofVirtual().start(low);
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      assertThat(low.get()).isTrue();
      FutureTask<Boolean> high = new FutureTask<>(() -> bench.bus.awaitIrq(false, Bench.LIMIT));
      Thread.ofVirtual().start(high);
      bench.clock(0, 5);
      assertThat(high.get()).isTrue();
    }
  }

  @Test
  void zeroLooksOnce() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.bus.awaitIrq(true, Duration.ZERO)).isFalse();
      assertThat(bench.bus.awaitIrq(false, Duration.ZERO)).isTrue();
      assertThat(bench.bus.awaitIrq(true, Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void anInterruptEndsAWaitAndNothingElse() throws Exception {
    try (Bench bench = Bench.idle()) {
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      bench.bus.awaitIrq(true, Bench.LIMIT);
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      waiting.interrupt();
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      assertThat(bench.awaitEvent()).isEqualTo("W0@3");
    }
  }

  @Test
  void closingEndsAWait() throws Exception {
    try (Bench bench = Bench.idle()) {
      CountDownLatch started = new CountDownLatch(1);
      FutureTask<Boolean> wait =
          new FutureTask<>(
              () -> {
                started.countDown();
                return bench.bus.awaitIrq(true, Bench.LIMIT);
              });
      Thread.ofVirtual().start(wait);
      started.await();
      bench.bus.close();
      assertThatThrownBy(wait::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("virtual: is closed");
      assertThatThrownBy(bench.bus::irqAsserted).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> bench.bus.transfer(null, null, 1)).isInstanceOf(IOException.class);
      assertThatThrownBy(bench.bus::reset).isInstanceOf(IOException.class);
    }
  }
}
