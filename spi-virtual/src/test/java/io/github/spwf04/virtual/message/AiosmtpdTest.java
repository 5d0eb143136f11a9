package io.github.spwf04.virtual.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMTP with a server that is not ours: aiosmtpd. */
@Tag(Installed.PROGRAMS)
class AiosmtpdTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"plain, 0, false", "starttls, 8, true", "tls, 9, true"})
  void aMailArrives(String kind, String mode, boolean tls) throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    authority.server("localhost").write(folder, "server");
    Installed.file("/usr/lib/python3/dist-packages/aiosmtpd/smtp.py");
    try (PeerProcess server =
            PeerProcess.start(
                folder,
                // That of the system, which has the package.
                Installed.file("/usr/bin/python3").toString(),
                PeerProcess.resource(folder, "mail-peer.py").toString(),
                kind,
                "server.pem",
                "server.key");
        Bench bench = Bench.online(o -> o)) {
      byte[] ca = authority.pem();
      bench.replyTo(ca, Command.TLSCERT, "ca", Integer.toString(ca.length));
      byte[] body = "first\n.second\r\nthird".getBytes(ISO_8859_1);
      assertThat(
              bench.replyTo(
                  body,
                  Command.SMTP,
                  "localhost",
                  server.await("^port ([0-9]+)").group(1),
                  mode,
                  "me",
                  "secret",
                  "",
                  "me@example.org",
                  "you@example.org;Nick <nick@name.xy>",
                  "",
                  "",
                  "Greetings",
                  "",
                  Integer.toString(body.length)))
          .endsWith("R00@A");
      assertThat(server.await("^mail (.*)").group(1))
          .startsWith(
              "{\"helo\": \"SPWF04SA\", \"user\": \"PLAIN\", \"tls\": "
                  + tls
                  + ", \"from\": \"me@example.org\","
                  + " \"to\": [\"you@example.org\", \"nick@name.xy\"], \"lines\": [")
          .contains(
              "\"From: me@example.org\", \"To: you@example.org, Nick <nick@name.xy>\","
                  + " \"Subject: Greetings\", \"\", \"first\", \".second\", \"third\"");
    }
  }
}
