package io.github.spwf04.virtual.security;

import io.github.spwf04.error.ModuleError;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.ASN1Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Checks a peer's certificates against the authorities that are loaded, and tells the first fault
 * with its number of Table 13, in this order: authority not found, names, identifiers, signatures,
 * dates, constraints and usages. Revocation is not looked up, as the module has no place for a
 * list.
 */
public final class PeerCheck extends X509ExtendedTrustManager {
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final String SERVER_USAGE = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_USAGE = "1.3.6.1.5.5.7.3.2";

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;
  private static final int KEY_CERT_SIGN = 5;

  private final Authorities authorities;
  private final @Nullable String name;
  private final Instant now;

  /** Written by the thread of the handshake. */
  private volatile @Nullable ModuleError error;

  /**
   * @param name the certificate must carry; null when any will do
   * @param now the module's time, which the certificates must be valid at
   */
  PeerCheck(Authorities authorities, @Nullable String name, Instant now) {
    this.authorities = authorities;
    this.name = name;
    this.now = now;
  }

  /**
   * The error of Table 13 behind the failure of a handshake: what the check found, or that a
   * certificate could not be read; null when certificates were not the cause.
   */
  public @Nullable ModuleError error(Throwable failure) {
    ModuleError found = error;
    if (found != null) {
      return found;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return ModuleError.CERTIFICATE_NOT_PARSED;
      }
    }
    return null;
  }

  private void check(X509Certificate @Nullable [] chain, String usage) throws CertificateException {
    error = null;
    try {
      checkChain(chain == null ? List.of() : List.of(chain), usage);
    } catch (CertificateFault e) {
      error = e.error();
      throw e;
    } catch (CertificateParsingException e) {
      error = ModuleError.CERTIFICATE_NOT_PARSED;
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      error = ModuleError.CERTIFICATE_UNSPECIFIED;
      throw new CertificateException(e);
    }
  }

  private void checkChain(List<X509Certificate> chain, String usage)
      throws GeneralSecurityException {
    if (chain.isEmpty()) {
      throw new CertificateFault(ModuleError.CERTIFICATE_MISSING, "the peer has no certificate");
    }
    List<X509Certificate> path = new ArrayList<>();
    X509Certificate authority = climb(chain, path);
    if (name != null) {
      PeerNames.check(chain.getFirst(), name);
    }
    for (int i = 0; i < path.size(); i++) {
      X509Certificate issuer = i + 1 < path.size() ? path.get(i + 1) : authority;
      if (path.get(i) != issuer) {
        checkIds(path.get(i), issuer, i == 0, issuer == authority);
        checkSignature(path.get(i), issuer.getPublicKey());
      }
    }
    checkDates(authority);
    checkPath(path, authority);
    checkUsage(chain.getFirst(), usage);
    if (authority != chain.getFirst()) {
      checkAuthority(authority);
    }
  }

  /** Climbs from the peer's own certificate to one that an authority has issued. */
  private X509Certificate climb(List<X509Certificate> chain, List<X509Certificate> path)
      throws CertificateFault {
    X509Certificate current = chain.getFirst();
    while (true) {
      path.add(current);
      X509Certificate issuer = authorities.issuerOf(current);
      if (issuer != null) {
        // The same certificate, so that whoever asks can tell by identity.
        return issuer.equals(current) ? current : issuer;
      }
      X509Certificate child = current;
      current =
          chain.stream()
              .filter(c -> !path.contains(c))
              .filter(c -> c.getSubjectX500Principal().equals(child.getIssuerX500Principal()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CertificateFault(
                          ModuleError.CERTIFICATE_AUTHORITY_NOT_FOUND,
                          "no authority is loaded for " + child.getIssuerX500Principal()));
    }
  }

  private void checkIds(
      X509Certificate child, X509Certificate issuer, boolean peer, boolean authority)
      throws CertificateFault {
    byte[] wanted;
    byte[] found;
    try {
      wanted = CertificateReader.authorityKeyId(child);
    } catch (IllegalArgumentException _) {
      throw new CertificateFault(
          peer
              ? ModuleError.CERTIFICATE_PEER_AUTHORITY_KEY_ID
              : ModuleError.CERTIFICATE_AUTHORITY_KEY_ID,
          "the AuthorityKeyId of " + child.getSubjectX500Principal() + " cannot be read");
    }
    try {
      found = authority ? authorities.keyId(issuer) : CertificateReader.subjectKeyId(issuer);
    } catch (IllegalArgumentException _) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_SUBJECT_KEY_ID,
          "the SubjectKeyId of " + issuer.getSubjectX500Principal() + " cannot be read");
    }
    if (wanted == null) {
      return;
    }
    if (found == null) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_NO_SUBJECT_KEY_ID,
          issuer.getSubjectX500Principal() + " has no SubjectKeyId");
    }
    if (!Arrays.equals(wanted, found)) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_KEY_IDS_DIFFER,
          "AuthorityKeyId %s, SubjectKeyId %s"
              .formatted(HexFormat.of().formatHex(wanted), HexFormat.of().formatHex(found)));
    }
  }

  private static void checkSignature(X509Certificate child, PublicKey key)
      throws GeneralSecurityException {
    byte[] signature = child.getSignature();
    String subject = child.getSubjectX500Principal().getName();
    if (key instanceof RSAPublicKey rsa
        && signature.length != (rsa.getModulus().bitLength() + 7) / 8) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_SIGNATURE_NOT_DECRYPTED,
          "signature of " + subject + " has no size");
    }
    if (key.getAlgorithm().equals("EC") && !isSequence(signature)) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_SIGNATURE_NOT_PARSED,
          "signature of " + subject + " is no sequence");
    }
    try {
      child.verify(key);
    } catch (InvalidKeyException _) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_SIGNATURE_KEY, "the key for " + subject + " is of another kind");
    } catch (SignatureException _) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_SIGNATURE_INVALID, "the signature of " + subject + " is wrong");
    }
  }

  private static boolean isSequence(byte[] bytes) {
    try {
      return ASN1Sequence.getInstance(bytes).size() == 2;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void checkDates(X509Certificate certificate) throws CertificateFault {
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateException _) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_EXPIRED,
          "%s is valid from %s to %s"
              .formatted(
                  certificate.getSubjectX500Principal(),
                  certificate.getNotBefore().toInstant(),
                  certificate.getNotAfter().toInstant()));
    }
  }

  /** What every reader of X.509 checks: dates, constraints, usages, critical extensions. */
  private void checkPath(List<X509Certificate> path, X509Certificate authority)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    List<X509Certificate> below = path.stream().filter(c -> c != authority).toList();
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    } catch (CertPathValidatorException e) {
      throw new CertificateFault(error(e), String.valueOf(e.getMessage()));
    }
  }

  private static ModuleError error(CertPathValidatorException e) {
    return switch (e.getReason()) {
      case BasicReason.EXPIRED, BasicReason.NOT_YET_VALID -> ModuleError.CERTIFICATE_EXPIRED;
      case BasicReason.REVOKED -> ModuleError.CERTIFICATE_REVOKED;
      case BasicReason.INVALID_SIGNATURE -> ModuleError.CERTIFICATE_SIGNATURE_INVALID;
      case BasicReason.ALGORITHM_CONSTRAINED -> ModuleError.CERTIFICATE_NOT_SUPPORTED;
      case PKIXReason.UNRECOGNIZED_CRIT_EXT -> ModuleError.CERTIFICATE_NOT_SUPPORTED;
      case PKIXReason.NOT_CA_CERT, PKIXReason.PATH_TOO_LONG ->
          ModuleError.CERTIFICATE_BASIC_CONSTRAINTS;
      case PKIXReason.INVALID_KEY_USAGE -> ModuleError.CERTIFICATE_AUTHORITY_USAGE;
      case PKIXReason.NO_TRUST_ANCHOR, PKIXReason.NAME_CHAINING ->
          ModuleError.CERTIFICATE_AUTHORITY_NOT_FOUND;
      default -> ModuleError.CERTIFICATE_UNSPECIFIED;
    };
  }

  private static void checkUsage(X509Certificate peer, String usage)
      throws CertificateFault, CertificateParsingException {
    List<String> extended = peer.getExtendedKeyUsage();
    boolean[] bits = peer.getKeyUsage();
    boolean permitted =
        (extended == null || extended.contains(usage) || extended.contains(ANY_USAGE))
            && (bits == null
                || bits[DIGITAL_SIGNATURE]
                || bits[KEY_ENCIPHERMENT]
                || bits[KEY_AGREEMENT]);
    if (!permitted) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_PEER_USAGE, "the peer's certificate is for another use");
    }
  }

  /** The validator takes an authority as it is. */
  private static void checkAuthority(X509Certificate authority) throws CertificateFault {
    boolean[] bits = authority.getKeyUsage();
    if (authority.getVersion() >= 3 && authority.getBasicConstraints() < 0) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_BASIC_CONSTRAINTS,
          "what is loaded is no authority's certificate");
    }
    if (bits != null && !bits[KEY_CERT_SIGN]) {
      throw new CertificateFault(
          ModuleError.CERTIFICATE_AUTHORITY_USAGE, "the authority's key is not for certificates");
    }
  }

  // Whoever is the peer of a server is a client, and the other way round.

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, SERVER_USAGE);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, SERVER_USAGE);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, SERVER_USAGE);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, CLIENT_USAGE);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, CLIENT_USAGE);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, CLIENT_USAGE);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.certificates().toArray(X509Certificate[]::new);
  }
}
