package io.github.spwf04.event;

/**
 * An input saw the edge it was configured to report with GPIOC (WIND 52, manual 6.15).
 *
 * @param gpio its number, 0 to 20
 * @param high the level behind the edge: true after a rising one
 */
public record GpioInterrupt(int gpio, boolean high) implements Indication {}
