package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.session.Reply;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Socket clients (manual 6.38 to 6.43). The module has eight. */
public final class SocketCommands {
  /** The ids the module hands out are 0 to 7. */
  private static final int SOCKETS = 8;

  private final Spwf04 spwf;

  /** Who holds an id now. Set and cleared on the owner thread, in step with the WINDs. */
  private final AtomicReferenceArray<@Nullable Lease> holders;

  SocketCommands(Spwf04 spwf) {
    this(spwf, new AtomicReferenceArray<>(SOCKETS));
  }

  private SocketCommands(Spwf04 spwf, AtomicReferenceArray<@Nullable Lease> holders) {
    this.spwf = spwf;
    this.holders = holders;
  }

  /** The same sockets, reached by a view of the module. */
  SocketCommands of(Spwf04 view) {
    return new SocketCommands(view, holders);
  }

  /**
   * Opens a socket client (6.38).
   *
   * @param host a name the module resolves, or an address
   * @param port 0 to 65535
   * @throws SpwfException.Rejected with error 44 while the module has no address, 65 when the name
   *     does not resolve, 74 when the peer cannot be reached, 75 when all eight are in use
   */
  public SpwfSocket open(String host, int port, SocketKind kind) throws InterruptedException {
    return spwf.call(
        Command.SOCKON,
        spwf.options().connectTimeout(),
        reply -> opened(reply, kind),
        host,
        port,
        null,
        kind.letter());
  }

  /** The sockets as the module sees them (6.43). */
  public List<SocketInfo> list() throws InterruptedException {
    return spwf.call(
        Command.SOCKL,
        spwf.options().commandTimeout(),
        reply -> reply.all("List").stream().map(SocketInfo::ofClient).toList());
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private SpwfSocket opened(Reply reply, SocketKind kind) {
    Fields on = reply.only("On");
    int id = (int) on.number("id");
    if (id < 0 || id >= SOCKETS) {
      throw new SpwfException.MalformedPacket("socket id " + id + ", 0 to 7 are possible");
    }
    InetAddress address = InetAddress.ofLiteral(on.text("ip"));
    Lease lease = new Lease(kind + " socket " + id + " to " + address.getHostAddress());
    Lease old = holders.getAndSet(id, lease);
    if (old != null) {
      old.lose("its id was given to another socket");
    }
    return new SpwfSocket(
        spwf.root(),
        SpwfSocket.Wire.client(id),
        kind,
        address,
        lease,
        () -> holders.compareAndSet(id, lease, null));
  }

  /** Runs on the owner thread. */
  void wind(WindEvent wind) {
    if (wind.is(Wind.CONSOLE_ACTIVE)) {
      lose("the module was reset");
    } else if (wind.is(Wind.PENDING_DATA) || wind.is(Wind.SOCKET_CLOSED)) {
      Lease holder = holder(wind);
      if (holder != null) {
        holder.wind(wind.is(Wind.SOCKET_CLOSED));
      }
    }
  }

  void lose(String why) {
    for (int id = 0; id < SOCKETS; id++) {
      Lease holder = holders.getAndSet(id, null);
      if (holder != null) {
        holder.lose(why);
      }
    }
  }

  private @Nullable Lease holder(WindEvent wind) {
    Fields fields = wind.fieldsOrNull();
    if (fields == null) {
      return null;
    }
    // The server id of WIND 55 is empty for clients (field-facts D).
    if (wind.is(Wind.PENDING_DATA) && fields.bytes("server").isReadable()) {
      return null;
    }
    long id = fields.number("client");
    return id >= 0 && id < SOCKETS ? holders.get((int) id) : null;
  }
}
