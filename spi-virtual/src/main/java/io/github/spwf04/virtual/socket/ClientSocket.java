package io.github.spwf04.virtual.socket;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.EventLoop;
import io.github.spwf04.virtual.runtime.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.NetworkChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One socket client, or one client of a socket server: its channel, its receive buffer, and a
 * thread that fills the one from the other. A TCP peer is held back while the buffer is full;
 * datagrams that do not fit are dropped.
 */
final class ClientSocket {
  // What it is: the letters of a list.
  static final String TCP = "t";
  static final String UDP = "u";
  static final String TLS = "s";

  private static final int LARGEST_DATAGRAM = 65535;

  /** Datagrams on their way to the event loop at most; the next ones wait in the machine. */
  private static final int MOST_WAITING = 64;

  /** What ip_sock_memsize counts in. */
  private static final int MEMORY_UNIT = Limits.NETWORK_BUFFER;

  private static final int MOST_MEMORY = 64;

  private final Core core;
  private final Network network;
  private final @Nullable Integer server;
  private final int id;
  private final String kind;
  private final ByteChannel channel;
  private final AutoCloseable transport;
  private final InetSocketAddress peer;

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final byte[] buffer;
  private int start;
  private int pending;
  private boolean closed;

  // Used on the event loop only.
  private final int localPort;
  private WindReason.@Nullable Closure closure;
  private int unannounced;

  /**
   * @param server whose client it is; null for a socket client
   * @param kind as a list shows it
   * @param transport what closes the channel at once, without a word to the peer
   */
  ClientSocket(
      Core core,
      Network network,
      @Nullable Integer server,
      int id,
      String kind,
      ByteChannel channel,
      AutoCloseable transport,
      InetSocketAddress peer) {
    this.core = core;
    this.network = network;
    this.server = server;
    this.id = id;
    this.kind = kind;
    this.channel = channel;
    this.transport = transport;
    this.peer = peer;
    this.buffer = new byte[capacity(core.settings())];
    this.localPort = localPort(transport);
  }

  /** The port of this machine that a channel has; 0 for one that has ended already. */
  private static int localPort(AutoCloseable transport) {
    try {
      return transport instanceof NetworkChannel network
              && network.getLocalAddress() instanceof InetSocketAddress local
          ? local.getPort()
          : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  /** Bytes that the buffer of a new one takes. */
  static int capacity(Settings settings) {
    return Math.clamp(settings.number("ip_sock_memsize"), 1, MOST_MEMORY) * MEMORY_UNIT;
  }

  @Nullable Integer server() {
    return server;
  }

  int id() {
    return id;
  }

  String kind() {
    return kind;
  }

  int localPort() {
    return localPort;
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** The reason of its WIND 58 or 62; null while it is open. */
  WindReason.@Nullable Closure closure() {
    return closure;
  }

  /** Bytes its buffer takes of the heap. */
  int capacity() {
    return buffer.length;
  }

  /** Bytes that wait to be read. */
  int pending() {
    lock.lock();
    try {
      return pending;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest bytes, and lets the peer go on. */
  byte[] take(int length) {
    lock.lock();
    try {
      byte[] taken = new byte[Math.min(length, pending)];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = buffer[(start + i) % buffer.length];
      }
      start = (start + taken.length) % buffer.length;
      pending -= taken.length;
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Sends it all; blocks while the peer does not read. */
  boolean write(ByteBuffer data) {
    try {
      while (data.hasRemaining()) {
        channel.write(data);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Fills the buffer until the channel ends; runs on a thread of its own. */
  void receive() {
    boolean stream = !kind.equals(UDP);
    ByteBuffer block =
        ByteBuffer.allocate(stream ? Math.min(buffer.length, 2048) : LARGEST_DATAGRAM);
    try {
      while (true) {
        block.clear();
        if (stream) {
          block.limit(Math.min(block.capacity(), awaitRoom()));
        }
        int length = channel.read(block);
        if (length < 0 && stream) {
          core.post(() -> ended(WindReason.Closure.FIN));
          return;
        }
        // Datagrams have no end: the channel gives an empty one as if it were one.
        offer(block.flip());
        if (!stream) {
          waiting.acquire();
          core.post(waiting::release);
        }
      }
    } catch (PortUnreachableException _) {
      core.post(() -> ended(WindReason.Closure.UNREACHABLE));
    } catch (IOException | InterruptedException _) {
      core.post(() -> ended(WindReason.Closure.RESET));
    }
  }

  /** Keeps what was received, or drops it where there is no room, and says so. */
  void offer(ByteBuffer block) {
    int length = block.remaining();
    if (append(block)) {
      core.post(() -> arrived(length));
    } else {
      core.post(() -> core.wind(Wind.SOCKET_DROPPING_DATA, server, id, length));
    }
  }

  private int awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (pending == buffer.length && !closed) {
        room.await();
      }
      return Math.max(1, buffer.length - pending);
    } finally {
      lock.unlock();
    }
  }

  private boolean append(ByteBuffer block) {
    lock.lock();
    try {
      if (block.remaining() > buffer.length - pending) {
        return false;
      }
      int at = (start + pending) % buffer.length;
      int length = block.remaining();
      int first = Math.min(length, buffer.length - at);
      block.get(buffer, at, first);
      block.get(buffer, 0, length - first);
      pending += length;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** WIND 55 once the share of ip_sock_threshold is reached, with what tests did to it. */
  private void arrived(int length) {
    unannounced += length;
    int total = pending();
    long threshold = core.settings().number("ip_sock_threshold");
    boolean due = (long) total * 100 >= threshold * buffer.length;
    if (!due || core.options().replies().pendingDataMissing()) {
      return;
    }
    int announced = unannounced;
    unannounced = 0;
    Runnable event = () -> core.wind(Wind.PENDING_DATA, server, id, announced, total);
    if (core.options().timing().pendingDataDelay().isZero()) {
      event.run();
    } else {
      core.after(core.options().timing().pendingDataDelay(), event);
    }
  }

  private void ended(WindReason.Closure reason) {
    if (closed() || closure != null) {
      return;
    }
    closure = reason;
    if (server == null) {
      core.wind(Wind.SOCKET_CLOSED, id, reason);
    } else {
      core.wind(
          Wind.SOCKET_CLIENT_GONE,
          Addresses.print(peer.getAddress()),
          peer.getPort(),
          server,
          id,
          reason);
    }
  }

  /** Ends it from this side with a reason for WIND 58 or 62; its pending bytes stay. */
  void fail(WindReason.Closure reason) {
    ended(reason);
    network.close(transport);
  }

  private boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Closes it and says no more about it. */
  void close() {
    end();
    if (channel == transport) {
      network.close(transport);
    } else {
      // TLS tells the peer, who may not listen.
      EventLoop.Timer timeout =
          core.after(core.options().timing().writeTimeout(), () -> network.close(transport));
      core.spawn(() -> closeInOrder(timeout));
    }
  }

  private void closeInOrder(EventLoop.Timer timeout) {
    try {
      channel.close();
    } catch (IOException _) {
      // The peer was faster.
    } finally {
      timeout.cancel();
      network.close(transport);
    }
  }

  /** Lets its thread go; the channel is closed by others. */
  void end() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      waiting.release(MOST_WAITING);
    } finally {
      lock.unlock();
    }
  }
}
