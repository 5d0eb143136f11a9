package io.github.spwf04.cli.capture;

import static io.github.spwf04.cli.capture.EncodeCommandTest.assertOneLineOfBadInput;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class DecodeCommandTest {
  private static final String POWERON =
      "02 10 01 16 00 31 37 30 37 32 36 2D 62 37 61 63 31 62 61 2D 53 50 57 46 30 34 53";

  /** Captures of field-facts G. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          02 10 00 00 00                            | wind 0 Console active
          02 10 0D 08 00 53 50 57 46 30 34 53 41    | wind 13 Copyright (c) 2012-2017 STMicroelectronics, Inc. All rights Reserved: model=SPWF04SA
          02 13 20 00 00                            | wind 32 WiFi Hardware Started
          02 13 1A 07 00 74 65 73 74 5F 61 70       | wind 26 Started AP: ssid=test_ap
          02 12 31 01 00 30                         | wind 49 WPA Terminated: status=0
          02 10 C8 01 00 41                         | wind 200: text=A
          02 32 00 00 00                            | ok
          02 3A 21 00 00                            | error 33 Argument evaluated to zero
          02 20 21 00 00                            | critical error 33 Argument evaluated to zero
          02 32 FE 00 00                            | line 254
          02 3A FF 0C 00 4F 6E 3A 31 2E 32 2E 33 2E 34 3A 30 | line 255: text=On:1.2.3.4:0
          02 3A 03 04 00 61 0A 00 FF                | data 3, 4 bytes "a\\x0A\\x00\\xFF"
          02 00 02 01 00                            | AT
          02 00 04 32 01 01 30                      | AT+S.WIFI: action=0
          02 00 02 7F 00                            | command 0x7F
          """)
  void explainsAPacket(String hex, String meaning) {
    Run run = Run.spwf("decode", hex);
    assertThat(run.out()).endsWith("  " + meaning + "\n");
    assertThat(run.lines()).hasSize(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void aLineHasOffsetFirstBytesAndMeaning() {
    Run run = Run.spwf("decode", "02 10 07 02 00 31 30", POWERON);
    assertThat(run.lines())
        .containsExactly(
            "     0  02 10 07 02 00 31 30                             wind 7 Configuration Failure:"
                + " reason=10",
            "     7  02 10 01 16 00 31 37 30 37 32 36 2D 62 37 +13    wind 1 Poweron: date=170726"
                + " build=b7ac1ba model=SPWF04S");
  }

  @Test
  void everyWayToWriteHexIsRead() {
    List<String> expected = Run.spwf("decode", "02 13 20 00 00").lines();
    assertThat(Run.spwf("decode", "02", "13", "20", "00", "00").lines()).isEqualTo(expected);
    assertThat(Run.spwf("decode", "0213200000").lines()).isEqualTo(expected);
    assertThat(Run.spwf("decode", "0x02,0x13,0x20,0x00,0x00").lines()).isEqualTo(expected);
    assertThat(Run.spwf("decode", "02:13:20:00:00").lines()).isEqualTo(expected);
    assertThat(Run.withInput("02 13\n20\r\n0X00\t00\n", "decode").lines()).isEqualTo(expected);
    assertThat(Run.withInput(new byte[] {2, 0x13, 0x20, 0, 0}, "decode", "--binary").lines())
        .isEqualTo(expected);
  }

  @Test
  void theDataOfADataPhaseBelongsToItsCommand() {
    Run run = Run.spwf("decode", "02 00 0B 44 02 01 30 01 35 68 65 6C 6C 6F 02 00 02 01 00");
    assertThat(run.code()).isZero();
    assertThat(run.lines().stream().map(line -> line.substring(57)))
        .containsExactly("AT+S.SOCKW: id=0 length=5 data=5 bytes", "data, 5 bytes \"hello\"", "AT");
  }

  @Test
  void whatEncodePrintsIsWhatDecodeReads() {
    String encoded = Run.spwf("encode", "AT+S.SOCKW=0,5", "--data", "hello").out();
    Run run = Run.withInput(encoded, "decode");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(2);
  }

  @Test
  void junkIsShownAndToldByTheExitCode() {
    Run run = Run.spwf("decode", "00 FF 02 13 20 00 00 55");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "     0  00 FF                                            junk, 2 bytes",
            "     2  02 13 20 00 00                                   wind 32 WiFi Hardware Started",
            "     7  55                                               junk, 1 bytes");
  }

  @Test
  void aPacketThatIsCutShortIsShownAndToldByTheExitCode() {
    Run run = Run.spwf("decode", "02 13 20 00 00 02 10 01 16 00 31 37");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().getLast())
        .startsWith("     5  02 10 01 16 00 31 37 ")
        .endsWith("  truncated wind 1 Poweron, 20 bytes missing");
  }

  /** As far as its header goes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          02 12 31 01 00             | truncated wind 49 WPA Terminated, 1 byte missing
          02 12 31 02 00 30          | truncated wind 49 WPA Terminated, 1 byte missing
          02 12 31 01                | truncated wind 49 WPA Terminated, 4 bytes
          02 12                      | truncated wind, 2 bytes
          02                         | truncated, 1 bytes
          02 10 C8 02 00             | truncated wind 200, 2 bytes missing
          02 20 21 01 00             | truncated critical error 33 Argument evaluated to zero, 1 byte missing
          02 3A FF 0C 00 4F 6E       | truncated line 255, 10 bytes missing
          02 3A 03 04 00 61          | truncated data 3, 3 bytes missing
          02 3A 00 04 00 61          | truncated data 0, 3 bytes missing
          02 3A 21 00                | truncated reply 33, 4 bytes
          02 00 0B 44 02 01          | truncated command AT+S.SOCKW, 8 bytes missing
          02 00 0B 44                | truncated command AT+S.SOCKW, 10 bytes missing
          02 00 0B                   | truncated command, 11 bytes missing
          """)
  void aPacketThatIsCutShortIsNamed(String hex, String meaning) throws IOException {
    String from = hex.startsWith("02 00") ? "host" : "module";
    Run run = Run.spwf("decode", "--from", from, hex);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).singleElement().asString().endsWith("  " + meaning);
  }

  @Test
  void theSenderOfWhatIsCutShortIsGuessed() {
    assertThat(Run.spwf("decode", "02 12 31 01 00").out()).contains("truncated wind 49");
    assertThat(Run.spwf("decode", "02 00 0B 44 02 01").out()).contains("command AT+S.SOCKW");
    // A host's packet cut short would explain these bytes, too.
    assertThat(Run.spwf("decode", "02 13 20 00 00 02 1A 05 01").lines().getFirst())
        .endsWith("wind 32 WiFi Hardware Started");
  }

  @Test
  void dataThatIsCutShortIsNoPacket() {
    Run run = Run.spwf("decode", "02 00 0B 44 02 01 30 01 35 02 00 02");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines().stream().map(line -> line.substring(57)))
        .containsExactly(
            "AT+S.SOCKW: id=0 length=5 data=5 bytes", "truncated data, 2 bytes missing");
  }

  @Test
  void aPacketBehindAFalseStartIsFound() {
    Run run = Run.spwf("decode", "02 10 01 16 00 31 02 13 20 00 00");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().getFirst()).contains("junk, 6 bytes");
    assertThat(run.lines().getLast())
        .startsWith("     6  ")
        .endsWith("wind 32 WiFi Hardware Started");
  }

  @Test
  void fromOverrulesTheGuess() {
    assertThat(Run.spwf("decode", "02 00 02 01 00").code()).isZero();
    assertThat(Run.spwf("decode", "--from", "host", "02 00 02 01 00").code()).isZero();
    assertThat(Run.spwf("decode", "--from", "module", "02 00 02 01 00").code()).isEqualTo(1);
    assertThat(Run.spwf("decode", "--from", "module", "02 13 20 00 00").code()).isZero();
  }

  @Test
  void jsonOfAModulePacket() throws IOException {
    assertThat(json("decode", "--json", POWERON))
        .containsExactly(
            Map.entry("offset", 0),
            Map.entry("direction", "module"),
            Map.entry("kind", "wind"),
            Map.entry("state", "HARDWARE_POWER_UP"),
            Map.entry("indication", 1),
            Map.entry("name", "Poweron"),
            Map.entry("fields", Map.of("date", "170726", "build", "b7ac1ba", "model", "SPWF04S")),
            Map.entry("payload", "3137303732362d623761633162612d53505746303453"));
    assertThat(json("decode", "--json", "02 3A 21 00 00"))
        .containsEntry("kind", "error")
        .containsEntry("indication", 33)
        .containsEntry("name", "Argument evaluated to zero")
        .containsEntry("payload", "");
  }

  @Test
  void jsonOfACommand() throws IOException {
    assertThat(json("decode", "--json", "02 00 0E 33 02 01 64 09 2F 73 63 61 6E 2E 74 78 74"))
        .containsEntry("offset", 0)
        .containsEntry("direction", "host")
        .containsEntry("kind", "command")
        .containsEntry("command", 0x33)
        .containsEntry("name", "AT+S.SCAN")
        .containsEntry("fields", Map.of("filter", "d", "filename", "/scan.txt"))
        .containsEntry("payload", "0164092f7363616e2e747874");
  }

  @Test
  void passwordsAreMasked() throws IOException {
    String packet = Run.spwf("encode", "AT+S.SCFG=wifi_wpa_psk_text,sesame").out();
    Run text = Run.withInput(packet, "decode");
    assertThat(text.lines())
        .containsExactly(
            "     0  02 00 1B 0A 02 +25                               AT+S.SCFG:"
                + " key=wifi_wpa_psk_text value=***");
    assertThat(json("decode", "--json", packet))
        .containsEntry("fields", Map.of("key", "wifi_wpa_psk_text", "value", "***"))
        .containsEntry("payload", "***");
  }

  @Test
  void jsonIsOneObjectALineForJunkAndTruncationToo() throws IOException {
    Run run = Run.spwf("decode", "--json", "00 02 13 20 00 00 02 10");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(JSON.std.mapFrom(run.lines().getFirst()))
        .containsEntry("kind", "junk")
        .containsEntry("payload", "00");
    assertThat(JSON.std.mapFrom(run.lines().getLast()))
        .containsEntry("kind", "truncated")
        .containsEntry("offset", 6)
        .containsEntry("state", "HARDWARE_POWER_UP")
        .containsEntry("name", "")
        .containsEntry("fields", Map.of("packet", "wind"))
        .containsEntry("payload", "0210")
        .doesNotContainKey("indication");
    run = Run.spwf("decode", "--json", "02 12 31 01 00");
    assertThat(JSON.std.mapFrom(run.out()))
        .containsExactly(
            Map.entry("offset", 0),
            Map.entry("direction", "module"),
            Map.entry("kind", "truncated"),
            Map.entry("state", "RADIO_TERMINATED_BY_USER"),
            Map.entry("indication", 49),
            Map.entry("name", "WPA Terminated"),
            Map.entry("fields", Map.of("packet", "wind", "missing", "1")),
            Map.entry("payload", "0212310100"));
    run = Run.spwf("decode", "--json", "02 00 0B 44 02 01");
    assertThat(JSON.std.mapFrom(run.out()))
        .containsEntry("direction", "host")
        .containsEntry("kind", "truncated")
        .containsEntry("command", 0x44)
        .containsEntry("name", "AT+S.SOCKW")
        .containsEntry("fields", Map.of("packet", "command", "missing", "8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \n", "0", "02 1", "0x", "0xG0", "hello", "02 13 20 00 0", "\u0660\u0661"})
  void whatIsNotHexIsBadInput(String hex) {
    assertOneLineOfBadInput(Run.spwf("decode", hex));
    assertOneLineOfBadInput(Run.withInput(hex, "decode"));
  }

  @Test
  void misuseIsBadInput() {
    assertOneLineOfBadInput(Run.withInput(new byte[0], "decode", "--binary"));
    assertOneLineOfBadInput(Run.withInput(new byte[] {2}, "decode", "--binary", "02"));
    assertOneLineOfBadInput(Run.spwf("decode", "--from", "nobody", "02"));
    assertOneLineOfBadInput(Run.spwf("decode", "--no-such-option", "02"));
  }

  @Test
  void theMessageNamesTheWordThatIsNoHex() {
    assertThat(Run.spwf("decode", "02", "1x").err()).isEqualTo("spwf decode: '1x' is not hex\n");
    assertThat(Run.spwf("decode", "02", "123").err())
        .isEqualTo("spwf decode: '123' has an odd number of hex digits, two a byte are needed\n");
  }

  private static Map<String, Object> json(String... args) throws IOException {
    Run run = Run.spwf(args);
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(1);
    return JSON.std.mapFrom(run.out());
  }
}
