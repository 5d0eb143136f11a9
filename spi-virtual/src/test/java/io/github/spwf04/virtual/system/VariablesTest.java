package io.github.spwf04.virtual.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SCFG of every variable of Table 7, over both interfaces. */
class VariablesTest {
  /**
   * Names, then what is given and what is printed, or what is given and the error. {@code a*3} is
   * aaa, {@code -} nothing.
   */
  private static final String TABLE =
      """
      # Numbers without a range: 32 bits, decimal
      standby_time ramdisk_memsize python_memsize wifi_tx_msdu_lifetime wifi_rx_msdu_lifetime
      wifi_txfail_thresh wifi_dtim_period wifi_atim_window wifi_ap_idle_timeout
      wifi_wps_walk_time ip_sock_memsize ip_dhcp_lease_time ip_num_clients ip_dhcp_timeout
      ip_ntp_refresh ip_mdns_device_name_ttl
      : 0 > 0 ; 4294967295 > 4294967295 ; 007 > 7 ; 4294967296 ! 8 ; -1 ! 8 ; 0x10 ! 8 ; ten ! 8 ; 1.5 ! 8 ; - ! 8 ; NULL ! 8

      # Off and on
      standby_enabled sleep_enabled etf_mode blink_led console_hwfc console_echo
      wifi_listen_interval wifi_add_tim_ie wifi_ht_mode wifi_auth_type wifi_eap_skip_datechecks
      ip_allow_port_scans ip_use_v6 ip_use_dhcpd ip_use_httpd ip_use_tftpd ip_ntp_startup
      : 0 > 0 ; 1 > 1 ; 2 ! 8 ; -1 ! 8 ; on ! 8 ; 0x1 ! 8 ; - ! 8

      console_errs console_winds console_verbose wifi_powersave ip_use_dhcpc
      : 0 > 0 ; 2 > 2 ; 3 ! 8 ; -1 ! 8 ; x ! 8

      ext_volume console_enabled wifi_mode wifi_priv_mode wifi_wep_default_key
      : 0 > 0 ; 3 > 3 ; 4 ! 8 ; -1 ! 8 ; x ! 8

      wifi_eap_type           : 0 > 0 ; 4 > 4 ; 5 ! 8 ; -1 ! 8 ; TLS ! 8
      wifi_region             : 0 > 0 ; 7 > 7 ; 8 ! 8 ; -1 ! 8 ; US ! 8
      wifi_channelnum         : 1 > 1 ; 14 > 14 ; 0 ! 8 ; 15 ! 8
      wifi_tx_power           : 0 > 0 ; 18 > 18 ; 19 ! 8 ; -1 ! 8
      wifi_ssid_len           : 0 > 0 ; 32 > 32 ; 33 ! 8 ; -1 ! 8
      wifi_rts_threshold      : 0 > 0 ; 3000 > 3000 ; 3001 ! 8 ; -1 ! 8
      wifi_beacon_interval    : 0 > 0 ; 65535 > 65535 ; 65536 ! 8 ; -1 ! 8
      wifi_beacon_loss_thresh : 0 > 0 ; 200 > 200 ; 201 ! 8 ; -1 ! 8
      wifi_rssi_thresh        : -128 > -128 ; -09 > -9 ; 127 > 127 ; -129 ! 8 ; 128 ! 8
      wifi_rssi_hyst          : 0 > 0 ; 255 > 255 ; 256 ! 8 ; -1 ! 8
      ip_sock_threshold       : 0 > 0 ; 100 > 100 ; 101 ! 8 ; -1 ! 8
      console_speed           : 9600 > 9600 ; 921600 > 921600 ; 9599 ! 8 ; 921601 ! 8

      # As wifi_listen_interval has it, 0 here
      wifi_beacon_wakeup      : 1 > 1 ; 255 > 255 ; 0 ! 8 ; 256 ! 8 ; 65536 ! 8

      # Seven digits, and no number
      wifi_wps_pin : 1234567 > 1234567 ; 0123456 > 0123456 ; 123456 > 123456 ; 123456789 ! 32 ; 123456x ! 8 ; -123456 ! 8 ; - ! 8

      # Hexadecimal, with and without 0x
      console_repeater console_delimiter
      : 23 > 0x23 ; 0x3b > 0x3B ; 0X3B > 0x3B ; 0 > 0x00 ; ff > 0xFF ; 100 ! 8 ; 0x100 ! 8 ; ! ! 8 ; 0x ! 8 ; -1 ! 8 ; - ! 8
      console_wind_off_low console_wind_off_medium console_wind_off_high
      : 80000000 > 0x80000000 ; 0x8a > 0x0000008A ; FFFFFFFF > 0xFFFFFFFF ; 0 > 0x00000000 ; 100000000 ! 8 ; 0xG ! 8 ; - ! 8
      wifi_opr_rate_mask wifi_bas_rate_mask
      : 3FFFCF > 0x003FFFCF ; 0x3fffcf > 0x003FFFCF ; 15 > 0x00000015 ; 100000000 ! 8 ; all ! 8
      wifi_operational_mode : 11 > 0x00000011 ; 12 > 0x00000012 ; 0x11 > 0x00000011 ; 00000012 > 0x00000012 ; 10 ! 8 ; 13 ! 8 ; 17 ! 8

      # Bytes, all of them
      nv_wifi_macaddr ip_macfilter
      : 0a0b0c0d0e0f > 0A:0B:0C:0D:0E:0F ; 0x0A0B0C0D0E0F > 0A:0B:0C:0D:0E:0F ; 0a:0B:0c:0d:0e:0f > 0A:0B:0C:0D:0E:0F ; 0a0b ! 8 ; 0a0b0c0d0e ! 8 ; 0a0b0c0d0e0f10 ! 32 ; 0a0b0c0d0e0 ! 8 ; 0a:0b0c0d0e0f ! 8 ; 0g0b0c0d0e0f ! 8 ; 0x ! 8 ; - ! 8
      wifi_wep_key_lens : 05000D00 > 05:00:0D:00 ; 05 ! 8 ; 050000 ! 8 ; 0500000000 ! 32 ; five ! 8
      ip_mdns_startup   : 01:00 > 01:00 ; 0x0001 > 00:01 ; 01 ! 8 ; 010101 ! 32 ; 1:1 ! 8

      # Bytes of which the first may stand alone
      aes128_key wifi_wep_keys[0] wifi_wep_keys[1] wifi_wep_keys[2] wifi_wep_keys[3]
      : 76543210ab > 76:54:32:10:AB:00:00:00:00:00:00:00:00:00:00:00 ; 0xAB > AB:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00 ; ff*16 > FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF ; ff*17 ! 32 ; abc ! 8 ; - ! 8
      wifi_ssid wifi_wpa_psk_raw
      : 68:6f:6d:65 > 68:6F:6D:65:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00 ; ff*32 > FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF ; ff*33 ! 32 ; home ! 8 ; - ! 8

      # Texts
      user_desc ip_apredirect
      : - > - ; NULL > - ; a*16 > a*16 ; a*17 ! 32
      nv_manuf nv_model nv_serial wifi_eap_identity wifi_eap_anon_identity wifi_eap_passwd
      ip_hostname ip_apdomainname ip_ntp_server1 ip_ntp_server2 ip_mdns_domain_name
      ip_mdns_services_keys ip_mdns_services_vals
      : - > - ; NULL > - ; null > null ; a=b c > a=b c ; a*32 > a*32 ; a*33 ! 32
      python_script wifi_wpa_psk_text ip_mdns_services_name ip_mdns_services_prot
      : - > - ; NULL > - ; a*64 > a*64 ; a*65 ! 32

      # A number for each of two services
      ip_mdns_services_port : 80 > 80 ; 8080 069 > 8080 69 ; 65535 > 65535 ; - > - ; abc ! 8 ; 80 x ! 8 ; 65536 ! 8 ; 1 2 3 ! 8 ; 80  69 ! 8 ; -1 ! 8
      ip_mdns_services_ttl  : 120 > 120 ; 0 4294967295 > 0 4294967295 ; 4294967296 ! 8 ; 1 2 3 ! 8 ; long ! 8

      # Addresses
      ip_ipaddr ip_netmask ip_gw ip_dns1 ip_dns2
      : 10.0.0.1 > 10.0.0.1 ; 01.02.03.04 > 1.2.3.4 ; 255.255.255.255 > 255.255.255.255 ; 0.0.0.0 > 0.0.0.0 ; 1.2.3 ! 8 ; 1.2.3.4.5 ! 8 ; 1.2.3.256 ! 8 ; 1.2.3.x ! 8 ; ::1 ! 8 ; - ! 8
      ip_local ip_dns1v6 ip_dns2v6
      : FEC0::1 > fec0:0:0:0:0:0:0:1 ; 0:0:0:0:0:0:0 > 0:0:0:0:0:0:0:0 ; :: > 0:0:0:0:0:0:0:0 ; 1:: > 1:0:0:0:0:0:0:0 ; 1::2::3 ! 8 ; 1: ! 8 ; :1:2:3:4:5:6:7 ! 8 ; 1:2:3:4:5:6:7:8:: ! 8 ; 12345::1 ! 8 ; 2001:db8:00A0:0:0:0:0:1 > 2001:db8:a0:0:0:0:0:1 ; 1:2:3:4:5:6:7 ! 8 ; 1:2:3:4:5:6:7:8:9 ! 8 ; ::fffff ! 8 ; 1.2.3.4 ! 8 ; host ! 8 ; - ! 8
      """;

  /** A text given for a variable: the value that it is then, or the error. */
  private record Case(String name, String given, String printed, int error) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String names = "";
    for (String line : TABLE.lines().filter(l -> !l.startsWith("#")).toList()) {
      int colon = (" " + line).indexOf(" :") - 1;
      if (colon < -1) {
        names += line + " ";
        continue;
      }
      names += line.substring(0, colon + 1);
      for (String name : names.strip().split("\\s+")) {
        for (String given : line.substring(colon + 2).split(" ; ")) {
          cases.add(read(name, given.strip()));
        }
      }
      names = "";
    }
    return cases;
  }

  private static Case read(String name, String text) {
    int taken = text.indexOf(" > ");
    int refused = text.lastIndexOf(" ! ");
    return taken >= 0
        ? new Case(name, expand(text.substring(0, taken)), expand(text.substring(taken + 3)), 0)
        : new Case(
            name,
            expand(text.substring(0, refused)),
            "",
            Integer.parseInt(text.substring(refused + 3)));
  }

  private static String expand(String text) {
    int star = text.indexOf('*');
    return text.equals("-")
        ? ""
        : star < 0
            ? text
            : text.substring(0, star).repeat(Integer.parseInt(text.substring(star + 1)));
  }

  @Test
  void theTableHasEveryVariable() {
    assertThat(cases().stream().map(Case::name).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Variable.all(Variable.Table.CONFIGURATION).stream().map(Variable::name).toList());
  }

  @Test
  void overSpi() throws Exception {
    try (Bench bench = Bench.idle()) {
      for (Case c : cases()) {
        List<String> reply = bench.reply(Command.SCFG, c.name(), c.given());
        assertThat(reply).as("%s", c).containsExactly("R%02X@3".formatted(c.error()));
        if (c.error() == 0) {
          assertThat(bench.reply(Command.GCFG, c.name()))
              .as("%s", c)
              .first()
              .asString()
              .endsWith(c.name() + "=" + c.printed());
          bench.reply(Command.FCFG);
        }
      }
    }
  }

  @Test
  void overUart() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      for (Case c : cases()) {
        String reply = terminal.type("AT+S.SCFG=" + c.name() + "," + c.given() + "\r");
        if (c.error() == 0) {
          assertThat(reply).as("%s", c).contains("AT-S.OK");
          assertThat(terminal.type("AT+S.GCFG=" + c.name() + "\r"))
              .as("%s", c)
              .contains(c.name() + "=" + c.printed() + "\r\n");
          terminal.type("AT+S.FCFG\r");
        } else {
          assertThat(reply).as("%s", c).contains("AT-S.ERROR:" + c.error() + ":");
        }
      }
    }
  }

  /** What it sleeps and how it counts are looked at together (Table 7). */
  @Test
  void wakeUpGoesWithListenInterval() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.SCFG, "wifi_listen_interval", "1")).containsExactly("R00@3");
      assertThat(bench.reply(Command.SCFG, "wifi_beacon_wakeup", "65535")).containsExactly("R00@3");
      assertThat(bench.reply(Command.SCFG, "wifi_listen_interval", "0")).containsExactly("R08@3");
      assertThat(bench.reply(Command.GCFG, "wifi_listen_interval"))
          .containsExactly("RFF@3 Var:wifi_listen_interval=1", "R00@3");
      assertThat(bench.reply(Command.SCFG, "wifi_beacon_wakeup", "255")).containsExactly("R00@3");
      assertThat(bench.reply(Command.SCFG, "wifi_listen_interval", "0")).containsExactly("R00@3");
    }
  }

  /** Options name no order. */
  @Test
  void optionsAreLookedAtTogether() throws Exception {
    for (int wakeUp : new int[] {255, 256, 300, 65535}) {
      try (Bench bench =
          Bench.booted(
              o ->
                  o.variable("wifi_beacon_wakeup", Integer.toString(wakeUp))
                      .variable("wifi_listen_interval", "1"))) {
        assertThat(bench.reply(Command.GCFG, "wifi_beacon_wakeup"))
            .containsExactly("RFF@3 Var:wifi_beacon_wakeup=" + wakeUp, "R00@3");
      }
    }
  }
}
