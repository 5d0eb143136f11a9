package io.github.spwf04.virtual.security;

import io.github.spwf04.error.ModuleError;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The authorities a peer's certificate can come from: those that were loaded, or else the files
 * that have the key id of an authority for a name (6.32).
 */
final class Authorities {
  private static final int KEY_ID_LENGTH = 20;

  private final byte @Nullable [] loaded;
  private final byte @Nullable [] auth;
  private final Function<String, byte @Nullable []> files;
  private final List<X509Certificate> certificates;

  /**
   * @param loaded as ca, or null
   * @param auth loaded as auth: the key id of the first certificate in place of its own; or null
   * @param files reads a file; null when there is none of that name
   */
  Authorities(
      byte @Nullable [] loaded, byte @Nullable [] auth, Function<String, byte @Nullable []> files) {
    this.loaded = loaded;
    this.auth = auth == null ? null : keyId(auth);
    this.files = files;
    this.certificates = loaded == null ? List.of() : read(loaded);
  }

  /** 20 bytes, or their hexadecimal digits with or without colons. */
  private static byte[] keyId(byte[] auth) {
    String digits = new String(auth, StandardCharsets.ISO_8859_1).strip().replace(":", "");
    return auth.length != KEY_ID_LENGTH && digits.matches("([0-9A-Fa-f]{2})+")
        ? HexFormat.of().parseHex(digits)
        : auth;
  }

  /** None when it is no certificate. */
  private static List<X509Certificate> read(byte[] data) {
    try {
      return CertificateReader.certificates(data);
    } catch (CertificateException _) {
      return List.of();
    }
  }

  /** Whether one was loaded, so that no file is looked for. */
  boolean areLoaded() {
    return loaded != null;
  }

  /** Those that were loaded. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /**
   * The authority that issued a certificate by its name, or null.
   *
   * @throws CertificateFault 12 when what is there for it is no certificate
   */
  @Nullable X509Certificate issuerOf(X509Certificate certificate) throws CertificateFault {
    List<X509Certificate> candidates = certificates;
    byte[] source = loaded;
    if (source == null) {
      source = file(certificate);
      candidates = source == null ? List.of() : read(source);
    }
    if (source != null && candidates.isEmpty()) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_AUTHORITY_NOT_PARSED,
          "what is there as authority is no certificate");
    }
    for (X509Certificate authority : candidates) {
      if (authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
        return authority;
      }
    }
    return null;
  }

  private byte @Nullable [] file(X509Certificate certificate) {
    try {
      byte[] id = CertificateReader.authorityKeyId(certificate);
      return id == null
          ? null
          : files.apply(HexFormat.of().formatHex(id).toUpperCase(Locale.ROOT) + ".ca");
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /**
   * The key id of one of them, or null when it has none.
   *
   * @throws IllegalArgumentException when the extension cannot be read
   */
  byte @Nullable [] keyId(X509Certificate authority) {
    return auth != null && !certificates.isEmpty() && authority.equals(certificates.getFirst())
        ? auth
        : CertificateReader.subjectKeyId(authority);
  }
}
