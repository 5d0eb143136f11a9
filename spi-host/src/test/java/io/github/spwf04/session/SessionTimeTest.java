package io.github.spwf04.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.TurnedClock;
import io.github.spwf04.TurnedClock.Waited;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.time.ManualClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deadlines end by the time they are given, and by nothing else. */
@Timeout(30)
class SessionTimeTest {
  private static final String AT = "0200020100";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** So long that the owner thread is sure to speak before its caller gives it up. */
  private static final Ladder PATIENT = Ladder.probesOnly(Duration.ofDays(100_000));

  private final ManualClock clock = new ManualClock();

  @Test
  void aCommandEndsByItsDeadline() throws Exception {
    ScriptedBus bus = new ScriptedBus(clock);
    try (Session session = new Session(bus, ByteBufAllocator.DEFAULT, new Deaf(), clock, PATIENT)) {
      session.start();
      bus.hear(AT);
      long start = clock.nanoTime();
      CompletableFuture<Boolean> checked = check(session);
      // On its way before the clock turns: one whose time is over before its turn is told so.
      bus.awaitEnd();
      assertThatThrownBy(() -> TurnedClock.turn(clock, checked::join))
          .hasCauseInstanceOf(SpwfException.TimedOut.class)
          .hasMessageContaining("AT: timed out after ")
          .hasMessageContaining("waiting for the reply");
      assertThat(Duration.ofNanos(clock.nanoTime() - start)).isGreaterThanOrEqualTo(HOUR);
    }
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void aCallerGivesUpAnOwnerThatHangs() {
    CompletableFuture<Boolean> never = new CompletableFuture<>();
    FutureWait waits = new FutureWait(clock, GRACE);
    long start = clock.nanoTime();
    assertThatThrownBy(() -> TurnedClock.turn(clock, () -> waits.await(never, "AT", HOUR)))
        .hasCauseInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("AT: its turn did not come to an end within 3600000 ms");
    assertThat(Duration.ofNanos(clock.nanoTime() - start)).isGreaterThanOrEqualTo(HOUR.plus(GRACE));
    assertThat(never).isCancelled();
  }

  @Test
  void anOwnerThatHangsIsForcedBehindItsGrace() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch forced = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    OwnerThread owner = new OwnerThread("hanging", clock, () -> {}, ended::countDown);
    owner.start();
    owner.hand(
        () -> {
          hanging.countDown();
          awaitUninterruptibly(forced);
        });
    hanging.await();
    Waited<Boolean> closed =
        TurnedClock.turn(
            clock,
            () -> {
              owner.close(GRACE, forced::countDown);
              return true;
            });
    assertThat(closed.took()).isGreaterThanOrEqualTo(GRACE);
    assertThat(forced.getCount()).isZero();
    ended.await();
  }

  @Test
  void anOwnerThatEndsByItselfIsNotForced() throws Exception {
    CountDownLatch forced = new CountDownLatch(1);
    OwnerThread owner = new OwnerThread("quick", clock, Thread::onSpinWait, () -> {});
    owner.start();
    owner.close(GRACE, forced::countDown);
    assertThat(forced.getCount()).isEqualTo(1);
  }

  @Test
  void anOwnerThatWasNeverStartedEndsAllTheSame() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    OwnerThread owner = new OwnerThread("none", clock, () -> {}, ended::countDown);
    owner.hand(told::countDown);
    owner.close(GRACE, () -> {});
    assertThat(ended.getCount()).isZero();
    assertThat(told.getCount()).isZero();
    owner.start();
  }

  private static CompletableFuture<Boolean> check(Session session) {
    byte[] bytes = ByteBufUtil.decodeHexDump(AT);
    ByteBuf packet = ByteBufAllocator.DEFAULT.buffer(bytes.length).writeBytes(bytes);
    return session.submit(Command.AT, packet, null, HOUR, _ -> true);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // What hangs in a driver hears no interrupt either.
      }
    }
  }

  private static final class Deaf implements SessionListener {
    @Override
    public void event(int kind, int state, int indication, ByteBuf payload) {}

    @Override
    public void state(int before, int now) {}

    @Override
    public void recovery(Rung rung, String command, boolean inStep) {}

    @Override
    public void linkFailed(Exception cause) {}
  }
}
