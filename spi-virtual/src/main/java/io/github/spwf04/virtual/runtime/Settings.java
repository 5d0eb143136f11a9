package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.VariableValue;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration variables of Table 7: one copy in RAM, one in flash (6.9 to 6.11). Values are
 * kept as the module prints them, a character a byte.
 */
public final class Settings {
  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  /** Greatest wifi_beacon_wakeup while wifi_listen_interval is 0 (Table 7). */
  private static final int MOST_SLEPT = 255;

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

  /**
   * Sets many, in no order.
   *
   * @throws IllegalArgumentException when there is no such variable, or it cannot have its value
   */
  public void setAll(Map<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          ModuleError error = put(name, text);
          if (error != null) {
            throw new IllegalArgumentException(
                "configuration variable "
                    + name
                    + " cannot be "
                    + (Secrets.isSecret(name) ? Secrets.MASK : text)
                    + ": "
                    + error);
          }
        });
    if (wakesTooLate()) {
      throw new IllegalArgumentException(
          "wifi_beacon_wakeup is above " + MOST_SLEPT + " while wifi_listen_interval is 0");
    }
  }

  public Settings copy() {
    return new Settings(new HashMap<>(values));
  }

  /** All of them by name. */
  public Map<String, String> all() {
    return Map.copyOf(values);
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
    String before = values.get(name);
    ModuleError error = put(name, text);
    if (before != null && wakesTooLate()) {
      values.put(name, before);
      return ModuleError.INVALID_VALUE;
    }
    return error;
  }

  private @Nullable ModuleError put(String name, String text) {
    Variable variable = Variable.find(Variable.Table.CONFIGURATION, name);
    if (variable == null) {
      return ModuleError.VARIABLE_NOT_FOUND;
    }
    VariableValue value = variable.read(text);
    if (value.error() != null) {
      return value.error();
    }
    values.put(name, value.text());
    return null;
  }

  /** Whether it sleeps longer than a wifi_listen_interval of 0 allows (Table 7). */
  private boolean wakesTooLate() {
    return number("wifi_listen_interval") == 0 && number("wifi_beacon_wakeup") > MOST_SLEPT;
  }
}
