package io.github.spwf04.virtual.runtime;

import io.github.spwf04.time.Joins;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The threads beside a module's event loop, on which work that blocks is done. */
public final class Workers {
  private final String name;
  private final Consumer<Throwable> faults;

  /** Not a concurrent set: its size must be right at every moment. */
  private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());

  /**
   * @param name of its threads
   * @param faults takes what a task throws, on its thread
   */
  public Workers(String name, Consumer<Throwable> faults) {
    this.name = name;
    this.faults = faults;
  }

  /** A thread that waits for a socket. */
  public void spawn(Runnable task) {
    spawn(Thread.ofVirtual(), task);
  }

  /** A thread for a library that waits in a selector. */
  public void spawnPlatform(Runnable task) {
    spawn(Thread.ofPlatform().daemon(), task);
  }

  private void spawn(Thread.Builder kind, Runnable task) {
    Thread thread =
        kind.name(name)
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } catch (Throwable e) {
                    faults.accept(e);
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    try {
      thread.start();
    } catch (Throwable e) {
      // The machine has no thread left.
      threads.remove(thread);
      throw e;
    }
  }

  /** How many there are at this moment. */
  public int count() {
    return threads.size();
  }

  /** Waits for those there are to end, who have been told to. */
  public void join() {
    for (Thread thread : threads.toArray(Thread[]::new)) {
      Joins.join(thread);
    }
  }
}
