package io.github.spwf04.virtual.pins;

/**
 * What went over a module's wire since it was made.
 *
 * @param bytes bytes clocked
 * @param packets packets clocked out to their end
 * @param commands commands taken
 * @param dropped starts of commands that made none: a length below 2, or one that the parameters
 *     contradict
 * @param lost commands that vanished by a switch
 * @param collisions packets of the module whose first byte met a 0x02 of the host
 * @param ignored bytes that were neither a command, nor data, nor a filler 0x00 or 0xFF
 * @param droppedEvents WINDs the full event queue had no place for
 */
public record WireCounters(
    long bytes,
    long packets,
    long commands,
    long dropped,
    long lost,
    long collisions,
    long ignored,
    long droppedEvents) {}
