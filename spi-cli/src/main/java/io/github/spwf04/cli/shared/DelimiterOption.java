package io.github.spwf04.cli.shared;

import io.github.spwf04.codec.AtText;
import io.github.spwf04.error.SpwfException.InvalidInput;
import picocli.CommandLine.Option;

/** What separates the fields of AT lines, so that a field can hold a comma. */
public final class DelimiterOption {
  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description =
          "What separates the fields of a line, '${DEFAULT-VALUE}' unless given. With another one a"
              + " field can hold a comma.")
  private char delimiter = AtText.DELIMITER;

  /**
   * The character, one of ASCII.
   *
   * @throws InvalidInput when it is another one, or ends lines
   */
  public char get() {
    if (delimiter >= 0x80 || delimiter == '\r' || delimiter == '\n') {
      throw new InvalidInput("--delimiter is one character of ASCII, and none that ends a line");
    }
    return delimiter;
  }
}
