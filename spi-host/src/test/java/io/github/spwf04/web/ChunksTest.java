package io.github.spwf04.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.error.SpwfException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {
  private static HttpResponse response(String body) {
    return new HttpResponse(201, body.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0~~ | ''",
        "5~hello~0~~ | hello",
        "5~hello~8~, module~0~~ | hello, module",
        "A~0123456789~00b~0123456789a~000~~ | 01234567890123456789a",
        "5;name=value;x~hello~0;last~~ | hello",
        "5 ~hello~0\t;y~~ | hello",
        "5~hello~0~Expires: never~X: y~~ | hello",
        "b~~~5~he~~0~~ | ~~5~he~",
      })
  void chunksArePutTogether(String body, String joined) {
    HttpResponse response = response(body.strip()).dechunked();
    assertThat(response.status()).isEqualTo(201);
    assertThat(response.text()).isEqualTo(joined.replace("~", "\r\n"));
  }

  @Test
  void bytesStayBytes() {
    byte[] body = {'2', '\r', '\n', (byte) 0xFF, 0, '\r', '\n', '0', '\r', '\n', '\r', '\n'};
    assertThat(new HttpResponse(200, body).dechunked().body()).containsExactly(0xFF, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no line ends at 0",
        "hello | no line ends at 0",
        "hello~ | no size of a chunk stands at 0",
        "~ | no size of a chunk stands at 0",
        "-1~x~0~~ | no size of a chunk stands at 0",
        "0x5~hello~0~~ | no size of a chunk stands at 0",
        "5 5~hello~0~~ | no size of a chunk stands at 0",
        "6~hello | a chunk of 6 bytes is cut off that begins at 0",
        "7fffffff~hello~0~~ | a chunk of 2147483647 bytes is cut off that begins at 0",
        "ffffffffffffff~x~0~~ | a chunk of 72057594037927935 bytes is cut off that begins at 0",
        "0000000000000005~hello~0~~ | a size is too long at 0",
        "ffffffffffffffffff~hello~0~~ | a size is too long at 0",
        "4~hello~0~~ | no line end stands behind a chunk at 7",
        "5~hello | no line ends at 8",
        "5~hello~ | no line ends at 10",
        "5~hello~0~ | no line ends at 13",
        "5~hello~0~X: y~ | no line ends at 19",
        "5~hello~0~~more | something stands behind the last chunk at 15"
      })
  void whatIsNotMadeOfChunksIsNotGuessedAt(String body, String why) {
    HttpResponse response = response(body);
    assertThatThrownBy(response::dechunked)
        .isInstanceOf(SpwfException.MalformedPacket.class)
        .hasMessage("a body of %d bytes has no chunks: %s", response.body().length, why);
  }
}
