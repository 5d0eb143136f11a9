package io.github.spwf04.virtual.security;

import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Addresses;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The names a certificate is made for: its alternative names, or its common name where it has none
 * (6.38). A common name beside them does not count: an authority checks it less well (RFC 6125,
 * 6.4.4).
 */
final class PeerNames {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private PeerNames() {}

  /**
   * @throws CertificateFault 4 when the certificate has wildcards and none fits, 5 without
   *     wildcards
   * @throws CertificateParsingException when its names cannot be read
   */
  static void check(X509Certificate certificate, String wanted)
      throws CertificateFault, CertificateParsingException {
    List<String> names = names(certificate);
    Optional<InetAddress> address = Addresses.literal(wanted);
    for (String name : names) {
      boolean same =
          address.isPresent() ? address.equals(Addresses.literal(name)) : matches(name, wanted);
      if (same || name.equalsIgnoreCase(wanted)) {
        return;
      }
    }
    boolean wildcard = names.stream().anyMatch(name -> name.startsWith("*."));
    throw new CertificateFault(
        wildcard
            ? ModuleError.CERTIFICATE_WILDCARD_MISMATCH
            : ModuleError.CERTIFICATE_NAME_MISMATCH,
        "the certificate is for " + names + ", not for " + wanted);
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives == null) {
      return commonNames(certificate);
    }
    List<String> names = new ArrayList<>();
    for (List<?> alternative : alternatives) {
      int type = (Integer) alternative.get(0);
      if (type == DNS_NAME || type == IP_ADDRESS) {
        names.add((String) alternative.get(1));
      }
    }
    return names;
  }

  private static List<String> commonNames(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    for (RDN commonName : subject.getRDNs(BCStyle.CN)) {
      names.add(IETFUtils.valueToString(commonName.getFirst().getValue()));
    }
    return names;
  }

  /** A wildcard stands for exactly the first label. */
  private static boolean matches(String pattern, String name) {
    int dot = name.indexOf('.');
    return pattern.startsWith("*.")
        && dot > 0
        && pattern
            .substring(1)
            .toLowerCase(Locale.ROOT)
            .equals(name.substring(dot).toLowerCase(Locale.ROOT));
  }
}
