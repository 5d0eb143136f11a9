package io.github.spwf04.cli.doctor;

import io.github.spwf04.cli.doctor.Finding.Verdict;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.transport.SpiBuses;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/** {@code spwf doctor}: is the module wired, awake and well? */
@Command(
    name = "doctor",
    description = {
      "Examines a module step by step: the device, its clock, the reset and interrupt lines, the"
          + " first byte, the boot, the interface strap, the firmware, a data phase, a thousand"
          + " commands, and what a transfer costs.",
      "Each step shows what was seen and, where something is wrong, what to do about it. The module"
          + " is reset, which its sockets do not survive; its configuration and flash stay as they"
          + " are."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":healthy; there may be warnings",
      ExitCode.FAILED + ":a step failed",
      ExitCode.BAD_INPUT + ":the options are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf doctor",
      "  spwf doctor --bus 'linux:/dev/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24'",
      "  spwf doctor --bus 'pi4j:spi0.0?irq=25&reset=24' --json"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final int PROGRESS_EVERY = 50;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Doctor.Opener opener;
  private final boolean terminal;

  @Option(
      names = "--bus",
      paramLabel = "URI",
      defaultValue = "virtual:",
      description = "The bus of the module, ${DEFAULT-VALUE} unless given: a virtual module.")
  private String bus = "virtual:";

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many AT commands to send, ${DEFAULT-VALUE}.")
  private int commands;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long the module may take to boot or to answer, ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--no-reset",
      description = "Leave the reset line alone; what shows at a reset is then skipped.")
  private boolean noReset;

  @Option(names = "--json", description = "One JSON object a line: one a step, then the summary.")
  private boolean json;

  public DoctorCommand(PrintWriter out, PrintWriter err) {
    this(out, err, SpiBuses::open, System.console() != null && System.console().isTerminal());
  }

  /**
   * @param terminal whether somebody watches: progress is shown then, and wiped out again
   */
  public DoctorCommand(PrintWriter out, PrintWriter err, Doctor.Opener opener, boolean terminal) {
    this.out = out;
    this.err = err;
    this.opener = opener;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    check("--commands", commands, 1_000_000);
    check("--patience", patience, 600);
    List<Finding> findings =
        new Doctor(opener, this::progress, this::show)
            .examine(new Doctor.Request(bus, commands, Duration.ofSeconds(patience), !noReset));
    boolean healthy = Doctor.healthy(findings);
    long warnings = count(findings, Verdict.WARNING);
    long failures = count(findings, Verdict.FAILED);
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("bus", SpiBuses.shown(bus));
      summary.put("healthy", healthy);
      summary.put("warnings", warnings);
      summary.put("failures", failures);
      out.println(JSON.std.asString(summary));
    } else {
      out.printf(
          "%s: %d warnings, %d failures%n",
          healthy ? "Healthy" : "Not healthy", warnings, failures);
    }
    return healthy ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void check(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidInput(option + " " + value + ", 1 to " + most + " are allowed");
    }
  }

  private static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.is(verdict)).count();
  }

  private void show(Finding finding) {
    out.println(json ? JSON.std.asString(finding.json()) : finding.text());
    out.flush();
  }

  private void progress(String step, int done, int of) {
    if (terminal && done == of) {
      err.print("\r" + " ".repeat(60) + "\r");
      err.flush();
    } else if (terminal && done % PROGRESS_EVERY == 0) {
      err.printf("\r%s: %d of %d", step, done, of);
      err.flush();
    }
  }
}
