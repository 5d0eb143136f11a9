package io.github.spwf04.cli.at;

import io.github.spwf04.error.SpwfException.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code spwf exec} is to do, step by step: command lines as they go over a UART, each with
 * its data behind it, and waits for WINDs.
 */
final class AtInput {
  private static final Pattern WAIT = Pattern.compile("\\+WIND:([0-9]{1,3})(:.*)?");

  /** One thing to do. */
  sealed interface Step {}

  /**
   * Send a command.
   *
   * @param data the data of its data phase, empty for none
   */
  record Send(AtLine line, byte[] data) implements Step {}

  /** Wait for a WIND. */
  record Await(int wind) implements Step {}

  /** Gives the data of a command that takes some. */
  private interface DataSource {
    byte[] of(AtLine line) throws IOException;
  }

  private final Queue<Step> given;
  private final PushbackInputStream stream;
  private final char delimiter;

  private AtInput(Queue<Step> given, InputStream stream, char delimiter) {
    this.given = given;
    this.stream = new PushbackInputStream(stream);
    this.delimiter = delimiter;
  }

  /**
   * Lines given one by one, all of them checked before any is sent.
   *
   * @param data what goes with the commands that take data, in their order
   * @param delimiter what separates the fields of a line
   * @throws InvalidInput when a line is no command, or there is more or less data than they take
   */
  static AtInput of(List<String> lines, List<byte[]> data, char delimiter) throws IOException {
    Queue<byte[]> left = new ArrayDeque<>(data);
    Queue<Step> steps = new ArrayDeque<>();
    for (String line : lines) {
      Step step = step(line, delimiter, command -> nextOf(left, command));
      if (step != null) {
        steps.add(step);
      }
    }
    if (!left.isEmpty()) {
      throw new InvalidInput("--data is given more often than there are commands with data");
    }
    return new AtInput(steps, InputStream.nullInputStream(), delimiter);
  }

  private static byte[] nextOf(Queue<byte[]> data, AtLine line) {
    byte[] next = data.poll();
    if (next == null && line.dataLength() != 0) {
      throw new InvalidInput(
          line.command().atName() + " sends data to the module; give it with --data");
    }
    return next == null ? new byte[0] : next;
  }

  /**
   * A stream of lines, each with the bytes of its data right behind its line end.
   *
   * @param delimiter what separates the fields of a line
   */
  static AtInput of(InputStream stream, char delimiter) {
    return new AtInput(new ArrayDeque<>(), stream, delimiter);
  }

  /**
   * The next step. Blank lines and lines that begin with # are passed over.
   *
   * @return null at the end
   * @throws InvalidInput when a line is no command, or its data ends early
   */
  @Nullable Step next() throws IOException {
    Step step = given.poll();
    for (String line; step == null && (line = readLine(stream)) != null; ) {
      step = step(line, delimiter, command -> readData(stream, command));
    }
    return step;
  }

  private static @Nullable Step step(String line, char delimiter, DataSource data)
      throws IOException {
    String stripped = line.strip();
    Matcher wait = WAIT.matcher(stripped);
    if (wait.matches()) {
      return new Await(Integer.parseInt(wait.group(1)));
    }
    if (stripped.isEmpty() || stripped.startsWith("#")) {
      return null;
    }
    AtLine command = AtLine.parse(line, delimiter);
    if (!command.takesData()) {
      return new Send(command, new byte[0]);
    }
    byte[] bytes = data.of(command);
    AtLine whole = command.withDataLength(bytes.length);
    return new Send(whole, bytes);
  }

  /** A line ends with CR, with LF, or with both. */
  private static @Nullable String readLine(PushbackInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\r' && next != '\n') {
      line.write(next);
      next = in.read();
    }
    if (next == '\r') {
      int behind = in.read();
      if (behind >= 0 && behind != '\n') {
        in.unread(behind);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static byte[] readData(InputStream in, AtLine line) throws IOException {
    int length = line.dataLength();
    if (length < 0) {
      throw new InvalidInput(
          line.command().atName() + " needs the number of bytes that follow its line");
    }
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new InvalidInput(
          "the input ends after "
              + data.length
              + " of the "
              + length
              + " bytes that "
              + line.command().atName()
              + " announces");
    }
    return data;
  }
}
