package io.github.spwf04.testkit.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.AtText;
import io.github.spwf04.codec.HostPacket;
import io.github.spwf04.codec.ModulePacket;
import io.github.spwf04.codec.PacketDecoder;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Kind;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.codec.PacketDescription;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

@AddLifecycleHook(LeakHook.class)
class CodecPropertyTest {

  @Provide
  Arbitrary<HostPacket> hostPackets() {
    return Packets.hostPackets();
  }

  @Provide
  Arbitrary<ModulePacket> modulePackets() {
    return Packets.modulePackets();
  }

  @Provide
  Arbitrary<ModulePacket> winds() {
    return Packets.winds();
  }

  @Provide
  Arbitrary<List<ModulePacket>> streams() {
    return Packets.modulePackets().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<ByteBuf> bytes() {
    return Packets.bytes(0, 300);
  }

  @Provide
  Arbitrary<ByteBuf> junk() {
    return Packets.junk();
  }

  @Provide
  Arbitrary<List<Integer>> splits() {
    return Packets.splits();
  }

  @Property
  void aCommandIsDecodedToWhatWasEncoded(@ForAll("hostPackets") HostPacket packet) {
    assertThat(HostPacket.decode(encodeTwice(packet::encode))).isEqualTo(packet);
  }

  @Property
  void aPacketOfTheModuleIsDecodedToWhatWasEncoded(@ForAll("modulePackets") ModulePacket packet) {
    int index = packet.payload().readerIndex();
    assertThat(ModulePacket.decode(encodeTwice(packet::encode))).isEqualTo(packet);
    assertThat(packet.payload().readerIndex()).isEqualTo(index);
  }

  @Property
  void theVariablesOfAWindAreReadAsTheyWereWritten(@ForAll("winds") ModulePacket packet) {
    ModulePacket.WindPacket event = (ModulePacket.WindPacket) packet;
    Wind wind = Wind.values()[event.number()];
    Fields fields = wind.parse(event.payload());
    assertThat(fields)
        .as("%s %s", wind, event.payload().toString(java.nio.charset.StandardCharsets.UTF_8))
        .isNotNull();
    ByteBuf again = Unpooled.buffer();
    fields.format().format(again, true, fields.values().toArray());
    assertThat(again).isEqualTo(event.payload());
  }

  @Property
  void aCommandThatAtTextCanCarryComesBackFromIt(@ForAll("hostPackets") HostPacket packet) {
    ByteBuf line = Unpooled.buffer();
    try {
      AtText.of(packet).write(line, AtText.DELIMITER);
    } catch (SpwfException.InvalidInput e) {
      assertThat(e.getMessage()).contains("AT text cannot carry that");
      assertThat(line.isReadable()).isFalse();
      return;
    }
    assertThat(AtText.parse(line, AtText.DELIMITER).toPacket(packet.dataLength()))
        .isEqualTo(packet);
  }

  @Property(tries = 200)
  void truncationAtEveryOffsetThrowsTheProjectsOwnExceptionAlone(
      @ForAll("hostPackets") HostPacket host, @ForAll("modulePackets") ModulePacket module) {
    everyCut(encodeTwice(host::encode), HostPacket::decode);
    everyCut(encodeTwice(module::encode), ModulePacket::decode);
  }

  @Property
  void anyBytesInAnySplitComeBackWholeAndInOrder(
      @ForAll("bytes") ByteBuf bytes,
      @ForAll("splits") List<Integer> splits,
      @ForAll Direction direction) {
    StringBuilder all = new StringBuilder();
    long[] offset = {0};
    try (PacketDecoder decoder = new PacketDecoder(direction)) {
      Consumer<Piece> take =
          piece -> {
            assertThat(piece.offset()).isEqualTo(offset[0]);
            assertThat(piece.bytes().isReadable()).isTrue();
            assertThat(PacketDescription.of(direction, piece, Command.SOCKR).text()).isNotEmpty();
            offset[0] += piece.bytes().readableBytes();
            all.append(ByteBufUtil.hexDump(piece.bytes()));
          };
      feed(decoder, bytes, splits, take);
      for (int guard = 0; decoder.pending() > 0; guard++) {
        assertThat(guard).isLessThanOrEqualTo(bytes.readableBytes() + 1);
        decoder.resync();
        drain(decoder, take);
      }
    }
    assertThat(all.toString()).isEqualTo(ByteBufUtil.hexDump(bytes));
  }

  @Property
  void packetsBetweenJunkAreAllFoundWhateverTheSplit(
      @ForAll("streams") List<ModulePacket> packets,
      @ForAll("junk") ByteBuf junk,
      @ForAll("splits") List<Integer> splits) {
    ByteBuf stream = Unpooled.buffer();
    List<ByteBuf> expected = new ArrayList<>();
    for (ModulePacket packet : packets) {
      stream.writeBytes(junk.duplicate());
      ByteBuf encoded = encodeTwice(packet::encode);
      expected.add(encoded);
      stream.writeBytes(encoded.duplicate());
    }
    List<ByteBuf> found = new ArrayList<>();
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      feed(decoder, stream, splits, piece -> keepPacket(piece, found));
      assertThat(decoder.pending()).isZero();
    }
    assertThat(found).isEqualTo(expected);
  }

  @Property
  void afterAnyGarbageAndAResyncTheNextPacketIsFound(
      @ForAll("bytes") ByteBuf garbage, @ForAll("modulePackets") ModulePacket packet) {
    ByteBuf encoded = encodeTwice(packet::encode);
    List<ByteBuf> found = new ArrayList<>();
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      feed(decoder, garbage, List.of(7), _ -> {});
      while (decoder.pending() > 0) {
        decoder.resync();
        drain(decoder, _ -> {});
      }
      feed(decoder, encoded, List.of(3), piece -> keepPacket(piece, found));
    }
    assertThat(found).containsExactly(encoded);
  }

  private static void keepPacket(Piece piece, List<ByteBuf> found) {
    if (piece.kind() == Kind.PACKET) {
      found.add(Unpooled.copiedBuffer(piece.bytes()));
    }
  }

  private static void feed(
      PacketDecoder decoder, ByteBuf stream, List<Integer> splits, Consumer<Piece> take) {
    int at = stream.readerIndex();
    for (int i = 0; at < stream.writerIndex(); i++) {
      int length = Math.min(splits.get(i % splits.size()), stream.writerIndex() - at);
      decoder.feed(ByteBufAllocator.DEFAULT.buffer(length).writeBytes(stream, at, length));
      at += length;
      drain(decoder, take);
    }
  }

  private static void drain(PacketDecoder decoder, Consumer<Piece> take) {
    for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
      try {
        take.accept(piece);
      } finally {
        piece.bytes().release();
      }
    }
  }

  private static ByteBuf encodeTwice(Consumer<ByteBuf> encoder) {
    ByteBuf once = Unpooled.buffer();
    encoder.accept(once);
    ByteBuf twice = Unpooled.buffer();
    encoder.accept(twice);
    assertThat(twice).isEqualTo(once);
    return once;
  }

  private static void everyCut(ByteBuf whole, Consumer<ByteBuf> decoder) {
    for (int length = 0; length < whole.readableBytes(); length++) {
      try {
        decoder.accept(whole.slice(0, length));
        throw new AssertionError(length + " of " + whole.readableBytes() + " bytes were taken");
      } catch (SpwfException.MalformedPacket e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
