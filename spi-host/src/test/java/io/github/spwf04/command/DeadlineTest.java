package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command whose reply never comes, comes late or comes torn by events ends within its deadline
 * and the ladder's bound, and the next command gets its own reply.
 */
@Timeout(60)
class DeadlineTest {
  private static final Duration DEADLINE = Duration.ofMillis(400);
  private static final Duration BOOT = Duration.ofSeconds(5);
  private static final Duration PROBES = Duration.ofMillis(1500);

  /** What a caller waits beyond for the owner of the bus to tell it. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  record Trouble(String name, boolean answers, Consumer<VirtualModule> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Trouble> troubles() {
    return Stream.of(
        new Trouble("the command is lost", false, VirtualModule::loseNextCommand),
        new Trouble("the reply never comes", false, VirtualModule::dropNextReply),
        new Trouble("the reply comes late", false, m -> m.stallNextReply(DEADLINE.multipliedBy(2))),
        new Trouble("the reply comes much later", false, m -> m.stallNextReply(PROBES)),
        new Trouble(
            "events come before and inside the reply",
            true,
            module -> {
              module.injectBeforeReply(Wind.GPIO_INTERRUPT, 1, 1);
              for (int i = 0; i < 20; i++) {
                module.injectInsideReply(Wind.GPIO_INTERRUPT, 2, 0);
              }
            }),
        new Trouble(
            "events come and the reply comes late",
            false,
            module -> {
              module.injectBeforeReply(Wind.GPIO_INTERRUPT, 1, 1);
              module.injectInsideReply(Wind.GPIO_INTERRUPT, 2, 0);
              module.stallNextReply(DEADLINE.multipliedBy(2));
            }));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void theCommandEndsAndTheNextGetsItsOwnReply(Trouble trouble) throws Exception {
    Ladder ladder = new Ladder(List.of(Rung.values()), Duration.ZERO, PROBES, BOOT);
    try (VirtualModule module = new VirtualModule(ModuleOptions.defaults());
        Spwf04 spwf =
            Spwf04.open(LoopbackBus.to(module), Spwf04Options.defaults().withLadder(ladder))) {
      spwf.boot(Duration.ofSeconds(10));
      Spwf04 bounded = spwf.within(DEADLINE);
      for (int round = 0; round < 3; round++) {
        trouble.make.accept(module);
        long start = System.nanoTime();
        if (trouble.answers) {
          assertThat(bounded.config().get("nv_model")).isEqualTo("SPWF04SA");
        } else {
          assertThatThrownBy(() -> bounded.config().get("nv_model"))
              .isInstanceOf(SpwfException.TimedOut.class);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isLessThan(DEADLINE.plus(ladder.bound()).plus(GRACE));
        assertThat(spwf.config().get("ip_hostname")).isEqualTo("iwm-FA-12-34");
        assertThat(spwf.config().get("user_desc")).isEqualTo("anonymous");
      }
    }
  }
}
