package io.github.spwf04.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.PowerEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module that sleeps hears nothing, unless it is woken before each command (6.6). */
@Timeout(60)
class SleepConversationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int WAKE_UP = 6;

  private final VirtualModule module =
      new VirtualModule(ModuleOptions.builder().accessPoint(AccessPoint.open("home")).build());
  private final Spwf04 spwf =
      Spwf04.open(
          LoopbackBus.to(module),
          Spwf04Options.defaults()
              .withLadder(Ladder.probesOnly(Duration.ofMillis(300)).withSilence(Duration.ZERO)));

  @BeforeEach
  void join() throws Exception {
    spwf.boot(LIMIT);
    spwf.wifi().join("home", null, LIMIT);
  }

  @AfterEach
  void close() {
    spwf.close();
    module.close();
    assertThat(module.fault()).isNull();
  }

  @Test
  void theWakePinIsHighWhileCommandsAreUnderWay() throws Exception {
    List<Boolean> levels = Collections.synchronizedList(new ArrayList<>());
    spwf.power()
        .wakePin(
            high -> {
              levels.add(high);
              module.peripherals().drive(WAKE_UP, high);
            });
    try (Subscription<PowerEvent> events = spwf.events(PowerEvent.class)) {
      spwf.power().mode(PowerMode.SLEEP);
      assertThat(events.await(PowerEvent.Notice.GOING_INTO_DEEP_SLEEP::equals, LIMIT)).isNotNull();
      assertThat(levels).as("nothing sleeps yet").isEmpty();

      spwf.system().check();
      assertThat(events.await(PowerEvent.Notice.RESUMING_FROM_DEEP_SLEEP::equals, LIMIT))
          .isNotNull();
      assertThat(spwf.system().status("fw_version")).isEqualTo("1.1.0");
      assertThat(levels).containsExactly(true, false, true, false);
      assertThat(module.pins().counters().lost()).isZero();

      spwf.power().mode(PowerMode.ACTIVE);
      spwf.system().check();
      assertThat(levels).as("awake for good").hasSize(6).endsWith(true, false);
    }
  }

  @Test
  void withoutOneTheCommandIsNotHeard() throws Exception {
    try (Subscription<PowerEvent> events = spwf.events(PowerEvent.class)) {
      spwf.power().mode(PowerMode.SLEEP);
      assertThat(events.await(PowerEvent.Notice.GOING_INTO_DEEP_SLEEP::equals, LIMIT)).isNotNull();
      assertThatThrownBy(() -> spwf.within(Duration.ofMillis(300)).system().check())
          .isInstanceOf(SpwfException.TimedOut.class);
      assertThat(module.pins().counters().lost()).isPositive();
    }
  }
}
