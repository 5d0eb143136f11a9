package io.github.spwf04.transport.linux;

import io.github.spwf04.error.SpwfException;
import java.nio.file.Path;

/**
 * One line of one GPIO chip.
 *
 * @param chip the device node, such as {@code /dev/gpiochip0}
 * @param offset the line's number on that chip, from 0; on a Raspberry Pi it is the GPIO number of
 *     the header
 */
public record GpioLine(Path chip, int offset) {
  /** Throws when the offset is negative. */
  public GpioLine {
    if (offset < 0) {
      throw new SpwfException.InvalidInput("GPIO line " + offset + ", 0 and up are allowed");
    }
  }

  /**
   * Reads {@code gpiochip0/25}, or {@code /dev/gpiochip0/25} with the node spelled out.
   *
   * @throws SpwfException.InvalidInput when the text is neither
   */
  public static GpioLine parse(String text) {
    int slash = text.lastIndexOf('/');
    String offset = text.substring(slash + 1);
    if (slash <= 0 || !offset.matches("[0-9]{1,9}")) {
      throw new SpwfException.InvalidInput(
          "GPIO line '" + text + "', a chip and a line are needed, as in gpiochip0/25");
    }
    return new GpioLine(
        Path.of("/dev").resolve(text.substring(0, slash)), Integer.parseInt(offset));
  }

  @Override
  public String toString() {
    return chip + "/" + offset;
  }
}
