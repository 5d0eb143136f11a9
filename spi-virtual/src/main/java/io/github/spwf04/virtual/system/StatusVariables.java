package io.github.spwf04.virtual.system;

import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.runtime.BootCounters;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.RandomNumbers;
import io.github.spwf04.virtual.runtime.ResetReason;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.socket.SocketMemory;
import io.github.spwf04.virtual.wifi.AddressLease;
import io.github.spwf04.virtual.wifi.Addressing;
import io.github.spwf04.virtual.wifi.Radio;
import io.github.spwf04.virtual.wifi.Region;
import java.util.function.IntSupplier;

/**
 * The values of Tables 8 and 9 at this moment. What the module does not play keeps the manual's
 * example.
 */
public record StatusVariables(
    Core core,
    ResetReason reason,
    IntSupplier startupFailure,
    BootLoader bootLoader,
    BootCounters counters,
    RandomNumbers random,
    Radio radio,
    Volumes volumes,
    SocketMemory sockets,
    Pins pins,
    Power power) {
  /** The example of Table 8. */
  private static final long MIN_HEAP = 52_576;

  /** Chosen: what is left when WIND 4 comes. */
  private static final long LOW_HEAP = 2048;

  private static final String NO_MAC = "00:00:00:00:00:00";
  private static final String NO_V4 = "0.0.0.0";
  private static final String NO_V6 = "0:0:0:0:0:0:0:0";

  /** Bytes of heap beside a RAM volume of the factory's size (Table 8). */
  private static final long FREE_HEAP = 55_200;

  /** A variable of Tables 8 and 9, as it is printed. */
  public String value(Variable variable) {
    Settings settings = core.settings();
    Addressing addressing = radio.addressing();
    AddressLease lease = addressing.lease();
    AccessPoint accessPoint = radio.station().joined();
    return switch (variable.name()) {
      case "build" -> bootLoader.running().build();
      case "fw_version" -> bootLoader.running().version();
      case "system_time" -> Long.toString(core.time().getEpochSecond());
      case "system_uptime" -> Long.toString(core.uptime().toSeconds());
      case "reset_reason" -> Integer.toString(reason.number());
      case "startup" -> Integer.toString(startupFailure.getAsInt());
      case "random_number" -> Long.toString(random.last());
      case "system_sleeptime" -> Long.toString(power.slept().toSeconds());
      case "gpio_enable" -> "0x%04X".formatted(pins.interruptMask());
      case "nv_power_cycles" -> Integer.toString(counters.powerCycles());
      case "nv_wdog_resets" -> Integer.toString(counters.watchdogResets());
      case "nv_reset_cycles" -> Integer.toString(counters.resets());
      case "free_heap" -> Long.toString(freeHeap(sockets.taken()));
      case "app_fs" ->
          !volumes.mounted(Volume.APPLICATION_FLASH) ? "0" : volumes.locked() ? "2" : "1";
      case "user_fs" -> volumes.mounted(Volume.USER_FLASH) ? "1" : "0";
      case "extvol_fs" -> volumes.mounted(Volume.EXTERNAL) ? "1" : "0";
      case "wifi_state" -> Integer.toString(core.state().number());
      case "wifi_own_macaddr" -> radio.used().get("nv_wifi_macaddr");
      case "wifi_bssid" -> accessPoint == null ? NO_MAC : accessPoint.bssid();
      case "wifi_channelnum" ->
          accessPoint == null
              ? radio.used().get("wifi_channelnum")
              : Integer.toString(accessPoint.channel());
      case "wifi_chan_activity" -> "0x%08X".formatted(Region.of(settings).channels());
      case "wifi_aid" -> accessPoint == null ? "0" : "1";
      // Chosen: what an access point reports is the manual's example.
      case "wifi_bas_rate_mask", "wifi_dtim_period" ->
          accessPoint == null ? radio.used().get(variable.name()) : variable.defaultValue();
      case "wifi_num_assoc" -> Integer.toString(radio.miniAp().stations());
      case "min_heap" -> Long.toString(Math.min(freeHeap(sockets.most()), MIN_HEAP));
      case "ip_from_AutoIP" -> lease != null && lease.auto() ? "1" : "0";
      case "ip_ipaddr" -> lease == null ? NO_V4 : lease.address();
      case "ip_netmask" -> lease == null ? NO_V4 : lease.netmask();
      case "ip_gw" -> lease == null ? NO_V4 : lease.gateway();
      case "ip_dns1" -> lease == null ? NO_V4 : lease.dns1();
      case "ip_dns2" -> lease == null ? NO_V4 : lease.dns2();
      case "ip_linklocal" -> lease != null && addressing.usesV6() ? addressing.linkLocal() : NO_V6;
      case "ip_local", "ip_dns1v6", "ip_dns2v6" ->
          lease != null && addressing.usesV6() ? settings.get(variable.name()) : NO_V6;
      default -> variable.defaultValue();
    };
  }

  /** Chosen: a module that opens more than its heap holds stays at what WIND 4 leaves. */
  private long freeHeap(long buffers) {
    long free = FREE_HEAP - volumes.extraHeap() - buffers;
    return core.lowMemory() ? LOW_HEAP : Math.max(LOW_HEAP, free);
  }
}
