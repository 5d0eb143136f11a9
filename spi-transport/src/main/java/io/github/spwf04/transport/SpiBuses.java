package io.github.spwf04.transport;

import io.github.spwf04.error.SpwfException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Opens any bus that is installed by its URI. */
public final class SpiBuses {
  /** Who brings which scheme. Providers of others are found as well. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "virtual", "io.github.spwf04:spi-virtual",
          "linux", "io.github.spwf04:spi-transport-linux",
          "pi4j", "io.github.spwf04:spi-transport-pi4j");

  private SpiBuses() {}

  /**
   * Opens the bus of a URI given as text.
   *
   * @param uri as for {@link #open(URI)}; a scheme alone, {@code virtual:}, is enough, which a
   *     {@link URI} is not allowed to be
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when it is no URI, or no bus of that scheme is on the module
   *     or class path
   */
  public static SpiBus open(String uri) throws IOException {
    try {
      return open(uri(uri));
    } catch (URISyntaxException e) {
      throw new SpwfException.InvalidInput(
          "'" + shown(uri) + "' is no URI: " + e.getReason() + " at index " + e.getIndex());
    }
  }

  /**
   * A URI as people may see it: without passwords and keys that are in it. Of one that no bus
   * understands nothing behind the question mark is shown.
   */
  public static String shown(String uri) {
    if (uri.endsWith(":")) {
      return uri;
    }
    try {
      URI parsed = uri(uri);
      SpiBusProvider provider = provider(parsed);
      if (provider != null) {
        return provider.shown(parsed);
      }
    } catch (URISyntaxException ignored) {
      // Nobody can tell what is in it.
    }
    int options = uri.indexOf('?') + 1;
    return options == 0 || options == uri.length() ? uri : uri.substring(0, options) + "...";
  }

  private static @Nullable SpiBusProvider provider(URI uri) {
    for (SpiBusProvider provider : ServiceLoader.load(SpiBusProvider.class)) {
      if (provider.scheme().equalsIgnoreCase(uri.getScheme())) {
        return provider;
      }
    }
    return null;
  }

  private static URI uri(String text) throws URISyntaxException {
    return new URI(text.endsWith(":") ? text + "?" : text);
  }

  /**
   * Opens the bus of a URI, such as {@code virtual:?profile=1.0.0}.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when no bus of that scheme is on the module or class path
   */
  public static SpiBus open(URI uri) throws IOException {
    SpiBusProvider provider = provider(uri);
    if (provider != null) {
      return provider.open(uri);
    }
    TreeSet<String> installed = new TreeSet<>();
    ServiceLoader.load(SpiBusProvider.class).forEach(other -> installed.add(other.scheme()));
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String artifact = ARTIFACTS.get(scheme);
    throw new SpwfException.InvalidInput(
        "no bus for '"
            + shown(uri.toString())
            + "'; installed are "
            + installed
            + (artifact == null
                ? ""
                : ", and " + artifact + " is on neither the class nor the module path"));
  }
}
