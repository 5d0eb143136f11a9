package io.github.spwf04.session;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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

  private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final Runnable idle;
  private final Runnable atEnd;

  /** Guards {@link #waiting}, so that an interrupt is sent only while it holds. */
  private final Monitor monitor;

  private Waiting waiting = Waiting.NO;
  private boolean started;
  private boolean ended;
  private volatile boolean closed;

  /**
   * @param time what waits away from the bus end by
   * @param idle what to do while there is no work; runs again and again
   * @param atEnd what to do last; work that still waits is run behind it, and finds {@link #closed}
   */
  OwnerThread(String name, Time time, Runnable idle, Runnable atEnd) {
    this.monitor = new Monitor(time);
    this.idle = idle;
    this.atEnd = atEnd;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Starts the thread, unless it is closed already. */
  void start() {
    monitor.lock();
    try {
      if (!started && !closed) {
        started = true;
        thread.start();
      }
    } finally {
      monitor.unlock();
    }
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
    if (endUnstarted() || Thread.currentThread() == thread || awaitEnd(grace)) {
      return;
    }
    force.run();
    awaitEnd(grace);
  }

  /** What the thread would have done last, when there will be none. */
  private boolean endUnstarted() {
    monitor.lock();
    try {
      if (started) {
        return false;
      }
      started = true;
    } finally {
      monitor.unlock();
    }
    run();
    return true;
  }

  private boolean awaitEnd(Duration grace) throws InterruptedException {
    monitor.lockInterruptibly();
    try {
      return monitor.await(() -> ended, grace);
    } finally {
      monitor.unlock();
    }
  }

  /** Waits on the owner thread, until the wait is over by itself or somebody wakes it. */
  boolean await(Waiting what, IrqWait wait) throws IOException, InterruptedException {
    monitor.lock();
    try {
      if (closed || (what == Waiting.FOR_WORK && !work.isEmpty())) {
        throw new InterruptedException();
      }
      waiting = what;
    } finally {
      monitor.unlock();
    }
    try {
      return wait.await();
    } finally {
      monitor.lock();
      try {
        waiting = Waiting.NO;
        // An interrupt that came too late for the wait must not hit the next transfer.
        Thread.interrupted();
      } finally {
        monitor.unlock();
      }
    }
  }

  /** Waits on the owner thread for the next piece of work, away from the bus, and does it. */
  void awaitWork(Duration atMost) {
    monitor.lock();
    try {
      monitor.await(() -> closed || !work.isEmpty(), atMost);
    } catch (InterruptedException ignored) {
      // Nobody interrupts this wait but a stranger; the loop looks around again.
    } finally {
      monitor.unlock();
    }
    Runnable next = work.poll();
    if (next != null) {
      next.run();
    }
  }

  /** Lets a time pass on the owner thread, away from the bus. */
  void pause(Duration time) throws InterruptedException {
    monitor.lock();
    try {
      monitor.await(() -> closed, time);
    } finally {
      monitor.unlock();
    }
  }

  private void wake(Waiting outOf) {
    monitor.lock();
    try {
      if (waiting == outOf) {
        thread.interrupt();
      }
      monitor.signal();
    } finally {
      monitor.unlock();
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
      tellEnd();
    }
  }

  private void tellEnd() {
    monitor.lock();
    try {
      ended = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }
}
