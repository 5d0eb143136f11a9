package io.github.spwf04.virtual.options;

/** When the IRQ line rises while a packet goes out: always before it is out (field-facts A.4). */
public enum IrqRise {
  /** With the sync byte. */
  FIRST_BYTE,
  /** When only the last byte is left. */
  LAST_BYTE
}
