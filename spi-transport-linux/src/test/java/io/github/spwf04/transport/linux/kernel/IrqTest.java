package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.testkit.kernel.EmulatedLine;
import io.github.spwf04.transport.linux.IrqEdges;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class IrqTest {
  private static final int EDGES = 10_000;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedSlave slave = new ScriptedSlave();
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(25);

  private static <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private void pause(int most) {
    for (int spins = random.nextInt(most); spins > 0; spins--) {
      Thread.onSpinWait();
    }
  }

  @Test
  void lineIsAnInputWithPullUpAndBothEdges() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus _ = LinuxSpiBus.open(options(board))) {
      assertThat(board.irq().flags())
          .isEqualTo(
              EmulatedLine.INPUT
                  | EmulatedLine.EDGE_RISING
                  | EmulatedLine.EDGE_FALLING
                  | EmulatedLine.PULL_UP);
      assertThat(board.irq().consumer()).isEqualTo("spwf04-irq");
    }
  }

  /**
   * Each edge is answered before the next one comes, at a random distance: some come before the
   * host looks at the level, some between the look and the wait, some during the wait.
   */
  @Test
  void everyEdgeEndsItsWaitAndNoneIsSeenTwice() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      AtomicInteger seen = new AtomicInteger();
      FutureTask<Boolean> owner =
          start(
              () -> {
                for (int edge = 1; edge <= EDGES; edge++) {
                  if (!bus.awaitIrq(edge % 2 == 1, LONG)) {
                    return false;
                  }
                  seen.set(edge);
                }
                return true;
              });
      for (int edge = 1; edge <= EDGES; edge++) {
        pause(3000);
        assertThat(seen.get()).as("edges seen before number " + edge).isEqualTo(edge - 1);
        slave.irq(edge % 2 == 1);
        long start = System.nanoTime();
        while (seen.get() < edge && System.nanoTime() - start < LONG.toNanos()) {
          Thread.yield();
        }
        assertThat(seen.get()).isEqualTo(edge);
      }
      assertThat(owner.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Edges that wait for nobody are all noted once, whatever the host is doing meanwhile. */
  @Test
  @SuppressWarnings("try") // closed early on purpose
  void everyEdgeIsNotedOnce() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      FutureTask<Boolean> owner =
          start(
              () -> {
                boolean level = true;
                while (bus.awaitIrq(level, LONG)) {
                  level = !level;
                }
                return false;
              });
      for (int edge = 1; edge <= EDGES; edge++) {
        pause(2000);
        slave.irq(edge % 2 == 1);
        // The kernel's queue has an end, and the one here is a socket's.
        awaitNoted(bus, edge - 50);
      }
      awaitNoted(bus, EDGES);
      bus.close();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> owner.get(30, TimeUnit.SECONDS))
          .withCauseInstanceOf(IOException.class);
      IrqEdges edges = bus.edges();
      assertThat(edges.falling()).isEqualTo(EDGES / 2);
      assertThat(edges.rising()).isEqualTo(EDGES / 2);
      assertThat(edges.overwritten()).isZero();
    }
  }

  private static void awaitNoted(LinuxSpiBus bus, int edges) {
    long start = System.nanoTime();
    while (bus.edges().falling() + bus.edges().rising() < edges) {
      assertThat(System.nanoTime() - start).as("wait for an edge").isLessThan(LONG.toNanos());
      Thread.yield();
    }
  }

  /** Waits for a level that does not come, until so many edges are noted. */
  private static void waitInVain(LinuxSpiBus bus, int edges) throws Exception {
    long start = System.nanoTime();
    while (bus.edges().falling() + bus.edges().rising() < edges) {
      assertThat(bus.awaitIrq(true, Duration.ofMillis(2))).isFalse();
      assertThat(System.nanoTime() - start).as("wait for an edge").isLessThan(LONG.toNanos());
    }
  }

  @Test
  void edgesOfOneReadAreAllTakenWithTheirTime() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      long before = System.nanoTime();
      board.irq().drive(false, 5);
      long after = System.nanoTime();
      board.irq().drive(true);
      waitInVain(bus, 6);
      assertThat(bus.edges().falling()).isEqualTo(3);
      assertThat(bus.edges().rising()).isEqualTo(3);
      assertThat(bus.edges().lastNanos()).isBetween(after, System.nanoTime());
      assertThat(before).isLessThan(after);
    }
  }

  @Test
  void edgesTheKernelHadNoRoomForAreCounted() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      board.irq().drive(false);
      board.irq().lose(6);
      board.irq().drive(true);
      waitInVain(bus, 2);
      assertThat(bus.edges().falling()).isEqualTo(1);
      assertThat(bus.edges().rising()).isEqualTo(1);
      assertThat(bus.edges().overwritten()).isEqualTo(6);
    }
  }

  /** Edges of a packet that was read meanwhile are old news: the level decides. */
  @Test
  void oldEdgesDoNotEndAWait() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      for (int i = 0; i < 5; i++) {
        slave.irq(true);
        slave.irq(false);
      }
      waitInVain(bus, 10);
      assertThat(bus.edges().falling()).isEqualTo(5);
      assertThat(bus.edges().rising()).isEqualTo(5);
    }
  }

  @Test
  void aWaitOfAllTimeEndsWithTheLevel() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      slave.irq(true);
      assertThat(bus.awaitIrq(true, Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
      assertThat(bus.awaitIrq(false, Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
    }
  }

  /** A wait sleeps: it takes no time of the processor to speak of. */
  @Test
  void waitDoesNotSpin() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      assertThat(bus.awaitIrq(true, Duration.ofMillis(10))).isFalse();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime();
      assertThat(bus.awaitIrq(true, Duration.ofMillis(400))).isFalse();
      long used = threads.getCurrentThreadCpuTime() - before;
      assertThat(used).isLessThan(Duration.ofMillis(40).toNanos());
    }
  }
}
