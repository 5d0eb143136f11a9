package io.github.spwf04.link;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole packets over a bus. One owner thread makes all calls. Long because neither direction
 * stands alone: a write may meet a packet, and what is read may tell how a write went.
 *
 * <p>Both sides may start at the same time, and nothing but the first bytes that come back tell the
 * host so (field-facts A.6): one, and as many more as the module puts junk before its packets. A
 * write therefore clocks one byte, then few, looks at what came back, and goes on freely only when
 * no packet of the module can be on its way; otherwise that packet is read to its end and handed
 * out, and the write has not happened. Sending the whole command in one transfer would save a
 * system call and lose the cure: a module that ignores the first bytes of a command because it is
 * sending starts to listen in the middle of it, at the first 0x02 among the parameters.
 */
public final class Link {
  /**
   * Junk that is clocked in search of a sync byte whatever the IRQ line says: the line may rise
   * with the first byte of a packet, so its level does not end the search (field-facts A.3, A.4).
   */
  static final int SEARCH_BLIND = 64;

  /** Junk after which the search ends although the line still asks to be read. */
  static final int SEARCH_LIMIT = 8 * 1024;

  /** More than a command that was cut off can lack: a parameter, and the lengths of all others. */
  private static final int LONGEST_REST = 512;

  /**
   * How long the module is given to release the IRQ line once it has its data (field-facts A.4).
   * The line may fall again for the reply before anybody looks, so missing it is no error.
   */
  private static final Duration DATA_TAKEN = Duration.ofMillis(5);

  private final SpiBus bus;
  private final ByteBufAllocator allocator;
  private final int maxTransfer;
  private final LinkCounters counters;

  /** The start of a packet that came in during a write or behind another packet, or null. */
  private @Nullable ByteBuf rest;

  /** The last byte that came in, or -1 when nobody looked: an idle line may hold it. */
  private int lastIn = -1;

  /** What the line showed while the module took the last command, or -1 before the first. */
  private int idle = -1;

  /** The most junk that has come before a sync byte; a module has its way with it. */
  private int longestJunk;

  /** Bytes of a packet that are still to come, although nobody wants them any more. */
  private int tail;

  public Link(SpiBus bus, ByteBufAllocator allocator, LinkCounters counters) {
    this.bus = bus;
    this.allocator = allocator;
    this.maxTransfer = bus.info().maxTransfer();
    this.counters = counters;
  }

  /** Whether the module has something to say. */
  public boolean pending() throws IOException {
    return rest != null || bus.irqAsserted();
  }

  /**
   * Waits until the module has something to say, or wants data.
   *
   * @return whether it has
   */
  public boolean awaitPending(Duration timeout) throws IOException, InterruptedException {
    return rest != null || bus.awaitIrq(true, timeout);
  }

  /**
   * Reads one packet, by its length.
   *
   * @return the whole packet, which the caller releases, or null when there was only junk
   */
  public @Nullable ByteBuf read() throws IOException {
    ByteBuf start = rest;
    rest = null;
    return complete(start != null ? start : allocator.buffer(64));
  }

  /**
   * Reads one packet of the reply to a command with data, or sends the data; called when the IRQ
   * line is low, which asks for the data or announces a packet, and only then.
   *
   * @return the whole packet, which the caller releases, or null: the data have gone now
   * @throws IOException when the bus fails, or the module is somewhere else in the data than the
   *     host; the phase is open then
   */
  public @Nullable ByteBuf read(DataPhase phase) throws IOException, InterruptedException {
    boolean unheard = false;
    if (rest == null) {
      switch (phase.stage) {
        case DUE -> {
          if (send(phase)) {
            return null;
          }
        }
        case SENT -> unheard = seekReply(phase);
        case OVER -> {}
      }
    }
    ByteBuf packet = read();
    if (packet != null) {
      int at = packet.readerIndex();
      if (ModulePacketCodec.kind(packet, at) == EventKind.REPLY.number()) {
        phase.stage = DataPhase.Stage.OVER;
        if (!phase.sent
            && ModulePacketCodec.endsReply(packet, at)
            && ModulePacketCodec.indication(packet, at) == ModulePacketCodec.OK) {
          packet.release();
          throw new IOException("the module has taken other bytes for the data");
        }
      } else if (unheard) {
        phase.stage = DataPhase.Stage.DUE;
        phase.sent = false;
      } else if (phase.stage == DataPhase.Stage.SENT && !phase.taken) {
        phase.taken = bus.awaitIrq(false, DATA_TAKEN);
      }
    }
    return packet;
  }

  /**
   * Sends a command packet, full duplex. Leaves its indices alone, so that it can be sent again.
   *
   * @return whether it was sent; if not, the module has not heard the command, but has begun a
   *     packet of its own, which {@link #read} gives
   */
  public boolean write(ByteBuf command) throws IOException {
    ByteBuf out = command.duplicate();
    ByteBuf back = allocator.buffer(Math.max(64, out.readableBytes()));
    boolean collided = false;
    try {
      boolean told = !isIdle(ModulePacketCodec.SYNC, lastIn);
      collided = begin(out, back, false);
      if (!collided && out.isReadable()) {
        clock(out, back, out.readableBytes());
        // Junk longer than any before: what had gone by then was not heard.
        back.readerIndex(0);
        skipJunk(back, false);
        collided = back.readableBytes() > (told ? 0 : 1);
      }
      idle = collided ? idle : lastIn;
    } finally {
      keepOrRelease(back, collided);
    }
    if (collided) {
      counters.collisions++;
    } else {
      counters.packetsOut++;
    }
    return !collided;
  }

  /**
   * Sends the first bytes of a command or of data, few at a time, until the module must be
   * listening: a packet of its own would have shown by then. Of five bytes at a time the module
   * hears none while it sends one, for no packet is shorter, and it hears again behind its last
   * byte, be it in the same chip-select window (field-facts A.2).
   *
   * @return whether a packet is in the way; the reader index of {@code back} is at its sync byte
   *     then
   */
  private boolean begin(ByteBuf out, ByteBuf back, boolean data) throws IOException {
    // Where the idle line may show a sync byte, one tells nothing.
    int before = lastIn;
    boolean told = !isIdle(ModulePacketCodec.SYNC, before);
    int start = out.readerIndex();
    clock(out, back, 1);
    boolean first = back.getByte(0) == ModulePacketCodec.SYNC && told;
    if (first && !data) {
      return true;
    }
    if (first) {
      // A packet, or the lone sync that some firmware puts before the data (field-facts A.5): the
      // next byte tells. It is clocked with the first byte of the data, sent once more: a module
      // that sends a packet does not hear it, one that has sent its sync waits for it.
      out.readerIndex(start);
      clock(out, back, 1);
      int second = back.getUnsignedByte(1);
      return ModulePacketCodec.plausible(second)
          && !(isIdle(second, before) && idles(out, back, second));
    }
    while (true) {
      back.readerIndex(0);
      skipJunk(back, true);
      int at = back.readerIndex();
      if (at > longestJunk) {
        return false;
      }
      if (back.readableBytes() > 1) {
        return true;
      }
      boolean sync = back.isReadable() && !isIdle(back.getUnsignedByte(at), before);
      if (out.isReadable()) {
        clock(out, back, Math.min(step(back), out.readableBytes()));
      } else if (sync) {
        // All is gone, and its last byte met the beginning of a packet: one more tells.
        clock(null, back, 1);
      } else {
        return false;
      }
    }
  }

  /**
   * How many bytes may be clocked in search of a sync byte, so that the search ends within the
   * packet it begins.
   *
   * @param back what has come so far, the reader index at a last byte that may be a sync
   */
  private static int step(ByteBuf back) {
    return back.isReadable() ? 1 : ModulePacketCodec.HEADER_LENGTH;
  }

  /**
   * Clocks the rest of what would be a header with the next data: no header has the same value four
   * times behind its sync byte, an idle line may.
   */
  private boolean idles(ByteBuf out, ByteBuf back, int value) throws IOException {
    boolean same = true;
    // Behind the data may be the reply, which would tell the wrong thing.
    while (same && out.isReadable() && back.writerIndex() < ModulePacketCodec.HEADER_LENGTH) {
      clock(out, back, 1);
      same = lastIn == value;
    }
    return same;
  }

  /**
   * Whether the line may show that value while the module has nothing to say.
   *
   * @param before the last byte that came in before this write
   */
  private boolean isIdle(int value, int before) {
    return value == before || value == idle;
  }

  /**
   * Sends the data.
   *
   * @return whether they have gone; otherwise none was heard, and a packet is in the way
   */
  private boolean send(DataPhase phase) throws IOException, InterruptedException {
    ByteBuf out = phase.bytes();
    ByteBuf back = allocator.buffer(64);
    boolean collided = false;
    try {
      collided = begin(out, back, true);
      while (!collided && out.isReadable()) {
        clock(out, null, Math.min(maxTransfer, out.readableBytes()));
      }
    } finally {
      keepOrRelease(back, collided);
    }
    if (collided) {
      counters.collisions++;
      return false;
    }
    counters.dataOut += phase.length();
    phase.stage = DataPhase.Stage.SENT;
    phase.sent = true;
    phase.taken = bus.awaitIrq(false, DATA_TAKEN);
    return true;
  }

  /**
   * Looks for a packet behind the data, without a risk for a module that still waits for all of
   * them, because the line had been low for nothing: it gets them from their start, and no packet
   * that begins before their end can come of that.
   *
   * @return whether none of the data was heard: they are so few that all of them were clocked into
   *     the junk before this packet
   * @throws IOException when none begins where it must
   */
  private boolean seekReply(DataPhase phase) throws IOException {
    int length = phase.length();
    // A bus that fails from here on leaves open what was clocked, and to whom.
    boolean taken = phase.taken;
    phase.taken = false;
    int last = taken ? Math.max(longestJunk, Math.min(length - 1, SEARCH_BLIND)) : longestJunk;
    ByteBuf out = allocator.buffer(ModulePacketCodec.HEADER_LENGTH);
    ByteBuf back = allocator.buffer(64);
    boolean found = false;
    try {
      do {
        // One that was not seen to have all of them gets no more than the search takes.
        int step = taken ? step(back) : 1;
        phase.again(out.clear(), back.writerIndex(), step, length <= longestJunk);
        clock(out, back, out.readableBytes());
        back.readerIndex(0);
        skipJunk(back, true);
        found = back.readableBytes() > 1 && back.readerIndex() <= last;
      } while (!found && back.readerIndex() <= last);
      if (!found) {
        throw new IOException(
            "the module does not answer behind the "
                + length
                + " bytes of data: it may have missed some of them");
      }
      phase.taken = taken;
      return !taken && length + back.readerIndex() <= longestJunk;
    } finally {
      out.release();
      keepOrRelease(back, found);
    }
  }

  private void keepOrRelease(ByteBuf back, boolean kept) {
    if (kept) {
      learn(back.readerIndex());
      rest = back;
    } else {
      back.release();
    }
  }

  /**
   * Clocks 0xFF and zeros where no data can be wanted; they are nothing to a module that listens. A
   * command of which it has heard a part ends with them, and none in an omitted parameter that was
   * not: where the length of a parameter is due, 0xFF is more than the command has left.
   *
   * @param packets takes what the module has to say meanwhile, and releases it
   */
  public void flush(Consumer<ByteBuf> packets) throws IOException {
    int habit = longestJunk;
    ByteBuf first = allocator.buffer(1).writeByte(0xFF);
    ByteBuf back = allocator.buffer(64);
    boolean packetBegun = false;
    try {
      clock(first, back, 1);
      packetBegun = back.getByte(0) == ModulePacketCodec.SYNC;
    } finally {
      first.release();
      keepOrRelease(back, packetBegun);
    }
    for (int left = LONGEST_REST; left > 0; left -= SEARCH_BLIND) {
      ByteBuf packet = read();
      longestJunk = habit;
      if (packet != null) {
        packets.accept(packet);
      }
    }
  }

  /** Pulls the reset line; what was half read is forgotten. */
  public void reset() throws IOException, InterruptedException {
    close();
    bus.reset();
  }

  /** Releases what is held. The bus stays open. */
  public void close() {
    tail = 0;
    ByteBuf left = rest;
    rest = null;
    if (left != null) {
      left.release();
    }
  }

  /**
   * Reads on until {@code packet} holds a whole packet and nothing else.
   *
   * @param packet what has come in so far, junk included; owned by this call
   */
  private @Nullable ByteBuf complete(ByteBuf packet) throws IOException {
    boolean kept = false;
    int length = 0;
    try {
      int junk = 0;
      clockTail();
      while (true) {
        junk += skipJunk(packet, true);
        int missing = ModulePacketCodec.HEADER_LENGTH - packet.readableBytes();
        if (missing <= 0) {
          break;
        }
        if (!packet.isReadable()) {
          packet.clear();
        }
        // A line that idles high shows what may be a spoilt sync byte for ever.
        boolean begun =
            packet.isReadable() && packet.getByte(packet.readerIndex()) == ModulePacketCodec.SYNC;
        if (!begun && (junk >= SEARCH_LIMIT || (junk >= SEARCH_BLIND && !bus.irqAsserted()))) {
          counters.junkBytes += junk;
          return null;
        }
        clock(null, packet, missing);
      }
      learn(junk);
      int start = packet.readerIndex();
      length = ModulePacketCodec.HEADER_LENGTH + ModulePacketCodec.payloadLength(packet, start);
      if (packet.readableBytes() < length) {
        clock(null, packet, length - packet.readableBytes());
      } else if (packet.readableBytes() > length) {
        keepRest(packet, start + length);
      }
      counters.packetsIn++;
      kept = true;
      return packet;
    } finally {
      if (!kept) {
        tail += Math.max(0, length - packet.readableBytes());
        packet.release();
      }
    }
  }

  /**
   * Notes how much junk came before a packet. More than is looked for on an idle line tells of a
   * bad line, not of a habit.
   */
  private void learn(int junk) {
    counters.junkBytes += junk;
    if (junk <= SEARCH_BLIND) {
      longestJunk = Math.max(longestJunk, junk);
    }
  }

  /** Drops what is left of a packet whose reading failed: what is in it is no packet. */
  private void clockTail() throws IOException {
    while (tail > 0) {
      int step = Math.min(tail, maxTransfer);
      clock(null, null, step);
      tail -= step;
    }
  }

  /** Cuts off what came behind a packet, and keeps it if another packet starts in it. */
  private void keepRest(ByteBuf packet, int end) {
    ByteBuf behind = packet.slice(end, packet.writerIndex() - end);
    packet.writerIndex(end);
    if (seekPacket(behind)) {
      rest = behind.copy();
    } else {
      counters.junkBytes += behind.writerIndex();
    }
  }

  /**
   * Whether a packet starts among these bytes, if only with the last one; the reader index is then
   * at its sync byte.
   */
  private static boolean seekPacket(ByteBuf back) {
    skipJunk(back, false);
    return back.isReadable();
  }

  /**
   * Moves the reader index to the first byte that may begin a packet, or to the end.
   *
   * @param reading whether the host only reads: a sync byte may then be a spoilt one
   * @return how many bytes were passed over
   */
  private static int skipJunk(ByteBuf bytes, boolean reading) {
    int from = bytes.readerIndex();
    int end = bytes.writerIndex();
    int at = from;
    while (at < end
        && !(isSync(bytes.getUnsignedByte(at), reading)
            && (at + 1 == end || ModulePacketCodec.plausible(bytes.getUnsignedByte(at + 1))))) {
      at++;
    }
    bytes.readerIndex(at);
    return at - from;
  }

  /** The values besides 0x02 are those that ST's driver takes for it (field-facts A.3). */
  private static boolean isSync(int value, boolean reading) {
    return switch (value) {
      case ModulePacketCodec.SYNC -> true;
      case 0x80, 0xB5, 0xB6, 0xB7, 0xFF -> reading;
      default -> false;
    };
  }

  private void clock(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    if (in != null) {
      in.ensureWritable(length);
    }
    for (int left = length; left > 0; ) {
      int step = Math.min(left, maxTransfer);
      TransferEvent event = TransferEvent.start();
      bus.transfer(out, in, step);
      if (event != null) {
        event.bytes = step;
        event.write = out != null;
        event.commit();
      }
      counters.transfers++;
      counters.bytes += step;
      left -= step;
    }
    lastIn = in == null ? -1 : in.getUnsignedByte(in.writerIndex() - 1);
  }
}
