package io.github.spwf04.testkit.module;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The authorities a peer's certificate can come from.
 *
 * @param certificates theirs
 * @param keyId what was loaded as {@code auth}: the key id of the first certificate, in place of
 *     its own; or null
 * @param broken whether something is loaded that is no certificate
 */
record Authorities(List<X509Certificate> certificates, byte @Nullable [] keyId, boolean broken) {
  private static final int KEY_ID_LENGTH = 20;

  /** Of what TLSCERT or WPAECERT loaded as ca and auth. */
  static Authorities of(byte @Nullable [] ca, byte @Nullable [] auth) {
    if (ca == null) {
      return new Authorities(List.of(), null, false);
    }
    try {
      return new Authorities(
          CertificateReader.certificates(ca), auth == null ? null : keyId(auth), false);
    } catch (CertificateException _) {
      return new Authorities(List.of(), null, true);
    }
  }

  /** 20 bytes, or their hexadecimal digits with or without colons. */
  private static byte[] keyId(byte[] auth) {
    String digits = new String(auth, StandardCharsets.ISO_8859_1).strip().replace(":", "");
    return auth.length != KEY_ID_LENGTH && digits.matches("([0-9A-Fa-f]{2})+")
        ? HexFormat.of().parseHex(digits)
        : auth;
  }

  /** The authority that issued a certificate by its name, or null. */
  @Nullable X509Certificate issuerOf(X509Certificate certificate) {
    for (X509Certificate authority : certificates) {
      if (authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        return authority;
      }
    }
    return null;
  }

  /**
   * The key id of one of them, or null when it has none.
   *
   * @throws IllegalArgumentException when the extension cannot be read
   */
  byte @Nullable [] keyId(X509Certificate authority) {
    return keyId != null && authority.equals(certificates.getFirst())
        ? keyId
        : CertificateReader.subjectKeyId(authority);
  }
}
