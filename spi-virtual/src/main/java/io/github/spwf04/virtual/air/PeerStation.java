package io.github.spwf04.virtual.air;

/**
 * A station in the air. It joins the module's access point whenever there is one, and stays.
 *
 * @param mac its MAC address, {@code 00:0F:00:4F:B1:3F}
 * @param key the passphrase, pre-shared key or WEP key it knows, keys as hexadecimal digits; empty
 *     when it knows none
 * @param rssi signal strength in dBm, -99 to -1
 * @param silent whether it sends nothing any more, so that wifi_ap_idle_timeout runs out
 * @param asleep whether it is in power save
 */
public record PeerStation(String mac, String key, int rssi, boolean silent, boolean asleep) {
  public PeerStation {
    AccessPoint.checkMac("MAC address", mac);
    AccessPoint.checkRssi(rssi);
  }

  /** A station that is awake. */
  public PeerStation(String mac, String key, int rssi, boolean silent) {
    this(mac, key, rssi, silent, false);
  }

  /** A station at -40 dBm without a key. */
  public static PeerStation open(String mac) {
    return new PeerStation(mac, "", -40, false);
  }

  /** A station at -40 dBm. */
  public static PeerStation withKey(String mac, String key) {
    return new PeerStation(mac, key, -40, false);
  }

  /** All but the key. */
  @Override
  public String toString() {
    return mac
        + (key.isEmpty() ? "" : " with a key")
        + ' '
        + rssi
        + " dBm"
        + (silent ? " silent" : "");
  }

  /** The same station, silent or not. */
  public PeerStation withSilence(boolean value) {
    return new PeerStation(mac, key, rssi, value, asleep);
  }

  /** The same station, in power save or not. */
  public PeerStation withSleep(boolean value) {
    return new PeerStation(mac, key, rssi, silent, value);
  }
}
