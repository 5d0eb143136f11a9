package io.github.spwf04.virtual.wifi;

import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks and stations around a module as its radio has come to know them, and what is wrong
 * with the radio itself. Outlives resets; used on the event loop only.
 */
public final class Surroundings {
  private List<AccessPoint> networks;
  private List<PeerStation> stations;
  private @Nullable RadioFault fault;

  public Surroundings(List<AccessPoint> networks, List<PeerStation> stations) {
    this.networks = networks;
    this.stations = stations;
  }

  List<AccessPoint> networks() {
    return networks;
  }

  List<PeerStation> stations() {
    return stations;
  }

  public void changed(List<AccessPoint> newNetworks, List<PeerStation> newStations) {
    networks = newNetworks;
    stations = newStations;
  }

  /** The next start of the radio fails like this. */
  public void fault(RadioFault next) {
    fault = next;
  }

  @Nullable RadioFault takeFault() {
    RadioFault taken = fault;
    fault = null;
    return taken;
  }
}
