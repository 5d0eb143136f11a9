package io.github.spwf04.system;

/**
 * A pin as the module sees it (manual 6.16).
 *
 * @param pin its number
 * @param high its level
 * @param input whether it is an input
 */
public record PinState(int pin, boolean high, boolean input) {}
