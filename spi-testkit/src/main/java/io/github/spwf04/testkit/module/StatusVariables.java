package io.github.spwf04.testkit.module;

import io.github.spwf04.catalog.Variable;
import java.util.Locale;

/**
 * The values of Tables 8 and 9 at this moment. What the module does not play keeps the manual's
 * example.
 */
final class StatusVariables {
  private static final String NO_MAC = "00:00:00:00:00:00";
  private static final String NO_V4 = "0.0.0.0";
  private static final String NO_V6 = "0:0:0:0:0:0:0:0";

  /** Bytes of heap beside a RAM volume of the factory's size (Table 8). */
  private static final long FREE_HEAP = 55_200;

  private StatusVariables() {}

  static String value(Firmware firmware, Variable variable) {
    VirtualModule module = firmware.module();
    Settings settings = firmware.settings();
    Station station = firmware.station();
    AccessPoint accessPoint = station.joined();
    boolean up = station.up();
    return switch (variable.name()) {
      case "build" -> firmware.options().profile().build();
      case "fw_version" -> firmware.options().profile().version();
      case "system_time" ->
          Long.toString(
              firmware.options().clock().instant().plus(module.timeOffset()).getEpochSecond());
      case "system_uptime" -> Long.toString(firmware.uptime().toSeconds());
      case "reset_reason" -> Integer.toString(firmware.resetReason().number());
      case "startup" -> Integer.toString(firmware.startupFailure());
      case "random_number" -> Long.toString(module.lastRandom());
      case "nv_power_cycles" -> "1";
      case "nv_wdog_resets" -> "0";
      case "nv_reset_cycles" -> Integer.toString(module.resets());
      case "free_heap" -> Long.toString(FREE_HEAP - firmware.volumes().extraHeap());
      case "app_fs" -> !mounted(firmware, Volume.I) ? "0" : firmware.volumes().locked() ? "2" : "1";
      case "user_fs" -> mounted(firmware, Volume.E) ? "1" : "0";
      case "extvol_fs" -> mounted(firmware, Volume.X) ? "1" : "0";
      case "wifi_state" -> Integer.toString(firmware.state().number());
      case "wifi_own_macaddr" -> settings.get("nv_wifi_macaddr");
      case "wifi_bssid" -> accessPoint == null ? NO_MAC : accessPoint.bssid();
      case "wifi_channelnum" ->
          accessPoint == null
              ? settings.get("wifi_channelnum")
              : Integer.toString(accessPoint.channel());
      case "wifi_num_assoc" -> "0";
      case "ip_ipaddr" -> up ? firmware.options().address() : NO_V4;
      case "ip_netmask", "ip_gw", "ip_dns1", "ip_dns2" ->
          up ? settings.get(variable.name()) : NO_V4;
      case "ip_linklocal" -> up && station.usesV6() ? station.linkLocal() : NO_V6;
      case "ip_local", "ip_dns1v6", "ip_dns2v6" -> NO_V6;
      default -> variable.defaultValue();
    };
  }

  private static boolean mounted(Firmware firmware, Volume volume) {
    return firmware.volumes().mounted(volume);
  }

  static String peerValue(AccessPoint accessPoint, Variable variable) {
    return switch (variable.name()) {
      case "addr" -> accessPoint.bssid().toUpperCase(Locale.ROOT);
      case "rx_rssi" -> Integer.toString(accessPoint.rssi());
      default -> variable.defaultValue();
    };
  }
}
