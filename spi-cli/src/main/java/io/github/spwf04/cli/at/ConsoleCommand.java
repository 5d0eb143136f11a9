package io.github.spwf04.cli.at;

import io.github.spwf04.Spwf04;
import io.github.spwf04.cli.shared.BusOption;
import io.github.spwf04.cli.shared.DelimiterOption;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.SecretsOption;
import io.github.spwf04.cli.shared.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spwf console}: an AT console over SPI. */
@Command(
    name = "console",
    description = {
      "Talks to a module line by line, as on its UART: AT commands go in, answers and WINDs come out,"
          + " and a WIND never breaks the line that is being typed.",
      "Tab completes commands, parameters and variables; what a command expects next is shown behind"
          + " the cursor. The data of a command is asked for: type it, or @FILE for the bytes of a"
          + " file. Ctrl-C ends a command that takes too long, Ctrl-D or exit leaves."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":the console was left",
      ExitCode.FAILED + ":the module cannot be reached",
      ExitCode.BAD_INPUT + ":the options are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf console",
      "  spwf console --bus 'virtual:?ap=home:sesame-street&network=true'",
      "  spwf console --bus 'linux:/dev/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24' --reset"
    })
public final class ConsoleCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Mixin private BusOption bus = new BusOption();

  @Mixin private DelimiterOption delimiter = new DelimiterOption();

  @Mixin private SecretsOption secrets = new SecretsOption();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Where lines are kept for the next time, without passwords and keys;"
              + " ~/.local/state/spwf/history unless given.")
  private @Nullable Path history;

  @Option(names = "--no-history", description = "Keep no lines for the next time.")
  private boolean noHistory;

  @Option(names = "--no-winds", description = "Leave the WINDs out.")
  private boolean noWinds;

  public ConsoleCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    out.flush();
    try (Spwf04 spwf = bus.open();
        Terminal terminal = TerminalBuilder.builder().name("spwf").dumb(true).build();
        AtConsole console =
            new AtConsole(
                spwf,
                terminal,
                delimiter.get(),
                secrets.shown(),
                noHistory ? null : historyFile())) {
      if (!noWinds) {
        console.showWinds();
      }
      bus.boot(spwf);
      console.run(bus.shown());
    }
    return ExitCode.OK;
  }

  /** The file, which only its owner reads. */
  private Path historyFile() throws IOException {
    Path file = history;
    if (file == null) {
      String state = System.getenv("XDG_STATE_HOME");
      Path folder =
          state == null || state.isEmpty()
              ? Path.of(System.getProperty("user.home"), ".local", "state")
              : Path.of(state);
      file = Files.createDirectories(folder.resolve("spwf")).resolve("history");
    }
    if (Files.notExists(file)) {
      Files.createFile(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    return file;
  }
}
