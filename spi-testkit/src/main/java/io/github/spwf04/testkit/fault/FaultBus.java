package io.github.spwf04.testkit.fault;

import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Breaks another bus as a test says, the same way every time. Bytes and transfers are counted from
 * 0 over the life of the bus; a script may be added to at any time, for what has not passed yet.
 */
public final class FaultBus extends ForwardingBus {
  /** Inverts all bits of a byte. */
  public static final IntUnaryOperator FLIP = value -> ~value & 0xFF;

  /** Turns a byte into 0x00. */
  public static final IntUnaryOperator ZERO = _ -> 0;

  private final Map<Long, IntUnaryOperator> mosi = new ConcurrentHashMap<>();
  private final Map<Long, IntUnaryOperator> miso = new ConcurrentHashMap<>();
  private final Set<Long> dropped = ConcurrentHashMap.newKeySet();
  private final Set<Long> failing = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Boolean stuckIrq;
  private boolean closed;
  private volatile long transfers;
  private volatile long bytes;

  public FaultBus(SpiBus bus) {
    super(bus);
  }

  /** Changes one byte on its way to the module. */
  public FaultBus mosi(long index, IntUnaryOperator change) {
    mosi.put(index, change);
    return this;
  }

  /** Changes one byte on its way to the host. */
  public FaultBus miso(long index, IntUnaryOperator change) {
    miso.put(index, change);
    return this;
  }

  /**
   * Swallows the clock of one byte: the module never sees it, the host reads 0x00 for it, and what
   * the module had to say comes with the next clock.
   */
  public FaultBus drop(long index) {
    dropped.add(index);
    return this;
  }

  /** Lets one transfer fail before a byte of it is clocked, as a device that answers EIO. */
  public FaultBus failTransfer(long transfer) {
    failing.add(transfer);
    return this;
  }

  /**
   * Holds the IRQ line for the host, whatever the module does.
   *
   * @param level true low, false high, null to let go of it; a wait that runs on the stuck line
   *     notices, one that runs on the module's does not
   */
  public FaultBus stickIrq(@Nullable Boolean level) {
    lock.lock();
    try {
      stuckIrq = level;
      changed.signalAll();
      return this;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Boolean stuckIrq() {
    lock.lock();
    try {
      return stuckIrq;
    } finally {
      lock.unlock();
    }
  }

  /** The number of the next transfer. */
  public long transfers() {
    return transfers;
  }

  /** The number of the next byte. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    long transfer = transfers;
    transfers = transfer + 1;
    if (failing.remove(transfer)) {
      throw new IOException("transfer " + transfer + " failed: EIO");
    }
    long first = bytes;
    bytes = first + length;
    if (mosi.isEmpty() && miso.isEmpty() && dropped.isEmpty()) {
      super.transfer(out, in, length);
      return;
    }
    ByteBuf sent = Unpooled.buffer(length);
    ByteBuf received = Unpooled.buffer(length);
    try {
      for (int i = 0; i < length; i++) {
        int value = out == null ? 0 : out.readUnsignedByte();
        if (!dropped.contains(first + i)) {
          sent.writeByte(change(mosi, first + i, value));
        }
      }
      if (sent.isReadable()) {
        super.transfer(sent, received, sent.readableBytes());
      }
      for (int i = 0; i < length; i++) {
        int value = dropped.remove(first + i) ? 0 : received.readUnsignedByte();
        int changed = change(miso, first + i, value);
        if (in != null) {
          in.writeByte(changed);
        }
      }
    } finally {
      sent.release();
      received.release();
    }
  }

  private static int change(Map<Long, IntUnaryOperator> script, long index, int value) {
    IntUnaryOperator change = script.remove(index);
    return change == null ? value : change.applyAsInt(value) & 0xFF;
  }

  @Override
  public boolean irqAsserted() throws IOException {
    Boolean stuck = stuckIrq();
    return stuck == null ? super.irqAsserted() : stuck;
  }

  /** With a stuck line that has the other level, waits the whole time for what cannot come. */
  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (stuckIrq != null && stuckIrq != asserted && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw new IOException(info().name() + " is closed");
      }
      if (stuckIrq != null) {
        return stuckIrq == asserted;
      }
    } finally {
      lock.unlock();
    }
    return super.awaitIrq(asserted, Duration.ofNanos(Math.max(0, left)));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    super.close();
  }
}
