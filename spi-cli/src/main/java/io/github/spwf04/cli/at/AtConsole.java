package io.github.spwf04.cli.at;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.cli.shared.DataText;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** The conversation of {@code spwf console} on one terminal. */
final class AtConsole implements AutoCloseable {
  private static final String PROMPT = "spwf> ";

  private static final char NO_BREAK_SPACE = '\u00A0';

  /** How long the thread of the WINDs waits at a time; the end of its subscription wakes it. */
  private static final Duration LONG = Duration.ofHours(1);

  private final Spwf04 spwf;
  private final Terminal terminal;
  private final char delimiter;
  private final Answer answer;
  private final AtCompleter completer;
  private final LineReader reader;
  private final EventSubscription events;
  private @Nullable Thread winds;
  private volatile boolean closed;

  /**
   * @param delimiter what separates the fields of a line
   * @param secrets whether passwords and keys that the module tells are shown
   * @param history the file that keeps the lines, or null for none
   */
  AtConsole(
      Spwf04 spwf, Terminal terminal, char delimiter, boolean secrets, @Nullable Path history) {
    this.answer = new Answer(secrets);
    this.spwf = spwf;
    this.terminal = terminal;
    this.delimiter = delimiter;
    this.completer = new AtCompleter(delimiter);
    this.events = spwf.events();
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("spwf")
            .parser(AtConsole::wholeLine)
            .completer(completer)
            .history(new SecretHistory(delimiter))
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    this.reader = builder.build();
    if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      showHints();
    }
  }

  /** Shows the WINDs from now on, above the line that is being typed. */
  void showWinds() {
    winds = Thread.ofVirtual().name("spwf-console-winds").start(this::printWinds);
  }

  /** Reads and runs lines until the person leaves. */
  void run(String bus) throws IOException {
    terminal.writer().println("Connected to " + bus + ". Tab completes, Ctrl-D leaves.");
    while (true) {
      try {
        String line = reader.readLine(PROMPT).strip();
        if (line.equalsIgnoreCase("exit") || line.equalsIgnoreCase("quit")) {
          break;
        }
        if (!line.isEmpty()) {
          perform(line);
        }
      } catch (UserInterruptException _) {
        // The line is given up, as in a shell.
      } catch (EndOfFileException _) {
        break;
      }
    }
  }

  private void perform(String text) {
    try {
      AtLine line = AtLine.parse(text, delimiter);
      byte[] data = line.takesData() && line.dataLength() != 0 ? readData(line) : new byte[0];
      perform(line.takesData() ? line.withDataLength(data.length) : line, data);
    } catch (SpwfException e) {
      terminal.writer().println(e.getMessage());
    }
    terminal.flush();
  }

  private void perform(AtLine line, byte[] data) {
    Thread here = Thread.currentThread();
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> here.interrupt());
    try {
      print(line, execute(line, data));
    } catch (SpwfException.Rejected e) {
      answer.lines(line.command(), e).forEach(terminal.writer()::println);
    } catch (InterruptedException e) {
      terminal.writer().println("given up; what the module still answers is dropped");
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      // The signal may come when the command has just ended.
      Thread.interrupted();
    }
  }

  private CommandReply execute(AtLine line, byte[] data) throws InterruptedException {
    return spwf.execute(
        line.command(), line.arguments(), line.takesData() ? Unpooled.wrappedBuffer(data) : null);
  }

  private void print(AtLine line, CommandReply reply) {
    answer.lines(line, reply).forEach(terminal.writer()::println);
    if (reply.data().isReadable()) {
      String text = reply.data().toString(StandardCharsets.UTF_8);
      terminal.writer().print(text);
      if (!text.endsWith("\n")) {
        terminal.writer().println();
      }
    }
    terminal.writer().println(Answer.ok());
  }

  /** Asks for the data of a command, line by line until it has as many bytes as it announces. */
  private byte[] readData(AtLine line) {
    int length = line.dataLength();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Map<String, Object> before =
        Map.of(LineReader.DISABLE_HISTORY, false, LineReader.DISABLE_COMPLETION, false);
    before.keySet().forEach(name -> reader.setVariable(name, true));
    try {
      while (data.size() < Math.max(length, 1)) {
        String left = length < 0 ? "data" : "data, " + (length - data.size()) + " bytes";
        String typed = reader.readLine(left + "> ");
        if (typed.isEmpty() && length < 0) {
          throw new SpwfException.InvalidInput("no data was given; nothing was sent");
        }
        data.writeBytes(DataText.bytes(typed, "data"));
        if (data.size() < length) {
          data.write('\n');
        }
      }
    } finally {
      before.forEach(reader::setVariable);
    }
    if (length >= 0 && data.size() != length) {
      throw new SpwfException.InvalidInput(
          data.size()
              + " bytes were given and "
              + line.command().atName()
              + " announces "
              + length
              + "; nothing was sent");
    }
    return data.toByteArray();
  }

  /** A module that looks for its network in vain says so twice a second; once is enough here. */
  private void printWinds() {
    Set<String> scanning = new HashSet<>();
    try {
      while (!closed) {
        if (!(events.next(LONG) instanceof WindEvent wind)) {
          continue;
        }
        String text = answer.wind(wind.number(), wind.payload());
        boolean scan = wind.is(Wind.WIFI_SCANNING) || wind.is(Wind.WIFI_SCAN_COMPLETE);
        if (!scan) {
          scanning.clear();
        }
        if (!scan || scanning.add(text)) {
          reader.printAbove(text);
        }
      }
    } catch (InterruptedException _) {
      // The end.
    }
  }

  /** Keeps what a command expects next behind the cursor, whatever key is pressed. */
  private void showHints() {
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    reader
        .getWidgets()
        .replaceAll(
            (name, widget) ->
                name.equals(LineReader.ACCEPT_LINE)
                    ? before(widget, () -> reader.setTailTip(""))
                    : behind(widget, this::updateHint));
  }

  private void updateHint() {
    boolean typing = !Boolean.TRUE.equals(reader.getVariable(LineReader.DISABLE_COMPLETION));
    boolean atEnd = reader.getBuffer().cursor() == reader.getBuffer().length();
    String hint = typing && atEnd ? fitted(completer.hint(reader.getBuffer().toString())) : "";
    // The line editor cuts a tip at its first blank; these blanks it does not know.
    reader.setTailTip(hint.replace(' ', NO_BREAK_SPACE));
  }

  /** A hint never makes the line wrap. */
  private String fitted(String hint) {
    int room = terminal.getSize().getColumns() - PROMPT.length() - reader.getBuffer().length() - 1;
    return hint.length() <= room ? hint : room < 4 ? "" : hint.substring(0, room - 3) + "...";
  }

  private static Widget behind(Widget widget, Runnable action) {
    return () -> {
      boolean done = widget.apply();
      action.run();
      return done;
    };
  }

  private static Widget before(Widget widget, Runnable action) {
    return () -> {
      action.run();
      return widget.apply();
    };
  }

  /** A blank separates nothing in an AT line. */
  private static ParsedLine wholeLine(String line, int cursor, Parser.ParseContext context) {
    return new WholeLine(line, cursor);
  }

  /**
   * A line as one word.
   *
   * @param line the text
   * @param cursor where the cursor is in it
   */
  private record WholeLine(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return cursor;
    }

    @Override
    public int rawWordLength() {
      return line.length();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    events.close();
    reader.getHistory().save();
  }
}
