package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.EndlessPeer;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMTP (6.52) against a server, plain, with STARTTLS, and with TLS from the start. */
class MailTest {
  private final TestCertificate authority;

  MailTest() throws Exception {
    authority = TestCertificate.authority("Test");
  }

  private MailPeer server(MailPeer.Way way, String name) throws Exception {
    return new MailPeer(way, authority.server(name).context());
  }

  private void trust(Bench bench) throws Exception {
    byte[] ca = authority.pem();
    bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
  }

  private static Bench online() throws Exception {
    return Bench.online(
        o -> o.services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofSeconds(3))));
  }

  private static List<String> send(
      Bench bench, String port, String mode, String user, String password, String to, String body)
      throws Exception {
    byte[] data = body.getBytes(ISO_8859_1);
    return bench.replyTo(
        data,
        Command.SMTP,
        "localhost",
        port,
        mode,
        user,
        password,
        "",
        "me@example.org",
        to,
        "",
        "",
        "Greetings",
        "",
        Integer.toString(data.length));
  }

  private static List<String> send(Bench bench, String port, String mode, String password)
      throws Exception {
    return send(bench, port, mode, "me", password, "you@example.org", "hello");
  }

  @Test
  @Usage(section = "6.52")
  void toSeveralWithoutTls() throws Exception {
    try (MailPeer server = new MailPeer(MailPeer.Way.PLAIN, null);
        Bench bench = online()) {
      String port = "" + server.port();
      assertThat(
              send(
                  bench,
                  port,
                  "",
                  "",
                  "",
                  "you@example.org;Nick <nick@name.xy>",
                  "first\n.second\r\nthird"))
          .containsExactly("R00@A");
      MailPeer.Received mail = server.mail();
      assertThat(mail.helo()).isEqualTo("SPWF04SA");
      assertThat(mail.user()).isNull();
      assertThat(mail.tls()).isFalse();
      assertThat(mail.from()).isEqualTo("me@example.org");
      assertThat(mail.to()).containsExactly("you@example.org", "nick@name.xy");
      assertThat(mail.lines())
          .containsSequence(
              "From: me@example.org",
              "To: you@example.org, Nick <nick@name.xy>",
              "Subject: Greetings",
              "",
              "first",
              ".second",
              "third");
      assertThat(send(bench, port, "0", "secret")).containsExactly("R00@A");
      assertThat(server.mail().user()).isEqualTo("me");
      assertThat(send(bench, port, "5", "secret")).as("no TLS there").containsExactly("R00@A");
      assertThat(server.mail().tls()).isFalse();
    }
  }

  @Test
  void aLoginBeyondAscii() throws Exception {
    try (MailPeer server = new MailPeer(MailPeer.Way.PLAIN, null);
        Bench bench = online()) {
      assertThat(
              send(
                  bench,
                  "" + server.port(),
                  "0",
                  "m\u00f6",
                  "gr\u00fcn\u20ac",
                  "you@example.org",
                  "x"))
          .containsExactly("R00@A");
      assertThat(server.mail().user()).isEqualTo("m\u00f6");
    }
  }

  @ParameterizedTest
  @CsvSource({"STARTTLS, 5", "STARTTLS, 8", "STARTTLS, 9", "TLS, 5", "TLS, 9"})
  void securely(MailPeer.Way way, String mode) throws Exception {
    try (MailPeer server = server(way, "localhost");
        Bench bench = online()) {
      trust(bench);
      assertThat(send(bench, "" + server.port(), mode, "secret"))
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "R00@A");
      MailPeer.Received mail = server.mail();
      assertThat(mail.user()).isEqualTo("me");
      assertThat(mail.tls()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STARTTLS, 0", // it wants TLS
    "PLAIN, 8", // and has none
    "PLAIN, 9",
    "TLS, 8",
    "TLS, 0",
  })
  void notAsAsked(MailPeer.Way way, String mode) throws Exception {
    try (MailPeer server = server(way, "localhost");
        Bench bench = online()) {
      trust(bench);
      assertThat(send(bench, "" + server.port(), mode, "secret")).last().isIn("R6F@A", "R4A@A");
    }
  }

  @ParameterizedTest
  @CsvSource({"STARTTLS, 5", "STARTTLS, 8", "TLS, 5", "TLS, 9"})
  void aServerOfAnotherName(MailPeer.Way way, String mode) throws Exception {
    try (MailPeer server = server(way, "example.org");
        Bench bench = online()) {
      trust(bench);
      assertThat(send(bench, "" + server.port(), mode, "secret"))
          .containsExactly("RFE@A", "RFF@A Loading:1:2", "RFF@A Certificate Error:5", "R6F@A");
    }
  }

  @Test
  @Usage(section = "6.52", fails = true)
  void whatFails() throws Exception {
    try (MailPeer server = new MailPeer(MailPeer.Way.PLAIN, null);
        Bench bench = online()) {
      String port = "" + server.port();
      assertThat(send(bench, port, "0", "wrong")).containsExactly("R6F@A");
      assertThat(send(bench, port, "0", "", "", "nobody@example.org", "x"))
          .containsExactly("R6F@A");
      assertThat(send(bench, port, "0", "", "", "you@example.org\r\nDATA", "x"))
          .as("a line end in a field")
          .containsExactly("R08@A");
      assertThat(send(bench, "" + PeerProcess.freePort(), "0", "secret")).containsExactly("R4A@A");
      assertThat(
              bench.replyTo(
                  new byte[1],
                  Command.SMTP,
                  "example.org",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "a@b",
                  "c@d",
                  "",
                  "",
                  "x",
                  "",
                  "1"))
          .containsExactly("R41@A");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', x",
    "'', '220-x\\r\\n'",
    "'220 a\\r\\n', x",
    "'220 a\\r\\n', '250-x\\r\\n'",
    "'220 a\\r\\n250 b\\r\\n250 c\\r\\n250 d\\r\\n354 e\\r\\n', '250-x\\r\\n'",
  })
  void anAnswerWithoutAnEnd(String begin, String again) throws Exception {
    try (EndlessPeer server = new EndlessPeer(begin.translateEscapes(), again.translateEscapes());
        Bench bench = online()) {
      assertThat(send(bench, server.port(), "", "", "", "you@example.org", "hello"))
          .containsExactly("R6F@A");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@A");
    }
  }

  @Test
  void anAnswerByteByByte() throws Exception {
    ServiceOptions services =
        ServiceOptions.DEFAULT
            .withAnswerTimeout(Bench.LIMIT.multipliedBy(2))
            .withRequestTimeout(Duration.ofMillis(300));
    try (EndlessPeer server = EndlessPeer.slow("220-", "x", Duration.ofMillis(20));
        Bench bench = Bench.online(o -> o.services(services))) {
      assertThat(send(bench, server.port(), "", "", "", "you@example.org", "hello"))
          .containsExactly("R4A@A");
    }
  }
}
