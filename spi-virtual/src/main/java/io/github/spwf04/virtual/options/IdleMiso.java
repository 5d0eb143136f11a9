package io.github.spwf04.virtual.options;

/**
 * What MISO shows while there is nothing to say; no source gives a fixed value (field-facts A.3).
 */
public enum IdleMiso {
  /** 0x00: the line idles low (ST6). */
  LOW,
  /** 0xFF. */
  HIGH,
  /** The last byte of the packet that went out last; 0x00 before the first one. */
  LAST_BYTE
}
