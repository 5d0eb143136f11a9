package io.github.spwf04.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
  private static final String WIND = "0213200000";
  private static final String STATION = "0218190200" + "6162";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64})
  void packetsAndJunkInAnySplit(int split) {
    String stream = "00ff02ff" + WIND + "0202" + STATION;
    List<String> all = pieces(Direction.MODULE_TO_HOST, stream, split);
    assertThat(String.join("", all).replaceAll("[A-Z]+@[0-9]+:", "")).isEqualTo(stream);
    assertThat(all).contains("PACKET@4:" + WIND, "PACKET@11:" + STATION);
  }

  @Test
  void payloadsAreSlicesOfWhatWasFed() {
    ByteBuf fed = buffer(WIND + STATION);
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      decoder.feed(fed.retain());
      Piece first = decoder.next();
      Piece second = decoder.next();
      assertThat(first).isNotNull();
      assertThat(second).isNotNull();
      fed.setByte(2, 0x26);
      fed.setByte(10, 0x63);
      assertThat(ByteBufUtil.hexDump(first.bytes())).isEqualTo("0213260000");
      assertThat(ByteBufUtil.hexDump(second.bytes())).isEqualTo("0218190200" + "6362");
      first.bytes().release();
      second.bytes().release();
    }
    fed.release();
  }

  @ParameterizedTest
  @CsvSource({
    "HOST_TO_MODULE, 0200000000",
    "HOST_TO_MODULE, 0200010200",
    "HOST_TO_MODULE, 02000433020164",
    "HOST_TO_MODULE, 0200ff0900",
    "MODULE_TO_HOST, 0200000000",
    "MODULE_TO_HOST, 0240000000",
    "MODULE_TO_HOST, 021b000000"
  })
  void whatIsNoPacketIsJunk(Direction direction, String hex) {
    assertThat(String.join("", pieces(direction, hex + "aaaaaaaaaa", 64))).doesNotContain("PACKET");
  }

  @Test
  void aPacketThatNeverEndsIsGivenUpByResync() {
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      decoder.feed(buffer("021000ffff" + WIND));
      assertThat(decoder.next()).isNull();
      assertThat(decoder.pending()).isEqualTo(10);
      decoder.resync();
      assertThat(drain(decoder)).containsExactly("JUNK@0:021000ffff", "PACKET@5:" + WIND);
      assertThat(decoder.pending()).isZero();
    }
  }

  @Test
  void dataMayLookLikePackets() {
    assertThat(
            pieces(Direction.HOST_TO_MODULE, "02000b440201300135" + "0200020100" + "0200020100", 4))
        .containsExactly(
            "PACKET@0:02000b440201300135", "DATA@9:0200020100", "PACKET@14:0200020100");
  }

  @Test
  void dataThatNeverComesIsGivenUpByResync() {
    try (PacketDecoder decoder = new PacketDecoder(Direction.HOST_TO_MODULE)) {
      decoder.feed(buffer("02000b440201300135" + "0200"));
      assertThat(drain(decoder)).containsExactly("PACKET@0:02000b440201300135");
      decoder.resync();
      decoder.feed(buffer("020100"));
      assertThat(drain(decoder)).containsExactly("PACKET@9:0200020100");
    }
  }

  @Test
  void manySyncBytesCostLinearTime() {
    try (PacketDecoder decoder = new PacketDecoder(Direction.MODULE_TO_HOST)) {
      ByteBuf all = ByteBufAllocator.DEFAULT.buffer(1 << 20);
      all.writeBytes(new byte[1 << 20]).clear();
      while (all.isWritable()) {
        all.writeByte(2);
      }
      decoder.feed(all);
      long bytes = 0;
      for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
        bytes += piece.bytes().readableBytes();
        piece.bytes().release();
      }
      assertThat(bytes).isEqualTo((1 << 20) - 1);
    }
  }

  @Test
  void truncationAtEveryOffsetThrowsTheProjectsOwnException() {
    String host = "02000e330201640" + "92f7363616e2e747874";
    for (int length = 0; length < host.length() / 2; length++) {
      ByteBuf cut = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(host), 0, length);
      assertThatThrownBy(() -> HostPacket.decode(cut))
          .isInstanceOf(SpwfException.MalformedPacket.class);
    }
    for (int length = 0; length < STATION.length() / 2; length++) {
      ByteBuf cut = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(STATION), 0, length);
      assertThatThrownBy(() -> ModulePacket.decode(cut))
          .isInstanceOf(SpwfException.MalformedPacket.class);
    }
  }

  private static List<String> pieces(Direction direction, String hex, int split) {
    List<String> all = new ArrayList<>();
    try (PacketDecoder decoder = new PacketDecoder(direction)) {
      byte[] bytes = ByteBufUtil.decodeHexDump(hex);
      for (int from = 0; from < bytes.length; from += split) {
        int length = Math.min(split, bytes.length - from);
        decoder.feed(ByteBufAllocator.DEFAULT.buffer(length).writeBytes(bytes, from, length));
        all.addAll(drain(decoder));
      }
    }
    return all;
  }

  private static List<String> drain(PacketDecoder decoder) {
    List<String> all = new ArrayList<>();
    for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
      all.add(piece.kind() + "@" + piece.offset() + ":" + ByteBufUtil.hexDump(piece.bytes()));
      piece.bytes().release();
    }
    return all;
  }

  private static ByteBuf buffer(String hex) {
    byte[] bytes = ByteBufUtil.decodeHexDump(hex);
    return ByteBufAllocator.DEFAULT.buffer(bytes.length).writeBytes(bytes);
  }
}
