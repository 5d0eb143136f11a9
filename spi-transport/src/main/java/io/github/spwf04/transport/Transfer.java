package io.github.spwf04.transport;

/**
 * One transfer as {@link TraceBus} saw it.
 *
 * @param sequence 0 for the first
 * @param nanoTime {@link System#nanoTime} at its start
 * @param durationNanos how long it took
 * @param mosi what the host sent; zeros where it sent nothing in particular
 * @param miso what came back
 * @param irqBefore whether the IRQ line was low at its start
 * @param irqAfter whether the IRQ line was low at its end
 */
public record Transfer(
    long sequence,
    long nanoTime,
    long durationNanos,
    byte[] mosi,
    byte[] miso,
    boolean irqBefore,
    boolean irqAfter) {}
