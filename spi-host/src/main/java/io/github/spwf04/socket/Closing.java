package io.github.spwf04.socket;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The commands that close something at the module: whatever becomes of the caller, and all of them
 * within one command timeout.
 *
 * @param guard asked on the owner thread before each of them
 * @param end when the last must be done, on the nanoseconds of the calls' time
 */
record Closing(ModuleCalls calls, Guard guard, long end) {

  /** What begins now. */
  static Closing of(ModuleCalls calls, Guard guard) {
    return new Closing(calls, guard, calls.time().deadline(calls.options().commandTimeout()));
  }

  /**
   * Closes, and does nothing when the module has nothing to close. It refuses while bytes wait
   * (error 77), so they are dropped.
   *
   * @param drop reads what waits, by commands of this
   * @throws SpwfException.Rejected when it still refuses after half of the command timeout: the
   *     other half is left to the last command, which must not be cut short
   */
  void close(Command close, List<ByteBuf> arguments, Consumer<Closing> drop) {
    Duration half = calls.options().commandTimeout().dividedBy(2);
    while (true) {
      try {
        call(close, arguments, reply -> true);
        return;
      } catch (SpwfException.Rejected e) {
        if (e.is(ModuleError.ILLEGAL_SOCKET)) {
          return;
        }
        if (!e.is(ModuleError.PENDING_DATA) || calls.time().until(end).compareTo(half) < 0) {
          throw e;
        }
        drop.accept(this);
      }
    }
  }

  <T> T call(Command command, List<ByteBuf> arguments, Function<Reply, T> decoder) {
    return calls.callDespiteInterrupt(guard, command, arguments, calls.time().until(end), decoder);
  }
}
