package io.github.spwf04.virtual.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TlsServer;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.SocketOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TLS of socket clients and servers: certificates, and every error of Table 13 that a peer can
 * cause.
 */
class TlsSocketTest {
  private static final String HOST = "server.test";

  private static TestCertificate authority;
  private static TestCertificate stranger;

  @BeforeAll
  static void make() throws Exception {
    authority = TestCertificate.authority("Authority");
    stranger = TestCertificate.authority("Stranger");
  }

  private static Bench online() throws Exception {
    return Bench.online(
        o ->
            o.host(HOST, InetAddress.getLoopbackAddress())
                .sockets(SocketOptions.DEFAULT.withPort(8443, 0)));
  }

  /** Loads what must be taken without a look at it. */
  private static void load(Bench bench, String kind, byte[] data) throws Exception {
    assertThat(bench.replyTo(data, Command.TLSCERT, kind, "" + data.length))
        .last()
        .isEqualTo("R00@A");
  }

  private static List<String> open(Bench bench, TlsServer server, String kind) throws Exception {
    return bench.reply(Command.SOCKON, HOST, server.port(), "", kind);
  }

  @Test
  @Usage(section = "6.38")
  void aWholeConversation() throws Exception {
    try (Bench bench = online();
        TlsServer server = new TlsServer(authority.server(HOST).context())) {
      load(bench, "ca", authority.der());
      assertThat(open(bench, server, "s"))
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "RFF@A On:127.0.0.1:0", "R00@A");
      assertThat(bench.replyTo("secret".getBytes(US_ASCII), Command.SOCKW, "0", "6"))
          .containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:6:6");
      assertThat(bench.reply(Command.SOCKL))
          .containsExactly("RFF@A List::0:1:s:6:127.0.0.1:" + server.port(), "R00@A");
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@A Reading:6:6", "R03@A secret", "R00@A");
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@A");
      assertThat(open(bench, server, "s"))
          .as("they are loaded")
          .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
    }
  }

  @Test
  void theServerEndsIt() throws Exception {
    try (Bench bench = online()) {
      load(bench, "ca", authority.pem());
      try (SSLServerSocket server =
          (SSLServerSocket)
              authority
                  .server(HOST)
                  .context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread ending =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (Socket socket = server.accept()) {
                        socket.getOutputStream().write("bye".getBytes(US_ASCII));
                      } catch (IOException _) {
                        // The events tell.
                      }
                    });
        assertThat(bench.reply(Command.SOCKON, HOST, "" + server.getLocalPort(), "", "s"))
            .contains("RFF@A On:127.0.0.1:0");
        assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:3:3");
        assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:0");
        ending.join();
      }
    }
  }

  @Test
  void withoutVerbosityTheValuesStay() throws Exception {
    try (Bench bench =
            Bench.online(
                o ->
                    o.host(HOST, InetAddress.getLoopbackAddress())
                        .variable("console_verbose", "0"));
        TlsServer server = new TlsServer(authority.server(HOST).context())) {
      load(bench, "ca", authority.der());
      assertThat(open(bench, server, "s"))
          .as("as ST's driver reads it (field-facts B.1)")
          .containsExactly("RFF@A 1:2", "RFF@A 127.0.0.1:0", "R00@A");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.test", "OTHER.test", "www.wild.test", "127.0.0.9"})
  void byTheNameThatTheCertificateHas(String name) throws Exception {
    TestCertificate certificate =
        authority
            .issue("the service")
            .alternative("other.test")
            .alternative("*.wild.test")
            .address("127.0.0.9")
            .make();
    try (Bench bench = online();
        TlsServer server = new TlsServer(certificate.context())) {
      load(bench, "ca", authority.pem());
      assertThat(open(bench, server, name)).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
    }
  }

  @Test
  void aCommonNameCountsWhereThereIsNoOther() throws Exception {
    TestCertificate alone = authority.issue("the service").make();
    TestCertificate beside = authority.issue("the service").alternative("other.test").make();
    TestCertificate byAddress = authority.issue("the service").address("127.0.0.9").make();
    try (Bench bench = online()) {
      load(bench, "ca", authority.pem());
      try (TlsServer server = new TlsServer(alone.context())) {
        assertThat(open(bench, server, "the service")).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
        bench.reply(Command.SOCKC, "0");
      }
      for (TestCertificate certificate : List.of(beside, byAddress)) {
        try (TlsServer server = new TlsServer(certificate.context())) {
          assertThat(open(bench, server, "the service"))
              .endsWith("RFF@A Certificate Error:5", "R4A@A");
        }
      }
    }
  }

  static Stream<Arguments> faults() throws Exception {
    TestCertificate trusted = TestCertificate.authority("Root");
    TestCertificate.Maker broken = trusted.issue(HOST).alternative(HOST);
    TestCertificate middle = trusted.issue("Middle").authority(0).make();
    TestCertificate notMiddle = trusted.issue("No authority").make();
    TestCertificate unsigned =
        TestCertificate.authorityOf("Root").keyUsage(KeyUsage.digitalSignature).make();
    TestCertificate noAuthority = TestCertificate.authorityOf("Root").noAuthority().make();
    TestCertificate noKeyId = TestCertificate.authorityOf("Root").withoutSubjectKeyId().make();
    TestCertificate brokenKeyId =
        TestCertificate.authorityOf("Root")
            .withoutSubjectKeyId()
            .extension(Extension.subjectKeyIdentifier, false, new DERUTF8String("x"))
            .make();
    TestCertificate rsa = TestCertificate.authorityOf("Root").algorithm("RSA").make();
    TestCertificate other = TestCertificate.authority("Root");
    TestCertificate edwards = TestCertificate.authorityOf("Root").algorithm("Ed25519").make();
    TestCertificate old =
        TestCertificate.authorityOf("Root")
            .valid("1999-01-01T00:00:00Z", "2010-01-01T00:00:00Z")
            .make();
    DERUTF8String junk = new DERUTF8String("x");
    return Stream.of(
        fault(4, trusted, trusted.server("*.other.test")),
        fault(4, trusted, trusted.server("*.test.server.test")),
        fault(5, trusted, trusted.server("other.test")),
        fault(
            6,
            trusted,
            trusted
                .issue(HOST)
                .alternative(HOST)
                .extension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                .make()),
        fault(
            7,
            trusted,
            broken
                .withoutAuthorityKeyId()
                .extension(Extension.authorityKeyIdentifier, false, junk)
                .make()),
        fault(8, edwards, withoutKeyId(rsa)),
        fault(9, rsa, withoutKeyId(other)),
        fault(10, trusted, trusted.issue(HOST).alternative(HOST).damaged().make()),
        fault(10, trusted, withoutKeyId(other)),
        fault(11, trusted, withoutKeyId(rsa)),
        fault(13, noKeyId, noKeyId.server(HOST)),
        fault(14, brokenKeyId, brokenKeyId.server(HOST)),
        fault(15, trusted, other.server(HOST)),
        fault(16, unsigned, unsigned.server(HOST)),
        fault(17, noAuthority, noAuthority.server(HOST)),
        fault(17, trusted, notMiddle.server(HOST)),
        fault(17, trusted, middle.issue("Second").authority(-1).make().server(HOST)),
        fault(
            18,
            trusted,
            trusted
                .issue("Middle")
                .authority(-1)
                .withoutAuthorityKeyId()
                .extension(Extension.authorityKeyIdentifier, false, junk)
                .make()
                .server(HOST)),
        fault(
            19,
            trusted,
            trusted
                .issue(HOST)
                .alternative(HOST)
                .extension(
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"),
                    true,
                    new DEROctetString(new byte[1]))
                .make()),
        fault(
            21,
            trusted,
            trusted
                .issue(HOST)
                .alternative(HOST)
                .valid("2001-01-01T00:00:00Z", "2016-06-30T00:00:00Z")
                .make()),
        fault(
            21,
            trusted,
            trusted
                .issue(HOST)
                .alternative(HOST)
                .valid("2016-07-02T00:00:00Z", "2030-01-01T00:00:00Z")
                .make()),
        fault(21, old, old.server(HOST)),
        fault(23, trusted, TestCertificate.authority("Somebody").server(HOST)));
  }

  private static TestCertificate withoutKeyId(TestCertificate issuer) throws Exception {
    return issuer.issue(HOST).alternative(HOST).withoutAuthorityKeyId().make();
  }

  private static Arguments fault(int error, TestCertificate loaded, TestCertificate shown) {
    return Arguments.of(error, loaded, shown);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  @Usage(section = "6.38", fails = true)
  void aCertificateThatIsRefused(int error, TestCertificate loaded, TestCertificate shown)
      throws Exception {
    try (Bench bench = online();
        TlsServer server = new TlsServer(shown.context())) {
      load(bench, "ca", loaded.der());
      assertThat(open(bench, server, "s"))
          .containsExactly(
              "RFE@A", "RFF@A Loading:1:2", "RFF@A Certificate Error:" + error, "R4A@A");
      assertThat(bench.reply(Command.SOCKL)).as("nothing is left").containsExactly("R00@A");
    }
  }

  @Test
  void noAuthorityAndOneThatIsNone() throws Exception {
    try (Bench bench = online();
        TlsServer server = new TlsServer(authority.server(HOST).context())) {
      assertThat(open(bench, server, "s"))
          .containsExactly("RFF@A Loading:1:2", "RFF@A Certificate Error:23", "R4A@A");
      load(bench, "ca", "no certificate".getBytes(US_ASCII));
      assertThat(open(bench, server, "s"))
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "RFF@A Certificate Error:12", "R4A@A");
    }
  }

  @Test
  void aPeerWithoutCertificate() {
    PeerCheck check = new PeerCheck(new Authorities(null, null, _ -> null), null, Instant.now());
    assertThatThrownBy(() -> check.checkServerTrusted(new X509Certificate[0], "ECDHE"))
        .satisfies(e -> assertThat(check.error(e)).isEqualTo(ModuleError.CERTIFICATE_MISSING));
  }

  /** JSSE reads certificates before it asks the check. */
  @Test
  void aCertificateThatCannotBeRead() {
    PeerCheck check = new PeerCheck(new Authorities(null, null, _ -> null), null, Instant.now());
    Throwable junk =
        new SSLHandshakeException("bad").initCause(new CertificateException("no sequence"));
    assertThat(check.error(junk)).isEqualTo(ModuleError.CERTIFICATE_NOT_PARSED);
    assertThat(check.error(new IOException("reset"))).as("no certificate's fault").isNull();
  }

  @Test
  void authIsTheKeyIdOfAnAuthorityWithoutOne() throws Exception {
    TestCertificate plain = TestCertificate.authorityOf("Plain").withoutSubjectKeyId().make();
    byte[] keyId = CertificateReader.authorityKeyId(plain.server(HOST).certificate());
    try (Bench bench = online();
        TlsServer server = new TlsServer(plain.server(HOST).context())) {
      assertThat(bench.replyTo(plain.pem(), Command.TLSCERT, "ca", "" + plain.pem().length))
          .as("no key id to tell (ST11)")
          .containsExactly("RFF@A", "R00@A");
      load(bench, "auth", HexFormat.ofDelimiter(":").formatHex(keyId).getBytes(US_ASCII));
      assertThat(open(bench, server, "s")).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
      load(bench, "auth", new byte[20]);
      assertThat(open(bench, server, "s")).endsWith("RFF@A Certificate Error:15", "R4A@A");
    }
  }

  @Test
  void aChainThroughAnIntermediate() throws Exception {
    TestCertificate middle = authority.issue("Middle").authority(0).make();
    try (Bench bench = online();
        TlsServer server = new TlsServer(middle.server(HOST).context())) {
      load(bench, "ca", authority.pem());
      assertThat(open(bench, server, "s")).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
      load(bench, "ca", middle.certificate().getEncoded());
      assertThat(open(bench, server, "s")).as("from the middle").endsWith("R00@A");
    }
  }

  @Test
  void aServerThatIsItsOwnAuthority() throws Exception {
    TestCertificate self = TestCertificate.authorityOf(HOST).noAuthority().make();
    try (Bench bench = online();
        TlsServer server = new TlsServer(self.context())) {
      load(bench, "ca", self.pem());
      assertThat(open(bench, server, "s")).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
    }
  }

  @Test
  void timeMakesACertificateExpire() throws Exception {
    TestCertificate brief =
        authority
            .issue(HOST)
            .alternative(HOST)
            .valid("2016-07-01T00:00:00Z", "2016-07-02T00:00:00Z")
            .make();
    try (Bench bench = online();
        TlsServer server = new TlsServer(brief.context())) {
      load(bench, "ca", authority.pem());
      assertThat(open(bench, server, "s")).endsWith("R00@A");
      assertThat(bench.reply(Command.TIME, "1467500000")).containsExactly("R00@A");
      assertThat(open(bench, server, "s")).contains("RFF@A Certificate Error:21");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void theModuleShowsItsOwnCertificate(String algorithm) throws Exception {
    TestCertificate own = authority.issue("module").algorithm(algorithm).make();
    for (byte[] key : List.of(own.keyPem(), own.traditionalKeyPem(), own.key().getEncoded())) {
      try (Bench bench = online();
          TlsServer server = new TlsServer(authority.server(HOST).context(authority), true)) {
        load(bench, "ca", authority.pem());
        assertThat(open(bench, server, "s")).as("without").endsWith("R4A@A");
        load(bench, "cert", own.pem());
        load(bench, "key", key);
        assertThat(open(bench, server, "s")).endsWith("RFF@A On:127.0.0.1:0", "R00@A");
      }
    }
  }

  @Test
  void aKeyThatIsNone() throws Exception {
    try (Bench bench = online();
        TlsServer server = new TlsServer(authority.server(HOST).context())) {
      load(bench, "ca", authority.pem());
      load(bench, "cert", authority.pem());
      for (String key :
          List.of("junk", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")) {
        load(bench, "key", key.getBytes(US_ASCII));
        assertThat(open(bench, server, "s")).endsWith("R4A@A");
      }
    }
  }

  @Test
  void filesWhereTheFlashHasNone() throws Exception {
    String id = CertificateReader.subjectKeyId(authority.der()).orElseThrow().replace(":", "");
    TestCertificate own = authority.issue("module").make();
    try (Bench bench = online();
        TlsServer server = new TlsServer(authority.server(HOST).context(authority), true)) {
      Map<String, byte[]> files =
          Map.of(id + ".ca", authority.pem(), "tls.cert", own.pem(), "tls.key", own.keyPem());
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        assertThat(
                bench.replyTo(
                    file.getValue(), Command.FSC, file.getKey(), "" + file.getValue().length))
            .containsExactly("R00@A");
      }
      assertThat(open(bench, server, "s"))
          .containsExactly("RFF@A Loading:1:2", "RFF@A On:127.0.0.1:0", "R00@A");
      load(bench, "ca", stranger.pem());
      assertThat(open(bench, server, "s"))
          .as("the flash comes first")
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "RFF@A Certificate Error:23", "R4A@A");
    }
  }

  @Test
  void aServerThatSpeaksNoTls() throws Exception {
    try (Bench bench = online();
        Peer peer = new Peer()) {
      load(bench, "ca", authority.pem());
      bench.send(Command.SOCKON, HOST, peer.port(), "", "s");
      peer.send("220 this is mail\r\n");
      assertThat(bench.awaitReply()).containsExactly("RFE@A", "RFF@A Loading:1:2", "R4A@A");
    }
  }

  // Servers.

  private static SSLSocket connect(Bench bench, SSLContext context) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), bench.module.listeningPort(0));
    socket.setSoTimeout((int) Bench.LIMIT.toMillis());
    return socket;
  }

  @Test
  void aServerWithOneWayAuthentication() throws Exception {
    TestCertificate own = authority.server("module.test");
    try (Bench bench = online()) {
      load(bench, "cert", own.pem());
      load(bench, "key", own.keyPem());
      assertThat(bench.reply(Command.SOCKDON, "8443", "s1")).containsExactly("RFF@A On:0", "R00@A");
      try (SSLSocket client = connect(bench, TestCertificate.trusting(authority))) {
        client.startHandshake();
        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.2");
        String from = "127.0.0.1:" + client.getLocalPort();
        assertThat(bench.awaitEvent()).isEqualTo("W61@A " + from + ":0:0");
        client.getOutputStream().write("hello".getBytes(US_ASCII));
        assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:5:5");
        assertThat(bench.reply(Command.SOCKDL))
            .containsExactly("RFF@A List:0:0:1:s1:5:" + from, "R00@A");
        assertThat(bench.reply(Command.SOCKDR, "0", "0"))
            .containsExactly("RFE@A Reading:5:5", "R03@A hello", "R00@A");
        assertThat(bench.replyTo("you".getBytes(US_ASCII), Command.SOCKDW, "0", "0", "3"))
            .containsExactly("R00@A");
        assertThat(client.getInputStream().readNBytes(3)).isEqualTo("you".getBytes(US_ASCII));
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
        assertThat(client.getInputStream().read()).as("closed in order").isEqualTo(-1);
      }
      try (SSLSocket client = connect(bench, TestCertificate.trusting(stranger))) {
        assertThatThrownBy(client::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
      try (Socket client =
          new Socket(InetAddress.getLoopbackAddress(), bench.module.listeningPort(0))) {
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        client.getInputStream().readAllBytes();
      }
      assertThat(bench.reply(Command.SOCKDL)).as("no clients").containsExactly("R00@A");
    }
  }

  @Test
  void aServerWithMutualAuthentication() throws Exception {
    TestCertificate own = authority.server("module.test");
    try (Bench bench = online()) {
      load(bench, "ca", authority.pem());
      load(bench, "cert", own.pem());
      load(bench, "key", own.keyPem());
      assertThat(bench.reply(Command.SOCKDON, "8443", "s2")).containsExactly("RFF@A On:0", "R00@A");
      TestCertificate expired =
          authority.issue("client").valid("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z").make();
      for (SSLContext refused :
          List.of(
              TestCertificate.trusting(authority),
              stranger.issue("client").make().context(authority),
              expired.context(authority))) {
        try (SSLSocket client = connect(bench, refused)) {
          assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
        }
      }
      TestCertificate good = authority.issue("client").make();
      try (SSLSocket client = connect(bench, good.context(authority))) {
        client.startHandshake();
        assertThat(bench.awaitEvent())
            .isEqualTo("W61@A 127.0.0.1:" + client.getLocalPort() + ":0:0");
        assertThat(bench.reply(Command.SOCKDL)).first().asString().contains(":s2:");
        client.getOutputStream().write("x".getBytes(US_ASCII));
        assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:1:1");
      }
      assertThat(bench.awaitEvent()).startsWith("W62@A ").endsWith(":0:0:0");
    }
  }

  @Test
  void aClientThatNeverFinishesItsHandshakeKeepsNobodyOut() throws Exception {
    TestCertificate own = authority.server("module.test");
    try (Bench bench =
        Bench.online(
            o ->
                o.sockets(SocketOptions.DEFAULT.withPort(8443, 0))
                    .connectTimeout(Duration.ofMillis(500)))) {
      load(bench, "cert", own.pem());
      load(bench, "key", own.keyPem());
      bench.reply(Command.SOCKDON, "8443", "s1");
      try (Socket silent =
              new Socket(InetAddress.getLoopbackAddress(), bench.module.listeningPort(0));
          SSLSocket client = connect(bench, TestCertificate.trusting(authority))) {
        client.startHandshake();
        assertThat(bench.awaitEvent()).startsWith("W61@A ");
        silent.setSoTimeout((int) Bench.LIMIT.toMillis());
        assertThat(silent.getInputStream().readAllBytes()).as("given up").isNotNull();
      }
    }
  }
}
