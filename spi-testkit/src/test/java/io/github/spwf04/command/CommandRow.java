package io.github.spwf04.command;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Command;
import io.netty.buffer.Unpooled;

/**
 * What a command does when all is well, and how it fails.
 *
 * @param works sends it by its typed method, and looks at what came of it
 * @param error that the module refuses {@code fails} with, or {@link #LOST}
 * @param fails sends it last
 */
record CommandRow(Command command, Step works, int error, Step fails) {
  /** What the module has no reason to refuse can still be lost on its way. */
  static final int LOST = -1;

  private static final int NO_CONNECTION = 44;

  interface Step {
    void run(EveryCommandTest test, Spwf04 spwf) throws Exception;
  }

  static CommandRow row(Command command, Step works, int error, Step fails) {
    return new CommandRow(command, works, error, fails);
  }

  /** For a command that is never refused. */
  static CommandRow row(Command command, Step works) {
    return new CommandRow(command, works, LOST, works);
  }

  /** For a command that is refused as a line of text, which no typed method would send. */
  static CommandRow row(Command command, Step works, int error, String line) {
    return new CommandRow(command, works, error, (_, spwf) -> spwf.execute(line, null));
  }

  static CommandRow row(Command command, Step works, int error, String line, int data) {
    return new CommandRow(
        command,
        works,
        error,
        (_, spwf) -> spwf.execute(line, Unpooled.wrappedBuffer(new byte[data])));
  }

  /** For a command that needs a network. */
  static CommandRow online(Command command, Step works, Step call) {
    return new CommandRow(
        command,
        works,
        NO_CONNECTION,
        (test, spwf) -> {
          spwf.wifi().off();
          call.run(test, spwf);
        });
  }

  @Override
  public String toString() {
    return command.name();
  }
}
