package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Wind;

/** WIND 15 and 16 around wifi_rssi_thresh, 0 for never, with wifi_rssi_hyst above it. */
final class Signal {
  private final Firmware firmware;
  private boolean low;

  Signal(Firmware firmware) {
    this.firmware = firmware;
  }

  void reset() {
    low = false;
  }

  /** The partner is heard with this strength in dBm. */
  void check(int rssi) {
    long threshold = firmware.settings().number("wifi_rssi_thresh");
    if (threshold == 0) {
      return;
    }
    if (!low && rssi < threshold) {
      low = true;
      firmware.wind(Wind.WIFI_SIGNAL_LOW, rssi);
    } else if (low && rssi >= threshold + firmware.settings().number("wifi_rssi_hyst")) {
      low = false;
      firmware.wind(Wind.WIFI_SIGNAL_OK, rssi);
    }
  }
}
