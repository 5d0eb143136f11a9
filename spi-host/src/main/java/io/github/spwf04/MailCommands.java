package io.github.spwf04;

/** Mail (manual 6.52). */
public final class MailCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  MailCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
