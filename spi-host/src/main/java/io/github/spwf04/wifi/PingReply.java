package io.github.spwf04.wifi;

import java.util.List;
import java.util.Locale;

/**
 * What PING said (manual 6.37). The manual does not give its text: drivers in the field take a line
 * with the word Reply for an answer (field-facts C.5).
 *
 * @param sent echo requests that were asked for
 * @param received lines that tell of an answer
 * @param lines all lines, as the module printed them
 */
public record PingReply(int sent, int received, List<String> lines) {
  private static final String ANSWER = "reply";

  static PingReply of(int sent, List<String> lines) {
    int received =
        (int) lines.stream().filter(line -> line.toLowerCase(Locale.ROOT).contains(ANSWER)).count();
    return new PingReply(sent, Math.min(sent, received), lines);
  }

  /** Whether the host has answered at least once. */
  public boolean reachable() {
    return received > 0;
  }
}
