package io.github.spwf04.socket;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import java.util.ArrayList;
import java.util.List;

/** Socket servers (manual 6.44 to 6.49). The module has two, of eight clients each. */
public final class ServerCommands {
  private final ModuleCalls calls;
  private final OpenServers open;

  /** These commands over the calls of a connection. */
  public ServerCommands(ModuleCalls calls) {
    this.calls = calls;
    this.open = calls.keep(OpenServers.class, OpenServers::new);
  }

  /**
   * Opens a socket server (6.44).
   *
   * @param port 0 to 65535
   * @throws SpwfException.Rejected with error 73 when the port is in use, 75 when both servers are
   */
  public SocketServer open(int port, ServerKind kind) throws InterruptedException {
    return calls.call(
        Command.SOCKDON,
        calls.options().commandTimeout(),
        reply -> open.opened(reply, kind, port),
        port,
        kind.letter());
  }

  /** The clients of both servers as the module sees them (6.49). */
  public List<SocketInfo> list() throws InterruptedException {
    return calls.call(Command.SOCKDL, calls.options().commandTimeout(), ServerCommands::clients);
  }

  /**
   * The clients of one server as the module sees them (6.49).
   *
   * @param server 0 or 1
   */
  public List<SocketInfo> list(int server) throws InterruptedException {
    return calls.call(
        Command.SOCKDL, calls.options().commandTimeout(), ServerCommands::clients, server);
  }

  /**
   * Closes the servers that are open at the module and held by nobody here, with their clients, and
   * the clients of the other servers that nobody can hold because their WIND 61 never came.
   *
   * @return the clients that were closed; a server may have had none
   * @throws SpwfException.Rejected with error 77 when a peer streams so fast that the module never
   *     lets go
   */
  public List<SocketInfo> closeLeaked() throws InterruptedException {
    List<Wire> found = new ArrayList<>();
    List<SocketInfo> leaked =
        calls.call(
            Command.SOCKDL,
            calls.options().commandTimeout(),
            reply -> {
              List<SocketInfo> unheld = new ArrayList<>(clients(reply));
              unheld.removeIf(client -> open.held(client, calls, found));
              return unheld;
            });
    Wire.closeAll(found);
    for (int id = 0; id < OpenServers.SERVERS; id++) {
      int server = id;
      if (!open.held(server)) {
        close(
            server,
            () -> {
              if (open.held(server)) {
                throw new SpwfException.LinkLost("server " + server + " is new", null);
              }
            });
      }
    }
    return leaked;
  }

  /**
   * Closes a server whatever becomes of the caller, and does nothing when there is none. The module
   * refuses while bytes of a client wait (error 77), so they are read and dropped.
   *
   * @param guard asked on the owner thread before each command
   */
  void close(int server, Guard guard) {
    Closing.of(calls, guard)
        .close(
            Command.SOCKDC,
            Arguments.of(server),
            closing -> {
              for (SocketInfo client :
                  closing.call(Command.SOCKDL, Arguments.of(), ServerCommands::clients)) {
                if (client.server() == server && client.pending() > 0) {
                  closing.call(Command.SOCKDR, Arguments.of(server, client.id()), Reply::dataBytes);
                }
              }
            });
  }

  private static List<SocketInfo> clients(Reply reply) {
    return reply.all(Line.SERVER_CLIENT).stream().map(SocketInfo::ofServerClient).toList();
  }
}
