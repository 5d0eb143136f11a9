package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Pending;
import io.github.spwf04.virtual.runtime.Settings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The radio as an access point (wifi_mode 3) with the stations of the air, or as the first of a
 * cell (wifi_mode 2).
 */
public final class MiniAp {
  /** Stations at most (data brief, Table 9). */
  private static final int MAX_STATIONS = 5;

  /** Reasons of WIND 72, IEEE 802.11: it left, it was idle, the handshake timed out. */
  private static final int LEFT = 3;

  private static final int IDLE = 4;
  private static final int HANDSHAKE_TIMED_OUT = 15;

  /** Status of WIND 27: chosen, the settings of the security are not those of an access point. */
  private static final String NOT_POSSIBLE = "0001";

  /** Values of wifi_priv_mode. */
  private static final int WEP = 1;

  private static final int WPA_PERSONAL = 2;
  private static final int WPA_ENTERPRISE = 3;

  /** A station it serves. */
  private static final class Client {
    private final PeerEntry peer;
    private final Pending idle;
    private final Pending renewal;
    private PeerStation station;
    private @Nullable String address;

    private Client(Core core, PeerEntry peer, PeerStation station) {
      this.peer = peer;
      this.station = station;
      this.idle = new Pending(core);
      this.renewal = new Pending(core);
    }

    private void forget() {
      idle.cancel();
      renewal.cancel();
    }
  }

  private final Core core;
  private final Surroundings surroundings;
  private final Addressing addressing;
  private final Pending step;
  private final Map<Integer, Client> clients = new TreeMap<>();
  private final Set<String> known = new HashSet<>();

  /** Those that have been sent away; they come again when the air changes. */
  private final Set<PeerStation> dismissed = new HashSet<>();

  private boolean started;

  /** The variables by which it has started. */
  private Settings used;

  MiniAp(Core core, Surroundings surroundings, Addressing addressing) {
    this.core = core;
    this.surroundings = surroundings;
    this.addressing = addressing;
    this.step = new Pending(core);
    this.used = core.settings();
  }

  /** How many stations it serves: the status variable wifi_num_assoc. */
  public int stations() {
    return clients.size();
  }

  /** A station it serves as a peer, 1 to 5; null when there is none of that number. */
  public @Nullable PeerEntry peer(int id) {
    Client client = clients.get(id);
    return client == null ? null : client.peer;
  }

  /** The strength with which a station is heard. */
  public int rssi(int id) {
    Client client = clients.get(id);
    return client == null ? 0 : client.station.rssi();
  }

  /** Whether a station is in power save. */
  public boolean asleep(int id) {
    Client client = clients.get(id);
    return client != null && client.station.asleep();
  }

  /**
   * Starts the access point: WIND 46 for a key to compute, 26, then the addresses.
   *
   * @param settings the variables it starts by
   * @param byCommand whether WIFI=1 did it; chosen: WIND 39 then comes, which no boot shows
   */
  void start(Settings settings, boolean byCommand) {
    used = settings;
    long security = settings.number("wifi_priv_mode");
    String key = settings.get("wifi_wpa_psk_text");
    boolean possible =
        settings.number("wifi_ssid_len") > 0
            && settings.number("wifi_auth_type") == 0
            && security != WPA_ENTERPRISE
            && (security != WPA_PERSONAL || core.profile().wpaMiniAp())
            && (security != WEP || !Credentials.wepKey(settings).isEmpty());
    if (byCommand) {
      core.wind(Wind.HW_IN_MINI_AP_MODE);
    }
    if (!possible) {
      core.wind(Wind.AP_START_FAILED, NOT_POSSIBLE);
      return;
    }
    if (security == WPA_PERSONAL && !key.isEmpty()) {
      core.wind(Wind.WPA_CRUNCHING_PSK, key.getBytes(StandardCharsets.ISO_8859_1), key.length());
    }
    step.after(core.options().timing().radioStep(), this::started);
  }

  private void started() {
    core.wind(Wind.STARTED_AP, used.ssid());
    core.state(WifiState.ACCESS_POINT_STARTED);
    step.after(core.options().timing().radioStep(), this::addressed);
  }

  private void addressed() {
    core.state(WifiState.HANDSHAKE_COMPLETE);
    started = true;
    addressing.beginFixed();
    airChanged();
  }

  /** Begins a cell of its own name; chosen: it stays alone in it. */
  void startCell() {
    if (core.settings().number("wifi_priv_mode") >= WPA_PERSONAL) {
      core.wind(Wind.AP_START_FAILED, NOT_POSSIBLE);
      return;
    }
    core.state(WifiState.JOINED);
    core.wind(Wind.WIFI_ASSOCIATION_SUCCESSFUL, core.settings().ssid());
    core.state(WifiState.HANDSHAKE_COMPLETE);
    addressing.beginAuto();
  }

  /** Stops without a word: its stations notice by themselves. */
  void stop() {
    step.cancel();
    clients.values().forEach(Client::forget);
    clients.clear();
    dismissed.clear();
    known.clear();
    started = false;
  }

  /** Stations came, went or fell silent. */
  void airChanged() {
    if (!started) {
      return;
    }
    List<PeerStation> air = surroundings.stations();
    dismissed.retainAll(air);
    for (Client client : List.copyOf(clients.values())) {
      PeerStation now = find(air, client.peer.mac());
      if (now == null) {
        disassociate(client, LEFT);
      } else {
        client.station = now;
        watch(client);
      }
    }
    for (PeerStation station : air) {
      boolean served = clients.values().stream().anyMatch(c -> c.peer.mac().equals(station.mac()));
      if (!served && !dismissed.contains(station) && !station.silent()) {
        associate(station);
      }
    }
  }

  private static @Nullable PeerStation find(List<PeerStation> air, String mac) {
    for (PeerStation station : air) {
      if (station.mac().equals(mac)) {
        return station;
      }
    }
    return null;
  }

  private void associate(PeerStation station) {
    int id = 1;
    while (clients.containsKey(id)) {
      id++;
    }
    if (id > MAX_STATIONS) {
      return;
    }
    boolean again = !known.add(station.mac());
    Client client = new Client(core, new PeerEntry(core, id, station.mac()), station);
    client.peer.exchanged(2);
    clients.put(id, client);
    core.wind(Wind.STATION_ASSOCIATED, station.mac(), again ? 1 : 0);
    if (Credentials.admit(used, station)) {
      watch(client);
      client.renewal.after(core.options().timing().radioStep(), () -> lend(client));
    } else {
      dismissed.add(station);
      client.renewal.after(
          core.options().timing().radioStep(), () -> disassociate(client, HANDSHAKE_TIMED_OUT));
    }
  }

  private void disassociate(Client client, int ieee80211) {
    client.forget();
    clients.remove(client.peer.id());
    core.wind(Wind.STATION_DISASSOCIATED, client.peer.mac(), ieee80211);
  }

  /** Counts wifi_ap_idle_timeout down while a station is silent; 0 is never. */
  private void watch(Client client) {
    client.idle.cancel();
    long seconds = core.settings().number("wifi_ap_idle_timeout");
    if (client.station.silent() && seconds > 0) {
      client.renewal.cancel();
      client.idle.after(Duration.ofSeconds(seconds), () -> disassociate(client, IDLE));
    }
  }

  // The DHCP server.

  /** Gives a station an address, the same one as long as it stays, and again when it asks. */
  private void lend(Client client) {
    Settings settings = core.settings();
    if (settings.number("ip_use_dhcpd") == 0 || !selected(settings, client.peer.mac())) {
      return;
    }
    String address = client.address;
    if (address == null) {
      address = free();
      client.address = address;
    }
    if (address == null) {
      return;
    }
    client.peer.exchanged(2);
    if (core.profile().leaseNamesStation()) {
      core.wind(Wind.DHCP_REPLY, address, client.peer.mac());
    } else {
      core.windInForm(Wind.DHCP_REPLY, Wind.DHCP_REPLY.forms().getLast(), address);
    }
    long lease = settings.number("ip_dhcp_lease_time");
    if (lease > 0) {
      // A client renews after half of its lease (RFC 2131).
      client.renewal.after(Duration.ofMillis(lease * 500), () -> lend(client));
    }
  }

  /** Chosen: each octet of ip_macfilter is 00, which lets any pass, or that of the station. */
  private static boolean selected(Settings settings, String mac) {
    byte[] filter = settings.bytes("ip_macfilter");
    String[] octets = mac.split(":");
    for (int i = 0; i < Math.min(filter.length, octets.length); i++) {
      if (filter[i] != 0 && (filter[i] & 0xFF) != Integer.parseInt(octets[i], 16)) {
        return false;
      }
    }
    return true;
  }

  /** The next address of the module's /24 behind its own; null when ip_num_clients have one. */
  private @Nullable String free() {
    Set<String> used = new HashSet<>();
    for (Client client : clients.values()) {
      if (client.address != null) {
        used.add(client.address);
      }
    }
    if (used.size() >= core.settings().number("ip_num_clients")) {
      return null;
    }
    byte[] own = InetAddress.ofLiteral(core.settings().get("ip_ipaddr")).getAddress();
    List<String> candidates = new ArrayList<>();
    for (int i = 1; i <= MAX_STATIONS; i++) {
      int host = ((own[3] & 0xFF) + i - 1) % 254 + 1;
      candidates.add("%d.%d.%d.%d".formatted(own[0] & 0xFF, own[1] & 0xFF, own[2] & 0xFF, host));
    }
    candidates.removeAll(used);
    return candidates.getFirst();
  }
}
