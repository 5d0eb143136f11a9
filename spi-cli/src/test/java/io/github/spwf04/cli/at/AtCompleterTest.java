package io.github.spwf04.cli.at;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.AtText;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtCompleterTest {
  private static final AtCompleter COMPLETER = new AtCompleter(AtText.DELIMITER);

  private static List<String> values(String text) {
    return values(COMPLETER, text);
  }

  private static List<String> values(AtCompleter completer, String text) {
    return completer.candidates(text).stream().map(Candidate::value).toList();
  }

  @Test
  void everyCommandIsOffered() {
    assertThat(values("AT+S.S"))
        .hasSize(Command.values().length)
        .contains("AT", "AT+S.SOCKON=", "AT+S.WCFG", "AT+S.SCAN=");
  }

  @Test
  void choicesAndVariablesAreOfferedWhereTheyStand() {
    assertThat(values("AT+S.SCAN=")).containsExactly("AT+S.SCAN=d", "AT+S.SCAN=s", "AT+S.SCAN=m");
    assertThat(values("at+s.gpioc=3,")).containsExactly("at+s.gpioc=3,in", "at+s.gpioc=3,out");
    assertThat(values("AT+S.GCFG=")).contains("AT+S.GCFG=wifi_wpa_psk_text").hasSizeGreaterThan(80);
    assertThat(values("AT+S.STS=x")).contains("AT+S.STS=fw_version");
    assertThat(values("AT+S.PEERS=0,")).contains("AT+S.PEERS=0,rx_rssi");
    assertThat(values("AT+S.SCFG=console_errs,")).isEmpty();
    assertThat(values("AT+S.NOTHING=")).isEmpty();
    assertThat(values("AT+S.WIFI=1,")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AT+S.WIFI|=<action>  Switch the radio",
        "AT+S.WIFI=|<action>  0 off, 1 on",
        "at+s.wifi=1|  0 off, 1 on",
        "AT+S.WIFI=1,|  takes 1 parameters at most",
        "AT+S.SOCKON=example.org,|<port>,<NULL>,<kind>  Port of the server",
        "AT+S.SOCKON=example.org,8|,<NULL>,<kind>  Port of the server",
        "AT+S.FSM=|[<volume>]  0 external, 1 user flash, 2 RAM, 3 application flash; 0 by"
            + " default",
        "AT+S.SCFG=console_errs,|<value>  ERROR: 0 bare, 1 with its id, 2 with id and text",
        "AT+S.WCFG|  Save the configuration variables to flash",
      })
  void theHintSaysWhatIsExpected(String text, String hint) {
    assertThat(COMPLETER.hint(text)).isEqualTo(hint);
  }

  @Test
  void anotherDelimiterIsTheOneThatCounts() {
    AtCompleter completer = new AtCompleter(';');
    assertThat(completer.hint("AT+S.GPIOC")).startsWith("=<number>;<direction>;[<interrupt>]  ");
    assertThat(completer.hint("AT+S.SCFG=ip_ntp_server1;a, b"))
        .isEqualTo(COMPLETER.hint("AT+S.SCFG=ip_ntp_server1,a"));
    assertThat(completer.hint("AT+S.SOCKON=a,b;")).startsWith("<port>;<NULL>;<kind>  ");
    assertThat(values(completer, "AT+S.PEERS=0;")).contains("AT+S.PEERS=0;rx_rssi");
    assertThat(new SecretHistory(';').kept("AT+S.SCFG=wifi_wpa_psk_text;a,b"))
        .isEqualTo("AT+S.SCFG=wifi_wpa_psk_text;");
  }

  @ParameterizedTest
  @CsvSource({"''", "AT+S.WIF", "hello", "AT+S.NOTHING=1"})
  void thereIsNoHintForWhatIsNoCommand(String text) {
    assertThat(COMPLETER.hint(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT+S.SCFG=wifi_wpa_psk_text,secret|AT+S.SCFG=wifi_wpa_psk_text,",
        "at+s.scfg=wifi_ssid_len,4|AT+S.SCFG=wifi_ssid_len,4",
        "AT+S.HTTPGET=h,/,80,0,me,secret|AT+S.HTTPGET=h,/,80,0,me,",
        "AT+S.SCFGG=wifi_wpa_psk_text,secret|AT+S.SCFGG=",
        "AT+S.FSL|AT+S.FSL",
        "exit|exit",
      })
  void theHistoryKeepsNoSecret(String typed, String kept) {
    assertThat(new SecretHistory(AtText.DELIMITER).kept(typed)).isEqualTo(kept);
  }
}
