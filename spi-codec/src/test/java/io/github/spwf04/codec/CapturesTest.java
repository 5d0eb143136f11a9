package io.github.spwf04.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacket.ReplyEnd;
import io.github.spwf04.codec.ModulePacket.WindPacket;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Kind;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All byte sequences of field-facts G and the corrected examples of the manual's section 4. */
class CapturesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # AT text            | data length | packet
          AT                   | 0 | 02 00 02 01 00
          AT+S.WIFI=0          | 0 | 02 00 04 32 01 01 30
          AT+S.GCFG            | 0 | 02 00 02 09 00
          AT+S.FSL             | 0 | 02 00 02 27 00
          AT+S.SCAN=d,/scan.txt | 0 | 02 00 0E 33 02 01 64 09 2F 73 63 61 6E 2E 74 78 74
          AT+S.SOCKW=0,5       | 5 | 02 00 0B 44 02 01 30 01 35
          AT+S.SOCKDW=0,0,7    | 7 | 02 00 0F 4A 03 01 30 01 30 01 37
          AT+S.FSC=test.txt,5  | 5 | 02 00 12 23 02 08 74 65 73 74 2E 74 78 74 01 35
          AT+S.SCFG=console_enabled,0 | 0 | 02 00 14 0A 02 0F 63 6F 6E 73 6F 6C 65 5F 65 6E 61 62 6C 65 64 01 30
          """)
  void commandsOfTheHost(String line, int dataLength, String hex) {
    ByteBuf out = Unpooled.buffer();
    AtText.parse(line, ',').toPacket(dataLength).encode(out);
    assertThat(ByteBufUtil.prettyHexDump(out)).isEqualTo(ByteBufUtil.prettyHexDump(bytes(hex)));

    HostPacket back = HostPacket.decode(bytes(hex));
    assertThat(back).isEqualTo(AtText.parse(line, ',').toPacket(dataLength));
    ByteBuf text = Unpooled.buffer();
    AtText.of(back).write(text, ',');
    assertThat(text.toString(UTF_8)).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # capture | packet                     | wind | state | payload
          2  | 02 10 00 02 00 0D 0A              | 0    | 0     | \\r\\n
          3  | 02 10 00 00 00                    | 0    | 0     | ''
          4  | 02 10 07 02 00 31 30              | 7    | 0     | 10
          5  | 02 10 01 16 00 31 37 30 37 32 36 2D 62 37 61 63 31 62 61 2D 53 50 57 46 30 34 53 | 1 | 0 | 170726-b7ac1ba-SPWF04S
          6  | 02 10 0D 08 00 53 50 57 46 30 34 53 41 | 13 | 0  | SPWF04SA
          7  | 02 10 03 02 00 32 30              | 3    | 0     | 20
          8  | 02 13 20 00 00                    | 32   | 3     | ''
          9  | 02 13 1A 07 00 74 65 73 74 5F 61 70 | 26 | 3     | test_ap
          10 | 02 19 18 0D 00 30 3A 31 39 32 2E 31 36 38 2E 30 2E 31 | 24 | 9 | 0:192.168.0.1
          11 | 02 1A 18 1C 00 3A 66 65 38 30 3A 30 3A 30 3A 30 3A 32 38 30 3A 65 31 66 66 3A 66 65 62 64 3A 33 39 | 24 | 10 | :fe80:0:0:0:280:e1ff:febd:39
          14 | 02 12 31 01 00 30                 | 49   | 2     | 0
          15 | 02 12 26 00 00                    | 38   | 2     | ''
          """)
  void windsOfTheModule(int capture, String hex, int number, int state, String payload) {
    WindPacket packet = (WindPacket) ModulePacket.decode(bytes(hex));
    String expected = payload.replace("\\r\\n", "\r\n");
    assertThat(packet)
        .as("capture %d", capture)
        .isEqualTo(new WindPacket(state, number, Unpooled.copiedBuffer(expected, UTF_8)));
    assertThat(Wind.values()[number].parse(packet.payload())).isNotNull();
    ByteBuf out = Unpooled.buffer();
    packet.encode(out);
    assertThat(out).isEqualTo(bytes(hex));
  }

  @Test
  void theFlagOfAnIpv6AddressIsEmpty() {
    ByteBuf payload = Unpooled.copiedBuffer(":fe80:0:0:0:280:e1ff:febd:39", UTF_8);
    Fields fields = Wind.WIFI_UP.parse(payload);
    assertThat(fields).isNotNull();
    assertThat(fields.text("flag")).isEmpty();
    assertThat(fields.text("address")).isEqualTo("fe80:0:0:0:280:e1ff:febd:39");
  }

  @ParameterizedTest
  @CsvSource({"02 32 00 00 00, 2, 0", "02 3A 00 00 00, 10, 0", "02 3A 21 00 00, 10, 33"})
  void endsOfReplies(String hex, int state, int id) {
    assertThat(ModulePacket.decode(bytes(hex))).isEqualTo(new ReplyEnd(state, id));
    assertThat(ModulePacketCodec.endsReply(bytes(hex), 0)).isTrue();
  }

  @Test
  void capture17BinaryParametersAreNoLengthAndTheDataIsWhatTheLengthFieldCountsBeyond() {
    List<Piece> pieces =
        decode(Direction.HOST_TO_MODULE, "02 00 0F 4A 03 01 00 01 00 01 07 AA AA 03 DF 01 01 1F");
    assertThat(pieces).extracting(Piece::kind).containsExactly(Kind.PACKET, Kind.DATA);
    HostPacket packet = HostPacket.decode(pieces.getFirst().bytes());
    assertThat(packet.commandId()).isEqualTo(Command.SOCKDW.id());
    assertThat(packet.parameters()).containsExactly(bytes("00"), bytes("00"), bytes("07"));
    assertThat(packet.dataLength()).isEqualTo(7);
    assertThat(pieces.getLast().bytes()).isEqualTo(bytes("AA AA 03 DF 01 01 1F"));
  }

  @Test
  void capture19LeavesTheDataOutOfTheLengthAndCapture19CountedHasItIn() {
    String packet = "23 02 08 74 65 73 74 2E 74 78 74 01 35 68 65 6C 6C 6F";
    for (String length : List.of("02 00 0D ", "02 00 12 ")) {
      List<Piece> pieces = decode(Direction.HOST_TO_MODULE, length + packet);
      assertThat(pieces).extracting(Piece::kind).containsExactly(Kind.PACKET, Kind.DATA);
      assertThat(HostPacket.decode(pieces.getFirst().bytes()).dataLength()).isEqualTo(5);
      assertThat(pieces.getLast().bytes().toString(UTF_8)).isEqualTo("hello");
    }
  }

  private static List<Piece> decode(Direction direction, String hex) {
    List<Piece> pieces = new java.util.ArrayList<>();
    try (PacketDecoder decoder = new PacketDecoder(direction)) {
      decoder.feed(bytes(hex));
      for (Piece piece = decoder.next(); piece != null; piece = decoder.next()) {
        pieces.add(piece);
      }
      assertThat(decoder.pending()).isZero();
    }
    return pieces;
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
  }
}
