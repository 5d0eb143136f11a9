package io.github.spwf04.event;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;

/** Socket clients and socket servers. */
public sealed interface SocketEvent extends Indication {

  /** Why a connection ended. */
  enum ClosureReason implements Coded {
    /** The peer closed it. */
    FIN(0),
    /** The peer reset it, or did not answer to FIN. */
    RESET(1),
    RETRANSMISSIONS(2),
    NETWORK_BROKEN(3),
    TIMEOUT(4),
    UNREACHABLE(5),
    OTHER(UNLISTED);

    private final int code;

    ClosureReason(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /**
   * A socket has received bytes (WIND 55).
   *
   * @param server the server it is a client of, 0 or 1; -1 for a socket client
   * @param client its id, 0 to 7
   * @param bytes how many came now
   * @param total how many wait altogether
   */
  record PendingData(int server, int client, long bytes, long total) implements SocketEvent {}

  /**
   * A socket client lost its peer (WIND 58). What it had received can still be read.
   *
   * @param client its id, 0 to 7
   * @param reason why
   * @param code the number on the wire
   */
  record SocketClosed(int client, ClosureReason reason, int code) implements SocketEvent {}

  /**
   * A client has connected to a server (WIND 61).
   *
   * @param address the client's address
   * @param port the client's port
   * @param server the server, 0 or 1
   * @param client its id, 0 to 7
   */
  record ClientConnected(InetAddress address, int port, int server, int client)
      implements SocketEvent {}

  /**
   * A client of a server is gone (WIND 62). What it had sent can still be read.
   *
   * @param address the client's address
   * @param port the client's port
   * @param server the server, 0 or 1
   * @param client its id, 0 to 7
   * @param reason why
   * @param code the number on the wire
   */
  record ClientGone(
      InetAddress address, int port, int server, int client, ClosureReason reason, int code)
      implements SocketEvent {}

  /**
   * A socket had no room for what it received (WIND 63).
   *
   * @param server the server it is a client of, 0 or 1; -1 for a socket client
   * @param client its id, 0 to 7
   * @param bytes how many were dropped
   */
  record DataDropped(int server, int client, long bytes) implements SocketEvent {}

  /**
   * A UDP server received a broadcast (WIND 80).
   *
   * @param server the server, 0 or 1
   * @param address the sender's address
   * @param port the sender's port
   * @param data the datagram, in a buffer of the heap that needs no release
   */
  record BroadcastReceived(int server, InetAddress address, int port, ByteBuf data)
      implements SocketEvent {}

  /**
   * A server turned a client away (WIND 83).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record ClientRefused(Reason reason, int code) implements SocketEvent {
    /** Why. */
    public enum Reason implements Coded {
      MEMORY(1),
      /** Of UDP servers alone. */
      TOO_MANY_CLIENTS(2),
      OTHER(UNLISTED);

      private final int code;

      Reason(int code) {
        this.code = code;
      }

      @Override
      public int code() {
        return code;
      }
    }
  }
}
