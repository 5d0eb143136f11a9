package io.github.spwf04.virtual;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The radio as a station: scans, joins, loses and finds its network again, with the WINDs and
 * states of field-facts D.
 */
final class Station {
  /** Reason of WIND 41 with wrong security (field-facts D, ST8). */
  private static final int WRONG_SECURITY = 2;

  /** Reason of WIND 40 when WPA Enterprise turns it down (IEEE 802.11). */
  private static final int EAP_FAILED = 23;

  private static final String SCAN_DONE = "00";

  private final Firmware firmware;
  private final Pending step;
  private final Pending loss;
  private final Signal signal;
  private boolean scanning;
  private boolean joining;
  private boolean missing;
  private @Nullable AccessPoint partner;
  private @Nullable PeerEntry peer;
  private String crunched = "";

  Station(Firmware firmware) {
    this.firmware = firmware;
    this.step = new Pending(firmware);
    this.loss = new Pending(firmware);
    this.signal = new Signal(firmware);
  }

  boolean scanning() {
    return scanning;
  }

  boolean joining() {
    return joining;
  }

  /** The access point it is with, or null. */
  @Nullable AccessPoint joined() {
    return joining ? null : partner;
  }

  /** The access point it is with as a peer of Table 9, or null. */
  @Nullable PeerEntry peer() {
    return joining ? null : peer;
  }

  /** What its access point does to it. */
  JoinTrouble trouble() {
    return partner == null ? JoinTrouble.NONE : partner.trouble();
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
    firmware.addressing().drop();
    scanning = true;
    firmware.state(WifiState.SCAN_IN_PROGRESS);
    firmware.wind(Wind.WIFI_SCANNING);
    step.after(firmware.options().radioStep(), this::scanned);
  }

  private void scanned() {
    scanning = false;
    firmware.wind(Wind.WIFI_SCAN_COMPLETE, SCAN_DONE);
    AccessPoint found = wanted();
    if (found != null && found.trouble().step() == JoinTrouble.Step.SCAN) {
      found.trouble().raise(firmware);
      found = null;
    }
    if (found == null) {
      step.after(firmware.options().scanInterval(), this::scan);
    } else {
      joining = true;
      partner = found;
      step.after(firmware.options().radioStep(), this::join);
    }
  }

  /** The strongest network of the configured name. */
  private @Nullable AccessPoint wanted() {
    byte[] ssid = firmware.settings().ssid();
    AccessPoint best = null;
    for (AccessPoint candidate : firmware.module().visible()) {
      boolean named = Arrays.equals(candidate.ssid().getBytes(StandardCharsets.UTF_8), ssid);
      if (named && (best == null || candidate.rssi() > best.rssi())) {
        best = candidate;
      }
    }
    return best;
  }

  private void join() {
    AccessPoint accessPoint = present();
    firmware.state(WifiState.JOINED);
    firmware.wind(Wind.WIFI_JOIN, accessPoint.bssid());
    if (trouble().step() == JoinTrouble.Step.JOIN) {
      trouble().raise(firmware);
      again();
      return;
    }
    firmware.wind(
        Wind.WIFI_ASSOCIATION_SUCCESSFUL, accessPoint.ssid().getBytes(StandardCharsets.UTF_8));
    PeerEntry associated = new PeerEntry(firmware, 0, accessPoint.bssid());
    associated.exchanged(2);
    peer = associated;
    if (trouble().step() == JoinTrouble.Step.HANDSHAKE) {
      step.after(firmware.options().radioStep(), this::troubled);
    } else if (!Credentials.admit(firmware, accessPoint)) {
      step.after(firmware.options().radioStep(), this::refused);
    } else {
      crunch(accessPoint);
      step.after(firmware.options().radioStep(), this::handshake);
    }
  }

  private void troubled() {
    trouble().raise(firmware);
    again();
  }

  private void refused() {
    boolean enterprise =
        present().security() == Security.WPA2_ENTERPRISE
            && firmware.settings().number("wifi_priv_mode") == Security.WPA2_ENTERPRISE.ordinal();
    if (enterprise) {
      firmware.wind(Wind.WIFI_DEAUTHENTICATION, EAP_FAILED);
    } else {
      firmware.wind(Wind.WIFI_DISASSOCIATION, WRONG_SECURITY);
    }
    again();
  }

  /** Tries anew after a while. */
  private void again() {
    stop();
    step.after(firmware.options().scanInterval(), this::scan);
  }

  private void handshake() {
    AccessPoint accessPoint = present();
    firmware.state(WifiState.HANDSHAKE_COMPLETE);
    if (accessPoint.security().wpa()) {
      firmware.wind(Wind.WPA_HANDSHAKE_COMPLETE);
      exchanged(2);
    }
    step.after(firmware.options().radioStep(), this::address);
  }

  private void address() {
    joining = false;
    exchanged(2);
    firmware.addressing().begin();
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
    for (AccessPoint candidate : firmware.module().visible()) {
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
      firmware.wind(Wind.WIFI_BSS_REGAINED, firmware.settings().number("wifi_beacon_loss_thresh"));
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
    long threshold = firmware.settings().number("wifi_beacon_loss_thresh");
    if (threshold != 0) {
      firmware.wind(Wind.WIFI_BSS_LOST);
    }
    if (joining) {
      lose();
    } else {
      // In the module's time, which is as fast as its options say, a step is a beacon.
      loss.after(firmware.options().radioStep().multipliedBy(threshold), this::lose);
    }
  }

  /** The access point sends it away (IEEE 802.11 reason). */
  void dismissed(String ssid, Wind wind, int reason) {
    AccessPoint with = joined();
    if (with != null && with.ssid().equals(ssid)) {
      firmware.wind(wind, reason);
      lose();
    }
  }

  /** The network is lost: WIND 33, then it looks for it again. */
  private void lose() {
    boolean told = firmware.settings().number("wifi_beacon_loss_thresh") != 0;
    boolean wasUp = firmware.addressing().lease() != null;
    stop();
    firmware.addressing().drop();
    firmware.state(WifiState.RADIO_IDLE);
    if (told) {
      firmware.wind(Wind.WIFI_NETWORK_LOST);
    }
    if (wasUp) {
      firmware.networkLost();
    }
    step.after(firmware.options().radioStep(), this::scan);
  }

  /** WIND 46, once for a passphrase: what has been computed is kept (field-facts D). */
  private void crunch(AccessPoint accessPoint) {
    String text = firmware.settings().get("wifi_wpa_psk_text");
    String pair = accessPoint.ssid() + '\n' + text;
    if (accessPoint.security() == Security.WPA2 && !text.isEmpty() && !pair.equals(crunched)) {
      crunched = pair;
      firmware.wind(
          Wind.WPA_CRUNCHING_PSK, text.getBytes(StandardCharsets.ISO_8859_1), text.length());
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
