package io.github.spwf04.wifi;

import io.github.spwf04.catalog.Fields;
import java.util.EnumSet;
import java.util.Set;

/**
 * A network that a scan found (manual 6.35, field-facts C.5).
 *
 * @param ssid its name as UTF-8; a byte that is no UTF-8 shows as a replacement character
 * @param kind the word before the address: {@code BSS} as far as anybody has seen
 * @param bssid MAC address of the access point
 * @param channel 1 to 14
 * @param rssi signal strength in dBm, below zero
 * @param capabilities the 16 bits of the 802.11 capabilities field
 * @param security what it announces; empty for an open network
 */
public record Network(
    String ssid,
    String kind,
    String bssid,
    int channel,
    int rssi,
    int capabilities,
    Set<Security> security) {

  /** What a network can announce, in the words of the module. */
  public enum Security {
    WEP,
    WPA,
    WPA2,
    WPS,
    /** A word that is none of these, so that no network passes for an open one. */
    OTHER;

    private static Security of(String word) {
      for (Security known : values()) {
        if (known.name().equals(word)) {
          return known;
        }
      }
      return OTHER;
    }
  }

  static Network of(Fields line) {
    Set<Security> security = EnumSet.noneOf(Security.class);
    for (String word : line.text("security").split(" ")) {
      if (!word.isEmpty()) {
        security.add(Security.of(word));
      }
    }
    return new Network(
        line.text("ssid"),
        line.text("kind"),
        line.text("mac"),
        (int) line.number("channel"),
        (int) line.number("rssi"),
        (int) line.number("caps"),
        security);
  }
}
