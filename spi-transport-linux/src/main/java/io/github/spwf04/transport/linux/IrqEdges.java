package io.github.spwf04.transport.linux;

/**
 * What the kernel told of the IRQ line while somebody waited for it.
 *
 * @param falling edges to low
 * @param rising edges to high
 * @param overwritten edges that the kernel had no room for, by the gaps in its numbering; harmless,
 *     because the level decides
 * @param lastNanos the kernel's time stamp of the latest, in nanoseconds of {@code
 *     CLOCK_MONOTONIC}; 0 before the first
 */
public record IrqEdges(long falling, long rising, long overwritten, long lastNanos) {}
