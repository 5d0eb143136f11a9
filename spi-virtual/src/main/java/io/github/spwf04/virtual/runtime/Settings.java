package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration variables of Table 7: one copy in RAM, one in flash (6.9 to 6.11). Values are
 * kept as the module prints them, a character a byte.
 */
public final class Settings {
  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  public static Settings factory() {
    Map<String, String> values = new HashMap<>();
    for (Variable variable : Variable.all(Variable.Table.CONFIGURATION)) {
      values.put(variable.name(), variable.defaultValue());
    }
    return new Settings(values);
  }

  public Settings copy() {
    return new Settings(new HashMap<>(values));
  }

  public void copyFrom(Settings other) {
    values.putAll(other.values);
  }

  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no configuration variable " + name);
    }
    return value;
  }

  public long number(String name) {
    String value = get(name);
    return value.startsWith("0x")
        ? Long.parseLong(value, 2, value.length(), 16)
        : Long.parseLong(value);
  }

  public byte[] bytes(String name) {
    return PAIRS.parseHex(get(name));
  }

  /** Whether console_wind_off_low, medium or high holds a WIND back (Table 7). */
  public boolean masks(Wind wind) {
    String mask =
        switch (wind.number() / 32) {
          case 0 -> "console_wind_off_low";
          case 1 -> "console_wind_off_medium";
          default -> "console_wind_off_high";
        };
    return (number(mask) >>> wind.number() % 32 & 1) != 0;
  }

  /** The SSID: the first wifi_ssid_len bytes of wifi_ssid. */
  public byte[] ssid() {
    byte[] all = bytes("wifi_ssid");
    return Arrays.copyOf(all, (int) Math.min(all.length, number("wifi_ssid_len")));
  }

  /** Sets wifi_ssid, filled up with zeros to its 32 bytes, and wifi_ssid_len. */
  public void ssid(byte[] ssid) {
    values.put("wifi_ssid", PAIRS.formatHex(Arrays.copyOf(ssid, 32)));
    values.put("wifi_ssid_len", Integer.toString(ssid.length));
  }

  /**
   * Sets a variable from a command.
   *
   * @return null, or the error of Table 10: 4 no such variable, 8 not a value for it, 32 too long
   */
  public @Nullable ModuleError set(String name, String text) {
    Variable variable = Variable.find(Variable.Table.CONFIGURATION, name);
    if (variable == null) {
      return ModuleError.VARIABLE_NOT_FOUND;
    }
    if (!variable.writable()) {
      return ModuleError.INVALID_VALUE;
    }
    return switch (variable.type()) {
      case INT, HEX -> setNumber(variable, text);
      case HEX_BYTES -> setBytes(variable, text);
      case TEXT -> {
        if (text.length() > variable.size()) {
          yield ModuleError.ARGUMENT_TOO_LONG;
        }
        values.put(variable.name(), text);
        yield null;
      }
      case IPV4 -> setMatching(variable, text, Addresses.isV4(text));
      case IPV6 -> setMatching(variable, text, Addresses.isV6(text));
    };
  }

  private @Nullable ModuleError setNumber(Variable variable, String text) {
    boolean hex = text.matches("0[xX][0-9A-Fa-f]{1,8}");
    if (!hex && !text.matches("-?[0-9]{1,18}")) {
      return ModuleError.INVALID_VALUE;
    }
    long number = hex ? Long.parseLong(text, 2, text.length(), 16) : Long.parseLong(text);
    if (number < variable.min() || number > variable.max()) {
      return ModuleError.INVALID_VALUE;
    }
    String initial = variable.defaultValue();
    values.put(
        variable.name(),
        initial.startsWith("0x")
            ? "0x" + HexFormat.of().withUpperCase().toHexDigits(number, initial.length() - 2)
            : Long.toString(number));
    return null;
  }

  private @Nullable ModuleError setBytes(Variable variable, String text) {
    String digits = text.replace(":", "");
    if (!digits.matches("([0-9A-Fa-f]{2})+")) {
      return ModuleError.INVALID_VALUE;
    }
    if (digits.length() / 2 > variable.size()) {
      return ModuleError.ARGUMENT_TOO_LONG;
    }
    values.put(variable.name(), PAIRS.formatHex(HexFormat.of().parseHex(digits)));
    return null;
  }

  private @Nullable ModuleError setMatching(Variable variable, String text, boolean matches) {
    if (!matches) {
      return ModuleError.INVALID_VALUE;
    }
    values.put(variable.name(), text.toLowerCase(Locale.ROOT));
    return null;
  }
}
