package io.github.spwf04.testkit.module;

import io.github.spwf04.catalog.Wind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One socket client: its channel, its receive buffer, and a thread that fills the one from the
 * other. A TCP peer is held back while the buffer is full; datagrams that do not fit are dropped.
 */
final class ClientSocket {
  // How it ended: the reasons of WIND 58 (Table 14).
  static final int OPEN = -1;
  static final int FIN = 0;
  static final int RST = 1;
  static final int NETWORK_BROKEN = 3;
  static final int TIMED_OUT = 4;
  static final int UNREACHABLE = 5;

  private static final int LARGEST_DATAGRAM = 65535;

  private final Firmware firmware;
  private final int id;
  private final char kind;
  private final ByteChannel channel;
  private final InetSocketAddress peer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final byte[] buffer;
  private int start;
  private int pending;
  private boolean closed;

  // Used on the event loop only.
  private int closure = OPEN;
  private int unannounced;

  ClientSocket(
      Firmware firmware,
      int id,
      char kind,
      ByteChannel channel,
      InetSocketAddress peer,
      int capacity) {
    this.firmware = firmware;
    this.id = id;
    this.kind = kind;
    this.channel = channel;
    this.peer = peer;
    this.buffer = new byte[capacity];
  }

  int id() {
    return id;
  }

  char kind() {
    return kind;
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** {@link #OPEN}, or the reason of its WIND 58. */
  int closure() {
    return closure;
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
    boolean stream = kind == 't';
    ByteBuffer block =
        ByteBuffer.allocate(stream ? Math.min(buffer.length, 2048) : LARGEST_DATAGRAM);
    try {
      while (true) {
        block.clear();
        if (stream) {
          block.limit(Math.min(block.capacity(), awaitRoom()));
        }
        int length = channel.read(block);
        if (length < 0) {
          firmware.post(() -> ended(FIN));
          return;
        }
        if (append(block.flip())) {
          firmware.post(() -> arrived(length));
        } else {
          firmware.post(() -> firmware.wind(Wind.SOCKET_DROPPING_DATA, null, id, length));
        }
      }
    } catch (PortUnreachableException _) {
      firmware.post(() -> ended(UNREACHABLE));
    } catch (IOException | InterruptedException _) {
      firmware.post(() -> ended(RST));
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
    long threshold = firmware.settings().number("ip_sock_threshold");
    boolean due = (long) total * 100 >= threshold * buffer.length;
    if (!due || firmware.options().pendingDataMissing()) {
      return;
    }
    int announced = unannounced;
    unannounced = 0;
    Runnable event = () -> firmware.wind(Wind.PENDING_DATA, null, id, announced, total);
    if (firmware.options().pendingDataDelay().isZero()) {
      event.run();
    } else {
      firmware.after(firmware.options().pendingDataDelay(), event);
    }
  }

  private void ended(int reason) {
    if (!closed() && closure == OPEN) {
      closure = reason;
      firmware.wind(Wind.SOCKET_CLOSED, id, reason);
    }
  }

  /** Ends it from this side with a reason for WIND 58; its pending bytes stay. */
  void fail(int reason) {
    ended(reason);
    closeQuietly(channel);
  }

  private boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Closes without a word. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    closeQuietly(channel);
  }

  static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception _) {
      // It is closed, or as good as.
    }
  }
}
