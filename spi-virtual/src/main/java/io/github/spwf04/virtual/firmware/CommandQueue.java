package io.github.spwf04.virtual.firmware;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.pins.HostCommand;
import io.github.spwf04.virtual.pins.SpiSlave;
import io.github.spwf04.virtual.runtime.Arguments;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Handler;
import io.github.spwf04.virtual.runtime.Injections;
import io.github.spwf04.virtual.runtime.Refused;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one firmware, worked on one after the other: taken, checked against their rows,
 * given their data, carried out and answered. Used on the event loop only.
 */
final class CommandQueue {
  /** Commands that wait while one is worked on; a host has no business to send more. */
  private static final int MAX_WAITING = 16;

  private static final byte[] FIRST_PWM = {'2'};

  private final Core core;
  private final Map<Command, Handler> table;
  private final Injections injections;
  private final SpiSlave pins;
  private final ArrayDeque<HostCommand> waiting = new ArrayDeque<>();
  private boolean busy;

  /** The command that is worked on; not while the queue is only occupied. */
  private @Nullable HostCommand current;

  /**
   * @param pins count what is dropped, and hear of which command no data phase comes
   */
  CommandQueue(Core core, Map<Command, Handler> table, Injections injections, SpiSlave pins) {
    this.core = core;
    this.table = table;
    this.injections = injections;
    this.pins = pins;
  }

  /** Whether a command is being worked on. */
  boolean busy() {
    return busy;
  }

  /** Takes a command now, or when its turn comes. */
  void receive(HostCommand command) {
    if (!busy) {
      begin(command);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(command);
    } else {
      pins.dropped(command);
    }
  }

  private void begin(HostCommand received) {
    busy = true;
    current = received;
    Command command = Command.byId(received.id());
    if (command == null || core.profile().lacks(command)) {
      refuse(ModuleError.COMMAND_NOT_FOUND);
    } else if (received.oversize()) {
      refuse(ModuleError.ARGUMENT_TOO_LONG);
    } else if (Arguments.hasData(command, received.parameters())) {
      beginWithData(command, received);
    } else if (received.trailing() > 0) {
      drop(received);
    } else {
      List<byte[]> arguments = inTheFormOfTheRow(command, received.parameters());
      ModuleError error = check(command, arguments);
      if (error != null) {
        refuse(error);
      } else {
        run(command, arguments, new byte[0]);
      }
    }
  }

  /** Where there is one PWM its command has no number (package-facts 6.2). */
  private List<byte[]> inTheFormOfTheRow(Command command, List<byte[]> arguments) {
    if (command != Command.PWM || !core.profile().onePwm()) {
      return arguments;
    }
    List<byte[]> numbered = new ArrayList<>(arguments);
    numbered.addFirst(FIRST_PWM);
    return numbered;
  }

  private void beginWithData(Command command, HostCommand received) {
    List<byte[]> arguments = received.parameters();
    int trailing = received.trailing();
    boolean uart = trailing == HostCommand.NO_LENGTH_FIELD;
    int length;
    try {
      length = Arguments.dataLength(command, arguments, !uart);
    } catch (Refused e) {
      refuse(e.error());
      return;
    }
    boolean counted =
        switch (core.options().wire().dataLength()) {
          case EITHER -> true;
          case COUNTED -> trailing == length || uart;
          case NOT_COUNTED -> trailing == 0 || uart;
        };
    if (!counted) {
      drop(received);
      return;
    }
    ModuleError error = check(command, arguments);
    if (length > core.options().replies().maxData()) {
      refuse(error == null ? ModuleError.LOW_MEMORY : error);
    } else if (error != null && uart && length > 0) {
      // They come right behind the line, and would be taken for commands.
      core.console().wantData(length, _ -> core.post(() -> refuse(error)));
    } else if (error != null) {
      refuse(error);
    } else if (length == 0) {
      run(command, arguments, new byte[0]);
    } else {
      injections.beforeData().forEach(Runnable::run);
      core.console().wantData(length, data -> core.post(() -> run(command, arguments, data)));
    }
  }

  private @Nullable ModuleError check(Command command, List<byte[]> arguments) {
    return table.containsKey(command)
        ? Arguments.check(command, arguments)
        : ModuleError.COMMAND_NOT_FOUND;
  }

  private void run(Command command, List<byte[]> arguments, byte[] data) {
    Handler handler = table.get(command);
    if (handler == null) {
      refuse(ModuleError.COMMAND_NOT_FOUND);
      return;
    }
    Call call = new Call(core, command, arguments, data);
    Duration delay = core.options().timing().replyDelay();
    if (delay.isZero()) {
      call.work(() -> handler.run(call));
    } else {
      core.after(delay, () -> call.work(() -> handler.run(call)));
    }
  }

  private void refuse(ModuleError error) {
    core.reply(List.of(Call.Part.end(error.id())));
  }

  /** A command that its length field contradicts gets no answer. */
  private void drop(HostCommand received) {
    pins.dropped(received);
    next();
  }

  /** Commands wait from now on, as if one were being worked on. */
  void occupy() {
    busy = true;
  }

  /** The command that was worked on is answered: the next one, or the console, goes on. */
  void next() {
    busy = false;
    noData();
    HostCommand command = waiting.poll();
    if (command != null) {
      begin(command);
    } else {
      core.console().ready();
    }
  }

  /** Sends a whole reply, with what tests asked to happen to it. */
  void reply(List<Call.Part> parts) {
    if (injections.takeDrop()) {
      next();
      return;
    }
    Duration stall = injections.takeStall();
    if (stall != null) {
      core.after(stall, () -> sendReply(parts));
    } else {
      sendReply(parts);
    }
  }

  private void sendReply(List<Call.Part> parts) {
    try {
      injections.beforeReply().forEach(Runnable::run);
      for (int i = 0; i < parts.size(); i++) {
        if (i == 1) {
          injections.insideReply().forEach(Runnable::run);
        }
        core.console().reply(parts.get(i));
      }
    } catch (Throwable e) {
      // Cut off, but with an end.
      core.console().reply(Call.Part.end(ModuleError.LOW_MEMORY.id()));
      throw e;
    } finally {
      next();
    }
  }

  /** An answer that a test dropped told the pins nothing. */
  private void noData() {
    HostCommand answered = current;
    if (answered != null) {
      pins.noData(answered);
      current = null;
    }
  }

  /** The firmware ends: nothing comes of any command any more. */
  void clear() {
    noData();
    waiting.forEach(pins::noData);
    waiting.clear();
  }
}
