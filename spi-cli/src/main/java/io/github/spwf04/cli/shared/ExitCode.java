package io.github.spwf04.cli.shared;

import picocli.CommandLine;

/** What every command exits with. */
public final class ExitCode {
  /** All is well. */
  public static final int OK = CommandLine.ExitCode.OK;

  /** It failed. */
  public static final int FAILED = CommandLine.ExitCode.SOFTWARE;

  /** The input is wrong; nothing was done. */
  public static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

  private ExitCode() {}
}
