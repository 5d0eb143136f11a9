package io.github.spwf04.wifi;

import static io.github.spwf04.Hosted.refusal;
import static io.github.spwf04.error.ModuleError.VARIABLE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.MacAddress;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.wifi.Credentials.Enterprise;
import io.github.spwf04.wifi.Credentials.Enterprise.EapMethod;
import io.github.spwf04.wifi.Network.Security;
import io.github.spwf04.wifi.WifiCommands.Login;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The radio and its networks, to the byte. */
@Timeout(30)
class WifiScriptTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.0.50");

  private static final String KEY =
      "c5cb98eb690a4d1b7d75cc942e6b54b419bc4ecf7c9bd12cdc2c9c4e86b56d16";

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final Spwf04 spwf = Spwf04.open(bus, Spwf04Options.defaults().withReconnect(null));

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void anOpenNetworkIsJoined() throws Exception {
    radioOff();
    set("wifi_mode", "1").set("wifi_priv_mode", "0").set("wifi_auth_type", "0");
    up("home");
    assertThat(spwf.wifi().join("home", null, LONG)).isEqualTo(ADDRESS);
  }

  @Test
  void aNetworkWithWepIsJoined() throws Exception {
    radioOff();
    set("wifi_mode", "1").set("wifi_priv_mode", "1").set("wifi_auth_type", "1");
    set("wifi_wep_keys[0]", "76543210ab").set("wifi_wep_key_lens", "05:00:00:00");
    set("wifi_wep_default_key", "0");
    up("old");
    assertThat(spwf.wifi().join(new Login("old", new Credentials.Wep("76543210ab", true)), LONG))
        .isEqualTo(ADDRESS);
    assertThatThrownBy(() -> new Credentials.Wep("76543210", false))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("10 or 26 hexadecimal digits");
  }

  @Test
  void aNetworkIsJoinedByItsKeyItself() throws Exception {
    radioOff();
    set("wifi_mode", "1").set("wifi_priv_mode", "2").set("wifi_auth_type", "0");
    set("wifi_wpa_psk_raw", KEY).set("wifi_wpa_psk_text", "");
    up("home");
    assertThat(spwf.wifi().join("home", KEY, LONG)).isEqualTo(ADDRESS);
    assertThat(Credentials.passphrase(KEY)).isEqualTo(new Credentials.PreSharedKey(KEY));
    assertThat(Credentials.passphrase(KEY).toString()).isEqualTo("PreSharedKey[key=***]");
    assertThat(Credentials.passphrase(KEY.substring(1)))
        .as("63 digits")
        .isEqualTo(new Credentials.Personal(KEY.substring(1)));
  }

  @Test
  void aNetworkWithALoginIsJoined() throws Exception {
    radioOff();
    set("wifi_mode", "1").set("wifi_priv_mode", "3").set("wifi_auth_type", "0");
    set("wifi_eap_type", "4").set("wifi_eap_identity", "me");
    set("wifi_eap_anon_identity", "anyone").set("wifi_eap_passwd", "secret");
    set("wifi_eap_skip_datechecks", "1");
    up("office");
    Credentials login = new Enterprise(EapMethod.PEAP_MSCHAPV2, "me", "anyone", "secret", true);
    assertThat(login.toString()).doesNotContain("secret");
    assertThat(spwf.wifi().join(new Login("office", login), LONG)).isEqualTo(ADDRESS);
    assertThatThrownBy(() -> new Enterprise(EapMethod.TTLS_MD5, "me", null, null, false))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("TTLS_MD5 needs a password");
  }

  @Test
  void wpsTellsItsPin() throws Exception {
    radioOff();
    set("wifi_mode", "1");
    script.hear(Command.WIFI, 1).ok().wind(32, "");
    script.hear(Command.WPS, 1).line("Generated user PIN:12345670").ok();
    script.wind(81, "").wind(24, ":fe80:0:0:0:1:2:3:4").wind(24, "0:192.168.0.50");
    List<String> pins = new ArrayList<>();
    assertThat(spwf.wifi().joinByWps(WpsMode.DEVICE_PIN, pins::add, LONG)).isEqualTo(ADDRESS);
    assertThat(pins).containsExactly("12345670");
  }

  @Test
  void wpsThatNobodyAnswersEndsAtOnce() {
    radioOff();
    set("wifi_mode", "1");
    script.hear(Command.WIFI, 1).ok().wind(32, "");
    script.hear(Command.WPS, 0).ok().wind(81, "").wind(82, "");
    assertThatThrownBy(
            () -> spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, pin -> {}, Duration.ofHours(1)))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("WPS enrollment attempt timed out");
  }

  @ParameterizedTest
  @CsvSource({
    "20, 0002, WiFi Join Failed: 0002",
    "40, 15, WiFi Deauthentication: 15",
    "41, 2, WiFi Disassociation: 2",
    "74, '', Rejected found Network: ",
    "75, 0011, Rejected Association: 0011",
    "76, '', WiFi Authentication Timed Out: ",
    "77, '', WiFi Association Timed Out: ",
    "78, '', MIC Failure: "
  })
  void aNetworkThatDoesNotTakeTheModuleIsToldAtOnce(int wind, String variables, String said) {
    radioOff();
    set("wifi_mode", "1").set("wifi_priv_mode", "0").set("wifi_auth_type", "0");
    script.hear(Command.SSIDTXT, "theirs").ok().hear(Command.WIFI, 1).ok();
    script.wind(32, "").wind(21, "").wind(wind, variables);
    assertThatThrownBy(() -> spwf.wifi().join("theirs", null, Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            SpwfException.JoinFailed.class, e -> assertThat(e.wind()).isEqualTo(wind))
        .hasMessageContaining("joining theirs failed")
        .hasMessageContaining("WIND " + wind + " " + said);
  }

  @Test
  void theModuleBecomesAnAccessPoint() throws Exception {
    radioOff();
    set("wifi_mode", "3").set("wifi_priv_mode", "2").set("wifi_auth_type", "0");
    set("wifi_wpa_psk_text", "a passphrase").set("wifi_channelnum", "11");
    set("ip_use_dhcpd", "0").set("ip_ipaddr", "192.168.0.50");
    script.hear(Command.SSIDTXT, "mine").ok().hear(Command.WIFI, 1).ok();
    script.wind(32, "").wind(26, "mine").wind(24, "0:192.168.0.50");
    MiniApOptions options =
        MiniApOptions.of("mine", Credentials.passphrase("a passphrase"))
            .withChannel(11)
            .withAddress((Inet4Address) ADDRESS)
            .withoutDhcpServer();
    assertThat(spwf.wifi().startMiniAp(options, LONG)).isEqualTo(ADDRESS);
    assertThatThrownBy(() -> options.withChannel(15))
        .isInstanceOf(SpwfException.InvalidInput.class);
  }

  @Test
  void anAccessPointThatDoesNotStartIsToldAtOnce() {
    radioOff();
    set("wifi_mode", "3").set("wifi_priv_mode", "0").set("wifi_auth_type", "0");
    set("wifi_channelnum", "1").set("ip_use_dhcpd", "1");
    script.hear(Command.SSIDTXT, "mine").ok().hear(Command.WIFI, 1).ok().wind(27, "0010");
    assertThatThrownBy(
            () ->
                spwf.wifi()
                    .startMiniAp(MiniApOptions.of("mine", Credentials.open()), Duration.ofHours(1)))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("AP Start Failed: 0010");
  }

  @Test
  void networksAreListed() throws Exception {
    script.hear(Command.SCAN, "s").line("Parsing Networks:2");
    script.line("1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 06 RSSI: -40 SSID: 'it's' CAPS: 0431 WPA2 ");
    script.line("2:\t BSS 98:DE:D0:EA:4C:63 CHAN: 11 RSSI: -80 SSID: 'x' CAPS: 0421 ").ok();
    assertThat(spwf.wifi().scan(ScanFilter.SSID))
        .extracting(Network::ssid, Network::channel, Network::rssi)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("it's", 6, -40),
            org.assertj.core.groups.Tuple.tuple("x", 11, -80));
    script.hear(Command.SCAN, "d").line("Parsing Networks:2");
    script.line("1:\t IBSS 98:DE:D0:EA:4C:64 CHAN: 06 RSSI: -41 SSID: 'us' CAPS: 0002 WPA3 WPS ");
    script.line("2:\t BSS 98:DE:D0:EA:4C:63 CHAN: 11 RSSI: -80 SSID: 'x' CAPS: 0421 ").ok();
    assertThat(spwf.wifi().scan())
        .containsExactly(
            new Network(
                "us", "IBSS", "98:DE:D0:EA:4C:64", 6, -41, 2, Set.of(Security.OTHER, Security.WPS)),
            new Network("x", "BSS", "98:DE:D0:EA:4C:63", 11, -80, 0x421, Set.of()));
    script.hear(Command.SCAN, "d", "2:/scan.txt").ok();
    spwf.wifi().scanToFile(ScanFilter.NONE, "2:/scan.txt");
  }

  @Test
  void peersHaveTypes() throws Exception {
    script.hear(Command.PEERS).line("Var:1.link_id=0").line("Var:1.state=4");
    script.line("Var:1.addr=02:62:1F:51:8F:0B").line("Var:1.rx_pkts=22");
    script.line("Var:1.tx_pkts=24").line("Var:1.tx_errs=1").line("Var:1.rx_rssi=-51").ok();
    Peer peer = spwf.wifi().peers().getFirst();
    assertThat(peer.index()).isEqualTo(1);
    assertThat(peer.state()).isEqualTo(Peer.State.ASSOCIATED);
    assertThat(peer.address()).isEqualTo(MacAddress.of("02:62:1F:51:8F:0B"));
    assertThat(peer.rssi()).isEqualTo(-51);
    assertThat(peer.receivedPackets()).isEqualTo(22);
    assertThat(peer.sentPackets()).isEqualTo(24);
    assertThat(peer.sendErrors()).isEqualTo(1);
    script.hear(Command.PEERS, 1, "rx_rssi").line("Var:1.rx_rssi=-50").ok();
    assertThat(spwf.wifi().peer(1, "rx_rssi")).isEqualTo("-50");
  }

  @Test
  void aPeerThatIsNotThereIsARefusal() {
    script.hear(Command.PEERS, 1).ok();
    assertThat(refusal(() -> spwf.wifi().peer(1)).error()).isEqualTo(VARIABLE_NOT_FOUND);
    script.hear(Command.PEERS, 1).error(4);
    assertThat(refusal(() -> spwf.wifi().peer(1)).error()).isEqualTo(VARIABLE_NOT_FOUND);
    script.hear(Command.PEERS, 2, "rx_rssi").ok();
    assertThat(refusal(() -> spwf.wifi().peer(2, "rx_rssi")))
        .hasMessageStartingWith("AT+S.PEERS=2: ");
    script.hear(Command.PEERS, 1).line("Var:0.rx_rssi=-51").ok();
    assertThatThrownBy(() -> spwf.wifi().peer(1))
        .as("another peer")
        .isInstanceOf(SpwfException.MalformedPacket.class);
  }

  @Test
  void aPingIsAnsweredOrNot() throws Exception {
    script.hear(Command.PING, 3, 56, "host").line("Reply from 10.0.0.1");
    script.line("Reply from 10.0.0.1: bytes=56 time=12 ms").line("fe80::1 bytes=56 time=3");
    script.line("Packets:3:3:0").line("Times:3:7:12").ok();
    PingReply reply = spwf.wifi().ping("host", 3, 56);
    assertThat(reply.reachable()).isTrue();
    assertThat(reply.received()).isEqualTo(3);
    assertThat(reply.times()).containsExactly(Duration.ofMillis(12), Duration.ofMillis(3));
    assertThat(reply.lines()).hasSize(5).endsWith("Packets:3:3:0", "Times:3:7:12");
    script.hear(Command.PING, "", "", "host").line("Timed out").ok();
    assertThat(spwf.wifi().ping("host").reachable()).isFalse();
    assertThatThrownBy(() -> spwf.wifi().ping("host", 0, 56))
        .isInstanceOf(SpwfException.InvalidInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No Reply from 10.0.0.1",
        "Timeout: no Reply",
        "Reply timed out",
        "Reply",
        "Reply:none",
        "Replying to 10.0.0.1",
        "Timeout:10.0.0.1",
        "10.0.0.1",
        "1:1:0"
      })
  void aPingLineOfAnotherFormIsNoAnswer(String line) throws Exception {
    script.hear(Command.PING, "", "", "host").line(line).ok();
    PingReply reply = spwf.wifi().ping("host");
    assertThat(reply.reachable()).isFalse();
    assertThat(reply.times()).isEmpty();
    assertThat(reply.lines()).containsExactly(line);
  }

  @Test
  void aStateIsWaitedFor() throws Exception {
    try (Subscription<Event.StateChanged> changes = spwf.events(Event.StateChanged.class)) {
      bus.say("0210200000").say("0213200000");
      spwf.awaitState(WifiState.RADIO_IDLE, LONG);
      assertThat(changes.next(LONG))
          .extracting(Event.StateChanged::before, Event.StateChanged::now)
          .containsExactly(null, WifiState.HARDWARE_POWER_UP);
      assertThat(changes.next(LONG))
          .extracting(Event.StateChanged::before, Event.StateChanged::now)
          .containsExactly(WifiState.HARDWARE_POWER_UP, WifiState.RADIO_IDLE);
    }
    assertThatThrownBy(() -> spwf.awaitState(WifiState.LINK_UP, Duration.ofMillis(10)))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("RADIO_IDLE");
  }

  private void radioOff() {
    script.hear(Command.WIFI, 0).error(18);
  }

  private WifiScriptTest set(String name, String value) {
    script.hear(Command.SCFG, name, value).ok();
    return this;
  }

  private void up(String ssid) {
    script.hear(Command.SSIDTXT, ssid).ok().hear(Command.WIFI, 1).ok();
    script.wind(32, "").wind(24, "0:192.168.0.50");
  }
}
