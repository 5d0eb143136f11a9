package io.github.spwf04.virtual.options;

/** The level of GPIO9 at reset, which chooses the interface (field-facts A.4). */
public enum Strap {
  /** High: the module speaks SPI, whatever console_enabled says. */
  SPI,
  /** Low: the module speaks AT text on its UART. */
  UART
}
