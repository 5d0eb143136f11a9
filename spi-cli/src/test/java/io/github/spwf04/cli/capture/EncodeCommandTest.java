package io.github.spwf04.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

public class EncodeCommandTest {

  /** The packets of field-facts G, and the manual's examples with their errata put right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AT                              | 02 00 02 01 00
          AT+S.FSL                        | 02 00 02 27 00
          AT+S.WIFI=0                     | 02 00 04 32 01 01 30
          at+s.wifi=0                     | 02 00 04 32 01 01 30
          AT+S.GCFG                       | 02 00 02 09 00
          AT+S.SCAN=d,/scan.txt           | 02 00 0E 33 02 01 64 09 2F 73 63 61 6E 2E 74 78 74
          AT+S.SCFG=console_enabled,0     | 02 00 14 0A 02 0F 63 6F 6E 73 6F 6C 65 5F 65 6E 61 62 6C 65 64 01 30
          AT+S.SOCKON=1.2.3.4,80,,t       | 02 00 10 41 04 07 31 2E 32 2E 33 2E 34 02 38 30 00 01 74
          AT+S.SOCKON=1.2.3.4,80,NULL,t   | 02 00 10 41 04 07 31 2E 32 2E 33 2E 34 02 38 30 00 01 74
          """)
  void printsThePacketOfACommand(String command, String packet) {
    assertThat(Run.spwf("encode", command)).isEqualTo(new Run(0, packet + "\n", ""));
  }

  @Test
  void printsTheDataOfTheDataPhaseOnASecondLine() {
    assertThat(Run.spwf("encode", "AT+S.SOCKW=0,5", "--data", "hello"))
        .isEqualTo(new Run(0, "02 00 0B 44 02 01 30 01 35\n68 65 6C 6C 6F\n", ""));
  }

  @Test
  void countsTheDataInBytesOfUtf8() {
    assertThat(Run.spwf("encode", "AT+S.SOCKW=0,2", "--data", "\u00FC").lines())
        .containsExactly("02 00 08 44 02 01 30 01 32", "C3 BC");
  }

  @Test
  void takesTheDataFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("data.bin"), new byte[] {0, (byte) 0xFF, 2});
    assertThat(Run.spwf("encode", "AT+S.SOCKW=0,3", "--data", "@" + file).lines())
        .containsExactly("02 00 09 44 02 01 30 01 33", "00 FF 02");
  }

  @Test
  void twoAtSignsBeginATextWithOne() {
    assertThat(Run.spwf("encode", "AT+S.SOCKW=0,3", "--data", "@@ab").lines())
        .containsExactly("02 00 09 44 02 01 30 01 33", "40 61 62");
  }

  @Test
  void anotherDelimiterLetsAFieldHoldCommas() {
    assertThat(Run.spwf("encode", "--delimiter", "|", "AT+S.SCAN=d|/a,b").lines())
        .containsExactly("02 00 09 33 02 01 64 04 2F 61 2C 62");
  }

  @Test
  void jsonHasIdNamePacketAndData() throws IOException {
    Run run = Run.spwf("encode", "--json", "AT+S.SOCKW=0,5", "--data", "hello");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(1);
    assertThat(JSON.std.mapFrom(run.out()))
        .isEqualTo(
            Map.of(
                "command", 0x44,
                "name", "AT+S.SOCKW",
                "packet", "02000b440201300135",
                "data", "68656c6c6f"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AT+S.NOSUCH",
        "hello",
        "AT+S.WIFI",
        "AT+S.WIFI=on",
        "AT+S.WIFI=0,1,2",
        "AT+S.SOCKON=host,99999,,t",
        "AT+S.SOCKW=0,5",
        "AT+S.SOCKW=0,-1"
      })
  void aCommandThatIsNoneIsBadInput(String command) {
    assertOneLineOfBadInput(Run.spwf("encode", command));
  }

  @Test
  void aParameterBeyond255BytesIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("encode", "AT+S.SCAN=d,/" + "x".repeat(255)));
  }

  @Test
  void dataOfAnotherLengthIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("encode", "AT+S.SOCKW=0,5", "--data", "hell"));
    assertOneLineOfBadInput(Run.spwf("encode", "AT+S.SOCKW=0,5", "--data", "hello!"));
  }

  @Test
  void dataForACommandWithoutADataPhaseIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("encode", "AT+S.WIFI=0", "--data", "x"));
  }

  @Test
  void aFileThatCannotBeReadIsBadInput(@TempDir Path folder) {
    Run run = Run.spwf("encode", "AT+S.SOCKW=0,5", "--data", "@" + folder.resolve("none"));
    assertOneLineOfBadInput(run);
    assertThat(run.err()).contains("none").contains("cannot be read");
  }

  @Test
  void misuseIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("encode"));
    assertOneLineOfBadInput(Run.spwf("encode", "AT", "AT"));
    assertOneLineOfBadInput(Run.spwf("encode", "--no-such-option", "AT"));
    assertOneLineOfBadInput(Run.spwf("encode", "AT", "--delimiter", "ab"));
  }

  @Test
  void helpHasExamplesThatWork() {
    Run help = Run.spwf("encode", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Examples:", "spwf encode 'AT+S.SCAN=d,/scan.txt'", "Exit codes:");
    assertThat(Run.spwf("encode", "--json", "AT+S.SOCKON=example.org,80,,t").code()).isZero();
    assertThat(
            Run.spwf(
                    "encode",
                    "AT+S.FSC=/page.html,1024",
                    "--data",
                    new String(new byte[1024], StandardCharsets.US_ASCII))
                .code())
        .isZero();
  }

  public static void assertOneLineOfBadInput(Run run) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spwf").endsWith("\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).doesNotContain("Exception");
  }
}
