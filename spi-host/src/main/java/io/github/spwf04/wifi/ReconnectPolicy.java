package io.github.spwf04.wifi;

import io.github.spwf04.event.Event;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When and how a network that was lost is joined again: after WIND 33, and after every reset,
 * whoever asked for it. Each step is an {@link Event.Reconnect}. The module looks for its network
 * by itself for a while; after a reset it does so only when its configuration was saved.
 *
 * <p>Who wants to be in no network any more says so by {@link WifiCommands#off}, also ahead of a
 * reset. An attempt that had to wait for a join, WPS exchange or mini access point of the program's
 * gives way to it.
 *
 * <p>The pause before the attempt n is {@code firstPause * factor^(n-1)}, at most {@code
 * longestPause}, shortened by up to {@code jitter} of it at random, so that the modules of a house
 * do not all come at once.
 *
 * @param patience how long to leave it to the module
 * @param firstPause pause before the first attempt
 * @param factor by how much each pause is longer, 1 or more
 * @param longestPause bound of the pauses
 * @param jitter share of a pause that is left to chance, 0 to 1
 * @param attempts how often to try; 0 for ever
 * @param joinTimeout bound of one attempt
 * @param rejoin how to join
 * @param random where chance comes from; used by one thread
 */
public record ReconnectPolicy(
    Duration patience,
    Duration firstPause,
    double factor,
    Duration longestPause,
    double jitter,
    int attempts,
    Duration joinTimeout,
    Rejoin rejoin,
    RandomGenerator random) {

  /** How to join again. */
  public interface Rejoin {
    /**
     * @param wifi the commands to join by, with the deadlines of the options
     * @param last what the program has joined last
     * @param timeout bound of the whole
     * @throws io.github.spwf04.error.SpwfException when it did not work
     */
    void join(WifiCommands wifi, WifiCommands.Login last, Duration timeout)
        throws InterruptedException;
  }

  public ReconnectPolicy {
    if (patience.isNegative() || firstPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException("a pause is negative");
    }
    if (!(factor >= 1) || !(jitter >= 0 && jitter <= 1) || attempts < 0) {
      throw new IllegalArgumentException(
          "factor " + factor + ", jitter " + jitter + ", attempts " + attempts);
    }
  }

  /**
   * 10 s of patience, then attempts for ever of 30 s each, after pauses of 1 s that grow to 60 s,
   * with what the last join used.
   */
  public static ReconnectPolicy defaults() {
    return new ReconnectPolicy(
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        2,
        Duration.ofSeconds(60),
        0.5,
        0,
        Duration.ofSeconds(30),
        WifiCommands::join,
        RandomGenerator.getDefault());
  }

  /** This policy with other patience. */
  public ReconnectPolicy withPatience(Duration other) {
    return new ReconnectPolicy(
        other, firstPause, factor, longestPause, jitter, attempts, joinTimeout, rejoin, random);
  }

  /** This policy with other pauses. */
  public ReconnectPolicy withPauses(Duration first, double growth, Duration longest) {
    return new ReconnectPolicy(
        patience, first, growth, longest, jitter, attempts, joinTimeout, rejoin, random);
  }

  /**
   * This policy with another share of chance.
   *
   * @param share 0 to 1
   */
  public ReconnectPolicy withJitter(double share, RandomGenerator source) {
    return new ReconnectPolicy(
        patience, firstPause, factor, longestPause, share, attempts, joinTimeout, rejoin, source);
  }

  /** This policy with a number of attempts, 0 for ever, each with a bound. */
  public ReconnectPolicy withAttempts(int number, Duration timeout) {
    return new ReconnectPolicy(
        patience, firstPause, factor, longestPause, jitter, number, timeout, rejoin, random);
  }

  /** This policy with another way to join. */
  public ReconnectPolicy withRejoin(Rejoin other) {
    return new ReconnectPolicy(
        patience, firstPause, factor, longestPause, jitter, attempts, joinTimeout, other, random);
  }

  /** The pause before an attempt, counted from 1. */
  Duration pause(int attempt) {
    double nanos = firstPause.toNanos() * Math.pow(factor, attempt - 1);
    double bounded = Math.min(nanos, longestPause.toNanos());
    return Duration.ofNanos((long) (bounded * (1 - jitter * random.nextDouble())));
  }
}
