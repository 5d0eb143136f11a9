package io.github.spwf04.link;

import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole packets over a bus. One owner thread makes all calls.
 *
 * <p>Both sides may start at the same time, and nothing but the first byte that comes back tells
 * the host so (field-facts A.6). A write therefore clocks one byte, looks at what came back, and
 * goes on only when it was not the module's sync byte; otherwise the packet of the module is read
 * to its end and handed out, and the write has not happened. Sending the whole command in one
 * transfer would save a system call and lose the cure: a module that ignores the first bytes of a
 * command because it is sending starts to listen in the middle of it, at the first 0x02 among the
 * parameters.
 */
public final class Link {
  /**
   * Junk that is clocked in search of a sync byte whatever the IRQ line says: the line may rise
   * with the first byte of a packet, so its level does not end the search (field-facts A.3, A.4).
   */
  static final int SEARCH_BLIND = 64;

  /** Junk after which the search ends although the line still asks to be read. */
  static final int SEARCH_LIMIT = 8 * 1024;

  /**
   * How long the module is given to release the IRQ line once it has its data (field-facts A.4).
   * The line may fall again for the reply before anybody looks, so missing it is no error.
   */
  private static final Duration DATA_TAKEN = Duration.ofMillis(1);

  private final SpiBus bus;
  private final ByteBufAllocator allocator;
  private final int maxTransfer;
  private final LinkCounters counters;

  /** The start of a packet that came in during a write or behind another packet, or null. */
  private @Nullable ByteBuf rest;

  public Link(SpiBus bus, ByteBufAllocator allocator, LinkCounters counters) {
    this.bus = bus;
    this.allocator = allocator;
    this.maxTransfer = bus.info().maxTransfer();
    this.counters = counters;
  }

  /** Whether a packet has come in already, in part at least: it must be read before any write. */
  public boolean holdsPacket() {
    return rest != null;
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
      clock(out, back, 1);
      if (back.getByte(0) == ModulePacketCodec.SYNC) {
        collided = true;
      } else if (out.isReadable()) {
        clock(out, back, out.readableBytes());
        collided = seekPacket(back);
      }
    } finally {
      keepOrRelease(back, collided);
    }
    if (!collided) {
      counters.packetsOut++;
    }
    return !collided;
  }

  /**
   * Sends the data of a data phase; called when the IRQ line is low, which asks for the data or
   * announces a packet. A module with a packet has heard nothing of the data. Leaves the indices of
   * the data alone.
   *
   * @return whether it was sent; if not, {@link #read} gives the packet that stood in the way
   */
  public boolean writeData(ByteBuf data) throws IOException, InterruptedException {
    ByteBuf out = data.duplicate();
    ByteBuf back = allocator.buffer(64);
    boolean collided = false;
    try {
      clock(out, back, 1);
      if (back.getByte(0) == ModulePacketCodec.SYNC) {
        // A packet, or the lone sync that some firmware puts before the data (field-facts A.5):
        // the next byte tells. It is clocked with the first byte of the data, sent once more: a
        // module that sends a packet does not hear it, one that has sent its sync waits for it.
        out.readerIndex(data.readerIndex());
        clock(out, back, 1);
        collided = ModulePacketCodec.plausible(back.getUnsignedByte(1));
      }
      while (!collided && out.isReadable()) {
        back.clear();
        clock(out, back, Math.min(maxTransfer, out.readableBytes()));
        collided = seekPacket(back);
      }
    } finally {
      keepOrRelease(back, collided);
    }
    if (collided) {
      return false;
    }
    counters.dataOut += data.readableBytes();
    bus.awaitIrq(false, DATA_TAKEN);
    return true;
  }

  private void keepOrRelease(ByteBuf back, boolean collided) {
    if (collided) {
      counters.collisions++;
      rest = back;
    } else {
      back.release();
    }
  }

  /** Pulls the reset line; what was half read is forgotten. */
  public void reset() throws IOException, InterruptedException {
    close();
    bus.reset();
  }

  /** Releases what is held. The bus stays open. */
  public void close() {
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
    try {
      int junk = 0;
      while (true) {
        int skipped = skipJunk(packet, true);
        counters.junkBytes += skipped;
        junk += skipped;
        int missing = ModulePacketCodec.HEADER_LENGTH - packet.readableBytes();
        if (missing <= 0) {
          break;
        }
        if (!packet.isReadable()) {
          packet.clear();
          if (junk >= SEARCH_LIMIT || (junk >= SEARCH_BLIND && !bus.irqAsserted())) {
            return null;
          }
        }
        clock(null, packet, missing);
      }
      int start = packet.readerIndex();
      int length = ModulePacketCodec.HEADER_LENGTH + ModulePacketCodec.payloadLength(packet, start);
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
        packet.release();
      }
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

  private void clock(@Nullable ByteBuf out, ByteBuf in, int length) throws IOException {
    in.ensureWritable(length);
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
  }
}
