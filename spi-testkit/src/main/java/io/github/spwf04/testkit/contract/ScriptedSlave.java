package io.github.spwf04.testkit.contract;

import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A slave that answers what it is told to, and remembers what it was sent. It knows nothing of
 * packets. The wires' side is {@link SlavePins} and, for buses that see the reset line itself,
 * {@link #resetLine}; the rest is for the test. Thread-safe.
 */
public final class ScriptedSlave implements SlavePins {
  /** What a host does to the reset line. */
  public enum ResetLine {
    /** Pulled to low. */
    LOW,
    /** Let go: the module's own pull-up decides. */
    RELEASED,
    /** Driven to high, which no bus may do (field-facts A.7). */
    HIGH
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition irqChanged = lock.newCondition();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<Integer> windows = new ArrayList<>();
  private final List<ResetLine> resetLine = new ArrayList<>();
  private byte[] answers = {};
  private int answered;
  private boolean irq;
  private Consumer<Boolean> irqListener = _ -> {};

  /** Answers 0x00, the IRQ line high. */
  public ScriptedSlave() {}

  // The test's side.

  /** What the next clocks bring, one byte each; behind them comes 0x00. */
  public void answer(byte... bytes) {
    lock.lock();
    try {
      answers = bytes.clone();
      answered = 0;
    } finally {
      lock.unlock();
    }
  }

  /** The bytes that were clocked in, in order. */
  public byte[] received() {
    lock.lock();
    try {
      return received.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** The lengths of the chip-select windows, in order. */
  public List<Integer> windows() {
    lock.lock();
    try {
      return List.copyOf(windows);
    } finally {
      lock.unlock();
    }
  }

  /** What was done to the reset line, in order. */
  public List<ResetLine> resetHistory() {
    lock.lock();
    try {
      return List.copyOf(resetLine);
    } finally {
      lock.unlock();
    }
  }

  /** Sets the IRQ line: true is low. */
  public void irq(boolean asserted) {
    lock.lock();
    try {
      if (asserted != irq) {
        irq = asserted;
        irqChanged.signalAll();
        irqListener.accept(asserted);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whom to tell of every edge of the IRQ line, in order, true for one to low. */
  public void onIrq(Consumer<Boolean> listener) {
    lock.lock();
    try {
      irqListener = listener;
    } finally {
      lock.unlock();
    }
  }

  // The wires' side.

  @Override
  public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    lock.lock();
    try {
      windows.add(length);
      for (int i = 0; i < length; i++) {
        received.write(out == null ? 0 : out.readByte());
        byte answer = answered < answers.length ? answers[answered++] : 0;
        if (in != null) {
          in.writeByte(answer);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean irqAsserted() {
    lock.lock();
    try {
      return irq;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended)
      throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (irq != asserted && !ended.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = irqChanged.awaitNanos(left);
      }
      return irq == asserted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      irqChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void reset() {
    resetLine(ResetLine.LOW);
    resetLine(ResetLine.RELEASED);
  }

  /** The host did something to the reset line. */
  public void resetLine(ResetLine level) {
    lock.lock();
    try {
      resetLine.add(level);
    } finally {
      lock.unlock();
    }
  }
}
