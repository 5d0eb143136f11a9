package io.github.spwf04.virtual.bus;

import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.transport.SpiBusProvider;
import io.github.spwf04.virtual.ModuleParameters;
import io.github.spwf04.virtual.ModuleParameters.Parameter;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens {@code virtual:} buses, each with a module of its own. Options stand behind a question mark
 * and are separated by {@code &}, as in {@code virtual:?profile=1.0.0&ap=home:secret}; without any
 * it is {@code virtual:?}, since a {@link URI} needs something behind its scheme.
 *
 * <p>The options are those of {@link ModuleParameters}, and {@code maxtransfer}, the largest
 * transfer in bytes.
 */
public final class VirtualBusProvider implements SpiBusProvider {

  private static final String MAX_TRANSFER = "maxtransfer";

  private static final Set<String> NAMES =
      Stream.concat(ModuleParameters.all().stream().map(Parameter::name), Stream.of(MAX_TRANSFER))
          .collect(Collectors.toCollection(TreeSet::new));

  private static final class Opening {
    private final ModuleOptions.Builder builder = ModuleOptions.builder();
    private int maxTransfer = LoopbackBus.DEFAULT_MAX_TRANSFER;
  }

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
      SpiBusInfo info = new SpiBusInfo(shown(uri), 0, opening.maxTransfer);
      return LoopbackBus.owning(new VirtualModule(opening.builder.build()), info);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(shown(uri) + ": " + e.getMessage());
    }
  }

  private void parse(URI uri, Opening opening) {
    String rest = uri.getRawSchemeSpecificPart();
    if (rest.equals("?")) {
      return;
    }
    if (!rest.startsWith("?")) {
      throw new InvalidInput(
          shown(uri) + ": only options can follow virtual:, as in virtual:?profile=1.0.0");
    }
    Set<String> seen = new HashSet<>();
    for (String pair : rest.substring(1).split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value =
          equals < 0
              ? "true"
              : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      Parameter parameter = ModuleParameters.find(name);
      boolean maxTransfer = name.equals(MAX_TRANSFER);
      if (parameter == null && !maxTransfer) {
        throw new InvalidInput(
            "option " + name + " of " + shown(uri) + " is unknown, known are " + NAMES);
      }
      if (!seen.add(name) && (parameter == null || !parameter.repeatable())) {
        throw new InvalidInput("option " + name + " of " + shown(uri) + " comes twice");
      }
      if (parameter != null) {
        parameter.apply(opening.builder, value);
      } else {
        opening.maxTransfer = maxTransfer(value);
      }
    }
  }

  @Override
  public String shown(URI uri) {
    String rest = uri.getRawSchemeSpecificPart();
    int options = rest.indexOf('?') + 1;
    StringBuilder shown = new StringBuilder(uri.getScheme() + ':' + rest.substring(0, options));
    for (String pair : rest.substring(options).split("&")) {
      int equals = pair.indexOf('=') + 1;
      Parameter parameter = ModuleParameters.find(pair.substring(0, Math.max(0, equals - 1)));
      String value = URLDecoder.decode(pair.substring(equals), StandardCharsets.UTF_8);
      String masked = parameter == null ? value : parameter.shown(value);
      shown.append(shown.charAt(shown.length() - 1) == '?' ? "" : "&");
      shown.append(masked.equals(value) ? pair : pair.substring(0, equals) + masked);
    }
    return shown.toString();
  }

  private static int maxTransfer(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new InvalidInput(MAX_TRANSFER + " " + value + " is no number");
    }
  }
}
