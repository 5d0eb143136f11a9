package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.atLine;
import static io.github.spwf04.command.Use.use;

import io.github.spwf04.event.MacAddress;
import io.github.spwf04.wifi.Network;
import io.github.spwf04.wifi.Peer;
import io.github.spwf04.wifi.ScanFilter;
import io.github.spwf04.wifi.WpsMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uses of the commands of the radio (manual 6.4, 6.33 to 6.37). */
final class RadioUses {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Peer ACCESS_POINT =
      new Peer(
          0,
          Peer.State.ASSOCIATED,
          MacAddress.of("98:DE:D0:EA:4C:62"),
          -51,
          0,
          0,
          0,
          new LinkedHashMap<>(Map.of("state", "4", "addr", "98:DE:D0:EA:4C:62", "rx_rssi", "-51")));
  private static final Network NETWORK =
      new Network(
          "a 'b' c",
          "BSS",
          MacAddress.of("98:DE:D0:EA:4C:62").toString(),
          11,
          -80,
          0x0431,
          Set.of(Network.Security.WPA, Network.Security.WPA2, Network.Security.WPS));

  private RadioUses() {}

  static List<Use> all() {
    return List.of(
        use(0x35, "AT+S.PEERS", s -> s.wifi().peers())
            .sends()
            .line("Var:", "0.state=4")
            .line("Var:", "0.addr=98:DE:D0:EA:4C:62")
            .line("Var:", "0.rx_rssi=-51")
            .gives(List.of(ACCESS_POINT)),
        use(0x35, "AT+S.PEERS=<peer_number>", s -> s.wifi().peer(0))
            .sends("0")
            .line("Var:", "0.state=4")
            .line("Var:", "0.addr=98:DE:D0:EA:4C:62")
            .line("Var:", "0.rx_rssi=-51")
            .gives(ACCESS_POINT),
        use(0x35, "AT+S.PEERS=<peer_number>,<peer_var>", s -> s.wifi().peer(0, "rx_rssi"))
            .sends("0", "rx_rssi")
            .line("Var:", "0.rx_rssi=-51")
            .gives("-51"),
        use(0x35, "AT+S.PEERS=<peer_number>,<peer_var>", s -> s.wifi().peer(0, "none"))
            .sends("0", "none")
            .refused(4),
        use(0x36, "AT+S.WPS=<mode>", s -> s.wifi().wps(WpsMode.PUSH_BUTTON)).sends("0").gives(null),
        use(0x36, "AT+S.WPS=<mode>", s -> s.wifi().wps(WpsMode.RANDOM_PIN))
            .sends("2")
            .line("Generated random PIN:", "01854671")
            .gives("01854671"),
        use(0x36, "AT+S.WPS=<mode>", s -> s.wifi().wps(WpsMode.DEVICE_PIN)).sends("1").refused(39),
        wps(WpsMode.PUSH_BUTTON, "0").gives("[] 192.168.0.5"),
        wps(WpsMode.DEVICE_PIN, "1")
            .line("Generated user PIN:", "12345670")
            .gives("[12345670] 192.168.0.5"),
        wps(WpsMode.RANDOM_PIN, "2")
            .line("Generated random PIN:", "00000000")
            .gives("[00000000] 192.168.0.5"),
        atLine(0x36, "AT+S.WPS=<mode>", s -> s.execute("AT+S.WPS=1", null)).sends("1").refused(67),
        action(0x32, "AT+S.WIFI=<action>", s -> s.wifi().on()).sends("1"),
        action(0x32, "AT+S.WIFI=<action>", s -> s.wifi().off())
            .sends("0")
            .wind(49, "0")
            .wind(38, ""),
        action(0x32, "AT+S.WIFI=<action>", s -> s.wifi().on()).sends("1").refused(43),
        use(0x33, "AT+S.SCAN=<filter>,[<filename>]", s -> s.wifi().scan())
            .sends("d")
            .line("Parsing Networks:", "2")
            .line(
                "",
                "1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -80 SSID: 'a 'b' c' CAPS: 0431"
                    + " WPA WPA2 WPS ")
            .line("", "2:\t BSS 00:80:E1:FA:12:34 CHAN: 01 RSSI: -7 SSID: '' CAPS: 0001")
            .gives(
                List.of(
                    NETWORK,
                    new Network(
                        "",
                        "BSS",
                        MacAddress.of("00:80:E1:FA:12:34").toString(),
                        1,
                        -7,
                        1,
                        Set.of()))),
        use(0x33, "AT+S.SCAN=<filter>,[<filename>]", s -> s.wifi().scan(ScanFilter.SSID))
            .sends("s")
            .line("Parsing Networks:", "0")
            .gives(List.of()),
        use(0x33, "AT+S.SCAN=<filter>,[<filename>]", s -> s.wifi().scan(ScanFilter.BSSID))
            .sends("m")
            .gives(List.of()),
        action(
                0x33,
                "AT+S.SCAN=<filter>,[<filename>]",
                s -> s.wifi().scanToFile(ScanFilter.NONE, "/scan.txt"))
            .sends("d", "/scan.txt"),
        use(0x33, "AT+S.SCAN=<filter>,[<filename>]", s -> s.wifi().scan()).sends("d").refused(42),
        use(0x34, "AT+S.SSIDTXT", s -> s.wifi().ssid())
            .sends()
            .line("Network:", "caf\u00e9, upstairs")
            .gives("caf\u00e9, upstairs"),
        action(0x34, "AT+S.SSIDTXT=<ssidtxt>", s -> s.wifi().ssid("caf\u00e9, upstairs"))
            .sends("caf\u00e9, upstairs"),
        action(0x34, "AT+S.SSIDTXT=<ssidtxt>", s -> s.wifi().ssid("x")).sends("x").refused(8),
        use(0x39, "AT+S.PING=[<counter>],[<size>],<hostname>", s -> s.wifi().ping("h").reachable())
            .sends("", "", "h")
            .line("", "PING: 56 bytes")
            .line("", "Reply from 192.0.2.1")
            .gives(true),
        use(
                0x39,
                "AT+S.PING=[<counter>],[<size>],<hostname>",
                s -> s.wifi().ping("h", 3, 56).received())
            .sends("3", "56", "h")
            .line("", "PING: 56 bytes")
            .gives(0),
        use(
                0x39,
                "AT+S.PING=[<counter>],[<size>],<hostname>",
                s -> s.wifi().ping("h", 1, 1).received())
            .sends("1", "1", "h")
            .line("", "PING: 1 bytes")
            .gives(0),
        use(
                0x39,
                "AT+S.PING=[<counter>],[<size>],<hostname>",
                s -> s.wifi().ping("h", 3, 100).received())
            .sends("3", "100", "h")
            .line("", "PING: 100 bytes")
            .gives(0),
        atLine(
                0x39,
                "AT+S.PING=[<counter>],[<size>],<hostname>",
                s -> s.execute("AT+S.PING=,,h", null))
            .sends("", "", "h"),
        use(0x39, "AT+S.PING=[<counter>],[<size>],<hostname>", s -> s.wifi().ping("h"))
            .sends("", "", "h")
            .refused(65));
  }

  /** Radio off, station mode, radio on, WPS; the address comes behind the reply. */
  private static Use wps(WpsMode mode, String number) {
    return use(
            0x36,
            "AT+S.WPS=<mode>",
            s -> {
              List<String> pins = new ArrayList<>();
              InetAddress address = s.wifi().joinByWps(mode, pins::add, LONG);
              return pins + " " + address.getHostAddress();
            })
        .sendsOther(0x32, "0")
        .refused(18)
        .sendsOther(0x0A, "wifi_mode", "1")
        .sendsOther(0x32, "1")
        .wind(32, "")
        .sends(number)
        .wind(24, "0:192.168.0.5");
  }
}
