package io.github.spwf04.catalog;

/** The groups of commands, as Table 1 has them. */
public enum Group {
  UTILS,
  MANAGEMENT,
  PERIPHERALS,
  FILES,
  SECURITY,
  RADIO,
  SOCKETS,
  WEB_SOCKETS,
  TFTP,
  SMTP,
  HTTP,
  MQTT
}
