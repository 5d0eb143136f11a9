package io.github.spwf04.virtual.pins;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The UART pins of a module. One {@link Line} can be connected at a time; what the module says
 * while there is none is lost and counted, as it is on a real one. Its bytes take no time:
 * console_speed is stored and changes nothing. A module that is busy stops the sender, as if
 * console_hwfc were always on.
 */
public final class Uart {
  /** Bytes from the host that wait for the firmware; a sender waits when there are more. */
  private static final int INPUT = 4096;

  /** What {@link #take} gives where a line was disconnected, and the next bytes are of another. */
  public static final int HANG_UP = -2;

  /** Bytes to the host that wait for a reader; more are lost. */
  private static final int OUTPUT = 8 << 20;

  private final Runnable arrived;
  private final Monitor monitor;
  private final ByteQueue input = new ByteQueue();
  private final ByteQueue output = new ByteQueue();
  private @Nullable Line line;

  /** Bytes that have come in and that were taken, over all lines. */
  private long added;

  private long taken;

  /** Where in {@link #added} lines were disconnected that the firmware has not come to. */
  private final ArrayDeque<Long> hangUps = new ArrayDeque<>();

  private int generation;
  private boolean waiting;
  private boolean ended;
  private long lost;

  /**
   * @param arrived called when bytes have come in
   * @param peerTime by which the waits of the host side end
   */
  public Uart(Runnable arrived, Time peerTime) {
    this.arrived = arrived;
    this.monitor = new Monitor(peerTime);
  }

  // The host side.

  /**
   * Connects a line.
   *
   * @return the line, or null while another one is connected
   */
  public @Nullable Line connect() {
    monitor.lock();
    try {
      if (line != null || ended) {
        return null;
      }
      line = new Line();
      return line;
    } finally {
      monitor.unlock();
    }
  }

  /** Bytes the module sent that nobody was there to take. */
  public long lost() {
    monitor.lock();
    try {
      return lost;
    } finally {
      monitor.unlock();
    }
  }

  /** A host at the other end; one thread may write while another reads. */
  public final class Line implements AutoCloseable {
    private boolean closed;

    private Line() {}

    /**
     * Sends bytes to the module, and waits while it is busy with others.
     *
     * @return false when the line or the module has ended; some of the bytes may have been taken
     */
    public boolean write(byte[] bytes, int offset, int length) throws InterruptedException {
      int from = offset;
      int left = length;
      while (left > 0) {
        monitor.lockInterruptibly();
        try {
          monitor.await(() -> closed || ended || input.size() < INPUT);
          if (closed || ended) {
            return false;
          }
          int piece = Math.min(left, INPUT - input.size());
          input.add(bytes, from, piece);
          added += piece;
          from += piece;
          left -= piece;
          waiting = false;
        } finally {
          monitor.unlock();
        }
        arrived.run();
      }
      return true;
    }

    /**
     * Reads what the module has sent.
     *
     * @return how many bytes, 0 when none came within {@code timeout}, -1 when the line or the
     *     module has ended and nothing is left
     */
    public int read(byte[] into, Duration timeout) throws InterruptedException {
      monitor.lockInterruptibly();
      try {
        if (!monitor.await(() -> closed || ended || output.size() > 0, timeout)) {
          return 0;
        }
        if (closed || output.size() == 0) {
          return -1;
        }
        int length = output.take(into, 0, into.length);
        monitor.signal();
        return length;
      } finally {
        monitor.unlock();
      }
    }

    /**
     * Waits until the module has worked on all that was sent, waits for more, and has been read.
     *
     * @return whether it came to that within {@code timeout}
     */
    public boolean awaitAnswered(Duration timeout) throws InterruptedException {
      monitor.lockInterruptibly();
      try {
        return monitor.await(
            () -> closed || ended || input.size() == 0 && waiting && output.size() == 0, timeout);
      } finally {
        monitor.unlock();
      }
    }

    /**
     * Disconnects; what was sent is still worked on, what was not read is lost. A line or a data
     * phase that is not whole ends here: the next line begins anew.
     */
    @Override
    public void close() {
      monitor.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
        line = null;
        lost += output.size();
        output.clear();
        if (!Long.valueOf(added).equals(hangUps.peekLast())) {
          hangUps.add(added);
        }
        monitor.signal();
      } finally {
        monitor.unlock();
      }
      arrived.run();
    }
  }

  // The firmware side.

  /**
   * From now on an older generation neither sends nor takes.
   *
   * @param keepInput whether what has come in is for the next firmware
   */
  public void restart(int generation, boolean keepInput) {
    monitor.lock();
    try {
      this.generation = generation;
      waiting = false;
      if (!keepInput) {
        input.clear();
        hangUps.clear();
        taken = added;
      }
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  public void send(int generation, byte[] bytes) {
    monitor.lock();
    try {
      if (generation != this.generation) {
        return;
      }
      if (line == null || bytes.length > OUTPUT - output.size()) {
        lost += bytes.length;
        return;
      }
      output.add(bytes, 0, bytes.length);
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * @return the next byte from the host, -1 when there is none, or {@link #HANG_UP}
   */
  public int take(int generation) {
    monitor.lock();
    try {
      if (generation != this.generation) {
        return -1;
      }
      if (!hangUps.isEmpty() && hangUps.peek() == taken) {
        hangUps.remove();
        return HANG_UP;
      }
      boolean full = input.size() >= INPUT;
      int next = input.take();
      if (next >= 0) {
        taken++;
      }
      if (full) {
        monitor.signal();
      }
      return next;
    } finally {
      monitor.unlock();
    }
  }

  /** Tells whether the firmware has nothing to do until more comes in. */
  public void waiting(int generation, boolean value) {
    monitor.lock();
    try {
      if (generation == this.generation && waiting != value) {
        waiting = value;
        monitor.signal();
      }
    } finally {
      monitor.unlock();
    }
  }

  /** The module has ended: nobody waits any longer. */
  public void end() {
    monitor.lock();
    try {
      ended = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }
}
