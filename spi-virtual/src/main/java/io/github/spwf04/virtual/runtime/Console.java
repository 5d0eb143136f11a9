package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The interface a firmware has from its boot on: packets on SPI or AT text on the UART (manual
 * sections 3 and 4). Used on the event loop only.
 */
public interface Console {
  /** The text of a reply line in the form of this interface. */
  byte[] line(LineFormat format, @Nullable Object... values);

  /** A text that no format describes, ended as this interface ends a line. */
  byte[] ended(byte[] text);

  /** Sends one piece of a reply; the last one is an OK or an error. */
  void reply(Call.Part part);

  /** Sends a WIND that no mask holds back, in one of its forms. */
  void wind(Wind wind, LineFormat form, @Nullable Object... values);

  /** Sends an error that belongs to no command. */
  void criticalError(ModuleError error);

  /** Takes the data phase of the command being worked on. */
  void wantData(int length, Consumer<byte[]> taken);

  /** The boot is so far that commands are taken. */
  void start();

  /** The next command may come. */
  void ready();
}
