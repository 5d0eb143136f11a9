package io.github.spwf04.virtual.options;

import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import java.util.List;

/**
 * What is in the air around a virtual module at the start.
 *
 * @param address the IPv4 address it gets in a network
 * @param accessPoints the networks in the air at the start
 * @param stations the stations in the air at the start
 * @param hiddenName what SCAN shows for the name of a hidden network (package-facts 8.2); may be
 *     empty
 */
public record AirOptions(
    String address, List<AccessPoint> accessPoints, List<PeerStation> stations, String hiddenName) {
  public AirOptions {
    accessPoints = List.copyOf(accessPoints);
    stations = List.copyOf(stations);
  }
}
