package io.github.spwf04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a call is made: its deadline, beside the thread, and broken off. */
@Timeout(30)
class CallTest {
  private static final String AT = "0200020100";
  private static final String OK = "023a000000";

  private final ScriptedBus bus = new ScriptedBus();
  private final Spwf04 spwf = Spwf04.open(bus);

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void aViewBoundsEachOfItsCommands() throws Exception {
    bus.hear(AT).pause();
    assertThatThrownBy(() -> spwf.within(Duration.ofMillis(300)).system().check())
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageStartingWith("AT: timed out after");
    bus.goOn();
  }

  @Test
  void aViewSharesTheSocketsOfItsModule() throws Exception {
    bus.hear("0200094104" + "0161" + "0131" + "00" + "0174");
    bus.say("023aff0e00" + "4f6e3a3132372e302e302e313a30").say(OK);
    SpwfSocket old = spwf.within(Duration.ofSeconds(5)).sockets().open("a", 1, SocketKind.TCP);
    bus.hear("0200094104" + "0161" + "0131" + "00" + "0174");
    bus.say("023aff0e00" + "4f6e3a3132372e302e302e313a30").say(OK);
    spwf.sockets().open("a", 1, SocketKind.TCP);
    assertThatThrownBy(old::pending).hasMessageContaining("given to another socket");
  }

  /** The bus has heard nothing of them: every step that it did not expect is a fault. */
  @Test
  void aCrAtTheEndIsRefusedBeforeAByteIsSent() throws Exception {
    List<ThrowingCallable> calls =
        List.of(
            () -> spwf.config().set("user_desc", "mine\r"),
            () -> spwf.wifi().join("net\r", null, Duration.ofSeconds(1)),
            () -> spwf.execute(Command.MQTTSUB, Arguments.of(0, "topic\r"), null),
            () -> spwf.execute(Command.SOCKON, Arguments.of("host", 1, null, "\r"), null));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(SpwfException.InvalidInput.class)
          .hasMessageContaining("ends in CR");
    }
  }

  @Test
  void aDeadlineOfNothingIsRefused() {
    assertThatThrownBy(() -> spwf.within(Duration.ZERO))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("a deadline of PT0S, more than 0 is needed");
  }

  @Test
  void anAsyncCallCompletesWithTheResult() throws Exception {
    bus.hear("0200021200").say("023aff0200" + "3432").say(OK);
    assertThat(spwf.async(s -> s.system().random()).get(10, TimeUnit.SECONDS)).isEqualTo(42);
  }

  @Test
  void anAsyncCallCompletesWithTheFailure() {
    bus.hear(AT).say("023a010000");
    CompletableFuture<?> call =
        spwf.async(
            s -> {
              s.system().check();
              return true;
            });
    assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SpwfException.Rejected.class);
  }

  @Test
  void cancellingAnAsyncCallInterruptsItsWork() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<?> call =
        spwf.async(
            s -> {
              started.countDown();
              try {
                s.events().next(Duration.ofSeconds(20));
                return true;
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    started.await();
    assertThat(call.cancel(true)).isTrue();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(call).isCancelled();
  }

  @Test
  void aResultThatComesBehindTheCancellationIsClosed() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<?> call =
        spwf.async(
            _ -> {
              cancelled.await();
              return (AutoCloseable) closed::countDown;
            });
    call.cancel(false);
    cancelled.countDown();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCommandNeedsNoThreadToWait() throws Exception {
    bus.hear("0200021200").say("023aff0900" + "4e756d6265723a3432").say(OK);
    CompletableFuture<Thread> completedBy = new CompletableFuture<>();
    CompletableFuture<CommandReply> reply = spwf.executeAsync(Command.RANDOM, List.of(), null);
    reply.thenRun(() -> completedBy.complete(Thread.currentThread()));
    assertThat(reply.get(10, TimeUnit.SECONDS).text()).containsExactly("Number:42");
    assertThat(completedBy.get(10, TimeUnit.SECONDS).getName()).doesNotStartWith("spwf04");
  }

  @Test
  void aCancelledCommandGivesNoReplyToTheNext() throws Exception {
    bus.hear("0200021200").pause().say("023aff0100" + "37").say(OK);
    bus.hear("0200021200").say("023aff0100" + "38").say(OK);
    CompletableFuture<CommandReply> first = spwf.executeAsync(Command.RANDOM, List.of(), null);
    bus.awaitPause();
    assertThat(first.cancel(true)).isTrue();
    CompletableFuture<CommandReply> second = spwf.executeAsync(Command.RANDOM, List.of(), null);
    bus.goOn();
    assertThat(second.get(10, TimeUnit.SECONDS).text()).containsExactly("8");
  }

  @Test
  void closingFromAnotherThreadEndsACallThatWaits() throws Exception {
    bus.hear(AT).pause();
    CompletableFuture<?> call =
        spwf.async(
            s -> {
              s.system().check();
              return true;
            });
    bus.awaitPause();
    spwf.close();
    assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SpwfException.LinkLost.class);
    bus.goOn();
  }
}
