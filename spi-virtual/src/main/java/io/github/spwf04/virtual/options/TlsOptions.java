package io.github.spwf04.virtual.options;

import io.github.spwf04.error.ModuleError;

/**
 * What becomes of one connection to a server over TLS too many, which nobody has published
 * (package-facts 6.3). How many there can be is the release's: {@link FirmwareProfile#tlsClients}.
 *
 * @param onePool whether sockets, web sockets, MQTT, HTTP and mail share them; otherwise each has
 *     as many for itself
 * @param refusal the error of one too many, of Table 10
 */
public record TlsOptions(boolean onePool, ModuleError refusal) {
  /** One pool, as the wording of ST suggests; a socket that failed to open. */
  public static final TlsOptions DEFAULT = new TlsOptions(true, ModuleError.SOCKET_OPEN);

  public TlsOptions {
    if (refusal.table() != ModuleError.Table.COMMAND) {
      throw new IllegalArgumentException(refusal + " is none of Table 10");
    }
  }

  public TlsOptions withOnePool(boolean value) {
    return new TlsOptions(value, refusal);
  }

  public TlsOptions withRefusal(ModuleError value) {
    return new TlsOptions(onePool, value);
  }
}
