package io.github.spwf04.testkit.module;

import io.github.spwf04.catalog.Wind;
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
    } else if (firmware.station().on()) {
      call.error(Errors.RADIO_ENABLED);
    } else {
      call.ok();
      firmware.station().start();
    }
  }

  private static void off(Firmware firmware, Call call) {
    if (!firmware.station().running()) {
      call.error(Errors.RADIO_NOT_RUNNING);
      return;
    }
    firmware.station().stop();
    boolean terminatedFirst = firmware.options().profile().terminatedFirst();
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
    Station station = firmware.station();
    if (!station.running()) {
      call.error(Errors.RADIO_NOT_RUNNING);
    } else if (station.scanning()) {
      call.error(Errors.SCAN_IN_PROGRESS);
    } else if (station.joining()) {
      call.error(Errors.HARDWARE_BUSY);
    } else if (call.has(1)) {
      call.error(Errors.NO_FILE_SYSTEM);
    } else {
      firmware.after(firmware.options().radioStep(), () -> list(firmware, call));
    }
  }

  private static void list(Firmware firmware, Call call) {
    List<AccessPoint> found =
        filtered(firmware.module().visible(), call.text(0).toLowerCase(Locale.ROOT));
    call.maskableLine(call.format("Parsing Networks"), found.size());
    for (int i = 0; i < found.size(); i++) {
      call.rawLine(line(i + 1, found.get(i)));
    }
    call.ok();
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
                accessPoint.security() == Security.OPEN ? "0421" : "0431");
    return (line
            + switch (accessPoint.security()) {
              case OPEN -> "";
              case WEP -> "WEP ";
              case WPA2 -> "WPA2 ";
            })
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
