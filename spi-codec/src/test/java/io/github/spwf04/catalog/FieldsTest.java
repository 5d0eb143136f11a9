package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.error.SpwfException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String type, String value) {
    return new Fields(LineFormat.of("{value:" + type + "}"), List.of(Lines.bytes(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 0, 0",
    "INT, 007, 7",
    "INT, -51, -51",
    "INT?, '', 0",
    "TEXT, 0x2C, 44",
    "TEXT, 4294967295, 4294967295",
    "HEX, 0431, 1073",
    "HEX, 0XfF, 255",
    "HEX, 10, 16",
    "INT, 9223372036854775807, 9223372036854775807",
    "INT, -9223372036854775808, -9223372036854775808",
    "HEX, 7FFFFFFFFFFFFFFF, 9223372036854775807"
  })
  void numberIsDecimalOrHexadecimal(String type, String value, long number) {
    assertThat(fields(type, value).number("value")).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "-",
        "12a",
        "0x",
        "0xg",
        "1 ",
        "--1",
        "\u00b2",
        "9223372036854775808",
        "-9223372036854775809",
        "0x8000000000000000",
        "99999999999999999999999"
      })
  void whatIsNoNumberIsNamed(String value) {
    assertThatExceptionOfType(SpwfException.MalformedPacket.class)
        .isThrownBy(() -> fields("TEXT", value).number("value"))
        .withMessageContaining("field value");
  }

  @ParameterizedTest
  @CsvSource({
    "70, 1970",
    "99, 1999",
    "0, 2000",
    "00, 2000",
    "16, 2016",
    "69, 2069",
    "2026, 2026",
    "1970, 1970"
  })
  void aYearOfTwoDigitsIsCountedFrom1970(String digits, int year) {
    assertThat(fields("INT", digits).year("value")).isEqualTo(year);
  }

  @Test
  void aYearBelowZeroIsNone() {
    assertThatExceptionOfType(SpwfException.MalformedPacket.class)
        .isThrownBy(() -> fields("INT", "-1").year("value"))
        .withMessageContaining("field value");
  }

  @Test
  void textIsUtf8AndBytesAreBytes() {
    Fields fields = fields("TEXT", "\u00c3\u00a9");
    assertThat(fields.text("value")).isEqualTo("\u00e9");
    assertThat(fields.bytes("value").readableBytes()).isEqualTo(2);
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> fields.text("other"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.0.50, 192.168.0.50",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "010.001.009.099, 10.1.9.99",
    "fe80::280:e1ff:fefa:1234, fe80:0:0:0:280:e1ff:fefa:1234",
    "::1, 0:0:0:0:0:0:0:1",
    "::ffff:10.0.0.1, 10.0.0.1"
  })
  void addressIsOfEitherVersion(String value, String address) {
    assertThat(fields("TEXT", value).address("value").getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1",
        "10.0.1",
        "10.0.0.256",
        "10.0.0.0001",
        "10.0.0.1.2",
        "10.0.0.-1",
        "abc",
        ":",
        "fe80:::1",
        "fe80::1%1",
        "[::1]",
        "g::1"
      })
  void whatIsNoAddressIsNamedAndNotLookedUp(String value) {
    assertThatExceptionOfType(SpwfException.MalformedPacket.class)
        .isThrownBy(() -> fields("TEXT", value).address("value"))
        .withMessageContaining("field value")
        .withMessageEndingWith("is no IP address: \"" + value + "\"");
  }
}
