package io.github.spwf04;

/** Certificates and keys (manual 6.31, 6.32). */
public final class SecurityCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  SecurityCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
