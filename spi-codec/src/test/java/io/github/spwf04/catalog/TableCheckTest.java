package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.CommandRow.choice;
import static io.github.spwf04.catalog.CommandRow.dataLength;
import static io.github.spwf04.catalog.CommandRow.number;
import static io.github.spwf04.catalog.CommandRow.row;
import static io.github.spwf04.catalog.CommandRow.text;
import static io.github.spwf04.catalog.ParameterName.FILENAME;
import static io.github.spwf04.catalog.ParameterName.LEN;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.catalog.Parameter.Kind;
import io.github.spwf04.catalog.Variable.Table;
import io.github.spwf04.catalog.Variable.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule is broken once: by the real table with one row in place of another. */
class TableCheckTest {
  /** A sound row in the place of AT. */
  private static CommandRow at() {
    return row(0x01, Group.UTILS, "6.1", "Summary");
  }

  private static <T> List<T> withFirst(List<T> rows, T first) {
    List<T> changed = new ArrayList<>(rows);
    changed.set(0, first);
    return changed;
  }

  private static void refusedCommand(CommandRow row, String problem) {
    refused(
        () -> TableCheck.commands(withFirst(Command.rows(), row)),
        "command " + row.section,
        problem);
  }

  private static void refusedWind(WindRow row, String problem) {
    refused(() -> TableCheck.winds(withFirst(Wind.rows(), row)), "WIND " + row.number, problem);
  }

  private static void refused(Runnable check, String row, String problem) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(check::run)
        .withMessageContaining(row)
        .withMessageContaining(problem);
  }

  @Test
  void realTablesAreSound() {
    assertThatCode(
            () -> {
              TableCheck.commands(Command.rows());
              TableCheck.commands(withFirst(Command.rows(), at()));
              TableCheck.winds(Wind.rows());
              TableCheck.variables(Variable.all(Table.PEER), 22);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void idsAndSectionsAreThereOnce() {
    refused(
        () -> TableCheck.commands(withFirst(Command.rows(), row(2, Group.UTILS, "6.1", "x"))),
        "command 6.2",
        "id 2 is taken");
    refusedCommand(row(0x00, Group.UTILS, "6.1", "x"), "id 0");
    refusedCommand(row(0x67, Group.UTILS, "6.1", "x"), "id 103");
    refusedCommand(row(0x01, Group.UTILS, "6.1", " "), "no summary");
    refused(
        () -> TableCheck.commands(withFirst(Command.rows(), row(1, Group.UTILS, "6.2", "x"))),
        "command 6.2",
        "section is taken");
    refused(
        () -> TableCheck.commands(withFirst(Command.rows(), row(1, Group.UTILS, "6.67", "x"))),
        "command 6.1",
        "missing");
    List<CommandRow> more = new ArrayList<>(Command.rows());
    more.add(row(0x67 - 7, Group.UTILS, "6.67", "x"));
    refused(() -> TableCheck.commands(more), "commands", "67 rows");
  }

  @Test
  void parametersAreSound() {
    refusedCommand(
        at().required(text(FILENAME, "x")).required(text(FILENAME, "x")), "name is taken");
    refusedCommand(
        at().required(dataLength(FILENAME, "x")).required(dataLength(LEN, "x")),
        "second data length");
    refusedCommand(
        at().optional(text(FILENAME, "x")).required(text(LEN, "x")), "required behind an optional");
    refusedCommand(at().required(text(FILENAME, 256, "x")), "longer than a parameter");
    refusedCommand(at().required(number(FILENAME, 2, 1, "x")), "range upside down");
    refusedCommand(at().required(choice(FILENAME, "x")), "choices");
    refusedCommand(at().required(choice(FILENAME, "x", "on", "ON")), "twice");
    refusedCommand(at().required(text(FILENAME, "")), "no meaning");
    refusedCommand(
        at().required(new Parameter(FILENAME, Kind.NUMBER, 0, 1, List.of("0"), "x")), "choices");
    refusedCommand(
        at().required(number(FILENAME, 0, 1, "x").withTls("0")), "required, yet it has a default");
  }

  @Test
  void defaultsFitKindAndRange() {
    refusedCommand(at().optional(number(FILENAME, 0, 3, "x"), "4"), "default 4");
    refusedCommand(at().optional(number(FILENAME, 0, 3, "x"), "none"), "default none");
    refusedCommand(at().optional(choice(FILENAME, "x", "t", "u"), "s"), "default s");
    refusedCommand(at().optional(text(FILENAME, 2, "x"), "abc"), "default abc");
  }

  @Test
  void dataIsSoundAndSoAreLines() {
    refusedCommand(at().noDataWhenFirstIs("content"), "content is no choice");
    refusedCommand(
        at().required(choice(FILENAME, "x", "ca"))
            .required(dataLength(LEN, "x"))
            .noDataWhenFirstIs("c"),
        "c is no choice");
    refusedCommand(at().causes(Wind.RESERVED_6), "RESERVED_6");
  }

  @Test
  void windsAreInOrderAndSound() {
    refusedWind(WindRow.wind(1, "x", "", "x"), "stands in the place of 0");
    refusedWind(WindRow.wind(0, " ", "", "x"), "no text");
    refusedWind(WindRow.wind(0, "x", "", ""), "no meaning");
    refusedWind(WindRow.kept(0).or("{a:INT}"), "reserved, yet");
    refusedWind(
        WindRow.wind(0, "x", "{a:INT}", "x").reasons(WindReason.Dhcp.class), "explains reasons");
    refused(
        () -> TableCheck.winds(withFirst(Wind.rows(), WindRow.wind(0, "Poweron", "", "x"))),
        "WIND 1",
        "text is taken");
    refused(() -> TableCheck.winds(Wind.rows().subList(0, 90)), "WINDs", "90 rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INT       | 0 | 11                | 0 | 10
          INT       | 0 | -1                | 0 | 10
          INT       | 0 | 0x5               | 0 | 10
          INT       | 0 | ten               | 0 | 10
          HEX       | 0 | 5                 | 0 | 10
          HEX       | 0 | 0xB               | 0 | 10
          HEX       | 0 | 0xx               | 0 | 10
          TEXT      | 2 | abc               | 0 | 0
          HEX_BYTES | 2 | 00                | 0 | 0
          HEX_BYTES | 2 | 00:00:00          | 0 | 0
          HEX_BYTES | 2 | 00-00             | 0 | 0
          HEX_BYTES | 2 | 0:000             | 0 | 0
          HEX_BYTES | 2 | 0g:00             | 0 | 0
          IPV4      | 0 | 1.2.3             | 0 | 0
          IPV4      | 0 | 1.2.3.256         | 0 | 0
          IPV4      | 0 | 1.2..3            | 0 | 0
          IPV6      | 0 | 0:0:0:0:0:0:0     | 0 | 0
          IPV6      | 0 | 0:0:0:0:0:0:0:fffff | 0 | 0
          """)
  void defaultsOfVariablesFit(Type type, int size, String value, long min, long max) {
    refused(
        () -> TableCheck.variables(peer("link_id", type, size, value, min, max, false, "x"), 22),
        "PEER variable link_id",
        "default " + value);
  }

  @Test
  void variablesAreSound() {
    refused(
        () -> TableCheck.variables(peer("state", Type.INT, 0, "0", 0, 1, false, "x"), 22),
        "variable state",
        "name is taken");
    refused(
        () -> TableCheck.variables(peer("a", Type.INT, 0, "0", 1, 0, false, "x"), 22),
        "variable a",
        "range upside down");
    refused(
        () -> TableCheck.variables(peer("a", Type.INT, 1, "0", 0, 1, false, "x"), 22),
        "variable a",
        "size");
    refused(
        () -> TableCheck.variables(peer("a", Type.TEXT, 0, "", 0, 0, false, "x"), 22),
        "variable a",
        "size");
    refused(
        () -> TableCheck.variables(peer("a", Type.INT, 0, "0", 0, 1, true, "x"), 22),
        "variable a",
        "writable");
    refused(
        () -> TableCheck.variables(peer("a", Type.INT, 0, "0", 0, 1, false, ""), 22),
        "variable a",
        "no meaning");
    refused(() -> TableCheck.variables(Variable.all(Table.PEER), 21), "variables", "22 rows");
  }

  private static List<Variable> peer(
      String name,
      Type type,
      int size,
      String value,
      long min,
      long max,
      boolean writable,
      String meaning) {
    Variable row =
        new Variable(Table.PEER, name, type, size, value, min, max, writable, false, meaning);
    return withFirst(Variable.all(Table.PEER), row);
  }
}
