package io.github.spwf04.catalog;

import org.jspecify.annotations.Nullable;

/** Values of the status variable wifi_state, which every module packet carries (Table 8). */
public enum WifiState {
  HARDWARE_POWER_UP,
  HARDWARE_FAILURE,
  RADIO_TERMINATED_BY_USER,
  RADIO_IDLE,
  SCAN_IN_PROGRESS,
  SCAN_COMPLETE,
  JOIN_IN_PROGRESS,
  JOINED,
  ACCESS_POINT_STARTED,
  HANDSHAKE_COMPLETE,
  LINK_UP;

  private static final WifiState[] BY_NUMBER = values();

  /** The number on the wire, 0 to 10. */
  public int number() {
    return ordinal();
  }

  /**
   * @return the state of that number, or null when the manual knows none
   */
  public static @Nullable WifiState byNumber(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }
}
