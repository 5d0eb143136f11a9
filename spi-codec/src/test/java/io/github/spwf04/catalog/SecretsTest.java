package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds a password or a key, by the rows. */
class SecretsTest {
  @Test
  void parametersThatHoldPasswords() {
    List<String> secret = new ArrayList<>();
    for (Command command : Command.values()) {
      for (int i = 0; i < command.parameters().size(); i++) {
        if (Secrets.isSecret(command, i, _ -> "")) {
          secret.add(command + " " + command.parameters().get(i));
        }
      }
    }
    assertThat(secret)
        .containsExactly(
            "FSUPDATE passwd",
            "FWUPDATE passwd",
            "WSOCKON passwd",
            "SMTP passwd",
            "HTTPGET passwd",
            "HTTPPOST passwd",
            "MQTTCONN passwd");
    assertThat(Secrets.isSecret(Command.AT, 0, _ -> "")).as("beyond the row").isFalse();
  }

  @Test
  void variablesThatHoldKeysAndPasswords() {
    assertThat(Variable.all(Variable.Table.CONFIGURATION).stream().filter(Variable::secret))
        .extracting(Variable::name)
        .containsExactly(
            "aes128_key",
            "user_desc",
            "wifi_wep_keys[0]",
            "wifi_wep_keys[1]",
            "wifi_wep_keys[2]",
            "wifi_wep_keys[3]",
            "wifi_wpa_psk_raw",
            "wifi_wpa_psk_text",
            "wifi_eap_passwd",
            "wifi_wps_pin");
    assertThat(Variable.all(Variable.Table.STATUS)).noneMatch(Variable::secret);
    assertThat(Variable.all(Variable.Table.PEER)).noneMatch(Variable::secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wifi_wpa_psk_text",
        "WIFI_WPA_PSK_TEXT",
        "wifi_wep_keys",
        "wifi_wep_keys[2]",
        "Key"
      })
  void namesOfSecretVariablesAsPeopleWriteThem(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wifi_wep_key_lens", "wifi_ssid", "", "nothing", "wifi"})
  void namesOfOthers(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"wifi_eap_passwd, true", "ip_use_cgis, false"})
  void aValueIsAsSecretAsItsVariable(String variable, boolean secret) {
    assertThat(Secrets.isSecret(Command.SCFG, 1, at -> at == 0 ? variable : "")).isEqualTo(secret);
    Fields line = fields(Line.VARIABLE.forms().getFirst(), variable + "=x");
    assertThat(Secrets.isSecret(line, "value")).isEqualTo(secret);
    assertThat(Secrets.isSecret(line, "var")).isFalse();
    Fields wind = fields(Wind.REMOTE_CONFIGURATION.variables(), variable + ":x");
    assertThat(Secrets.isSecret(wind, "value")).isEqualTo(secret);
  }

  @Test
  void variablesOfWinds() {
    Fields psk = fields(Wind.WPA_CRUNCHING_PSK.variables(), "sesame:6");
    assertThat(Secrets.isSecret(psk, "psk")).isTrue();
    assertThat(Secrets.isSecret(psk, "length")).isFalse();
    Fields key = fields(Wind.REMOTE_CONFIGURATION.variables(), "Key:guess");
    assertThat(Secrets.isSecret(key, "value")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "TLSCERT, key, true",
    "TLSCERT, KEY, true",
    "WPAECERT, key, true",
    "TLSCERT, cert, false",
    "TLSCERT, , false",
    "FSC, key, false"
  })
  void dataThatIsAKey(Command command, String first, boolean secret) {
    assertThat(Secrets.isSecretData(command, first)).isEqualTo(secret);
  }

  private static Fields fields(LineFormat format, String text) {
    return Objects.requireNonNull(
        format.parse(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
  }
}
