package io.github.spwf04.transport.pi4j;

import com.pi4j.Pi4J;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusProvider;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code pi4j:spi0.0?irq=25&reset=24&speed=8000000}: SPI bus and chip select, then BCM
 * numbers of the lines and the clock in hertz. {@code irq} is required; without {@code reset} the
 * reset line cannot be pulled. Uses the Pi4J providers that are on the module or class path.
 */
public final class Pi4jSpiBusProvider implements SpiBusProvider {
  private static final String EXAMPLE = "as in pi4j:spi0.0?irq=25&reset=24";
  private static final Pattern DEVICE = Pattern.compile("spi(\\d)\\.(\\d)");
  private static final List<String> OPTIONS = List.of("irq", "reset", "speed");

  /** For the service loader. */
  public Pi4jSpiBusProvider() {}

  @Override
  public String scheme() {
    return "pi4j";
  }

  @Override
  public SpiBus open(URI uri) throws IOException {
    Pi4jBusOptions options = parse(uri);
    return Pi4jSpiBus.owning(Pi4J.newAutoContext(), options);
  }

  static Pi4jBusOptions parse(URI uri) {
    String[] parts = uri.getSchemeSpecificPart().split("\\?", 2);
    Matcher device = DEVICE.matcher(parts[0]);
    if (!device.matches()) {
      throw new SpwfException.InvalidInput(
          "'" + parts[0] + "' of " + uri + " is no SPI device, " + EXAMPLE);
    }
    Map<String, Integer> given = new HashMap<>();
    for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!OPTIONS.contains(name)) {
        throw new SpwfException.InvalidInput(
            "option '" + name + "' of " + uri + " is unknown, known are " + OPTIONS);
      }
      if (given.put(name, number(name, equals < 0 ? "" : pair.substring(equals + 1))) != null) {
        throw new SpwfException.InvalidInput("option " + name + " of " + uri + " comes twice");
      }
    }
    @Nullable Integer irq = given.get("irq");
    if (irq == null) {
      throw new SpwfException.InvalidInput(uri + " does not say where the IRQ line is, " + EXAMPLE);
    }
    return Pi4jBusOptions.of(
            Integer.parseInt(device.group(1)),
            Integer.parseInt(device.group(2)),
            irq,
            given.get("reset"))
        .withSpeedHz(given.getOrDefault("speed", Pi4jBusOptions.DEFAULT_SPEED_HZ));
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new SpwfException.InvalidInput(name + " '" + value + "' is no number");
    }
  }
}
