package io.github.spwf04.transport;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.error.SpwfException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No provider is on the class path of this module, which could tell what in a URI is no key. */
class SpiBusesTest {
  private static final String MISSING = " is on neither the class nor the module path";

  @ParameterizedTest
  @CsvSource({
    "virtual:, virtual:?, spi-virtual",
    "VIRTUAL:?seed=4, VIRTUAL:?..., spi-virtual",
    "linux:/dev/spidev0.0, linux:/dev/spidev0.0, spi-transport-linux",
    "pi4j:spi0.0, pi4j:spi0.0, spi-transport-pi4j"
  })
  void aKnownSchemeNamesTheArtifactThatBringsIt(String text, String uri, String artifact) {
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> SpiBuses.open(text))
        .withMessage(
            "no bus for '"
                + uri
                + "'; installed are [], and io.github.spwf04:"
                + artifact
                + MISSING);
  }

  @ParameterizedTest
  @CsvSource({"serial:/dev/ttyUSB0", "virtual"})
  void anyOtherIsNotGuessed(String text) {
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> SpiBuses.open(text))
        .withMessage("no bus for '" + text + "'; installed are []");
  }
}
