package io.github.spwf04.virtual.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/** Certificates, keys and key identifiers out of what was loaded, PEM or DER. */
public final class CertificateReader {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  private CertificateReader() {}

  /**
   * One certificate or, in PEM, several.
   *
   * @throws CertificateException when there is none
   */
  public static List<X509Certificate> certificates(byte[] data) throws CertificateException {
    List<X509Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(data))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate in " + data.length + " bytes");
    }
    return certificates;
  }

  /**
   * A private key: PKCS #8, PKCS #1 or SEC 1, not encrypted.
   *
   * @throws IOException when it is none of these
   */
  public static PrivateKey key(byte[] data) throws IOException {
    try {
      PrivateKeyInfo info = keyInfo(data);
      return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("no private key in " + data.length + " bytes", e);
    }
  }

  private static PrivateKeyInfo keyInfo(byte[] data) throws IOException {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    if (!text.contains("-----BEGIN")) {
      return derKeyInfo(data);
    }
    PEMParser parser = new PEMParser(new StringReader(text));
    for (Object object; (object = parser.readObject()) != null; ) {
      if (object instanceof PEMKeyPair pair) {
        return pair.getPrivateKeyInfo();
      }
      if (object instanceof PrivateKeyInfo info) {
        return info;
      }
      // EC PARAMETERS stand before the key.
    }
    throw new IOException("no private key between the lines of PEM");
  }

  private static PrivateKeyInfo derKeyInfo(byte[] der) throws IOException {
    try {
      return PrivateKeyInfo.getInstance(der);
    } catch (IllegalArgumentException _) {
      // Another form.
    }
    try {
      return new PrivateKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          RSAPrivateKey.getInstance(der));
    } catch (IllegalArgumentException _) {
      ECPrivateKey key = ECPrivateKey.getInstance(der);
      return new PrivateKeyInfo(
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
          key);
    }
  }

  /** As TLSCERT prints it, {@code 7F:D3:…}; empty when the certificate has none or is none. */
  public static Optional<String> subjectKeyId(byte[] data) {
    try {
      byte[] id = subjectKeyId(certificates(data).getFirst());
      return Optional.ofNullable(id).map(COLONS::formatHex);
    } catch (CertificateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The subject key id, or null without the extension.
   *
   * @throws IllegalArgumentException when the extension cannot be read
   */
  static byte @Nullable [] subjectKeyId(X509Certificate certificate) {
    byte[] extension = extension(certificate, Extension.subjectKeyIdentifier.getId());
    return extension == null
        ? null
        : SubjectKeyIdentifier.getInstance(extension).getKeyIdentifier();
  }

  /**
   * The key id of the authority, or null when the certificate does not name one.
   *
   * @throws IllegalArgumentException when the extension cannot be read
   */
  public static byte @Nullable [] authorityKeyId(X509Certificate certificate) {
    byte[] extension = extension(certificate, Extension.authorityKeyIdentifier.getId());
    return extension == null
        ? null
        : AuthorityKeyIdentifier.getInstance(extension).getKeyIdentifierOctets();
  }

  private static byte @Nullable [] extension(X509Certificate certificate, String oid) {
    byte[] wrapped = certificate.getExtensionValue(oid);
    return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
  }
}
