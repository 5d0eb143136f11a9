package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.runtime.Core;

/** WIND 15 and 16 around wifi_rssi_thresh, 0 for never, with wifi_rssi_hyst above it. */
final class Signal {
  private final Core core;
  private boolean low;

  Signal(Core core) {
    this.core = core;
  }

  void reset() {
    low = false;
  }

  /** The partner is heard with this strength in dBm. */
  void check(int rssi) {
    long threshold = core.settings().number("wifi_rssi_thresh");
    if (threshold == 0) {
      return;
    }
    if (!low && rssi < threshold) {
      low = true;
      core.wind(Wind.WIFI_SIGNAL_LOW, rssi);
    } else if (low && rssi >= threshold + core.settings().number("wifi_rssi_hyst")) {
      low = false;
      core.wind(Wind.WIFI_SIGNAL_OK, rssi);
    }
  }
}
