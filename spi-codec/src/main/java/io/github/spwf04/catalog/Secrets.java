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
    if (wind == null || wind.forms().stream().noneMatch(Secrets::mayHold)) {
      return text;
    }
    Fields fields = wind.parse(variables);
    if (fields == null) {
      return MASK;
    }
    List<Object> values = new ArrayList<>();
    for (LineFormat.Field field : fields.format().fields()) {
      values.add(isSecret(fields, field.name()) ? MASK : fields.bytes(field.name()));
    }
    ByteBuf masked = Unpooled.buffer();
    fields.format().format(masked, true, values.toArray());
    return masked.toString(StandardCharsets.UTF_8);
  }

  private static boolean mayHold(LineFormat form) {
    return form.fields().stream().anyMatch(field -> field.secret() || field.secretAs() != null);
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
