package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spwf04.error.ModuleError.Table;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineTest {
  @Test
  void everyLineIsOneOfACommand() {
    Set<Line> used = EnumSet.noneOf(Line.class);
    for (Command command : Command.values()) {
      used.addAll(command.replyLines());
      used.addAll(command.failureLines());
    }
    assertThat(used).containsExactly(Line.values());
  }

  @ParameterizedTest
  @EnumSource
  void formsOfALineHaveOneKeyword(Line line) {
    assertThat(line.forms())
        .isNotEmpty()
        .allMatch(form -> form.keyword().equals(line.keyword()))
        .allMatch(form -> !form.keyword().isEmpty() || !form.fields().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void everyHashFunctionHasALine(HashFunction function) {
    assertThat(Line.of(function).keyword()).isEqualTo(function.name());
    assertThat(Command.HASH.replyLines()).contains(Line.of(function));
  }

  @ParameterizedTest
  @CsvSource({
    "WEB_SOCKET_CLIENT, WEB_SOCKET_CLIENT_ERROR, WebSocket Client Error",
    "HTTP_CLIENT, HTTP_CLIENT_ERROR, Http Client Error",
    "CERTIFICATE, CERTIFICATE_ERROR, Certificate Error"
  })
  void linesThatTellMoreOfAnError(Table table, Line line, String keyword) {
    assertThat(Line.of(table)).isSameAs(line);
    assertThat(line.errors()).isEqualTo(table);
    assertThat(line.keyword()).isEqualTo(keyword);
  }

  @Test
  void theErrorOfACommandEndsItsReply() {
    assertThatIllegalArgumentException().isThrownBy(() -> Line.of(Table.COMMAND));
    assertThat(Line.ON.errors()).isNull();
  }
}
