package io.github.spwf04.cli.at;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.cli.at.AtInput.Await;
import io.github.spwf04.cli.at.AtInput.Send;
import io.github.spwf04.cli.shared.BusOption;
import io.github.spwf04.cli.shared.DataText;
import io.github.spwf04.cli.shared.DelimiterOption;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.SecretsOption;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.error.SpwfException.Rejected;
import io.github.spwf04.error.SpwfException.TimedOut;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** {@code spwf exec}: AT lines through a module, answers as its UART would give them. */
@Command(
    name = "exec",
    description = {
      "Sends AT commands to a module and prints its answers as its UART would.",
      "The lines come as arguments, from a file, or from standard input; there the data of a command"
          + " follows right behind its line, as many bytes as it announces. Blank lines and lines"
          + " that begin with # are passed over. A line +WIND:24 waits until the module has sent"
          + " that WIND since the command before it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":every command was answered with OK",
      ExitCode.FAILED + ":a command was refused, or the module did not answer",
      ExitCode.BAD_INPUT + ":a line is no command, or its arguments or its data are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf exec 'AT+S.STS=fw_version'",
      "  spwf exec 'AT+S.FSC=/a.txt,5' 'AT+S.FSL' --data hello",
      "  spwf exec --delimiter ';' 'AT+S.SSIDTXT=kitchen, left'",
      "  spwf exec --bus 'virtual:?ap=home' +WIND:32 AT+S.WIFI=0 +WIND:38 AT+S.SSIDTXT=home"
          + " AT+S.WIFI=1 +WIND:24",
      "  spwf exec --json < commands.txt"
    })
public final class ExecCommand implements Callable<Integer> {
  private final InputStream in;
  private final OutputStream raw;
  private final PrintWriter out;

  @Mixin private BusOption bus = new BusOption();

  @Parameters(
      paramLabel = "AT-LINE",
      arity = "0..*",
      description = "The lines; standard input unless any is given.")
  private List<String> lines = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "Read the lines from a file.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "TEXT|@FILE",
      description =
          "The data of a command among the arguments: text as UTF-8, or the bytes of a file; @@"
              + " begins a text with one @. Once for each command that takes data, in their order."
              + " A length that is left out is filled in.")
  private List<String> data = List.of();

  @Mixin private DelimiterOption delimiter = new DelimiterOption();

  @Mixin private SecretsOption secrets = new SecretsOption();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a command or a wait may take, ${DEFAULT-VALUE} unless given.")
  private int timeout;

  @Option(
      names = "--keep-going",
      description = "Go on behind a command that was refused; the exit code tells of it.")
  private boolean keepGoing;

  @Option(names = "--winds", description = "Print the module's WINDs, too, as they come.")
  private boolean winds;

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line: command, ok, lines with their fields, data in hex and as"
              + " text, or error; for a WIND its number, name and fields.")
  private boolean json;

  /** WINDs since the last command was sent. */
  private final List<WindEvent> since = new ArrayList<>();

  /**
   * @param raw where the bytes of {@code out} go, for data that is no text
   */
  public ExecCommand(InputStream in, OutputStream raw, PrintWriter out) {
    this.in = in;
    this.raw = raw;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (timeout < 1) {
      throw new InvalidInput("--timeout " + timeout + ", at least 1 second is needed");
    }
    try (InputStream opened = open()) {
      return run(
          lines.isEmpty()
              ? AtInput.of(opened, delimiter.get())
              : AtInput.of(
                  lines,
                  data.stream().map(d -> DataText.bytes(d, "--data")).toList(),
                  delimiter.get()));
    }
  }

  private InputStream open() throws IOException {
    if (lines.isEmpty() && !data.isEmpty()) {
      throw new InvalidInput("--data goes with lines that are given as arguments");
    }
    if (file == null) {
      return lines.isEmpty() ? in : InputStream.nullInputStream();
    }
    if (!lines.isEmpty()) {
      throw new InvalidInput("--file is given, and lines besides");
    }
    if (!Files.isReadable(file)) {
      throw new InvalidInput("--file: file '" + file + "' cannot be read");
    }
    return Files.newInputStream(file);
  }

  private int run(AtInput input) throws IOException, InterruptedException {
    boolean refused = false;
    // The first line is read before the bus is opened: a typo does not reset a module.
    AtInput.Step step = input.next();
    try (Spwf04 spwf = bus.open();
        EventSubscription events = spwf.events()) {
      bus.boot(spwf);
      while (step != null && (keepGoing || !refused)) {
        switch (step) {
          case Send send -> refused |= !send(spwf, events, send);
          case Await await -> await(events, await.wind());
        }
        step = keepGoing || !refused ? input.next() : null;
      }
      take(events);
    }
    return refused ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Returns whether the module took it. */
  private boolean send(Spwf04 spwf, EventSubscription events, Send send)
      throws IOException, InterruptedException {
    take(events);
    since.clear();
    AtLine line = send.line();
    try {
      CommandReply reply =
          spwf.within(Duration.ofSeconds(timeout))
              .execute(
                  line.command(),
                  line.arguments(),
                  line.takesData() ? Unpooled.wrappedBuffer(send.data()) : null);
      take(events);
      print(line, reply);
      return true;
    } catch (Rejected e) {
      take(events);
      if (json) {
        print(Answer.json(line, e));
      } else {
        answer().lines(line.command(), e).forEach(out::println);
      }
      return false;
    } finally {
      out.flush();
    }
  }

  private void print(AtLine line, CommandReply reply) throws IOException {
    if (json) {
      print(answer().json(line, reply));
      return;
    }
    answer().lines(line, reply).forEach(out::println);
    if (reply.data().isReadable()) {
      // The end follows raw data on the same line, as over UART (field-facts C.6).
      out.flush();
      raw.write(ByteBufUtil.getBytes(reply.data()));
      raw.flush();
    }
    out.println(Answer.ok());
  }

  private void await(EventSubscription events, int number) throws InterruptedException {
    Duration most = Duration.ofSeconds(timeout);
    long end = System.nanoTime() + most.toNanos();
    take(events);
    while (since.stream().noneMatch(wind -> wind.number() == number)) {
      Event event = events.next(Duration.ofNanos(end - System.nanoTime()));
      if (event == null) {
        throw new TimedOut(
            Answer.wind(number, "")
                + " did not come within "
                + timeout
                + " s; there came "
                + since);
      }
      take(event);
    }
    since.clear();
  }

  /** Takes what has come so far. */
  private void take(EventSubscription events) throws InterruptedException {
    for (Event event; (event = events.next(Duration.ZERO)) != null; ) {
      take(event);
    }
  }

  private void take(Event event) {
    if (!(event instanceof WindEvent wind)) {
      return;
    }
    if (wind.is(Wind.POWERON)) {
      // What came before a boot tells nothing of the module behind it.
      since.clear();
    }
    since.add(wind);
    if (winds && json) {
      print(answer().json(wind.number(), wind.payload()));
    } else if (winds) {
      out.println(answer().wind(wind.number(), wind.payload()));
    }
  }

  private Answer answer() {
    return new Answer(secrets.shown());
  }

  private void print(Object object) {
    out.println(JSON.std.asString(object));
  }
}
