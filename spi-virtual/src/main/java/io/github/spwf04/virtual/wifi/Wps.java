package io.github.spwf04.virtual.wifi;

import static io.github.spwf04.catalog.ParameterName.MODE;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.Air;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Pending;
import io.github.spwf04.virtual.runtime.RandomNumbers;
import io.github.spwf04.virtual.runtime.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** WPS (6.33): looks for an access point whose registrar lets it in, for wifi_wps_walk_time. */
public final class Wps {
  /** The parameter of WPS. */
  private static final int PUSH_BUTTON = 0;

  private static final int FACTORY_PIN = 1;
  private static final int PIN_DIGITS = 7;

  private final Core core;
  private final Radio radio;
  private final Station station;
  private final Addressing addressing;
  private final Surroundings surroundings;
  private final RandomNumbers random;
  private final Pending end;
  private String wanted = "";
  private boolean active;

  Wps(Core core, Radio radio, Surroundings surroundings, RandomNumbers random) {
    this.core = core;
    this.radio = radio;
    this.station = radio.station();
    this.addressing = radio.addressing();
    this.surroundings = surroundings;
    this.random = random;
    this.end = new Pending(core);
  }

  /** Whether an exchange is going on. */
  boolean active() {
    return active;
  }

  public void start(Call call) {
    int mode = (int) call.number(MODE);
    String seven =
        mode == FACTORY_PIN
            ? core.settings().get("wifi_wps_pin")
            : "%07d".formatted(random.below(10_000_000));
    if (!radio.isStation()) {
      call.error(ModuleError.WPS_NEEDS_STATION);
    } else if (!radio.running()) {
      call.error(ModuleError.RADIO_NOT_RUNNING);
    } else if (mode != PUSH_BUTTON && seven.length() != PIN_DIGITS) {
      call.error(ModuleError.PIN_DIGITS);
    } else {
      String pin = mode == PUSH_BUTTON ? Air.BUTTON : withCheckDigit(seven);
      if (mode != PUSH_BUTTON) {
        call.line(mode == FACTORY_PIN ? Line.USER_PIN : Line.RANDOM_PIN, pin);
      }
      call.ok();
      begin(pin);
    }
  }

  /**
   * Adds the check digit of the WPS specification: three times every second digit, and the rest.
   */
  static String withCheckDigit(String seven) {
    int sum = 0;
    for (int i = 0; i < seven.length(); i++) {
      sum += (seven.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return seven + (10 - sum % 10) % 10;
  }

  private void begin(String pin) {
    boolean wasUp = addressing.lease() != null;
    station.stop();
    addressing.drop();
    core.state(io.github.spwf04.catalog.WifiState.RADIO_IDLE);
    if (wasUp) {
      core.networkLost();
    }
    core.wind(Wind.WPS_GENERATING_DH_KEYSET);
    active = true;
    wanted = pin;
    long seconds = Math.max(1, core.settings().number("wifi_wps_walk_time"));
    end.after(Duration.ofSeconds(seconds), this::timedOut);
    airChanged();
  }

  private void timedOut() {
    active = false;
    core.wind(Wind.WPS_ENROLLMENT_ATTEMPT_TIMED_OUT);
    station.scan();
  }

  /** A registrar may have been told; two pressed buttons at once are one too many (WPS). */
  void airChanged() {
    if (!active) {
      return;
    }
    List<AccessPoint> found =
        surroundings.networks().stream().filter(ap -> wanted.equals(ap.registrar())).toList();
    if (found.size() == 1) {
      stop();
      enroll(found.getFirst());
    }
  }

  private void enroll(AccessPoint accessPoint) {
    Settings settings = core.settings();
    settings.ssid(accessPoint.ssid().getBytes(StandardCharsets.UTF_8));
    settings.set("wifi_priv_mode", Integer.toString(accessPoint.security().ordinal()));
    if (accessPoint.security() == Security.WPA2) {
      boolean raw = Credentials.isRawKey(accessPoint.key());
      settings.set("wifi_wpa_psk_text", raw ? "" : bytes(accessPoint.key()));
      if (raw) {
        settings.set("wifi_wpa_psk_raw", accessPoint.key());
      }
    }
    station.scan();
  }

  /** As SCFG would bring it: a character for each byte. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  void stop() {
    active = false;
    end.cancel();
  }
}
