package io.github.spwf04.testkit.module;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The networks around a module; they may appear, vanish and change at any time. */
public final class Air {
  private final CopyOnWriteArrayList<AccessPoint> accessPoints = new CopyOnWriteArrayList<>();
  private final Runnable changed;

  Air(Collection<AccessPoint> accessPoints, Runnable changed) {
    this.accessPoints.addAll(accessPoints);
    this.changed = changed;
  }

  /** Adds a network, or replaces the one of the same BSSID. */
  public void add(AccessPoint accessPoint) {
    synchronized (accessPoints) {
      accessPoints.removeIf(other -> other.bssid().equals(accessPoint.bssid()));
      accessPoints.add(accessPoint);
    }
    changed.run();
  }

  /** Removes every network of that name. */
  public void remove(String ssid) {
    accessPoints.removeIf(accessPoint -> accessPoint.ssid().equals(ssid));
    changed.run();
  }

  /** Changes the strength of every network of that name, -99 to -1 dBm. */
  public void signal(String ssid, int rssi) {
    UnaryOperator<AccessPoint> change =
        accessPoint -> accessPoint.ssid().equals(ssid) ? accessPoint.withRssi(rssi) : accessPoint;
    accessPoints.replaceAll(change);
    changed.run();
  }

  /** The networks there are now. */
  public List<AccessPoint> accessPoints() {
    return List.copyOf(accessPoints);
  }
}
