package io.github.spwf04.event;

import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.UartLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a WIND says (manual Table 14, field-facts D). Its record carries the variables as the types
 * people expect; a WIND without variables is a constant of the {@code Notice} of its group.
 */
public sealed interface Indication
    permits AccessPointEvent,
        GpioInterrupt,
        MqttEvent,
        PowerEvent,
        RadioEvent,
        SocketEvent,
        StationEvent,
        SystemEvent,
        WebServerEvent,
        WebSocketEvent,
        Indication.Other {

  /**
   * A message whose number the manual does not know or keeps for itself, or whose variables cannot
   * be read.
   *
   * @param number the WIND number, 0 to 255
   * @param text the variables as they came, as UTF-8 and without CR LF at the end
   */
  record Other(int number, String text) implements Indication {
    static Other of(int number, ByteBuf payload) {
      return new Other(number, payload.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    /** With what is secret masked. */
    @Override
    public String toString() {
      ByteBuf variables = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
      return "Other[number=" + number + ", text=" + Secrets.shown(number, variables) + "]";
    }
  }

  /**
   * Reads a message as it crosses SPI.
   *
   * @param number the WIND number of the header, 0 to 255
   * @param payload the variables, with or without CR LF; not kept, its indices stay
   */
  static Indication of(int number, ByteBuf payload) {
    Wind wind = Wind.byNumber(number);
    // Buffers among the variables must outlive the packet, and need no release.
    ByteBuf heap = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(payload));
    Indication read = wind == null ? null : IndicationTable.read(wind, heap);
    return read != null ? read : Other.of(number, heap);
  }

  /**
   * Reads a message as a UART shows it, {@code +WIND:58:Socket Closed:0:1}.
   *
   * @param line with or without CR LF; not kept, its indices stay
   * @return the message, or null when the line is no WIND
   */
  static @Nullable Indication ofText(ByteBuf line) {
    return UartLine.parse(line) instanceof UartLine.WindLine(int number, ByteBuf variables)
        ? of(number, variables)
        : null;
  }

  /** As {@link #ofText(ByteBuf)}, of the UTF-8 of a text. */
  static @Nullable Indication ofText(String line) {
    return ofText(Unpooled.wrappedBuffer(line.getBytes(StandardCharsets.UTF_8)));
  }
}
