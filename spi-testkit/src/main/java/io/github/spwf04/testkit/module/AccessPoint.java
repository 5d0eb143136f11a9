package io.github.spwf04.testkit.module;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A network in the air.
 *
 * @param ssid its name, 1 to 32 bytes of UTF-8
 * @param bssid its MAC address, {@code 98:DE:D0:EA:4C:62}
 * @param channel 1 to 14
 * @param rssi signal strength in dBm, -99 to -1
 * @param security how it is protected
 * @param key the WPA2 passphrase, or the WEP key as hexadecimal digits; empty for an open network
 */
public record AccessPoint(
    String ssid, String bssid, int channel, int rssi, Security security, String key) {
  public AccessPoint {
    int length = ssid.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > 32) {
      throw new IllegalArgumentException("SSID of " + length + " bytes, 1 to 32 are allowed");
    }
    if (!bssid.matches("[0-9A-F]{2}(:[0-9A-F]{2}){5}")) {
      throw new IllegalArgumentException("BSSID " + bssid + ", six pairs like 98:DE are needed");
    }
    if (channel < 1 || channel > 14) {
      throw new IllegalArgumentException("channel " + channel + ", 1 to 14 are allowed");
    }
    if (rssi < -99 || rssi > -1) {
      throw new IllegalArgumentException("RSSI " + rssi + " dBm, -99 to -1 are allowed");
    }
    if (key.isEmpty() != (security == Security.OPEN)) {
      throw new IllegalArgumentException("an open network has no key, any other needs one");
    }
    if (security == Security.WEP) {
      HexFormat.of().parseHex(key);
    }
  }

  /** An open network on channel 6 at -40 dBm. */
  public static AccessPoint open(String ssid) {
    return new AccessPoint(ssid, bssidOf(ssid), 6, -40, Security.OPEN, "");
  }

  /** A WPA2 network on channel 6 at -40 dBm. */
  public static AccessPoint wpa2(String ssid, String passphrase) {
    return new AccessPoint(ssid, bssidOf(ssid), 6, -40, Security.WPA2, passphrase);
  }

  /** The same network with another signal strength. */
  public AccessPoint withRssi(int dBm) {
    return new AccessPoint(ssid, bssid, channel, dBm, security, key);
  }

  /** A locally administered address that depends on the name alone. */
  private static String bssidOf(String ssid) {
    int hash = ssid.hashCode();
    return "02:00:%02X:%02X:%02X:%02X"
        .formatted(hash >>> 24 & 0xFF, hash >>> 16 & 0xFF, hash >>> 8 & 0xFF, hash & 0xFF);
  }
}
