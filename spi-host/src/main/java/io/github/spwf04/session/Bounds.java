package io.github.spwf04.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a command is bounded by.
 *
 * @param timeout from now to the end of the reply, waiting for other commands counted in; a
 *     recovery that has to go before it comes on top
 * @param turn from now to its first byte, where that is less than the timeout; what has been sent
 *     has the time of the latter
 * @param work how long the module may work on it without a word, where that is more than the ladder
 *     grants any command; it goes on for so long behind the timeout before it is taken for lost
 * @param failFast whether it fails at once where the module is still at a command whose caller has
 *     given up, in place of waiting for its end
 */
public record Bounds(Duration timeout, Duration turn, Duration work, boolean failFast) {

  /** A timeout alone. */
  public static Bounds within(Duration timeout) {
    return new Bounds(timeout, ChronoUnit.FOREVER.getDuration(), Duration.ZERO, false);
  }
}
