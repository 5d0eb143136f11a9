package io.github.spwf04.catalog;

import io.github.spwf04.error.ModuleError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the module makes of a text that is given for a variable: one reading for each type of Table
 * 7.
 *
 * @param text the value as the module prints it; empty where it refuses it
 * @param error the error of Table 10 with which it refuses it, or null
 */
public record VariableValue(String text, @Nullable ModuleError error) {
  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  /** The manual's own default of an IPv6 address has a group too few (field-facts F.39). */
  private static final String SEVEN_ZEROS = "0:0:0:0:0:0:0";

  private static final int IPV6_GROUPS = 8;

  static VariableValue of(Variable variable, String text) {
    return switch (variable.type()) {
      case INT -> decimal(variable, text);
      case DIGITS -> sized(variable, text, text.matches("[0-9]+"));
      case INTS -> decimals(variable, text);
      case HEX -> hex(variable, text);
      case HEX_BYTES -> pairs(variable, text);
      case TEXT -> sized(variable, text, true);
      case IPV4 -> ipv4(text);
      case IPV6 -> ipv6(text);
    };
  }

  private static VariableValue taken(String text) {
    return new VariableValue(text, null);
  }

  private static VariableValue invalid() {
    return new VariableValue("", ModuleError.INVALID_VALUE);
  }

  private static VariableValue tooLong() {
    return new VariableValue("", ModuleError.ARGUMENT_TOO_LONG);
  }

  private static VariableValue decimal(Variable variable, String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return invalid();
    }
    long number = Long.parseLong(text);
    return inRange(variable, number) ? taken(Long.toString(number)) : invalid();
  }

  private static VariableValue decimals(Variable variable, String text) {
    List<String> numbers = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      VariableValue number = decimal(variable, one);
      if (number.error() != null) {
        return number;
      }
      numbers.add(number.text());
    }
    return numbers.size() > variable.size() ? invalid() : taken(String.join(" ", numbers));
  }

  /** Hexadecimal with and without 0x, printed as wide as the default. */
  private static VariableValue hex(Variable variable, String text) {
    if (!text.matches("(0[xX])?[0-9A-Fa-f]{1,8}")) {
      return invalid();
    }
    long number = Long.parseLong(digits(text), 16);
    int width = Math.max(1, variable.defaultValue().length() - 2);
    return inRange(variable, number)
        ? taken("0x" + HexFormat.of().withUpperCase().toHexDigits(number, width))
        : invalid();
  }

  /** Pairs with and without 0x and colons; zeros behind them where the variable may be short. */
  private static VariableValue pairs(Variable variable, String text) {
    String digits = digits(text).replace(":", "");
    boolean whole =
        text.indexOf(':') < 0
            ? digits.matches("([0-9A-Fa-f]{2})+")
            : text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*");
    if (!whole || digits.length() / 2 < variable.min()) {
      return invalid();
    }
    if (digits.length() / 2 > variable.size()) {
      return tooLong();
    }
    String filled = digits + "00".repeat(variable.size() - digits.length() / 2);
    return taken(PAIRS.formatHex(HexFormat.of().parseHex(filled)));
  }

  private static String digits(String text) {
    return text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
  }

  private static VariableValue sized(Variable variable, String text, boolean valid) {
    if (!valid) {
      return invalid();
    }
    return text.length() > variable.size() ? tooLong() : taken(text);
  }

  private static VariableValue ipv4(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return invalid();
    }
    List<String> octets = new ArrayList<>();
    for (String octet : text.split("\\.")) {
      int number = Integer.parseInt(octet);
      if (number > 255) {
        return invalid();
      }
      octets.add(Integer.toString(number));
    }
    return taken(String.join(".", octets));
  }

  private static VariableValue ipv6(String text) {
    String address = text.equals(SEVEN_ZEROS) ? "::" : text;
    int gap = address.indexOf("::");
    List<String> groups = groups(gap < 0 ? address : address.substring(0, gap));
    List<String> behind = groups(gap < 0 ? "" : address.substring(gap + 2));
    int missing = IPV6_GROUPS - groups.size() - behind.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return invalid();
    }
    groups.addAll(Collections.nCopies(missing, "0"));
    groups.addAll(behind);
    if (!groups.stream().allMatch(group -> group.matches("[0-9A-Fa-f]{1,4}"))) {
      return invalid();
    }
    groups.replaceAll(group -> Integer.toHexString(Integer.parseInt(group, 16)));
    return taken(String.join(":", groups));
  }

  private static List<String> groups(String text) {
    return new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split(":", -1)));
  }

  private static boolean inRange(Variable variable, long number) {
    return number >= variable.min() && number <= variable.max();
  }
}
