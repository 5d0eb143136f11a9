package io.github.spwf04.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.SocketEvent.PendingData;
import io.github.spwf04.event.SocketEvent.SocketClosed;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.LeaseTable;
import java.net.InetAddress;
import java.util.List;
import java.util.SequencedMap;

/** The socket clients that are held here, in step with the module. */
final class OpenSockets implements ModuleListener {
  /** The ids the module hands out are 0 to 7. */
  private static final int SOCKETS = Limits.SOCKETS;

  private final ModuleCalls calls;
  private final LeaseTable leases;
  private final Announcements announcements;

  /**
   * @param calls with the deadlines of the options: what is opened here outlives its opener
   */
  OpenSockets(ModuleCalls calls) {
    this.calls = calls;
    this.leases = new LeaseTable(SOCKETS, calls.time());
    this.announcements = calls.keep(Announcements.class, own -> new Announcements());
  }

  /** Leases those that are open at the module and held by nobody; owner thread. */
  SequencedMap<SocketInfo, Lease> adopt(List<SocketInfo> listed) {
    return leases.adopt(listed, SocketInfo::id);
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  SpwfSocket opened(Reply reply, SocketKind kind, int port) {
    int id = (int) reply.only(Line.SOCKET_ON).number("id");
    if (id < 0 || id >= SOCKETS) {
      throw new SpwfException.MalformedPacket("socket id " + id + ", 0 to 7 are possible");
    }
    InetAddress address = reply.only(Line.SOCKET_ON).address("ip");
    Lease lease =
        leases.grant(
            id,
            kind + " socket " + id + " to " + address.getHostAddress() + " port " + port,
            kind == SocketKind.UDP);
    return new SpwfSocket(Wire.client(calls, lease), announcements, kind, address, port);
  }

  @Override
  public void heard(Indication indication) {
    switch (indication) {
      case PendingData data when data.server() < 0 -> {
        if (leases.holder(data.client()) instanceof Lease lease) {
          lease.arrived(Lease.Arrival.of(data.bytes()));
        }
      }
      case SocketClosed closed -> {
        if (leases.holder(closed.client()) instanceof Lease lease) {
          lease.peerGone(closed.reason(), closed.code());
        }
      }
      default -> {}
    }
  }

  @Override
  public void lost(String why) {
    leases.lose(why);
  }
}
