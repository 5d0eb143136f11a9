package io.github.spwf04.testkit.fault;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.HostPacketCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;

/**
 * Bytes to send that are easily told from any others, and that do harm where they are taken for
 * commands.
 */
final class Payload {
  /** What {@link #MARKED} is set to where a payload was carried out. */
  static final String MARK = "carried-out";

  /** A configuration variable that nobody sets otherwise. */
  static final String MARKED = "user_desc";

  private static final int SOCKETS = 8;

  private static final byte SYNC = 0x02;

  private Payload() {}

  /**
   * @param longest at most so many bytes
   * @param harmful whether packets may be among them
   */
  static byte[] next(Random random, int longest, boolean harmful) {
    int length =
        1
            + switch (random.nextInt(4)) {
              case 0 -> random.nextInt(Math.min(longest, 8));
              case 1 -> random.nextInt(Math.min(longest, 64));
              case 2 -> random.nextInt(Math.min(longest, 900));
              default -> random.nextInt(longest);
            };
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (!harmful) {
      for (int i = 0; i < length; i++) {
        bytes[i] = bytes[i] == SYNC ? 0 : bytes[i];
      }
      return bytes;
    }
    for (int left = random.nextInt(4); left > 0; left--) {
      byte[] packet = packet(random);
      // Where a command would begin if what stands before it were lost: often near the start.
      int at = random.nextBoolean() ? random.nextInt(9) : random.nextInt(length);
      if (at < length) {
        System.arraycopy(packet, 0, bytes, at, Math.min(packet.length, length - at));
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(packet(random), length) : bytes;
  }

  /** A packet of a host, or of a module. */
  private static byte[] packet(Random random) {
    ByteBuf packet = Unpooled.buffer(64);
    try {
      switch (random.nextInt(4)) {
        case 0 ->
            HostPacketCodec.finish(packet, HostPacketCodec.start(packet, Command.RESET.id()), 0);
        case 1 -> {
          int start = HostPacketCodec.start(packet, Command.SOCKC.id());
          HostPacketCodec.parameter(packet, start, random.nextInt(SOCKETS));
          HostPacketCodec.finish(packet, start, 0);
        }
        case 2 -> {
          int start = HostPacketCodec.start(packet, Command.SCFG.id());
          HostPacketCodec.parameter(packet, start, MARKED);
          HostPacketCodec.parameter(packet, start, MARK);
          HostPacketCodec.finish(packet, start, 0);
        }
        // An OK, and a WIND 0.
        default -> packet.writeBytes(new byte[] {2, 0x33, 0, 0, 0, 2, 0x13, 0, 0, 0});
      }
      return ByteBufUtil.getBytes(packet);
    } finally {
      packet.release();
    }
  }
}
