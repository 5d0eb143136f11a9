package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.testkit.kernel.EmulatedLine;
import io.github.spwf04.transport.linux.GpioLine;
import io.github.spwf04.transport.linux.LinuxBusOptions;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResetTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedSlave slave = new ScriptedSlave();

  private record Pull(ResetLine level, long nanoTime) {}

  @Test
  void lineIsAnInputUntilItIsPulledAndAfterwards() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      assertThat(board.reset().flags()).isEqualTo(EmulatedLine.INPUT);
      assertThat(board.reset().consumer()).isEqualTo("spwf04-reset");
      List<Long> flags = new ArrayList<>();
      board.reset().onPull(_ -> flags.add(board.reset().flags()));
      bus.reset();
      assertThat(flags)
          .containsExactly(EmulatedLine.OUTPUT | EmulatedLine.OPEN_DRAIN, EmulatedLine.INPUT);
    }
  }

  @Test
  void pulseIsAsLongAsTheFieldAsks() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      LinuxBusOptions wiring = options(board);
      List<Pull> pulls = new ArrayList<>();
      board.reset().onPull(level -> pulls.add(new Pull(level, System.nanoTime())));
      try (LinuxSpiBus bus =
          LinuxSpiBus.open(LinuxBusOptions.of(wiring.device(), wiring.irq(), wiring.reset()))) {
        bus.reset();
        long end = System.nanoTime();
        assertThat(pulls)
            .extracting(Pull::level)
            .containsExactly(ResetLine.LOW, ResetLine.RELEASED);
        assertThat(pulls.get(1).nanoTime - pulls.get(0).nanoTime)
            .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(end - pulls.get(1).nanoTime)
            .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
      }
    }
  }

  @Test
  void interruptLetsGoOfTheLine() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board).withResetTimes(LONG, LONG))) {
      CountDownLatch low = lowSeen(board);
      FutureTask<Boolean> owner = reset(bus);
      Thread thread = Thread.ofPlatform().daemon().start(owner);
      assertThat(low.await(30, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> owner.get(30, TimeUnit.SECONDS))
          .withCauseInstanceOf(InterruptedException.class);
      assertThat(slave.resetHistory()).containsExactly(ResetLine.LOW, ResetLine.RELEASED);
      assertThat(bus.irqAsserted()).isFalse();
    }
  }

  @Test
  @SuppressWarnings("try") // closed early on purpose
  void closeLetsGoOfTheLine() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board).withResetTimes(LONG, LONG))) {
      CountDownLatch low = lowSeen(board);
      FutureTask<Boolean> owner = reset(bus);
      Thread.ofPlatform().daemon().start(owner);
      assertThat(low.await(30, TimeUnit.SECONDS)).isTrue();
      bus.close();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> owner.get(30, TimeUnit.SECONDS))
          .withCauseInstanceOf(IOException.class)
          .withMessageContaining("is closed");
      assertThat(slave.resetHistory()).containsExactly(ResetLine.LOW, ResetLine.RELEASED);
    }
  }

  @Test
  void busWithoutAResetLineSaysSo() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus =
            LinuxSpiBus.open(
                LinuxBusOptions.of(
                    board.spi(), new GpioLine(board.gpio(), EmulatedBoard.IRQ), null))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(bus::reset)
          .withMessageContaining("has no reset line; wire it and say where");
      assertThat(bus.irqAsserted()).isFalse();
    }
  }

  private CountDownLatch lowSeen(EmulatedBoard board) {
    CountDownLatch low = new CountDownLatch(1);
    board
        .reset()
        .onPull(
            level -> {
              slave.resetLine(level);
              low.countDown();
            });
    return low;
  }

  private static FutureTask<Boolean> reset(LinuxSpiBus bus) {
    return new FutureTask<>(
        () -> {
          bus.reset();
          return true;
        });
  }
}
