/**
 * The pins of a virtual module: SPI with its IRQ line, the UART, and the GPIOs with ADC, DAC and
 * PWM.
 */
@NullMarked
package io.github.spwf04.virtual.pins;

import org.jspecify.annotations.NullMarked;
