package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks arguments against a command's row, the same way for every command. */
public final class Arguments {
  private Arguments() {}

  /**
   * @return 0, or the error of Table 10 the module answers
   */
  public static int check(Command command, List<byte[]> arguments) {
    List<Parameter> parameters = command.parameters();
    if (arguments.size() > parameters.size()) {
      return Errors.TOO_MANY_ARGUMENTS;
    }
    for (int i = 0; i < parameters.size(); i++) {
      int error =
          i < arguments.size()
              ? check(parameters.get(i), arguments.get(i))
              : parameters.get(i).required() ? Errors.MISSING_ARGUMENT : 0;
      if (error == Errors.INVALID_ARGUMENT || error == Errors.INVALID_VALUE) {
        return refusal(command, i, error);
      }
      if (error != 0) {
        return error;
      }
    }
    return 0;
  }

  /** What Table 10 calls a value that this command does not take; {@code general} in most cases. */
  private static int refusal(Command command, int index, int general) {
    return switch (command) {
      case GPIOC ->
          switch (index) {
            case 0 -> Errors.INVALID_GPIO;
            case 1 -> Errors.DIRECTION;
            default -> general;
          };
      case GPIOR, GPIOW, ADC -> index == 0 ? Errors.INVALID_GPIO : general;
      case DAC -> Errors.VOLTAGE;
      case PWM ->
          switch (index) {
            case 0 -> Errors.INVALID_GPIO;
            case 1 -> Errors.FREQUENCY;
            default -> Errors.DUTY_CYCLE;
          };
      default -> general;
    };
  }

  private static int check(Parameter parameter, byte[] argument) {
    if (argument.length == 0) {
      return parameter.needsValue() ? Errors.MISSING_ARGUMENT : 0;
    }
    String text = new String(argument, StandardCharsets.ISO_8859_1);
    return switch (parameter.kind()) {
      case TEXT -> argument.length > parameter.max() ? Errors.ARGUMENT_TOO_LONG : 0;
      case CHOICE ->
          parameter.choices().stream().anyMatch(text::equalsIgnoreCase)
              ? 0
              : Errors.INVALID_ARGUMENT;
      case NUMBER -> checkNumber(parameter, text);
      // Its own check has come before, for it decides what the next bytes are.
      case DATA_LENGTH, RESERVED -> 0;
    };
  }

  private static int checkNumber(Parameter parameter, String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return Errors.INVALID_ARGUMENT;
    }
    long number = Long.parseLong(text);
    return number < parameter.min() || number > parameter.max() ? Errors.INVALID_VALUE : 0;
  }

  /**
   * The length of the data phase; bytes that are no number evaluate to zero (field-facts G 17, 18).
   *
   * @return the length, or the negative of the error that it is
   */
  public static int dataLength(Command command, List<byte[]> arguments) {
    int index = command.dataLengthIndex();
    if (arguments.size() > command.parameters().size()) {
      return -Errors.TOO_MANY_ARGUMENTS;
    }
    if (index >= arguments.size() || arguments.get(index).length == 0) {
      return -Errors.MISSING_ARGUMENT;
    }
    String text = new String(arguments.get(index), StandardCharsets.ISO_8859_1);
    long length = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    Parameter parameter = command.parameters().get(index);
    if (length == 0) {
      // Only there a zero means something: it clears the buffer (6.55).
      boolean allowed = command == Command.INPUTSSI && text.matches("0+");
      return allowed ? 0 : -Errors.ARGUMENT_ZERO;
    }
    return length > Math.min(parameter.max(), Integer.MAX_VALUE)
        ? -Errors.INVALID_VALUE
        : (int) length;
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
