package io.github.spwf04.transport.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiMode;
import io.github.spwf04.error.SpwfException;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pi4jConversationTest extends Pi4jConversation {
  @Override
  protected Context context() {
    return providers.context();
  }

  @Override
  protected Pi4jBusOptions options() {
    return Pi4jBusOptions.of(0, 0, SlaveProviders.IRQ, SlaveProviders.RESET);
  }

  @Override
  protected void breakDevice() {
    providers.fail(new com.pi4j.io.exception.IOException("EIO"));
  }

  @Override
  protected void mendDevice() {
    providers.fail(null);
  }

  @Override
  protected String whenBroken() {
    return "EIO";
  }

  @Test
  void theDeviceIsOpenedInModeZeroAtTheClock() throws Exception {
    Context context = providers.context();
    try (Pi4jSpiBus _ = Pi4jSpiBus.open(context, options())) {
      SpiConfig opened = Objects.requireNonNull(providers.opened);
      assertThat(opened.mode()).isEqualTo(SpiMode.MODE_0);
      assertThat(opened.baud()).isEqualTo(8_000_000);
    } finally {
      context.shutdown();
    }
  }

  @Test
  void withoutAProviderItSaysWhatToAdd() {
    Context empty = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().build();
    try {
      assertThatThrownBy(() -> Pi4jSpiBus.open(empty, Pi4jBusOptions.of(0, 0, 25, null)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("pi4j-plugin-ffm");
    } finally {
      empty.shutdown();
    }
  }

  @Test
  void aUriSaysWhereTheModuleIs() {
    assertThat(Pi4jSpiBusProvider.parse(URI.create("pi4j:spi0.1?irq=25&reset=24&speed=4000000")))
        .isEqualTo(Pi4jBusOptions.of(0, 1, 25, 24).withSpeedHz(4_000_000));
    assertThat(Pi4jSpiBusProvider.parse(URI.create("pi4j:spi1.0?irq=5")))
        .isEqualTo(Pi4jBusOptions.of(1, 0, 5, null));
  }

  @ParameterizedTest
  @CsvSource({
    "pi4j:i2c1?irq=25, is no SPI device",
    "pi4j:spi0.0, does not say where the IRQ line is",
    "pi4j:spi0.0?irq=25&baud=1, option 'baud'",
    "pi4j:spi0.0?irq=25&irq=26, comes twice",
    "pi4j:spi0.0?irq=x, is no number",
    "pi4j:spi0.0?irq=99, irq is 99",
    "pi4j:spi0.0?irq=25&reset=25, irq and reset are both line 25",
    "pi4j:spi0.0?irq=25&speed=20000000, speed is 20000000"
  })
  void aUriThatSaysSomethingElseIsRefused(String uri, String message) {
    assertThatThrownBy(() -> Pi4jSpiBusProvider.parse(URI.create(uri)))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining(message);
  }
}
