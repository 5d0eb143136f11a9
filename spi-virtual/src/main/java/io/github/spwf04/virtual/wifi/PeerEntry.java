package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.Variable;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.runtime.Core;

/** A peer of Table 9: the access point of a station, or a station of the access point. */
public final class PeerEntry {
  /** Values of the variable state. */
  public enum State {
    ASSOCIATED(4),
    BEACONS_LOST(5),
    POWER_SAVE(6);

    private final int number;

    State(int number) {
      this.number = number;
    }
  }

  private final Core core;
  private final int id;
  private final String mac;
  private long received;
  private long sent;
  private long lastSeconds;

  /**
   * @param id 0 for an access point, 1 to 5 for a station
   */
  PeerEntry(Core core, int id, String mac) {
    this.core = core;
    this.id = id;
    this.mac = mac;
  }

  int id() {
    return id;
  }

  String mac() {
    return mac;
  }

  /** Frames went both ways. */
  void exchanged(int frames) {
    received += frames;
    sent += frames;
    lastSeconds = core.uptime().toSeconds();
  }

  /** The value of a peer variable; what the module does not play keeps the manual's example. */
  public String value(Variable variable, State state, int rssi, Security security) {
    return switch (variable.name()) {
      case "link_id" -> Integer.toString(id);
      case "state" -> Integer.toString(state.number);
      case "addr" -> mac;
      case "last_rx", "last_tx" -> Long.toString(lastSeconds);
      case "rx_pkts" -> Long.toString(received);
      case "tx_pkts" -> Long.toString(sent);
      case "rx_rssi" -> Integer.toString(rssi);
      case "setprot" -> security == Security.OPEN ? "0" : "3";
      case "listen_interval" -> core.settings().get("wifi_listen_interval");
      case "capinfo" -> "0x0000" + security.capabilities();
      default -> variable.defaultValue();
    };
  }
}
