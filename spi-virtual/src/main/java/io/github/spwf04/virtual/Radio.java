package io.github.spwf04.virtual;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The radio: switched on and off, started, and dead when it fails. What it is then, a station, an
 * access point or one of a cell, is wifi_mode's word (Table 7).
 */
final class Radio {
  /** Values of wifi_mode. */
  private static final int STA = 1;

  private static final int IBSS = 2;
  private static final int MINI_AP = 3;

  /** Reason of WIND 5 when WIND 32 cannot be reached. */
  private static final int NO_START = 3;

  private final Firmware firmware;
  private final Pending step;
  private @Nullable String nextScanFault;
  private boolean on;
  private boolean running;
  private boolean failed;
  private boolean switchedOn;

  Radio(Firmware firmware) {
    this.firmware = firmware;
    this.step = new Pending(firmware);
  }

  /** Whether WIFI=1 has been given, or boot has switched it on. */
  boolean on() {
    return on;
  }

  /** Whether WIND 32 has come. */
  boolean running() {
    return running;
  }

  /** Whether it has been switched on and WIND 32 is still to come. */
  boolean starting() {
    return on && !running && !failed;
  }

  /** Whether there is a network with an address in it. */
  boolean up() {
    return firmware.addressing().lease() != null;
  }

  /** Whether it is an access point. */
  boolean miniAp() {
    return running && mode() == MINI_AP;
  }

  /** Whether wifi_mode makes it a station. */
  boolean isStation() {
    return mode() == STA;
  }

  private int mode() {
    return (int) firmware.settings().number("wifi_mode");
  }

  /** Switches the radio on at boot. */
  void start() {
    on = true;
    step.after(firmware.options().hardwareStart(), this::started);
  }

  /** Switches the radio on by command. */
  void switchOn() {
    switchedOn = true;
    start();
  }

  private void started() {
    RadioFault fault = firmware.module().takeRadioFault();
    if (fault != null) {
      firmware.wind(Wind.RADIO_STARTUP_FAILURE, fault.reason(), fault.register());
      fail(NO_START);
      return;
    }
    running = true;
    firmware.state(WifiState.RADIO_IDLE);
    firmware.wind(Wind.WIFI_HARDWARE_STARTED);
    Duration delay = firmware.options().radioStep();
    switch (mode()) {
      case STA -> step.after(delay, () -> firmware.station().scan());
      case IBSS -> step.after(delay, () -> firmware.miniAp().startCell());
      case MINI_AP -> step.after(delay, () -> firmware.miniAp().start(switchedOn));
      default -> {}
    }
  }

  /** Switches the radio off; the WINDs are the command's. */
  void stop() {
    end(WifiState.RADIO_TERMINATED_BY_USER);
    on = false;
  }

  /** WIND 5: dead until the next reset. */
  void fail(int reason) {
    failed = true;
    firmware.wind(Wind.WIFI_HARDWARE_FAILURE, reason);
    end(WifiState.HARDWARE_FAILURE);
    firmware.networkLost();
  }

  private void end(WifiState state) {
    step.cancel();
    running = false;
    firmware.wps().stop();
    firmware.station().stop();
    firmware.miniAp().stop();
    firmware.addressing().drop();
    firmware.state(state);
  }

  /** The networks or stations around it changed. */
  void airChanged() {
    if (running) {
      firmware.wps().airChanged();
      firmware.station().airChanged();
      firmware.miniAp().airChanged();
      firmware.addressing().airChanged();
    }
  }

  /** The next scan ends with WIND 23. */
  void failNextScan(String status) {
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
