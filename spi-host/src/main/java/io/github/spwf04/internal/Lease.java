package io.github.spwf04.internal;

import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one of the module's socket ids, from its opening to its closing. A lease is
 * never renewed, so an old holder cannot reach a newer socket of the same id. It also carries what
 * WINDs say of the socket to those who wait for it.
 */
public final class Lease {
  /** Arrivals that are kept at most; the module's buffers hold fewer. */
  private static final int MAX_ARRIVALS = 1024;

  /**
   * Bytes that a WIND has announced.
   *
   * @param bytes how many
   * @param lastFrame of a web socket: whether their frame is the last of its message
   * @param lastFragment of a web socket: whether they are the last of their frame
   */
  public record Arrival(int bytes, boolean lastFrame, boolean lastFragment) {
    public static Arrival of(long bytes) {
      return new Arrival((int) Math.min(bytes, Integer.MAX_VALUE), true, true);
    }
  }

  private final LeaseTable table;
  private final int id;
  private final long generation;
  private final String what;
  private final boolean boundaries;
  private final Monitor monitor;
  private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
  private final AtomicBoolean givenBack = new AtomicBoolean();

  /** Counts WINDs, so that a reader misses none between asking and waiting. */
  private long news;

  private boolean announced;
  private boolean ended;

  /** Why the peer is gone, unless it closed the connection in order. */
  private @Nullable String cut;

  /** The reason of {@link #cut} on the wire. */
  private int cutCode;

  private @Nullable String lost;

  Lease(LeaseTable table, int id, long generation, String what, boolean boundaries, Time time) {
    this.monitor = new Monitor(time);
    this.table = table;
    this.id = id;
    this.generation = generation;
    this.what = what;
    this.boundaries = boundaries;
  }

  /** The module's number for the socket. */
  public int id() {
    return id;
  }

  /** How many WINDs told of this socket. */
  public long news() {
    monitor.lock();
    try {
      return news;
    } finally {
      monitor.unlock();
    }
  }

  /** Whether a WIND told that the peer is gone. */
  public boolean ended() {
    monitor.lock();
    try {
      return ended;
    } finally {
      monitor.unlock();
    }
  }

  /** Whether a WIND has announced bytes since this was asked last. */
  public boolean takeAnnounced() {
    monitor.lock();
    try {
      boolean was = announced;
      announced = false;
      return was;
    } finally {
      monitor.unlock();
    }
  }

  /** The oldest announcement that was not taken, or null; kept where boundaries matter alone. */
  public @Nullable Arrival nextArrival() {
    monitor.lock();
    try {
      return arrivals.poll();
    } finally {
      monitor.unlock();
    }
  }

  /** A WIND announces bytes; owner thread. */
  public void arrived(Arrival arrival) {
    monitor.lock();
    try {
      news++;
      announced = true;
      if (boundaries && arrivals.size() < MAX_ARRIVALS) {
        arrivals.add(arrival);
      }
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /** Something else has happened to the socket; owner thread. */
  public void touch() {
    monitor.lock();
    try {
      news++;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /** A WIND tells that the peer is gone, and no reason; owner thread. */
  public void peerGone() {
    peerGone(WindReason.Closure.FIN, WindReason.Closure.FIN.code());
  }

  /**
   * A WIND tells why the peer is gone; owner thread.
   *
   * @param code the reason on the wire
   */
  public void peerGone(WindReason.Closure reason, int code) {
    monitor.lock();
    try {
      news++;
      ended = true;
      if (reason != WindReason.Closure.FIN) {
        cut = reason.meaning();
        cutCode = code;
      }
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Takes the right away; who waits is woken.
   *
   * @return whether it was still held
   */
  public boolean lose(String why) {
    monitor.lock();
    try {
      if (lost != null) {
        return false;
      }
      lost = why;
      monitor.signal();
      return true;
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Gives the right back.
   *
   * @return whether the id is to be closed at the module; said once, and not of an id that is gone
   */
  public boolean giveBack() {
    lose("it was closed");
    return table.holder(id) == this && !givenBack.getAndSet(true);
  }

  /** The id is free at the module. */
  public void end() {
    table.end(this);
  }

  /**
   * @throws SpwfException.LinkLost when the right was taken away
   */
  public void check() {
    monitor.lock();
    try {
      if (lost != null) {
        throw new SpwfException.LinkLost(this + " cannot be used: " + lost, null);
      }
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Asked where nothing is left to be read.
   *
   * @param told whether the module said by an error that it is not connected
   * @throws SpwfException.ConnectionLost when the peer did not close the connection in order
   */
  public void checkEnd(boolean told) {
    monitor.lock();
    try {
      if (cut != null) {
        throw new SpwfException.ConnectionLost(
            this + " has lost its peer: " + cut + " (reason " + cutCode + ")", cutCode);
      }
      if (told && !ended) {
        throw new SpwfException.ConnectionLost(
            this + " is not connected any more, and no WIND told why",
            SpwfException.ConnectionLost.UNTOLD);
      }
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Asked on the owner thread right before a command goes out: nothing can come between.
   *
   * @throws SpwfException.LinkLost when the id belongs to another by now, or to nobody
   */
  public void checkId() {
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
  public boolean awaitNews(long seen, Duration atMost) throws InterruptedException {
    boolean fresh;
    monitor.lockInterruptibly();
    try {
      monitor.await(() -> news != seen || lost != null, atMost);
      fresh = news != seen;
    } finally {
      monitor.unlock();
    }
    check();
    return fresh;
  }

  @Override
  public String toString() {
    return what + " (lease " + generation + ")";
  }
}
