package io.github.spwf04.virtual.console;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.pins.SpiSlave;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Console;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.LineText;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The SPI interface of a firmware: packets (manual section 4, field-facts B). */
public final class SpiConsole implements Console {
  private static final byte[] CR_LF = {'\r', '\n'};

  private final Core core;
  private final SpiSlave wire;
  private final int generation;

  public SpiConsole(Core core, SpiSlave wire, int generation) {
    this.core = core;
    this.wire = wire;
    this.generation = generation;
  }

  /** A line in the form of the firmware and of console_verbose (field-facts B.1). */
  @Override
  public byte[] line(LineFormat format, @Nullable Object... values) {
    return ended(unended(format, values));
  }

  /** A line that another packet goes on with: without CR LF. */
  public byte[] unended(LineFormat format, @Nullable Object... values) {
    boolean keyword = core.profile().keywords() && core.verbose() > 0;
    // A line of constant text arrives with length 0 (field-facts B).
    return format.fields().isEmpty() ? new byte[0] : LineText.of(format, keyword, values);
  }

  /** Adds the CR LF of the core, if it has one. */
  @Override
  public byte[] ended(byte[] text) {
    if (!core.profile().crLf()) {
      return text;
    }
    byte[] ended = Arrays.copyOf(text, text.length + CR_LF.length);
    System.arraycopy(CR_LF, 0, ended, text.length, CR_LF.length);
    return ended;
  }

  @Override
  public void reply(Call.Part part) {
    send(EventKind.REPLY, part.indication(), part.payload(), false);
  }

  @Override
  public void wind(Wind wind, LineFormat form, @Nullable Object... values) {
    byte[] variables = LineText.of(form, true, values);
    send(EventKind.WIND, wind.number(), ended(variables), true);
  }

  @Override
  public void criticalError(ModuleError error) {
    send(EventKind.CRITICAL_ERROR, error.id(), new byte[0], true);
  }

  @Override
  public void wantData(int length, Consumer<byte[]> taken) {
    wire.wantData(generation, length, taken);
  }

  /** Nothing to do: a command may come from the first moment on. */
  @Override
  public void start() {}

  /** Nothing to do: the wire hands a command on when it has come, and the firmware keeps it. */
  @Override
  public void ready() {}

  private void send(EventKind kind, int indication, byte[] payload, boolean event) {
    byte[] packet = new byte[ModulePacketCodec.HEADER_LENGTH + payload.length];
    packet[0] = ModulePacketCodec.SYNC;
    packet[1] = (byte) (kind.number() << 4 | core.state().number());
    packet[2] = (byte) indication;
    packet[3] = (byte) payload.length;
    packet[4] = (byte) (payload.length >>> 8);
    System.arraycopy(payload, 0, packet, ModulePacketCodec.HEADER_LENGTH, payload.length);
    wire.send(generation, packet, event);
  }
}
