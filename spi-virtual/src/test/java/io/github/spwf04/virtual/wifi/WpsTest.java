package io.github.spwf04.virtual.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WPS: section 6.33. */
class WpsTest {
  private static final AccessPoint ROUTER = AccessPoint.wpa2("router", "sesame-street");

  private static Bench station() throws Exception {
    return station(o -> o);
  }

  private static Bench station(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Bench bench =
        new Bench(o -> options.apply(o.variable("console_enabled", "0").accessPoint(ROUTER)));
    bench.turn(Duration.ofMillis(20));
    bench.drain();
    return bench;
  }

  private static void joins(Bench bench) throws Exception {
    bench.turn(Duration.ofMillis(100));
    assertThat(bench.drain())
        .containsExactly(
            "W21@4",
            "W35@4 00",
            "W19@7 " + ROUTER.bssid(),
            "W25@7 router",
            "W46@7 sesame-street:13",
            "W51@9",
            "W24@9 0:192.168.0.50",
            "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
    assertThat(bench.reply(Command.SSIDTXT)).containsExactly("RFF@A Network:router", "R00@A");
    assertThat(bench.reply(Command.GCFG, "wifi_wpa_psk_text"))
        .containsExactly("RFF@A Var:wifi_wpa_psk_text=sesame-street", "R00@A");
  }

  @Test
  @Usage(section = "6.33")
  void theButton() throws Exception {
    try (Bench bench = station()) {
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R00@5");
      assertThat(bench.drain()).containsExactly("W81@3");
      bench.turn(Duration.ofSeconds(60));
      assertThat(bench.drain()).as("nobody has pressed yet").isEmpty();
      bench.send(Command.SCAN, "d");
      assertThat(bench.drain()).as("busy").containsExactly("R2A@3");
      bench.module.radio().pressButton("router");
      joins(bench);
      bench.turn(Duration.ofMinutes(5));
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  @Usage(section = "6.33")
  void thePinOfTheDevice() throws Exception {
    try (Bench bench = station()) {
      // 1234567 and its check digit are the example of the WPS specification.
      assertThat(bench.reply(Command.WPS, "1"))
          .containsExactly("RFF@5 Generated user PIN:12345670", "R00@5");
      assertThat(bench.drain()).containsExactly("W81@3");
      bench.module.radio().enterPin("router", "12345678");
      bench.turn(Duration.ofSeconds(1));
      assertThat(bench.drain()).isEmpty();
      bench.module.radio().enterPin("router", "12345670");
      joins(bench);
    }
  }

  /** The PIN is digits, and no number. */
  @Test
  void aPinThatBeginsWithZero() throws Exception {
    try (Bench bench = station()) {
      bench.reply(Command.SCFG, "wifi_wps_pin", "0123456");
      assertThat(bench.reply(Command.WPS, "1"))
          .containsExactly("RFF@5 Generated user PIN:01234565", "R00@5");
      assertThat(bench.drain()).containsExactly("W81@3");
    }
  }

  @Test
  void aRandomPin() throws Exception {
    try (Bench bench = station()) {
      List<String> reply = bench.reply(Command.WPS, "2");
      assertThat(reply).hasSize(2);
      assertThat(reply.getFirst()).matches("RFF@5 Generated random PIN:[0-9]{8}");
      String pin = reply.getFirst().replaceFirst(".*:", "");
      assertThat(Wps.withCheckDigit(pin.substring(0, 7))).isEqualTo(pin);
      bench.drain();
      bench.module.radio().enterPin("router", pin);
      joins(bench);
    }
  }

  @Test
  @Usage(section = "6.33", fails = true)
  void nobodyAnswers() throws Exception {
    try (Bench bench = station()) {
      bench.reply(Command.SCFG, "wifi_wps_walk_time", "30");
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R00@5");
      bench.turn(Duration.ofSeconds(30));
      assertThat(bench.drain()).containsExactly("W81@3", "W82@3", "W21@4");
    }
  }

  @Test
  void twoButtonsAreOneTooMany() throws Exception {
    try (Bench bench = station()) {
      bench.module.radio().add(AccessPoint.wpa2("other", "another-key").withRegistrar("button"));
      bench.module.radio().pressButton("router");
      bench.reply(Command.WPS, "0");
      bench.turn(Duration.ofSeconds(120));
      assertThat(bench.drain()).startsWith("W81@3", "W82@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wifi_wps_pin, 123456, 1, R27@5",
    "wifi_wps_pin, 12345678, 1, R27@5",
    "wifi_mode, 3, 0, R43@A",
    "wifi_mode, 0, 1, R43@3"
  })
  @Usage(section = "6.33", fails = true)
  void errors(String variable, String value, String mode, String error) throws Exception {
    try (Bench bench = station(o -> o.variable(variable, value))) {
      assertThat(bench.reply(Command.WPS, mode)).containsExactly(error);
    }
  }

  @Test
  @Usage(section = "6.33", fails = true)
  void errorsOfARadioThatIsOff() throws Exception {
    try (Bench bench = station()) {
      bench.reply(Command.WIFI, "0");
      bench.drain();
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R12@2");
      assertThat(bench.reply(Command.WPS, "3")).containsExactly("R08@2");
      bench.reply(Command.SCFG, "wifi_mode", "3");
      assertThat(bench.reply(Command.WPS, "0")).as("what it would be").containsExactly("R43@2");
    }
  }

  @Test
  void whileItIsInANetworkItLeavesIt() throws Exception {
    try (Bench bench = Bench.online(o -> o.accessPoint(ROUTER))) {
      bench.module.radio().pressButton("router");
      assertThat(bench.reply(Command.WPS, "0")).containsExactly("R00@A");
      assertThat(bench.drain()).startsWith("W81@3");
    }
  }
}
