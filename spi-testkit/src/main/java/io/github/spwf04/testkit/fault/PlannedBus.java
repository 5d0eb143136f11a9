package io.github.spwf04.testkit.fault;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.VirtualModule;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a {@link FaultPlan} between a host and a virtual module. What lasts some time does so
 * by the {@link Time} it is given. Nothing goes wrong before {@link #begin} and behind {@link
 * #end}, which any thread may call.
 */
public final class PlannedBus extends ForwardingBus {
  private final FaultBus bytes;
  private final VirtualModule module;
  private final Time time;
  private final SpiBusInfo info;
  private final Monitor monitor;

  private final ArrayDeque<Fault> coming = new ArrayDeque<>();
  private final Map<FaultWord, Integer> struck = new EnumMap<>(FaultWord.class);
  private long transfers;
  private int resets;
  private int falseWakes;
  private int earlyLooks;

  /** Until when on the time; what has never begun ended when this was made. */
  private long deafUntil;

  private long stuckUntil;
  private boolean stuckLow;
  private boolean closed;

  /**
   * @param bus the bus to break, closed with this one
   * @param module what is at its other end
   * @param time by which faults last, and waits for the line end that a fault holds up
   * @param name what it is called
   */
  public PlannedBus(SpiBus bus, VirtualModule module, Time time, String name) {
    this(new FaultBus(bus), module, time, name);
  }

  private PlannedBus(FaultBus bytes, VirtualModule module, Time time, String name) {
    super(bytes);
    this.bytes = bytes;
    this.module = module;
    this.time = time;
    this.info = new SpiBusInfo(name, bytes.info().clockHz(), bytes.info().maxTransfer());
    this.monitor = new Monitor(time);
    this.deafUntil = time.nanoTime();
    this.stuckUntil = deafUntil;
  }

  /** Transfers are counted from 0 again, and things go wrong as planned. */
  public void begin(FaultPlan plan) {
    monitor.lock();
    try {
      coming.clear();
      coming.addAll(plan.faults());
      transfers = 0;
    } finally {
      monitor.unlock();
    }
  }

  /** Nothing goes wrong any more, and what did has an end. */
  public void end() {
    monitor.lock();
    try {
      coming.clear();
      falseWakes = 0;
      earlyLooks = 0;
      deafUntil = time.nanoTime();
      stuckUntil = deafUntil;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /** How often each word has struck. */
  public Map<FaultWord, Integer> struck() {
    monitor.lock();
    try {
      return new EnumMap<>(struck);
    } finally {
      monitor.unlock();
    }
  }

  /** Transfers since the plan began. */
  public long transfers() {
    monitor.lock();
    try {
      return transfers;
    } finally {
      monitor.unlock();
    }
  }

  /** How often the module was reset from here, by the plan or by the host with its reset line. */
  public int resets() {
    monitor.lock();
    try {
      return resets;
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    List<Fault> due = due();
    if (due.isEmpty()) {
      super.transfer(out, in, length);
      return;
    }
    int done = 0;
    for (Fault fault : due) {
      int place = Math.min(fault.amount(), length);
      switch (fault.word()) {
        case EIO_BEFORE -> throw failed(fault);
        case EIO_WITHIN -> {
          clock(out, null, Math.max(0, Math.min(place, length - 1) - done));
          throw failed(fault);
        }
        case EIO_BEHIND -> {
          clock(out, null, length - done);
          throw failed(fault);
        }
        case HARDWARE_RESET, WATCHDOG, POWER_CYCLE -> {
          int first = Math.max(0, place - done);
          clock(out, in, first);
          done += first;
          reset(fault.word());
        }
        case SLOW_REPLY -> module.stallNextReply(Duration.ofMillis(fault.amount()));
        case FLIP_OUT -> bytes.mosi(byteAt(place, done, length), FaultBus.FLIP);
        case FLIP_IN -> bytes.miso(byteAt(place, done, length), FaultBus.FLIP);
        case DROP -> bytes.drop(byteAt(place, done, length));
        case WAKE_DROPPED, FALSE_WAKE, LOW_EARLY, STUCK_LOW, STUCK_HIGH -> {}
      }
    }
    clock(out, in, length - done);
    due.forEach(this::holdLine);
  }

  /** What strikes this transfer, in the order in which it strikes. */
  private List<Fault> due() {
    monitor.lock();
    try {
      long transfer = transfers++;
      if (coming.isEmpty() || coming.element().transfer() > transfer) {
        return List.of();
      }
      List<Fault> due = new ArrayList<>();
      while (!coming.isEmpty() && coming.element().transfer() <= transfer) {
        Fault fault = coming.remove();
        struck.merge(fault.word(), 1, Integer::sum);
        due.add(fault);
      }
      return due;
    } finally {
      monitor.unlock();
    }
  }

  private long byteAt(int place, int done, int length) {
    return bytes.bytes() + Math.max(0, Math.min(place, length - 1) - done);
  }

  private void clock(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    if (length > 0) {
      super.transfer(out, in, length);
    }
  }

  private void reset(FaultWord how) {
    monitor.lock();
    try {
      resets++;
    } finally {
      monitor.unlock();
    }
    switch (how) {
      case WATCHDOG -> module.faults().watchdog();
      case POWER_CYCLE -> module.powerCycle();
      default -> module.reset();
    }
  }

  private void holdLine(Fault fault) {
    monitor.lock();
    try {
      switch (fault.word()) {
        case FALSE_WAKE -> falseWakes += fault.amount();
        case LOW_EARLY -> earlyLooks += fault.amount();
        case WAKE_DROPPED -> deafUntil = time.deadline(Duration.ofMillis(fault.amount()));
        case STUCK_LOW, STUCK_HIGH -> {
          stuckLow = fault.word() == FaultWord.STUCK_LOW;
          stuckUntil = time.deadline(Duration.ofMillis(fault.amount()));
        }
        default -> {}
      }
    } finally {
      monitor.unlock();
    }
  }

  private static IOException failed(Fault fault) {
    return new IOException(fault + ": EIO");
  }

  @Override
  public boolean irqAsserted() throws IOException {
    monitor.lock();
    try {
      return stuck() ? stuckLow : super.irqAsserted() || early();
    } finally {
      monitor.unlock();
    }
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    long deadline = time.deadline(timeout);
    monitor.lockInterruptibly();
    try {
      while (true) {
        if (stuck()) {
          if (stuckLow == asserted) {
            return true;
          }
        } else if (asserted && !super.irqAsserted() && (early() || falseWake())) {
          return true;
        }
        if (!holdsUp(asserted)) {
          break;
        }
        long until = stuck() && stuckUntil - deafUntil > 0 ? stuckUntil : deafUntil;
        monitor.awaitUntil(
            () -> closed || !holdsUp(asserted), deadline - until < 0 ? deadline : until);
        if (closed) {
          throw new IOException(info.name() + " is closed");
        }
        if (holdsUp(asserted) && time.nanoTime() - deadline >= 0) {
          return false;
        }
      }
    } finally {
      monitor.unlock();
    }
    Duration left = time.until(deadline);
    return super.awaitIrq(asserted, left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether a fault keeps a wait from ending with the module's line. */
  private boolean holdsUp(boolean asserted) {
    return stuck() ? stuckLow != asserted : asserted && time.nanoTime() - deafUntil < 0;
  }

  private boolean stuck() {
    return time.nanoTime() - stuckUntil < 0;
  }

  private boolean early() {
    return earlyLooks > 0 && earlyLooks-- > 0;
  }

  private boolean falseWake() {
    return falseWakes > 0 && falseWakes-- > 0;
  }

  /** By the host; it is counted. */
  @Override
  public void reset() throws IOException, InterruptedException {
    monitor.lock();
    try {
      resets++;
    } finally {
      monitor.unlock();
    }
    super.reset();
  }

  @Override
  public SpiBusInfo info() {
    return info;
  }

  @Override
  public void close() {
    monitor.lock();
    try {
      closed = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
    super.close();
  }
}
