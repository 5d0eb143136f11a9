package io.github.spwf04.virtual.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who waits for a reply is not disturbed by an event, and the other way round. */
class BenchTest {
  @Test
  void anEventInTheWayOfTheCommandIsKept() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.WATCHDOG_RUNNING, 1);
      bench.settle();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      assertThat(bench.awaitEvent()).isEqualTo("W3@3 1");
    }
  }

  @Test
  void eventsBeforeAndInsideAReplyAreKeptInTheirOrder() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.injectBeforeReply(Wind.WATCHDOG_RUNNING, 1);
      bench.module.injectInsideReply(Wind.WATCHDOG_RUNNING, 2);
      assertThat(bench.reply(Command.STS, "reset_reason"))
          .containsExactly("RFF@3 Var:reset_reason=0", "R00@3");
      assertThat(bench.awaitEvent()).isEqualTo("W3@3 1");
      assertThat(bench.awaitEvent()).isEqualTo("W3@3 2");
    }
  }

  @Test
  void anEventInTheWayOfTheDataIsKeptAndTheDataArrives() throws Exception {
    try (Bench bench = Bench.booted(o -> o.eventsBeforeData(true))) {
      bench.module.injectBeforeData(Wind.WATCHDOG_RUNNING, 1);
      assertThat(bench.replyTo("hello".getBytes(US_ASCII), Command.FSC, "a", "5"))
          .containsExactly("R00@3");
      assertThat(bench.reply(Command.FSP, "a")).containsExactly("R03@3 hello", "R00@3");
      assertThat(bench.drain()).containsExactly("W3@3 1");
    }
  }

  @Test
  void aReplyInTheWayOfAnEventIsKept() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.send(Command.AT);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 1);
      assertThat(bench.awaitEvent()).isEqualTo("W3@3 1");
      assertThat(bench.awaitReply()).containsExactly("R00@3");
    }
  }

  @Test
  void bothAreSeenInTheirOrder() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.send(Command.AT);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 1);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 2);
      assertThat(bench.await()).isEqualTo("R00@3");
      assertThat(bench.drain()).containsExactly("W3@3 1", "W3@3 2");
    }
  }

  @Test
  void whatNobodyAskedForIsNotForgotten() throws Exception {
    Bench bench = Bench.idle();
    bench.module.injectBeforeReply(Wind.WATCHDOG_RUNNING, 1);
    bench.reply(Command.AT);
    assertThatThrownBy(bench::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[\"W3@3 1\"]");
  }

  @Test
  void timeIsTurnedByHand() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.stallNextReply(Duration.ofSeconds(1));
      bench.send(Command.AT);
      assertThat(bench.drain()).isEmpty();
      bench.turn(Duration.ofSeconds(1));
      assertThat(bench.awaitReply()).containsExactly("R00@3");
    }
  }
}
