package io.github.spwf04.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.Progress;
import io.github.spwf04.socket.ServerKind;
import io.github.spwf04.socket.SocketInfo;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SocketServer;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TlsServer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets and servers with TLS, as programs use them, against TLS of this machine. */
@Timeout(60)
class TlsConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";
  private static final String HOST = "server.test";
  private static final int PORT = 8443;

  private final VirtualModule module =
      new VirtualModule(
          ModuleOptions.builder()
              .accessPoint(AccessPoint.open(SSID))
              .host(HOST, InetAddress.getLoopbackAddress())
              .serverPort(PORT, 0)
              .build());
  private final Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
  private final TestCertificate authority;

  TlsConversationTest() throws Exception {
    authority = TestCertificate.authority("Authority");
  }

  @BeforeEach
  void join() throws Exception {
    spwf.boot(LONG);
    spwf.wifi().join(SSID, null, LONG);
  }

  @AfterEach
  void close() {
    spwf.close();
    module.close();
  }

  private static List<ModuleError> causes(ThrowingCallable call) {
    SpwfException.Rejected refusal = catchThrowableOfType(SpwfException.Rejected.class, call);
    assertThat(refusal.error().id()).isEqualTo(74);
    return refusal.causes();
  }

  private static ModuleError certificateError(int id) {
    return ModuleError.of(ModuleError.Table.CERTIFICATE, id);
  }

  @Test
  void aServerThatAnAuthorityVouchesFor() throws Exception {
    byte[] keyId = authority.certificate().getExtensionValue("2.5.29.14");
    assertThat(spwf.security().tls().authority(authority.certificate()))
        .isEqualTo(Arrays.copyOfRange(keyId, keyId.length - 20, keyId.length));
    byte[] sent = new byte[4000];
    new Random(1).nextBytes(sent);
    try (TlsServer server = new TlsServer(authority.server(HOST).context())) {
      int port = Integer.parseInt(server.port());
      try (SpwfSocket socket = spwf.sockets().open(HOST, port, SocketKind.TLS);
          var in = socket.inputStream(LONG)) {
        assertThat(spwf.sockets().list())
            .containsExactly(new SocketInfo(-1, 0, true, "s", 0, "127.0.0.1", port));
        for (int from = 0; from < sent.length; from += 1000) {
          byte[] piece = Arrays.copyOfRange(sent, from, from + 1000);
          socket.write(piece);
          assertThat(in.readNBytes(1000)).isEqualTo(piece);
        }
      }
    }
    assertThat(spwf.sockets().list()).isEmpty();
  }

  @Test
  void aServerThatNobodyVouchesFor() throws Exception {
    try (TlsServer server = new TlsServer(authority.server(HOST).context())) {
      int port = Integer.parseInt(server.port());
      assertThat(causes(() -> spwf.sockets().open(HOST, port, SocketKind.TLS)))
          .as("no authority")
          .containsExactly(certificateError(23));
      spwf.security().tls().authority(TestCertificate.authority("Stranger").pem());
      assertThat(causes(() -> spwf.sockets().open(HOST, port, SocketKind.TLS)))
          .as("another authority")
          .containsExactly(certificateError(23));
      assertThat(spwf.sockets().list()).isEmpty();
    }
  }

  @Test
  void aServerByAnotherName() throws Exception {
    spwf.security().tls().authority(authority.certificate());
    try (TlsServer server = new TlsServer(authority.server("other.test").context())) {
      int port = Integer.parseInt(server.port());
      spwf.sockets().openTls(HOST, port, "other.test").close();
      assertThat(causes(() -> spwf.sockets().open(HOST, port, SocketKind.TLS)))
          .containsExactly(certificateError(5));
    }
  }

  private SSLSocket connect(SSLContext context) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), module.listeningPort(0));
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
  }

  private void showOwn() throws Exception {
    TestCertificate own = authority.server("module.test");
    spwf.security()
        .tls()
        .store(authority.certificate(), own.certificate(), own.key(), Progress.NONE);
  }

  private static void talk(SocketServer server, SSLSocket client) throws Exception {
    client.startHandshake();
    try (SpwfSocket accepted = Objects.requireNonNull(server.accept(LONG))) {
      assertThat(accepted.kind()).isEqualTo(SocketKind.TLS);
      client.getOutputStream().write("hello".getBytes(UTF_8));
      assertThat(accepted.inputStream(LONG).readNBytes(5)).asString().isEqualTo("hello");
      accepted.write("you".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("you");
    }
    assertThat(client.getInputStream().read()).as("closed in order").isEqualTo(-1);
  }

  @Test
  void aServerThatShowsItsCertificate() throws Exception {
    showOwn();
    try (SocketServer server = spwf.servers().open(PORT, ServerKind.TLS)) {
      try (SSLSocket client = connect(TestCertificate.trusting(authority))) {
        talk(server, client);
      }
      TestCertificate stranger = TestCertificate.authority("Stranger");
      try (SSLSocket client = connect(TestCertificate.trusting(stranger))) {
        assertThatThrownBy(client::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
      assertThat(server.accept(Duration.ofMillis(100))).isNull();
    }
  }

  @Test
  void aServerThatAsksForCertificates() throws Exception {
    showOwn();
    try (SocketServer server = spwf.servers().open(PORT, ServerKind.MUTUAL_TLS)) {
      try (SSLSocket client = connect(TestCertificate.trusting(authority))) {
        assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
      }
      try (SSLSocket client = connect(authority.issue("client").make().context(authority))) {
        talk(server, client);
      }
    }
  }
}
