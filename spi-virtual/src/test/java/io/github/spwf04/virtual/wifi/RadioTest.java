package io.github.spwf04.virtual.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of the air, and the commands of the radio: field-facts C.5 and D. */
class RadioTest {
  private static final AccessPoint HOME =
      new AccessPoint("TPNY", "98:DE:D0:EA:4C:62", 11, -51, Security.WPA2, "secret12");

  private static Bench bench(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Bench bench =
        new Bench(
            o ->
                options.apply(
                    o.variable("console_enabled", "0")
                        .variable("wifi_ssid", "54504E59")
                        .variable("wifi_ssid_len", "4")
                        .variable("wifi_priv_mode", "2")
                        .variable("wifi_wpa_psk_text", "secret12")));
    bench.turn(Duration.ofMillis(11));
    assertThat(bench.drain()).endsWith("W32@3");
    return bench;
  }

  private static Bench joined() throws Exception {
    Bench bench = bench(o -> o.accessPoint(HOME));
    bench.turn(Duration.ofMillis(100));
    bench.drain();
    return bench;
  }

  @Test
  void joiningAWpa2Network() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME))) {
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain())
          .containsExactly(
              "W21@4",
              "W35@4 00",
              "W19@7 98:DE:D0:EA:4C:62",
              "W25@7 TPNY",
              "W46@7 secret12:8",
              "W51@9",
              "W24@9 0:192.168.0.50",
              "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
      assertThat(bench.reply(Command.STS, "wifi_state"))
          .containsExactly("RFF@A Var:wifi_state=10", "R00@A");
      assertThat(bench.reply(Command.STS, "ip_ipaddr"))
          .containsExactly("RFF@A Var:ip_ipaddr=192.168.0.50", "R00@A");
      assertThat(bench.reply(Command.STS, "wifi_bssid"))
          .containsExactly("RFF@A Var:wifi_bssid=98:DE:D0:EA:4C:62", "R00@A");
      assertThat(bench.reply(Command.PEERS, "0", "rx_rssi"))
          .containsExactly("RFF@A Var:0.rx_rssi=-51", "R00@A");
    }
  }

  @Test
  void withoutV6OnlyOneAddress() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME).variable("ip_use_v6", "0"))) {
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain()).endsWith("W51@9", "W24@9 0:192.168.0.50");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@A");
    }
  }

  @Test
  void aPreCalculatedKey() throws Exception {
    // PBKDF2 of secret12 and TPNY, 4096 rounds, by openssl kdf.
    String psk =
        "C5:CB:98:EB:69:0A:4D:1B:7D:75:CC:94:2E:6B:54:B4:"
            + "19:BC:4E:CF:7C:9B:D1:2C:DC:2C:9C:4E:86:B5:6D:16";
    try (Bench bench =
        bench(
            o ->
                o.accessPoint(HOME)
                    .variable("wifi_wpa_psk_text", "")
                    .variable("wifi_wpa_psk_raw", psk))) {
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain())
          .containsSubsequence("W25@7 TPNY", "W51@9")
          .noneMatch(wind -> wind.startsWith("W46"));
    }
  }

  /** The bytes of a passphrase count, whatever letters they are. */
  @Test
  void aPassphraseBeyondAscii() throws Exception {
    AccessPoint home =
        new AccessPoint("TPNY", HOME.bssid(), 11, -51, Security.WPA2, "geh\u00f6ft \u20ac");
    String bytes =
        new String(
            "geh\u00f6ft \u20ac".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    try (Bench bench = bench(o -> o.accessPoint(home).variable("wifi_wpa_psk_text", bytes))) {
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain()).contains("W51@9");
    }
  }

  @ParameterizedTest
  @CsvSource({"wifi_wpa_psk_text, wrongkey", "wifi_priv_mode, 0", "wifi_priv_mode, 1"})
  void wrongSecurityGoesRoundForEver(String variable, String value) throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME).variable(variable, value))) {
      bench.turn(Duration.ofMillis(600));
      assertThat(bench.drain().stream().filter(wind -> !wind.startsWith("W46")))
          .startsWith(
              "W21@4",
              "W35@4 00",
              "W19@7 98:DE:D0:EA:4C:62",
              "W25@7 TPNY",
              "W41@7 2",
              "W21@4",
              "W35@4 00",
              "W19@7 98:DE:D0:EA:4C:62",
              "W25@7 TPNY",
              "W41@7 2");
    }
  }

  @Test
  void wep() throws Exception {
    AccessPoint old =
        new AccessPoint("TPNY", "98:DE:D0:EA:4C:62", 1, -60, Security.WEP, "76543210ab");
    try (Bench bench =
        bench(
            o ->
                o.accessPoint(old)
                    .variable("wifi_priv_mode", "1")
                    .variable("wifi_wep_keys[0]", "76543210ab")
                    .variable("wifi_wep_key_lens", "05:00:00:00"))) {
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain())
          .containsSubsequence("W25@7 TPNY", "W24@9 0:192.168.0.50")
          .doesNotContain("W51@9");
    }
  }

  @Test
  void aNetworkThatComesAndGoes() throws Exception {
    try (Bench bench = bench(o -> o)) {
      bench.turn(Duration.ofMillis(600));
      assertThat(bench.drain()).containsExactly("W21@4", "W35@4 00", "W21@4", "W35@4 00");
      bench.module.radio().add(HOME);
      bench.turn(Duration.ofMillis(600));
      assertThat(bench.drain())
          .startsWith("W21@4", "W35@4 00", "W19@7 98:DE:D0:EA:4C:62")
          .endsWith("W24@A :fe80:0:0:0:280:e1ff:fefa:1234");

      bench.module.radio().remove("TPNY");
      assertThat(bench.drain()).containsExactly("W30@A");
      bench.turn(Duration.ofMillis(19));
      bench.module.radio().add(HOME);
      assertThat(bench.drain()).as("back in time").containsExactly("W14@A 10");

      bench.module.radio().remove("TPNY");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain()).containsExactly("W30@A", "W33@3");
      assertThat(bench.reply(Command.STS, "ip_ipaddr"))
          .containsExactly("RFF@3 Var:ip_ipaddr=0.0.0.0", "R00@3");
      bench.turn(Duration.ofMillis(10));
      assertThat(bench.drain()).containsExactly("W21@4", "W35@4 00");

      bench.module.radio().add(HOME);
      bench.turn(Duration.ofMillis(600));
      assertThat(bench.drain())
          .as("the key is not computed again")
          .containsExactly(
              "W21@4",
              "W35@4 00",
              "W19@7 98:DE:D0:EA:4C:62",
              "W25@7 TPNY",
              "W51@9",
              "W24@9 0:192.168.0.50",
              "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
    }
  }

  @Test
  void aNetworkLostInSilence() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME).variable("wifi_beacon_loss_thresh", "0"))) {
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      bench.module.radio().remove("TPNY");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).containsExactly("W21@4");
    }
  }

  @Test
  void sentAwayByTheAccessPoint() throws Exception {
    try (Bench bench = joined()) {
      bench.module.radio().deauthenticate("another", 3);
      assertThat(bench.drain()).isEmpty();
      bench.module.radio().deauthenticate("TPNY", 3);
      assertThat(bench.drain()).containsExactly("W40@A 3", "W33@3");
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
      bench.module.radio().disassociate("TPNY", 8);
      assertThat(bench.drain()).containsExactly("W41@A 8", "W33@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED_NETWORK, 'W74@4'",
    "JOIN_FAILED, 'W19@7 98:DE:D0:EA:4C:62;W20@7 0002'",
    "AUTHENTICATION_TIMED_OUT, 'W19@7 98:DE:D0:EA:4C:62;W76@7'",
    "AUTHENTICATION_ILLEGAL, 'W19@7 98:DE:D0:EA:4C:62;W45@7 0:4'",
    "ASSOCIATION_TIMED_OUT, 'W19@7 98:DE:D0:EA:4C:62;W77@7'",
    "ASSOCIATION_REJECTED, 'W19@7 98:DE:D0:EA:4C:62;W75@7 0011'",
    "DEAUTHENTICATES, 'W19@7 98:DE:D0:EA:4C:62;W25@7 TPNY;W40@7 15'",
    "DISASSOCIATES, 'W19@7 98:DE:D0:EA:4C:62;W25@7 TPNY;W41@7 5'",
    "WPA_START_FAILED, 'W19@7 98:DE:D0:EA:4C:62;W25@7 TPNY;W50@7 1'",
  })
  void troubleWhileJoining(JoinTrouble trouble, String winds) throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME.withTrouble(trouble)))) {
      bench.turn(Duration.ofMillis(400));
      assertThat(bench.drain())
          .startsWith("W21@4", "W35@4 00")
          .endsWith(winds.split(";"))
          .hasSize(2 + winds.split(";").length);
      bench.module.radio().trouble("TPNY", JoinTrouble.NONE);
      bench.turn(Duration.ofMillis(600));
      assertThat(bench.drain()).as("it tries again").contains("W24@9 0:192.168.0.50");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, me, secret, true",
    "4, me, secret, true",
    "4, me, wrong, false",
    "1, you, secret, false"
  })
  void wpa2Enterprise(String type, String identity, String password, boolean lets)
      throws Exception {
    try (Bench bench =
        bench(
            o ->
                o.accessPoint(AccessPoint.enterprise("TPNY", "me", "secret"))
                    .variable("wifi_priv_mode", "3")
                    .variable("wifi_eap_type", type)
                    .variable("wifi_eap_identity", identity)
                    .variable("wifi_eap_passwd", password))) {
      bench.turn(Duration.ofMillis(100));
      if (lets) {
        assertThat(bench.drain()).containsSubsequence("W51@9", "W24@9 0:192.168.0.50");
      } else {
        assertThat(bench.drain()).endsWith("W25@7 TPNY", "W40@7 23");
      }
    }
  }

  @Test
  void eapTlsNeedsWhatWpaecertHasLoaded() throws Exception {
    TestCertificate authority = TestCertificate.authority("RADIUS");
    TestCertificate own = authority.server("module");
    TestCertificate expired =
        authority.issue("module").valid("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z").make();
    try (Bench bench =
        bench(
            o ->
                o.variable("wifi_priv_mode", "3")
                    .variable("wifi_eap_type", "0")
                    .variable("wifi_eap_identity", "me"))) {
      bench.module.radio().add(AccessPoint.enterprise("TPNY", "me", "unused"));
      assertThat(joins(bench)).as("nothing is loaded").isFalse();
      load(bench, "ca", authority.pem());
      load(bench, "cert", own.pem());
      assertThat(joins(bench)).as("without the key").isFalse();
      load(bench, "key", expired.keyPem());
      assertThat(joins(bench)).as("with the key of another").isFalse();
      load(bench, "cert", expired.pem());
      assertThat(joins(bench)).as("run out").isFalse();
      bench.reply(Command.SCFG, "wifi_eap_skip_datechecks", "1");
      assertThat(joins(bench)).as("dates are not looked at").isTrue();
    }
  }

  private static void load(Bench bench, String kind, byte[] data) throws Exception {
    assertThat(bench.replyTo(data, Command.WPAECERT, kind, Integer.toString(data.length)))
        .last()
        .asString()
        .startsWith("R00");
  }

  private static boolean joins(Bench bench) throws Exception {
    bench.drain();
    bench.turn(Duration.ofMillis(600));
    return bench.drain().contains("W24@9 0:192.168.0.50");
  }

  @Test
  void aNetworkThatVanishesWhileJoining() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME))) {
      bench.turn(Duration.ofMillis(5));
      assertThat(bench.drain()).endsWith("W46@7 secret12:8");
      bench.module.radio().remove("TPNY");
      bench.turn(Duration.ofMillis(5));
      assertThat(bench.drain()).containsExactly("W30@7", "W33@3", "W21@4", "W35@4 00");
    }
  }

  @Test
  void aWeakSignal() throws Exception {
    try (Bench bench =
        bench(
            o ->
                o.accessPoint(HOME)
                    .variable("wifi_rssi_thresh", "-70")
                    .variable("wifi_rssi_hyst", "5"))) {
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      bench.module.radio().signal("TPNY", -71);
      bench.module.radio().signal("TPNY", -69);
      bench.module.radio().signal("TPNY", -65);
      assertThat(bench.drain()).containsExactly("W15@A -71", "W16@A -65");
      assertThat(bench.reply(Command.PEERS, "0", "rx_rssi"))
          .containsExactly("RFF@A Var:0.rx_rssi=-65", "R00@A");
    }
  }

  @Test
  @Usage(section = "6.34")
  @Usage(section = "6.34", fails = true)
  void wifiOffAndOnAgain() throws Exception {
    try (Bench bench = joined()) {
      assertThat(bench.reply(Command.WIFI, "1")).containsExactly("R11@A");
      assertThat(bench.reply(Command.WIFI, "0")).containsExactly("R00@2");
      assertThat(bench.drain()).containsExactly("W49@2 0", "W38@2");
      assertThat(bench.reply(Command.WIFI, "0")).containsExactly("R12@2");
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R12@2");
      assertThat(bench.reply(Command.WIFI, "1")).containsExactly("R00@2");
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.drain())
          .startsWith("W32@3", "W21@4")
          .endsWith("W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
    }
  }

  @Test
  void firmware100TerminatesBeforeItsOk() throws Exception {
    try (Bench bench =
        new Bench(o -> o.profile(FirmwareProfile.V1_0_0).variable("wifi_mode", "0"))) {
      bench.turn(Duration.ofMillis(50));
      bench.drain();
      bench.send(Command.WIFI, "0");
      assertThat(bench.drain()).containsExactly("W49@2 0\\r\\n", "R00@2", "W38@2 \\r\\n");
    }
  }

  @Test
  void noRadioBeforeItsHardwareHasStarted() throws Exception {
    try (Bench bench =
        new Bench(o -> o.variable("console_enabled", "0").variable("wifi_mode", "0"))) {
      bench.turn(Duration.ofMillis(5));
      assertThat(bench.drain()).endsWith("W0@0");
      assertThat(bench.reply(Command.WIFI, "0")).containsExactly("R12@0");
      assertThat(bench.reply(Command.WIFI, "1")).containsExactly("R11@0");
    }
  }

  @Test
  @Usage(section = "6.35")
  void scanning() throws Exception {
    try (Bench bench = joined()) {
      bench
          .module
          .radio()
          .add(new AccessPoint("TPNY", "98:DE:D0:EA:4C:63", 6, -60, Security.WPA2, "secret12"));
      bench
          .module
          .radio()
          .add(new AccessPoint("it's", "00:18:F8:3C:D9:18", 1, -9, Security.OPEN, ""));
      bench
          .module
          .radio()
          .add(new AccessPoint("old", "00:18:F8:3C:D9:19", 13, -80, Security.WEP, "00"));
      bench.send(Command.SCAN, "d");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.awaitReply())
          .containsExactly(
              "RFE@A Parsing Networks:4",
              "RFF@A 1:\t BSS 00:18:F8:3C:D9:18 CHAN: 01 RSSI: -09 SSID: 'it's' CAPS: 0421 ",
              "RFF@A 2:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -51 SSID: 'TPNY' CAPS: 0431 WPA2 ",
              "RFF@A 3:\t BSS 98:DE:D0:EA:4C:63 CHAN: 06 RSSI: -60 SSID: 'TPNY' CAPS: 0431 WPA2 ",
              "RFF@A 4:\t BSS 00:18:F8:3C:D9:19 CHAN: 13 RSSI: -80 SSID: 'old' CAPS: 0431 WEP ",
              "R00@A");
      bench.send(Command.SCAN, "s", "");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.awaitReply()).hasSize(5).startsWith("RFE@A Parsing Networks:3");
      bench.send(Command.SCAN, "M");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.awaitReply()).hasSize(6);
      assertThat(bench.reply(Command.SCAN, "x")).containsExactly("R07@A");
      assertThat(bench.drain())
          .as("it scans, and is back where it was")
          .containsExactly("W21@4", "W35@4 00", "W21@4", "W35@4 00", "W21@4", "W35@4 00");
    }
  }

  @Test
  void theStatesOfAJoin() throws Exception {
    try (Bench bench = bench(o -> o.radioStep(Duration.ofMillis(20)).accessPoint(HOME))) {
      Duration half = Duration.ofMillis(10);
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      List<String> states = new ArrayList<>();
      for (int i = 0; i < 14; i++) {
        bench.turn(half);
        states.add(bench.reply(Command.AT).getFirst().replace("R00@", ""));
      }
      // Idle, scanning, complete, joining, joined, handshake complete, up.
      assertThat(states).startsWith("3").endsWith("A");
      assertThat(new LinkedHashSet<>(states)).containsExactly("3", "4", "5", "6", "7", "9", "A");
      assertThat(bench.drain()).contains("W35@4 00", "W19@7 98:DE:D0:EA:4C:62");
    }
  }

  @Test
  void theStatesBetweenTwoTries() throws Exception {
    try (Bench bench = bench(o -> o)) {
      bench.turn(Duration.ofMillis(4));
      assertThat(bench.reply(Command.AT)).as("complete").containsExactly("R00@5");
      bench.turn(Duration.ofMillis(500));
      assertThat(bench.reply(Command.AT)).as("again").containsExactly("R00@4");
      bench.module.radio().add(HOME.withTrouble(JoinTrouble.DEAUTHENTICATES));
      bench.turn(Duration.ofMillis(100));
      assertThat(bench.reply(Command.AT)).as("sent away").containsExactly("R00@3");
      bench.drain();
    }
  }

  @Test
  void aScanOfAnIdleRadio() throws Exception {
    try (Bench bench = Bench.booted(o -> o.accessPoint(HOME))) {
      bench.send(Command.SCAN, "d");
      assertThat(bench.drain()).containsExactly("W21@4");
      assertThat(bench.module.awaitIdle(Bench.LIMIT)).isTrue();
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain())
          .containsExactly(
              "W35@4 00",
              "RFE@3 Parsing Networks:1",
              "RFF@3 1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -51 SSID: 'TPNY' CAPS: 0431 WPA2 ",
              "R00@3");
    }
  }

  /** What began before the scan ends with it, and the state is that of the loss. */
  @Test
  void aNetworkLostWhileItScans() throws Exception {
    try (Bench bench = joined()) {
      bench.send(Command.SCAN, "d");
      bench.module.radio().deauthenticate("TPNY", 3);
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain())
          .startsWith("W21@4", "W40@4 3", "W33@3")
          .noneMatch(packet -> packet.contains("@A"));
    }
  }

  /** Table 8: what is associated, and what the access point has told, do not follow SCFG. */
  @Test
  void whatStaysUntilTheRadioStartsAgain() throws Exception {
    try (Bench bench = joined()) {
      bench.reply(Command.SCFG, "nv_wifi_macaddr", "0080E1000001");
      bench.reply(Command.SCFG, "wifi_dtim_period", "3");
      bench.reply(Command.SCFG, "wifi_bas_rate_mask", "3");
      bench.reply(Command.SCFG, "wifi_mode", "3");
      assertThat(status(bench, "wifi_own_macaddr")).isEqualTo("00:80:E1:FA:12:34");
      assertThat(status(bench, "ip_linklocal")).isEqualTo("fe80:0:0:0:280:e1ff:fefa:1234");
      assertThat(status(bench, "wifi_dtim_period")).isEqualTo("1");
      assertThat(status(bench, "wifi_bas_rate_mask")).isEqualTo("0x0000000F");
      bench.send(Command.SCAN, "d");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.awaitReply()).as("still a station").endsWith("R00@A");
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R00@A");
      bench.drain();
      bench.reply(Command.WIFI, "0");
      bench.reply(Command.WIFI, "1");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain())
          .containsSubsequence("W32@3", "W26@3 TPNY", "W24@A :fe80:0:0:0:280:e1ff:fe00:1");
      assertThat(status(bench, "wifi_own_macaddr")).isEqualTo("00:80:E1:00:00:01");
      assertThat(status(bench, "wifi_dtim_period")).isEqualTo("3");
      assertThat(status(bench, "wifi_bas_rate_mask")).isEqualTo("0x00000003");
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R43@A");
    }
  }

  private static String status(Bench bench, String variable) throws Exception {
    return bench.reply(Command.STS, variable).getFirst().replaceFirst(".*=", "");
  }

  /** Table 9. */
  @Test
  void theStateOfItsAccessPoint() throws Exception {
    try (Bench bench = joined()) {
      assertThat(bench.reply(Command.PEERS, "0", "state"))
          .containsExactly("RFF@A Var:0.state=4", "R00@A");
      bench.module.radio().remove("TPNY");
      assertThat(bench.drain()).containsExactly("W30@A");
      assertThat(bench.reply(Command.PEERS, "0", "state"))
          .containsExactly("RFF@A Var:0.state=5", "R00@A");
      bench.module.radio().add(HOME);
      assertThat(bench.drain()).containsExactly("W14@A 10");
      assertThat(bench.reply(Command.PEERS, "0", "state"))
          .containsExactly("RFF@A Var:0.state=4", "R00@A");
    }
  }

  @Test
  void aScanIntoAFile() throws Exception {
    try (Bench bench = joined()) {
      bench.send(Command.SCAN, "d", "/scan.txt");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).containsExactly("W21@4", "W35@4 00", "R00@A");
      assertThat(bench.reply(Command.FSP, "/scan.txt"))
          .containsExactly(
              "R03@A Parsing Networks:1\\r\\n"
                  + "1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -51 SSID: 'TPNY' CAPS: 0431 WPA2 "
                  + "\\r\\n",
              "R00@A");
      bench.send(Command.SCAN, "d", "1:/scan.txt");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).as("user flash is not there").hasSize(3).doesNotContain("R00@A");
    }
  }

  @Test
  void noScanBeforeTheHardwareHasStarted() throws Exception {
    try (Bench bench = new Bench(o -> o.variable("console_enabled", "0"))) {
      bench.turn(Duration.ofMillis(5));
      bench.drain();
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R2B@0");
    }
  }

  @Test
  @Usage(section = "6.35", fails = true)
  void noScanBesideAnother() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME))) {
      bench.turn(Duration.ofMillis(1));
      assertThat(bench.drain()).containsExactly("W21@4");
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R28@4");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.drain()).containsExactly("W35@4 00");
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R2A@5");
    }
  }

  @Test
  @Usage(section = "6.36", line = 1)
  @Usage(section = "6.36", line = 2)
  @Usage(section = "6.36", line = 2, fails = true)
  void theSsidAsText() throws Exception {
    try (Bench bench = joined()) {
      assertThat(bench.reply(Command.SSIDTXT)).containsExactly("RFF@A Network:TPNY", "R00@A");
      assertThat(bench.reply(Command.SSIDTXT, "cafè")).containsExactly("R00@A");
      assertThat(bench.reply(Command.GCFG, "wifi_ssid"))
          .containsExactly("RFF@A Var:wifi_ssid=63:61:66:C3:A8" + ":00".repeat(27), "R00@A");
      assertThat(bench.reply(Command.GCFG, "wifi_ssid_len"))
          .containsExactly("RFF@A Var:wifi_ssid_len=5", "R00@A");
      assertThat(bench.reply(Command.SSIDTXT))
          .containsExactly("RFF@A Network:caf\u00C3\u00A8", "R00@A");
      assertThat(bench.reply(Command.SSIDTXT, "x".repeat(33))).containsExactly("R20@A");
    }
  }

  @Test
  void accessPointsThatCannotBe() {
    assertThatThrownBy(() -> AccessPoint.open("x".repeat(33)))
        .hasMessage("SSID of 33 bytes, 1 to 32 are allowed");
    assertThatThrownBy(() -> AccessPoint.wpa2("x", ""))
        .hasMessage("an open network has no key, any other needs one");
    assertThatThrownBy(() -> HOME.withRssi(0)).hasMessage("RSSI 0 dBm, -99 to -1 are allowed");
  }

  /** Table 7; a passive scan (0) hears them all. */
  @ParameterizedTest
  @CsvSource({
    "0, 0x00003FFF, 1 6 10 11 12 13 14",
    "1, 0x00003FFF, 1 6 10 11 12 13",
    "2, 0x00000FFE, 1 6 10 11",
    "3, 0x00000FFE, 1 6 10 11",
    "4, 0x00003FFE, 1 6 10 11 12 13",
    "5, 0x00000C00, 10 11",
    "6, 0x00003FFE, 1 6 10 11 12 13",
    "7, 0x00004C00, 10 11 14",
  })
  void theChannelsOfARegion(String region, String mask, String channels) throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("wifi_region", region))) {
      for (int channel : new int[] {1, 6, 10, 11, 12, 13, 14}) {
        String mac = "02:00:00:00:00:%02X".formatted(channel);
        bench.module.radio().add(new AccessPoint("x", mac, channel, -50, Security.OPEN, ""));
      }
      assertThat(status(bench, "wifi_chan_activity")).isEqualTo(mask);
      bench.send(Command.SCAN, "d");
      bench.turn(Duration.ofMillis(2));
      assertThat(
              bench.awaitReply().stream()
                  .filter(line -> line.contains("CHAN:"))
                  .map(line -> line.replaceFirst(".*CHAN: 0?(\\d+) .*", "$1")))
          .containsExactly(channels.split(" "));
      bench.drain();
    }
  }

  /** Package-facts 8.2; who knows its name joins it. */
  @Test
  void aHiddenNetwork() throws Exception {
    String line = "RFF@A 1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -51 SSID: '%s' CAPS: 0431 WPA2 ";
    for (String name : List.of("Hidden-Network", "")) {
      try (Bench bench = bench(o -> o.accessPoint(HOME).hidden("TPNY").hiddenName(name))) {
        bench.turn(Duration.ofMillis(100));
        assertThat(bench.drain()).contains("W25@7 TPNY", "W24@9 0:192.168.0.50");
        bench.send(Command.SCAN, "d");
        bench.turn(Duration.ofMillis(2));
        assertThat(bench.awaitReply()).contains(line.formatted(name));
        bench.drain();
      }
    }
    try (Bench bench = bench(o -> o.accessPoint(HOME.withHidden(true)))) {
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      bench.send(Command.SCAN, "d");
      bench.turn(Duration.ofMillis(2));
      assertThat(bench.awaitReply()).contains(line.formatted("Hidden-Network"));
      bench.drain();
    }
  }

  @Test
  void theNameItAsksADhcpServerWith() throws Exception {
    try (Bench bench = bench(o -> o.accessPoint(HOME).variable("ip_hostname", "kitchen"))) {
      assertThat(bench.module.dhcpName()).isNull();
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      assertThat(bench.module.dhcpName()).isEqualTo("kitchen");
      bench.reply(Command.SCFG, "ip_hostname", "cellar");
      assertThat(bench.module.dhcpName()).isEqualTo("kitchen");
      bench.reply(Command.WIFI, "0");
      bench.reply(Command.WIFI, "1");
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      assertThat(bench.module.dhcpName()).isEqualTo("cellar");
    }
  }
}
