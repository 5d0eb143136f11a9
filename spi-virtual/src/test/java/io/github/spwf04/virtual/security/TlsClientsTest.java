package io.github.spwf04.virtual.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TlsServer;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.options.TlsOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many servers the module talks to over TLS, and what it says of the certificates. */
@Timeout(60)
class TlsClientsTest {
  private static final String OK = "R00@A";
  private static final String NO_SOCKET = "R4A@A";
  private static final String ON = "RFF@A On:127.0.0.1:";
  private static final byte[] LETTER = {'x'};

  private TestCertificate authority;
  private TlsServer echo;
  private WebSocketPeer web;
  private WebSocketPeer other;
  private HttpPeer pages;
  private MailPeer mail;

  @BeforeEach
  void start() throws Exception {
    authority = TestCertificate.authority("Authority");
    TestCertificate server = authority.server("localhost");
    echo = new TlsServer(server.context());
    web = new WebSocketPeer(server.context());
    other = new WebSocketPeer(server.context());
    pages = new HttpPeer(server.context());
    mail = new MailPeer(MailPeer.Way.TLS, server.context());
  }

  @AfterEach
  void stop() throws Exception {
    echo.close();
    web.close();
    other.close();
    pages.close();
    mail.close();
  }

  private Bench online(TlsOptions options) throws Exception {
    Bench bench = Bench.online(o -> o.tls(options));
    trust(bench);
    return bench;
  }

  private void trust(Bench bench) throws Exception {
    byte[] ca = authority.der();
    assertThat(bench.replyTo(ca, Command.TLSCERT, "ca", "" + ca.length)).endsWith(OK);
  }

  private List<String> socket(Bench bench) throws Exception {
    return bench.reply(Command.SOCKON, "localhost", echo.port(), "", "s");
  }

  private static List<String> webSocket(Bench bench, WebSocketPeer peer) throws Exception {
    return bench.reply(Command.WSOCKON, "localhost", peer.port(), "", "2");
  }

  private List<String> page(Bench bench, String tls) throws Exception {
    return bench.reply(Command.HTTPGET, "localhost", "/", pages.port(), tls);
  }

  private List<String> letter(Bench bench) throws Exception {
    return bench.replyTo(
        LETTER,
        Command.SMTP,
        "localhost",
        "" + mail.port(),
        "9",
        "me",
        "secret",
        "here",
        "a@example.org",
        "b@example.org",
        "",
        "",
        "Greetings",
        "",
        "1");
  }

  private static List<String> broker(Bench bench, WebSocketPeer peer, String tls) throws Exception {
    return bench.reply(Command.MQTTCONN, "localhost", peer.port(), "/", tls);
  }

  @Test
  void theCertificatesAreLoadedOnceForAllServices() throws Exception {
    try (Bench bench = online(TlsOptions.DEFAULT)) {
      assertThat(socket(bench)).containsExactly("RFE@A", "RFF@A Loading:1:2", ON + "0", OK);
      assertThat(socket(bench)).containsExactly(ON + "1", OK);
      bench.reply(Command.SOCKC, "0");
      bench.reply(Command.SOCKC, "1");
      assertThat(webSocket(bench, web)).containsExactly("RFF@A On:0", OK);
      assertThat(page(bench, "2"))
          .containsExactly("RFF@A Http Server Status Code:200", "R03@A hello", OK);
      assertThat(letter(bench)).containsExactly(OK);
      trust(bench);
      assertThat(socket(bench))
          .as("loaded anew")
          .containsExactly("RFE@A", "RFF@A Loading:1:2", ON + "0", OK);
    }
  }

  @Test
  void onePoolForAllServices() throws Exception {
    try (Bench bench = online(TlsOptions.DEFAULT)) {
      assertThat(socket(bench)).endsWith(OK);
      assertThat(webSocket(bench, web)).endsWith(OK);
      assertThat(socket(bench)).containsExactly(NO_SOCKET);
      assertThat(webSocket(bench, other)).containsExactly(NO_SOCKET);
      assertThat(page(bench, "2")).containsExactly(NO_SOCKET);
      assertThat(page(bench, "1")).as("detected").containsExactly(NO_SOCKET);
      assertThat(letter(bench)).containsExactly(NO_SOCKET);
      assertThat(broker(bench, other, "2")).containsExactly(NO_SOCKET);
      assertThat(bench.reply(Command.FSUPDATE, "e", "localhost", "/", pages.port(), "2"))
          .containsExactly(NO_SOCKET);

      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly(OK);
      assertThat(page(bench, "2")).as("room again").endsWith(OK);
      assertThat(page(bench, "2")).as("it keeps none").endsWith(OK);
      assertThat(letter(bench)).endsWith(OK);
      assertThat(socket(bench)).endsWith(OK);
      assertThat(bench.reply(Command.WSOCKC, "0")).endsWith(OK);
      assertThat(webSocket(bench, other)).endsWith(OK);
      assertThat(socket(bench)).containsExactly(NO_SOCKET);
    }
  }

  @Test
  void aPoolForEachService() throws Exception {
    try (Bench bench = online(TlsOptions.DEFAULT.withOnePool(false))) {
      assertThat(socket(bench)).endsWith(OK);
      assertThat(socket(bench)).endsWith(OK);
      assertThat(webSocket(bench, web)).endsWith(OK);
      assertThat(webSocket(bench, other)).endsWith(OK);
      assertThat(page(bench, "2")).endsWith(OK);
      assertThat(letter(bench)).endsWith(OK);
      assertThat(socket(bench)).containsExactly(NO_SOCKET);
    }
  }

  @Test
  void itsErrorIsASwitch() throws Exception {
    TlsOptions options = TlsOptions.DEFAULT.withRefusal(ModuleError.TOO_MANY_SOCKETS);
    try (Bench bench = online(options)) {
      socket(bench);
      socket(bench);
      assertThat(socket(bench)).containsExactly("R4B@A");
      assertThat(page(bench, "2")).containsExactly("R4B@A");
    }
  }
}
