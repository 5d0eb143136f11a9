package io.github.spwf04.catalog;

import io.github.spwf04.catalog.Variable.Table;
import io.github.spwf04.catalog.Variable.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of Tables 7 to 9, in their order.
 *
 * <p>Where the manual gives no range, a number is one of 32 bits. Defaults are written as the
 * module prints them; field-facts F.39 says where the manual shortens them.
 */
final class VariableTable {
  private static final long WORD = 0xFFFF_FFFFL;

  /** Size of the texts of Tables 8 and 9, for which the manual gives none. */
  private static final int STATUS_TEXT = 64;

  private static final String NO_IPV6 = "0:0:0:0:0:0:0:0";

  static final VariableTable CONFIGURATION =
      new VariableTable(Table.CONFIGURATION)
          .text("nv_manuf", 32, "STMicroelectronics Inc.", "Manufacturer")
          .text("nv_model", 32, "SPWF04SA", "Model")
          .text("nv_serial", 32, "0517<11222", "Serial number; 8 digits on a real module")
          .bytes("nv_wifi_macaddr", 6, "00:80:E1:FA:12:34", "MAC address given by the manufacturer")
          .number("standby_time", "10", "Seconds a standby lasts")
          .number("standby_enabled", 0, 1, "0", "1: standby allowed")
          .number("sleep_enabled", 0, 1, "0", "1: sleep allowed")
          .number("etf_mode", 0, 1, "0", "1: test functions for certification")
          .number("blink_led", 0, 1, "1", "1: GPIO10 drives the LED")
          .number("ext_volume", 0, 3, "3", "External storage: 0 none, 1 SD card, 2 SPI, 3 detected")
          .number("ramdisk_memsize", "16", "Heap for the RAM disk in units of 1024 bytes")
          .key("aes128_key", 16, "", "AES-128 key of encrypted firmware images")
          .secret()
          .text("user_desc", 16, "anonymous", "Password of the remote configuration")
          .secret()
          .text("python_script", 64, "3:/uPython_test.py", "Script run when GPIO8 is high at boot")
          .number("python_memsize", "32", "Heap for MicroPython in units of 1024 bytes")
          .number("console_enabled", 0, 3, "1", "0 SPI, 1 UART, 2 UART and Python, 3 Python")
          .number("console_speed", 9600, 921600, "115200", "Speed of the UART in baud")
          .number("console_hwfc", 0, 1, "0", "1: hardware flow control")
          .number("console_echo", 0, 1, "1", "1: commands are echoed")
          .number("console_errs", 0, 2, "2", "ERROR: 0 bare, 1 with its id, 2 with id and text")
          .number("console_winds", 0, 2, "2", "WIND: 0 bare, 1 with its number, 2 with its text")
          .number("console_verbose", 0, 2, "1", "0 values only, 1 with keyword, 2 with a long OK")
          .hex("console_repeater", 0, 0xFF, "0x21", "Character that repeats the last command")
          .hex("console_delimiter", 0, 0xFF, "0x2C", "Character between parameters")
          .hex("console_wind_off_low", "0x00000000", "Mask of WINDs 0 to 31; bit set: off")
          .hex("console_wind_off_medium", "0x00000000", "Mask of WINDs 32 to 63; bit set: off")
          .hex("console_wind_off_high", "0x00000000", "Mask of WINDs 64 to 95; bit set: off")
          .number("wifi_tx_msdu_lifetime", "0", "Sent MSDUs live this many TU of 1024 us; 0 auto")
          .number("wifi_rx_msdu_lifetime", "0", "Received MSDUs, likewise")
          .hex("wifi_operational_mode", 0x11, 0x12, "0x00000011", "0x11 doze, 0x12 quiescent")
          .number(
              "wifi_beacon_wakeup",
              1,
              65535,
              "1",
              "Wake-up interval; up to 255 when" + " wifi_listen_interval is 0")
          .number("wifi_beacon_interval", 0, 65535, "100", "Interval of beacons as access point")
          .number(
              "wifi_listen_interval",
              0,
              1,
              "0",
              "wifi_beacon_wakeup is 0 the most slept," + " 1 the least")
          .number("wifi_rts_threshold", 0, 3000, "3000", "Frame size from which RTS/CTS is used")
          .key(
              "wifi_ssid",
              32,
              "53:54:54:65:73:74",
              "SSID; all octets are written, and its" + " length in wifi_ssid_len; see SSIDTXT")
          .number("wifi_ssid_len", 0, 32, "6", "Octets of wifi_ssid in use")
          .number("wifi_txfail_thresh", "5", "Lost packets before disassociation")
          .number("wifi_dtim_period", "1", "Frames kept for a sleeping station; 0 none")
          .number("wifi_add_tim_ie", 0, 1, "0", "1: TIM element in beacons as access point")
          .number(
              "wifi_region",
              0,
              7,
              "1",
              "Channels of an active scan: 0 none, 1 as in"
                  + " wifi_chan_activity, 2 USA 1-11, 3 Canada 1-11, 4 Europe 1-13, 5 France 10-11,"
                  + " 6 Japan 1-13, 7 Japan 10, 11, 14")
          .number("wifi_ht_mode", 0, 1, "1", "1: 802.11n, with rates of wifi_opr_rate_mask")
          .number("wifi_channelnum", 1, 14, "1", "Channel as access point")
          .hex(
              "wifi_opr_rate_mask",
              "0x003FFFCF",
              "Rates allowed: bits 0-3 1, 2, 5.5, 11 Mbit/s;"
                  + " 6-13 6, 9, 12, 18, 24, 36, 48, 54; 14-21 MCS0 to MCS7")
          .hex("wifi_bas_rate_mask", "0x0000000F", "Basic rates, same bits; 0xF is 1, 2, 5.5, 11")
          .number(
              "wifi_mode",
              0,
              3,
              "1",
              "Radio at power-up: 0 idle, 1 station, 2 IBSS," + " 3 access point")
          .number("wifi_auth_type", 0, 1, "0", "0 open system, 1 shared key")
          .number("wifi_atim_window", "0", "Kept by the manual for itself")
          .number("wifi_powersave", 0, 2, "0", "0 active, 1 power save, 2 fast power save")
          .number("wifi_tx_power", 0, 18, "18", "Transmit power in dBm")
          .number("wifi_rssi_thresh", -128, 127, "0", "Signal strength that counts as low")
          .number("wifi_rssi_hyst", 0, 255, "0", "Change of the signal that is reported")
          .number("wifi_ap_idle_timeout", "120", "Seconds after which an idle station is dropped")
          .number(
              "wifi_beacon_loss_thresh",
              0,
              200,
              "10",
              "Beacons lost before the network is;" + " 0 never")
          .number(
              "wifi_priv_mode",
              0,
              3,
              "0",
              "0 none, 1 WEP, 2 WPA or WPA2 Personal," + " 3 WPA2 Enterprise")
          .key("wifi_wep_keys[0]", 16, "", "First WEP key")
          .secret()
          .key("wifi_wep_keys[1]", 16, "", "Second WEP key")
          .secret()
          .key("wifi_wep_keys[2]", 16, "", "Third WEP key")
          .secret()
          .key("wifi_wep_keys[3]", 16, "", "Fourth WEP key")
          .secret()
          .zeroBytes("wifi_wep_key_lens", 4, "Octets in use of each WEP key")
          .number("wifi_wep_default_key", 0, 3, "0", "WEP key to use")
          .key("wifi_wpa_psk_raw", 32, "", "WPA key, computed beforehand")
          .secret()
          .text("wifi_wpa_psk_text", 64, "", "WPA passphrase the key is computed from")
          .secret()
          .text("wifi_eap_identity", 32, "identity", "User name of WPA Enterprise")
          .text("wifi_eap_anon_identity", 32, "anonymous@identity.org", "Outer user name of EAP")
          .text("wifi_eap_passwd", 32, "password", "Password of WPA Enterprise")
          .secret()
          .number(
              "wifi_eap_type",
              0,
              4,
              "0",
              "0 EAP-TLS, 1 TTLS-MD5, 2 TTLS-MSCHAPv2, 3 PEAP-MD5," + " 4 PEAP-MSCHAPv2")
          .number("wifi_eap_skip_datechecks", 0, 1, "0", "1: dates of certificates not checked")
          .number("wifi_wps_walk_time", "120", "Seconds WPS waits for the button")
          .digits("wifi_wps_pin", 8, "1234567", "PIN of WPS, without its check digit")
          .secret()
          .number("ip_sock_memsize", "1", "Heap for a socket in units of 1500 bytes")
          .number(
              "ip_sock_threshold",
              0,
              100,
              "0",
              "Per cent of ip_sock_memsize before WIND 55 or" + " 88")
          .number("ip_dhcp_lease_time", "120", "Seconds a station may keep its address")
          .zeroBytes("ip_macfilter", 6, "MAC mask of the stations that are given an address")
          .number("ip_num_clients", "5", "Stations that are given an address")
          .number("ip_allow_port_scans", 0, 1, "1", "1: closed ports answer")
          .number("ip_use_v6", 0, 1, "1", "1: IPv6")
          .number("ip_use_dhcpd", 0, 1, "1", "1: DHCP server as access point")
          .number("ip_use_httpd", 0, 1, "1", "1: web server")
          .number("ip_use_tftpd", 0, 1, "1", "1: TFTP server")
          .number("ip_use_dhcpc", 0, 2, "2", "DHCP client: 0 off, 1 on, 2 self-assigned address")
          .text("ip_hostname", 32, "iwm-FA-12-34", "Name of the module")
          .text("ip_apdomainname", 32, "captiveportal.net", "Domain name as access point")
          .text("ip_apredirect", 16, "firstset.html", "First page behind ip_apdomainname")
          .ipv4("ip_ipaddr", "192.168.0.50", "Address without DHCP")
          .ipv4("ip_netmask", "255.255.255.0", "Netmask without DHCP")
          .ipv4("ip_gw", "192.168.0.1", "Gateway without DHCP")
          .ipv4("ip_dns1", "208.67.222.222", "First name server without DHCP")
          .ipv4("ip_dns2", "208.67.220.220", "Second name server without DHCP")
          .ipv6("ip_local", NO_IPV6, "Unique local IPv6 address")
          .ipv6("ip_dns1v6", NO_IPV6, "First IPv6 name server without DHCP")
          .ipv6("ip_dns2v6", NO_IPV6, "Second IPv6 name server without DHCP")
          .number("ip_dhcp_timeout", "20", "Seconds the DHCP client waits")
          .text("ip_ntp_server1", 32, "ptbtime1.ptb.de", "First time server (IPv4)")
          .text(
              "ip_ntp_server2", 32, "ntp0.ipv6.fau.de", "Second time server (IPv6 with ip_use_v6)")
          .number("ip_ntp_refresh", "3600", "Seconds between two questions for the time")
          .number("ip_ntp_startup", 0, 1, "1", "1: ask for the time at start-up")
          .text("ip_mdns_domain_name", 32, "SPWF04S-Default", "Name in mDNS")
          .number("ip_mdns_device_name_ttl", "120", "Time to live of the name")
          .text(
              "ip_mdns_services_name",
              64,
              "SPWF04S-WebSrv SPWF04S-TFTPSrv",
              "Services, at most" + " two, with a blank between")
          .text("ip_mdns_services_prot", 64, "_http._tcp _tftp._udp", "Protocol of each service")
          .text("ip_mdns_services_keys", 32, "dev1 dev2", "Key of each service")
          .text("ip_mdns_services_vals", 32, "number1 number2", "Value of each service")
          .numbers("ip_mdns_services_port", 65535, "80 69", "Port of each service")
          .numbers("ip_mdns_services_ttl", WORD, "120 60", "Time to live of each service")
          .bytes("ip_mdns_startup", 2, "01:01", "01 for each service to announce at start-up");

  static final VariableTable STATUS =
      new VariableTable(Table.STATUS)
          .text("build", STATUS_TEXT, "170216-fd39c59-SPWF04S", "Build of the firmware")
          .text("fw_version", STATUS_TEXT, "1.0.0", "Version of the firmware")
          .text("boot_version", STATUS_TEXT, "1.0", "Version of the boot loader")
          .number("var_version", "1", "Version of the list of variables")
          .number("free_heap", "55200", "Free heap in bytes")
          .number("min_heap", "52576", "Least free heap so far")
          .number("system_time", "1467386876", "Seconds since 1970-01-01 UTC")
          .number("system_uptime", "1780", "Seconds since the start")
          .number("system_sleeptime", "0", "Seconds slept")
          .number(
              "reset_reason",
              0,
              4,
              "2",
              "0 power on, 1 watchdog, 2 software, 3 low power," + " 4 reset line")
          .number("startup", "0", "Reason of a failure at boot, see WIND 7")
          .number("random_number", "3725839442", "Last number of RANDOM")
          .hex("gpio_enable", 0, 0xFFFF, "0x0000", "GPIOs with an interrupt, bit by number")
          .number("app_fs", 0, 2, "1", "Application flash: 0 not mounted, 1 mounted, 2 protected")
          .number("user_fs", 0, 1, "0", "User flash: 0 not mounted, 1 mounted")
          .number("extvol_fs", 0, 1, "0", "External storage: 0 not mounted, 1 mounted")
          .number("nv_power_cycles", "5", "Power-ons")
          .number("nv_wdog_resets", "0", "Resets by the watchdog")
          .number("nv_reset_cycles", "43", "Resets")
          .number("wifi_state", 0, 10, "10", "State of the radio, see WifiState")
          .bytes("wifi_own_macaddr", 6, "00:80:E1:FA:12:34", "MAC address in use")
          .bytes("wifi_bssid", 6, "00:18:F8:3C:D9:18", "BSSID of the network")
          .number("wifi_aid", "0", "Association id")
          .number("wifi_channelnum", 0, 14, "11", "Channel in use")
          .hex("wifi_sup_rate_mask", "0x003FFFCF", "Rates the radio supports")
          .hex("wifi_bas_rate_mask", "0x0000000F", "Basic rates of the access point")
          .hex("wifi_chan_activity", "0x00003FFF", "Channels that may be sent on, bit by number")
          .number("wifi_max_tx_power", "18", "Greatest transmit power allowed, in dBm")
          .number("wifi_gf_mode", 0, 1, "0", "1: greenfield mode")
          .text("wifi_reg_country", STATUS_TEXT, "IT", "Regulatory domain")
          .number("wifi_dtim_period", "1", "DTIM period of the access point")
          .number("wifi_num_assoc", "1", "Stations associated with the module")
          .number("ip_from_AutoIP", 0, 1, "0", "1: the address is self-assigned")
          .ipv4("ip_ipaddr", "192.168.121.184", "Address")
          .ipv4("ip_netmask", "255.255.252.0", "Netmask")
          .ipv4("ip_gw", "192.168.123.20", "Gateway")
          .ipv4("ip_dns1", "192.168.123.20", "First name server")
          .ipv4("ip_dns2", "192.168.123.20", "Second name server")
          .ipv6("ip_linklocal", "fe80:0:0:0:280:e1ff:fefa:1234", "Link-local IPv6 address")
          .ipv6("ip_local", "fec0:0:0:0:280:e1ff:fefa:1234", "Unique local IPv6 address")
          .ipv6("ip_dns1v6", NO_IPV6, "First IPv6 name server")
          .ipv6("ip_dns2v6", NO_IPV6, "Second IPv6 name server");

  static final VariableTable PEER =
      new VariableTable(Table.PEER)
          .number("link_id", "0", "Id of the peer")
          .number(
              "state",
              0,
              6,
              "4",
              "0 power up, 1 link initialisation, 2 id allocated,"
                  + " 3 authenticated, 4 associated, 5 beacons lost, 6 saving power")
          .bytes("addr", 6, "02:62:1F:51:8F:0B", "MAC address")
          .number("last_rx", "14", "Time of the last packet received")
          .number("last_tx", "14", "Time of the last packet sent")
          .number("rx_drops", "0", "Frames dropped on reception")
          .number("tx_drops", "0", "Frames dropped on transmission")
          .number("rx_pkts", "22", "Frames received")
          .number("tx_pkts", "24", "Frames sent")
          .number("tx_errs", "0", "Errors of transmission")
          .hex("rate_mask", "0x00003FCF", "Operational rates of the access point")
          .number("cur_rate_idx", "3", "Index of the rate in use")
          .number("cur_rate_ok", "3", "Counter before a higher rate")
          .number("cur_rate_fail", "0", "Counter before a lower rate")
          .number("tx_consec_fail", "0", "Counter before disassociation")
          .hex("rx_seqnum", "0x000031F0", "Sequence number of the last directed frame")
          .hex("rx_seqnum_mc", "0x00002780", "Sequence number of the last multicast frame")
          .number("rx_rssi", -128, 127, "-51", "Signal strength of the last packet")
          .number("rx_rateidx", "13", "Rate index of the last packet")
          .number("setprot", 0, 3, "3", "Frames protected: bit 0 received, bit 1 sent")
          .number("listen_interval", "0", "Listen interval of the access point")
          .hex("capinfo", "0x00000411", "Capabilities of the access point");

  static {
    TableCheck.variables(CONFIGURATION.rows, 105);
    TableCheck.variables(STATUS.rows, 42);
    TableCheck.variables(PEER.rows, 22);
  }

  private final Table table;
  private final List<Variable> rows = new ArrayList<>();
  private final Map<String, Variable> byName = new HashMap<>();

  private VariableTable(Table table) {
    this.table = table;
  }

  static VariableTable of(Table table) {
    return switch (table) {
      case CONFIGURATION -> CONFIGURATION;
      case STATUS -> STATUS;
      case PEER -> PEER;
    };
  }

  List<Variable> rows() {
    return Collections.unmodifiableList(rows);
  }

  @Nullable Variable find(String name) {
    return byName.get(name);
  }

  private VariableTable number(String name, String value, String meaning) {
    return number(name, 0, WORD, value, meaning);
  }

  private VariableTable number(String name, long min, long max, String value, String meaning) {
    return row(name, Type.INT, 0, value, min, max, meaning);
  }

  private VariableTable hex(String name, String value, String meaning) {
    return hex(name, 0, WORD, value, meaning);
  }

  private VariableTable hex(String name, long min, long max, String value, String meaning) {
    return row(name, Type.HEX, 0, value, min, max, meaning);
  }

  private VariableTable text(String name, int size, String value, String meaning) {
    return row(name, Type.TEXT, size, value, 0, 0, meaning);
  }

  private VariableTable bytes(String name, int size, String value, String meaning) {
    return row(name, Type.HEX_BYTES, size, value, size, size, meaning);
  }

  private VariableTable zeroBytes(String name, int size, String meaning) {
    return bytes(name, size, zeros(size), meaning);
  }

  /** Octets of which the first may be given alone (field-facts C.1): zeros are behind them. */
  private VariableTable key(String name, int size, String first, String meaning) {
    String value = first + zeros(size).substring(first.length());
    return row(name, Type.HEX_BYTES, size, value, 1, size, meaning);
  }

  private static String zeros(int size) {
    return "00:".repeat(size).substring(0, 3 * size - 1);
  }

  private VariableTable digits(String name, int size, String value, String meaning) {
    return row(name, Type.DIGITS, size, value, 0, 0, meaning);
  }

  /** A number for each of the two services of Table 7. */
  private VariableTable numbers(String name, long max, String value, String meaning) {
    return row(name, Type.INTS, 2, value, 0, max, meaning);
  }

  private VariableTable ipv4(String name, String value, String meaning) {
    return row(name, Type.IPV4, 0, value, 0, 0, meaning);
  }

  private VariableTable ipv6(String name, String value, String meaning) {
    return row(name, Type.IPV6, 0, value, 0, 0, meaning);
  }

  /** The row before holds a password or a key. */
  private VariableTable secret() {
    Variable v = rows.removeLast();
    return add(
        new Variable(
            table,
            v.name(),
            v.type(),
            v.size(),
            v.defaultValue(),
            v.min(),
            v.max(),
            v.writable(),
            true,
            v.meaning()));
  }

  private VariableTable row(
      String name, Type type, int size, String value, long min, long max, String meaning) {
    boolean writable = table == Table.CONFIGURATION;
    return add(new Variable(table, name, type, size, value, min, max, writable, false, meaning));
  }

  private VariableTable add(Variable row) {
    rows.add(row);
    byName.put(row.name(), row);
    return this;
  }
}
