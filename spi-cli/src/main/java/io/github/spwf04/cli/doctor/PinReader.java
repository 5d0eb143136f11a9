package io.github.spwf04.cli.doctor;

import io.github.spwf04.cli.shared.Hex;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets off the pins, byte by byte and without the link of the library, so that what is
 * wrong with the bytes is seen and not put right.
 */
final class PinReader {
  /** Clocks in search of a sync byte before the IRQ line is asked whether to go on. */
  private static final int BLIND = 64;

  private static final int LIMIT = 4096;
  private static final int SHOWN = 8;

  private final SpiBus bus;
  private long junk;
  private final ByteBuf first = Unpooled.buffer(SHOWN);
  private int distinct = -2;

  PinReader(SpiBus bus) {
    this.bus = bus;
  }

  /** Bytes that belonged to no packet so far. */
  long junk() {
    return junk;
  }

  /** The first of them, in hex. */
  String firstJunk() {
    byte[] bytes = new byte[first.readableBytes()];
    first.getBytes(0, bytes);
    return Hex.spaced(bytes);
  }

  /** The value of every junk byte so far when they are all the same, else -1. */
  int onlyJunk() {
    return distinct < 0 ? -1 : distinct;
  }

  /**
   * Reads the next packet by its length.
   *
   * @return the whole packet, or null when none begins among the next bytes
   */
  @Nullable ByteBuf read() throws IOException {
    int before = -1;
    for (int clocked = 0; clocked < LIMIT; clocked++) {
      int value = clock(Unpooled.buffer(1), 1).getUnsignedByte(0);
      if (before == ModulePacketCodec.SYNC && ModulePacketCodec.plausible(value)) {
        return complete(value);
      }
      if (before >= 0) {
        passOver(before);
      }
      before = value;
      if (clocked >= BLIND && before != ModulePacketCodec.SYNC && !bus.irqAsserted()) {
        break;
      }
    }
    passOver(before);
    return null;
  }

  private ByteBuf complete(int kindAndState) throws IOException {
    ByteBuf packet = Unpooled.buffer(64).writeByte(ModulePacketCodec.SYNC).writeByte(kindAndState);
    clock(packet, ModulePacketCodec.HEADER_LENGTH - packet.readableBytes());
    return clock(packet, ModulePacketCodec.payloadLength(packet, 0));
  }

  private ByteBuf clock(ByteBuf in, int length) throws IOException {
    in.ensureWritable(length);
    for (int left = length; left > 0; ) {
      int part = Math.min(left, bus.info().maxTransfer());
      bus.transfer(null, in, part);
      left -= part;
    }
    return in;
  }

  private void passOver(int value) {
    junk++;
    if (first.readableBytes() < SHOWN) {
      first.writeByte(value);
    }
    distinct = distinct == -2 || distinct == value ? value : -1;
  }
}
