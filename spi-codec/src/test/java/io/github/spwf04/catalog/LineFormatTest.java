package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.Lines.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.catalog.LineFormat.Field;
import io.github.spwf04.catalog.LineFormat.Type;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {
  private static final String MQTT = Wind.MQTT_PUBLISHED.variables().template();
  private static final LineFormat ON = LineFormat.of("On:{ip:IP}:{id:INT}");

  @Test
  void templateGivesKeywordAndFields() {
    LineFormat format = LineFormat.of("Head:{a:INT?}:{len:INT}:{body:TEXT[len]}");
    assertThat(format.keyword()).isEqualTo("Head");
    assertThat(format.fields())
        .containsExactly(
            new Field("a", Type.INT, true, null, false, null),
            new Field("len", Type.INT, false, null, false, null),
            new Field("body", Type.TEXT, false, "len", false, null));
    assertThat(format.indexOf("body")).isEqualTo(2);
    assertThat(LineFormat.of("{a:INT}").keyword()).isEmpty();
    assertThat(LineFormat.of("Skip CA").keyword()).isEqualTo("Skip CA");
    assertThat(LineFormat.of("").fields()).isEmpty();
  }

  @Test
  void fieldThatIsNotThereIsNamed() {
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> ON.indexOf("port"))
        .withMessageContaining("port")
        .withMessageContaining("On:{ip:IP}:{id:INT}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a:INT",
        "{a}",
        "{:INT}",
        "{a:}",
        "{a:FLOAT}",
        "{a:int}",
        "{a:INT}:{a:INT}",
        "{a:INT}{b:INT}",
        "{a:TEXT}{b:INT}",
        "{a:INT}0",
        "{a:HEX}f",
        "{a:TEXT[b]}",
        "{b:TEXT}:{a:TEXT[b]}",
        "{a:TEXT[b]}:{b:INT}",
        "{a:INT}:{b:TEXT[a]}:{c:TEXT[a]}",
        "{a:INT}:{b:TEXT[a]?}",
        "{a:INT}:{b:HEX[a]}"
      })
  void brokenTemplateIsRefused(String template) {
    assertThatExceptionOfType(SpwfException.InvalidInput.class)
        .isThrownBy(() -> LineFormat.of(template))
        .withMessageContaining(template);
  }

  @Test
  void threeFormsOfTheField() {
    assertThat(parse(ON, "13.82.175.96:0\r\n")).containsExactly("13.82.175.96", "0");
    assertThat(parse(ON, "On:52.245.4.70:0")).containsExactly("52.245.4.70", "0");
    assertThat(parse(ON, "13.82.175.96:0")).containsExactly("13.82.175.96", "0");
    assertThat(parse(ON, "On:52.245.4.70:0\r\n")).containsExactly("52.245.4.70", "0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "On",
        "On:",
        "On::",
        "On:52.245.4.70",
        "On:52.245.4.70:",
        "On:52.245.4.70:x",
        "On:52.245.4.70:0 ",
        "On:52.245.4.70:0\n",
        "On:52.245.4.70:0\r\n\r\n",
        "On:52.245.4:0",
        "On:52.245.4.256:0",
        "On:52.245.4.70.1:0",
        "On:.245.4.70:0",
        "on:52.245.4.70:0",
        "On:On:52.245.4.70:0",
        "Off:52.245.4.70:0",
        "\u00ff\u00fe\u0000"
      })
  void otherShapesAreNoLine(String line) {
    assertThat(parse(ON, line)).isNull();
  }

  @Test
  void addressesHoldColonsOfTheirOwn() {
    String template = "{ip:IP}:{port:INT}:{server:INT}:{client:INT}";
    assertThat(parse(template, "192.168.0.7:1234:1:3"))
        .containsExactly("192.168.0.7", "1234", "1", "3");
    assertThat(parse(template, "fe80:0:0:0:280:e1ff:febd:39:80:0:1"))
        .containsExactly("fe80:0:0:0:280:e1ff:febd:39", "80", "0", "1");
    assertThat(parse(template, "fe80::39:80:0:1")).containsExactly("fe80::39", "80", "0", "1");
    assertThat(parse(template, ":::80:0:1")).containsExactly("::", "80", "0", "1");
    assertThat(parse(template, "fe80:0:0:0:280:e1ff:febd:80:0:1")).isNull();
    assertThat(parse("{ip:IP}", "1::2::3")).isNull();
    assertThat(parse("{ip:IP}", "0:0:0:0:0:0:0:12345")).isNull();
    assertThat(parse("{ip:IP}", "0:0:0:0:0:0:0:0:0")).isNull();
    assertThat(parse("{ip:IP}", "0:0:0:0:0:0:0:0:")).isNull();
    assertThat(parse("{ip:IP?}:{mac:MAC}", "192.168.0.2:00:80:E1:FA:12:34"))
        .containsExactly("192.168.0.2", "00:80:E1:FA:12:34");
    assertThat(parse("{ip:IP?}:{file:TEXT}", ":a:b.txt")).containsExactly("", "a:b.txt");
  }

  @Test
  void hardwareAddressesHaveSixGroups() {
    assertThat(parse("{mac:MAC}:{flag:INT}", "00:0F:00:4F:B1:3F:0"))
        .containsExactly("00:0F:00:4F:B1:3F", "0");
    assertThat(parse("{mac:MAC}", "0:f:0:4f:b1:3F")).containsExactly("0:f:0:4f:b1:3F");
    assertThat(parse("{mac:MAC}", "00:0F:00:4F:B1")).isNull();
    assertThat(parse("{mac:MAC}", "00:0F:00:4F:B1:")).isNull();
    assertThat(parse("{mac:MAC}", "00:0F:00:4F:B1:3FF")).isNull();
    assertThat(parse("{mac:MAC}", "00:0F:00:4F:B1:3F:00")).isNull();
  }

  @Test
  void numbersMayBeNegativeOrMissing() {
    assertThat(parse("{a:INT?}:{b:INT}", ":-5")).containsExactly("", "-5");
    assertThat(parse("{a:INT?}:{b:INT}", "7:5")).containsExactly("7", "5");
    assertThat(parse("{a:INT}:{b:INT}", ":5")).isNull();
    assertThat(parse("{a:INT}", "-")).isNull();
    assertThat(parse("{a:INT}", "+5")).isNull();
    assertThat(parse("{a:INT}", "0x5")).isNull();
    assertThat(parse("{a:HEX}", "0x5f")).containsExactly("0x5f");
    assertThat(parse("{a:HEX}", "00")).containsExactly("00");
    assertThat(parse("{a:HEX}", "0x")).isNull();
    assertThat(parse("{a:HEX}", "xyz")).isNull();
  }

  @Test
  void wordsAreUpperCaseBehindBlanks() {
    String template = "{caps:HEX}{words:WORDS?}";
    assertThat(parse(template, "0431 WPA WPA2 WPS ")).containsExactly("0431", " WPA WPA2 WPS ");
    assertThat(parse(template, "0431")).containsExactly("0431", "");
    assertThat(parse(template, "0431 wpa")).isNull();
    assertThat(parse(template, "0431WPA")).isNull();
  }

  @Test
  void textTakesAsLittleAsTheRestAllows() {
    assertThat(parse("{name:TEXT}={value:TEXT?}", "a=b=c")).containsExactly("a", "b=c");
    assertThat(parse("{name:TEXT}={value:TEXT?}", "a=")).containsExactly("a", "");
    assertThat(parse("{name:TEXT}={value:TEXT?}", "=b")).isNull();
    assertThat(parse("{psk:TEXT}:{length:INT}", "a:b:3:3")).containsExactly("a:b:3", "3");
  }

  @Test
  void messageKeepsEveryByteItsLengthCounts() {
    assertThat(parse(MQTT, "0:a/b:1:0:0:2:2:hi"))
        .containsExactly("0", "a/b", "1", "0", "0", "2", "2", "hi");
    assertThat(parse(MQTT, "0:a/b:1:0:0:2:2:hi\r\n"))
        .containsExactly("0", "a/b", "1", "0", "0", "2", "2", "hi");
    assertThat(parse(MQTT, "0:a/b:1:0:0:4:4:hi\r\n"))
        .containsExactly("0", "a/b", "1", "0", "0", "4", "4", "hi\r\n");
    assertThat(parse(MQTT, "0:a/b:1:0:0:4:4:hi\r\n\r\n"))
        .containsExactly("0", "a/b", "1", "0", "0", "4", "4", "hi\r\n");
    assertThat(parse(MQTT, "0:t:0:0:0:0:0:")).endsWith("0", "0", "");
    assertThat(parse(MQTT, "0:t:0:0:0:0:0:\r\n")).endsWith("0", "0", "");
    assertThat(parse(MQTT, "0:t:0:0:0:2:9:\u00ff:")).endsWith("2", "9", "\u00ff:");
  }

  @Test
  void topicMayHoldColonsLineEndsAndAnyByte() {
    assertThat(parse(MQTT, "0:a:b\r\n\u00ff:1:2:1:0:0:5:5:1:2:3"))
        .containsExactly("0", "a:b\r\n\u00ff:1:2", "1", "0", "0", "5", "5", "1:2:3");
    // Both the topic's and the message's text look like the numbers between them.
    assertThat(parse(MQTT, "0:1:1:1:1:1:1:1:1:1:1"))
        .containsExactly("0", "1:1:1:1", "1", "1", "1", "1", "1", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0:t:0:0:0:3:3:hi",
        "0:t:0:0:0:1:1:hi",
        "0:t:0:0:0:-1:1:",
        "0:t:0:0:0:99999999999999999999:1:hi",
        "0:t:0:0:0:2147483648:1:hi",
        "0:t:0:0:2:2:hi",
        "0::0:0:0:2:2:hi",
        ":t:0:0:0:2:2:hi"
      })
  void messageOfAnotherLengthIsNone(String payload) {
    assertThat(parse(MQTT, payload)).isNull();
  }

  @Test
  void lineOfBytesOnlyIsReadToItsEnd() {
    String all =
        IntStream.range(0, 256)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(parse("Network:{ssid:TEXT?}", "Network:" + all)).containsExactly(all);
    assertThat(parse("Network:{ssid:TEXT?}", "Network:")).containsExactly("");
  }

  @Test
  void valueThatBeginsLikeTheKeywordLosesItUnlessTheKeywordIsThere() {
    assertThat(parse("Network:{ssid:TEXT?}", "Network:x")).containsExactly("x");
    assertThat(parse("Network:{ssid:TEXT?}", "Network:Network:x")).containsExactly("Network:x");
    // Where the rest does not fit, the keyword is a value.
    assertThat(parse("Var:{var:TEXT}={value:TEXT?}", "Var:=1")).containsExactly("Var:", "1");
  }

  @Test
  void constantLineIsItsTextOrNothing() {
    for (String line : new String[] {"Skip CA", "Skip CA\r\n", "", "\r\n"}) {
      assertThat(parse("Skip CA", line)).isEmpty();
    }
    assertThat(parse("Skip CA", "Skip")).isNull();
    assertThat(parse("", "x")).isNull();
    assertThat(parse("", "\n")).isNull();
  }

  @Test
  void valuesAreSlicesOfThePayload() {
    ByteBuf payload = Unpooled.buffer().writeBytes("On:1.2.3.4:5".getBytes());
    try {
      Fields fields = Objects.requireNonNull(ON.parse(payload));
      payload.setByte(11, '6');
      assertThat(fields.number("id")).isEqualTo(6);
      assertThat(payload.refCnt()).isEqualTo(1);
      assertThat(fields.values()).isUnmodifiable();
    } finally {
      payload.release();
    }
  }

  @Test
  @Timeout(10)
  void longGarbageIsNoLine() {
    String colons = ":1".repeat(20_000);
    assertThat(parse(MQTT, "0:t" + colons + "x")).isNull();
    assertThat(parse("{a:TEXT}-{b:TEXT}-{c:TEXT}", "-".repeat(2) + colons)).isNull();
  }

  @Test
  void formatTakesEveryKindOfValue() {
    LineFormat format = LineFormat.of("K:{n:INT}:{h:HEX}:{o:INT?}:{t:TEXT}");
    ByteBuf out = Unpooled.buffer().writeByte('>');
    ByteBuf text = Lines.bytes("xtext").readerIndex(1);
    try {
      format.format(out, true, -3, 0x1F, null, text);
      assertThat(Lines.text(out)).isEqualTo(">K:-3:1f::text");
      assertThat(text.readerIndex()).isEqualTo(1);
      out.clear();
      format.format(out, false, "3", "0x1F", 4, "\u00e9");
      assertThat(Lines.text(out)).isEqualTo("3:0x1F:4:\u00c3\u00a9");
    } finally {
      out.release();
    }
  }

  @Test
  void formatRefusesWhatItCouldNotRead() {
    refused("INT", "On:{a:INT}", "x");
    refused("INT", "On:{a:INT}", (@Nullable Object) null);
    refused("INT or empty", "On:{a:INT?}", "1:");
    refused("HEX", "On:{a:HEX}", "0x");
    refused("MAC", "On:{a:MAC}", "00:11");
    refused("IP", "On:{a:IP}", "localhost");
    refused("WORDS", "On:{a:WORDS}", "WPA");
    refused("TEXT", "On:{a:TEXT}", "");
    refused("3 bytes long", "On:{len:INT}:{a:TEXT[len]}", 3, "toolong");
    refused("1 values, not 2", "On:{a:INT}", 1, 2);
  }

  private static void refused(String why, String template, @Nullable Object... values) {
    LineFormat format = LineFormat.of(template);
    ByteBuf out = Unpooled.buffer().writeByte('>');
    try {
      assertThatExceptionOfType(SpwfException.InvalidInput.class)
          .isThrownBy(() -> format.format(out, true, values))
          .withMessageContaining(template)
          .withMessageContaining(why);
      assertThat(Lines.text(out)).isEqualTo(">");
    } finally {
      out.release();
    }
  }
}
