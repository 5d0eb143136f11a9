package io.github.spwf04.wifi;

/** Ways to join a network by WPS, in the order of the parameter mode (manual 6.33). */
public enum WpsMode {
  /** A button is pressed at the access point, within two minutes. */
  PUSH_BUTTON,
  /** The PIN in wifi_wps_pin is typed in at the access point. */
  DEVICE_PIN,
  /** A random PIN is typed in at the access point. */
  RANDOM_PIN
}
