package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables 2 to 6 and the values of wifi_state. */
class SmallTablesTest {
  @Test
  void kindsOfEventAre1To3() {
    assertThat(EventKind.byNumber(0)).isNull();
    assertThat(EventKind.byNumber(1)).isEqualTo(EventKind.WIND);
    assertThat(EventKind.byNumber(2)).isEqualTo(EventKind.CRITICAL_ERROR);
    assertThat(EventKind.byNumber(3)).isEqualTo(EventKind.REPLY);
    assertThat(EventKind.byNumber(4)).isNull();
    assertThat(EventKind.REPLY.number()).isEqualTo(3);
  }

  @Test
  void statesOfTheRadioAre0To10() {
    assertThat(WifiState.byNumber(-1)).isNull();
    assertThat(WifiState.byNumber(0)).isEqualTo(WifiState.HARDWARE_POWER_UP);
    assertThat(WifiState.byNumber(2)).isEqualTo(WifiState.RADIO_TERMINATED_BY_USER);
    assertThat(WifiState.byNumber(7)).isEqualTo(WifiState.JOINED);
    assertThat(WifiState.byNumber(10)).isEqualTo(WifiState.LINK_UP);
    assertThat(WifiState.byNumber(11)).isNull();
    assertThat(WifiState.LINK_UP.number()).isEqualTo(10);
  }

  @Test
  void powerModesAre0To3() {
    assertThat(PowerMode.byNumber(-1)).isNull();
    assertThat(PowerMode.byNumber(0)).isEqualTo(PowerMode.ACTIVE);
    assertThat(PowerMode.byNumber(1)).isEqualTo(PowerMode.POWER_SAVE);
    assertThat(PowerMode.byNumber(2)).isEqualTo(PowerMode.SLEEP);
    assertThat(PowerMode.byNumber(3)).isEqualTo(PowerMode.STANDBY);
    assertThat(PowerMode.byNumber(4)).isNull();
    assertThat(PowerMode.SLEEP.number()).isEqualTo(2);
    assertThat(PowerMode.SLEEP.processor()).isEqualTo("Stop");
    assertThat(PowerMode.SLEEP.radio()).isEqualTo("PS or Fast PS");
    assertThat(PowerMode.SLEEP.variables())
        .isEqualTo(Map.of("sleep_enabled", 1, "standby_enabled", 0, "wifi_powersave", 1));
    assertThat(PowerMode.STANDBY.variables())
        .isEqualTo(Map.of("sleep_enabled", 0, "standby_enabled", 1));
  }

  @Test
  void powerModesSetVariablesOfTable7() {
    for (PowerMode mode : PowerMode.values()) {
      for (String name : mode.variables().keySet()) {
        assertThat(Variable.find(Variable.Table.CONFIGURATION, name)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html",
    "index.fhtml, text/html",
    "a.css, text/css",
    "a.txt, text/plain",
    "a.xml, text/xml",
    "a.xls, text/xls",
    "a.gif, image/gif",
    "a.jpg, image/jpg",
    "a.bmp, image/bmp",
    "2:/photo.PNG, image/png",
    "a.ico, image/x-icon",
    "a.class, application/x-java-applet",
    "a.swf, application/x-shockwave-flash",
    "a.tar.json, application/json",
    "a.woff, application/font-woff",
    "a.form, application/x-www-form-urlencoded",
    "a.jpeg, application/x-raw-stuff",
    "a.unknown, application/x-raw-stuff",
    "html, application/x-raw-stuff",
    "a., application/x-raw-stuff",
    "'', application/x-raw-stuff"
  })
  void contentTypeGoesByExtension(String fileName, String mediaType) {
    assertThat(ContentType.ofFileName(fileName).mediaType()).isEqualTo(mediaType);
  }

  @Test
  void flashMemoriesAreThoseOfTable6() {
    assertThat(FlashMemory.values())
        .containsExactly(FlashMemory.MX25L8006E, FlashMemory.MX25L6433F);
    assertThat(FlashMemory.MX25L8006E.megabits()).isEqualTo(8);
    assertThat(FlashMemory.MX25L6433F.megabits()).isEqualTo(64);
  }
}
