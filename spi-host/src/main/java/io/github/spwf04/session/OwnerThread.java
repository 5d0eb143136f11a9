package io.github.spwf04.session;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that touches the bus, and the work that waits for it. It is woken by an interrupt,
 * and only ever out of a wait for the IRQ line: never out of a transfer, which an interrupt could
 * break.
 */
final class OwnerThread {
  /** What the thread waits for, and so what may end the wait. */
  enum Waiting {
    /** It does not wait. */
    NO,
    /** It has nothing to do: work and the end wake it. */
    FOR_WORK,
    /** A command is in flight: the end alone wakes it. */
    FOR_MODULE
  }

  /** A wait for the IRQ line. */
  interface IrqWait {
    boolean await() throws IOException, InterruptedException;
  }

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Runnable idle;
  private final Runnable atEnd;

  /** Guards {@link #waiting}, so that an interrupt is sent only while it holds. */
  private final Object wakeLock = new Object();

  private Waiting waiting = Waiting.NO;
  private volatile boolean closed;

  /**
   * @param idle what to do while there is no work; runs again and again
   * @param atEnd what to do last; work that still waits is run behind it, and finds {@link #closed}
   */
  OwnerThread(String name, Runnable idle, Runnable atEnd) {
    this.idle = idle;
    this.atEnd = atEnd;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether the end has come: work that finds it so must fail, and touch nothing. */
  boolean closed() {
    return closed;
  }

  /** Gives the thread work; of any thread. */
  void hand(Runnable task) {
    work.add(task);
    wake(Waiting.FOR_WORK);
    if (closed && work.remove(task)) {
      // The owner may have looked for the last time.
      task.run();
    }
  }

  /**
   * Ends the thread, and waits until it has ended.
   *
   * @param grace how long it may take to end by itself, and again after {@code force}
   * @param force what ends a call that it hangs in
   */
  void close(Duration grace, Runnable force) throws InterruptedException {
    closed = true;
    wake(Waiting.FOR_WORK);
    wake(Waiting.FOR_MODULE);
    work.add(() -> {});
    if (Thread.currentThread() != thread && !thread.join(grace)) {
      force.run();
      thread.join(grace);
    }
  }

  /** Waits on the owner thread, until the wait is over by itself or somebody wakes it. */
  boolean await(Waiting what, IrqWait wait) throws IOException, InterruptedException {
    synchronized (wakeLock) {
      if (closed || (what == Waiting.FOR_WORK && !work.isEmpty())) {
        throw new InterruptedException();
      }
      waiting = what;
    }
    try {
      return wait.await();
    } finally {
      synchronized (wakeLock) {
        waiting = Waiting.NO;
        // An interrupt that came too late for the wait must not hit the next transfer.
        Thread.interrupted();
      }
    }
  }

  /** Waits on the owner thread for the next piece of work, away from the bus, and does it. */
  void awaitWork(Duration atMost) {
    try {
      Runnable next = work.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (next != null) {
        next.run();
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this wait but a stranger; the loop looks around again.
    }
  }

  private void wake(Waiting outOf) {
    synchronized (wakeLock) {
      if (waiting == outOf) {
        thread.interrupt();
      }
    }
  }

  private void run() {
    try {
      while (!closed) {
        Runnable next = work.poll();
        (next == null ? idle : next).run();
      }
    } finally {
      closed = true;
      atEnd.run();
      for (Runnable next = work.poll(); next != null; next = work.poll()) {
        next.run();
      }
    }
  }
}
