package io.github.spwf04.cli.shared;

import picocli.CommandLine.Option;

/** Whether a person wants to see passwords and keys. */
public final class SecretsOption {
  @Option(
      names = "--secrets",
      description =
          "Show passwords and keys that the module tells, in answers and WINDs; they are masked"
              + " unless given.")
  private boolean secrets;

  /** Whether they are shown. */
  public boolean shown() {
    return secrets;
  }
}
