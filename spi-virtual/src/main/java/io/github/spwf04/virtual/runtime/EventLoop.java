package io.github.spwf04.virtual.runtime;

import io.github.spwf04.time.Joins;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one thread that runs a module's firmware, in order, and its timers. */
public final class EventLoop {
  /** Something to run later. */
  public final class Timer {
    private final long due;
    private final long order;
    private final Runnable task;

    private Timer(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    public void cancel() {
      lock.lock();
      try {
        timers.remove(this);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private final Time clock;
  private final Time peerTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          (a, b) ->
              a.due != b.due ? Long.compare(a.due - b.due, 0) : Long.compare(a.order, b.order));
  private final Thread thread;
  private long order;
  private long faults;
  private @Nullable Throwable lastFault;
  private boolean busy;
  private boolean closed;

  /** The due time of the timer that runs now, so that delays add up without drift. */
  private long timerTime;

  private boolean inTimer;

  /**
   * @param clock of its timers
   * @param peerTime of {@link #awaitIdle}
   */
  public EventLoop(String name, Time clock, Time peerTime) {
    this.clock = clock;
    this.peerTime = peerTime;
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /**
   * Runs a task behind those that wait.
   *
   * @return false after {@link #close}, when it does nothing
   */
  public boolean execute(Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        ready.add(task);
        changed.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Runs a task when the clock has gone on by {@code delay}. */
  public Timer schedule(Duration delay, Runnable task) {
    lock.lock();
    try {
      long now = inTimer && Thread.currentThread() == thread ? timerTime : clock.nanoTime();
      Timer timer = new Timer(now + delay.toNanos(), order++, task);
      if (!closed) {
        timers.add(timer);
        changed.signalAll();
      }
      return timer;
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits for the clock. */
  public void cancelTimers() {
    lock.lock();
    try {
      timers.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nothing is left to run at the present time.
   *
   * @return false when that did not come within {@code timeout}
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    long deadline = peerTime.deadline(timeout);
    lock.lock();
    try {
      while (!closed && (busy || !ready.isEmpty() || waitNanos() <= 0)) {
        if (peerTime.nanoTime() - deadline >= 0) {
          return false;
        }
        peerTime.await(lock, changed, deadline);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Counts what a task threw, here or on a thread beside the loop. */
  public void fault(Throwable thrown) {
    lock.lock();
    try {
      faults++;
      lastFault = thrown;
    } finally {
      lock.unlock();
    }
  }

  /** Tasks that threw: a defect of the module, which went on without them. */
  long faults() {
    lock.lock();
    try {
      return faults;
    } finally {
      lock.unlock();
    }
  }

  public @Nullable Throwable lastFault() {
    lock.lock();
    try {
      return lastFault;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; waits for it unless it is the caller. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      ready.clear();
      timers.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Joins.join(thread);
  }

  /** Nanoseconds to the next timer; a very long time when there is none. */
  private long waitNanos() {
    Timer next = timers.peek();
    return next == null ? Long.MAX_VALUE : next.due - clock.nanoTime();
  }

  private void run() {
    while (true) {
      Runnable task = next();
      if (task == null) {
        return;
      }
      try {
        task.run();
      } catch (Throwable e) {
        fault(e);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      busy = false;
      inTimer = false;
      changed.signalAll();
      while (!closed) {
        Runnable task = ready.poll();
        if (task == null && waitNanos() <= 0) {
          Timer timer = timers.remove();
          timerTime = timer.due;
          inTimer = true;
          task = timer.task;
        }
        if (task != null) {
          busy = true;
          return task;
        }
        Timer next = timers.peek();
        if (next == null) {
          changed.await();
        } else {
          clock.await(lock, changed, next.due);
        }
      }
      return null;
    } catch (InterruptedException e) {
      return null;
    } finally {
      lock.unlock();
    }
  }
}
