package io.github.spwf04.virtual.wifi;

/**
 * A start of the radio that fails.
 *
 * @param reason reason of WIND 11
 * @param register the register content it found, eight hexadecimal digits
 */
public record RadioFault(int reason, String register) {}
