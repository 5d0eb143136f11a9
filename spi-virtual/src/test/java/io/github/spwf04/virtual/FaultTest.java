package io.github.spwf04.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.pins.Peripherals;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes wrong on request, and the counters of Table 8. */
class FaultTest {
  private static final Duration BOOT = Duration.ofMillis(11);

  private static String status(Bench bench, String variable) throws Exception {
    return bench.reply(Command.STS, variable).getFirst().replaceFirst(".*=", "");
  }

  @Test
  void theWatchdog() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().watchdog();
      bench.turn(BOOT);
      assertThat(bench.drain())
          .containsExactly(
              "W1@0 171117-0328fe3-SPWF04S", "W13@0 SPWF04SA", "W3@0 20", "W0@0", "W32@3");
      assertThat(status(bench, "reset_reason")).isEqualTo("1");
      assertThat(status(bench, "nv_wdog_resets")).isEqualTo("1");
      assertThat(status(bench, "nv_reset_cycles")).isEqualTo("1");
      assertThat(status(bench, "nv_power_cycles")).isEqualTo("1");
    }
  }

  @Test
  void powerOffAndOn() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.bus.reset();
      bench.turn(BOOT);
      bench.module.powerCycle();
      bench.turn(BOOT);
      bench.drain();
      assertThat(status(bench, "reset_reason")).isEqualTo("0");
      assertThat(status(bench, "nv_reset_cycles")).isEqualTo("1");
      assertThat(status(bench, "nv_power_cycles")).isEqualTo("2");
    }
  }

  @Test
  void aHardFaultStandsUntilTheWatchdogBites() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().hardFault("rx", 1, 2, 3, 4, 5, 6, 7, -1);
      assertThat(bench.drain())
          .containsExactly(
              "W8@3 rx:" + "0000000100000002000000030000000400000005000000060000000" + "7ffffffff");
      bench.send(Command.AT);
      bench.turn(Duration.ofMillis(19_999));
      assertThat(bench.drain()).isEmpty();
      bench.turn(Duration.ofMillis(1));
      bench.turn(BOOT);
      assertThat(bench.drain()).startsWith("W1@0 171117-0328fe3-SPWF04S");
      assertThat(status(bench, "reset_reason")).isEqualTo("1");
      assertThatThrownBy(() -> bench.module.faults().hardFault("rx", 1))
          .hasMessage("1 registers, 8 are needed");
    }
  }

  @Test
  void aStackThatIsFull() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().stackOverflow("httpd");
      assertThat(bench.drain()).containsExactly("W9@3 httpd");
      bench.turn(Duration.ofSeconds(20));
      bench.turn(BOOT);
      assertThat(bench.drain()).startsWith("W1@0 171117-0328fe3-SPWF04S");
    }
  }

  @Test
  void memoryRunsOut() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(status(bench, "free_heap")).isEqualTo("55200");
      bench.module.faults().lowMemory();
      bench.module.faults().mallocFailed("sock", 1500, 640);
      assertThat(bench.drain()).containsExactly("W4@3", "W10@3 sock:1500:640");
      assertThat(status(bench, "free_heap")).isEqualTo("2048");
      assertThat(status(bench, "min_heap")).isEqualTo("2048");
    }
  }

  @Test
  void aDeadRadio() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      bench.module.faults().radioException(3, "umac.c", 0x10, 0xABCD);
      assertThat(bench.drain()).containsExactly("W31@A 3:umac.c:00000010:0000abcd", "W5@A 1");
      assertThat(status(bench, "wifi_state")).isEqualTo("1");
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R12@1");
      assertThat(bench.reply(Command.WIFI, "1")).containsExactly("R11@1");
      bench.bus.reset();
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
      bench.module.faults().radioFailure(WindReason.HardwareFailure.NO_ACKNOWLEDGEMENT);
      assertThat(bench.drain()).containsExactly("W5@A 5");
    }
  }

  @Test
  void aRadioThatDoesNotStart() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().radioStartup(WindReason.RadioStartup.LOW_ID, 0xBAD);
      bench.bus.reset();
      bench.turn(BOOT);
      assertThat(bench.drain()).endsWith("W0@0", "W11@0 6:00000bad", "W5@0 3");
      bench.bus.reset();
      bench.turn(BOOT);
      assertThat(bench.drain()).endsWith("W0@0", "W32@3");
    }
  }

  @Test
  void powerSavingThatFails() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().powerSaveFailure(WindReason.PowerSave.NO_ANSWER_OF_ACCESS_POINT, -5);
      assertThat(bench.drain()).containsExactly("W12@3 2:-5");
    }
  }

  @Test
  @Usage(section = "6.35", fails = true)
  void aScanThatFails() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.faults().scanFailure(2);
      bench.send(Command.SCAN, "d");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).containsExactly("W21@4", "W23@4 0002", "R29@3");
      bench.send(Command.SCAN, "d");
      bench.module.faults().radioFailure(WindReason.HardwareFailure.WRITE);
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).as("aborted").containsExactly("W21@4", "W5@4 4", "R63@1");
    }
  }

  @Test
  void gpio0HighAtTheStartIsAFactoryReset() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("ip_hostname", "kept"))) {
      bench.module.peripherals().drive(Peripherals.FACTORY_RESET, true);
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=kept", "R00@3");
      bench.bus.reset();
      bench.turn(BOOT);
      assertThat(bench.drain()).containsSubsequence("W7@0 10", "W13@0 SPWF04SA", "W65@0 0", "W0@0");
      bench.module.peripherals().drive(Peripherals.FACTORY_RESET, false);
      assertThat(bench.reply(Command.GCFG, "ip_hostname").getFirst()).endsWith("iwm-FA-12-34");
    }
  }
}
