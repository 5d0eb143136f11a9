package io.github.spwf04.wifi;

import io.github.spwf04.catalog.Fields;
import java.util.EnumSet;
import java.util.Set;

/**
 * A network that a scan found (manual 6.35, field-facts C.5).
 *
 * @param ssid its name as UTF-8; a byte that is no UTF-8 shows as a replacement character
 * @param bssid MAC address of the access point
 * @param channel 1 to 14
 * @param rssi signal strength in dBm, below zero
 * @param capabilities the 16 bits of the 802.11 capabilities field
 * @param security what it announces; empty for an open network
 */
public record Network(
    String ssid, String bssid, int channel, int rssi, int capabilities, Set<Security> security) {

  /** What a network can announce. */
  public enum Security {
    WEP,
    WPA,
    WPA2,
    WPS
  }

  static Network of(Fields line) {
    Set<Security> security = EnumSet.noneOf(Security.class);
    for (String word : line.text("security").strip().split(" ")) {
      for (Security known : Security.values()) {
        if (known.name().equals(word)) {
          security.add(known);
        }
      }
    }
    return new Network(
        line.text("ssid"),
        line.text("mac"),
        (int) line.number("channel"),
        (int) line.number("rssi"),
        (int) line.number("caps"),
        security);
  }
}
