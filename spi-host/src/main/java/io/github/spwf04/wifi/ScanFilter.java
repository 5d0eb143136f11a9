package io.github.spwf04.wifi;

/** What a scan leaves out (manual 6.35). */
public enum ScanFilter {
  /** Nothing. */
  NONE("d"),
  /** Networks of one name are listed once. */
  SSID("s"),
  /** Access points of one address are listed once. */
  BSSID("m");

  private final String letter;

  ScanFilter(String letter) {
    this.letter = letter;
  }

  /** What stands on the wire. */
  String letter() {
    return letter;
  }
}
