package io.github.spwf04.socket;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.Lease.Arrival;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection. Bytes are waited for by WIND 55 or 88; when that is late, stale or missing
 * (field-facts E) the module is asked how many there are. One reader at a time.
 *
 * <p>What the module has given is kept here until it is read, even when the thread that asked for
 * it was interrupted: the module gives nothing twice.
 */
final class SocketReader {
  /**
   * How long a reader relies on a WIND before it asks by itself: at first, and always where WINDs
   * have been missing.
   */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  /** What a command waits for its turn at least: a read that does not wait asks all the same. */
  private static final Duration TURN = Duration.ofMillis(100);

  /** What the pauses between questions grow to while WINDs can be relied on. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of {@link #emptyAt}: it is open what waits at the module. */
  private static final long UNKNOWN = -1;

  /**
   * What came as one.
   *
   * @param data for the receiver to release
   * @param arrival its announcement; where there was none, one that says it is whole
   */
  record Piece(ByteBuf data, Arrival arrival) {}

  private final Wire wire;
  private final Lease lease;
  private final Announcements announcements;
  private final boolean boundaries;
  private final Time time;

  /** Bytes taken before they were announced: an announcement that still comes is not for others. */
  private long owed;

  /** The lease's news when the module said last that nothing waits, if nothing was read since. */
  private long emptyAt = UNKNOWN;

  /** When it said so. */
  private long askedAt;

  /** How long it is believed. */
  private Duration pause = SHORTEST;

  /** Guards what is below. */
  private final Monitor monitor;

  /** Whether somebody reads; others wait for their turn. */
  private boolean reading;

  private final ArrayDeque<ByteBuf> inbox = new ArrayDeque<>();
  private int inInbox;

  /** What is left of a piece that was longer than a read wanted. */
  private @Nullable ByteBuf rest;

  private boolean closed;

  /**
   * @param boundaries whether pieces are to be cut as they were announced
   */
  SocketReader(Wire wire, Announcements announcements, boolean boundaries) {
    this.wire = wire;
    this.lease = wire.lease();
    this.announcements = announcements;
    this.boundaries = boundaries;
    this.time = wire.calls().time();
    this.monitor = new Monitor(time);
  }

  /**
   * Waits for bytes.
   *
   * @param most how many to return at most; more that is there stays
   * @return the bytes, for the caller to release, or null at the end of the stream
   * @throws SpwfException.TimedOut when nothing came in time
   * @throws SpwfException.ConnectionLost when the stream was cut
   */
  @Nullable ByteBuf read(int most, Duration timeout) throws InterruptedException {
    long end = time.deadline(timeout);
    begin(timeout);
    try {
      ByteBuf data = takeRest();
      if (data == null) {
        Piece piece = next(end, timeout);
        if (piece == null) {
          return null;
        }
        data = piece.data;
      }
      return data.readableBytes() <= most ? data : split(data, most);
    } finally {
      end();
    }
  }

  /**
   * Waits for a piece.
   *
   * @return the piece, or null at the end of the stream
   * @throws SpwfException.TimedOut when nothing came in time
   */
  @Nullable Piece piece(Duration timeout) throws InterruptedException {
    long end = time.deadline(timeout);
    begin(timeout);
    try {
      return next(end, timeout);
    } finally {
      end();
    }
  }

  /** Drops what was not read, and what may still come. */
  void close() {
    monitor.lock();
    try {
      closed = true;
      inbox.forEach(ByteBuf::release);
      inbox.clear();
      inInbox = 0;
      if (rest != null) {
        rest.release();
        rest = null;
      }
    } finally {
      monitor.unlock();
    }
  }

  private void begin(Duration timeout) throws InterruptedException {
    lease.check();
    monitor.lockInterruptibly();
    try {
      if (!monitor.await(() -> !reading, timeout)) {
        throw nothing(timeout);
      }
      reading = true;
    } finally {
      monitor.unlock();
    }
  }

  private void end() {
    monitor.lock();
    try {
      reading = false;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  private @Nullable Piece next(long end, Duration timeout) throws InterruptedException {
    boolean late = false;
    while (true) {
      long seen = lease.news();
      boolean over = lease.ended();
      Piece piece = announced(end);
      if (piece != null) {
        announcements.kept();
        return piece;
      }
      if (held() == 0 && !boundaries && lease.takeAnnounced()) {
        fetch(0, end);
        if (held() > 0) {
          announcements.kept();
        }
      }
      boolean empty = !over && emptyAt == seen && untilQuestion().isPositive();
      int pending = held() > 0 || empty ? 0 : ask(seen, end);
      if (pending > 0 && (late || over || !boundaries)) {
        fetch(0, end);
        owed += boundaries ? held() : 0;
      }
      if (held() > 0) {
        return new Piece(pull(Integer.MAX_VALUE), Arrival.of(0));
      }
      if (pending < 0 || (pending == 0 && over)) {
        lease.checkEnd(pending == Wire.NOT_CONNECTED);
        return null;
      }
      Duration left = time.until(end);
      if (!left.isPositive()) {
        throw nothing(timeout);
      }
      // No longer than that in one go: another reader may find out that WINDs are missing.
      Duration wait = shorter(left, pending > 0 ? SHORTEST : shorter(SHORTEST, untilQuestion()));
      boolean fresh = lease.awaitNews(seen, wait);
      late = !fresh && pending > 0;
      if (!fresh && pending == 0) {
        owed = 0;
      }
    }
  }

  /** Asks what waits: the bytes, or what {@link Wire#pendingOrGone} says beside them. */
  private int ask(long seen, long end) throws InterruptedException {
    boolean silent = emptyAt == seen;
    int pending = wire.pendingOrGone(turn(end));
    if (pending == 0) {
      pause = silent ? shorter(pause.multipliedBy(2), LONGEST) : SHORTEST;
      emptyAt = seen;
      askedAt = time.nanoTime();
      return 0;
    }
    if (silent && lease.news() == seen) {
      announcements.missed();
    }
    emptyAt = UNKNOWN;
    return pending;
  }

  /** How long it is still believed that nothing waits. */
  private Duration untilQuestion() {
    Duration believed = announcements.reliable() ? pause : SHORTEST;
    return time.until(askedAt).plus(believed);
  }

  /** How long a command of a read that ends then may wait for its turn. */
  private Duration turn(long end) {
    Duration left = time.until(end);
    return left.compareTo(TURN) < 0 ? TURN : left;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The oldest piece whose size is known, or null. */
  private @Nullable Piece announced(long end) throws InterruptedException {
    while (lease.nextArrival() instanceof Arrival arrival) {
      if (arrival.bytes() > 0 && arrival.bytes() <= owed) {
        owed -= arrival.bytes();
        continue;
      }
      if (arrival.bytes() > held()) {
        fetch(arrival.bytes() - held(), end);
      }
      if (arrival.bytes() == 0 || held() > 0) {
        return new Piece(pullAll(arrival.bytes()), arrival);
      }
    }
    return null;
  }

  private void fetch(int length, long end) throws InterruptedException {
    emptyAt = UNKNOWN;
    try {
      wire.read(length, turn(end), this::keep);
    } catch (SpwfException.Rejected e) {
      // The next question tells that it is over.
      if (!Wire.gone(e)) {
        throw e;
      }
    }
  }

  /** Runs on the owner thread. */
  private void keep(ByteBuf data) {
    monitor.lock();
    try {
      if (closed || !data.isReadable()) {
        data.release();
      } else {
        inInbox += data.readableBytes();
        inbox.addLast(data);
      }
    } finally {
      monitor.unlock();
    }
  }

  /** The first bytes; the others wait for the next read. */
  private ByteBuf split(ByteBuf data, int most) {
    monitor.lock();
    try {
      ByteBuf first = data.readRetainedSlice(most);
      if (closed) {
        data.release();
      } else {
        rest = data;
      }
      return first;
    } finally {
      monitor.unlock();
    }
  }

  private @Nullable ByteBuf takeRest() {
    monitor.lock();
    try {
      ByteBuf taken = rest;
      rest = null;
      return taken;
    } finally {
      monitor.unlock();
    }
  }

  private int held() {
    monitor.lock();
    try {
      return inInbox;
    } finally {
      monitor.unlock();
    }
  }

  /** Some of what is held, at most so many bytes. */
  private ByteBuf pull(int most) {
    monitor.lock();
    try {
      ByteBuf first = inbox.peekFirst();
      if (first == null) {
        return Unpooled.EMPTY_BUFFER;
      }
      if (first.readableBytes() <= most) {
        inbox.removeFirst();
        inInbox -= first.readableBytes();
        return first;
      }
      inInbox -= most;
      return first.readRetainedSlice(most);
    } finally {
      monitor.unlock();
    }
  }

  /** As much of what is held as there is of so many bytes. */
  private ByteBuf pullAll(int length) {
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

  private SpwfException nothing(Duration timeout) {
    return new SpwfException.TimedOut(
        lease + ": nothing to read within " + timeout.toMillis() + " ms");
  }
}
