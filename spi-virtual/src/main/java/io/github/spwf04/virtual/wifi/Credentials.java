package io.github.spwf04.virtual.wifi;

import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.security.CertificateReader;
import io.github.spwf04.virtual.security.Certificates;
import io.github.spwf04.virtual.security.Certificates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Whether the variables of the security hold what a network asks for. */
final class Credentials {
  /** Value of wifi_eap_type that proves itself by a certificate. */
  private static final int EAP_TLS = 0;

  private Credentials() {}

  /** Whether an access point lets the module in. */
  static boolean admit(Core core, Certificates certificates, AccessPoint accessPoint) {
    Settings settings = core.settings();
    if (settings.number("wifi_priv_mode") != accessPoint.security().ordinal()) {
      return false;
    }
    return switch (accessPoint.security()) {
      case OPEN -> true;
      case WEP -> wepKey(settings).equals(accessPoint.key().toUpperCase(Locale.ROOT));
      case WPA2 ->
          samePsk(settings, accessPoint.ssid().getBytes(StandardCharsets.UTF_8), accessPoint.key());
      case WPA2_ENTERPRISE -> enterprise(core, certificates, accessPoint);
    };
  }

  /** Whether the module, as an access point, lets a station in. */
  static boolean admit(Settings settings, PeerStation station) {
    return switch ((int) settings.number("wifi_priv_mode")) {
      case 0 -> true;
      case 1 -> wepKey(settings).equals(station.key().toUpperCase(Locale.ROOT));
      default -> samePsk(settings, settings.ssid(), station.key());
    };
  }

  /**
   * Whether the variables give the key of a network: a passphrase that is set goes before
   * wifi_wpa_psk_raw (Table 7).
   *
   * @param theirs a passphrase, or the key itself as 64 hexadecimal digits
   */
  private static boolean samePsk(Settings settings, byte[] ssid, String theirs) {
    String text = utf8(settings, "wifi_wpa_psk_text");
    boolean raw = isRawKey(theirs);
    if (!raw && !text.isEmpty()) {
      return text.equals(theirs);
    }
    byte[] own = text.isEmpty() ? settings.bytes("wifi_wpa_psk_raw") : psk(text, ssid);
    return !theirs.isEmpty()
        && Arrays.equals(own, raw ? HexFormat.of().parseHex(theirs) : psk(theirs, ssid));
  }

  /** Whether it is the key itself, and no passphrase, which has 63 characters at most. */
  static boolean isRawKey(String key) {
    return key.matches("[0-9A-Fa-f]{64}");
  }

  /** A text of a variable, whose bytes are kept a character each. */
  private static String utf8(Settings settings, String name) {
    return new String(
        settings.get(name).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean enterprise(Core core, Certificates certificates, AccessPoint accessPoint) {
    Settings settings = core.settings();
    String identity = utf8(settings, "wifi_eap_identity") + ':';
    if (settings.number("wifi_eap_type") != EAP_TLS) {
      return accessPoint.key().equals(identity + utf8(settings, "wifi_eap_passwd"));
    }
    return accessPoint.key().startsWith(identity)
        && hasCertificate(
            certificates.content(),
            settings.number("wifi_eap_skip_datechecks") == 0 ? core.time() : null);
  }

  /**
   * Whether WPAECERT has loaded what EAP-TLS needs: the CA of the server, and a certificate with
   * the key that belongs to it.
   *
   * @param now when the certificates must be valid; null for whenever
   */
  private static boolean hasCertificate(Map<Kind, byte[]> loaded, @Nullable Instant now) {
    byte[] ca = loaded.get(Kind.CA);
    byte[] own = loaded.get(Kind.CERT);
    byte[] key = loaded.get(Kind.KEY);
    if (ca == null || own == null || key == null) {
      return false;
    }
    try {
      X509Certificate certificate = CertificateReader.certificates(own).getFirst();
      if (now != null) {
        certificate.checkValidity(Date.from(now));
        CertificateReader.certificates(ca).getFirst().checkValidity(Date.from(now));
      }
      PrivateKey secret = CertificateReader.key(key);
      Signature signature =
          Signature.getInstance(
              secret.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(secret);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IOException _) {
      return false;
    }
  }

  /** The WEP key in use, as hexadecimal digits. */
  static String wepKey(Settings settings) {
    int index = (int) settings.number("wifi_wep_default_key") & 3;
    byte[] key = settings.bytes("wifi_wep_keys[" + index + "]");
    byte[] lengths = settings.bytes("wifi_wep_key_lens");
    int length = index < lengths.length ? lengths[index] & 0xFF : 0;
    return HexFormat.of()
        .withUpperCase()
        .formatHex(Arrays.copyOf(key, Math.min(length, key.length)));
  }

  /** The key of a passphrase, whose characters count as UTF-8 (IEEE 802.11, J.4). */
  private static byte[] psk(String passphrase, byte[] ssid) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
          .generateSecret(new PBEKeySpec(passphrase.toCharArray(), ssid, 4096, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
