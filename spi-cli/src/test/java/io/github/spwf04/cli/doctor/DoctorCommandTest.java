package io.github.spwf04.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import io.github.spwf04.cli.capture.EncodeCommandTest;
import io.github.spwf04.testkit.fault.FaultBus;
import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import tools.jackson.jr.ob.JSON;

@Timeout(60)
class DoctorCommandTest {
  private static final String NO_STRAP_TROUBLE = "console_enabled";

  /** A healthy module in every other respect. */
  private static VirtualModule module() {
    return new VirtualModule(ModuleOptions.builder().variable(NO_STRAP_TROUBLE, "0").build());
  }

  private static SpiBus healthy() {
    return LoopbackBus.owning(module(), new SpiBusInfo("virtual:", 0, 4096));
  }

  private static Run doctor(SpiBus bus, String... options) {
    return doctor(bus, false, options);
  }

  private static Run doctor(SpiBus bus, boolean terminal, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(
                new DoctorCommand(new PrintWriter(out), new PrintWriter(err), uri -> bus, terminal))
            .execute(options);
    return new Run(code, out.toString(), err.toString());
  }

  /** The first word of every line, by the second. */
  private static Map<String, String> verdicts(Run run) {
    Map<String, String> verdicts = new TreeMap<>();
    for (String line : run.lines()) {
      String[] words = line.split(" +");
      if (!line.startsWith(" ") && Doctor.STEPS.contains(words[1])) {
        verdicts.put(words[1], words[0]);
      }
    }
    return verdicts;
  }

  /** The one step that is neither fine nor skipped, and that those behind it are as said. */
  private static void assertOnly(Run run, String step, String verdict, boolean goesOn) {
    Map<String, String> verdicts = verdicts(run);
    assertThat(verdicts).containsOnlyKeys(Doctor.STEPS);
    int at = Doctor.STEPS.indexOf(step);
    for (int i = 0; i < Doctor.STEPS.size(); i++) {
      assertThat(verdicts.get(Doctor.STEPS.get(i)))
          .as("%s in %s", Doctor.STEPS.get(i), run.out())
          .isEqualTo(i == at ? verdict : i < at || goesOn ? "ok" : "skipped");
    }
    assertThat(run.code()).isEqualTo(verdict.equals("FAILED") ? 1 : 0);
  }

  @Test
  void aHealthyModuleIsHealthyAfterAThousandCommands() {
    Run run = Run.spwf("doctor", "--bus", "virtual:?set=console_enabled:0");
    assertThat(verdicts(run)).containsOnlyKeys(Doctor.STEPS);
    assertThat(verdicts(run).values()).containsOnly("ok");
    assertThat(run.out())
        .contains("1000 AT commands in ", ": 0 errors, 0 recoveries, ", "0 junk bytes")
        .contains("1024 bytes to a file on the RAM disk and back, the same")
        .contains("WIND 1 Poweron 171117-0328fe3-SPWF04S", "0 Console active")
        .containsPattern("transfers, \\d+\\.\\d bytes and \\d+\\.\\d us each on average")
        .endsWith("Healthy: 0 warnings, 0 failures" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void theFactoryConfigurationIsAWarningOfTheStrap() {
    Run run = Run.spwf("doctor", "--commands", "20");
    assertOnly(run, "strap", "warning", true);
    assertThat(run.out())
        .contains("WIND 7, reason 10", "AT+S.SCFG=console_enabled,0 and AT+S.WCFG")
        .contains("Healthy: 1 warnings, 0 failures");
  }

  @Test
  void aMissingDeviceSaysHowToSwitchItOn() {
    Run run =
        Run.spwf("doctor", "--bus", "linux:/nowhere/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24");
    assertOnly(run, "device", "FAILED", false);
    assertThat(run.out())
        .contains("cannot open /nowhere/spidev0.0: ENOENT", "raspi-config nonint do_spi 0")
        .contains("Not healthy: 0 warnings, 1 failures");
  }

  @Test
  void pi4jWithoutAProviderSaysWhichToBringAndWhere() {
    Run run = Run.spwf("doctor", "--bus", "pi4j:spi0.0?irq=25&reset=24");
    assertOnly(run, "device", "FAILED", false);
    assertThat(run.out()).contains("com.pi4j:pi4j-plugin-ffm", "SPWF_CLASSPATH");
  }

  @Test
  void anInterruptLineThatStaysHighIsPowerOrStrap() {
    Run run = doctor(new FaultBus(healthy()).stickIrq(false), "--patience", "1");
    assertOnly(run, "interrupt", "FAILED", false);
    assertThat(run.out()).contains("stayed high for 1000 ms", "GPIO9 of the module is pulled up");
  }

  @Test
  void anInterruptLineThatStaysLowIsAShort() {
    Run run = doctor(new FaultBus(healthy()).stickIrq(true));
    assertOnly(run, "release", "FAILED", false);
    assertThat(run.out()).contains("nothing is left to read", "shorted to ground");
  }

  @Test
  void bytesThatAreAllHighAreAMissingMiso() {
    Run run = doctor(always(0xFF), "--patience", "1");
    assertOnly(run, "sync", "FAILED", false);
    assertThat(run.out())
        .contains("no 0x02 among ", "FF FF FF FF FF FF FF FF ...", "MISO is always high");
  }

  @Test
  void bytesThatAreAllLowAreASilentModule() {
    Run run = doctor(always(0x00), "--patience", "1");
    assertOnly(run, "sync", "FAILED", false);
    assertThat(run.out()).contains("MISO is always low");
  }

  private static SpiBus always(int value) {
    return new ForwardingBus(healthy()) {
      @Override
      public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
          throws IOException {
        for (int i = 0; in != null && i < length; i++) {
          in.writeByte(value);
        }
      }

      @Override
      public boolean irqAsserted() {
        return true;
      }
    };
  }

  @Test
  void junkBeforeTheSyncIsToldAndPassedOver() {
    Run run =
        Run.spwf("doctor", "--bus", "virtual:?set=console_enabled:0&junk=3:B5", "--commands", "20");
    assertOnly(run, "commands", "warning", true);
    assertThat(run.out()).contains("0x02 came behind 3 other bytes (B5 B5 B5)");
  }

  @Test
  void firmware110AtFourMegahertzWillHang() {
    Run run =
        doctor(
            LoopbackBus.owning(module(), new SpiBusInfo("slow", 4_000_000, 4096)),
            "--commands",
            "20");
    assertOnly(run, "firmware", "FAILED", true);
    assertThat(run.out())
        .contains("1.1.0 at 4 MHz", "speed=8000000", "console_wind_off_medium")
        .contains("of which the clock takes");
  }

  @Test
  void aClockTooFastIsAWarning() {
    Run run =
        doctor(
            LoopbackBus.owning(module(), new SpiBusInfo("fast", 16_000_000, 4096)),
            "--commands",
            "20");
    assertOnly(run, "clock", "warning", true);
    assertThat(run.out()).contains("16 MHz", "20 MHz does not");
  }

  @Test
  void aByteThatChangesInTheDataPhaseIsNamed() {
    SpiBus lossy =
        new ForwardingBus(healthy()) {
          @Override
          public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
              throws IOException {
            if (out == null || length < 1000) {
              super.transfer(out, in, length);
              return;
            }
            ByteBuf spoilt = Unpooled.copiedBuffer(out.readSlice(length));
            spoilt.setByte(99, ~spoilt.getByte(99));
            super.transfer(spoilt, in, length);
          }
        };
    Run run = doctor(lossy, "--commands", "20");
    assertOnly(run, "data", "FAILED", true);
    assertThat(run.out())
        .contains("of 1024 bytes byte 100 came back as 0x43 for 0xBC", "lost or changed");
  }

  @Test
  void aTransferThatFailsIsCounted() {
    FaultBus bus = new FaultBus(healthy());
    for (long transfer = 1000; transfer < 1002; transfer++) {
      bus.failTransfer(transfer);
    }
    Run run = doctor(bus, "--commands", "1000");
    assertThat(verdicts(run)).containsEntry("commands", "FAILED").containsEntry("data", "ok");
    assertThat(run.out()).contains("EIO", "the link is not reliable", "the device itself reports");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aModuleThatHearsNothingIsAMissingMosi() {
    SpiBus deaf =
        new ForwardingBus(healthy()) {
          @Override
          public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
              throws IOException {
            if (out != null) {
              out.skipBytes(length);
            }
            super.transfer(null, in, length);
          }
        };
    Run run = doctor(deaf, "--patience", "1");
    assertOnly(run, "firmware", "FAILED", false);
    assertThat(run.out()).contains("MOSI does not reach it");
  }

  @Test
  void aDeviceThatFailsIsToldWhereItDid() {
    Run run = doctor(new FaultBus(healthy()).failTransfer(0));
    assertOnly(run, "sync", "FAILED", false);
    assertThat(run.out()).contains("the device failed: transfer 0 failed: EIO");
  }

  @Test
  void withoutAResetLineTheRestIsExamined() {
    SpiBus wireless =
        new ForwardingBus(healthy()) {
          @Override
          public void reset() throws IOException {
            throw new IOException("no reset line");
          }
        };
    Run run = doctor(wireless, "--commands", "20");
    assertThat(verdicts(run))
        .containsEntry("reset", "warning")
        .containsEntry("boot", "skipped")
        .containsEntry("commands", "ok");
    assertThat(run.code()).isZero();
  }

  @Test
  void noResetLeavesTheLineAlone() {
    VirtualModule module = module();
    SpiBus bus = LoopbackBus.owning(module, new SpiBusInfo("virtual:", 0, 4096));
    Run run = doctor(bus, "--no-reset", "--commands", "20");
    assertThat(verdicts(run))
        .containsEntry("reset", "skipped")
        .containsEntry("strap", "skipped")
        .containsEntry("data", "ok")
        .containsEntry("transfers", "ok");
    assertThat(run.code()).isZero();
  }

  @Test
  void jsonIsAnObjectAStepAndASummary() throws Exception {
    Run run = doctor(healthy(), "--json", "--commands", "20");
    List<String> lines = run.lines();
    assertThat(lines).hasSize(Doctor.STEPS.size() + 1);
    for (int i = 0; i < Doctor.STEPS.size(); i++) {
      assertThat(JSON.std.mapFrom(lines.get(i)))
          .containsOnlyKeys("step", "verdict", "seen", "advice")
          .containsEntry("step", Doctor.STEPS.get(i))
          .containsEntry("verdict", "ok");
    }
    assertThat(JSON.std.mapFrom(lines.getLast()))
        .isEqualTo(Map.of("bus", "virtual:", "healthy", true, "warnings", 0, "failures", 0));
  }

  @Test
  void aTerminalSeesHowFarItIs() {
    Run run = doctor(healthy(), true, "--commands", "120");
    assertThat(run.err()).contains("\rcommands: 50 of 120", "\rcommands: 100 of 120");
    assertThat(run.code()).isZero();
  }

  @Test
  void wrongOptionsAreBadInput() {
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf("doctor", "--commands", "0"));
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf("doctor", "--patience", "601"));
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf("doctor", "--bus", "nowhere:x"));
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf("doctor", "--bus", "linux:/dev/spidev0.0"));
  }
}
