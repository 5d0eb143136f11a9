package io.github.spwf04.virtual.socket;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.EventLoop;
import java.nio.ByteBuffer;

/** Query, read, write and list: the same for a socket client and for a client of a server. */
final class SocketTransfers {
  private SocketTransfers() {}

  static void query(Call call, ClientSocket socket) {
    call.line(Line.QUERY, socket.pending());
    call.ok();
  }

  /** 78 when the network broke, 72 when the peer or a time-out closed, 79 when writing fails. */
  static void write(Core core, Call call, ClientSocket socket) {
    if (socket.closure() == WindReason.Closure.NETWORK_BROKEN) {
      call.error(ModuleError.NOT_CONNECTED);
    } else if (socket.closure() != null) {
      call.error(ModuleError.CLOSED_SOCKET);
    } else {
      EventLoop.Timer timeout =
          core.after(
              core.options().timing().writeTimeout(),
              () -> socket.fail(WindReason.Closure.TIMEOUT));
      ByteBuffer data = ByteBuffer.wrap(call.data());
      core.spawn(
          () -> {
            boolean written = socket.write(data);
            core.post(
                () -> {
                  timeout.cancel();
                  // A blocked write ends as if all went well when its channel is closed.
                  boolean cut =
                      socket.closure() == WindReason.Closure.TIMEOUT
                          || socket.closure() == WindReason.Closure.NETWORK_BROKEN;
                  if (written && !cut) {
                    call.ok();
                  } else {
                    call.error(ModuleError.WRITE_FAILED);
                  }
                });
          });
    }
  }

  /**
   * @param asked bytes; 0 for all
   */
  static void read(Core core, Call call, ClientSocket socket, long asked) {
    int pending = socket.pending();
    long slack = asked == 0 ? 0 : core.options().replies().readSlack();
    int length = (int) (asked == 0 ? pending : Math.min(asked + slack, pending));
    call.maskableLine(Line.READING, length, pending);
    call.data(socket.take(length));
    call.ok();
  }

  static void list(Core core, Call call, ClientSocket socket) {
    boolean own = socket.server() == null && core.options().sockets().listsOwnPort();
    call.line(
        socket.server() == null ? Line.SOCKET : Line.SERVER_CLIENT,
        socket.server(),
        socket.id(),
        socket.closure() == null ? 1 : 0,
        socket.kind(),
        socket.pending(),
        Addresses.print(socket.peer().getAddress()),
        own ? socket.localPort() : socket.peer().getPort());
  }
}
