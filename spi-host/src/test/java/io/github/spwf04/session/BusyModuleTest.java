package io.github.spwf04.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module that is at a command when its caller has given up. */
@Timeout(30)
class BusyModuleTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final Spwf04 spwf = Spwf04.open(bus, Spwf04Options.defaults().withCommandTimeout(LONG));

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void itsLateReplyIsReadAndNothingIsProbed() throws Exception {
    script.hear(Command.RANDOM);
    bus.pause();
    assertThatThrownBy(() -> spwf.within(SHORT).system().random())
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("waiting for the reply");
    script.line("Number:42").ok();
    script.hear(Command.AT).ok();
    bus.goOn();
    spwf.system().check();
    assertThat(spwf.statistics().recoveries()).isZero();
    assertThat(spwf.statistics().strayReplies()).isZero();
  }

  @Test
  void anotherCommandWaitsWithinItsOwnDeadline() throws Exception {
    script.hear(Command.RANDOM);
    bus.pause();
    assertThatThrownBy(() -> spwf.within(SHORT).system().random())
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThatThrownBy(() -> spwf.within(SHORT).system().check())
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("nothing was sent; the module is at AT+S.RANDOM since ");
    script.line("Number:42").ok();
    bus.goOn();
    bus.awaitEnd();
    assertThat(spwf.statistics().recoveries()).isZero();
  }

  @Test
  void anotherCommandFailsAtOnceWhenItsCallerWantsThat() throws Exception {
    script.hear(Command.RANDOM);
    bus.pause();
    assertThatThrownBy(() -> spwf.within(SHORT).system().random())
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThatThrownBy(() -> spwf.failFast().system().check())
        .isInstanceOf(SpwfException.Busy.class)
        .hasMessageContaining("AT: the module is at AT+S.RANDOM since ");
    script.line("Number:42").ok();
    script.hear(Command.AT).ok();
    bus.goOn();
    spwf.system().check();
  }

  @Test
  void aCommandInTheQueueIsToldWhenItsTimeIsOver() throws Exception {
    script.hear(Command.RANDOM);
    bus.pause();
    CompletableFuture<Long> random = spwf.async(s -> s.system().random());
    bus.awaitPause();
    long start = System.nanoTime();
    assertThatThrownBy(() -> spwf.within(SHORT).system().check())
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("nothing was sent");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
    script.line("Number:42").ok();
    bus.goOn();
    assertThat(random.join()).isEqualTo(42);
  }

  @Test
  void oneThatIsSilentForTooLongIsProbed() throws Exception {
    spwf.close();
    ScriptedBus other = new ScriptedBus();
    Script words = new Script(other);
    Ladder ladder = Ladder.probesOnly(LONG).withSilence(SHORT.multipliedBy(3));
    try (Spwf04 hasty = Spwf04.open(other, Spwf04Options.defaults().withLadder(ladder));
        Subscription<Event.Recovery> steps = hasty.events(Event.Recovery.class)) {
      words.hear(Command.STS, "fw_version");
      // Its own name is no proof: the late reply would pass for the probe's.
      words.hear(Command.GCFG, "nv_manuf");
      assertThatThrownBy(() -> hasty.within(SHORT).system().status("fw_version"))
          .isInstanceOf(SpwfException.TimedOut.class);
      words.line("Var:fw_version=1.1.0").ok();
      words.line("Var:nv_manuf=ST").ok();
      words.hear(Command.AT).ok();
      hasty.system().check();
      Event.Recovery step = steps.next(LONG);
      assertThat(step).isNotNull();
      assertThat(step.rung()).isEqualTo(Rung.PROBE);
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aLateListThatNamesTheProbeIsNotItsAnswer() throws Exception {
    spwf.close();
    ScriptedBus other = new ScriptedBus();
    Script words = new Script(other);
    Ladder ladder = Ladder.probesOnly(Duration.ofSeconds(3)).withSilence(SHORT);
    try (Spwf04 hasty = Spwf04.open(other, Spwf04Options.defaults().withLadder(ladder))) {
      words.hear(Command.GCFG);
      other.pause();
      words.hear(Command.STS, "fw_version");
      assertThatThrownBy(
              () -> hasty.within(Duration.ofSeconds(2)).execute(Command.GCFG, Arguments.of(), null))
          .isInstanceOf(SpwfException.TimedOut.class);
      other.goOn();
      // The whole list, of which one line could be the answer, and its end; then another end.
      words.line("fw_version=1.1.0").line("boot_version=1").line("var_version=1").ok();
      words.ok();
      // So it asks again.
      words.hear(Command.STS, "boot_version").line("Var:boot_version=1").ok();
      words.hear(Command.AT).ok();
      hasty.system().check();
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void dataAskedForBehindTheDeadlineAreSentAllTheSame() throws Exception {
    script.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
    SpwfSocket socket = spwf.within(SHORT).sockets().open("a", 1, SocketKind.TCP);
    script.hear(5, Command.SOCKW, 0, 5);
    bus.pause();
    CompletableFuture<?> writing =
        spwf.within(SHORT)
            .executeAsync(Command.SOCKW, Arguments.of(0, 5), Unpooled.wrappedBuffer(HELLO));
    assertThatThrownBy(writing::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("waiting to send its data");
    bus.take("68656c6c6f");
    script.ok();
    script.hear(Command.AT).ok();
    bus.goOn();
    spwf.system().check();
    assertThat(socket.id()).isZero();
    assertThat(spwf.statistics().recoveries()).isZero();
    script.hear(Command.SOCKC, 0).ok();
    socket.close();
  }

  @Test
  void aSocketThatOpensBehindTheDeadlineIsClosed() throws Exception {
    script.hear(Command.SOCKON, "a", 1, "", "t");
    bus.pause();
    assertThatThrownBy(() -> spwf.within(SHORT).sockets().open("a", 1, SocketKind.TCP))
        .isInstanceOf(SpwfException.TimedOut.class);
    script.line("On:127.0.0.1:0").ok();
    script.hear(Command.SOCKC, 0).ok();
    bus.goOn();
    bus.awaitEnd();
    assertThat(spwf.statistics().recoveries()).isZero();
  }

  @Test
  void aModuleThatRestartsEndsTheCommandAtOnce() throws Exception {
    script.wind(0, "");
    script.hear(Command.RANDOM);
    script.wind(1, "171117:0328fe3:SPWF04S");
    script.hear(Command.STS, "fw_version").line("Var:fw_version=1.1.0").ok();
    script.hear(Command.AT).ok();
    assertThatThrownBy(() -> spwf.system().random())
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("reset or restarted");
    spwf.system().check();
    assertThat(spwf.statistics().recoveries()).isEqualTo(1);
  }
}
