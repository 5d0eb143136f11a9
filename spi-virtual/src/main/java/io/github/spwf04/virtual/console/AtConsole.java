package io.github.spwf04.virtual.console;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.pins.HostCommand;
import io.github.spwf04.virtual.pins.Uart;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Console;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.LineText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The AT console of a firmware on the UART (manual section 3, field-facts A.8). A character is a
 * byte, whatever its encoding. What comes in while a command is worked on waits.
 */
public final class AtConsole implements Console {
  private static final int MAX_LINE = Limits.COMMAND;
  private static final int BACKSPACE = '\b';
  private static final int DELETE = 0x7F;
  private static final int CTRL_D = 0x04;
  private static final int NONE = -1;
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] RUB_OUT = ascii("\b \b");

  private final Core core;
  private final Uart uart;
  private final int generation;
  private final Consumer<HostCommand> commands;
  private final BooleanSupplier busy;
  private final Function<Variable, String> status;

  private boolean started;
  private boolean pumping;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] lastLine = new byte[0];
  private boolean tooLong;

  /** The LF that can follow a CR, or the other way round; it then belongs to the line before. */
  private int partner = NONE;

  /** Whether the last line ended with two bytes: then a data phase begins behind the second. */
  private boolean paired;

  private byte @Nullable [] data;
  private int dataLength;
  private int dataFilled;
  private @Nullable Consumer<byte[]> dataTaken;

  private @Nullable IntConsumer shell;
  private @Nullable Runnable shellEnded;

  /**
   * @param commands takes what was entered
   * @param busy whether a command is being worked on, so that what comes in waits
   * @param status the value of a status variable
   */
  public AtConsole(
      Core core,
      Uart uart,
      int generation,
      Consumer<HostCommand> commands,
      BooleanSupplier busy,
      Function<Variable, String> status) {
    this.core = core;
    this.uart = uart;
    this.generation = generation;
    this.commands = commands;
    this.busy = busy;
    this.status = status;
  }

  // In.

  @Override
  public void start() {
    started = true;
    ready();
  }

  /** Takes what has come in, until a command has to be worked on. */
  @Override
  public void ready() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (listening()) {
        int next = uart.take(generation);
        if (next == NONE) {
          break;
        }
        if (next == Uart.HANG_UP) {
          hangUp();
        } else {
          take(next);
        }
      }
    } finally {
      pumping = false;
    }
    uart.waiting(generation, listening());
  }

  /** Whoever was there has gone: what they have begun ends, or it would eat what others send. */
  private void hangUp() {
    line.reset();
    tooLong = false;
    partner = NONE;
    paired = false;
    Runnable ended = shellEnded;
    if (data != null) {
      // Nobody is there to be answered.
      data = null;
      dataTaken = null;
      core.release();
    } else if (ended != null) {
      closeShell();
      ended.run();
    }
  }

  private boolean listening() {
    return core.alive() && started && (data != null || shell != null || !busy.getAsBoolean());
  }

  private void take(int b) {
    if (shell != null) {
      takeShell(shell, b);
    } else if (data != null) {
      takeData(data, b);
    } else if (b == partner) {
      partner = NONE;
      paired = true;
    } else {
      if (partner != NONE) {
        partner = NONE;
        paired = false;
      }
      takeLine(b);
    }
  }

  private void takeLine(int b) {
    switch (b) {
      case '\r' -> endLine('\n');
      case '\n' -> endLine('\r');
      case BACKSPACE, DELETE -> rubOut();
      default -> {
        if (line.size() < MAX_LINE) {
          line.write(b);
        } else {
          tooLong = true;
        }
        echo((byte) b);
      }
    }
  }

  private void rubOut() {
    byte[] text = line.toByteArray();
    if (text.length > 0) {
      line.reset();
      line.write(text, 0, text.length - 1);
      echo(RUB_OUT);
    }
  }

  private void endLine(int other) {
    byte[] text = line.toByteArray();
    boolean oversize = tooLong;
    line.reset();
    tooLong = false;
    partner = other;
    if (text.length == 0) {
      return;
    }
    echo(LINE_END);
    boolean again =
        text.length == 1 && (text[0] & 0xFF) == core.settings().number("console_repeater");
    if (again && lastLine.length > 0) {
      text = lastLine;
      echo(text);
      echo(LINE_END);
    }
    lastLine = text;
    commands.accept(command(text, oversize));
  }

  private HostCommand command(byte[] text, boolean oversize) {
    int equals = indexOf(text, '=', 0);
    String name = new String(text, 0, equals < 0 ? text.length : equals, StandardCharsets.US_ASCII);
    Command command = Command.byAtName(name.strip());
    List<byte[]> fields = new ArrayList<>();
    char delimiter = (char) core.settings().number("console_delimiter");
    for (int at = equals + 1; equals >= 0 && at <= text.length; ) {
      int stop = indexOf(text, delimiter, at);
      stop = stop < 0 ? text.length : stop;
      fields.add(Arrays.copyOfRange(text, at, stop));
      at = stop + 1;
    }
    int id = command == null ? HostCommand.NO_ID : command.id();
    return new HostCommand(id, fields, HostCommand.NO_LENGTH_FIELD, oversize);
  }

  private static int indexOf(byte[] text, int wanted, int from) {
    for (int i = from; i < text.length; i++) {
      if ((text[i] & 0xFF) == wanted) {
        return i;
      }
    }
    return -1;
  }

  // Data phase.

  @Override
  public void wantData(int length, Consumer<byte[]> taken) {
    // Grows as data comes: a length alone must not cost memory.
    data = new byte[Math.min(length, 4096)];
    dataLength = length;
    dataFilled = 0;
    dataTaken = taken;
    if (!paired) {
      partner = NONE;
    }
  }

  private void takeData(byte[] buffer, int b) {
    boolean lineEnd = b == partner;
    partner = NONE;
    if (lineEnd) {
      return;
    }
    if (dataFilled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(dataLength, buffer.length * 2));
      data = buffer;
    }
    buffer[dataFilled++] = (byte) b;
    if (dataFilled == dataLength) {
      data = null;
      Objects.requireNonNull(dataTaken).accept(buffer);
    }
  }

  // The shell of MicroPython.

  /**
   * Hands every byte that comes in to {@code input}, without an echo, until Ctrl-D (manual section
   * 5) or {@link #closeShell}. The command that opened it is still being worked on.
   *
   * @param ended called at Ctrl-D
   */
  public void openShell(IntConsumer input, Runnable ended) {
    shell = input;
    shellEnded = ended;
    ready();
  }

  /** Ends what {@link #openShell} began; what comes in is commands again. */
  public void closeShell() {
    shell = null;
    shellEnded = null;
  }

  /** Sends bytes as they are. */
  public void print(byte[] bytes) {
    uart.send(generation, bytes);
  }

  private void takeShell(IntConsumer input, int b) {
    Runnable ended = shellEnded;
    if (b != CTRL_D) {
      input.accept(b);
    } else if (ended != null) {
      closeShell();
      ended.run();
    }
  }

  // Out.

  private void echo(byte... bytes) {
    if (core.settings().number("console_echo") != 0) {
      print(bytes);
    }
  }

  @Override
  public byte[] line(LineFormat format, @Nullable Object... values) {
    // A line of constant text is all keyword.
    boolean keyword = core.verbose() > 0 || format.fields().isEmpty();
    return LineText.of(format, keyword, values);
  }

  /** As it is: CR LF comes behind every line when it goes out. */
  @Override
  public byte[] ended(byte[] text) {
    return text;
  }

  @Override
  public void reply(Call.Part part) {
    byte[] payload = part.payload();
    switch (part.indication()) {
      case ModulePacketCodec.LINE_MASKABLE, ModulePacketCodec.LINE_UNMASKABLE -> {
        // An empty line is one of SPI alone.
        if (payload.length > 0) {
          print(ended(part.prefixed() ? "AT-S." : "", payload));
        }
      }
      case ModulePacketCodec.OK -> print(ended("AT-S.OK" + okValues(), payload));
      default -> {
        if (payload.length > 0) {
          print(payload);
        } else {
          criticalError(ModuleError.of(ModuleError.Table.COMMAND, part.indication()));
        }
      }
    }
  }

  private String okValues() {
    return core.verbose() < 2 ? "" : ":" + status("free_heap") + ":" + status("wifi_state");
  }

  private String status(String name) {
    Variable variable = Variable.find(Variable.Table.STATUS, name);
    return status.apply(Objects.requireNonNull(variable));
  }

  @Override
  public void criticalError(ModuleError error) {
    String shown =
        switch ((int) core.settings().number("console_errs")) {
          case 0 -> "";
          case 1 -> ":" + error.id();
          default -> ":" + error.id() + ":" + error.text();
        };
    print(ended("AT-S.ERROR" + shown, new byte[0]));
  }

  @Override
  public void wind(Wind wind, LineFormat form, @Nullable Object... values) {
    byte[] variables = LineText.of(form, true, values);
    String before = variables.length == 0 ? "" : ":";
    String number = "+WIND:" + wind.number();
    if (wind == Wind.BOOT_MESSAGES) {
      // Its text is all there is, and console_winds does not remove it (Table 14).
      print(ended(number + before, variables));
      return;
    }
    print(
        switch ((int) core.settings().number("console_winds")) {
          case 0 -> ended("+WIND", new byte[0]);
          case 1 -> ended(number + before, variables);
          default -> ended(number + ":" + wind.text() + before, variables);
        });
  }

  private static byte[] ended(String begin, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii(begin));
    out.writeBytes(rest);
    out.writeBytes(LINE_END);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
