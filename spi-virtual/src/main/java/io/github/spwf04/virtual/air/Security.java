package io.github.spwf04.virtual.air;

/** How an access point protects its network; the order is that of wifi_priv_mode. */
public enum Security {
  OPEN("0421", ""),
  WEP("0431", "WEP "),
  /** WPA2 with a pre-shared key. */
  WPA2("0431", "WPA2 "),
  /** WPA2 with a RADIUS server behind it. */
  WPA2_ENTERPRISE("0431", "WPA2 ");

  private final String capabilities;
  private final String listed;

  Security(String capabilities, String listed) {
    this.capabilities = capabilities;
    this.listed = listed;
  }

  /** The capabilities of its beacon in four hexadecimal digits. */
  public String capabilities() {
    return capabilities;
  }

  /** What a line of SCAN says of it, with the blank behind each word (field-facts C.5). */
  public String listed() {
    return listed;
  }

  /** Whether there is a handshake. */
  public boolean wpa() {
    return this == WPA2 || this == WPA2_ENTERPRISE;
  }
}
