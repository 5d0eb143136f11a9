package io.github.spwf04.catalog;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What must not be shown: every printer, log, history and trace asks here, and the rows answer. */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "***";

  private Secrets() {}

  /**
   * Whether a parameter holds a password or a key, as {@code passwd} does, and {@code value} behind
   * the name of a secret variable.
   *
   * @param index position of the parameter, from 0; one beyond the row is no secret
   * @param given the parameters before it, as text
   */
  public static boolean isSecret(Command command, int index, IntFunction<String> given) {
    if (index >= command.parameters().size()) {
      return false;
    }
    Parameter parameter = command.parameters().get(index);
    ParameterName variable = parameter.secretAs();
    return parameter.secret()
        || (variable != null && isSecret(given.apply(command.indexOf(variable))));
  }

  /** Whether a variable of Tables 7 to 9 holds a password or a key. */
  public static boolean isSecret(String variable) {
    if (variable.equalsIgnoreCase(Variable.REMOTE_KEY)) {
      return true;
    }
    // A wrong case or a missing index keep a name from being one, not its value from being shown.
    String lower = variable.toLowerCase(Locale.ROOT);
    return Variable.all(Variable.Table.CONFIGURATION).stream()
        .anyMatch(
            row ->
                row.secret() && (row.name().equals(lower) || row.name().startsWith(lower + '[')));
  }

  /** Whether a field of a line or of a WIND's variables holds a password or a key. */
  public static boolean isSecret(Fields fields, String name) {
    LineFormat.Field field = fields.format().fields().get(fields.format().indexOf(name));
    String variable = field.secretAs();
    return field.secret() || (variable != null && isSecret(fields.text(variable)));
  }

  /**
   * The variables of a WIND as text, without CR LF at their end and with what is secret masked: all
   * of them where a secret has to be among them and cannot be told from the rest.
   *
   * @param number the WIND number
   * @param variables left alone
   */
  public static String shown(int number, ByteBuf variables) {
    String text = variables.toString(StandardCharsets.UTF_8).stripTrailing();
    Wind wind = Wind.byNumber(number);
    if (wind == null || !mayHold(wind)) {
      return text;
    }
    Fields fields = wind.parse(variables);
    if (fields == null) {
      return MASK;
    }
    return shown(fields);
  }

  /** A line or the variables of a WIND as text, with its keyword and with what is secret masked. */
  public static String shown(Fields fields) {
    List<Object> values = new ArrayList<>();
    for (LineFormat.Field field : fields.format().fields()) {
      ByteBuf value = fields.bytes(field.name());
      values.add(value.isReadable() && isSecret(fields, field.name()) ? MASK : value);
    }
    ByteBuf masked = Unpooled.buffer();
    fields.format().format(masked, true, values.toArray());
    return masked.toString(StandardCharsets.UTF_8);
  }

  /**
   * Finds the secret in a line of a reply whose command is not known.
   *
   * @param line left alone; it may end early
   * @return its fields, or null when no row has a secret there; a value that is still to come, or
   *     comes as a line of its own (field-facts B.2), counts
   */
  public static @Nullable Fields secretLine(ByteBuf line) {
    for (Line row : Line.values()) {
      for (LineFormat form : row.forms()) {
        Fields fields = mayHold(form) ? form.parse(line) : null;
        if (fields != null
            && form.fields().stream().anyMatch(field -> isSecret(fields, field.name()))) {
          return fields;
        }
      }
    }
    return null;
  }

  /** Whether one of the parameters may hold a password or a key. */
  public static boolean mayHold(Command command) {
    return command.parameters().stream()
        .anyMatch(parameter -> parameter.secret() || parameter.secretAs() != null);
  }

  /** Whether one of the variables may hold a password or a key. */
  public static boolean mayHold(Wind wind) {
    return wind.forms().stream().anyMatch(Secrets::mayHold);
  }

  private static boolean mayHold(LineFormat form) {
    return form.fields().stream().anyMatch(field -> field.secret() || field.secretAs() != null);
  }

  /**
   * Whether the lines of the answer hold a password or a key, whatever form they have: the command
   * asks for a variable that is one.
   *
   * @param given the text of each parameter by its position
   */
  public static boolean isSecretAnswer(Command command, List<String> given) {
    return !given.isEmpty()
        && command.replyLines().stream()
            .flatMap(line -> line.forms().stream())
            .anyMatch(Secrets::mayHold)
        && given.stream().anyMatch(Secrets::isSecret);
  }

  /**
   * Whether the data of a command is a key.
   *
   * @param first the first parameter as text, null when there is none
   */
  public static boolean isSecretData(Command command, @Nullable String first) {
    String secret = command.secretDataWhenFirstIs();
    return secret != null && secret.equalsIgnoreCase(first);
  }
}
