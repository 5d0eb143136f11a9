package io.github.spwf04.socket;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.Lease.Arrival;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection. Bytes are waited for by WIND 55 or 88; when that is late, stale or missing
 * (field-facts E) the module is asked how many there are. One reader at a time.
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

  /**
   * Bytes up to which {@link #available} takes what was announced; a peer that sends on is held.
   */
  private static final int MOST_AHEAD = 1 << 16;

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

  /** When the module was asked last, or all it held was taken. */
  private long lookedAt;

  /** Whether the peer is gone, and the module holds nothing more. */
  private boolean drained;

  /** How long it is believed. */
  private Duration pause = SHORTEST;

  private final Inbox inbox = new Inbox();

  /** Guards what is below. */
  private final Monitor monitor;

  /** Whether somebody reads; others wait for their turn. */
  private boolean reading;

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
    this.lookedAt = time.nanoTime();
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
      ByteBuf data = inbox.takeRest();
      if (data == null) {
        Piece piece = next(end, timeout);
        if (piece == null) {
          return null;
        }
        data = piece.data;
      }
      return data.readableBytes() <= most ? data : inbox.split(data, most);
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

  /**
   * How many bytes a read gives without waiting for the peer. What a WIND has announced is taken
   * from the module, one command that the read saves, so that a stale one promises nothing. As long
   * as WINDs can be relied on nothing else is asked more often than each half second, whoever
   * calls; otherwise as often as a read asks.
   *
   * @return what is here, and of datagrams the oldest; while another thread reads, what it leaves
   */
  int available() throws InterruptedException {
    lease.check();
    if (!tryBegin()) {
      return inbox.here();
    }
    try {
      long end = time.nanoTime();
      long seen = lease.news();
      if (boundaries) {
        takeDatagram(end);
      } else if (inbox.here() < MOST_AHEAD && lease.takeAnnounced()) {
        fetchAnnounced(end);
      }
      return inbox.here() > 0 ? inbox.here() : lookFor(seen, end);
    } catch (SpwfException.TimedOut e) {
      // The module is at a command of somebody else, and this is no wait.
      return inbox.here();
    } finally {
      end();
    }
  }

  /** Bytes that no WIND has announced. */
  private int lookFor(long seen, long end) throws InterruptedException {
    boolean over = lease.ended();
    if (drained || (!over && believedEmpty(seen))) {
      return 0;
    }
    int pending = ask(seen, end);
    drained = over && pending <= 0;
    if (pending > 0 && !boundaries) {
      fetch(0, end);
      return inbox.here();
    }
    return Math.max(pending, 0);
  }

  private boolean believedEmpty(long seen) {
    return emptyAt == seen
        ? untilQuestion().isPositive()
        : announcements.reliable() && time.until(lookedAt).plus(SHORTEST).isPositive();
  }

  /** Has the oldest datagram that has bytes wait for the next read; in a stream no other counts. */
  private void takeDatagram(long end) throws InterruptedException {
    while (inbox.here() == 0) {
      Piece piece = announced(end);
      if (piece == null) {
        return;
      }
      announcements.kept();
      inbox.giveBack(piece.data);
    }
  }

  /** Drops what was not read, and what may still come. */
  void close() {
    inbox.close();
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

  private boolean tryBegin() {
    monitor.lock();
    try {
      boolean free = !reading;
      reading = true;
      return free;
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
      if (inbox.held() == 0 && !boundaries && lease.takeAnnounced()) {
        fetchAnnounced(end);
      }
      boolean empty = !over && emptyAt == seen && untilQuestion().isPositive();
      int pending = inbox.held() > 0 || empty ? 0 : ask(seen, end);
      if (pending > 0 && (late || over || !boundaries)) {
        fetch(0, end);
        owed += boundaries ? inbox.held() : 0;
      }
      if (inbox.held() > 0) {
        return new Piece(inbox.pull(Integer.MAX_VALUE), Arrival.of(0));
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
    lookedAt = time.nanoTime();
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
      if (arrival.bytes() > inbox.held()) {
        fetch(arrival.bytes() - inbox.held(), end);
      }
      if (arrival.bytes() == 0 || inbox.held() > 0) {
        return new Piece(inbox.pullAll(arrival.bytes()), arrival);
      }
    }
    return null;
  }

  private void fetchAnnounced(long end) throws InterruptedException {
    int before = inbox.held();
    fetch(0, end);
    if (inbox.held() > before) {
      announcements.kept();
    }
  }

  private void fetch(int length, long end) throws InterruptedException {
    emptyAt = UNKNOWN;
    try {
      wire.read(length, turn(end), inbox::keep);
      if (length == 0) {
        lookedAt = time.nanoTime();
      }
    } catch (SpwfException.Rejected e) {
      // The next question tells that it is over.
      if (!Wire.gone(e)) {
        throw e;
      }
    }
  }

  private SpwfException nothing(Duration timeout) {
    return new SpwfException.TimedOut(
        lease + ": nothing to read within " + timeout.toMillis() + " ms");
  }
}
