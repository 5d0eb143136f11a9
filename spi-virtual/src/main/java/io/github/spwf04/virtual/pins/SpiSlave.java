package io.github.spwf04.virtual.pins;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.options.WireOptions;
import io.github.spwf04.virtual.runtime.Arguments;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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

  private record Packet(byte[] bytes, boolean event) {}

  private final WireOptions options;
  private final Consumer<HostCommand> commands;
  private final ReentrantLock lock = new ReentrantLock();
  private final IrqLine irq;

  private final ArrayDeque<Packet> queue = new ArrayDeque<>();
  private int queuedEvents;
  private int generation;

  private byte @Nullable [] sending;
  private int sent;
  private int junkLeft;

  private final CommandParser parser = new CommandParser();
  private boolean loseNext;

  /** The command whose data request, or refusal, must be the next that the host sees, or null. */
  private @Nullable HostCommand awaiting;

  /** Bytes that come ahead of the data phase though the line is low already. */
  private int earlyLeft;

  /** The data phase that the module is in, or null. */
  private @Nullable DataPhase data;

  private boolean deaf;
  private int lastByte;
  private long bytes;
  private long packets;
  private long taken;
  private long dropped;
  private long lost;
  private long collisions;
  private long droppedEvents;

  /**
   * @param timer runs a task later, once
   */
  public SpiSlave(
      WireOptions options, Consumer<HostCommand> commands, BiConsumer<Duration, Runnable> timer) {
    this.options = options;
    this.commands = commands;
    this.irq = new IrqLine(lock, timer);
    irqHigh(options.irqHigh() == null ? Duration.ZERO : options.irqHigh());
  }

  /** How long the IRQ line stays high at least behind the data of a command. */
  public void irqHigh(Duration atLeast) {
    irq.leastHigh(atLeast);
  }

  // The bus side.

  /** Chip select goes low. */
  public void select() {
    lock.lock();
    try {
      if (sending == null) {
        deaf = false;
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
      return irq.low();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a level of the IRQ line by the machine's time, or for {@code ended} to become true,
   * which must be followed by {@link #wake}.
   *
   * @return whether the line has that level, or was high for a moment when that was waited for
   */
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended)
      throws InterruptedException {
    return awaitIrq(asserted, timeout, ended, Time.SYSTEM);
  }

  /** As {@link #awaitIrq(boolean, Duration, BooleanSupplier)}, by the time of whoever waits. */
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier ended, Time time)
      throws InterruptedException {
    return irq.await(asserted, timeout, ended, time);
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
      return irq.onEdge(listener);
    } finally {
      lock.unlock();
    }
  }

  /** The timers are dropped: the IRQ line need not stay high any longer. */
  public void letIrqFall() {
    irq.letGo();
  }

  /** Makes those who wait for the IRQ line look again. */
  public void wake() {
    lock.lock();
    try {
      irq.wake();
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
        lastByte = 0;
      }
      parser.forget();
      awaiting = null;
      data = null;
      irq.letGo();
      // A packet that is still on its way out goes on holding what the host clocks meanwhile.
      deaf = sending != null && options.deafUntilSelected();
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
      } else {
        awaiting = null;
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
      awaiting = null;
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
    if (sending == null && parser.idle() && packetsMayGo() && !queue.isEmpty()) {
      start(mosi);
    }
    if (sending != null) {
      return shiftOut(sending);
    }
    if (deaf) {
      return idle();
    }
    if (earlyLeft > 0) {
      earlyLeft--;
    } else if (data != null && parser.idle()) {
      return takeData(data, mosi);
    }
    receive(mosi);
    return idle();
  }

  /** Whether neither data nor the request for them go first (field-facts I). */
  private boolean packetsMayGo() {
    return options.eventsBeforeData()
        ? data == null || !data.begun()
        : data == null && awaiting == null;
  }

  private int idle() {
    return switch (options.idleMiso()) {
      case LOW -> 0x00;
      case HIGH -> 0xFF;
      case LAST_BYTE -> lastByte;
    };
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
    deaf = options.deafUntilSelected();
  }

  private int shiftOut(byte[] packet) {
    if (junkLeft > 0) {
      junkLeft--;
      return options.junkValue();
    }
    int miso = packet[sent++] & 0xFF;
    if (sent == packet.length) {
      sending = null;
      lastByte = miso;
      packets++;
    }
    updateIrq();
    return miso;
  }

  private int takeData(DataPhase phase, int mosi) {
    if (phase.takeSync()) {
      return SYNC;
    }
    if (phase.take(mosi)) {
      data = null;
      // Whoever watches the line sees the data taken, though packets may pull it again at once.
      irq.rise();
      updateIrq();
      phase.handOn();
    }
    return idle();
  }

  private void receive(int mosi) {
    HostCommand command = parser.take(mosi);
    if (command != null) {
      if (loseNext) {
        loseNext = false;
        lost++;
      } else {
        taken++;
        expectData(command);
        commands.accept(command);
      }
    }
    updateIrq();
  }

  private void expectData(HostCommand received) {
    Command command = Command.byId(received.id());
    if (data == null
        && command != null
        && !received.oversize()
        && Arguments.awaitsData(command, received.parameters())) {
      awaiting = received;
      earlyLeft = options.earlyDataIrq();
    }
  }

  /** No data phase comes of this command any more, if one was to come. */
  public void noData(HostCommand command) {
    lock.lock();
    try {
      if (awaiting == command) {
        awaiting = null;
        updateIrq();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts a command whose length field its row contradicts. */
  public void dropped(HostCommand command) {
    lock.lock();
    try {
      dropped++;
      noData(command);
    } finally {
      lock.unlock();
    }
  }

  /** Counts a command that came while the firmware slept or stood. */
  public void unheard(HostCommand command) {
    lock.lock();
    try {
      lost++;
      noData(command);
    } finally {
      lock.unlock();
    }
  }

  private void updateIrq() {
    boolean packetWaits =
        !queue.isEmpty() && (options.eventsBeforeData() || parser.idle() && packetsMayGo());
    boolean early = awaiting != null && options.earlyDataIrq() > 0;
    boolean inPacket = sending != null && sent < irqEnd(sending);
    irq.set(packetWaits || early || data != null || inPacket);
  }

  /** How many bytes of a packet are clocked when the line rises, the queue being empty. */
  private int irqEnd(byte[] packet) {
    return switch (options.irqRise()) {
      case FIRST_BYTE -> 1;
      case LAST_BYTE -> packet.length - 1;
    };
  }
}
