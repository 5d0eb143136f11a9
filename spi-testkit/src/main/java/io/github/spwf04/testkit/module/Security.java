package io.github.spwf04.testkit.module;

/** How an access point protects its network; the order is that of wifi_priv_mode. */
public enum Security {
  OPEN,
  WEP,
  /** WPA2 with a pre-shared key. */
  WPA2
}
