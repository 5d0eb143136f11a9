package io.github.spwf04.transport;

import java.io.IOException;
import java.net.URI;

/** Opens the buses of one URI scheme; found with {@link java.util.ServiceLoader}. */
public interface SpiBusProvider {

  /** The scheme, such as {@code virtual}. */
  String scheme();

  /**
   * Opens a bus.
   *
   * @throws IOException when the device cannot be opened
   * @throws io.github.spwf04.error.SpwfException.InvalidInput when the URI holds what the bus does
   *     not know
   */
  SpiBus open(URI uri) throws IOException;

  /**
   * The URI as people may see it: without passwords and keys that are in it.
   *
   * @param uri a URI of the scheme
   */
  default String shown(URI uri) {
    return uri.toString();
  }
}
