package io.github.spwf04;

import io.github.spwf04.codec.SpwfException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one of the module's socket ids, from its opening to its closing. A lease is
 * never renewed, so an old holder cannot reach a newer socket of the same id. It also carries what
 * WINDs say of the socket to those who wait for it.
 */
final class Lease {
  /** Arrivals that are kept at most; the module's buffers hold fewer. */
  private static final int MAX_ARRIVALS = 1024;

  /**
   * Bytes that a WIND has announced.
   *
   * @param bytes how many
   * @param lastFrame of a web socket: whether their frame is the last of its message
   * @param lastFragment of a web socket: whether they are the last of their frame
   */
  record Arrival(int bytes, boolean lastFrame, boolean lastFragment) {
    static Arrival of(long bytes) {
      return new Arrival((int) Math.min(bytes, Integer.MAX_VALUE), true, true);
    }
  }

  private final LeaseTable table;
  private final int id;
  private final long generation;
  private final String what;
  private final boolean boundaries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
  private final AtomicBoolean givenBack = new AtomicBoolean();

  /** Counts WINDs, so that a reader misses none between asking and waiting. */
  private long news;

  private boolean announced;
  private boolean ended;
  private @Nullable String lost;

  Lease(LeaseTable table, int id, long generation, String what, boolean boundaries) {
    this.table = table;
    this.id = id;
    this.generation = generation;
    this.what = what;
    this.boundaries = boundaries;
  }

  /** The module's number for the socket. */
  int id() {
    return id;
  }

  /** How many WINDs told of this socket. */
  long news() {
    lock.lock();
    try {
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a WIND told that the peer is gone. */
  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a WIND has announced bytes since this was asked last. */
  boolean takeAnnounced() {
    lock.lock();
    try {
      boolean was = announced;
      announced = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest announcement that was not taken, or null; kept where boundaries matter alone. */
  @Nullable Arrival nextArrival() {
    lock.lock();
    try {
      return arrivals.poll();
    } finally {
      lock.unlock();
    }
  }

  /** A WIND announces bytes; owner thread. */
  void arrived(Arrival arrival) {
    lock.lock();
    try {
      news++;
      announced = true;
      if (boundaries && arrivals.size() < MAX_ARRIVALS) {
        arrivals.add(arrival);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something else has happened to the socket; owner thread. */
  void touch() {
    lock.lock();
    try {
      news++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A WIND tells that the peer is gone; owner thread. */
  void peerGone() {
    lock.lock();
    try {
      news++;
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the right away; who waits is woken.
   *
   * @return whether it was still held
   */
  boolean lose(String why) {
    lock.lock();
    try {
      if (lost != null) {
        return false;
      }
      lost = why;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the right back.
   *
   * @return whether the id is to be closed at the module; said once, and not of an id that is gone
   */
  boolean giveBack() {
    lose("it was closed");
    return table.holder(id) == this && !givenBack.getAndSet(true);
  }

  /** The id is free at the module. */
  void end() {
    table.end(this);
  }

  /**
   * @throws SpwfException.LinkLost when the right was taken away
   */
  void check() {
    lock.lock();
    try {
      if (lost != null) {
        throw new SpwfException.LinkLost(this + " cannot be used: " + lost, null);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asked on the owner thread right before a command goes out: nothing can come between.
   *
   * @throws SpwfException.LinkLost when the id belongs to another by now, or to nobody
   */
  void checkId() {
    if (table.holder(id) != this) {
      throw new SpwfException.LinkLost(this + " is gone from the module", null);
    }
  }

  /**
   * Waits for a WIND of this socket.
   *
   * @param seen the {@link #news} that are known
   * @param atMost how long to wait; the caller looks for itself then, for a WIND may be missing
   * @return whether there is news
   * @throws SpwfException.LinkLost when the right was taken away
   */
  boolean awaitNews(long seen, Duration atMost) throws InterruptedException {
    boolean fresh;
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (news == seen && lost == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      fresh = news != seen;
    } finally {
      lock.unlock();
    }
    check();
    return fresh;
  }

  @Override
  public String toString() {
    return what + " (lease " + generation + ")";
  }
}
