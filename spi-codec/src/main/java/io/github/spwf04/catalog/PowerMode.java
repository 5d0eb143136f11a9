package io.github.spwf04.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The power states of Table 4, which PMS switches between. */
public enum PowerMode {
  /** Processor and radio run. */
  ACTIVE("Run", "on", Map.of("sleep_enabled", 0, "standby_enabled", 0, "wifi_powersave", 0)),
  /** The radio sleeps between beacons. */
  POWER_SAVE(
      "Run",
      "PS or Fast PS",
      Map.of("sleep_enabled", 0, "standby_enabled", 0, "wifi_powersave", 1)),
  /** The radio sleeps between beacons, and the processor with it. */
  SLEEP(
      "Stop",
      "PS or Fast PS",
      Map.of("sleep_enabled", 1, "standby_enabled", 0, "wifi_powersave", 1)),
  /** All is off for the seconds of the variable standby_time. */
  STANDBY("Standby", "off", Map.of("sleep_enabled", 0, "standby_enabled", 1));

  private static final PowerMode[] MODES = values();

  private final String processor;
  private final String radio;
  private final Map<String, Integer> variables;

  PowerMode(String processor, String radio, Map<String, Integer> variables) {
    this.processor = processor;
    this.radio = radio;
    this.variables = variables;
  }

  /** The parameter of PMS, 0 to 3. */
  public int number() {
    return ordinal();
  }

  /** The state of the STM32. */
  public String processor() {
    return processor;
  }

  /** The state of the radio. */
  public String radio() {
    return radio;
  }

  /** The configuration variables that put the module into this state, with their values. */
  public Map<String, Integer> variables() {
    return variables;
  }

  /**
   * @return the mode of that number, or null when there is none
   */
  public static @Nullable PowerMode byNumber(int number) {
    return number >= 0 && number < MODES.length ? MODES[number] : null;
  }
}
