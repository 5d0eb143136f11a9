package io.github.spwf04.socket;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The commands of one kind of connection; each takes its ids first. Every command is refused on the
 * owner thread when the id is not this connection's any more.
 *
 * @param lease the right to the id
 * @param ids what the module calls the connection: client id, or server id and client id
 */
record Wire(
    ModuleCalls calls,
    Command query,
    Command read,
    Command write,
    Command close,
    Lease lease,
    List<Integer> ids) {
  /** Answers of {@link #pendingOrGone} beside a number of bytes. */
  static final int CLOSED = -1;

  static final int NOT_CONNECTED = -2;

  static Wire client(ModuleCalls calls, Lease lease) {
    return new Wire(
        calls,
        Command.SOCKQ,
        Command.SOCKR,
        Command.SOCKW,
        Command.SOCKC,
        lease,
        List.of(lease.id()));
  }

  static Wire serverClient(ModuleCalls calls, int server, Lease lease) {
    return new Wire(
        calls,
        Command.SOCKDQ,
        Command.SOCKDR,
        Command.SOCKDW,
        Command.SOCKDC,
        lease,
        List.of(server, lease.id()));
  }

  static Wire webSocket(ModuleCalls calls, Lease lease) {
    return new Wire(
        calls,
        Command.WSOCKQ,
        Command.WSOCKR,
        Command.WSOCKW,
        Command.WSOCKC,
        lease,
        List.of(lease.id()));
  }

  /** Bytes the module holds for it. */
  int pending() throws InterruptedException {
    return pending(calls);
  }

  private int pending(ModuleCalls calls) throws InterruptedException {
    lease.check();
    return calls.call(
        lease::check,
        query,
        arguments(),
        null,
        timeout(),
        reply -> (int) reply.only(Line.QUERY).number("len"));
  }

  /**
   * The pending bytes, {@link #CLOSED} or {@link #NOT_CONNECTED}.
   *
   * @param turn how long the question may wait for its turn
   */
  int pendingOrGone(Duration turn) throws InterruptedException {
    try {
      return pending(calls.waiting(turn));
    } catch (SpwfException.Rejected e) {
      if (gone(e)) {
        return e.is(ModuleError.CLOSED_SOCKET) ? CLOSED : NOT_CONNECTED;
      }
      throw e;
    }
  }

  /**
   * Reads (manual 6.42, 6.48, 6.65).
   *
   * @param length bytes to ask for, 0 for all there are; the module may give more
   * @param turn how long the command may wait for its turn
   * @param into takes the bytes on the owner thread, whatever has become of the caller meanwhile
   */
  void read(int length, Duration turn, Consumer<ByteBuf> into) throws InterruptedException {
    lease.check();
    calls
        .waiting(turn)
        .call(
            // The module may have handed them out, and will not again.
            orLose("bytes that it received are missing"),
            read,
            length == 0 ? arguments() : arguments(length),
            null,
            timeout(),
            reply -> {
              into.accept(reply.takeData());
              return true;
            });
  }

  /**
   * Writes one piece; {@code flags} stand between the ids and the length. A write that does not
   * come to its end may have left a part of the piece with the peer: nothing can be put behind it.
   */
  void write(ByteBuf piece, Object... flags) throws InterruptedException {
    lease.check();
    List<Object> more = new ArrayList<>(List.of(flags));
    more.add(piece.readableBytes());
    calls.call(
        orLose("bytes that it was to send are missing"),
        write,
        arguments(more.toArray()),
        piece,
        timeout(),
        reply -> true);
  }

  /** Takes the right away when it is open what a command has moved. */
  private Guard orLose(String what) {
    return new Guard() {
      @Override
      public void check() {
        lease.check();
      }

      @Override
      public void endUnknown(SpwfException why) {
        lease.lose(what + ": " + why.getMessage());
      }
    };
  }

  /**
   * Closes it whatever becomes of the caller, and does nothing when the module has closed it. The
   * module refuses while bytes wait (error 77), so they are read and dropped.
   *
   * @param more what stands behind the ids
   * @throws SpwfException.Rejected when it still refuses after half of the command timeout
   */
  void closeAtModule(Object... more) {
    Closing.of(calls, lease::checkId)
        .close(
            close, arguments(more), closing -> closing.call(read, arguments(), Reply::dataBytes));
  }

  /** Closes connections that nobody holds, all of them or up to one that fails. */
  static void closeAll(List<Wire> wires) {
    try {
      for (Wire wire : wires) {
        wire.closeAtModule();
      }
    } finally {
      wires.forEach(wire -> wire.lease.end());
    }
  }

  /** Whether the error says that the connection is no more. */
  static boolean gone(SpwfException.Rejected e) {
    return e.is(ModuleError.CLOSED_SOCKET) || e.is(ModuleError.NOT_CONNECTED);
  }

  private List<ByteBuf> arguments(Object... more) {
    List<Object> all = new ArrayList<>(ids);
    all.addAll(List.of(more));
    return Arguments.of(all.toArray());
  }

  private Duration timeout() {
    return calls.options().commandTimeout();
  }
}
