package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.error.ModuleError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks arguments against a command's row, the same way for every command. */
public final class Arguments {
  private Arguments() {}

  /**
   * @return the error of Table 10 the module answers, or null
   */
  public static @Nullable ModuleError check(Command command, List<byte[]> arguments) {
    List<Parameter> parameters = command.parameters();
    if (arguments.size() > parameters.size()) {
      return ModuleError.TOO_MANY_ARGUMENTS;
    }
    for (int i = 0; i < parameters.size(); i++) {
      ModuleError error =
          i < arguments.size()
              ? check(parameters.get(i), arguments.get(i))
              : parameters.get(i).required() ? ModuleError.MISSING_ARGUMENT : null;
      if (error != null) {
        ModuleError refusal = parameters.get(i).refusal();
        boolean general =
            error.equals(ModuleError.INVALID_ARGUMENT) || error.equals(ModuleError.INVALID_VALUE);
        return general && refusal != null ? refusal : error;
      }
    }
    return null;
  }

  private static @Nullable ModuleError check(Parameter parameter, byte[] argument) {
    if (argument.length == 0) {
      return parameter.needsValue() ? ModuleError.MISSING_ARGUMENT : null;
    }
    String text = new String(argument, StandardCharsets.ISO_8859_1);
    return switch (parameter.kind()) {
      case TEXT -> argument.length > parameter.max() ? ModuleError.ARGUMENT_TOO_LONG : null;
      case CHOICE ->
          parameter.choices().stream().anyMatch(text::equalsIgnoreCase)
              ? null
              : ModuleError.INVALID_ARGUMENT;
      case NUMBER -> checkNumber(parameter, text);
      // Its own check has come before, for it decides what the next bytes are.
      case DATA_LENGTH, RESERVED -> null;
    };
  }

  private static @Nullable ModuleError checkNumber(Parameter parameter, String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return ModuleError.INVALID_ARGUMENT;
    }
    long number = Long.parseLong(text);
    return number < parameter.min() || number > parameter.max() ? ModuleError.INVALID_VALUE : null;
  }

  /**
   * The length of the data phase; bytes that are no number evaluate to zero (field-facts G 17, 18).
   *
   * @param counted whether a length field has to hold it: on the UART there is none
   * @return the length
   * @throws Refused when it is none
   */
  public static int dataLength(Command command, List<byte[]> arguments, boolean counted)
      throws Refused {
    int index = command.dataLengthIndex();
    if (arguments.size() > command.parameters().size()) {
      throw new Refused(ModuleError.TOO_MANY_ARGUMENTS);
    }
    if (index >= arguments.size() || arguments.get(index).length == 0) {
      throw new Refused(ModuleError.MISSING_ARGUMENT);
    }
    String text = new String(arguments.get(index), StandardCharsets.ISO_8859_1);
    long length = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    Parameter parameter = command.parameters().get(index);
    boolean written = text.matches("0+");
    if (length < parameter.min() || (length == 0 && !written)) {
      throw new Refused(ModuleError.ARGUMENT_ZERO);
    }
    if (length > (counted ? parameter.max() : Integer.MAX_VALUE)) {
      throw new Refused(ModuleError.INVALID_VALUE);
    }
    return (int) length;
  }

  /**
   * Whether the host sees a data request or a refusal next: a length of zero has neither bytes nor
   * a phase, one that is none is refused.
   */
  public static boolean awaitsData(Command command, List<byte[]> arguments) {
    try {
      return hasData(command, arguments) && dataLength(command, arguments, true) > 0;
    } catch (Refused _) {
      return true;
    }
  }

  /** Whether data follows this command: its row has some, and the first parameter does not deny. */
  public static boolean hasData(Command command, List<byte[]> arguments) {
    if (command.dataLengthIndex() < 0) {
      return false;
    }
    String denial = command.noDataWhenFirstIs();
    return denial == null
        || arguments.isEmpty()
        || !new String(arguments.getFirst(), StandardCharsets.ISO_8859_1).equalsIgnoreCase(denial);
  }
}
