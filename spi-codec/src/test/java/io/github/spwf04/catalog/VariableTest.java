package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Variable.Table;
import io.github.spwf04.catalog.Variable.Type;
import io.github.spwf04.error.ModuleError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableTest {
  private static List<String> names(Table table) {
    return Variable.all(table).stream().map(Variable::name).toList();
  }

  @Test
  void tablesAreAsLongAsTheManuals() {
    assertThat(Variable.all(Table.CONFIGURATION)).hasSize(105).isUnmodifiable();
    assertThat(Variable.all(Table.STATUS)).hasSize(42).isUnmodifiable();
    assertThat(Variable.all(Table.PEER)).hasSize(22).isUnmodifiable();
  }

  /** The start of a full dump, as logged on a module (field-facts C.1). */
  @Test
  void dumpHasTheOrderSeenInTheField() {
    assertThat(names(Table.CONFIGURATION))
        .startsWith(
            ("nv_manuf nv_model nv_serial nv_wifi_macaddr standby_time standby_enabled"
                    + " sleep_enabled etf_mode blink_led ext_volume ramdisk_memsize aes128_key"
                    + " user_desc python_script python_memsize console_enabled console_speed"
                    + " console_hwfc console_echo console_errs console_winds console_verbose"
                    + " console_repeater console_delimiter console_wind_off_low"
                    + " console_wind_off_medium console_wind_off_high wifi_tx_msdu_lifetime")
                .split(" "))
        .endsWith("ip_mdns_services_port", "ip_mdns_services_ttl", "ip_mdns_startup");
    assertThat(names(Table.STATUS)).startsWith("build", "fw_version").endsWith("ip_dns2v6");
    assertThat(names(Table.PEER)).startsWith("link_id", "state").endsWith("capinfo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CONFIGURATION | nv_manuf                 | TEXT      | 32 | STMicroelectronics Inc.
          CONFIGURATION | nv_serial                | TEXT      | 32 | 0517<11222
          CONFIGURATION | nv_wifi_macaddr          | HEX_BYTES | 6  | 00:80:E1:FA:12:34
          CONFIGURATION | aes128_key               | HEX_BYTES | 16 | 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00
          CONFIGURATION | user_desc                | TEXT      | 16 | anonymous
          CONFIGURATION | python_script            | TEXT      | 64 | 3:/uPython_test.py
          CONFIGURATION | wifi_ssid                | HEX_BYTES | 32 | 53:54:54:65:73:74:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00
          CONFIGURATION | wifi_wep_keys[3]         | HEX_BYTES | 16 | 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00
          CONFIGURATION | wifi_wep_key_lens        | HEX_BYTES | 4  | 00:00:00:00
          CONFIGURATION | wifi_wpa_psk_raw         | HEX_BYTES | 32 | 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00
          CONFIGURATION | wifi_wpa_psk_text        | TEXT      | 64 | ''
          CONFIGURATION | wifi_eap_anon_identity   | TEXT      | 32 | anonymous@identity.org
          CONFIGURATION | ip_macfilter             | HEX_BYTES | 6  | 00:00:00:00:00:00
          CONFIGURATION | ip_apredirect            | TEXT      | 16 | firstset.html
          CONFIGURATION | ip_ipaddr                | IPV4      | 0  | 192.168.0.50
          CONFIGURATION | ip_dns1                  | IPV4      | 0  | 208.67.222.222
          CONFIGURATION | ip_local                 | IPV6      | 0  | 0:0:0:0:0:0:0:0
          CONFIGURATION | ip_ntp_server2           | TEXT      | 32 | ntp0.ipv6.fau.de
          CONFIGURATION | ip_mdns_services_name    | TEXT      | 64 | SPWF04S-WebSrv SPWF04S-TFTPSrv
          CONFIGURATION | ip_mdns_services_prot    | TEXT      | 64 | _http._tcp _tftp._udp
          CONFIGURATION | ip_mdns_services_port    | INTS      | 2  | 80 69
          CONFIGURATION | wifi_wps_pin             | DIGITS    | 8  | 1234567
          CONFIGURATION | ip_mdns_startup          | HEX_BYTES | 2  | 01:01
          STATUS        | build                    | TEXT      | 64 | 170216-fd39c59-SPWF04S
          STATUS        | wifi_bssid               | HEX_BYTES | 6  | 00:18:F8:3C:D9:18
          STATUS        | wifi_reg_country         | TEXT      | 64 | IT
          STATUS        | ip_linklocal             | IPV6      | 0  | fe80:0:0:0:280:e1ff:fefa:1234
          STATUS        | ip_dns2v6                | IPV6      | 0  | 0:0:0:0:0:0:0:0
          PEER          | addr                     | HEX_BYTES | 6  | 02:62:1F:51:8F:0B
          """)
  void valuesAreThoseOfTheManual(
      Table table, String name, Type type, int size, String defaultValue) {
    Variable variable = Objects.requireNonNull(Variable.find(table, name));
    assertThat(variable.type()).isEqualTo(type);
    assertThat(variable.size()).isEqualTo(size);
    assertThat(variable.defaultValue()).isEqualTo(defaultValue);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIGURATION, standby_time, INT, 0, 4294967295, 10",
    "CONFIGURATION, blink_led, INT, 0, 1, 1",
    "CONFIGURATION, ext_volume, INT, 0, 3, 3",
    "CONFIGURATION, console_enabled, INT, 0, 3, 1",
    "CONFIGURATION, console_speed, INT, 9600, 921600, 115200",
    "CONFIGURATION, console_verbose, INT, 0, 2, 1",
    "CONFIGURATION, console_delimiter, HEX, 0, 255, 0x2C",
    "CONFIGURATION, console_wind_off_high, HEX, 0, 4294967295, 0x00000000",
    "CONFIGURATION, wifi_operational_mode, HEX, 17, 18, 0x00000011",
    "CONFIGURATION, wifi_beacon_wakeup, INT, 1, 65535, 1",
    "CONFIGURATION, wifi_rts_threshold, INT, 0, 3000, 3000",
    "CONFIGURATION, wifi_ssid_len, INT, 0, 32, 6",
    "CONFIGURATION, wifi_region, INT, 0, 7, 1",
    "CONFIGURATION, wifi_opr_rate_mask, HEX, 0, 4294967295, 0x003FFFCF",
    "CONFIGURATION, wifi_mode, INT, 0, 3, 1",
    "CONFIGURATION, wifi_tx_power, INT, 0, 18, 18",
    "CONFIGURATION, wifi_beacon_loss_thresh, INT, 0, 200, 10",
    "CONFIGURATION, wifi_priv_mode, INT, 0, 3, 0",
    "CONFIGURATION, wifi_eap_type, INT, 0, 4, 0",
    "CONFIGURATION, wifi_wps_pin, DIGITS, 0, 0, 1234567",
    "CONFIGURATION, ip_mdns_services_ttl, INTS, 0, 4294967295, 120 60",
    "CONFIGURATION, ip_use_dhcpc, INT, 0, 2, 2",
    "CONFIGURATION, ip_ntp_refresh, INT, 0, 4294967295, 3600",
    "STATUS, reset_reason, INT, 0, 4, 2",
    "STATUS, gpio_enable, HEX, 0, 65535, 0x0000",
    "STATUS, wifi_state, INT, 0, 10, 10",
    "STATUS, app_fs, INT, 0, 2, 1",
    "STATUS, wifi_chan_activity, HEX, 0, 4294967295, 0x00003FFF",
    "PEER, state, INT, 0, 6, 4",
    "PEER, rx_rssi, INT, -128, 127, -51",
    "PEER, capinfo, HEX, 0, 4294967295, 0x00000411"
  })
  void numbersHaveTheRangesOfTheManual(
      Table table, String name, Type type, long min, long max, String defaultValue) {
    Variable variable = Objects.requireNonNull(Variable.find(table, name));
    assertThat(variable.type()).isEqualTo(type);
    assertThat(variable.min()).isEqualTo(min);
    assertThat(variable.max()).isEqualTo(max);
    assertThat(variable.defaultValue()).isEqualTo(defaultValue);
  }

  /** One of each type; the virtual module's tests have every variable. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "standby_time, 007, 7, -",
        "standby_time, 0x7, '', INVALID_VALUE",
        "console_repeater, 3b, 0x3B, -",
        "console_repeater, 100, '', INVALID_VALUE",
        "wifi_wps_pin, 0123456, 0123456, -",
        "ip_mdns_services_port, 080 69, 80 69, -",
        "ip_mdns_services_port, abc, '', INVALID_VALUE",
        "nv_wifi_macaddr, 0a0b, '', INVALID_VALUE",
        "wifi_wep_keys[0], 0a0b, 0A:0B:00:00:00:00:00:00:00:00:00:00:00:00:00:00, -",
        "user_desc, seventeen letters, '', ARGUMENT_TOO_LONG",
        "ip_gw, 01.02.03.04, 1.2.3.4, -",
        "ip_local, FEC0::1, fec0:0:0:0:0:0:0:1, -",
      })
  void readsWhatIsGiven(String name, String given, String printed, @Nullable String error) {
    VariableValue value =
        Objects.requireNonNull(Variable.find(Table.CONFIGURATION, name)).read(given);
    assertThat(value.text()).isEqualTo(printed);
    assertThat(value.error())
        .isEqualTo(
            error == null
                ? null
                : error.equals("INVALID_VALUE")
                    ? ModuleError.INVALID_VALUE
                    : ModuleError.ARGUMENT_TOO_LONG);
  }

  @Test
  void onlyTable7IsWritable() {
    for (Table table : Table.values()) {
      assertThat(Variable.all(table))
          .allMatch(variable -> variable.table() == table)
          .allMatch(variable -> variable.writable() == (table == Table.CONFIGURATION))
          .allMatch(variable -> !variable.meaning().isBlank());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NV_MANUF", "wifi_wep_keys", "wifi_wep_keys[4]", "build", "addr"})
  void otherNamesAreNotInTable7(String name) {
    assertThat(Variable.find(Table.CONFIGURATION, name)).isNull();
  }

  @Test
  void sameNameInTwoTablesIsTwoVariables() {
    Variable set = Objects.requireNonNull(Variable.find(Table.CONFIGURATION, "ip_ipaddr"));
    Variable current = Objects.requireNonNull(Variable.find(Table.STATUS, "ip_ipaddr"));
    assertThat(set.writable()).isTrue();
    assertThat(current.defaultValue()).isEqualTo("192.168.121.184");
  }
}
