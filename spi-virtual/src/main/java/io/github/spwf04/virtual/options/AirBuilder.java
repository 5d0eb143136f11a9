package io.github.spwf04.virtual.options;

import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects what is in the air. */
final class AirBuilder {
  private final List<AccessPoint> accessPoints = new ArrayList<>();
  private final List<PeerStation> stations = new ArrayList<>();
  private String address = "192.168.0.50";

  private String hiddenName = "Hidden-Network";

  void hiddenName(String value) {
    hiddenName = value;
  }

  void address(String value) {
    address = value;
  }

  void add(AccessPoint accessPoint) {
    accessPoints.add(accessPoint);
  }

  void add(PeerStation station) {
    stations.add(station);
  }

  /**
   * Changes the networks of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  void change(String ssid, UnaryOperator<AccessPoint> change) {
    if (accessPoints.stream().noneMatch(network -> network.ssid().equals(ssid))) {
      throw new IllegalArgumentException("no network " + ssid + " has been given before");
    }
    accessPoints.replaceAll(
        network -> network.ssid().equals(ssid) ? change.apply(network) : network);
  }

  AirOptions build() {
    return new AirOptions(address, accessPoints, stations, hiddenName);
  }
}
