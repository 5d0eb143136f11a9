package io.github.spwf04.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller can get wrong is refused before a byte is written. */
class BadInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AT=1                     | 0 | AT: 1 arguments given, at most 0 are allowed: AT
          AT+S.WIFI                | 0 | AT+S.WIFI: action is missing
          AT+S.WIFI=               | 0 | AT+S.WIFI: action is missing
          AT+S.WIFI=NULL           | 0 | AT+S.WIFI: action is missing
          AT+S.WIFI=2              | 0 | AT+S.WIFI: action is '2', 0 to 1 is allowed
          AT+S.WIFI=on             | 0 | AT+S.WIFI: action is 'on', 0 to 1 is allowed
          AT+S.WIFI=-1             | 0 | AT+S.WIFI: action is '-1', 0 to 1 is allowed
          AT+S.WIFI=0,1            | 0 | AT+S.WIFI: 2 arguments given, at most 1 are allowed: AT+S.WIFI=<action>
          AT+S.SCAN=x              | 0 | AT+S.SCAN: filter is 'x', one of d, s, m is allowed
          AT+S.SOCKON=h,99999,,t   | 0 | AT+S.SOCKON: port is '99999', 0 to 65535 is allowed
          AT+S.SOCKON=h,80,x,t     | 0 | AT+S.SOCKON: NULL is 'x', nothing is allowed
          AT+S.SOCKW=0,5           | 4 | AT+S.SOCKW: length is 5, the 4 bytes of data that were given are allowed
          AT+S.SOCKW=8,5           | 5 | AT+S.SOCKW: id is '8', 0 to 7 is allowed
          AT+S.SOCKW=0,99999       | 0 | AT+S.SOCKW: length is '99999', 1 to 65535 is allowed
          AT+S.AT                  | 0 | 'AT+S.AT' is no command of Table 1
          AT+S.SOCKW=0,0           | 0 | AT+S.SOCKW: length is '0', 1 to 65535 is allowed
          AT+S.MQTTPUB=0,t,,1,0    | 0 | AT+S.MQTTPUB: len is '0', 1 to 65535 is allowed
          AT+S.SOCKQ=0             | 3 | AT+S.SOCKQ: 3 bytes of data given, it takes none here
          AT+S.TLSCERT=content,2   | 9 | AT+S.TLSCERT: 9 bytes of data given, it takes none here
          AT+S.SOCKONN=h,80,,t     | 0 | 'AT+S.SOCKONN' is no command of Table 1; did you mean AT+S.SOCKON?
          """)
  void argumentsThatDoNotFitTheCatalogue(String line, int dataLength, String message) {
    assertThatThrownBy(() -> AtText.parse(line, ',').toPacket(dataLength))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void sizesCountBytesAndNotCharacters() {
    String umlauts = "ü".repeat(128);
    assertThat(umlauts).hasSize(128);
    assertThatThrownBy(() -> packet(Command.HELP, umlauts))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("AT+S.HELP: keyword is 256 bytes, at most 255 are allowed");
    assertThat(packet(Command.HELP, "ü".repeat(127)).parameters()).hasSize(1);
    assertThatThrownBy(() -> packet(Command.SSIDTXT, "ä".repeat(17)))
        .hasMessage("AT+S.SSIDTXT: ssidtxt is 34 bytes, at most 32 are allowed");
    assertThatThrownBy(() -> packet(Command.FSD, "x".repeat(65)))
        .hasMessage("AT+S.FSD: filename is 65 bytes, at most 64 are allowed");
  }

  @Test
  void aCommandOver512BytesIsRefused() {
    String half = "x".repeat(251);
    HostPacket fits = packet(Command.MQTTCONN, half, "", half, "");
    ByteBuf out = Unpooled.buffer();
    fits.encode(out);
    assertThat(out.readableBytes()).isEqualTo(511);
    assertThatThrownBy(() -> packet(Command.MQTTCONN, half, "", half, "", "xx"))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("AT+S.MQTTCONN: the packet would have 514 bytes, 512 are allowed");
  }

  @Test
  void dataOverTheLengthFieldIsRefused() {
    assertThat(HostPacket.of(Command.FSWRITE, args("65527"), 65527).dataLength()).isEqualTo(65527);
    assertThatThrownBy(() -> HostPacket.of(Command.FSWRITE, args("65528"), 65528))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage(
            "AT+S.FSWRITE: length is 65528 bytes of data, at most 65527 fit the length field and"
                + " are allowed");
  }

  @Test
  void secretsAreNotShownInMessages() {
    List<ByteBuf> arguments = args("h", "1883", "/", "0", "me", "open sesame" + "!".repeat(300));
    assertThatThrownBy(() -> HostPacket.of(Command.MQTTCONN, arguments, 0))
        .hasMessage("AT+S.MQTTCONN: passwd is 311 bytes, at most 255 are allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b', 'the delimiter '','' at byte 1'",
    "'a\rb', CR at byte 1",
    "'ab\n', LF at byte 2",
    "NULL, 'the word NULL'"
  })
  void whatAtTextCannotCarryCrossesSpiUnharmed(String ssid, String told) {
    HostPacket packet = packet(Command.SSIDTXT, ssid);
    ByteBuf out = Unpooled.buffer();
    packet.encode(out);
    assertThat(HostPacket.decode(out).parameters().getFirst().toString(UTF_8)).isEqualTo(ssid);
    ByteBuf line = Unpooled.buffer();
    assertThatThrownBy(() -> AtText.of(packet).write(line, ','))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageStartingWith("AT+S.SSIDTXT: ssidtxt is or holds " + told);
    assertThat(line.readableBytes()).isZero();
  }

  /** Of the last one alone, wherever that is: what stands before another reaches the module. */
  @Test
  void aCrAtTheEndOfTheLastOneIsRefused() {
    assertThatThrownBy(() -> packet(Command.SSIDTXT, "net\r"))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage(
            "AT+S.SSIDTXT: ssidtxt is the last one and ends in CR, any other end is allowed");
    assertThatThrownBy(() -> packet(Command.SCFG, "wifi_wpa_psk_text", "\r"))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("ends in CR");
    assertThat(packet(Command.SCFG, "a\r", "b\rc").parameters()).hasSize(2);
    assertThat(packet(Command.MQTTSUB, "0", "t\r", "").parameters()).hasSize(3);
  }

  @Test
  void aFieldMayHoldAnyByte() {
    byte[] ssid = {(byte) 0xFF, 0x00, (byte) 0x80, 0x3B};
    HostPacket packet = HostPacket.of(Command.SSIDTXT, List.of(Unpooled.wrappedBuffer(ssid)), 0);
    ByteBuf line = Unpooled.buffer();
    AtText.of(packet).write(line, ',');
    assertThat(AtText.parse(line, ',').toPacket(0)).isEqualTo(packet);
  }

  @Test
  void anotherDelimiterMakesCommasFree() {
    ByteBuf line = Unpooled.buffer();
    AtText.of(packet(Command.SCFG, "user_desc", "a,b")).write(line, ';');
    assertThat(line.toString(UTF_8)).isEqualTo("AT+S.SCFG=user_desc;a,b");
    assertThat(AtText.parse(line, ';').parameters()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "at+s.wifi=0, AT+S.WIFI=0",
    "'AT+S.WIFI=0\r', AT+S.WIFI=0",
    "'AT+S.WIFI=0\n\r', AT+S.WIFI=0",
    "at&v, AT+S.GCFG",
    "AT&W, AT+S.WCFG",
    "AT&f, AT+S.FCFG",
    "'AT+S.SOCKON=h,80,NULL,t', 'AT+S.SOCKON=h,80,,t'",
    "'AT+S.FSL=', AT+S.FSL="
  })
  void linesAsHostsInTheFieldWriteThem(String given, String canonical) {
    ByteBuf line = Unpooled.buffer();
    AtText.parse(given, ',').write(line, ',');
    assertThat(line.toString(UTF_8)).isEqualTo(canonical);
  }

  @Test
  void aLineOver512BytesIsRefused() {
    assertThatThrownBy(() -> AtText.parse("AT+S.HELP=" + "x".repeat(503), ','))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("the line has 513 bytes, 512 are allowed");
  }

  @Test
  void theStaticWriterRefusesBeforeItWrites() {
    ByteBuf out = Unpooled.buffer();
    int start = HostPacketCodec.start(out, 1);
    assertThatThrownBy(() -> HostPacketCodec.parameter(out, start, "x".repeat(256)))
        .isInstanceOf(SpwfException.InvalidInput.class);
    assertThat(out.writerIndex()).isEqualTo(HostPacketCodec.HEADER_LENGTH);
    assertThatThrownBy(() -> HostPacketCodec.finish(out, start, 70_000))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("70000 bytes of data, 0 to 65533 are allowed here");
    assertThatThrownBy(() -> HostPacketCodec.start(out, 256))
        .isInstanceOf(SpwfException.InvalidInput.class);
    assertThatThrownBy(() -> ModulePacketCodec.encodeHeader(out, 1, 0, 0, 65_536))
        .isInstanceOf(SpwfException.InvalidInput.class);
  }

  @Test
  void numbersAreWrittenAsDigits() {
    ByteBuf out = Unpooled.buffer();
    int start = HostPacketCodec.start(out, 1);
    for (long number : new long[] {0, 7, 10, 4_294_967_295L, -1, Long.MIN_VALUE}) {
      HostPacketCodec.parameter(out, start, number);
    }
    HostPacketCodec.omitted(out, start);
    HostPacketCodec.finish(out, start, 0);
    assertThat(HostPacket.decode(out).parameters())
        .extracting(parameter -> parameter.toString(UTF_8))
        .containsExactly("0", "7", "10", "4294967295", "-1", "-9223372036854775808", "");
    assertThat(HostPacketCodec.parameterCount(out, start)).isEqualTo(7);
  }

  private static HostPacket packet(Command command, String... arguments) {
    return HostPacket.of(command, args(arguments), 0);
  }

  private static List<ByteBuf> args(String... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> Unpooled.wrappedBuffer(argument.getBytes(UTF_8)))
        .toList();
  }
}
