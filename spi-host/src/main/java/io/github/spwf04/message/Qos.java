package io.github.spwf04.message;

/** Quality of service of an MQTT message. */
public enum Qos {
  AT_MOST_ONCE,
  AT_LEAST_ONCE,
  EXACTLY_ONCE;

  /** What stands on the wire, 0 to 2. */
  public int number() {
    return ordinal();
  }
}
