package io.github.spwf04.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the module has given of one connection, kept until it is read, even when the thread that
 * asked for it was interrupted: the module gives nothing twice. Thread-safe.
 */
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<ByteBuf> inbox = new ArrayDeque<>();
  private int held;

  /** What is left of a piece that was longer than a read wanted. */
  private @Nullable ByteBuf rest;

  private boolean closed;

  /** Drops what was not read, and what may still come. */
  void close() {
    lock.lock();
    try {
      closed = true;
      inbox.forEach(ByteBuf::release);
      inbox.clear();
      held = 0;
      if (rest != null) {
        rest.release();
        rest = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs on the owner thread. */
  void keep(ByteBuf data) {
    lock.lock();
    try {
      if (closed || !data.isReadable()) {
        data.release();
      } else {
        held += data.readableBytes();
        inbox.addLast(data);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The first bytes; the others wait for the next read. */
  ByteBuf split(ByteBuf data, int most) {
    ByteBuf first = data.readRetainedSlice(most);
    giveBack(data);
    return first;
  }

  /** Has bytes wait for the next read, before all others. */
  void giveBack(ByteBuf data) {
    lock.lock();
    try {
      if (closed || !data.isReadable()) {
        data.release();
      } else {
        rest = data;
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was given back, or null. */
  @Nullable ByteBuf takeRest() {
    lock.lock();
    try {
      ByteBuf taken = rest;
      rest = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that nobody has taken yet. */
  int held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** All that the next reads give without a command: what is held, and what was given back. */
  int here() {
    lock.lock();
    try {
      return held + (rest == null ? 0 : rest.readableBytes());
    } finally {
      lock.unlock();
    }
  }

  /** Some of what is held, at most so many bytes. */
  ByteBuf pull(int most) {
    lock.lock();
    try {
      ByteBuf first = inbox.peekFirst();
      if (first == null) {
        return Unpooled.EMPTY_BUFFER;
      }
      if (first.readableBytes() <= most) {
        inbox.removeFirst();
        held -= first.readableBytes();
        return first;
      }
      held -= most;
      return first.readRetainedSlice(most);
    } finally {
      lock.unlock();
    }
  }

  /** As much of what is held as there is of so many bytes. */
  ByteBuf pullAll(int length) {
    ByteBuf first = pull(length);
    if (first.readableBytes() == length || held() == 0) {
      return first;
    }
    CompositeByteBuf all = first.alloc().compositeBuffer(Integer.MAX_VALUE);
    all.addComponent(true, first);
    while (all.readableBytes() < length && held() > 0) {
      all.addComponent(true, pull(length - all.readableBytes()));
    }
    return all;
  }
}
