package io.github.spwf04;

import io.github.spwf04.codec.SpwfException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one of the module's socket ids, from its opening to its closing. The module
 * hands ids out again; a lease is never renewed, so an old holder cannot reach a newer socket of
 * the same id. It also carries what WINDs say of the socket to those who wait for it.
 */
final class Lease {
  private final String what;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Counts WINDs, so that a reader misses none between asking and waiting. */
  private long news;

  private boolean ended;
  private @Nullable String lost;

  /**
   * @param what the socket's name in messages
   */
  Lease(String what) {
    this.what = what;
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

  /** A WIND tells of this socket. */
  void wind(boolean peerGone) {
    lock.lock();
    try {
      news++;
      ended |= peerGone;
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
   * @throws SpwfException.LinkLost when the right was taken away
   */
  void check() {
    lock.lock();
    try {
      if (lost != null) {
        throw new SpwfException.LinkLost(what + " cannot be used: " + lost, null);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a WIND of this socket.
   *
   * @param seen the {@link #news} that are known
   * @param atMost how long to wait; the caller looks for itself then, for a WIND may be missing
   */
  void awaitNews(long seen, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (news == seen && lost == null && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    check();
  }
}
