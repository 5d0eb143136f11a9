package io.github.spwf04.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.transport.SpiBuses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxSpiBusProviderTest {
  private static LinuxBusOptions parse(String uri) {
    return LinuxSpiBusProvider.parse(URI.create(uri));
  }

  @Test
  void readsTheWiring() {
    LinuxBusOptions options =
        parse("linux:/dev/spidev0.1?irq=gpiochip0/25&reset=gpiochip4/24&speed=5000000&setup=100");
    assertThat(options.device()).isEqualTo(Path.of("/dev/spidev0.1"));
    assertThat(options.irq()).isEqualTo(new GpioLine(Path.of("/dev/gpiochip0"), 25));
    assertThat(options.reset()).isEqualTo(new GpioLine(Path.of("/dev/gpiochip4"), 24));
    assertThat(options.speedHz()).isEqualTo(5_000_000);
    assertThat(options.setupMicros()).isEqualTo(100);
  }

  @Test
  void takesWhatTheFieldAgreesOnForTheRest() {
    LinuxBusOptions options = parse("linux:///dev/spidev0.0?irq=/tmp/dev/gpiochip9/3");
    assertThat(options.device()).isEqualTo(Path.of("/dev/spidev0.0"));
    assertThat(options.irq()).isEqualTo(new GpioLine(Path.of("/tmp/dev/gpiochip9"), 3));
    assertThat(options.reset()).isNull();
    assertThat(options.speedHz()).isEqualTo(8_000_000);
    assertThat(options.setupMicros()).isZero();
    assertThat(options.resetPulse()).isEqualTo(Duration.ofMillis(200));
    assertThat(options.resetSettle()).isEqualTo(Duration.ofMillis(50));
    assertThat(options.bufsiz()).isEqualTo(Path.of("/sys/module/spidev/parameters/bufsiz"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          linux:?irq=gpiochip0/25                           | names no device
          linux:spidev0.0?irq=gpiochip0/25                  | names no device
          linux:/?irq=gpiochip0/25                          | names no device
          linux://dev/spidev0.0?irq=gpiochip0/25            | names no device
          linux:/dev/spidev0.0                              | does not say where the IRQ line is
          linux:/dev/spidev0.0?                             | does not say where the IRQ line is
          linux:/dev/spidev0.0?reset=gpiochip0/24           | does not say where the IRQ line is
          linux:/dev/spidev0.0?irq=25                       | 'as in gpiochip0/25'
          linux:/dev/spidev0.0?irq                          | 'as in gpiochip0/25'
          linux:/dev/spidev0.0?irq=gpiochip0/               | 'as in gpiochip0/25'
          linux:/dev/spidev0.0?irq=gpiochip0/-1             | 'as in gpiochip0/25'
          linux:/dev/spidev0.0?irq=gpiochip0/9999999999     | 'as in gpiochip0/25'
          linux:/dev/spidev0.0?irq=gpiochip0/2&irq=g/3      | irq of linux:/dev/spidev0.0?irq=gpiochip0/2&irq=g/3 comes twice
          linux:/dev/spidev0.0?irq=gpiochip0/2&cs=1         | 'option ''cs'' of'
          linux:/dev/spidev0.0?irq=gpiochip0/2&             | 'known are [irq, reset, setup, speed]'
          linux:/dev/spidev0.0?irq=gpiochip0/2&speed=fast   | speed 'fast' is no number
          linux:/dev/spidev0.0?irq=gpiochip0/2&speed=99999  | speed 99999 Hz, 100000 to 16000000 are allowed
          linux:/dev/spidev0.0?irq=gpiochip0/2&speed=20000000 | 100000 to 16000000 are allowed
          linux:/dev/spidev0.0?irq=gpiochip0/2&setup=65536  | setup 65536 us, 0 to 65535 are allowed
          linux:/dev/spidev0.0?irq=gpiochip0/2&setup=-1     | 0 to 65535 are allowed
          linux:/dev/spidev0.0?irq=gpiochip0/2&reset=gpiochip0/2 | cannot be both
          linux:/dev/spidev0.0?irq=gpiochip0/2#x            | nothing may follow
          """)
  void refusesWhatItDoesNotKnow(String uri, String message) {
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> parse(uri))
        .withMessageContaining(message);
  }

  @Test
  void refusesNegativeTimes() {
    LinuxBusOptions options = parse("linux:/dev/spidev0.0?irq=gpiochip0/25");
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> options.withResetTimes(Duration.ofMillis(-1), Duration.ZERO))
        .withMessageContaining("neither may be negative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "LINUX"})
  void isFoundByItsScheme(String scheme) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                SpiBuses.open(
                    URI.create(scheme + ":/nowhere/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24")))
        .withMessageContaining("cannot open /nowhere/spidev0.0: ENOENT")
        .withMessageContaining("there is no folder /nowhere")
        .withMessageContaining("raspi-config nonint do_spi 0");
  }
}
