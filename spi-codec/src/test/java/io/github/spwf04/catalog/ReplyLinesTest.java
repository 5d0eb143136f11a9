package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.Lines.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines of section 6 and of field-facts C, in the three forms of field-facts B.1. */
class ReplyLinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          HELP     | 0 | "Command:AT+S.FSL -- List files"      | AT+S.FSL;List files
          STS      | 0 | Var:build=170216-fd39c59-SPWF04S      | build;170216-fd39c59-SPWF04S
          STS      | 0 | Var:fw_version=1.0.0                  | fw_version;1.0.0
          STS      | 0 | Var:wifi_own_macaddr=00:80:E1:BD:DC:52 | wifi_own_macaddr;00:80:E1:BD:DC:52
          PEERS    | 0 | Var:0.rx_rssi=-51                     | 0;rx_rssi;-51
          GCFG     | 0 | Var:ip_netmask=255.255.255.0          | ip_netmask;255.255.255.0
          GCFG     | 0 | Var:nv_model=SPWF04SA                 | nv_model;SPWF04SA
          GCFG     | 0 | Var:wifi_wpa_psk_text=                | wifi_wpa_psk_text;
          GCFG     | 0 | Var:wifi_wep_keys[0]=00:01            | wifi_wep_keys[0];00:01
          GPIOR    | 0 | Value:6:1:0                           | 6;1;0
          ADC      | 0 | Value:3300                            | 3300
          TIME     | 0 | Date:16.7.1:5                         | 16;7;1;5
          TIME     | 1 | Time:14.27.56                         | 14;27;56
          TIME     | 2 | Time:14:27:56                         | 14;27;56
          RANDOM   | 0 | Number:3725839442                     | 3725839442
          HASH     | 0 | SHA1:da39a3ee5e6b4b0d3255bfef95601890 | da39a3ee5e6b4b0d3255bfef95601890
          HASH     | 1 | SHA224:00ff                           | 00ff
          HASH     | 2 | SHA256:00FF                           | 00FF
          HASH     | 3 | MD5:d41d8cd98f00b204e9800998ecf8427e  | d41d8cd98f00b204e9800998ecf8427e
          TLSCERT  | 0 | SubjectKeyId:7F:D3:65:31:33           | 7F:D3:65:31:33
          WPAECERT | 0 | SubjectKeyId:7F:D3:65:31:33           | 7F:D3:65:31:33
          WPS      | 0 | Generated user PIN:12345670           | 12345670
          WPS      | 1 | Generated random PIN:12345670         | 12345670
          SCAN     | 0 | Parsing Networks:7                    | 7
          SSIDTXT  | 0 | Network:STTest                        | STTest
          SOCKON   | 1 | Loading:1:2                           | 1;2
          SOCKON   | 2 | On:52.245.4.70:0                      | 52.245.4.70;0
          SOCKON   | 2 | On:fe80:0:0:0:280:e1ff:febd:39:7      | fe80:0:0:0:280:e1ff:febd:39;7
          SOCKQ    | 0 | Query:31                              | 31
          SOCKR    | 0 | Reading:31:31                         | 31;31
          SOCKL    | 0 | List::0:1:t:31:192.168.0.2:80         | ;0;1;t;31;192.168.0.2;80
          SOCKDON  | 0 | On:1                                  | 1
          SOCKDQ   | 0 | Query:0                               | 0
          SOCKDR   | 0 | Reading:5:10                          | 5;10
          SOCKDL   | 0 | List:1:0:1:s2:0:192.168.0.2:49152     | 1;0;1;s2;0;192.168.0.2;49152
          WSOCKON  | 1 | Loading:1:2                           | 1;2
          WSOCKON  | 2 | On:0                                  | 0
          WSOCKQ   | 0 | Query:12                              | 12
          WSOCKR   | 0 | Reading:12:12                         | 12;12
          WSOCKL   | 0 | List:0:1:12:49152                     | 0;1;12;49152
          SMTP     | 1 | Loading:1:2                           | 1;2
          HTTPGET  | 1 | Loading:1:2                           | 1;2
          HTTPGET  | 2 | Http Server Status Code:200           | 200
          HTTPPOST | 1 | Loading:1:2                           | 1;2
          HTTPPOST | 2 | Http Server Status Code:404           | 404
          MQTTCONN | 1 | Loading:1:2                           | 1;2
          MQTTCONN | 2 | On:0:1                                | 0;1
          """)
  void lineIsReadInEveryForm(Command command, int index, String line, String values) {
    LineFormat format = formats(command.replyLines()).get(index);
    List<String> expected = Arrays.asList(values.split(";", -1));
    String bare = line.substring(line.indexOf(':') + 1);
    assertThat(format.keyword() + ":" + bare).isEqualTo(line);
    for (String form : List.of(line, bare, bare + "\r\n", line + "\r\n")) {
      assertThat(parse(format, form)).as(form).isEqualTo(expected);
    }
    assertThat(Lines.format(format, true, expected)).isEqualTo(line);
    assertThat(Lines.format(format, false, expected)).isEqualTo(bare);
  }

  @Test
  void fileLineHasTabs() {
    LineFormat format = formats(Command.FSL.replyLines()).getFirst();
    assertThat(parse(format, "File:D\t5\ttest.txt")).containsExactly("D", "5", "test.txt");
    assertThat(parse(format, "I\t1024\tindex.html\r\n")).containsExactly("I", "1024", "index.html");
    assertThat(parse(format, "File:D\t5\ta\tb")).containsExactly("D", "5", "a\tb");
    // The listing also tells the free RAM, in words nobody has published.
    assertThat(parse(format, "File:Free RAM 16384")).isNull();
    assertThat(Lines.format(format, true, List.of("E", "0", "x"))).isEqualTo("File:E\t0\tx");
  }

  @Test
  void networkLineHasNoKeyword() {
    LineFormat network = formats(Command.SCAN.replyLines()).get(1);
    assertThat(network.keyword()).isEmpty();
    String line =
        "1:\t BSS 98:DE:D0:EA:4C:62 CHAN: 11 RSSI: -80 SSID: 'TPNY' CAPS: 0431 WPA WPA2 WPS ";
    List<String> values =
        List.of("1", "BSS", "98:DE:D0:EA:4C:62", "11", "-80", "TPNY", "0431", " WPA WPA2 WPS ");
    assertThat(parse(network, line)).isEqualTo(values);
    assertThat(parse(network, line + "\r\n")).isEqualTo(values);
    assertThat(Lines.format(network, true, values)).isEqualTo(line);
    // The older module's line, with a blank in place of the tab.
    LineFormat older = formats(Command.SCAN.replyLines()).get(2);
    assertThat(
            parse(
                older,
                "6: BSS 00:11:22:33:44:55 CHAN: 1 RSSI: -9 SSID: 'x' CAPS: 0431 WPA WPA2 WPS"))
        .containsExactly("6", "BSS", "00:11:22:33:44:55", "1", "-9", "x", "0431", " WPA WPA2 WPS");
    // A reader in the field passes over the word, whatever it is (package-facts 8.2).
    assertThat(parse(network, "2:\t IBSS 00:11:22:33:44:55 CHAN: 1 RSSI: -9 SSID: '' CAPS: 0002 "))
        .containsExactly("2", "IBSS", "00:11:22:33:44:55", "1", "-9", "", "0002", " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""
          "it's 'quoted'"
          "' CAPS: 0431 WPA "
          "x' CAPS: 0431 WPA"
          "\u00ff\u0000\r\n\t"
          "RSSI: -1 SSID: '"
          """)
  void networkNameMayHoldAnything(String ssid) {
    LineFormat network = formats(Command.SCAN.replyLines()).get(1);
    for (String security : List.of("", " WPA2 ", " WEP")) {
      List<String> values =
          List.of("12", "BSS", "00:11:22:33:44:55", "1", "-9", ssid, "0011", security);
      assertThat(parse(network, Lines.format(network, true, values))).isEqualTo(values);
    }
  }

  @Test
  void linesWithoutVariablesAreEmptyOverSpi() {
    for (Command command :
        List.of(
            Command.SOCKON,
            Command.WSOCKON,
            Command.SMTP,
            Command.HTTPGET,
            Command.HTTPPOST,
            Command.MQTTCONN)) {
      LineFormat skipCa = formats(command.replyLines()).getFirst();
      assertThat(skipCa.keyword()).isEqualTo("Skip CA");
      assertThat(parse(skipCa, "Skip CA")).isEmpty();
      assertThat(parse(skipCa, "")).isEmpty();
      assertThat(Lines.format(skipCa, true, List.of())).isEqualTo("Skip CA");
      assertThat(Lines.format(skipCa, false, List.of())).isEmpty();
    }
  }

  @Test
  void failuresAreExplainedByTheirOwnLines() {
    Map<Command, List<String>> keywords = new EnumMap<>(Command.class);
    for (Command command : Command.values()) {
      if (!command.failureLines().isEmpty()) {
        keywords.put(command, command.failureLines().stream().map(Line::keyword).toList());
      }
    }
    List<String> web = List.of("Certificate Error", "Http Client Error");
    List<String> socket = List.of("Certificate Error", "WebSocket Client Error");
    List<String> tls = List.of("Certificate Error");
    assertThat(keywords)
        .containsOnly(
            Map.entry(Command.FSUPDATE, web),
            Map.entry(Command.FWUPDATE, web),
            Map.entry(Command.HTTPGET, web),
            Map.entry(Command.HTTPPOST, web),
            Map.entry(Command.WSOCKON, socket),
            Map.entry(Command.MQTTCONN, socket),
            Map.entry(Command.SOCKON, tls),
            Map.entry(Command.SMTP, tls));
    assertThat(parse(formats(Command.SOCKON.failureLines()).getFirst(), "Certificate Error:23"))
        .containsExactly("23");
    assertThat(parse(formats(Command.HTTPGET.failureLines()).getLast(), "Http Client Error:2\r\n"))
        .containsExactly("2");
    assertThat(parse(formats(Command.WSOCKON.failureLines()).getLast(), "5")).containsExactly("5");
  }

  @Test
  void thePinOfWpsKeepsItsZeros() {
    for (LineFormat format : formats(Command.WPS.replyLines())) {
      assertThat(format.fields())
          .extracting(LineFormat.Field::type)
          .containsExactly(LineFormat.Type.DIGITS);
      assertThat(parse(format, "01854671")).containsExactly("01854671");
      assertThat(parse(format, "-1854671")).isNull();
      assertThat(parse(format, "0185 4671")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void noLineIsReadFromGarbage(Command command) {
    for (LineFormat format : formats(command.replyLines())) {
      assertThat(parse(format, "\u0000\u00ff\u0002")).isIn(null, List.of("\u0000\u00ff\u0002"));
    }
  }

  private static List<LineFormat> formats(List<Line> lines) {
    return lines.stream().flatMap(line -> line.forms().stream()).toList();
  }
}
