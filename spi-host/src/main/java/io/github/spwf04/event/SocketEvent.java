package io.github.spwf04.event;

import io.github.spwf04.catalog.WindReason;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;

/** Socket clients and socket servers. */
public sealed interface SocketEvent extends Indication {

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
  record SocketClosed(int client, WindReason.Closure reason, int code) implements SocketEvent {}

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
      InetAddress address, int port, int server, int client, WindReason.Closure reason, int code)
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
  record ClientRefused(WindReason.ClientRefusal reason, int code) implements SocketEvent {}
}
