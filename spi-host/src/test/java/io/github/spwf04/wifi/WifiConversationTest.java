package io.github.spwf04.wifi;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.StationEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks that are joined by WPS, and echo requests. */
@Timeout(60)
class WifiConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final List<Hosted> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Hosted::close);
  }

  private Hosted keep(Hosted hosted) {
    opened.add(hosted);
    return hosted;
  }

  @Test
  void echoRequests() throws Exception {
    Spwf04 spwf = keep(Hosted.joined()).spwf();
    assertThat(spwf.wifi().ping("localhost").reachable()).isTrue();
    PingReply reply = spwf.wifi().ping("127.0.0.1", 3, 100);
    assertThat(reply.sent()).isEqualTo(3);
    assertThat(reply.received()).isEqualTo(3);
    assertThat(reply.times()).hasSize(3).allMatch(time -> time.compareTo(LONG) < 0);
    assertThat(reply.lines()).contains("Packets:3:3:0");
    assertThat(refusal(() -> spwf.wifi().ping("nobody.example.org")).error().id()).isEqualTo(65);
    assertThat(refusal(() -> spwf.wifi().ping("192.0.2.1")).error().id()).isEqualTo(111);
  }

  private static ModuleOptions.Builder router() {
    return ModuleOptions.builder().accessPoint(AccessPoint.wpa2("router", "sesame-street"));
  }

  @Test
  void aButtonLetsItIn() throws Exception {
    Hosted hosted = keep(Hosted.booted(router()));
    VirtualModule module = hosted.module();
    Spwf04 spwf = hosted.spwf();
    module.radio().pressButton("router");
    List<String> pins = new ArrayList<>();
    assertThat(spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, pins::add, LONG).getHostAddress())
        .isEqualTo("192.168.0.50");
    assertThat(pins).isEmpty();
    assertThat(spwf.wifi().ssid()).isEqualTo("router");
  }

  @ParameterizedTest
  @EnumSource(value = WpsMode.class, names = "PUSH_BUTTON", mode = EnumSource.Mode.EXCLUDE)
  void aPinLetsItIn(WpsMode mode) throws Exception {
    Hosted hosted = keep(Hosted.booted(router()));
    VirtualModule module = hosted.module();
    Spwf04 spwf = hosted.spwf();
    List<String> pins = new ArrayList<>();
    assertThat(
            spwf.wifi()
                .joinByWps(
                    mode,
                    pin -> {
                      pins.add(pin);
                      module.radio().enterPin("router", pin);
                    },
                    LONG)
                .getHostAddress())
        .isEqualTo("192.168.0.50");
    assertThat(pins).singleElement().asString().matches("[0-9]{8}");
    if (mode == WpsMode.DEVICE_PIN) {
      assertThat(pins).containsExactly("12345670");
    }
  }

  @Test
  void theExchangeAlone() throws Exception {
    Hosted hosted = keep(Hosted.booted(router().variable("wifi_mode", "1")));
    Spwf04 spwf = hosted.spwf();
    spwf.awaitState(WifiState.RADIO_IDLE, LONG);
    try (Subscription<StationEvent.AddressAssigned> up =
        spwf.events(StationEvent.AddressAssigned.class)) {
      String pin = Objects.requireNonNull(spwf.wifi().wps(WpsMode.RANDOM_PIN));
      assertThat(pin).matches("[0-9]{8}");
      hosted.module().radio().enterPin("router", pin);
      assertThat(up.next(LONG))
          .isNotNull()
          .extracting(event -> event.address().getHostAddress())
          .isEqualTo("192.168.0.50");
    }
    spwf.wifi().off();
    spwf.config().set("wifi_mode", "3");
    assertThat(refusal(() -> spwf.wifi().wps(WpsMode.PUSH_BUTTON)).error().id()).isEqualTo(67);
  }

  @Test
  void aWrongKeyIsToldAtOnce() throws Exception {
    Spwf04 spwf = keep(Hosted.booted(router())).spwf();
    assertThatThrownBy(() -> spwf.wifi().join("router", "open sesame", Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            SpwfException.JoinFailed.class, e -> assertThat(e.wind()).isEqualTo(41));
    assertThatThrownBy(() -> spwf.wifi().join("nowhere", null, Duration.ofMillis(300)))
        .as("absent")
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThat(spwf.wifi().join("router", "sesame-street", LONG).getHostAddress())
        .isEqualTo("192.168.0.50");
  }

  /** PBKDF2 of secret12 and TPNY, 4096 rounds, by openssl kdf. */
  private static final String KEY =
      "c5cb98eb690a4d1b7d75cc942e6b54b419bc4ecf7c9bd12cdc2c9c4e86b56d16";

  @ParameterizedTest
  @CsvSource({"secret12, " + KEY, KEY + "," + KEY, KEY + ", secret12", "secret12, secret12"})
  void aKeyItselfJoinsAsItsPassphraseDoes(String theirs, String ours) throws Exception {
    Spwf04 spwf =
        keep(Hosted.booted(ModuleOptions.builder().accessPoint(AccessPoint.wpa2("TPNY", theirs))))
            .spwf();
    // A passphrase of before goes before a key, unless it is emptied.
    spwf.config().set("wifi_wpa_psk_text", "another one");
    assertThat(spwf.wifi().join("TPNY", ours, LONG).getHostAddress()).isEqualTo("192.168.0.50");
    String wrong = ours.equals(KEY) ? KEY.replace('c', 'd') : "secret13";
    assertThatThrownBy(() -> spwf.wifi().join("TPNY", wrong, Duration.ofHours(1)))
        .isInstanceOf(SpwfException.JoinFailed.class);
  }

  @Test
  void nobodyPressesAButton() throws Exception {
    Spwf04 spwf = keep(Hosted.booted(router().variable("wifi_wps_walk_time", "1"))).spwf();
    assertThatThrownBy(() -> spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, _ -> {}, LONG))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("82");
    spwf.config().set("wifi_wps_pin", "123456");
    assertThat(refusal(() -> spwf.wifi().joinByWps(WpsMode.DEVICE_PIN, _ -> {}, LONG)).error().id())
        .isEqualTo(39);
  }
}
