package io.github.spwf04.virtual.air;

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
 * @param key the WPA2 passphrase, or its key itself as 64 hexadecimal digits; the WEP key as
 *     hexadecimal digits, or what its RADIUS server wants, {@code identity:password}; empty for an
 *     open network
 * @param trouble what it does to those who join it
 * @param registrar what its WPS registrar has been told: {@code button} or a PIN; empty for nothing
 * @param hidden whether its beacons do not tell its name
 */
public record AccessPoint(
    String ssid,
    String bssid,
    int channel,
    int rssi,
    Security security,
    String key,
    JoinTrouble trouble,
    String registrar,
    boolean hidden) {
  public AccessPoint {
    int length = ssid.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > 32) {
      throw new IllegalArgumentException("SSID of " + length + " bytes, 1 to 32 are allowed");
    }
    checkMac("BSSID", bssid);
    if (channel < 1 || channel > 14) {
      throw new IllegalArgumentException("channel " + channel + ", 1 to 14 are allowed");
    }
    checkRssi(rssi);
    if (key.isEmpty() != (security == Security.OPEN)) {
      throw new IllegalArgumentException("an open network has no key, any other needs one");
    }
    if (security == Security.WEP) {
      HexFormat.of().parseHex(key);
    }
    if (security == Security.WPA2_ENTERPRISE && key.indexOf(':') < 0) {
      throw new IllegalArgumentException("WPA2 Enterprise needs identity:password as its key");
    }
  }

  /** A network that makes no trouble. */
  public AccessPoint(
      String ssid, String bssid, int channel, int rssi, Security security, String key) {
    this(ssid, bssid, channel, rssi, security, key, JoinTrouble.NONE, "", false);
  }

  static void checkMac(String what, String mac) {
    if (!mac.matches("[0-9A-F]{2}(:[0-9A-F]{2}){5}")) {
      throw new IllegalArgumentException(what + " " + mac + ", six pairs like 98:DE are needed");
    }
  }

  static void checkRssi(int dBm) {
    if (dBm < -99 || dBm > -1) {
      throw new IllegalArgumentException("RSSI " + dBm + " dBm, -99 to -1 are allowed");
    }
  }

  /** An open network on channel 6 at -40 dBm. */
  public static AccessPoint open(String ssid) {
    return of(ssid, Security.OPEN, "");
  }

  /** A WPA2 network on channel 6 at -40 dBm. */
  public static AccessPoint wpa2(String ssid, String passphrase) {
    return of(ssid, Security.WPA2, passphrase);
  }

  /** A network of WPA2 Enterprise on channel 6 at -40 dBm. */
  public static AccessPoint enterprise(String ssid, String identity, String password) {
    return of(ssid, Security.WPA2_ENTERPRISE, identity + ':' + password);
  }

  /** A network on channel 6 at -40 dBm. */
  public static AccessPoint of(String ssid, Security security, String key) {
    return new AccessPoint(ssid, bssidOf(ssid), 6, -40, security, key);
  }

  /** The same network with another signal strength. */
  public AccessPoint withRssi(int dBm) {
    return new AccessPoint(ssid, bssid, channel, dBm, security, key, trouble, registrar, hidden);
  }

  /** The same network with another behaviour. */
  public AccessPoint withTrouble(JoinTrouble value) {
    return new AccessPoint(ssid, bssid, channel, rssi, security, key, value, registrar, hidden);
  }

  /** The same network with another state of its WPS registrar. */
  public AccessPoint withRegistrar(String value) {
    return new AccessPoint(ssid, bssid, channel, rssi, security, key, trouble, value, hidden);
  }

  /** The same network, its name told or not. */
  public AccessPoint withHidden(boolean value) {
    return new AccessPoint(ssid, bssid, channel, rssi, security, key, trouble, registrar, value);
  }

  /** All but the key and the PIN. */
  @Override
  public String toString() {
    return ssid
        + ' '
        + bssid
        + " channel "
        + channel
        + ' '
        + rssi
        + " dBm "
        + security
        + ' '
        + trouble;
  }

  /** A locally administered address that depends on the name alone. */
  private static String bssidOf(String ssid) {
    int hash = ssid.hashCode();
    return "02:00:%02X:%02X:%02X:%02X"
        .formatted(hash >>> 24 & 0xFF, hash >>> 16 & 0xFF, hash >>> 8 & 0xFF, hash & 0xFF);
  }
}
