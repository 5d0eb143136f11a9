package io.github.spwf04.command;

import java.time.Duration;

/**
 * What the commands of a group are bounded by.
 *
 * @param commandTimeout bound of a command whose method takes no bound of its own
 * @param connectTimeout bound of a command that reaches out over the network
 * @param turn how long a command waits for its turn, where that is less than its own bound
 * @param eventCapacity events a subscription holds before it drops the oldest, 1 or more
 * @param writeSize bytes a socket write hands to the module at a time, 1 to 4096
 * @param failFast whether a command fails at once while the module is at another one whose caller
 *     has given up
 */
public record CallOptions(
    Duration commandTimeout,
    Duration connectTimeout,
    Duration turn,
    int eventCapacity,
    int writeSize,
    boolean failFast) {

  /** These options with one bound for all commands. */
  public CallOptions within(Duration deadline) {
    return new CallOptions(deadline, deadline, turn, eventCapacity, writeSize, failFast);
  }

  /** These options, with commands that fail fast. */
  public CallOptions failingFast() {
    return new CallOptions(commandTimeout, connectTimeout, turn, eventCapacity, writeSize, true);
  }

  /** These options, with commands that wait for their turn no longer than that. */
  public CallOptions waiting(Duration longest) {
    return new CallOptions(
        commandTimeout, connectTimeout, longest, eventCapacity, writeSize, failFast);
  }
}
