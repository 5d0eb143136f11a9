package io.github.spwf04.testkit.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The networks around a module; they may appear, vanish and change at any time. The module sees
 * every change, in order.
 */
public final class Air {
  private final List<AccessPoint> accessPoints;
  private final Consumer<List<AccessPoint>> changed;

  Air(Collection<AccessPoint> accessPoints, Consumer<List<AccessPoint>> changed) {
    this.accessPoints = new ArrayList<>(accessPoints);
    this.changed = changed;
  }

  /** Adds a network, or replaces the one of the same BSSID. */
  public synchronized void add(AccessPoint accessPoint) {
    accessPoints.removeIf(other -> other.bssid().equals(accessPoint.bssid()));
    accessPoints.add(accessPoint);
    changed.accept(accessPoints());
  }

  /** Removes every network of that name. */
  public synchronized void remove(String ssid) {
    accessPoints.removeIf(accessPoint -> accessPoint.ssid().equals(ssid));
    changed.accept(accessPoints());
  }

  /** Changes the strength of every network of that name, -99 to -1 dBm. */
  public synchronized void signal(String ssid, int rssi) {
    UnaryOperator<AccessPoint> change =
        accessPoint -> accessPoint.ssid().equals(ssid) ? accessPoint.withRssi(rssi) : accessPoint;
    accessPoints.replaceAll(change);
    changed.accept(accessPoints());
  }

  /** The networks there are now. */
  public synchronized List<AccessPoint> accessPoints() {
    return List.copyOf(accessPoints);
  }
}
