package io.github.spwf04.testkit.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One line of an emulated GPIO chip, high until somebody pulls it, by {@code linux/gpio.h}. */
public final class EmulatedLine implements EmulatedKernel.Device {
  /** Bit of {@link #flags}: the host reads the line. */
  public static final long INPUT = 1 << 2;

  /** Bit of {@link #flags}: the host drives the line. */
  public static final long OUTPUT = 1 << 3;

  /** Bit of {@link #flags}: the host wants to know when it rises. */
  public static final long EDGE_RISING = 1 << 4;

  /** Bit of {@link #flags}: the host wants to know when it falls. */
  public static final long EDGE_FALLING = 1 << 5;

  /** Bit of {@link #flags}: the host pulls it low, and never to high. */
  public static final long OPEN_DRAIN = 1 << 6;

  /** Bit of {@link #flags}: with the chip's own pull-up. */
  public static final long PULL_UP = 1 << 8;

  private static final int SET_CONFIG = 0xC110B40D;
  private static final int GET_VALUES = 0xC010B40E;
  private static final int EVENT = 48;
  private static final int RISING = 1;
  private static final int FALLING = 2;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final int offset;
  private final Machine machine = Machine.current();
  private final ReentrantLock lock = new ReentrantLock();
  private final MemorySegment event = Arena.ofAuto().allocate(EVENT * 16L, 8);
  private Consumer<ResetLine> listener = _ -> {};
  private volatile boolean high = true;
  private long flags;
  private int seqno;
  private int kernelEnd = -1;
  private boolean gone;
  private @Nullable String consumer;
  private boolean occupied;

  EmulatedLine(int offset) {
    this.offset = offset;
  }

  /** Who is told of what the host does to the line. */
  public void onPull(Consumer<ResetLine> listener) {
    this.listener = listener;
  }

  /** What the host has asked for, 0 while nobody has the line. */
  public long flags() {
    lock.lock();
    try {
      return flags;
    } finally {
      lock.unlock();
    }
  }

  /** Whose line it is, as the kernel tells those who ask. */
  public @Nullable String consumer() {
    lock.lock();
    try {
      return requested() ? consumer : null;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the line to some other program. */
  public void occupy(String by) {
    lock.lock();
    try {
      consumer = by;
      occupied = true;
    } finally {
      lock.unlock();
    }
  }

  /** The other program ends. */
  public void vacate() {
    lock.lock();
    try {
      occupied = false;
      consumer = null;
    } finally {
      lock.unlock();
    }
  }

  private boolean requested() {
    if (occupied) {
      return true;
    }
    if (kernelEnd < 0) {
      return false;
    }
    // The host closes its end without telling: there is an end of file then, or a reset.
    long read =
        Syscall.call(machine.recvfrom, kernelEnd, event.address(), EVENT, MSG_DONTWAIT, 0, 0);
    if (read != -Errors.EAGAIN) {
      Syscall.call(machine.close, kernelEnd);
      kernelEnd = -1;
      flags = 0;
    }
    return kernelEnd >= 0;
  }

  /** Whether it was free, and now is the host's. */
  boolean request(String by, long flags, int kernelEnd) {
    lock.lock();
    try {
      if (requested()) {
        return false;
      }
      this.consumer = by;
      this.kernelEnd = kernelEnd;
      this.seqno = 0;
      this.gone = false;
      this.flags = flags;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Something outside pulls the line or lets go; the host is told of edges it asked for. */
  public void drive(boolean level) {
    drive(level, 1);
  }

  /** Its level, without waiting for anybody. */
  public boolean high() {
    return high;
  }

  /** As {@link #drive(boolean)}, so many edges at once, of which the last leaves this level. */
  public void drive(boolean level, int edges) {
    lock.lock();
    try {
      if (edges == 1 && level == high) {
        return;
      }
      high = level;
      long wanted = level ? EDGE_RISING : EDGE_FALLING;
      if (kernelEnd < 0 || (flags & wanted) == 0) {
        return;
      }
      for (int i = 0; i < edges; i++) {
        boolean rising = level == ((edges - 1 - i) % 2 == 0);
        long at = (long) i * EVENT;
        seqno++;
        event.set(JAVA_LONG, at, System.nanoTime());
        event.set(JAVA_INT, at + 8, rising ? RISING : FALLING);
        event.set(JAVA_INT, at + 12, offset);
        event.set(JAVA_INT, at + 16, seqno);
        event.set(JAVA_INT, at + 20, seqno);
      }
      Syscall.call(
          machine.sendto,
          kernelEnd,
          event.address(),
          (long) EVENT * edges,
          MSG_DONTWAIT | MSG_NOSIGNAL,
          0,
          0);
    } finally {
      lock.unlock();
    }
  }

  /** The kernel had no room for so many edges. */
  public void lose(int edges) {
    lock.lock();
    try {
      seqno += edges;
    } finally {
      lock.unlock();
    }
  }

  /** The chip is gone: whoever polls is told. */
  public void unplug() {
    lock.lock();
    try {
      gone = true;
      flags = 0;
      if (kernelEnd >= 0) {
        Syscall.call(machine.close, kernelEnd);
        kernelEnd = -1;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long ioctl(int request, MemorySegment argument) {
    lock.lock();
    try {
      if (gone) {
        return -Errors.ENODEV;
      }
      return switch (request) {
        case GET_VALUES -> {
          argument.set(JAVA_LONG, 0, high ? argument.get(JAVA_LONG, 8) : 0);
          yield 0;
        }
        case SET_CONFIG -> configure(argument);
        default -> -Errors.ENOTTY;
      };
    } finally {
      lock.unlock();
    }
  }

  private long configure(MemorySegment config) {
    flags = config.get(JAVA_LONG, 0);
    if ((flags & OUTPUT) == 0) {
      listener.accept(ResetLine.RELEASED);
      return 0;
    }
    boolean value = false;
    for (int i = 0; i < config.get(JAVA_INT, 8); i++) {
      long at = 32 + 24L * i;
      if (config.get(JAVA_INT, at) == 2 && (config.get(JAVA_LONG, at + 16) & 1) != 0) {
        value = (config.get(JAVA_LONG, at + 8) & 1) != 0;
      }
    }
    boolean openDrain = (flags & OPEN_DRAIN) != 0;
    listener.accept(value ? openDrain ? ResetLine.RELEASED : ResetLine.HIGH : ResetLine.LOW);
    return 0;
  }
}
