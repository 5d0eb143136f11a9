package io.github.spwf04.virtual.wifi;

import static io.github.spwf04.catalog.ParameterName.ACTION;
import static io.github.spwf04.catalog.ParameterName.FILENAME;
import static io.github.spwf04.catalog.ParameterName.FILTER;
import static io.github.spwf04.catalog.ParameterName.SSIDTXT;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.LineText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WIFI, SCAN and SSIDTXT (6.34 to 6.36, field-facts C.5). */
public final class RadioCommands {
  private final Core core;
  private final Radio radio;
  private final Surroundings surroundings;
  private final Volumes volumes;

  public RadioCommands(Core core, Radio radio, Surroundings surroundings, Volumes volumes) {
    this.core = core;
    this.radio = radio;
    this.surroundings = surroundings;
    this.volumes = volumes;
  }

  public void wifi(Call call) {
    if (call.number(ACTION) == 0) {
      off(call);
    } else if (radio.on()) {
      call.error(ModuleError.RADIO_ENABLED);
    } else {
      call.ok();
      radio.switchOn();
    }
  }

  private void off(Call call) {
    if (!radio.running()) {
      call.error(ModuleError.RADIO_NOT_RUNNING);
      return;
    }
    radio.stop();
    boolean terminatedFirst = core.profile().terminatedFirst();
    if (terminatedFirst) {
      core.wind(Wind.WPA_TERMINATED, 0);
    }
    call.ok();
    if (!terminatedFirst) {
      core.wind(Wind.WPA_TERMINATED, 0);
    }
    core.wind(Wind.WIFI_POWERED_DOWN);
    core.networkLost();
  }

  public void scan(Call call) {
    ModuleError error = scanError();
    if (error != null) {
      call.error(error);
    } else {
      WifiState before = core.state();
      core.state(WifiState.SCAN_IN_PROGRESS);
      core.wind(Wind.WIFI_SCANNING);
      core.after(core.options().timing().radioStep(), () -> scanned(call, before));
    }
  }

  private @Nullable ModuleError scanError() {
    if (!radio.running()) {
      return radio.starting() ? ModuleError.HARDWARE_STARTING : ModuleError.RADIO_NOT_RUNNING;
    }
    if (radio.station().scanning()) {
      return ModuleError.SCAN_IN_PROGRESS;
    }
    boolean busy = radio.station().joining() || radio.wps().active() || radio.isMiniAp();
    return busy ? ModuleError.HARDWARE_BUSY : null;
  }

  private void scanned(Call call, WifiState before) {
    String fault = radio.takeScanFault();
    if (!radio.running()) {
      call.error(ModuleError.SCAN_ABORTED);
      return;
    }
    if (fault == null) {
      core.wind(Wind.WIFI_SCAN_COMPLETE, Station.SCAN_DONE);
    } else {
      core.wind(Wind.SCAN_FAILED, fault);
    }
    // Its network may have been lost meanwhile: then the state is not that of this scan.
    if (core.state() == WifiState.SCAN_IN_PROGRESS && !radio.station().scanning()) {
      core.state(before);
    }
    if (fault != null) {
      call.error(ModuleError.SCAN_FAILED);
    } else if (call.has(FILENAME)) {
      save(call, found(call));
    } else {
      print(call, found(call));
    }
  }

  private void print(Call call, List<AccessPoint> found) {
    call.maskableLine(Line.PARSING_NETWORKS, found.size());
    for (int i = 0; i < found.size(); i++) {
      call.rawLine(core.console().ended(line(i + 1, found.get(i))));
    }
    call.ok();
  }

  /** Chosen: the file holds the lines that the console would show, each with CR LF behind it. */
  private void save(Call call, List<AccessPoint> found) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(LineText.of(Line.PARSING_NETWORKS.forms().getFirst(), true, found.size()));
    file.write('\r');
    file.write('\n');
    for (int i = 0; i < found.size(); i++) {
      file.writeBytes(line(i + 1, found.get(i)));
      file.write('\r');
      file.write('\n');
    }
    try {
      volumes.replace(call.text(FILENAME), file.toByteArray());
      call.ok();
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  private List<AccessPoint> found(Call call) {
    Region region = Region.of(core.settings());
    List<AccessPoint> heard =
        surroundings.networks().stream().filter(ap -> region.scans(ap.channel())).toList();
    return filtered(heard, call.text(FILTER).toLowerCase(Locale.ROOT));
  }

  /** Chosen: s folds networks of one name into the strongest, m those of one BSSID. */
  private static List<AccessPoint> filtered(List<AccessPoint> all, String filter) {
    List<AccessPoint> found = new ArrayList<>(all);
    found.sort(Comparator.comparingInt(AccessPoint::rssi).reversed());
    Set<String> seen = new HashSet<>();
    switch (filter) {
      case "s" -> found.removeIf(accessPoint -> !seen.add(accessPoint.ssid()));
      case "m" -> found.removeIf(accessPoint -> !seen.add(accessPoint.bssid()));
      default -> {}
    }
    return found;
  }

  /** A line of field-facts C.5; each keyword has a blank behind it. */
  private byte[] line(int index, AccessPoint accessPoint) {
    String line =
        "%d:\t BSS %s CHAN: %02d RSSI: -%02d SSID: '%s' CAPS: %s "
            .formatted(
                index,
                accessPoint.bssid(),
                accessPoint.channel(),
                -accessPoint.rssi(),
                accessPoint.hidden() ? core.options().air().hiddenName() : accessPoint.ssid(),
                accessPoint.security().capabilities());
    return (line
            + accessPoint.security().listed()
            + (accessPoint.registrar().isEmpty() ? "" : "WPS "))
        .getBytes(StandardCharsets.UTF_8);
  }

  public void ssid(Call call) {
    if (call.has(SSIDTXT)) {
      core.settings().ssid(call.bytes(SSIDTXT));
    } else {
      call.line(Line.SSID, core.settings().ssid());
    }
    call.ok();
  }
}
