package io.github.spwf04.cli.demo;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.cli.capture.Part;
import io.github.spwf04.codec.HostPacketCodec;
import io.github.spwf04.codec.PacketDecoder;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Kind;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.transport.Transfer;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packets in the transfers of a bus, both ways, and hands them out as they end. SPI is
 * full duplex: of every transfer one direction is filler, and that is the host's when the module is
 * in the middle of a packet, else the module's.
 */
final class PacketLog implements AutoCloseable {

  /**
   * A packet, or the data of a data phase.
   *
   * @param nanoTime start of the transfer that ended it
   * @param part what it is
   */
  record Packet(long nanoTime, Part part) {}

  private final PacketDecoder fromHost = new PacketDecoder(Direction.HOST_TO_MODULE);
  private final PacketDecoder fromModule = new PacketDecoder(Direction.MODULE_TO_HOST);
  private final Consumer<Packet> packets;
  private @Nullable Command inFlight;

  PacketLog(Consumer<Packet> packets) {
    this.packets = packets;
  }

  /** Takes the next transfer, on the thread that makes it. */
  void accept(Transfer transfer) {
    fromModule.feed(Unpooled.wrappedBuffer(transfer.miso()));
    boolean modules = drain(fromModule, Direction.MODULE_TO_HOST, transfer);
    if (!modules && fromModule.pending() == 0) {
      fromHost.feed(Unpooled.wrappedBuffer(transfer.mosi()));
      drain(fromHost, Direction.HOST_TO_MODULE, transfer);
    }
  }

  private boolean drain(PacketDecoder decoder, Direction direction, Transfer transfer) {
    boolean found = false;
    for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
      if (piece.kind() == Kind.JUNK) {
        piece.bytes().release();
        continue;
      }
      found = true;
      if (piece.kind() == Kind.PACKET && direction == Direction.HOST_TO_MODULE) {
        inFlight =
            Command.byId(HostPacketCodec.commandId(piece.bytes(), piece.bytes().readerIndex()));
      }
      packets.accept(new Packet(transfer.nanoTime(), Part.of(direction, piece, inFlight)));
    }
    return found;
  }

  @Override
  public void close() {
    fromHost.close();
    fromModule.close();
  }
}
