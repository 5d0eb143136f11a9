package io.github.spwf04.cli.at;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.codec.AtText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** What can stand at the cursor of an AT line, and what is expected there, from the catalogue. */
final class AtCompleter implements Completer {
  private final char delimiter;

  /**
   * @param delimiter what separates the fields of a line
   */
  AtCompleter(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    candidates.addAll(candidates(line.line().substring(0, line.cursor())));
  }

  /** The words that go on from a text, each with the whole text before it. */
  List<Candidate> candidates(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return commands();
    }
    Command command = Command.byAtName(text.substring(0, equals).strip());
    int field = field(text);
    if (command == null || field >= command.parameters().size()) {
      return List.of();
    }
    String before = text.substring(0, text.length() - fieldText(text).length());
    Parameter parameter = command.parameters().get(field);
    List<Candidate> found = new ArrayList<>();
    for (String choice : parameter.choices()) {
      found.add(
          candidate(before + choice, choice, parameter.meaning(), parameter.name().toString()));
    }
    Variable.Table table = variables(command, field);
    if (table != null) {
      for (Variable variable : Variable.all(table)) {
        found.add(
            candidate(before + variable.name(), variable.name(), variable.meaning(), "variables"));
      }
    }
    return found;
  }

  private static List<Candidate> commands() {
    List<Candidate> found = new ArrayList<>();
    for (Command command : Command.values()) {
      String group = command.group().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String more = command.parameters().isEmpty() ? "" : "=";
      found.add(candidate(command.atName() + more, command.atName(), command.summary(), group));
    }
    return found;
  }

  /** A completion behind which no blank is put. */
  private static Candidate candidate(String value, String shown, String meaning, String group) {
    return new Candidate(value, shown, group, meaning, null, null, false);
  }

  /** The list whose names a parameter takes, or null. */
  private static Variable.@Nullable Table variables(Command command, int field) {
    return switch (command) {
      case GCFG, SCFG -> field == 0 ? Variable.Table.CONFIGURATION : null;
      case STS -> field == 0 ? Variable.Table.STATUS : null;
      case PEERS -> field == 1 ? Variable.Table.PEER : null;
      default -> null;
    };
  }

  /**
   * What a line that has been typed so far goes on with: the rest of the usage, and what the
   * parameter at its end means. Empty when there is nothing to say.
   */
  String hint(String text) {
    int equals = text.indexOf('=');
    Command command = Command.byAtName((equals < 0 ? text : text.substring(0, equals)).strip());
    // AT is how every other command begins, too.
    if (command == null || command == Command.AT) {
      return "";
    }
    if (equals < 0) {
      String usage = command.usage().substring(command.atName().length());
      return usage.replace(AtText.DELIMITER, delimiter) + "  " + command.summary();
    }
    int field = field(text);
    List<Parameter> row = command.parameters();
    if (field >= row.size()) {
      return "  takes " + row.size() + " parameters at most";
    }
    String[] usage = command.usage().substring(command.atName().length() + 1).split(",", -1);
    StringBuilder hint = new StringBuilder();
    if (fieldText(text).isEmpty()) {
      hint.append(usage[field]);
    }
    for (int i = field + 1; i < usage.length; i++) {
      hint.append(delimiter).append(usage[i]);
    }
    return hint.append("  ").append(meaning(command, field, text)).toString();
  }

  private String meaning(Command command, int field, String text) {
    if (command == Command.SCFG && field == 1) {
      String name = text.substring(text.indexOf('=') + 1, text.indexOf(delimiter));
      Variable variable = Variable.find(Variable.Table.CONFIGURATION, name);
      if (variable != null) {
        return variable.meaning();
      }
    }
    Parameter parameter = command.parameters().get(field);
    String omitted = parameter.defaultValue();
    String secured = parameter.defaultValue(true);
    return parameter.meaning()
        + (omitted == null ? "" : "; " + omitted + " by default")
        + (Objects.equals(omitted, secured) ? "" : ", " + secured + " with TLS");
  }

  /** Which field the text ends in, counted from 0. */
  private int field(String text) {
    return (int) text.substring(text.indexOf('=')).chars().filter(c -> c == delimiter).count();
  }

  private String fieldText(String text) {
    int start = Math.max(text.indexOf('='), text.lastIndexOf(delimiter));
    return text.substring(start + 1);
  }
}
