package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Pending;
import io.github.spwf04.virtual.runtime.RandomNumbers;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.security.Certificates;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The radio: switched on and off, started, and dead when it fails. What it is then, a station, an
 * access point or one of a cell, is wifi_mode's word (Table 7).
 */
public final class Radio {
  /** Values of wifi_mode. */
  private static final int STA = 1;

  private static final int IBSS = 2;
  private static final int MINI_AP = 3;

  private final Core core;
  private final Surroundings surroundings;
  private final Pending step;
  private final Addressing addressing;
  private final Station station;
  private final MiniAp miniAp;
  private final Wps wps;
  private Settings used;
  private @Nullable String nextScanFault;
  private boolean on;
  private boolean running;
  private boolean failed;
  private boolean switchedOn;

  /**
   * @param certificates of WPA Enterprise
   */
  public Radio(
      Core core, Surroundings surroundings, Certificates certificates, RandomNumbers random) {
    this.core = core;
    this.surroundings = surroundings;
    this.step = new Pending(core);
    this.used = core.settings().copy();
    this.addressing = new Addressing(core, this::trouble, () -> used.bytes("nv_wifi_macaddr"));
    this.station = new Station(core, surroundings, addressing, certificates);
    this.miniAp = new MiniAp(core, surroundings, addressing);
    this.wps = new Wps(core, this, surroundings, random);
  }

  /** How it comes to its addresses. */
  public Addressing addressing() {
    return addressing;
  }

  /** The radio as a station. */
  public Station station() {
    return station;
  }

  /** The radio as an access point, or in a cell. */
  public MiniAp miniAp() {
    return miniAp;
  }

  /** WPS, which is for a station. */
  public Wps wps() {
    return wps;
  }

  /** The configuration variables as they were when it started: what it is by them, it stays. */
  public Settings used() {
    return used;
  }

  private JoinTrouble trouble() {
    return station.trouble();
  }

  /** Whether WIFI=1 has been given, or boot has switched it on. */
  boolean on() {
    return on;
  }

  /** Whether WIND 32 has come. */
  public boolean running() {
    return running;
  }

  /** Whether it has been switched on and WIND 32 is still to come. */
  boolean starting() {
    return on && !running && !failed;
  }

  /** Whether there is a network with an address in it. */
  public boolean online() {
    return addressing.lease() != null;
  }

  /** Whether it is an access point. */
  boolean isMiniAp() {
    return running && mode() == MINI_AP;
  }

  /** Whether wifi_mode has made it a station, or would. */
  boolean isStation() {
    return mode() == STA;
  }

  private int mode() {
    return (int) (running ? used : core.settings()).number("wifi_mode");
  }

  /** Switches the radio on at boot. */
  public void start() {
    on = true;
    step.after(core.options().timing().hardwareStart(), this::started);
  }

  /** Switches the radio on by command. */
  void switchOn() {
    switchedOn = true;
    start();
  }

  private void started() {
    RadioFault fault = surroundings.takeFault();
    if (fault != null) {
      core.wind(Wind.RADIO_STARTUP_FAILURE, fault.reason(), fault.register());
      fail(WindReason.HardwareFailure.NOT_STARTED);
      return;
    }
    running = true;
    used = core.settings().copy();
    core.state(WifiState.RADIO_IDLE);
    core.wind(Wind.WIFI_HARDWARE_STARTED);
    Duration delay = core.options().timing().radioStep();
    switch (mode()) {
      case STA -> step.after(delay, () -> station.scan());
      case IBSS -> step.after(delay, () -> miniAp.startCell());
      case MINI_AP -> step.after(delay, () -> miniAp.start(used, switchedOn));
      default -> {}
    }
  }

  /** Switches the radio off; the WINDs are the command's. */
  void stop() {
    end(WifiState.RADIO_TERMINATED_BY_USER);
    on = false;
  }

  /** WIND 5: dead until the next reset. */
  public void fail(WindReason.HardwareFailure reason) {
    failed = true;
    core.wind(Wind.WIFI_HARDWARE_FAILURE, reason);
    end(WifiState.HARDWARE_FAILURE);
    core.networkLost();
  }

  private void end(WifiState state) {
    step.cancel();
    running = false;
    wps.stop();
    station.stop();
    miniAp.stop();
    addressing.drop();
    core.state(state);
  }

  /** The networks or stations around it changed. */
  public void airChanged() {
    if (running) {
      wps.airChanged();
      station.airChanged();
      miniAp.airChanged();
      addressing.airChanged();
    }
  }

  /** The next scan ends with WIND 23. */
  public void failNextScan(String status) {
    nextScanFault = status;
  }

  /**
   * @return the status of the radio for WIND 23, or null when it scans
   */
  @Nullable String takeScanFault() {
    String fault = nextScanFault;
    nextScanFault = null;
    return fault;
  }
}
