package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.WindReason;

/**
 * A start of the radio that fails.
 *
 * @param reason reason of WIND 11
 * @param register the register content it found, eight hexadecimal digits
 */
public record RadioFault(WindReason.RadioStartup reason, String register) {}
