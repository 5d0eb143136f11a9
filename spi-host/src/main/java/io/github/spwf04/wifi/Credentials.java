package io.github.spwf04.wifi;

import io.github.spwf04.catalog.Variable;
import io.github.spwf04.error.SpwfException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a network asks for before it lets the module in (Table 7, wifi_priv_mode). */
public sealed interface Credentials {

  /** The configuration variables that carry it, in the order to set them. */
  Map<String, String> variables();

  /** An open network. */
  static Credentials open() {
    return new Open();
  }

  /**
   * A network with a WPA or WPA2 passphrase, see {@link Personal}, or with its key as 64
   * hexadecimal digits, which no passphrase is: see {@link PreSharedKey}.
   */
  static Credentials passphrase(String passphrase) {
    return passphrase.matches(PreSharedKey.DIGITS)
        ? new PreSharedKey(passphrase)
        : new Personal(passphrase);
  }

  /** An open network. */
  record Open() implements Credentials {
    @Override
    public Map<String, String> variables() {
      return privacy(0, 0);
    }
  }

  /**
   * WEP.
   *
   * @param key 5 or 13 bytes as hexadecimal digits
   * @param shared whether the access point authenticates by the key, too (shared key), or lets
   *     everybody in and encrypts only (open system)
   */
  record Wep(String key, boolean shared) implements Credentials {
    public Wep {
      if (!key.matches("([0-9A-Fa-f]{10}|[0-9A-Fa-f]{26})")) {
        throw new SpwfException.InvalidInput(
            "a WEP key is 10 or 26 hexadecimal digits, not " + key.length() + " characters");
      }
    }

    @Override
    public Map<String, String> variables() {
      Map<String, String> variables = privacy(1, shared ? 1 : 0);
      variables.put("wifi_wep_keys[0]", key);
      variables.put("wifi_wep_key_lens", "%02X:00:00:00".formatted(key.length() / 2));
      variables.put("wifi_wep_default_key", "0");
      return variables;
    }

    /** All but the key. */
    @Override
    public String toString() {
      return "Wep[key=***, shared=" + shared + "]";
    }
  }

  /**
   * WPA or WPA2 with a passphrase that all share.
   *
   * @param passphrase 8 to 63 characters of ASCII, blank to tilde, as IEEE 802.11 has them. How a
   *     network computes its key from others is its own affair; {@link PreSharedKey} joins it
   */
  record Personal(String passphrase) implements Credentials {
    public Personal {
      if (passphrase.length() < 8 || passphrase.length() > 63) {
        throw new SpwfException.InvalidInput(
            "a passphrase has 8 to 63 characters, not " + passphrase.length());
      }
      if (!passphrase.matches("[ -~]+")) {
        throw new SpwfException.InvalidInput(
            "a passphrase has characters of ASCII, blank to tilde; for others there is the key of"
                + " the network, 64 hexadecimal digits");
      }
    }

    @Override
    public Map<String, String> variables() {
      Map<String, String> variables = privacy(2, 0);
      variables.put("wifi_wpa_psk_text", passphrase);
      return variables;
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
      return "Personal[passphrase=***]";
    }
  }

  /**
   * WPA or WPA2 with the key itself, which others compute from a passphrase and the SSID (Table 7,
   * wifi_wpa_psk_raw).
   *
   * @param key 32 bytes as hexadecimal digits
   */
  record PreSharedKey(String key) implements Credentials {
    private static final String DIGITS = "[0-9A-Fa-f]{64}";

    public PreSharedKey {
      if (!key.matches(DIGITS)) {
        throw new SpwfException.InvalidInput(
            "a pre-shared key is 64 hexadecimal digits, not " + key.length() + " characters");
      }
    }

    /** The passphrase is emptied, for while there is one the module computes the key from it. */
    @Override
    public Map<String, String> variables() {
      Map<String, String> variables = privacy(2, 0);
      variables.put("wifi_wpa_psk_raw", key);
      variables.put("wifi_wpa_psk_text", "");
      return variables;
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "PreSharedKey[key=***]";
    }
  }

  /**
   * WPA2 with a login of the module's own (WPA Enterprise). The certificates it needs are loaded
   * with WPAECERT before (manual 6.31).
   *
   * @param method how it logs in
   * @param identity the user name, at most 32 bytes of UTF-8
   * @param outerIdentity the user name that crosses the air in the clear, at most 32 bytes, or null
   *     to leave it as it is
   * @param password at most 32 bytes, or null for a method that needs none
   * @param ignoreDates whether certificates outside their dates are taken; the module's clock may
   *     not be set yet
   */
  record Enterprise(
      EapMethod method,
      String identity,
      @Nullable String outerIdentity,
      @Nullable String password,
      boolean ignoreDates)
      implements Credentials {

    /** Ways to log in, in the order of wifi_eap_type. */
    public enum EapMethod {
      TLS,
      TTLS_MD5,
      TTLS_MSCHAPV2,
      PEAP_MD5,
      PEAP_MSCHAPV2
    }

    public Enterprise {
      if (password == null && method != EapMethod.TLS) {
        throw new SpwfException.InvalidInput(method + " needs a password");
      }
      fits("wifi_eap_identity", identity);
      fits("wifi_eap_anon_identity", outerIdentity);
      fits("wifi_eap_passwd", password);
    }

    @Override
    public Map<String, String> variables() {
      Map<String, String> variables = privacy(3, 0);
      variables.put("wifi_eap_type", Integer.toString(method.ordinal()));
      variables.put("wifi_eap_identity", identity);
      if (outerIdentity != null) {
        variables.put("wifi_eap_anon_identity", outerIdentity);
      }
      if (password != null) {
        variables.put("wifi_eap_passwd", password);
      }
      variables.put("wifi_eap_skip_datechecks", ignoreDates ? "1" : "0");
      return variables;
    }

    /** All but the password. */
    @Override
    public String toString() {
      return "Enterprise[method=" + method + ", identity=" + identity + "]";
    }
  }

  /** Told here, and not when the radio is off already and half of the variables are set. */
  private static void fits(String variable, @Nullable String value) {
    Variable row = Variable.find(Variable.Table.CONFIGURATION, variable);
    int bytes = value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
    if (row != null && bytes > row.size()) {
      throw new SpwfException.InvalidInput(
          variable + " would have " + bytes + " bytes, " + row.size() + " are allowed");
    }
  }

  private static Map<String, String> privacy(int mode, int authentication) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("wifi_priv_mode", Integer.toString(mode));
    variables.put("wifi_auth_type", Integer.toString(authentication));
    return variables;
  }
}
