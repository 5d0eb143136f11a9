package io.github.spwf04.testkit.bus;

import io.github.spwf04.bus.SpiBus;
import io.github.spwf04.bus.SpiBusInfo;
import io.github.spwf04.bus.SpiBusProvider;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.testkit.module.AccessPoint;
import io.github.spwf04.testkit.module.FirmwareProfile;
import io.github.spwf04.testkit.module.IrqRise;
import io.github.spwf04.testkit.module.ModuleOptions;
import io.github.spwf04.testkit.module.VirtualModule;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Opens {@code virtual:} buses, each with a module of its own. Options stand behind a question mark
 * and are separated by {@code &}, as in {@code virtual:?profile=1.0.0&ap=home:secret}; without any
 * it is {@code virtual:?}, since a {@link URI} needs something behind its scheme.
 *
 * <p>The options:
 *
 * <ul>
 *   <li>{@code profile}: 1.0.0 or 1.1.0
 *   <li>{@code ap}: a network in the air, {@code ssid} when open, {@code ssid:passphrase} for WPA2;
 *       may come more than once
 *   <li>{@code set}: a configuration variable of the flash, {@code name:value}; may come more than
 *       once
 *   <li>{@code network}: {@code true} lets sockets leave this machine
 *   <li>{@code junk}: bytes before every packet, {@code count} or {@code count:hex value}
 *   <li>{@code irq}: {@code first} or {@code last}, the byte with which the line rises
 *   <li>{@code resetok}: {@code true} makes RESET answer OK
 *   <li>{@code seed}: where random numbers begin
 *   <li>{@code maxtransfer}: largest transfer in bytes
 * </ul>
 */
public final class VirtualBusProvider implements SpiBusProvider {

  /** What an option does; the rows of {@link #OPTIONS}. */
  @FunctionalInterface
  private interface Option {
    void apply(Opening opening, String value);
  }

  private static final class Opening {
    private final ModuleOptions.Builder builder = ModuleOptions.builder();
    private int maxTransfer = LoopbackBus.DEFAULT_MAX_TRANSFER;
  }

  private static final Map<String, Option> OPTIONS =
      new TreeMap<>(
          Map.of(
              "profile", (o, v) -> o.builder.profile(profile(v)),
              "ap", (o, v) -> o.builder.accessPoint(accessPoint(v)),
              "set", (o, v) -> o.builder.variable(before(v), behind(v)),
              "network", (o, v) -> o.builder.network(bool("network", v)),
              "junk", VirtualBusProvider::junk,
              "irq", (o, v) -> o.builder.irqRise(irqRise(v)),
              "resetok", (o, v) -> o.builder.resetAnswersOk(bool("resetok", v)),
              "seed", (o, v) -> o.builder.seed(number("seed", v, 10)),
              "maxtransfer", (o, v) -> o.maxTransfer = number("maxtransfer", v, 10)));

  private static final Set<String> REPEATABLE = Set.of("ap", "set");

  /** For the service loader. */
  public VirtualBusProvider() {}

  @Override
  public String scheme() {
    return "virtual";
  }

  @Override
  public SpiBus open(URI uri) {
    Opening opening = new Opening();
    parse(uri, opening);
    try {
      // First what can be wrong, then the module, which has a thread.
      SpiBusInfo info = new SpiBusInfo(uri.toString(), 0, opening.maxTransfer);
      return LoopbackBus.owning(new VirtualModule(opening.builder.build()), info);
    } catch (IllegalArgumentException e) {
      throw new SpwfException.InvalidInput(uri + ": " + e.getMessage());
    }
  }

  private static void parse(URI uri, Opening opening) {
    String rest = uri.getRawSchemeSpecificPart();
    if (rest.equals("?")) {
      return;
    }
    if (!rest.startsWith("?")) {
      throw new SpwfException.InvalidInput(
          uri + ": only options can follow virtual:, as in virtual:?profile=1.0.0");
    }
    Set<String> seen = new HashSet<>();
    for (String pair : rest.substring(1).split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value =
          equals < 0
              ? "true"
              : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      Option option = OPTIONS.get(name);
      if (option == null) {
        throw new SpwfException.InvalidInput(
            "option " + name + " of " + uri + " is unknown, known are " + OPTIONS.keySet());
      }
      if (!seen.add(name) && !REPEATABLE.contains(name)) {
        throw new SpwfException.InvalidInput("option " + name + " of " + uri + " comes twice");
      }
      option.apply(opening, value);
    }
  }

  private static FirmwareProfile profile(String value) {
    FirmwareProfile profile = FirmwareProfile.byVersion(value);
    if (profile == null) {
      throw new SpwfException.InvalidInput(
          "profile "
              + value
              + ", allowed are "
              + Arrays.stream(FirmwareProfile.values())
                  .map(FirmwareProfile::version)
                  .collect(Collectors.joining(", ")));
    }
    return profile;
  }

  private static AccessPoint accessPoint(String value) {
    int colon = value.indexOf(':');
    try {
      return colon < 0
          ? AccessPoint.open(value)
          : AccessPoint.wpa2(value.substring(0, colon), value.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw new SpwfException.InvalidInput("ap " + value + ": " + e.getMessage());
    }
  }

  private static void junk(Opening opening, String value) {
    int colon = value.indexOf(':');
    opening.builder.junkBeforeSync(
        number("junk", colon < 0 ? value : value.substring(0, colon), 10));
    if (colon >= 0) {
      opening.builder.junkValue(number("junk", value.substring(colon + 1), 16));
    }
  }

  private static IrqRise irqRise(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "first" -> IrqRise.FIRST_BYTE;
      case "last" -> IrqRise.LAST_BYTE;
      default -> throw new SpwfException.InvalidInput("irq " + value + ", allowed are first, last");
    };
  }

  private static boolean bool(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new SpwfException.InvalidInput(name + " " + value + ", allowed are true, false");
    };
  }

  private static int number(String name, String value, int radix) {
    try {
      return Integer.parseInt(value, radix);
    } catch (NumberFormatException _) {
      throw new SpwfException.InvalidInput(name + " " + value + " is no number");
    }
  }

  private static String before(String value) {
    return colonOf(value) < 0 ? value : value.substring(0, colonOf(value));
  }

  private static String behind(String value) {
    if (colonOf(value) < 0) {
      throw new SpwfException.InvalidInput("set " + value + ", name:value is needed");
    }
    return value.substring(colonOf(value) + 1);
  }

  private static int colonOf(String value) {
    return value.indexOf(':');
  }
}
