package io.github.spwf04;

/** Files by TFTP (manual 6.50, 6.51). */
public final class TftpCommands {
  @SuppressWarnings("unused")
  private final Spwf04 spwf;

  TftpCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }
}
