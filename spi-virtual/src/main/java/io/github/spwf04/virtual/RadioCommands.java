package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Wind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** WIFI, SCAN and SSIDTXT (6.34 to 6.36, field-facts C.5). */
final class RadioCommands {
  private RadioCommands() {}

  static void wifi(Firmware firmware, Call call) {
    if (call.number(0, 0) == 0) {
      off(firmware, call);
    } else if (firmware.radio().on()) {
      call.error(Errors.RADIO_ENABLED);
    } else {
      call.ok();
      firmware.radio().switchOn();
    }
  }

  private static void off(Firmware firmware, Call call) {
    if (!firmware.radio().running()) {
      call.error(Errors.RADIO_NOT_RUNNING);
      return;
    }
    firmware.radio().stop();
    boolean terminatedFirst = firmware.profile().terminatedFirst();
    if (terminatedFirst) {
      firmware.wind(Wind.WPA_TERMINATED, 0);
    }
    call.ok();
    if (!terminatedFirst) {
      firmware.wind(Wind.WPA_TERMINATED, 0);
    }
    firmware.wind(Wind.WIFI_POWERED_DOWN);
    firmware.networkLost();
  }

  static void scan(Firmware firmware, Call call) {
    int error = scanError(firmware);
    if (error != 0) {
      call.error(error);
    } else {
      firmware.after(firmware.options().radioStep(), () -> list(firmware, call));
    }
  }

  private static int scanError(Firmware firmware) {
    Radio radio = firmware.radio();
    if (!radio.running()) {
      return radio.starting() ? Errors.HARDWARE_STARTING : Errors.RADIO_NOT_RUNNING;
    }
    if (firmware.station().scanning()) {
      return Errors.SCAN_IN_PROGRESS;
    }
    boolean busy = firmware.station().joining() || firmware.wps().active() || radio.miniAp();
    return busy ? Errors.HARDWARE_BUSY : 0;
  }

  private static void list(Firmware firmware, Call call) {
    String fault = firmware.radio().takeScanFault();
    if (!firmware.radio().running()) {
      call.error(Errors.SCAN_ABORTED);
    } else if (fault != null) {
      firmware.wind(Wind.SCAN_FAILED, fault);
      call.error(Errors.SCAN_FAILED);
    } else if (call.has(1)) {
      save(firmware, call, found(firmware, call));
    } else {
      print(firmware, call, found(firmware, call));
    }
  }

  private static void print(Firmware firmware, Call call, List<AccessPoint> found) {
    call.maskableLine(call.format("Parsing Networks"), found.size());
    for (int i = 0; i < found.size(); i++) {
      call.rawLine(firmware.console().ended(line(i + 1, found.get(i))));
    }
    call.ok();
  }

  /** Chosen: the file holds the lines that the console would show, each with CR LF behind it. */
  private static void save(Firmware firmware, Call call, List<AccessPoint> found) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("Parsing Networks:" + found.size() + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < found.size(); i++) {
      file.writeBytes(line(i + 1, found.get(i)));
      file.write('\r');
      file.write('\n');
    }
    try {
      firmware.volumes().replace(call.text(1), file.toByteArray());
      call.ok();
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  private static List<AccessPoint> found(Firmware firmware, Call call) {
    return filtered(firmware.module().visible(), call.text(0).toLowerCase(Locale.ROOT));
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
  private static byte[] line(int index, AccessPoint accessPoint) {
    String line =
        "%d:\t BSS %s CHAN: %02d RSSI: %d SSID: '%s' CAPS: %s "
            .formatted(
                index,
                accessPoint.bssid(),
                accessPoint.channel(),
                accessPoint.rssi(),
                accessPoint.ssid(),
                accessPoint.security().capabilities());
    return (line
            + accessPoint.security().listed()
            + (accessPoint.registrar().isEmpty() ? "" : "WPS "))
        .getBytes(StandardCharsets.UTF_8);
  }

  static void ssid(Firmware firmware, Call call) {
    if (call.has(0)) {
      firmware.settings().ssid(call.bytes(0));
    } else {
      call.line(call.format("Network"), firmware.settings().ssid());
    }
    call.ok();
  }
}
