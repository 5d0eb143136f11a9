package io.github.spwf04.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.transport.TraceBus;
import io.github.spwf04.transport.Transfer;
import io.github.spwf04.virtual.bench.Bench;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceAndFaultBusTest {

  private static String read(io.github.spwf04.transport.SpiBus bus, int length) throws IOException {
    ByteBuf in = Unpooled.buffer(length);
    bus.transfer(null, in, length);
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return Bench.hex(bytes);
  }

  @Test
  void aTraceHoldsBothDirectionsAndTheLine() throws Exception {
    List<Transfer> seen = new ArrayList<>();
    try (Bench bench = Bench.idle()) {
      TraceBus bus = new TraceBus(bench.bus, seen::add);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      long start = System.nanoTime();
      assertThat(read(bus, 5)).isEqualTo("02 13 03 02 00");
      bus.transfer(null, null, 2);
      bus.transfer(Unpooled.wrappedBuffer(new byte[] {2, 0, 2, 1, 0}), null, 5);
      bench.settle();

      assertThat(seen)
          .extracting(t -> Bench.hex(t.mosi()) + " > " + Bench.hex(t.miso()))
          .containsExactly(
              "00 00 00 00 00 > 02 13 03 02 00",
              "00 00 > 32 30",
              "02 00 02 01 00 > 00 00 00 00 00");
      assertThat(seen).extracting(Transfer::sequence).containsExactly(0L, 1L, 2L);
      assertThat(seen).extracting(Transfer::irqBefore).containsExactly(true, true, false);
      assertThat(seen.get(1).irqAfter()).isFalse();
      assertThat(seen).allMatch(t -> t.nanoTime() >= start && t.durationNanos() >= 0);
      assertThat(bus.transfers()).isEqualTo(3);
      assertThat(bus.bytes()).isEqualTo(12);
      assertThat(bus.failures()).isZero();
      assertThat(bus.time()).isPositive();
    }
  }

  @Test
  void aTraceCountsWhatFails() throws Exception {
    List<Transfer> seen = new ArrayList<>();
    try (Bench bench = Bench.idle()) {
      TraceBus bus = new TraceBus(new FaultBus(bench.bus).failTransfer(0), seen::add);
      assertThatThrownBy(() -> bus.transfer(null, null, 3))
          .isInstanceOf(IOException.class)
          .hasMessage("transfer 0 failed: EIO");
      assertThat(bus.failures()).isEqualTo(1);
      assertThat(bus.transfers()).isZero();
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void bytesToTheHost() throws Exception {
    try (Bench bench = Bench.idle()) {
      FaultBus bus =
          new FaultBus(bench.bus)
              .miso(0, FaultBus.FLIP)
              .miso(3, FaultBus.ZERO)
              .miso(5, value -> value + 1);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(read(bus, 5)).isEqualTo("FD 13 03 00 00");
      assertThat(read(bus, 2)).isEqualTo("33 30");
    }
  }

  @Test
  void bytesToTheModule() throws Exception {
    try (Bench bench = Bench.idle()) {
      // The id 0x01 becomes 0xFE, which Table 1 does not have.
      FaultBus bus = new FaultBus(bench.bus).mosi(3, FaultBus.FLIP);
      bus.transfer(Unpooled.wrappedBuffer(new byte[] {2, 0, 2, 1, 0}), null, 5);
      assertThat(bench.awaitReply()).containsExactly("R01@3");
      bus.transfer(Unpooled.wrappedBuffer(new byte[] {2, 0, 2, 1, 0}), null, 5);
      assertThat(bench.awaitReply()).containsExactly("R00@3");
    }
  }

  @Test
  void aClockThatIsSwallowed() throws Exception {
    try (Bench bench = Bench.idle()) {
      FaultBus bus = new FaultBus(bench.bus).drop(1);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(read(bus, 5)).isEqualTo("02 00 13 03 02");
      assertThat(read(bus, 3)).isEqualTo("00 32 30");
    }
  }

  @Test
  void aTransferThatFailsClocksNothing() throws Exception {
    try (Bench bench = Bench.idle()) {
      FaultBus bus = new FaultBus(bench.bus).failTransfer(1);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(read(bus, 2)).isEqualTo("02 13");
      assertThatThrownBy(() -> read(bus, 3)).hasMessage("transfer 1 failed: EIO");
      assertThat(read(bus, 5)).isEqualTo("03 02 00 32 30");
      assertThat(bus.transfers()).isEqualTo(3);
      assertThat(bus.bytes()).isEqualTo(7);
    }
  }

  @Test
  void aStuckLine() throws Exception {
    try (Bench bench = Bench.idle()) {
      FaultBus bus = new FaultBus(bench.bus).stickIrq(false);
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bus.irqAsserted()).isFalse();
      assertThat(bus.awaitIrq(true, Duration.ofMillis(1))).isFalse();
      assertThat(bus.awaitIrq(false, Duration.ofMillis(1))).isTrue();
      bus.stickIrq(null);
      assertThat(bus.awaitIrq(true, Duration.ofMillis(1))).isTrue();
      bus.stickIrq(true);
      bench.clock(0, 5);
      assertThat(bus.irqAsserted()).isTrue();
    }
  }
}
