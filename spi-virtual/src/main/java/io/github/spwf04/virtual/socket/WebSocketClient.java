package io.github.spwf04.virtual.socket;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.runtime.Core;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One web socket: its receive buffer, and the frames that wait for room in it. A frame that does
 * not fit comes in fragments. Used on the event loop only.
 */
final class WebSocketClient {
  private final Core core;
  private final int id;
  private final WebSocketLink link;
  private final InetSocketAddress server;
  private final boolean secured;
  private final ByteBuffer buffer;

  /** What has arrived and waits for room; the data of the first may be taken in part. */
  private final ArrayDeque<Incoming> incoming = new ArrayDeque<>();

  private int unannounced;
  private boolean ended;
  private boolean closed;

  private record Incoming(boolean last, ByteBuffer data) {}

  WebSocketClient(
      Core core,
      int id,
      WebSocketLink link,
      InetSocketAddress server,
      boolean secured,
      int capacity) {
    this.core = core;
    this.id = id;
    this.link = link;
    this.server = server;
    this.secured = secured;
    this.buffer = ByteBuffer.allocate(capacity);
  }

  WebSocketLink link() {
    return link;
  }

  InetSocketAddress server() {
    return server;
  }

  /** Whether it is one over TLS. */
  boolean secured() {
    return secured;
  }

  /** Whether WIND 89 has not come yet. */
  boolean open() {
    return !closed;
  }

  /** Bytes that can be read. */
  int pending() {
    return buffer.position();
  }

  /** Takes the oldest bytes, and lets what waits behind them in. */
  byte[] take(int length) {
    buffer.flip();
    byte[] taken = new byte[Math.min(length, buffer.remaining())];
    buffer.get(taken);
    buffer.compact();
    return taken;
  }

  /** Takes what one read has brought. */
  void received(List<WebSocketLink.Frame> frames) {
    if (!closed && !ended) {
      frames.forEach(
          frame -> incoming.add(new Incoming(frame.last(), ByteBuffer.wrap(frame.data()))));
      fill();
    }
  }

  /** The server is gone; what it sent before still comes. */
  void ended() {
    if (!closed) {
      ended = true;
      fill();
    }
  }

  /** Ends it with a status; nothing is told any more. */
  void close(int status) {
    closed = true;
    link.close(status);
  }

  /** The network is gone: nothing comes any more but what is in the buffer. */
  void networkLost() {
    incoming.clear();
    ended = true;
    fill();
    link.abort();
  }

  /** Moves what fits into the buffer; asks for more, or tells the end, behind the last of it. */
  void fill() {
    while (!incoming.isEmpty()) {
      Incoming first = incoming.peek();
      int part = Math.min(first.data.remaining(), buffer.remaining());
      if (part == 0 && first.data.hasRemaining()) {
        return;
      }
      buffer.put(first.data.slice().limit(part));
      first.data.position(first.data.position() + part);
      boolean whole = !first.data.hasRemaining();
      if (whole) {
        incoming.remove();
      }
      announce(part, first.last, whole);
    }
    if (!ended) {
      link.read();
    } else if (!closed) {
      closed = true;
      core.wind(Wind.WEB_SOCKET_CLOSED, id);
    }
  }

  /** WIND 88, as WIND 55 once the share of ip_sock_threshold is reached (Table 7). */
  private void announce(int length, boolean lastFrame, boolean lastFragment) {
    unannounced += length;
    long threshold = core.settings().number("ip_sock_threshold");
    boolean due = (long) pending() * 100 >= threshold * buffer.capacity();
    if (!due || core.options().replies().pendingDataMissing()) {
      return;
    }
    int announced = unannounced;
    int total = pending();
    unannounced = 0;
    Runnable event =
        () ->
            core.wind(
                Wind.WEB_SOCKET_DATA,
                id,
                lastFrame ? 1 : 0,
                lastFragment ? 1 : 0,
                announced,
                total);
    if (core.options().timing().pendingDataDelay().isZero()) {
      event.run();
    } else {
      core.after(core.options().timing().pendingDataDelay(), event);
    }
  }
}
