package io.github.spwf04.message;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail, with a mail server of the real world. */
@Timeout(60)
class MailConversationTest {
  @TempDir private Path folder;
  @RegisterExtension final Hosted hosted = Hosted.joined();
  private final Spwf04 spwf = hosted.spwf();

  @ParameterizedTest
  @EnumSource(MailServer.Security.class)
  void aMailArrives(MailServer.Security security) throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    authority.server("localhost").write(folder, "server");
    spwf.security().tls().authority(authority.certificate());
    String mode =
        switch (security) {
          case NONE, IF_AVAILABLE -> "plain";
          case STARTTLS -> "starttls";
          case REQUIRED -> "tls";
        };
    try (MailPeer server = new MailPeer(folder, mode)) {
      MailServer by =
          MailServer.of("localhost")
              .withPort(Integer.parseInt(server.port()))
              .withSecurity(security)
              .withLogin("me", "secret")
              .withHelo("module");
      List<String> to = List.of("you@example.org", "Nick <nick@name.xy>");
      spwf.mail().send(by, new Mail("me@example.org", to, "Greetings", "one\r\n.two"));
      assertThat(server.mail())
          .startsWith(
              "{\"helo\": \"module\", \"user\": \"PLAIN\", \"tls\": "
                  + !mode.equals("plain")
                  + ", \"from\": \"me@example.org\","
                  + " \"to\": [\"you@example.org\", \"nick@name.xy\"], \"lines\": [")
          .contains("\"Subject: Greetings\", \"\", \"one\", \".two\"");

      Mail toNobody = new Mail("me@example.org", List.of("nobody@example.org"), "x", "x");
      assertThat(refusal(() -> spwf.mail().send(by, toNobody)).error().id()).isEqualTo(111);
    }
  }

  @Test
  void aMailServerOfAnotherNameGetsNoMail() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    authority.server("example.org").write(folder, "server");
    spwf.security().tls().authority(authority.certificate());
    try (MailPeer server = new MailPeer(folder, "tls")) {
      MailServer by = MailServer.of("localhost").withPort(Integer.parseInt(server.port()));
      Mail mail = new Mail("me@example.org", List.of("you@example.org"), "x", "x");
      assertThat(refusal(() -> spwf.mail().send(by, mail)).causes())
          .containsExactly(ModuleError.of(ModuleError.Table.CERTIFICATE, 5));
    }
  }
}
