package io.github.spwf04.virtual.pins;

import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.options.WireOptions;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The SPI pins of a module: a byte goes in and one comes out with every {@link #clock}; chip-select
 * edges frame nothing inside a packet (field-facts A.2), the module counts bytes. The bus side
 * clocks, the firmware side queues packets; both may do so at once.
 */
public final class SpiSlave {
  private static final int SYNC = 0x02;

  /** What MISO shows while there is nothing to say: the line idles low (field-facts A.3). */
  private static final int IDLE_ANSWER = 0x00;

  private record Packet(byte[] bytes, boolean event) {}

  /** Bytes that a command waits for. */
  private static final class DataPhase {
    private final int length;
    private final Consumer<byte[]> taken;
    private boolean syncDue;

    /** Grows as data comes: a length alone must not cost memory. */
    private byte[] bytes;

    private int filled;

    private DataPhase(int length, boolean syncDue, Consumer<byte[]> taken) {
      this.length = length;
      this.taken = taken;
      this.syncDue = syncDue;
      this.bytes = new byte[Math.min(length, 4096)];
    }

    private boolean begun() {
      return filled > 0;
    }

    /** Takes a byte; whether it was the last. */
    private boolean take(int mosi) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
      }
      bytes[filled++] = (byte) mosi;
      return filled == length;
    }
  }

  private final WireOptions options;
  private final Consumer<HostCommand> commands;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition irqChanged = lock.newCondition();

  private final ArrayDeque<Packet> queue = new ArrayDeque<>();
  private int queuedEvents;
  private int generation;

  private byte @Nullable [] sending;
  private int sent;
  private int junkLeft;

  private final CommandParser parser = new CommandParser();
  private boolean loseNext;

  /** The data phase that the module is in, or null: all there is to know of it ends with it. */
  private @Nullable DataPhase data;

  private boolean deafUntilSelected;

  private final List<Consumer<Boolean>> irqListeners = new CopyOnWriteArrayList<>();
  private boolean irq;
  private long bytes;
  private long packets;
  private long taken;
  private long dropped;
  private long lost;
  private long collisions;
  private long droppedEvents;

  public SpiSlave(WireOptions options, Consumer<HostCommand> commands) {
    this.options = options;
    this.commands = commands;
  }

  // The bus side.

  /** Chip select goes low. */
  public void select() {
    lock.lock();
    try {
      // What comes in the same window as the tail of a packet was sent before the host knew of it.
      if (sending == null) {
        deafUntilSelected = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Clocks one byte, full duplex.
   *
   * @param mosi what the host sends, 0 to 255
   * @return what the module sends, 0 to 255
   */
  public int clock(int mosi) {
    lock.lock();
    try {
      return exchange(mosi & 0xFF);
    } finally {
      lock.unlock();
    }
  }

  /**
   * One chip-select window; the shape of {@link io.github.spwf04.transport.SpiBus#transfer}. Makes
   * no object but those of a command it completes.
   */
  public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    lock.lock();
    try {
      select();
      for (int i = 0; i < length; i++) {
        int miso = exchange(out == null ? 0 : out.readUnsignedByte());
        if (in != null) {
          in.writeByte(miso);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the IRQ line is low. */
  public boolean irqAsserted() {
    lock.lock();
    try {
      return irq;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a level of the IRQ line by the machine's time, or for {@code ended} to become true,
   * which must be followed by {@link #wake}.
   *
   * @return whether the line has that level
   */
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended)
      throws InterruptedException {
    return awaitIrq(asserted, timeout, ended, Time.SYSTEM);
  }

  /** As {@link #awaitIrq(boolean, Duration, BooleanSupplier)}, by the time of whoever waits. */
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended, Time time)
      throws InterruptedException {
    long deadline = time.deadline(timeout);
    lock.lockInterruptibly();
    try {
      while (irq != asserted && !ended.getAsBoolean()) {
        if (time.nanoTime() - deadline >= 0) {
          return false;
        }
        time.await(lock, irqChanged, deadline);
      }
      return irq == asserted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls {@code listener} now and at every edge of the IRQ line, with whether it is low. No edge
   * is lost; the listener holds up the wire and must not call it.
   *
   * @return what ends it
   */
  public Runnable onIrq(Consumer<Boolean> listener) {
    lock.lock();
    try {
      irqListeners.add(listener);
      listener.accept(irq);
    } finally {
      lock.unlock();
    }
    return () -> irqListeners.remove(listener);
  }

  /** Makes those who wait for the IRQ line look again. */
  public void wake() {
    lock.lock();
    try {
      irqChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What went over the wire so far. */
  public WireCounters counters() {
    lock.lock();
    try {
      return new WireCounters(
          bytes,
          packets,
          taken,
          dropped + parser.dropped(),
          lost,
          collisions,
          parser.ignored(),
          droppedEvents);
    } finally {
      lock.unlock();
    }
  }

  // The firmware side.

  /**
   * Forgets packets, half a command and a data phase; what an older generation queues from now on
   * is ignored.
   *
   * @param keepPackets whether what is queued still goes out (a soft reset behind its OK)
   * @param then called with the new generation before any later command is handed on
   */
  public void restart(boolean keepPackets, IntConsumer then) {
    lock.lock();
    try {
      generation++;
      if (!keepPackets) {
        queue.clear();
        queuedEvents = 0;
        sending = null;
      }
      parser.forget();
      data = null;
      // A packet that is still on its way out goes on holding what the host clocks meanwhile.
      deafUntilSelected = sending != null;
      updateIrq();
      then.accept(generation);
    } finally {
      lock.unlock();
    }
  }

  /** Queues a packet; an event only while there is room for it. */
  public void send(int generation, byte[] packet, boolean event) {
    lock.lock();
    try {
      if (generation != this.generation) {
        return;
      }
      if (event && queuedEvents >= options.eventQueue()) {
        droppedEvents++;
        return;
      }
      if (event) {
        queuedEvents++;
      }
      if (options.lostWriteOnCollision() && !parser.idle()) {
        lost++;
        parser.forget();
      }
      queue.add(new Packet(packet, event));
      updateIrq();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a data phase: IRQ goes low, and the bytes are handed on when all have come. */
  public void wantData(int generation, int length, Consumer<byte[]> taken) {
    lock.lock();
    try {
      if (generation != this.generation) {
        return;
      }
      data = new DataPhase(length, options.dataSync(), taken);
      updateIrq();
    } finally {
      lock.unlock();
    }
  }

  /** The next command that comes in whole vanishes (field-facts A.6, the lost write). */
  public void loseNextCommand() {
    lock.lock();
    try {
      loseNext = true;
    } finally {
      lock.unlock();
    }
  }

  // One byte.

  private int exchange(int mosi) {
    bytes++;
    if (sending == null && parser.idle() && (data == null || !data.begun()) && !queue.isEmpty()) {
      start(mosi);
    }
    if (sending != null) {
      return shiftOut(sending);
    }
    if (deafUntilSelected) {
      return IDLE_ANSWER;
    }
    if (data != null && parser.idle()) {
      return takeData(data, mosi);
    }
    receive(mosi);
    return IDLE_ANSWER;
  }

  /** Commits to the next packet: until it is out, what the host clocks does not matter. */
  private void start(int mosi) {
    Packet packet = queue.remove();
    if (packet.event()) {
      queuedEvents--;
    }
    sending = packet.bytes();
    sent = 0;
    junkLeft = options.junkBeforeSync();
    if (mosi == SYNC) {
      collisions++;
    }
    // Command or data, what the host has begun to clock is lost to the end of its window.
    deafUntilSelected = true;
  }

  private int shiftOut(byte[] packet) {
    if (junkLeft > 0) {
      junkLeft--;
      return options.junkValue();
    }
    int miso = packet[sent++] & 0xFF;
    if (sent == packet.length) {
      sending = null;
      packets++;
    }
    updateIrq();
    return miso;
  }

  private int takeData(DataPhase phase, int mosi) {
    if (phase.syncDue) {
      phase.syncDue = false;
      return SYNC;
    }
    if (phase.take(mosi)) {
      data = null;
      updateIrq();
      phase.taken.accept(phase.bytes);
    }
    return IDLE_ANSWER;
  }

  private void receive(int mosi) {
    HostCommand command = parser.take(mosi);
    if (command == null) {
      return;
    }
    if (loseNext) {
      loseNext = false;
      lost++;
    } else {
      taken++;
      commands.accept(command);
    }
  }

  /** Counts a command whose length field its row contradicts. */
  public void dropped() {
    lock.lock();
    try {
      dropped++;
    } finally {
      lock.unlock();
    }
  }

  /** Counts a command that came while the firmware slept or stood. */
  public void unheard() {
    lock.lock();
    try {
      lost++;
    } finally {
      lock.unlock();
    }
  }

  private void updateIrq() {
    boolean now = !queue.isEmpty() || data != null || sending != null && sent < irqEnd(sending);
    if (now != irq) {
      irq = now;
      irqChanged.signalAll();
      irqListeners.forEach(listener -> listener.accept(now));
    }
  }

  /** How many bytes of a packet are clocked when the line rises, the queue being empty. */
  private int irqEnd(byte[] packet) {
    return switch (options.irqRise()) {
      case FIRST_BYTE -> 1;
      case LAST_BYTE -> packet.length - 1;
    };
  }
}
