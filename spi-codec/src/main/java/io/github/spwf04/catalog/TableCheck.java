package io.github.spwf04.catalog;

import io.github.spwf04.catalog.LineFormat.Field;
import io.github.spwf04.catalog.Parameter.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the tables. Each runs once, when its table loads, and throws with the name of
 * the row that is wrong: a broken table is never used.
 */
final class TableCheck {
  private static final int COMMANDS = 66;

  /** The commands with a required parameter behind an optional one: the manual has no others. */
  private static final Set<String> REQUIRED_BEHIND_OPTIONAL =
      Set.of("6.30", "6.37", "6.50", "6.51", "6.52", "6.57", "6.64");

  private TableCheck() {}

  /** Section 6: 66 commands, one a section, each id once, every row sound. */
  static void commands(List<CommandRow> rows) {
    Set<Integer> ids = new HashSet<>();
    Set<String> sections = new HashSet<>();
    for (CommandRow row : rows) {
      String name = "command " + row.section;
      check(row.id > 0 && row.id <= 0x66, name, "id " + row.id + " is not 0x01 to 0x66");
      check(ids.add(row.id), name, "id " + row.id + " is taken");
      check(sections.add(row.section), name, "the section is taken");
      check(!row.summary.isBlank(), name, "no summary");
      parameters(name, row);
      for (Wind wind : row.winds) {
        check(!wind.reserved(), name, "causes the reserved " + wind);
      }
    }
    for (int i = 1; i <= COMMANDS; i++) {
      check(sections.contains("6." + i), "command 6." + i, "missing");
    }
    check(rows.size() == COMMANDS, "commands", rows.size() + " rows instead of " + COMMANDS);
  }

  private static void parameters(String command, CommandRow row) {
    Set<ParameterName> names = new HashSet<>();
    boolean hasLength = false;
    boolean behindOptional = false;
    for (Parameter parameter : row.parameters) {
      String name = command + ", parameter " + parameter.name();
      boolean reserved = parameter.kind() == Kind.RESERVED;
      check(names.add(parameter.name()) || reserved, name, "the name is taken");
      if (parameter.kind() == Kind.DATA_LENGTH) {
        check(!hasLength, name, "a second data length");
        hasLength = true;
      }
      check(
          !parameter.required()
              || !behindOptional
              || REQUIRED_BEHIND_OPTIONAL.contains(row.section),
          name,
          "required behind an optional one");
      behindOptional |= !parameter.required() && !reserved;
      parameter(name, parameter);
    }
    check(
        row.noDataWhenFirstIs == null
            || (hasLength && contains(row.parameters.getFirst().choices(), row.noDataWhenFirstIs)),
        command,
        row.noDataWhenFirstIs + " is no choice before a data length");
  }

  private static void parameter(String name, Parameter parameter) {
    boolean choice = parameter.kind() == Kind.CHOICE;
    check(choice != parameter.choices().isEmpty(), name, "choices do not go with its kind");
    Set<String> choices = new HashSet<>();
    for (String value : parameter.choices()) {
      check(
          choices.add(value.toLowerCase(Locale.ROOT)), name, "choice " + value + " is there twice");
    }
    check(parameter.min() >= 0 && parameter.min() <= parameter.max(), name, "range upside down");
    check(
        parameter.kind() != Kind.TEXT || parameter.max() <= Limits.PARAMETER,
        name,
        "longer than a parameter can be");
    check(!parameter.meaning().isBlank(), name, "no meaning");
    fits(name, parameter, parameter.defaultValue(false));
    fits(name, parameter, parameter.defaultValue(true));
  }

  private static void fits(String name, Parameter parameter, @Nullable String value) {
    if (value == null) {
      return;
    }
    check(!parameter.required(), name, "required, yet it has a default");
    check(
        switch (parameter.kind()) {
          case TEXT -> value.length() >= parameter.min() && value.length() <= parameter.max();
          case NUMBER, DATA_LENGTH -> inRange(number(value), parameter.min(), parameter.max());
          case CHOICE -> contains(parameter.choices(), value);
          case RESERVED -> false;
        },
        name,
        "default " + value + " does not fit");
  }

  /** Table 14: numbers 0 to 90 in order, reserved ones bare, reasons only where there is one. */
  static void winds(List<WindRow> rows) {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      WindRow row = rows.get(i);
      String name = "WIND " + row.number;
      check(row.number == i, name, "stands in the place of " + i);
      check(!row.text.isBlank() && !row.meaning.isBlank(), name, "no text or no meaning");
      check(row.reserved || texts.add(row.text), name, "the text is taken");
      check(!row.forms.isEmpty(), name, "no shape");
      boolean bare = row.forms.size() == 1 && row.forms.getFirst().fields().isEmpty();
      check(!row.reserved || bare, name, "reserved, yet it has variables");
      check(
          row.reasons == null || hasReason(row.forms),
          name,
          "explains reasons but has no variable reason");
    }
    check(rows.size() == 91, "WINDs", rows.size() + " rows instead of 91");
  }

  /** One of Tables 7 to 9: each name once, each value fit for its type, size and range. */
  static void variables(List<Variable> rows, int count) {
    Set<String> names = new HashSet<>();
    for (Variable row : rows) {
      String name = row.table() + " variable " + row.name();
      check(names.add(row.name()), name, "the name is taken");
      check(!row.meaning().isBlank(), name, "no meaning");
      check(row.min() <= row.max(), name, "range upside down");
      boolean sized =
          switch (row.type()) {
            case TEXT, DIGITS, INTS, HEX_BYTES -> true;
            case INT, HEX, IPV4, IPV6 -> false;
          };
      check(sized == row.size() > 0, name, "size does not go with its type");
      check(
          row.writable() == (row.table() == Variable.Table.CONFIGURATION),
          name,
          "writable in the wrong table");
      check(
          row.read(row.defaultValue()).text().equals(row.defaultValue()),
          name,
          "default " + row.defaultValue() + " does not fit");
    }
    check(rows.size() == count, "variables", rows.size() + " rows instead of " + count);
  }

  private static boolean hasReason(List<LineFormat> forms) {
    for (LineFormat form : forms) {
      for (Field field : form.fields()) {
        if (field.name().equals("reason")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean contains(List<String> choices, String value) {
    for (String choice : choices) {
      if (choice.equalsIgnoreCase(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inRange(@Nullable Long value, long min, long max) {
    return value != null && value >= min && value <= max;
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void check(boolean holds, String row, String problem) {
    if (!holds) {
      throw new IllegalStateException(row + ": " + problem);
    }
  }
}
