package io.github.spwf04.codec;

import java.util.Locale;

/** Tells which parameters and variables hold what must not be shown. */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "***";

  private Secrets() {}

  /**
   * Whether a parameter or a variable of that name holds a password or a key: {@code passwd},
   * {@code wifi_wpa_psk_text}, {@code wifi_wep_keys[0]}, {@code aes128_key} and their like.
   */
  public static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("passwd")
        || lower.endsWith("_passwd")
        || lower.startsWith("wifi_wpa_psk")
        || lower.startsWith("wifi_wep_keys")
        || lower.equals("aes128_key")
        || lower.equals("psk")
        || lower.equals("user_desc")
        || lower.equals("wifi_wps_pin");
  }
}
