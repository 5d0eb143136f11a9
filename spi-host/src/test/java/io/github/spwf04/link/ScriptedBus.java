package io.github.spwf04.link;

import io.github.spwf04.time.Time;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A slave that follows a script to the byte. It knows nothing of packets: the tests say which bytes
 * go which way, and in which order.
 */
public final class ScriptedBus implements SpiBus {
  private sealed interface Step {
    /** The host sends exactly these; filler before the first of them is a read in vain. */
    record Hear(byte[] bytes) implements Step {}

    /** The module sends these. */
    record Say(byte[] bytes, boolean announced) implements Step {}

    /** The module takes these in a data phase, the IRQ line low. */
    record Take(byte[] bytes) implements Step {}

    /** Nothing happens until the test goes on. */
    record Pause() implements Step {}

    /** Every call fails. */
    record Fail() implements Step {}

    /** Nothing happens until the reset line is pulled. */
    record AtReset() implements Step {}
  }

  private static final HexFormat HEX = HexFormat.of();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final List<String> faults = new ArrayList<>();
  private final int maxTransfer;
  private final Time time;
  private int position;
  private boolean closed;
  private int resets;

  public ScriptedBus() {
    this(4096);
  }

  public ScriptedBus(int maxTransfer) {
    this(maxTransfer, Time.SYSTEM);
  }

  /** A bus whose waits for the IRQ line end by a time of the test's. */
  public ScriptedBus(Time time) {
    this(4096, time);
  }

  private ScriptedBus(int maxTransfer, Time time) {
    this.maxTransfer = maxTransfer;
    this.time = time;
  }

  public ScriptedBus hear(String hex) {
    return add(new Step.Hear(bytes(hex)));
  }

  public ScriptedBus say(String hex) {
    return add(new Step.Say(bytes(hex), true));
  }

  /** As {@link #say}, but the IRQ line falls only with the first byte the host clocks. */
  public ScriptedBus sayAtFirstClock(String hex) {
    return add(new Step.Say(bytes(hex), false));
  }

  public ScriptedBus take(String hex) {
    return add(new Step.Take(bytes(hex)));
  }

  public ScriptedBus pause() {
    return add(new Step.Pause());
  }

  public ScriptedBus atReset() {
    return add(new Step.AtReset());
  }

  public ScriptedBus fail() {
    return add(new Step.Fail());
  }

  /** Goes on behind the pause the script stands at, once it stands at one. */
  public void goOn() throws InterruptedException {
    lock.lock();
    try {
      awaitStep(Step.Pause.class);
      steps.removeFirst();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the script stands at a pause. */
  public void awaitPause() throws InterruptedException {
    lock.lock();
    try {
      awaitStep(Step.Pause.class);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the failure out of the script. */
  public void repair() throws InterruptedException {
    lock.lock();
    try {
      awaitStep(Step.Fail.class);
      steps.removeFirst();
      position = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the script has come to its end. */
  public void awaitEnd() throws InterruptedException {
    lock.lock();
    try {
      awaitStep(null);
    } finally {
      lock.unlock();
    }
  }

  /** What went otherwise than the script says. */
  public List<String> faults() {
    lock.lock();
    try {
      List<String> all = new ArrayList<>(faults);
      steps.forEach(step -> all.add("not reached: " + step));
      return all;
    } finally {
      lock.unlock();
    }
  }

  public int resets() {
    return resets;
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("closed");
      }
      if (length < 1 || length > maxTransfer) {
        faults.add("transfer of " + length);
      }
      for (int i = 0; i < length; i++) {
        int back = clock(out == null ? 0 : out.readByte() & 0xFF);
        if (in != null) {
          in.writeByte(back);
        }
      }
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  @Override
  public boolean irqAsserted() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("closed");
      }
      return switch (steps.peekFirst()) {
        case Step.Say say -> say.announced || position > 0;
        case Step.Take _ -> true;
        case Step.Fail _ -> throw new IOException("no such device");
        case null, default -> false;
      };
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    long deadline = time.deadline(timeout);
    lock.lockInterruptibly();
    try {
      while (irqAsserted() != asserted) {
        if (!time.until(deadline).isPositive()) {
          return false;
        }
        time.await(lock, changed, deadline);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void reset() {
    lock.lock();
    try {
      resets++;
      if (steps.peekFirst() instanceof Step.AtReset) {
        steps.removeFirst();
      } else {
        faults.add("reset at " + steps.peekFirst());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SpiBusInfo info() {
    return new SpiBusInfo("scripted", 0, maxTransfer);
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
  }

  private int clock(int mosi) throws IOException {
    switch (steps.peekFirst()) {
      case Step.Say say -> {
        return advance(say.bytes, say.bytes[position] & 0xFF);
      }
      case Step.Hear hear -> {
        if (position > 0 || !isFiller(mosi)) {
          expect(hear.bytes, mosi);
        }
      }
      case Step.Take take -> expect(take.bytes, mosi);
      case Step.Fail _ -> throw new IOException("no such device");
      case null, default -> {
        if (!isFiller(mosi)) {
          faults.add("unexpected " + HEX.toHexDigits((byte) mosi));
        }
      }
    }
    return 0;
  }

  /** What begins no command. */
  private static boolean isFiller(int mosi) {
    return mosi == 0 || mosi == 0xFF;
  }

  private void expect(byte[] bytes, int mosi) {
    if ((bytes[position] & 0xFF) != mosi) {
      faults.add("byte %d of %s was %02x".formatted(position, ByteBufUtil.hexDump(bytes), mosi));
    }
    advance(bytes, 0);
  }

  private int advance(byte[] bytes, int result) {
    if (++position == bytes.length) {
      position = 0;
      steps.removeFirst();
    }
    return result;
  }

  private ScriptedBus add(Step step) {
    lock.lock();
    try {
      steps.addLast(step);
      changed.signalAll();
      return this;
    } finally {
      lock.unlock();
    }
  }

  private void awaitStep(@Nullable Class<? extends Step> kind) throws InterruptedException {
    long left = Duration.ofSeconds(10).toNanos();
    while (kind == null ? !steps.isEmpty() : !kind.isInstance(steps.peekFirst())) {
      if (left <= 0) {
        throw new AssertionError("the script stands at " + steps.peekFirst() + ", " + faults);
      }
      left = changed.awaitNanos(left);
    }
  }

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex.replace(" ", ""));
  }
}
