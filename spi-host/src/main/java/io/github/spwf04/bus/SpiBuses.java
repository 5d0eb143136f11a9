package io.github.spwf04.bus;

import io.github.spwf04.codec.SpwfException;
import java.io.IOException;
import java.net.URI;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens any bus that is installed by its URI. */
public final class SpiBuses {
  private SpiBuses() {}

  /**
   * Opens the bus of a URI, such as {@code virtual:}.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when no bus of that scheme is on the module or class path
   */
  public static SpiBus open(URI uri) throws IOException {
    TreeSet<String> installed = new TreeSet<>();
    for (SpiBusProvider provider : ServiceLoader.load(SpiBusProvider.class)) {
      if (provider.scheme().equalsIgnoreCase(uri.getScheme())) {
        return provider.open(uri);
      }
      installed.add(provider.scheme());
    }
    throw new SpwfException.InvalidInput(
        "no bus for '" + uri + "'; installed are " + installed + ", such as virtual:");
  }
}
