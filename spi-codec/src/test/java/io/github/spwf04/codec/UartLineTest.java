package io.github.spwf04.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.ModuleError.Table;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that the field has seen (field-facts A.8, C, D), and every row of Tables 10 to 14. */
class UartLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "+WIND:0:Console active|0|\"\"",
        "+WIND:1:Poweron:170216-fd39c59-SPWF04S|1|170216-fd39c59-SPWF04S",
        "+WIND:13:Copyright (c) 2012-2017 STMicroelectronics, Inc. All rights Reserved:SPWF04SA"
            + "|13|SPWF04SA",
        "+WIND:24:WiFi Up:0:192.168.0.50|24|0:192.168.0.50",
        "+WIND:24:WiFi Up::fe80:0:0:0:280:e1ff:fec4:2d|24|:fe80:0:0:0:280:e1ff:fec4:2d",
        "+WIND:55:Pending Data::0:31:31|55|:0:31:31",
        "+WIND:17:F/W update complete!|17|F/W update complete!",
        "+WIND:17:Boot 1.0|17|Boot 1.0",
        "+WIND:35:00|35|00",
        "+WIND:32|32|\"\"",
        "+WIND:32:|32|\"\"",
        "+WIND:200:something new|200|something new",
      })
  void aWindHasTheVariablesThatSpiCarries(String line, int number, String variables) {
    for (String end : List.of("", "\r\n", "\r", "\n")) {
      assertThat(UartLine.parse(line + end))
          .isEqualTo(new UartLine.WindLine(number, bytes(variables)));
    }
  }

  @ParameterizedTest
  @EnumSource(Wind.class)
  void everyWindReadsTheSameFromBothSides(Wind wind) {
    if (wind.reserved()) {
      assertThat(UartLine.parse("+WIND:" + wind.number() + ":Reserved"))
          .isInstanceOfSatisfying(
              UartLine.WindLine.class, line -> assertThat(line.number()).isEqualTo(wind.number()));
      return;
    }
    for (var form : wind.forms()) {
      Object[] values = form.fields().stream().map(UartLineTest::sample).toArray();
      ByteBuf payload = Unpooled.buffer();
      form.format(payload, true, values);
      String variables = payload.toString(StandardCharsets.UTF_8);
      String line =
          "+WIND:"
              + wind.number()
              + (wind == Wind.BOOT_MESSAGES ? "" : ":" + wind.text())
              + (variables.isEmpty() ? "" : ":" + variables)
              + "\r\n";
      assertThat(UartLine.parse(line))
          .isInstanceOfSatisfying(
              UartLine.WindLine.class,
              read -> {
                assertThat(read.number()).isEqualTo(wind.number());
                Fields fields = wind.parse(read.variables());
                assertThat(fields).isNotNull().isEqualTo(wind.parse(payload));
              });
    }
  }

  private static @Nullable Object sample(io.github.spwf04.catalog.LineFormat.Field field) {
    return switch (field.type()) {
      case INT -> "3";
      case DIGITS -> "007";
      case HEX -> "1f";
      case MAC -> "00:80:E1:BD:DC:52";
      case IP -> "192.168.0.1";
      case WORDS -> " WPA2";
      case TEXT -> "abc";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"+WIND:", "+WIND", "+WIND:x:y", "+WIND:300:y", "", "at+s.sts", "\u00e4"})
  void anythingElseIsAnotherLine(String line) {
    assertThat(UartLine.parse(line + "\r\n")).isEqualTo(new UartLine.OtherLine(bytes(line)));
  }

  @Test
  void theEndOfAReplyTellsWhatItTells() {
    assertThat(UartLine.parse("AT-S.OK\r\n"))
        .isEqualTo(new UartLine.OkLine(OptionalLong.empty(), OptionalInt.empty()));
    assertThat(UartLine.parse("AT-S.OK:12345:10"))
        .isEqualTo(new UartLine.OkLine(OptionalLong.of(12345), OptionalInt.of(10)));
    assertThat(UartLine.parse("AT-S.OK").endsReply()).isTrue();
    assertThat(UartLine.parse("AT-S.ERROR:1").endsReply()).isTrue();
    assertThat(UartLine.parse("AT-S.On:0").endsReply()).isFalse();
  }

  @Test
  void everyErrorOfTable10() {
    for (ModuleError error : ModuleError.all(Table.COMMAND)) {
      assertThat(UartLine.parse("AT-S.ERROR:" + error.id() + ":" + error.text() + "\r\n"))
          .isEqualTo(new UartLine.ErrorLine(error));
      assertThat(UartLine.parse("AT-S.ERROR:" + error.id()))
          .isEqualTo(new UartLine.ErrorLine(error));
      if (!error.reserved()) {
        assertThat(UartLine.parse("AT-S.ERROR:" + error.text()))
            .isEqualTo(new UartLine.ErrorLine(error));
      }
    }
    assertThat(UartLine.parse("AT-S.ERROR:200:Something new"))
        .isEqualTo(new UartLine.ErrorLine(ModuleError.of(Table.COMMAND, 200)));
    assertThat(UartLine.parse("AT-S.ERROR")).isEqualTo(new UartLine.ErrorLine(null));
  }

  @Test
  void everyErrorOfTables11To13() {
    everyError(Table.WEB_SOCKET_CLIENT, Command.WSOCKON);
    everyError(Table.HTTP_CLIENT, Command.HTTPGET);
    everyError(Table.CERTIFICATE, Command.SOCKON);
  }

  private static void everyError(Table table, Command command) {
    for (ModuleError error : ModuleError.all(table)) {
      UartLine line = UartLine.parse("AT-S." + table.keyword() + ":" + error.id() + "\r\n");
      assertThat(line).isInstanceOf(UartLine.ReplyLine.class);
      ByteBuf payload = ((UartLine.ReplyLine) line).payload();
      assertThat(command.failures(List.of(payload))).containsExactly(error);
      for (String form :
          List.of(
              table.keyword() + ":" + error.id(),
              table.keyword() + ":" + error.id() + "\r\n",
              error.id() + "\r\n",
              Integer.toString(error.id()))) {
        assertThat(command.failures(List.of(bytes(form)))).containsExactly(error);
      }
    }
  }

  @Test
  void aCertificateIsToldBeforeTheRequestItBelongsTo() {
    ModuleError expired = ModuleError.of(Table.CERTIFICATE, 21);
    ModuleError tls = ModuleError.of(Table.HTTP_CLIENT, 7);
    for (List<ByteBuf> lines :
        List.of(
            List.of(
                bytes(""),
                bytes("Loading:1:2"),
                bytes("Certificate Error:21"),
                bytes("Http Client Error:7")),
            List.of(bytes("1:2"), bytes("21"), bytes("7\r\n")))) {
      assertThat(Command.HTTPGET.failures(lines)).containsExactly(expired, tls);
    }
  }

  @Test
  void aNumberThatOnlyACertificateCanHaveIsOne() {
    assertThat(Command.HTTPGET.failures(List.of(bytes("23"))))
        .containsExactly(ModuleError.of(Table.CERTIFICATE, 23));
    assertThat(Command.HTTPGET.failures(List.of(bytes("7"))))
        .containsExactly(ModuleError.of(Table.HTTP_CLIENT, 7));
    assertThat(Command.HTTPGET.failures(List.of(bytes("404")))).isEmpty();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
  }
}
