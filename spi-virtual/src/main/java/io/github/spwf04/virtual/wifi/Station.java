package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Pending;
import io.github.spwf04.virtual.security.Certificates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The radio as a station: scans, joins, loses and finds its network again, with the WINDs and
 * states of field-facts D.
 */
public final class Station {
  /** Reason of WIND 41 with wrong security (field-facts D, ST8). */
  private static final int WRONG_SECURITY = 2;

  /** Reason of WIND 40 when WPA Enterprise turns it down (IEEE 802.11). */
  private static final int EAP_FAILED = 23;

  /** Reason of WIND 35: nothing cut the scan short. */
  static final String SCAN_DONE = "00";

  private final Core core;
  private final Surroundings surroundings;
  private final Addressing addressing;
  private final Certificates certificates;
  private final Pending step;
  private final Pending loss;
  private final Signal signal;
  private boolean scanning;
  private boolean joining;
  private boolean missing;
  private @Nullable AccessPoint partner;
  private @Nullable PeerEntry peer;
  private String crunched = "";

  Station(Core core, Surroundings surroundings, Addressing addressing, Certificates certificates) {
    this.core = core;
    this.surroundings = surroundings;
    this.addressing = addressing;
    this.certificates = certificates;
    this.step = new Pending(core);
    this.loss = new Pending(core);
    this.signal = new Signal(core);
  }

  boolean scanning() {
    return scanning;
  }

  boolean joining() {
    return joining;
  }

  /** The access point it is with, or null. */
  public @Nullable AccessPoint joined() {
    return joining ? null : partner;
  }

  /** Whether beacons stay out of the access point that it is with. */
  public boolean missing() {
    return missing;
  }

  /** The access point it is with as a peer of Table 9, or null. */
  public @Nullable PeerEntry peer() {
    return joining ? null : peer;
  }

  /** What its access point does to it. */
  JoinTrouble trouble() {
    return partner == null ? JoinTrouble.NONE : partner.trouble();
  }

  /** Sends the WIND of a trouble, if it has one. */
  static void tell(Core core, JoinTrouble trouble) {
    Wind wind = trouble.wind();
    if (wind != null) {
      core.wind(wind, trouble.windValues().toArray());
    }
  }

  /** Ends whatever it does, without a word. */
  void stop() {
    step.cancel();
    loss.cancel();
    scanning = false;
    joining = false;
    missing = false;
    partner = null;
    peer = null;
  }

  void scan() {
    stop();
    addressing.drop();
    scanning = true;
    core.state(WifiState.SCAN_IN_PROGRESS);
    core.wind(Wind.WIFI_SCANNING);
    step.after(core.options().timing().radioStep(), this::scanned);
  }

  private void scanned() {
    scanning = false;
    core.wind(Wind.WIFI_SCAN_COMPLETE, SCAN_DONE);
    AccessPoint found = wanted();
    if (found != null && found.trouble().step() == JoinTrouble.Step.SCAN) {
      tell(core, found.trouble());
      found = null;
    }
    core.state(WifiState.SCAN_COMPLETE);
    if (found == null) {
      step.after(core.options().timing().scanInterval(), this::scan);
    } else {
      joining = true;
      partner = found;
      // Between WIND 35 and 19 there are two states, in one step.
      Duration half = core.options().timing().radioStep().dividedBy(2);
      step.after(half, () -> begin(half));
    }
  }

  private void begin(Duration rest) {
    core.state(WifiState.JOIN_IN_PROGRESS);
    step.after(rest, this::join);
  }

  /** The strongest network of the configured name. */
  private @Nullable AccessPoint wanted() {
    byte[] ssid = core.settings().ssid();
    AccessPoint best = null;
    for (AccessPoint candidate : surroundings.networks()) {
      boolean named = Arrays.equals(candidate.ssid().getBytes(StandardCharsets.UTF_8), ssid);
      if (named && (best == null || candidate.rssi() > best.rssi())) {
        best = candidate;
      }
    }
    return best;
  }

  private void join() {
    AccessPoint accessPoint = present();
    core.state(WifiState.JOINED);
    core.wind(Wind.WIFI_JOIN, accessPoint.bssid());
    if (trouble().step() == JoinTrouble.Step.JOIN) {
      tell(core, trouble());
      again();
      return;
    }
    core.wind(
        Wind.WIFI_ASSOCIATION_SUCCESSFUL, accessPoint.ssid().getBytes(StandardCharsets.UTF_8));
    PeerEntry associated = new PeerEntry(core, 0, accessPoint.bssid());
    associated.exchanged(2);
    peer = associated;
    if (trouble().step() == JoinTrouble.Step.HANDSHAKE) {
      step.after(core.options().timing().radioStep(), this::troubled);
    } else if (!Credentials.admit(core, certificates, accessPoint)) {
      step.after(core.options().timing().radioStep(), this::refused);
    } else {
      crunch(accessPoint);
      step.after(core.options().timing().radioStep(), this::handshake);
    }
  }

  private void troubled() {
    tell(core, trouble());
    again();
  }

  private void refused() {
    boolean enterprise =
        present().security() == Security.WPA2_ENTERPRISE
            && core.settings().number("wifi_priv_mode") == Security.WPA2_ENTERPRISE.ordinal();
    if (enterprise) {
      core.wind(Wind.WIFI_DEAUTHENTICATION, EAP_FAILED);
    } else {
      core.wind(Wind.WIFI_DISASSOCIATION, WRONG_SECURITY);
    }
    again();
  }

  /** Tries anew after a while. */
  private void again() {
    stop();
    core.state(WifiState.RADIO_IDLE);
    step.after(core.options().timing().scanInterval(), this::scan);
  }

  private void handshake() {
    AccessPoint accessPoint = present();
    core.state(WifiState.HANDSHAKE_COMPLETE);
    if (accessPoint.security().wpa()) {
      core.wind(Wind.WPA_HANDSHAKE_COMPLETE);
      exchanged(2);
    }
    step.after(core.options().timing().radioStep(), this::address);
  }

  private void address() {
    joining = false;
    exchanged(2);
    addressing.begin();
    signal.reset();
    signal.check(present().rssi());
  }

  private void exchanged(int frames) {
    PeerEntry with = peer;
    if (with != null) {
      with.exchanged(frames);
    }
  }

  /** The air changed: the network may be gone, back, or weaker. */
  void airChanged() {
    AccessPoint with = partner;
    if (with == null) {
      return;
    }
    AccessPoint now = null;
    for (AccessPoint candidate : surroundings.networks()) {
      if (candidate.bssid().equals(with.bssid())) {
        now = candidate;
      }
    }
    if (now == null) {
      miss();
      return;
    }
    partner = now;
    if (missing) {
      missing = false;
      loss.cancel();
      core.wind(Wind.WIFI_BSS_REGAINED, core.settings().number("wifi_beacon_loss_thresh"));
    }
    if (!joining) {
      signal.check(now.rssi());
    }
  }

  /** Beacons stay out: WIND 30, and the network is lost after wifi_beacon_loss_thresh of them. */
  private void miss() {
    if (missing) {
      return;
    }
    missing = true;
    long threshold = core.settings().number("wifi_beacon_loss_thresh");
    if (threshold != 0) {
      core.wind(Wind.WIFI_BSS_LOST);
    }
    if (joining) {
      lose();
    } else {
      // In the module's time, which is as fast as its options say, a step is a beacon.
      loss.after(core.options().timing().radioStep().multipliedBy(threshold), this::lose);
    }
  }

  /** The access point sends it away (IEEE 802.11 reason). */
  public void dismissed(String ssid, Wind wind, int ieee80211) {
    AccessPoint with = joined();
    if (with != null && with.ssid().equals(ssid)) {
      core.wind(wind, ieee80211);
      lose();
    }
  }

  /** The network is lost: WIND 33, then it looks for it again. */
  private void lose() {
    boolean told = core.settings().number("wifi_beacon_loss_thresh") != 0;
    boolean wasUp = addressing.lease() != null;
    stop();
    addressing.drop();
    core.state(WifiState.RADIO_IDLE);
    if (told) {
      core.wind(Wind.WIFI_NETWORK_LOST);
    }
    if (wasUp) {
      core.networkLost();
    }
    step.after(core.options().timing().radioStep(), this::scan);
  }

  /** WIND 46, once for a passphrase: what has been computed is kept (field-facts D). */
  private void crunch(AccessPoint accessPoint) {
    String text = core.settings().get("wifi_wpa_psk_text");
    String pair = accessPoint.ssid() + '\n' + text;
    if (accessPoint.security() == Security.WPA2 && !text.isEmpty() && !pair.equals(crunched)) {
      crunched = pair;
      core.wind(Wind.WPA_CRUNCHING_PSK, text.getBytes(StandardCharsets.ISO_8859_1), text.length());
    }
  }

  private AccessPoint present() {
    AccessPoint with = partner;
    if (with == null) {
      throw new IllegalStateException("a step of joining without an access point");
    }
    return with;
  }
}
