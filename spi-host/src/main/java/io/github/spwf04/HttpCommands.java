package io.github.spwf04;

/** Documents by HTTP, and the pages of the module's own web server (manual 6.53 to 6.55). */
public final class HttpCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  HttpCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
