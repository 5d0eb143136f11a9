package io.github.spwf04.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.bench.Bench;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedBusTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Asks whether it is there; the answer is R00. */
  private static final byte[] AT = {2, 0, 2, 1, 0};

  @AutoClose private final Bench bench = Bench.idle();
  private final ManualClock clock = new ManualClock();
  private final PlannedBus bus = new PlannedBus(bench.bus, bench.module, clock, "a plan");

  PlannedBusTest() throws Exception {}

  @BeforeEach
  void clockAByte() throws IOException {
    // What was clocked before the plan does not count.
    bus.transfer(null, null, 1);
  }

  private void plan(String text) {
    bus.begin(FaultPlan.parse(text));
  }

  private String read(int length) throws IOException {
    ByteBuf in = Unpooled.buffer(length);
    bus.transfer(null, in, length);
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return Bench.hex(bytes);
  }

  private void raise() throws Exception {
    bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
    bench.settle();
  }

  @Test
  void aTransferThatFailsBeforeWithinAndBehind() throws Exception {
    plan("eio-before@1 eio-within@2=2 eio-behind@3");
    raise();
    assertThat(read(1)).isEqualTo("02");
    assertThatThrownBy(() -> read(1)).isInstanceOf(IOException.class).hasMessageContaining("EIO");
    assertThatThrownBy(() -> read(5)).hasMessageContaining("eio-within@2=2");
    assertThatThrownBy(() -> read(2)).hasMessageContaining("eio-behind@3");
    assertThat(read(2)).isEqualTo("32 30");
    assertThat(bus.struck())
        .isEqualTo(
            Map.of(FaultWord.EIO_BEFORE, 1, FaultWord.EIO_WITHIN, 1, FaultWord.EIO_BEHIND, 1));
    assertThat(bus.transfers()).isEqualTo(5);
  }

  @Test
  void aFaultWithinATransferLeavesItsLastByte() throws Exception {
    plan("eio-within@0=800");
    raise();
    assertThatThrownBy(() -> read(4)).hasMessageContaining("EIO");
    assertThat(read(4)).isEqualTo("02 00 32 30");
  }

  @ParameterizedTest
  @CsvSource({"hardware-reset@0=3, 4", "power-cycle@0=3, 0"})
  void aResetWithinATransfer(String fault, String reason) throws Exception {
    plan(fault);
    raise();
    assertThat(read(7)).isEqualTo("02 13 03 00 00 00 00");
    assertBooted(reason);
  }

  @Test
  void aWatchdogWithinATransfer() throws Exception {
    plan("watchdog@0=3");
    bus.transfer(Unpooled.wrappedBuffer(AT), null, 5);
    bench.settle();
    assertBooted("1");
  }

  /** What goes out behind a reset is the boot alone; the module knows why. */
  private void assertBooted(String reason) throws Exception {
    assertThat(bus.resets()).isEqualTo(1);
    bench.turn(Duration.ofSeconds(1));
    assertThat(bench.drain()).anyMatch(packet -> packet.startsWith("W1@"));
    assertThat(bench.reply(Command.STS, "reset_reason"))
        .containsExactly("RFF@3 Var:reset_reason=" + reason, "R00@3");
  }

  @Test
  void aReplyThatComesLater() throws Exception {
    plan("slow-reply@0=300");
    bus.transfer(Unpooled.wrappedBuffer(AT), null, 5);
    bench.settle();
    assertThat(bus.irqAsserted()).isFalse();
    bench.turn(Duration.ofMillis(299));
    assertThat(bus.irqAsserted()).isFalse();
    bench.turn(Duration.ofMillis(1));
    assertThat(bench.awaitReply()).containsExactly("R00@3");
  }

  @Test
  void aWakeUpThatIsDropped() throws Exception {
    plan("wake-dropped@0=300");
    bus.transfer(null, null, 1);
    raise();
    assertThat(bus.irqAsserted()).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> waiting.complete(await(true, LONG)));
    assertThat(waiting).isNotDone();
    while (!waiting.isDone()) {
      // It may not have begun to wait; what it waits for is 300 ms of this clock.
      assertThat(clock.nanoTime()).isLessThan(TimeUnit.MILLISECONDS.toNanos(301));
      clock.advance(Duration.ofMillis(1));
      Thread.yield();
      if (clock.nanoTime() == TimeUnit.MILLISECONDS.toNanos(300)) {
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
      } else {
        assertThat(waiting.getNow(false)).isFalse();
      }
    }
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
  }

  private boolean await(boolean asserted, Duration timeout) {
    try {
      return bus.awaitIrq(asserted, timeout);
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  @Test
  void aWakeUpThatIsNone() throws Exception {
    plan("false-wake@0=2");
    bus.transfer(null, null, 1);
    assertThat(bus.irqAsserted()).isFalse();
    assertThat(bus.awaitIrq(false, NONE)).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
  }

  @Test
  void aWakeUpThatIsOneCountsForItself() throws Exception {
    plan("false-wake@0=1");
    bus.transfer(null, null, 1);
    raise();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    read(7);
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
  }

  @Test
  void aLineThatLooksLowEarly() throws Exception {
    plan("low-early@0=2");
    bus.transfer(null, null, 1);
    assertThat(bus.irqAsserted()).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(bus.irqAsserted()).isFalse();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
  }

  @Test
  void aLineThatIsStuckLow() throws Exception {
    plan("stuck-low@0=300");
    bus.transfer(null, null, 1);
    clock.advance(Duration.ofMillis(299));
    assertThat(bus.irqAsserted()).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(bus.awaitIrq(false, NONE)).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(bus.irqAsserted()).isFalse();
    assertThat(bus.awaitIrq(false, NONE)).isTrue();
  }

  @Test
  void aLineThatIsStuckHigh() throws Exception {
    plan("stuck-high@0=300");
    bus.transfer(null, null, 1);
    raise();
    clock.advance(Duration.ofMillis(299));
    assertThat(bus.irqAsserted()).isFalse();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
    assertThat(bus.awaitIrq(false, NONE)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(bus.irqAsserted()).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
  }

  @Test
  void bytesThatChangeOnTheirWay() throws Exception {
    plan("flip-in@0=1 drop@1=1 flip-out@3=3");
    raise();
    assertThat(read(2)).isEqualTo("02 EC");
    assertThat(read(3)).isEqualTo("03 00 02");
    assertThat(bus.transfers()).isEqualTo(2);
    assertThat(read(3)).isEqualTo("00 32 30");
    // The id 0x01 becomes 0xFE, which Table 1 does not have.
    bus.transfer(Unpooled.wrappedBuffer(AT), null, 5);
    assertThat(bench.awaitReply()).containsExactly("R01@3");
  }

  @Test
  void theEndOfAPlanEndsWhatLasts() throws Exception {
    plan("stuck-high@0=300 wake-dropped@0=300 low-early@0=1 false-wake@0=1 eio-before@1");
    bus.transfer(null, null, 1);
    bus.end();
    assertThat(bus.awaitIrq(true, NONE)).isFalse();
    assertThat(bus.irqAsserted()).isFalse();
    raise();
    assertThat(bus.irqAsserted()).isTrue();
    assertThat(bus.awaitIrq(true, NONE)).isTrue();
    assertThat(read(7)).isEqualTo("02 13 03 02 00 32 30");
  }

  @Test
  void aWaitThatAFaultHoldsUpEndsWithTheBus() throws Exception {
    plan("stuck-high@0=300");
    bus.transfer(null, null, 1);
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                bus.awaitIrq(true, LONG);
                ended.complete("well");
              } catch (IOException | InterruptedException e) {
                ended.complete(String.valueOf(e.getMessage()));
              }
            });
    bus.close();
    assertThat(ended.get(10, TimeUnit.SECONDS)).endsWith("is closed");
  }

  @Test
  void aPlanIsALine() {
    String text = "wake-dropped@3=120 eio-before@7 hardware-reset@7=5";
    FaultPlan plan = FaultPlan.parse(text);
    assertThat(plan.faults())
        .containsExactly(
            new Fault(FaultWord.WAKE_DROPPED, 3, 120),
            new Fault(FaultWord.EIO_BEFORE, 7, 0),
            new Fault(FaultWord.HARDWARE_RESET, 7, 5));
    assertThat(plan).hasToString(text);
    assertThat(plan.without(1)).hasToString("wake-dropped@3=120 hardware-reset@7=5");
    assertThat(FaultPlan.NONE).hasToString("none");
    assertThat(FaultPlan.parse("none")).isEqualTo(FaultPlan.NONE);
    assertThat(FaultPlan.parse("eio-before@7 slow-reply@2=1"))
        .hasToString("slow-reply@2=1 eio-before@7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eio-before", "no-such@1", "eio-before@1=2", "slow-reply@-1=2"})
  void whatIsNoPlan(String text) {
    assertThatThrownBy(() -> FaultPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSeedMakesOnePlan() {
    List<FaultWord> words = List.of(FaultWord.values());
    for (long seed = 0; seed < 1000; seed++) {
      FaultPlan plan = FaultPlan.random(new Random(seed), words, 5, 300, Duration.ofMillis(400));
      assertThat(plan)
          .isEqualTo(FaultPlan.random(new Random(seed), words, 5, 300, Duration.ofMillis(400)));
      assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
      assertThat(plan.faults()).hasSizeBetween(1, 5);
      for (Fault fault : plan.faults()) {
        assertThat(fault.transfer()).isBetween(0L, 299L);
        assertThat(fault.amount()).isBetween(0, most(fault.word().amount()));
      }
    }
    assertThat(FaultPlan.random(new Random(1), List.of(), 5, 300, LONG)).isEqualTo(FaultPlan.NONE);
  }

  private static int most(FaultWord.Amount amount) {
    return switch (amount) {
      case NONE -> 0;
      case MILLIS -> 400;
      case LOOKS -> 4;
      case BYTES -> 799;
    };
  }
}
