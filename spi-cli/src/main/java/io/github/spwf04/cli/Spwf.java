package io.github.spwf04.cli;

import io.github.spwf04.cli.at.ConsoleCommand;
import io.github.spwf04.cli.at.ExecCommand;
import io.github.spwf04.cli.capture.DecodeCommand;
import io.github.spwf04.cli.capture.EncodeCommand;
import io.github.spwf04.cli.demo.DemoCommand;
import io.github.spwf04.cli.doctor.DoctorCommand;
import io.github.spwf04.cli.image.ImageCommand;
import io.github.spwf04.cli.module.ModuleCommand;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.error.SpwfException.InvalidInput;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code spwf} command. Whatever goes wrong is one line on standard error. */
@Command(
    name = "spwf",
    description = "Tools for SPWF04Sx Wi-Fi modules over SPI.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":all is well",
      ExitCode.FAILED + ":it failed",
      ExitCode.BAD_INPUT + ":the input is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf demo",
      "  spwf doctor",
      "  spwf exec 'AT+S.STS=fw_version'",
      "  spwf encode 'AT+S.SCAN=d,/scan.txt'",
      "  spwf decode 02 13 20 00 00",
      "  spwf image build pages",
      "  spwf module --at 2323 --ap home:sesame-street"
    })
public final class Spwf {
  private Spwf() {}

  public static void main(String[] args) {
    CommandLine spwf = commandLine(System.in, System.out, System.err);
    int code = spwf.execute(args);
    spwf.getOut().flush();
    spwf.getErr().flush();
    System.exit(code);
  }

  /** The whole command over the given streams. */
  public static CommandLine commandLine(InputStream in, OutputStream stdout, OutputStream stderr) {
    PrintWriter out = new PrintWriter(stdout, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(stderr, true, StandardCharsets.UTF_8);
    CommandLine spwf =
        new CommandLine(new Spwf())
            .addSubcommand(new DemoCommand(out))
            .addSubcommand(new DoctorCommand(out, err))
            .addSubcommand(new ExecCommand(in, stdout, out))
            .addSubcommand(new ConsoleCommand(out))
            .addSubcommand(new EncodeCommand(out))
            .addSubcommand(new DecodeCommand(in, out))
            .addSubcommand(new ImageCommand(out))
            .addSubcommand(ModuleCommand.commandLine(in, stdout, out, err));
    return spwf.setOut(out)
        .setErr(err)
        // A file of arguments would take the @ away from --data @file.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, _) -> misused(e))
        .setExecutionExceptionHandler((e, command, _) -> failed(e, command));
  }

  private static int misused(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    e.getCommandLine()
        .getErr()
        .println(command + ": " + oneLine(e) + "; see " + command + " --help");
    return ExitCode.BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine command) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + oneLine(e));
    return e instanceof InvalidInput ? ExitCode.BAD_INPUT : ExitCode.FAILED;
  }

  private static String oneLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
