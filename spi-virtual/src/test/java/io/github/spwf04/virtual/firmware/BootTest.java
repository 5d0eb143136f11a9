package io.github.spwf04.virtual.firmware;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes by itself after a reset: field-facts D, boot order. */
class BootTest {
  private static final Duration BOOT = Duration.ofMillis(11);

  @Test
  void firmware100AsInTheLogOfST8() throws Exception {
    try (Bench bench =
        new Bench(o -> o.profile(FirmwareProfile.V1_0_0).variable("wifi_mode", "0"))) {
      bench.turn(BOOT);
      assertThat(bench.drain())
          .containsExactly(
              "W7@0 10\\r\\n",
              "W1@0 170216-fd39c59-SPWF04S\\r\\n",
              "W13@0 SPWF04SA\\r\\n",
              "W0@0 \\r\\n",
              "W3@0 20\\r\\n",
              "W32@3 \\r\\n");
    }
  }

  @Test
  void firmware110AsInTheLogOfGF2() throws Exception {
    try (Bench bench = new Bench(o -> o.factoryReset(WindReason.FactoryReset.CHECKSUM))) {
      bench.turn(Duration.ofMillis(1100));
      assertThat(bench.drain())
          .containsExactly(
              "W7@0 10",
              "W1@0 171117-0328fe3-SPWF04S",
              "W13@0 SPWF04SA",
              "W65@0 1",
              "W3@0 20",
              "W0@0",
              "W32@3",
              "W21@4",
              "W35@4 00",
              "W21@4",
              "W35@4 00",
              "W21@4",
              "W35@4 00");
    }
  }

  @Test
  void theFirstWindOfFirmware100IsTheCaptureOfST3() throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.profile(FirmwareProfile.V1_0_0).variable("console_wind_off_low", "0xFFFFFFFE"))) {
      bench.turn(BOOT);
      assertThat(bench.clock(0, 7)).isEqualTo("02 10 00 02 00 0D 0A");
    }
  }

  @Test
  void theBootOfFirmware110ByteByByte() throws Exception {
    try (Bench bench = new Bench(o -> o.variable("wifi_mode", "0"))) {
      bench.turn(BOOT);
      assertThat(bench.clock(0, 7)).isEqualTo("02 10 07 02 00 31 30");
      assertThat(bench.clock(0, 5)).isEqualTo("02 10 01 16 00");
      assertThat(bench.clock(0, 22)).isEqualTo(Bench.hex("171117-0328fe3-SPWF04S".getBytes()));
      assertThat(bench.clock(0, 5 + 8)).isEqualTo("02 10 0D 08 00 53 50 57 46 30 34 53 41");
      assertThat(bench.clock(0, 7)).isEqualTo("02 10 03 02 00 32 30");
      assertThat(bench.clock(0, 5)).isEqualTo("02 10 00 00 00");
      assertThat(bench.clock(0, 5)).isEqualTo("02 13 20 00 00");
      assertThat(bench.bus.irqAsserted()).isFalse();
    }
  }

  @Test
  void theOrderOfConsoleAndWatchdogIsASwitch() throws Exception {
    try (Bench bench = new Bench(o -> o.consoleFirst(true).variable("wifi_mode", "0"))) {
      bench.turn(BOOT);
      assertThat(bench.drain()).containsSubsequence("W0@0", "W3@0 20");
    }
  }

  @Test
  @Usage(section = "6.10")
  void strapAndVariableAgreeOnceItIsSaved() throws Exception {
    try (Bench bench = new Bench(o -> o.variable("wifi_mode", "0"))) {
      bench.turn(BOOT);
      assertThat(bench.drain()).startsWith("W7@0 10");
      assertThat(bench.reply(Command.STS, "startup"))
          .containsExactly("RFF@3 Var:startup=10", "R00@3");
      assertThat(bench.reply(Command.SCFG, "console_enabled", "0")).containsExactly("R00@3");
      bench.bus.reset();
      bench.turn(BOOT);
      assertThat(bench.drain()).as("not saved").startsWith("W7@0 10");

      bench.reply(Command.SCFG, "console_enabled", "0");
      assertThat(bench.reply(Command.WCFG)).containsExactly("R00@3");
      bench.bus.reset();
      bench.turn(BOOT);
      assertThat(bench.drain()).as("saved").startsWith("W1@0 171117-0328fe3-SPWF04S");
      assertThat(bench.reply(Command.STS, "reset_reason"))
          .containsExactly("RFF@3 Var:reset_reason=4", "R00@3");
    }
  }

  @Test
  @Usage(section = "6.11")
  void factoryValuesStayInRamUntilTheyAreSaved() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("ip_hostname", "kept"))) {
      assertThat(bench.reply(Command.FCFG)).containsExactly("R00@3");
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=iwm-FA-12-34", "R00@3");
      bench.bus.reset();
      bench.turn(BOOT);
      bench.drain();
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=kept", "R00@3");
    }
  }

  @Test
  void theResetLineForgetsWhatWasQueuedOrHalfSent() throws Exception {
    try (Bench bench = new Bench(o -> o.variable("wifi_mode", "0"))) {
      bench.turn(BOOT);
      assertThat(bench.clock(0, 3)).isEqualTo("02 10 07");
      bench.bus.reset();
      assertThat(bench.bus.irqAsserted()).isFalse();
      assertThat(bench.clock(0, 3)).isEqualTo("00 00 00");
      bench.turn(BOOT);
      assertThat(bench.drain()).hasSize(6).startsWith("W7@0 10");
    }
  }

  /** Bytes of a data phase that never ends, and what resets the module within it. */
  static Stream<Arguments> resetsWithinADataPhase() {
    Reset line = bench -> bench.bus.reset();
    Reset watchdog = bench -> bench.module.faults().watchdog();
    Reset power = bench -> bench.module.powerCycle();
    return IntStream.rangeClosed(0, 4)
        .boxed()
        .flatMap(
            bytes ->
                Stream.of(
                    Arguments.of(bytes, "reset line", line),
                    Arguments.of(bytes, "watchdog", watchdog),
                    Arguments.of(bytes, "power", power)));
  }

  private interface Reset {
    void of(Bench bench) throws Exception;
  }

  @ParameterizedTest(name = "{1} behind {0} of 5 bytes")
  @MethodSource("resetsWithinADataPhase")
  void aResetEndsADataPhase(int bytes, String what, Reset reset) throws Exception {
    try (Bench bench = Bench.booted(o -> o.dataSync(true))) {
      bench.exchange(Bench.packet(Command.FSC.id(), 5, "2:/never", "5"));
      bench.awaitIrq();
      assertThat(bench.clock('x', 1)).as("the sync before the data").isEqualTo("02");
      if (bytes > 0) {
        bench.clock('x', bytes);
      }
      reset.of(bench);
      bench.turn(BOOT);
      assertThat(bench.drain()).contains("W0@0");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      // The sync takes the first one; without it a zero of the next read would end the data.
      bench.send(Command.FSC, "2:/whole", "5");
      bench.exchange("xhello".getBytes(US_ASCII));
      assertThat(bench.awaitReply()).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.1")
  void theResetLineForgetsHalfACommand() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00 04 32 01");
      bench.bus.reset();
      bench.turn(BOOT);
      bench.drain();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.5")
  void softResetWithoutOk() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.send(Command.RESET);
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.turn(BOOT);
      assertThat(bench.drain())
          .containsExactly(
              "W1@0 171117-0328fe3-SPWF04S", "W13@0 SPWF04SA", "W3@0 20", "W0@0", "W32@3");
      assertThat(bench.reply(Command.STS, "reset_reason"))
          .containsExactly("RFF@3 Var:reset_reason=2", "R00@3");
    }
  }

  @Test
  void softResetWithOk() throws Exception {
    try (Bench bench = Bench.booted(o -> o.resetAnswersOk(true))) {
      bench.send(Command.RESET);
      bench.turn(BOOT);
      assertThat(bench.drain()).startsWith("R00@3", "W1@0 171117-0328fe3-SPWF04S");
    }
  }

  @Test
  void masksSilenceBootWinds() throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.variable("wifi_mode", "0")
                    .variable("console_wind_off_low", "0x0000008A")
                    .variable("console_wind_off_medium", "0x00000001"))) {
      bench.turn(BOOT);
      assertThat(bench.drain()).containsExactly("W13@0 SPWF04SA", "W0@0");
    }
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThatThrownBy(
            () -> new VirtualModule(ModuleOptions.builder().variable("nope", "1").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("configuration variable nope cannot be 1: error 4, Variable not found");
    assertThatThrownBy(
            () -> ModuleOptions.builder().factoryReset(WindReason.FactoryReset.OTHER).build())
        .hasMessage("factoryReset -1, 0 to 1 are allowed");
    assertThatThrownBy(() -> ModuleOptions.builder().junkValue(2).build())
        .hasMessage("junkValue 0x02 is the sync byte itself");
    assertThatThrownBy(() -> ModuleOptions.builder().maxDataPacket(0).build())
        .hasMessage("maxDataPacket 0, 1 to 65535 are allowed");
  }

  /** Table 14: reason 14 of WIND 7 is none of those that do not halt. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "70"})
  void aRamDiskThatCannotBeMadeHaltsIt(String size) throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.variable("console_enabled", "0")
                    .variable("wifi_mode", "0")
                    .variable("ramdisk_memsize", size))) {
      bench.turn(Duration.ofSeconds(1));
      assertThat(bench.drain()).containsExactly("W7@0 14");
      bench.send(Command.AT);
      bench.turn(Duration.ofMinutes(1));
      assertThat(bench.drain()).isEmpty();
      bench.module.peripherals().drive(Peripherals.FACTORY_RESET, true);
      bench.bus.reset();
      bench.turn(Duration.ofMillis(50));
      assertThat(bench.drain()).as("the way out").contains("W65@0 0", "W0@0");
    }
  }

  /** What WCFG has written is there in the next module of the same folder. */
  @Test
  void theConfigurationIsKeptWithTheVolumes(@TempDir Path folder) throws Exception {
    UnaryOperator<ModuleOptions.Builder> kept =
        o -> o.storage(StorageOptions.DEFAULT.withFolder(folder));
    try (Bench bench = Bench.booted(kept)) {
      bench.reply(Command.SCFG, "ip_hostname", "kept\nna\u00efve");
      assertThat(bench.reply(Command.WCFG)).containsExactly("R00@3");
      bench.reply(Command.SCFG, "ip_apdomainname", "lost.net");
    }
    try (Bench bench = Bench.booted(kept)) {
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=kept\\nna\u00c3\u00afve", "R00@3");
      assertThat(bench.reply(Command.GCFG, "ip_apdomainname"))
          .containsExactly("RFF@3 Var:ip_apdomainname=captiveportal.net", "R00@3");
      bench.module.peripherals().drive(Peripherals.FACTORY_RESET, true);
      bench.bus.reset();
      bench.turn(Duration.ofMillis(50));
      assertThat(bench.drain()).contains("W65@0 0");
    }
    try (Bench bench = Bench.booted(o -> kept.apply(o).variable("ip_apdomainname", "given.net"))) {
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .as("of the factory again")
          .containsExactly("RFF@3 Var:ip_hostname=iwm-FA-12-34", "R00@3");
      assertThat(bench.reply(Command.GCFG, "ip_apdomainname"))
          .as("options go before")
          .containsExactly("RFF@3 Var:ip_apdomainname=given.net", "R00@3");
    }
  }

  @Test
  void aConfigurationThatIsDamagedIsThatOfTheFactory(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("configuration"), "ip_hostname=kept\nwifi_mode=nine\n");
    try (Bench bench =
        new Bench(
            o ->
                o.variable("console_enabled", "0")
                    .storage(StorageOptions.DEFAULT.withFolder(folder)))) {
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain()).contains("W65@0 1");
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=iwm-FA-12-34", "R00@3");
    }
  }

  @Test
  void aFlashThatCannotBeWritten(@TempDir Path folder) throws Exception {
    try (Bench bench = Bench.booted(o -> o.storage(StorageOptions.DEFAULT.withFolder(folder)))) {
      // No file can take the place of a folder that has something in it.
      Files.createDirectories(folder.resolve("configuration/x"));
      bench.reply(Command.SCFG, "ip_hostname", "lost");
      assertThat(bench.reply(Command.WCFG)).containsExactly("R65@3");
      bench.bus.reset();
      bench.turn(Duration.ofMillis(50));
      bench.drain();
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=iwm-FA-12-34", "R00@3");
    }
  }
}
