package io.github.spwf04.web;

import java.util.OptionalInt;

/**
 * How an update of the firmware ended.
 *
 * @param before the firmware that ran before, the status variable {@code build}
 * @param after the firmware that runs now
 * @param aborted why the boot loader kept the old firmware, as WIND 17 tells it: most likely a
 *     broken image, or GPIO0 high at the reset; empty when it reported nothing of the kind
 */
public record FirmwareUpdate(String before, String after, OptionalInt aborted) {
  /** Whether the new firmware runs, as far as the module tells. */
  public boolean installed() {
    return aborted.isEmpty();
  }
}
