package io.github.spwf04.transport.linux;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code linux:} buses, such as {@code
 * linux:/dev/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24}. The path is the SPI device; options
 * stand behind the question mark:
 *
 * <ul>
 *   <li>{@code irq}: chip and line of the module's IRQ output, required
 *   <li>{@code reset}: chip and line of the module's reset input; without it the reset line cannot
 *       be pulled
 *   <li>{@code speed}: the SPI clock in hertz, 8000000 unless told otherwise
 *   <li>{@code setup}: microseconds between chip select and the first clock, 0 unless told
 *       otherwise
 * </ul>
 */
public final class LinuxSpiBusProvider implements SpiBusProvider {
  private static final String EXAMPLE =
      "as in linux:/dev/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24";

  /** What an option does; the rows of {@link #OPTIONS}. */
  @FunctionalInterface
  private interface Option {
    void apply(Wiring wiring, String value);
  }

  private static final Map<String, Option> OPTIONS =
      new TreeMap<>(
          Map.of(
              "irq", (w, v) -> w.irq = GpioLine.parse(v),
              "reset", (w, v) -> w.reset = GpioLine.parse(v),
              "speed", (w, v) -> w.speed = number("speed", v),
              "setup", (w, v) -> w.setup = number("setup", v)));

  /** What the options have said so far. */
  private static final class Wiring {
    private @Nullable GpioLine irq;
    private @Nullable GpioLine reset;
    private int speed = LinuxBusOptions.DEFAULT_SPEED_HZ;
    private int setup;
  }

  /** For the service loader. */
  public LinuxSpiBusProvider() {}

  @Override
  public String scheme() {
    return "linux";
  }

  @Override
  public SpiBus open(URI uri) throws IOException {
    return LinuxSpiBus.open(parse(uri));
  }

  static LinuxBusOptions parse(URI uri) {
    String device = uri.getPath();
    if (device == null || device.length() < 2 || uri.getAuthority() != null) {
      throw new SpwfException.InvalidInput(uri + " names no device, " + EXAMPLE);
    }
    if (uri.getFragment() != null) {
      throw new SpwfException.InvalidInput(uri + ": nothing may follow a #, " + EXAMPLE);
    }
    Wiring wiring = new Wiring();
    Map<String, String> seen = new TreeMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value =
          equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      Option option = OPTIONS.get(name);
      if (option == null) {
        throw new SpwfException.InvalidInput(
            "option '" + name + "' of " + uri + " is unknown, known are " + OPTIONS.keySet());
      }
      if (seen.put(name, value) != null) {
        throw new SpwfException.InvalidInput("option " + name + " of " + uri + " comes twice");
      }
      option.apply(wiring, value);
    }
    if (wiring.irq == null) {
      throw new SpwfException.InvalidInput(uri + " does not say where the IRQ line is, " + EXAMPLE);
    }
    return LinuxBusOptions.of(Path.of(device), wiring.irq, wiring.reset)
        .withSpeedHz(wiring.speed)
        .withSetupMicros(wiring.setup);
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new SpwfException.InvalidInput(name + " '" + value + "' is no number");
    }
  }
}
