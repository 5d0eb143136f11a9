package io.github.spwf04.virtual.air;

import io.github.spwf04.catalog.Wind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The networks and stations around a module; they may appear, vanish and change at any time. The
 * module sees every change, in order.
 */
public final class Air {
  /** What {@link AccessPoint#registrar} is after its WPS button has been pressed. */
  public static final String BUTTON = "button";

  /** Takes the module out of the networks of a name, if it is in one. */
  @FunctionalInterface
  public interface Dismissal {
    /**
     * @param wind what the host is told
     * @param ieee80211 the reason of IEEE 802.11
     */
    void dismiss(String ssid, Wind wind, int ieee80211);
  }

  private final List<AccessPoint> accessPoints;
  private final List<PeerStation> stations;
  private final BiConsumer<List<AccessPoint>, List<PeerStation>> changed;
  private final Dismissal dismissal;

  /**
   * For the module it is around.
   *
   * @param changed is told of every change, in order
   */
  public Air(
      Collection<AccessPoint> accessPoints,
      Collection<PeerStation> stations,
      BiConsumer<List<AccessPoint>, List<PeerStation>> changed,
      Dismissal dismissal) {
    this.accessPoints = new ArrayList<>(accessPoints);
    this.stations = new ArrayList<>(stations);
    this.changed = changed;
    this.dismissal = dismissal;
  }

  // Networks.

  /** Adds a network, or replaces the one of the same BSSID. */
  public synchronized void add(AccessPoint accessPoint) {
    accessPoints.removeIf(other -> other.bssid().equals(accessPoint.bssid()));
    accessPoints.add(accessPoint);
    changed();
  }

  /** Removes every network of that name. */
  public synchronized void remove(String ssid) {
    accessPoints.removeIf(accessPoint -> accessPoint.ssid().equals(ssid));
    changed();
  }

  /** Changes the strength of every network of that name, -99 to -1 dBm. */
  public synchronized void signal(String ssid, int rssi) {
    change(ssid, accessPoint -> accessPoint.withRssi(rssi));
  }

  /** What the networks of that name do from now on to those who join them. */
  public synchronized void trouble(String ssid, JoinTrouble trouble) {
    change(ssid, accessPoint -> accessPoint.withTrouble(trouble));
  }

  /** Somebody presses the WPS button of the networks of that name. */
  public synchronized void pressButton(String ssid) {
    change(ssid, accessPoint -> accessPoint.withRegistrar(BUTTON));
  }

  /** Somebody enters the PIN that a module shows, 8 digits, into the networks of that name. */
  public synchronized void enterPin(String ssid, String pin) {
    change(ssid, accessPoint -> accessPoint.withRegistrar(pin));
  }

  /**
   * The network of that name deauthenticates the module, if it is in it: WIND 40.
   *
   * @param ieee80211 the reason of IEEE 802.11, 1 to 65535
   */
  public void deauthenticate(String ssid, int ieee80211) {
    dismissal.dismiss(ssid, Wind.WIFI_DEAUTHENTICATION, ieee80211);
  }

  /**
   * The network of that name disassociates the module, if it is in it: WIND 41.
   *
   * @param ieee80211 the reason of IEEE 802.11, 1 to 65535
   */
  public void disassociate(String ssid, int ieee80211) {
    dismissal.dismiss(ssid, Wind.WIFI_DISASSOCIATION, ieee80211);
  }

  /** The networks there are now. */
  public synchronized List<AccessPoint> accessPoints() {
    return List.copyOf(accessPoints);
  }

  private void change(String ssid, UnaryOperator<AccessPoint> change) {
    accessPoints.replaceAll(
        accessPoint -> accessPoint.ssid().equals(ssid) ? change.apply(accessPoint) : accessPoint);
    changed();
  }

  // Stations.

  /** Adds a station, or replaces the one of the same address. */
  public synchronized void add(PeerStation station) {
    stations.removeIf(other -> other.mac().equals(station.mac()));
    stations.add(station);
    changed();
  }

  /** A station leaves. */
  public synchronized void leave(String mac) {
    stations.removeIf(station -> station.mac().equals(mac));
    changed();
  }

  /** A station sends nothing any more, or does so again. */
  public synchronized void silence(String mac, boolean silent) {
    stations.replaceAll(
        station -> station.mac().equals(mac) ? station.withSilence(silent) : station);
    changed();
  }

  /** A station goes into power save, or is awake again. */
  public synchronized void sleep(String mac, boolean asleep) {
    stations.replaceAll(station -> station.mac().equals(mac) ? station.withSleep(asleep) : station);
    changed();
  }

  /** The stations there are now. */
  public synchronized List<PeerStation> stations() {
    return List.copyOf(stations);
  }

  private void changed() {
    changed.accept(accessPoints(), stations());
  }
}
