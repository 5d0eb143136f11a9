package io.github.spwf04.message;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail, with a server on this machine. */
@Timeout(60)
class MailConversationTest {
  @RegisterExtension final Hosted hosted = Hosted.joined();
  private final Spwf04 spwf = hosted.spwf();

  @ParameterizedTest
  @EnumSource(MailServer.Security.class)
  void aMailArrives(MailServer.Security security) throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    spwf.security().tls().authority(authority.certificate());
    MailPeer.Way way =
        switch (security) {
          case NONE, IF_AVAILABLE -> MailPeer.Way.PLAIN;
          case STARTTLS -> MailPeer.Way.STARTTLS;
          case REQUIRED -> MailPeer.Way.TLS;
        };
    try (MailPeer server = new MailPeer(way, authority.server("localhost").context())) {
      MailServer by =
          MailServer.of("localhost")
              .withPort(server.port())
              .withSecurity(security)
              .withLogin("me", "secret")
              .withHelo("module");
      List<String> to = List.of("you@example.org", "Nick <nick@name.xy>");
      spwf.mail().send(by, new Mail("me@example.org", to, "Greetings", "one\r\n.two"));
      MailPeer.Received mail = server.mail();
      assertThat(mail.helo()).isEqualTo("module");
      assertThat(mail.user()).isEqualTo("me");
      assertThat(mail.tls()).isEqualTo(way != MailPeer.Way.PLAIN);
      assertThat(mail.from()).isEqualTo("me@example.org");
      assertThat(mail.to()).containsExactly("you@example.org", "nick@name.xy");
      assertThat(mail.lines()).containsSequence("Subject: Greetings", "", "one", ".two");

      Mail toNobody = new Mail("me@example.org", List.of("nobody@example.org"), "x", "x");
      assertThat(refusal(() -> spwf.mail().send(by, toNobody)).error().id()).isEqualTo(111);
    }
  }

  @Test
  void aMailServerOfAnotherNameGetsNoMail() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    spwf.security().tls().authority(authority.certificate());
    try (MailPeer server =
        new MailPeer(MailPeer.Way.TLS, authority.server("example.org").context())) {
      MailServer by = MailServer.of("localhost").withPort(server.port());
      Mail mail = new Mail("me@example.org", List.of("you@example.org"), "x", "x");
      assertThat(refusal(() -> spwf.mail().send(by, mail)).causes())
          .containsExactly(ModuleError.of(ModuleError.Table.CERTIFICATE, 5));
    }
  }
}
