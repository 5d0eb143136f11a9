package io.github.spwf04.virtual.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The module as an access point with stations of the air, and in a cell. */
class MiniApTest {
  private static final String PHONE = "00:0F:00:4F:B1:3F";
  private static final String PAD = "00:0F:00:4F:B1:40";
  private static final Duration STEP = Duration.ofMillis(2);

  private static Bench accessPoint(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Bench bench =
        new Bench(
            o ->
                options.apply(
                    o.variable("console_enabled", "0")
                        .variable("wifi_mode", "3")
                        .variable("ip_ipaddr", "192.168.0.1")
                        .variable("wifi_ssid", "746573745F6170")
                        .variable("wifi_ssid_len", "7")));
    bench.turn(Duration.ofMillis(20));
    return bench;
  }

  private static String status(Bench bench, String variable) throws Exception {
    return bench.reply(Command.STS, variable).getFirst().replaceFirst(".*=", "");
  }

  @Test
  void theBootOfSt9() throws Exception {
    try (Bench bench = accessPoint(o -> o)) {
      assertThat(bench.drain())
          .endsWith(
              "W32@3",
              "W26@3 test_ap",
              "W24@9 0:192.168.0.1",
              "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
      assertThat(status(bench, "wifi_num_assoc")).isEqualTo("0");
      assertThat(status(bench, "ip_ipaddr")).isEqualTo("192.168.0.1");
      assertThat(bench.reply(Command.SCAN, "d")).containsExactly("R2A@A");
      assertThat(bench.reply(Command.PEERS)).containsExactly("R00@A");
    }
  }

  @Test
  void aProtectedOneComputesItsKeyFirst() throws Exception {
    try (Bench bench =
        accessPoint(
            o ->
                o.variable("wifi_priv_mode", "2").variable("wifi_wpa_psk_text", "sesame-street"))) {
      assertThat(bench.drain())
          .containsSubsequence("W32@3", "W46@3 sesame-street:13", "W26@3 test_ap");
      bench.module.radio().add(PeerStation.withKey(PHONE, "wrong-street"));
      bench.turn(STEP);
      assertThat(bench.drain()).containsExactly("W28@A " + PHONE + ":0", "W72@A " + PHONE + ":15");
      bench.module.radio().add(PeerStation.withKey(PHONE, "sesame-street"));
      bench.turn(STEP);
      assertThat(bench.drain())
          .containsExactly("W28@A " + PHONE + ":1", "W29@A 192.168.0.2:" + PHONE);
    }
  }

  @Test
  void stationsComeAndGo() throws Exception {
    try (Bench bench = accessPoint(o -> o.station(PeerStation.open(PHONE)))) {
      assertThat(bench.drain()).endsWith("W28@A " + PHONE + ":0", "W29@A 192.168.0.2:" + PHONE);
      bench.module.radio().add(new PeerStation(PAD, "", -71, false));
      bench.turn(STEP);
      assertThat(bench.drain()).containsExactly("W28@A " + PAD + ":0", "W29@A 192.168.0.3:" + PAD);
      assertThat(status(bench, "wifi_num_assoc")).isEqualTo("2");
      assertThat(bench.reply(Command.PEERS, "2", "rx_rssi"))
          .containsExactly("RFF@A Var:2.rx_rssi=-71", "R00@A");
      assertThat(bench.reply(Command.PEERS, "1", "addr"))
          .containsExactly("RFF@A Var:1.addr=" + PHONE, "R00@A");
      assertThat(bench.reply(Command.PEERS, "0")).containsExactly("R00@A");
      assertThat(bench.reply(Command.PEERS)).hasSize(2 * 22 + 1);

      bench.module.radio().leave(PHONE);
      assertThat(bench.drain()).containsExactly("W72@A " + PHONE + ":3");
      bench.module.radio().add(PeerStation.open(PHONE));
      bench.turn(STEP);
      assertThat(bench.drain())
          .containsExactly("W28@A " + PHONE + ":1", "W29@A 192.168.0.2:" + PHONE);
    }
  }

  @Test
  void anIdleStationIsSentAway() throws Exception {
    try (Bench bench =
        accessPoint(
            o -> o.station(PeerStation.open(PHONE)).variable("wifi_ap_idle_timeout", "60"))) {
      bench.drain();
      bench.module.radio().silence(PHONE, true);
      bench.turn(Duration.ofMillis(59_999));
      assertThat(bench.drain()).isEmpty();
      bench.turn(Duration.ofMillis(1));
      assertThat(bench.drain()).containsExactly("W72@A " + PHONE + ":4");
      bench.module.radio().silence(PHONE, false);
      bench.turn(STEP);
      assertThat(bench.drain()).startsWith("W28@A " + PHONE + ":1");
    }
  }

  /** Table 9. */
  @Test
  void aStationAsleep() throws Exception {
    try (Bench bench = accessPoint(o -> o.station(PeerStation.open(PHONE)))) {
      bench.drain();
      assertThat(bench.reply(Command.PEERS, "1", "state"))
          .containsExactly("RFF@A Var:1.state=4", "R00@A");
      bench.module.radio().sleep(PHONE, true);
      assertThat(bench.reply(Command.PEERS, "1", "state"))
          .containsExactly("RFF@A Var:1.state=6", "R00@A");
      bench.module.radio().sleep(PHONE, false);
      assertThat(bench.reply(Command.PEERS, "1", "state"))
          .containsExactly("RFF@A Var:1.state=4", "R00@A");
    }
  }

  /** Table 8: 8 between WIND 26 and 24. */
  @Test
  void theStatesOfItsStart() throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.variable("wifi_mode", "3")
                    .variable("console_enabled", "0")
                    .radioStep(Duration.ofMillis(20)))) {
      bench.turn(Duration.ofMillis(55));
      assertThat(bench.drain()).endsWith("W32@3", "W26@3 STTest");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@8");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain()).startsWith("W24@9 0:192.168.0.50");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@A");
    }
  }

  /** The security it has started with counts, whatever SCFG says meanwhile. */
  @Test
  void itsSecurityStays() throws Exception {
    try (Bench bench = accessPoint(o -> o)) {
      bench.drain();
      bench.reply(Command.SCFG, "wifi_priv_mode", "2");
      bench.module.radio().add(PeerStation.open(PHONE));
      bench.turn(STEP);
      assertThat(bench.drain()).endsWith("W29@A 192.168.0.2:" + PHONE);
      assertThat(bench.reply(Command.PEERS, "1", "setprot"))
          .containsExactly("RFF@A Var:1.setprot=0", "R00@A");
    }
  }

  @Test
  void leasesAreRenewed() throws Exception {
    try (Bench bench =
        accessPoint(
            o -> o.station(PeerStation.open(PHONE)).variable("ip_dhcp_lease_time", "100"))) {
      bench.drain();
      bench.turn(Duration.ofSeconds(100));
      assertThat(bench.drain())
          .containsExactly("W29@A 192.168.0.2:" + PHONE, "W29@A 192.168.0.2:" + PHONE);
    }
  }

  @Test
  void whoGetsNoAddress() throws Exception {
    try (Bench bench =
        accessPoint(
            o ->
                o.station(PeerStation.open(PHONE))
                    .station(PeerStation.open(PAD))
                    .variable("ip_num_clients", "1"))) {
      assertThat(bench.drain())
          .contains("W28@A " + PAD + ":0", "W29@A 192.168.0.2:" + PHONE)
          .noneMatch(wind -> wind.startsWith("W29") && wind.endsWith(PAD));
    }
    try (Bench bench =
        accessPoint(
            o ->
                o.station(PeerStation.open(PHONE))
                    .station(PeerStation.open(PAD))
                    .variable("ip_macfilter", "00:00:00:00:00:40"))) {
      assertThat(bench.drain())
          .contains("W29@A 192.168.0.2:" + PAD)
          .noneMatch(wind -> wind.startsWith("W29") && wind.endsWith(PHONE));
    }
    try (Bench bench =
        accessPoint(o -> o.station(PeerStation.open(PHONE)).variable("ip_use_dhcpd", "0"))) {
      assertThat(bench.drain()).endsWith("W28@A " + PHONE + ":0");
    }
  }

  @Test
  void fiveStationsAtMost() throws Exception {
    try (Bench bench = accessPoint(o -> o)) {
      bench.drain();
      for (int i = 0; i < 6; i++) {
        bench.module.radio().add(PeerStation.open("02:00:00:00:00:0" + i));
      }
      bench.turn(STEP);
      assertThat(bench.drain().stream().filter(wind -> wind.startsWith("W28"))).hasSize(5);
      assertThat(status(bench, "wifi_num_assoc")).isEqualTo("5");
      bench.module.radio().leave("02:00:00:00:00:03");
      bench.turn(STEP);
      assertThat(bench.drain())
          .containsExactly(
              "W72@A 02:00:00:00:00:03:3",
              "W28@A 02:00:00:00:00:05:0",
              "W29@A 192.168.0.5:02:00:00:00:00:05");
    }
  }

  @Test
  void byCommandTheModeIsTold() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.reply(Command.WIFI, "0");
      bench.reply(Command.SSIDTXT, "test_ap");
      bench.reply(Command.SCFG, "wifi_mode", "3");
      bench.drain();
      bench.reply(Command.WIFI, "1");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain()).startsWith("W32@3", "W39@3", "W26@3 test_ap");
      bench.module.radio().add(PeerStation.open(PHONE));
      bench.turn(STEP);
      bench.drain();
      assertThat(bench.reply(Command.WIFI, "0")).containsExactly("R00@2");
      assertThat(bench.drain()).containsExactly("W49@2 0", "W38@2");
      assertThat(status(bench, "wifi_num_assoc")).isEqualTo("0");
    }
  }

  @Test
  void settingsNoAccessPointCanHave() throws Exception {
    List<UnaryOperator<ModuleOptions.Builder>> impossible =
        List.of(
            o -> o.variable("wifi_priv_mode", "3"),
            o -> o.variable("wifi_priv_mode", "1"),
            o -> o.variable("wifi_auth_type", "1"));
    for (UnaryOperator<ModuleOptions.Builder> options : impossible) {
      try (Bench bench = accessPoint(options)) {
        assertThat(bench.drain()).endsWith("W32@3", "W27@3 0001");
        assertThat(bench.reply(Command.SOCKON, "localhost", "1", "", "t")).containsExactly("R2C@3");
      }
    }
  }

  @Test
  void aCell() throws Exception {
    try (Bench bench = accessPoint(o -> o.variable("wifi_mode", "2"))) {
      assertThat(bench.drain())
          .endsWith(
              "W32@3",
              "W25@7 test_ap",
              "W24@9 1:169.254.19.52",
              "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
    }
    try (Bench bench =
        accessPoint(o -> o.variable("wifi_mode", "2").variable("wifi_priv_mode", "2"))) {
      assertThat(bench.drain()).endsWith("W27@3 0001");
    }
  }

  @Test
  void stationsThatCannotBe() {
    assertThatThrownBy(() -> PeerStation.open("phone"))
        .hasMessage("MAC address phone, six pairs like 98:DE are needed");
  }
}
