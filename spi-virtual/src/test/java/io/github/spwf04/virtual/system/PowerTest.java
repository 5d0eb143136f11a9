package io.github.spwf04.virtual.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.pins.Peripherals;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power modes, sleep and standby: section 6.6 and Table 4. */
class PowerTest {

  @ParameterizedTest
  @CsvSource({"'', 0, 0, 0", "0, 0, 0, 0", "1, 1, 0, 0", "2, 1, 1, 0"})
  @Usage(section = "6.6")
  void theVariablesOfTable4(String mode, String powerSave, String sleep, String standby)
      throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.peripherals().drive(Peripherals.WAKE_UP, true);
      assertThat(bench.reply(Command.PMS, mode)).containsExactly("R00@3");
      assertThat(bench.drain())
          .containsExactly(powerSave.equals("1") ? new String[] {"W66@3 1"} : new String[0]);
      assertThat(bench.reply(Command.GCFG, "wifi_powersave"))
          .containsExactly("RFF@3 Var:wifi_powersave=" + powerSave, "R00@3");
      assertThat(bench.reply(Command.GCFG, "sleep_enabled"))
          .containsExactly("RFF@3 Var:sleep_enabled=" + sleep, "R00@3");
      assertThat(bench.reply(Command.GCFG, "standby_enabled"))
          .containsExactly("RFF@3 Var:standby_enabled=" + standby, "R00@3");
    }
  }

  @Test
  @Usage(section = "6.6", fails = true)
  void modesThatCannotBe() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.PMS, "4")).containsExactly("R08@3");
      assertThat(bench.reply(Command.PMS, "low")).containsExactly("R07@3");
      assertThat(bench.reply(Command.PMS, "1", "2")).containsExactly("R06@3");
      bench.reply(Command.WIFI, "0");
      bench.drain();
      assertThat(bench.reply(Command.PMS, "1")).as("without radio").containsExactly("R12@2");
    }
  }

  @Test
  void fastPowerSaveStaysFast() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("wifi_powersave", "2"))) {
      assertThat(bench.reply(Command.PMS, "1")).containsExactly("R00@3");
      assertThat(bench.drain()).containsExactly("W66@3 2");
    }
  }

  @Test
  void aSleepingModuleHearsNothingUntilGpio6Rises() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.PMS, "2")).containsExactly("R00@3");
      assertThat(bench.drain()).containsExactly("W66@3 1", "W69@3");
      long lost = bench.module.pins().counters().lost();
      bench.send(Command.AT);
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.module.pins().counters().lost()).isEqualTo(lost + 1);

      bench.turn(Duration.ofSeconds(90));
      bench.module.peripherals().drive(Peripherals.WAKE_UP, true);
      assertThat(bench.drain()).containsExactly("W70@3", "W53@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      assertThat(bench.reply(Command.STS, "system_sleeptime"))
          .containsExactly("RFF@3 Var:system_sleeptime=90", "R00@3");

      bench.module.peripherals().drive(Peripherals.WAKE_UP, false);
      assertThat(bench.drain()).as("it sleeps again").containsExactly("W69@3");
      bench.module.peripherals().drive(Peripherals.WAKE_UP, true);
      bench.drain();
      assertThat(bench.reply(Command.PMS, "0")).containsExactly("R00@3");
      bench.module.peripherals().drive(Peripherals.WAKE_UP, false);
      assertThat(bench.drain()).as("active for good").isEmpty();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void savedModesTakeEffectOnceTheNetworkIsUp() throws Exception {
    try (Bench bench =
        Bench.online(o -> o.variable("wifi_powersave", "1").variable("sleep_enabled", "1"))) {
      bench.send(Command.AT);
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  void standbyEndsByItself() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("standby_time", "30"))) {
      assertThat(bench.reply(Command.PMS, "3")).containsExactly("R00@3");
      assertThat(bench.drain()).containsExactly("W67@3 30");
      bench.send(Command.AT);
      bench.turn(Duration.ofMillis(29_999));
      assertThat(bench.drain()).isEmpty();
      bench.turn(Duration.ofMillis(1));
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain())
          .containsExactly(
              "W1@0 171117-0328fe3-SPWF04S", "W68@0", "W13@0 SPWF04SA", "W3@0 20", "W0@0", "W32@3");
      assertThat(bench.reply(Command.STS, "reset_reason"))
          .containsExactly("RFF@3 Var:reset_reason=3", "R00@3");
      assertThat(bench.reply(Command.STS, "system_sleeptime"))
          .containsExactly("RFF@3 Var:system_sleeptime=30", "R00@3");
      assertThat(bench.reply(Command.STS, "system_uptime"))
          .containsExactly("RFF@3 Var:system_uptime=0", "R00@3");
    }
  }

  @Test
  void gpio6EndsAStandby() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("standby_time", "0"))) {
      bench.reply(Command.PMS, "3");
      bench.drain();
      bench.turn(Duration.ofDays(1));
      assertThat(bench.drain()).as("0 seconds are for ever").isEmpty();
      bench.module.peripherals().drive(Peripherals.WAKE_UP, true);
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain()).startsWith("W1@0 171117-0328fe3-SPWF04S", "W68@0");
    }
  }

  @Test
  void theResetLineEndsAStandby() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.reply(Command.PMS, "3");
      bench.bus.reset();
      bench.turn(Duration.ofMillis(11));
      bench.drain();
      bench.turn(Duration.ofMinutes(1));
      assertThat(bench.drain()).as("the standby is forgotten").isEmpty();
      assertThat(bench.reply(Command.STS, "reset_reason"))
          .containsExactly("RFF@3 Var:reset_reason=4", "R00@3");
    }
  }

  @Test
  void theAirDoesNotWakeAStandby() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      bench.reply(Command.PMS, "3");
      bench.drain();
      bench.module.radio().remove("home");
      bench.module.raise(io.github.spwf04.catalog.Wind.LOW_MEMORY);
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  void timeGoesOnInStandby() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.reply(Command.TIME, "1000000000");
      bench.reply(Command.PMS, "3");
      bench.drain();
      bench.turn(Duration.ofSeconds(10));
      bench.turn(Duration.ofMillis(50));
      bench.drain();
      assertThat(bench.reply(Command.STS, "system_time"))
          .containsExactly("RFF@3 Var:system_time=1000000010", "R00@3");
    }
  }
}
