package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.ParameterName;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.ModuleError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command being worked on: its arguments, and the reply as it grows. */
public final class Call {
  /**
   * A piece of the reply; what goes before and behind it is up to the {@link Console}.
   *
   * @param indication what it is, as SPI has it in the header of a packet
   * @param payload its text or data
   * @param prefixed whether a UART puts {@code AT-S.} before it
   */
  public record Part(int indication, byte[] payload, boolean prefixed) {
    /** The OK or the error that ends a reply. */
    public static Part end(int indication) {
      return new Part(indication, new byte[0], true);
    }
  }

  /** Whose work a thread does at the moment. */
  private static final ScopedValue<Call> CURRENT = ScopedValue.newInstance();

  private final Core core;
  private final Command command;
  private final List<byte[]> arguments;
  private final byte[] data;
  private final List<Part> parts = new ArrayList<>();

  /** Written by the loop; what is handed on looks at it from other threads, where old news do. */
  private volatile boolean ended;

  public Call(Core core, Command command, List<byte[]> arguments, byte[] data) {
    this.core = core;
    this.command = command;
    this.arguments = arguments;
    this.data = data;
  }

  /**
   * Works on this command. Whatever is thrown out of it, or out of what it hands to another thread
   * or to later, ends the command with error 91: no command is left without an answer.
   */
  public void work(Runnable part) {
    try {
      ScopedValue.where(CURRENT, this).run(part);
    } catch (Throwable e) {
      // On the loop, behind what the work has posted before.
      core.post(() -> error(ModuleError.LOW_MEMORY));
      throw e;
    }
  }

  /** The task as a part of the work on the command that the caller works on, if there is one. */
  public static Runnable part(Runnable task) {
    if (!CURRENT.isBound() || CURRENT.get().ended) {
      return task;
    }
    Call call = CURRENT.get();
    return () -> call.work(task);
  }

  public Command command() {
    return command;
  }

  /** The bytes of the data phase; empty when there was none. */
  public byte[] data() {
    return data;
  }

  /** Whether a parameter was given, that is sent and not empty. */
  public boolean has(ParameterName name) {
    int index = command.indexOf(name);
    return index < arguments.size() && arguments.get(index).length > 0;
  }

  /** Whether a parameter was sent, be it empty. */
  public boolean given(ParameterName name) {
    return command.indexOf(name) < arguments.size();
  }

  /** The bytes of a parameter, or of what the row has for an omitted one, which may be nothing. */
  public byte[] bytes(ParameterName name) {
    if (has(name)) {
      return arguments.get(command.indexOf(name));
    }
    String omitted = omitted(name);
    return omitted == null ? new byte[0] : omitted.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The same, a character a byte. */
  public String text(ParameterName name) {
    return new String(bytes(name), StandardCharsets.ISO_8859_1);
  }

  /**
   * A number that {@link Arguments} has checked, or the one that the row has for an omitted one.
   *
   * @throws IllegalStateException when it was omitted, and the row has none
   */
  public long number(ParameterName name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new IllegalStateException(command + " has no default for " + name);
    }
    return Long.parseLong(text);
  }

  /** The same, for a row that has none for an omitted one. */
  public long number(ParameterName name, long omitted) {
    return has(name) ? number(name) : omitted;
  }

  private @Nullable String omitted(ParameterName name) {
    Parameter parameter = command.parameter(name);
    boolean tls =
        name != ParameterName.TLS
            && command.has(ParameterName.TLS)
            && number(ParameterName.TLS) != 0;
    return parameter.defaultValue(tls);
  }

  /** Adds a line that console_verbose cannot suppress. */
  public void line(Line line, @Nullable Object... values) {
    parts.add(new Part(ModulePacketCodec.LINE_UNMASKABLE, text(line, values), true));
  }

  /** Adds a line whose text nobody has published, so that no row has it: chosen. */
  public void chosenLine(LineFormat form, @Nullable Object... values) {
    parts.add(new Part(ModulePacketCodec.LINE_UNMASKABLE, core.console().line(form, values), true));
  }

  /** Adds a line that console_verbose 0 suppresses. */
  public void maskableLine(Line line, @Nullable Object... values) {
    if (core.verbose() > 0) {
      parts.add(new Part(ModulePacketCodec.LINE_MASKABLE, text(line, values), true));
    }
  }

  /** Adds a line that tells more of the error to come (Tables 11 to 13). */
  public void because(ModuleError error) {
    line(Line.of(error.table()), error.id());
  }

  private byte[] text(Line line, @Nullable Object... values) {
    if (!command.replyLines().contains(line) && !command.failureLines().contains(line)) {
      throw new IllegalStateException(command + " has no reply line " + line);
    }
    return core.console().line(line.forms().getFirst(), values);
  }

  /** Adds a line that stands as it is, without the prefix of a UART: those of SCAN (C.5). */
  public void rawLine(byte[] text) {
    parts.add(new Part(ModulePacketCodec.LINE_UNMASKABLE, core.console().ended(text), false));
  }

  /** Adds a packet of a line that the next one goes on with. */
  public void packet(byte[] payload) {
    parts.add(new Part(ModulePacketCodec.LINE_UNMASKABLE, payload, false));
  }

  /** Adds raw data, in as many packets as it takes. */
  public void data(byte[] block) {
    int most = core.options().replies().maxDataPacket();
    for (int from = 0; from < block.length; from += most) {
      byte[] slice = java.util.Arrays.copyOfRange(block, from, Math.min(block.length, from + most));
      parts.add(new Part(ModulePacketCodec.DATA, slice, false));
    }
  }

  /** Sends what the reply has so far: for progress, while the command is still worked on. */
  public void flush() {
    if (!ended && !parts.isEmpty()) {
      core.replyPart(List.copyOf(parts));
      parts.clear();
    }
  }

  public void ok() {
    if (core.options().replies().emptyLineBeforeOk()) {
      parts.add(new Part(ModulePacketCodec.LINE_MASKABLE, new byte[0], true));
    }
    end(ModulePacketCodec.OK);
  }

  /** Ends the reply with an error of Table 10; lines before it still go out. */
  public void error(ModuleError error) {
    end(error.id());
  }

  /** Ends the reply with an error of Table 10, or with OK when there is none. */
  public void end(@Nullable ModuleError error) {
    if (error == null) {
      ok();
    } else {
      error(error);
    }
  }

  private void end(int indication) {
    if (!ended) {
      ended = true;
      parts.add(Part.end(indication));
      core.reply(parts);
    }
  }

  public boolean ended() {
    return ended;
  }
}
