package io.github.spwf04.testkit.module;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The radio as a station: starts, scans, joins, loses and finds its network again, with the WINDs
 * and states of field-facts D.
 */
final class Station {
  /** Value of wifi_mode. */
  private static final int STA = 1;

  /** Reason of WIND 41 with wrong security (field-facts D, ST8). */
  private static final int WRONG_SECURITY = 2;

  private static final String SCAN_DONE = "00";

  private final Firmware firmware;
  private EventLoop.@Nullable Timer step;
  private boolean on;
  private boolean running;
  private boolean scanning;
  private boolean joining;
  private boolean signalLow;
  private @Nullable AccessPoint joined;
  private String crunched = "";

  Station(Firmware firmware) {
    this.firmware = firmware;
  }

  /** Whether WIFI=1 has been given, or boot has switched it on. */
  boolean on() {
    return on;
  }

  /** Whether WIND 32 has come. */
  boolean running() {
    return running;
  }

  boolean scanning() {
    return scanning;
  }

  boolean joining() {
    return joining;
  }

  /** Whether there is a network with an address in it. */
  boolean up() {
    return joined != null && !joining;
  }

  /** The access point it is with, or null. */
  @Nullable AccessPoint joined() {
    return up() ? joined : null;
  }

  boolean usesV6() {
    return firmware.settings().number("ip_use_v6") != 0;
  }

  String linkLocal() {
    return Addresses.linkLocal(firmware.settings().bytes("nv_wifi_macaddr"));
  }

  /** Switches the radio on: WIND 32, then whatever wifi_mode says. */
  void start() {
    on = true;
    later(firmware.options().hardwareStart(), this::started);
  }

  private void started() {
    running = true;
    firmware.state(WifiState.RADIO_IDLE);
    firmware.wind(Wind.WIFI_HARDWARE_STARTED);
    if (firmware.settings().number("wifi_mode") == STA) {
      later(firmware.options().radioStep(), this::scan);
    }
  }

  /** Switches the radio off; the WINDs are the command's. */
  void stop() {
    cancelStep();
    on = false;
    running = false;
    scanning = false;
    joining = false;
    joined = null;
    firmware.state(WifiState.RADIO_TERMINATED_BY_USER);
  }

  private void scan() {
    scanning = true;
    joining = false;
    joined = null;
    firmware.state(WifiState.SCAN_IN_PROGRESS);
    firmware.wind(Wind.WIFI_SCANNING);
    later(firmware.options().radioStep(), this::scanned);
  }

  private void scanned() {
    scanning = false;
    firmware.wind(Wind.WIFI_SCAN_COMPLETE, SCAN_DONE);
    AccessPoint found = wanted();
    if (found == null) {
      later(firmware.options().scanInterval(), this::scan);
    } else {
      joining = true;
      joined = found;
      later(firmware.options().radioStep(), this::join);
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
    AccessPoint accessPoint = partner();
    firmware.state(WifiState.JOINED);
    firmware.wind(Wind.WIFI_JOIN, accessPoint.bssid());
    firmware.wind(
        Wind.WIFI_ASSOCIATION_SUCCESSFUL, accessPoint.ssid().getBytes(StandardCharsets.UTF_8));
    if (!admits(accessPoint)) {
      later(firmware.options().radioStep(), this::refused);
    } else {
      crunch(accessPoint);
      later(firmware.options().radioStep(), this::handshake);
    }
  }

  private void refused() {
    firmware.wind(Wind.WIFI_DISASSOCIATION, WRONG_SECURITY);
    joining = false;
    joined = null;
    later(firmware.options().scanInterval(), this::scan);
  }

  private void handshake() {
    firmware.state(WifiState.HANDSHAKE_COMPLETE);
    if (partner().security() == Security.WPA2) {
      firmware.wind(Wind.WPA_HANDSHAKE_COMPLETE);
    }
    later(firmware.options().radioStep(), this::address);
  }

  private void address() {
    joining = false;
    firmware.wind(Wind.WIFI_UP, 0, firmware.options().address());
    firmware.state(WifiState.LINK_UP);
    if (usesV6()) {
      firmware.wind(Wind.WIFI_UP, null, linkLocal());
    }
    signalLow = false;
    checkSignal();
  }

  /** The air changed: the network may be gone, or weaker. */
  void airChanged() {
    AccessPoint partner = joined;
    if (partner == null) {
      return;
    }
    AccessPoint now = null;
    for (AccessPoint candidate : firmware.module().visible()) {
      if (candidate.bssid().equals(partner.bssid())) {
        now = candidate;
      }
    }
    if (now == null) {
      lose();
    } else {
      joined = now;
      if (!joining) {
        checkSignal();
      }
    }
  }

  /** Beacons stay out: 30, 33, then it looks for the network again. */
  private void lose() {
    boolean wasUp = up();
    joining = false;
    joined = null;
    firmware.wind(Wind.WIFI_BSS_LOST);
    firmware.state(WifiState.RADIO_IDLE);
    firmware.wind(Wind.WIFI_NETWORK_LOST);
    if (wasUp) {
      firmware.networkLost();
    }
    later(firmware.options().radioStep(), this::scan);
  }

  /** WIND 15 and 16 around wifi_rssi_thresh, 0 for never, with wifi_rssi_hyst above it. */
  private void checkSignal() {
    long threshold = firmware.settings().number("wifi_rssi_thresh");
    AccessPoint partner = joined;
    if (threshold == 0 || partner == null) {
      return;
    }
    int rssi = partner.rssi();
    if (!signalLow && rssi < threshold) {
      signalLow = true;
      firmware.wind(Wind.WIFI_SIGNAL_LOW, rssi);
    } else if (signalLow && rssi >= threshold + firmware.settings().number("wifi_rssi_hyst")) {
      signalLow = false;
      firmware.wind(Wind.WIFI_SIGNAL_OK, rssi);
    }
  }

  private boolean admits(AccessPoint accessPoint) {
    Settings settings = firmware.settings();
    if (settings.number("wifi_priv_mode") != accessPoint.security().ordinal()) {
      return false;
    }
    return switch (accessPoint.security()) {
      case OPEN -> true;
      case WEP -> wepKey(settings).equals(accessPoint.key().toUpperCase(Locale.ROOT));
      case WPA2 -> {
        String text = settings.get("wifi_wpa_psk_text");
        yield text.isEmpty()
            ? Arrays.equals(settings.bytes("wifi_wpa_psk_raw"), psk(accessPoint))
            : text.equals(accessPoint.key());
      }
    };
  }

  private static String wepKey(Settings settings) {
    int index = (int) settings.number("wifi_wep_default_key") & 3;
    byte[] key = settings.bytes("wifi_wep_keys[" + index + "]");
    byte[] lengths = settings.bytes("wifi_wep_key_lens");
    int length = index < lengths.length ? lengths[index] & 0xFF : 0;
    return HexFormat.of()
        .withUpperCase()
        .formatHex(Arrays.copyOf(key, Math.min(length, key.length)));
  }

  private static byte[] psk(AccessPoint accessPoint) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
          .generateSecret(
              new PBEKeySpec(
                  accessPoint.key().toCharArray(),
                  accessPoint.ssid().getBytes(StandardCharsets.UTF_8),
                  4096,
                  256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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

  private AccessPoint partner() {
    AccessPoint partner = joined;
    if (partner == null) {
      throw new IllegalStateException("a step of joining without an access point");
    }
    return partner;
  }

  private void later(Duration delay, Runnable next) {
    cancelStep();
    step = firmware.after(delay, next);
  }

  private void cancelStep() {
    EventLoop.Timer pending = step;
    if (pending != null) {
      pending.cancel();
      step = null;
    }
  }
}
