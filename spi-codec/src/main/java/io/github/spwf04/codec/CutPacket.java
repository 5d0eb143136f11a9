package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a packet tell when the others did not come.
 *
 * @param kind as that of {@link PacketDescription}, {@code reply} while it is open which of them;
 *     empty when not even that is known
 * @param state wifi_state, or -1
 * @param indication WIND number, error id, reply indication or command id, or -1
 * @param name what the catalogue calls it, empty for what it does not know
 * @param missing bytes that are missing, -1 when the length did not come either
 * @param secret whether what has come may hold a part of a password or a key
 */
record CutPacket(String kind, int state, int indication, String name, int missing, boolean secret) {
  private static final int NONE = -1;

  /** Bytes of a command up to its id. */
  private static final int ID_END = 4;

  /**
   * @param bytes from the sync byte on, or the data that has come
   * @param missingData bytes missing of a data phase, 0 when they are of a packet
   */
  static CutPacket of(Direction direction, ByteBuf bytes, int missingData) {
    if (missingData > 0) {
      return new CutPacket("data", NONE, NONE, "", missingData, false);
    }
    return direction == Direction.HOST_TO_MODULE ? command(bytes) : module(bytes);
  }

  /** The length, which comes before the id, counts the data phase in. */
  private static CutPacket command(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int there = bytes.readableBytes();
    int missing = there < 3 ? NONE : 3 + bytes.getUnsignedShort(at + 1) - there;
    int id = there < ID_END ? NONE : bytes.getUnsignedByte(at + 3);
    String name = id == NONE ? "" : PacketDescription.commandName(id);
    Command command = id == NONE ? null : Command.byId(id);
    boolean secret =
        command != null && there > HostPacketCodec.HEADER_LENGTH && Secrets.mayHold(command);
    return new CutPacket("command", NONE, id, name, missing, secret);
  }

  private static CutPacket module(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int there = bytes.readableBytes();
    if (there < 2) {
      return new CutPacket("", NONE, NONE, "", NONE, false);
    }
    int state = bytes.getUnsignedByte(at + 1) & 0x0F;
    EventKind event = EventKind.byNumber(bytes.getUnsignedByte(at + 1) >> 4);
    int indication = there < 3 ? NONE : bytes.getUnsignedByte(at + 2);
    boolean whole = there >= ModulePacketCodec.HEADER_LENGTH;
    String name = "";
    if (indication != NONE && event == EventKind.WIND) {
      name = PacketDescription.windName(indication);
    } else if (indication != NONE && event == EventKind.CRITICAL_ERROR) {
      name = PacketDescription.errorName(indication);
    }
    String kind = event == null ? "" : event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (event == EventKind.REPLY && whole) {
      // A packet that has a payload ends no reply.
      boolean data = indication == ModulePacketCodec.DATA || indication == ModulePacketCodec.OK;
      kind = data ? "data" : "line";
    }
    int missing =
        whole
            ? ModulePacketCodec.HEADER_LENGTH + ModulePacketCodec.payloadLength(bytes, at) - there
            : NONE;
    return new CutPacket(
        kind, state, indication, name, missing, whole && isSecret(event, indication, bytes));
  }

  private static boolean isSecret(@Nullable EventKind event, int indication, ByteBuf bytes) {
    ByteBuf payload = bytes.slice();
    payload.skipBytes(ModulePacketCodec.HEADER_LENGTH);
    Wind wind = Wind.byNumber(indication);
    return switch (event) {
      case WIND -> wind != null && payload.isReadable() && Secrets.mayHold(wind);
      case REPLY -> Secrets.secretLine(payload) != null;
      case null, default -> false;
    };
  }
}
