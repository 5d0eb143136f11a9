package io.github.spwf04.security;

import org.jspecify.annotations.Nullable;

/** Whether a connection is secured by TLS (the parameter TLS of manual 6.53, 6.56 and 6.61). */
public enum TlsMode {
  /** Not secured. */
  OFF,
  /** Found out by the module. */
  DETECT,
  /** Secured, or not at all. */
  REQUIRED;

  /** What stands on the wire, 0 to 2. */
  public int number() {
    return ordinal();
  }

  /** The parameter TLS of a command; null for {@link #OFF}, which is what leaving it out means. */
  public @Nullable Integer parameter() {
    return this == OFF ? null : number();
  }
}
