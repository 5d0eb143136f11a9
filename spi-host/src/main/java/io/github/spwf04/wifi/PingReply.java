package io.github.spwf04.wifi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PING said (manual 6.37). The manual does not give its text, and drivers in the field look
 * for the word Reply (field-facts C.5). Taken for an answer is a line that begins with that word
 * and goes on with the address it came from, or what is left of {@code Reply:192.0.2.1 bytes=56
 * time=3} when the module leaves keywords out. Any other line is none, whatever words it holds;
 * {@link #lines} has them all.
 *
 * @param sent echo requests that were asked for
 * @param received lines that tell of an answer, at most as many as were sent
 * @param times how long the answers took, in their order and by the milliseconds of the module; of
 *     a line that does not tell it there is none
 * @param lines all lines, as the module printed them
 */
public record PingReply(int sent, int received, List<Duration> times, List<String> lines) {
  private static final String ADDRESS =
      "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)";
  private static final Pattern ANSWER =
      Pattern.compile("Reply(?::| from:?) ?" + ADDRESS + "(?:[^0-9A-Za-z].*)?");
  private static final Pattern WITHOUT_KEYWORD = Pattern.compile(ADDRESS + " bytes=\\d+ time=\\d+");
  private static final Pattern TIME = Pattern.compile(".*\\btime=(\\d{1,9})(?: ?ms)?\\b.*");

  public PingReply {
    times = List.copyOf(times);
    lines = List.copyOf(lines);
  }

  static PingReply of(int sent, List<String> lines) {
    int received = 0;
    List<Duration> times = new ArrayList<>();
    for (String line : lines) {
      boolean answer = ANSWER.matcher(line).matches() || WITHOUT_KEYWORD.matcher(line).matches();
      if (answer && received < sent) {
        received++;
        Matcher time = TIME.matcher(line);
        if (time.matches()) {
          times.add(Duration.ofMillis(Long.parseLong(time.group(1))));
        }
      }
    }
    return new PingReply(sent, received, times, lines);
  }

  /** Whether the host has answered at least once. */
  public boolean reachable() {
    return received > 0;
  }
}
