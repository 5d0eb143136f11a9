package io.github.spwf04.virtual.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual module does on its SPI pins where real ones differ; the letters name the field
 * fact behind a switch.
 *
 * @param junkBeforeSync bytes sent before every 0x02 (A.3)
 * @param junkValue what those bytes are, seen are 0x00, 0xFF, 0x80, 0xB5 to 0xB7 (A.3); never 0x02
 * @param irqRise when the IRQ line rises while a packet goes out (A.4)
 * @param dataLength whether the length field must count the data phase (A.5)
 * @param dataSync whether a 0x02 is exchanged for the first byte of the data phase (A.5, ST2)
 * @param lostWriteOnCollision whether a command vanishes when a packet becomes pending while it
 *     comes in (A.6, issue #170)
 * @param eventQueue WINDs that wait at most; more are dropped and counted
 * @param deafUntilSelected whether a module that sent a packet hears nothing to the end of that
 *     chip-select window; it hears again behind the packet's last byte otherwise (A.2)
 * @param eventsBeforeData whether a packet may pull the IRQ line inside a command, and go out
 *     between a command and its data; the data request comes first otherwise (I)
 * @param idleMiso what it sends while it has nothing to say (A.3)
 * @param earlyDataIrq bytes, 0 to 4096, that a command with data is ahead of its data phase with
 *     the IRQ line: the line falls right behind the header, and that many bytes are still heard as
 *     commands. Not seen in the field, but a delay was needed there before firmware 1.1.0 (A.5)
 * @param irqHigh how long the IRQ line stays high at least between the data of a command and what
 *     comes next, 0 to 1 s; by the module's clock. Null for what the way to the pins needs: none,
 *     and 5 ms behind the pigpio door, whose clients poll over a socket
 */
public record WireOptions(
    int junkBeforeSync,
    int junkValue,
    IrqRise irqRise,
    DataLength dataLength,
    boolean dataSync,
    boolean lostWriteOnCollision,
    int eventQueue,
    boolean deafUntilSelected,
    boolean eventsBeforeData,
    IdleMiso idleMiso,
    int earlyDataIrq,
    @Nullable Duration irqHigh) {
  private static final Duration LONGEST_HIGH = Duration.ofSeconds(1);

  public WireOptions {
    Range.check("junkBeforeSync", junkBeforeSync, 0, 4096);
    Range.check("junkValue", junkValue, 0, 0xFF);
    if (junkValue == 0x02) {
      throw new IllegalArgumentException("junkValue 0x02 is the sync byte itself");
    }
    Range.check("eventQueue", eventQueue, 1, 1 << 20);
    Range.check("earlyDataIrq", earlyDataIrq, 0, 4096);
    if (irqHigh != null && (irqHigh.isNegative() || irqHigh.compareTo(LONGEST_HIGH) > 0)) {
      throw new IllegalArgumentException(
          "irqHigh "
              + irqHigh.toMillis()
              + " ms, 0 to "
              + LONGEST_HIGH.toMillis()
              + " are allowed");
    }
  }
}
