package io.github.spwf04.cli.at;

import io.github.spwf04.error.SpwfException.InvalidInput;
import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** A history that keeps no password and no key: those fields are empty when a line comes back. */
final class SecretHistory extends DefaultHistory {
  private final char delimiter;

  /**
   * @param delimiter what separates the fields of a line
   */
  SecretHistory(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public void add(Instant time, String line) {
    super.add(time, kept(line));
  }

  /** What is kept of a line. Of one that is no command nobody can tell what is secret in it. */
  String kept(String line) {
    try {
      return AtLine.parse(line, delimiter).withoutSecrets("");
    } catch (InvalidInput _) {
      int equals = line.indexOf('=');
      return equals < 0 ? line : line.substring(0, equals + 1);
    }
  }
}
