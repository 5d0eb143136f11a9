package io.github.spwf04.command;

import io.github.spwf04.error.SpwfException;

/**
 * Who answers for what a command is about. Called on the owner thread, whatever has become of the
 * caller: quick, and never user code.
 */
@FunctionalInterface
public interface Guard {
  /** Lets every command go. */
  Guard NONE = () -> {};

  /**
   * Asked right before the first byte of the command, behind every event and reply before it.
   *
   * @throws SpwfException to refuse it
   */
  void check();

  /**
   * The command went out, in part at least, and had no whole reply: what it moves may be missing on
   * either side.
   */
  default void endUnknown(SpwfException why) {}
}
