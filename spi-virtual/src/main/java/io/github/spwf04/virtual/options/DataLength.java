package io.github.spwf04.virtual.options;

/** Whether the length field of a command counts the data phase behind it (field-facts A.5). */
public enum DataLength {
  /** The length parameter alone says how much data comes; the field may count it or not. */
  EITHER,
  /** The field must count it; a command that does not is dropped. */
  COUNTED,
  /** The field must not count it; a command that does is dropped. */
  NOT_COUNTED
}
