package io.github.spwf04;

/** The files of the module (manual 6.12, 6.13, 6.23 to 6.30). */
public final class FileCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  FileCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
