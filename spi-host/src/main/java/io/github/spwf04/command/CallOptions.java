package io.github.spwf04.command;

import java.time.Duration;

/**
 * What the commands of a group are bounded by.
 *
 * @param commandTimeout bound of a command whose method takes no bound of its own
 * @param connectTimeout bound of a command that reaches out over the network
 * @param eventCapacity events a subscription holds before it drops the oldest, 1 or more
 * @param writeSize bytes a socket write hands to the module at a time, 1 to 4096
 * @param failFast whether a command fails at once while the module is at another one whose caller
 *     has given up
 */
public record CallOptions(
    Duration commandTimeout,
    Duration connectTimeout,
    int eventCapacity,
    int writeSize,
    boolean failFast) {

  /** These options with one bound for all commands. */
  public CallOptions within(Duration deadline) {
    return new CallOptions(deadline, deadline, eventCapacity, writeSize, failFast);
  }

  /** These options, with commands that fail fast. */
  public CallOptions failingFast() {
    return new CallOptions(commandTimeout, connectTimeout, eventCapacity, writeSize, true);
  }
}
