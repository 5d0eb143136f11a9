package io.github.spwf04.virtual.bench;

import io.github.spwf04.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key, made for a test. Valid from 2000 to 2100 unless it is made otherwise,
 * so that it holds at the time of a {@link ManualClock} and of the machine.
 */
public final class TestCertificate {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private TestCertificate(
      X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {
    this.certificate = certificate;
    this.key = key;
    this.chain = chain;
  }

  /** A self-signed authority. */
  public static TestCertificate authority(String name) throws Exception {
    return authorityOf(name).make();
  }

  /** A self-signed authority to change. */
  public static Maker authorityOf(String name) throws Exception {
    return new Maker(name, null).authority(-1);
  }

  /** A server's certificate for a name, which becomes its CN and an alternative name. */
  public TestCertificate server(String name) throws Exception {
    return issue(name).alternative(name).make();
  }

  /** A certificate of this authority, to change: without alternative names. */
  public Maker issue(String name) throws Exception {
    return new Maker(name, this);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate and those between it and the root, as a server sends them. */
  public List<X509Certificate> chain() {
    return chain;
  }

  public PrivateKey key() {
    return key;
  }

  public byte[] der() throws Exception {
    return certificate.getEncoded();
  }

  /** The chain in PEM. */
  public byte[] pem() throws Exception {
    return pem(chain.toArray());
  }

  /** The key in PEM, PKCS #8. */
  public byte[] keyPem() throws Exception {
    return pem(new JcaPKCS8Generator(key, null));
  }

  /** The key in PEM, PKCS #1 or SEC 1 as openssl writes it, with its curve. */
  public byte[] traditionalKeyPem() throws Exception {
    return pem(new PemObject(key.getAlgorithm() + " PRIVATE KEY", traditionalKeyDer()));
  }

  /** The same in DER. */
  public byte[] traditionalKeyDer() throws Exception {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    return key instanceof java.security.interfaces.ECPrivateKey own
        ? new ECPrivateKey(256, own.getS(), info.getPrivateKeyAlgorithm().getParameters())
            .getEncoded()
        : info.parsePrivateKey().toASN1Primitive().getEncoded();
  }

  private static byte[] pem(Object... objects) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes {@code <name>.pem} and {@code <name>.key} for a program. */
  public void write(Path folder, String name) throws Exception {
    Files.write(folder.resolve(name + ".pem"), pem());
    Files.write(folder.resolve(name + ".key"), keyPem());
  }

  /** A context that shows this certificate, and trusts the authorities. */
  public SSLContext context(TestCertificate... trusted) throws Exception {
    char[] password = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, password);
    own.setKeyEntry("own", key, password, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust(trusted).getTrustManagers(), null);
    return context;
  }

  /** A context that shows nothing, and trusts the authorities. */
  public static SSLContext trusting(TestCertificate... trusted) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust(trusted).getTrustManagers(), null);
    return context;
  }

  private static TrustManagerFactory trust(TestCertificate... trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (TestCertificate authority : trusted) {
      store.setCertificateEntry("" + store.size(), authority.certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  /** What a certificate is to have, each method once a property. */
  public static final class Maker {
    private record Added(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

    private final String name;
    private final @Nullable TestCertificate issuer;
    private final List<GeneralName> alternatives = new ArrayList<>();
    private final List<Added> added = new ArrayList<>();
    private String algorithm = "EC";
    private Instant from = FROM;
    private Instant to = TO;
    private @Nullable BasicConstraints constraints;
    private boolean subjectKeyId = true;
    private boolean authorityKeyId = true;
    private boolean damaged;
    private @Nullable KeyPair pair;

    private Maker(String name, @Nullable TestCertificate issuer) {
      this.name = name;
      this.issuer = issuer;
    }

    /** EC, RSA, or Ed25519 for what never signs. */
    public Maker algorithm(String value) {
      algorithm = value;
      return this;
    }

    public Maker valid(String first, String last) {
      from = Instant.parse(first);
      to = Instant.parse(last);
      return this;
    }

    /** An authority; the number of authorities allowed between it and a peer, -1 for any. */
    public Maker authority(int pathLength) {
      constraints = pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength);
      return this;
    }

    /** Not an authority, however it is used. */
    public Maker noAuthority() {
      constraints = null;
      return this;
    }

    public Maker alternative(String dnsName) {
      alternatives.add(new GeneralName(GeneralName.dNSName, dnsName));
      return this;
    }

    public Maker address(String address) {
      alternatives.add(new GeneralName(GeneralName.iPAddress, address));
      return this;
    }

    /** Bits of {@link KeyUsage}. */
    public Maker keyUsage(int bits) {
      return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    public Maker extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
      added.add(new Added(id, critical, value));
      return this;
    }

    public Maker withoutSubjectKeyId() {
      subjectKeyId = false;
      return this;
    }

    public Maker withoutAuthorityKeyId() {
      authorityKeyId = false;
      return this;
    }

    /** With a bit of its signature turned over. */
    public Maker damaged() {
      damaged = true;
      return this;
    }

    public TestCertificate make() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (!algorithm.equals("Ed25519")) {
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      }
      KeyPair own = generator.generateKeyPair();
      PrivateKey signer = issuer == null ? own.getPrivate() : issuer.key;
      X500Name subject = new X500Name("CN=" + name);
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer == null ? subject : new X500Name(issuer.subject()),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(from),
              Date.from(to),
              subject,
              own.getPublic());
      JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
      if (subjectKeyId) {
        builder.addExtension(
            Extension.subjectKeyIdentifier,
            false,
            utils.createSubjectKeyIdentifier(own.getPublic()));
      }
      if (issuer != null && authorityKeyId) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            utils.createAuthorityKeyIdentifier(issuer.certificate.getPublicKey()));
      }
      if (constraints != null) {
        builder.addExtension(Extension.basicConstraints, true, constraints);
      }
      if (!alternatives.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
      }
      for (Added extension : added) {
        builder.addExtension(extension.id(), extension.critical(), extension.value());
      }
      String signature =
          switch (signer.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EdDSA" -> "Ed25519";
            default -> "SHA256withECDSA";
          };
      X509CertificateHolder holder =
          builder.build(new JcaContentSignerBuilder(signature).build(signer));
      byte[] der = holder.getEncoded();
      if (damaged) {
        der[der.length - 1] ^= 1;
      }
      X509Certificate made =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      List<X509Certificate> chain = new ArrayList<>(List.of(made));
      if (issuer != null && !issuer.selfSigned()) {
        chain.addAll(issuer.chain);
      }
      return new TestCertificate(made, own.getPrivate(), chain);
    }
  }

  private String subject() {
    return certificate.getSubjectX500Principal().getName();
  }

  private boolean selfSigned() {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
