package io.github.spwf04.virtual.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** WPAECERT and TLSCERT (6.31, 6.32, field-facts C.4); what they are for is in TlsSocketTest. */
class CertificateTest {
  private static TestCertificate authority;
  private static String keyId;

  @BeforeAll
  static void make() throws Exception {
    authority = TestCertificate.authority("Authority");
    keyId = CertificateReader.subjectKeyId(authority.der()).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = Command.class,
      names = {"TLSCERT", "WPAECERT"})
  @Usage(section = "6.31", line = 1)
  @Usage(section = "6.31", line = 2)
  @Usage(section = "6.32", line = 1)
  @Usage(section = "6.32", line = 2)
  void loadListAndRemove(Command command) throws Exception {
    byte[] pem = authority.pem();
    byte[] der = authority.der();
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(command, "content", "1")).containsExactly("R00@3");
      assertThat(bench.replyTo(der, command, "ca", "" + der.length))
          .containsExactly("RFF@3 SubjectKeyId:" + keyId, "R00@3");
      assertThat(keyId).matches("([0-9A-F]{2}:){19}[0-9A-F]{2}");
      assertThat(bench.replyTo(pem, command, "CERT", "" + pem.length))
          .containsExactly("RFF@3", "R00@3");
      assertThat(bench.replyTo(authority.keyPem(), command, "key", "" + authority.keyPem().length))
          .containsExactly("RFF@3", "R00@3");
      assertThat(bench.replyTo(new byte[20], command, "auth", "20"))
          .containsExactly("RFF@3", "R00@3");
      assertThat(bench.reply(command, "content", "1"))
          .containsExactly(
              "RFF@3 Content:ca:" + der.length + ":" + keyId,
              "RFF@3 Content:cert:" + pem.length + ":",
              "RFF@3 Content:key:" + authority.keyPem().length + ":",
              "RFF@3 Content:auth:20:",
              "R00@3");
      assertThat(bench.replyTo(pem, command, "ca", "" + pem.length))
          .as("in PEM the same")
          .containsExactly("RFF@3 SubjectKeyId:" + keyId, "R00@3");
      Command other = command == Command.TLSCERT ? Command.WPAECERT : Command.TLSCERT;
      assertThat(bench.reply(other, "content", "1")).as("its own").containsExactly("R00@3");
      assertThat(bench.reply(command, "content", "2"))
          .as("two packets, the first one empty")
          .containsExactly("RFF@3", "R00@3");
      assertThat(bench.reply(command, "content", "1")).containsExactly("R00@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "content, 3, R08@3",
    "content, x, R08@3",
    "content, , R02@3",
    "ca, 0, R21@3",
    "ca, x, R21@3",
    "ca, , R02@3",
    "other, 5, R07@3",
    "ca, 65536, R08@3",
  })
  @Usage(section = "6.31", line = 1, fails = true)
  @Usage(section = "6.31", line = 2, fails = true)
  @Usage(section = "6.32", line = 1, fails = true)
  @Usage(section = "6.32", line = 2, fails = true)
  void whatIsRefused(String kind, String option, String error) throws Exception {
    try (Bench bench = Bench.idle()) {
      for (Command command : new Command[] {Command.TLSCERT, Command.WPAECERT}) {
        assertThat(option == null ? bench.reply(command, kind) : bench.reply(command, kind, option))
            .containsExactly(error);
      }
    }
  }

  @Test
  void whatIsNoCertificateIsTakenWithoutAKeyId() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.replyTo("junk".getBytes(US_ASCII), Command.TLSCERT, "ca", "4"))
          .as("a user of ST11 saw the same")
          .containsExactly("RFF@3", "R00@3");
    }
  }

  @Test
  void theyOutliveResetsAndFactoryResets() throws Exception {
    byte[] pem = authority.pem();
    try (Bench bench = Bench.idle()) {
      bench.replyTo(pem, Command.TLSCERT, "ca", "" + pem.length);
      assertThat(bench.reply(Command.FCFG)).containsExactly("R00@3");
      assertThat(bench.reply(Command.WCFG)).containsExactly("R00@3");
      bench.bus.reset();
      bench.turn(Duration.ofSeconds(1));
      bench.drain();
      assertThat(bench.reply(Command.TLSCERT, "content", "1"))
          .anyMatch(line -> line.endsWith("Content:ca:" + pem.length + ":" + keyId));
    }
  }

  @Test
  void theyAreKeptWhereTheVolumesAre(@TempDir Path folder) throws Exception {
    byte[] pem = authority.pem();
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      bench.replyTo(pem, Command.TLSCERT, "ca", "" + pem.length);
      bench.replyTo(authority.keyPem(), Command.WPAECERT, "key", "" + authority.keyPem().length);
    }
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.TLSCERT, "content", "1"))
          .containsExactly("RFF@3 Content:ca:" + pem.length + ":" + keyId, "R00@3");
      assertThat(bench.reply(Command.WPAECERT, "content", "1"))
          .containsExactly("RFF@3 Content:key:" + authority.keyPem().length + ":", "R00@3");
      assertThat(bench.reply(Command.FSL)).noneMatch(line -> line.contains("tls"));
      bench.reply(Command.TLSCERT, "content", "2");
    }
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.TLSCERT, "content", "1")).containsExactly("R00@3");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsError101(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("certificates"), "in the way");
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.replyTo(new byte[1], Command.TLSCERT, "ca", "1")).containsExactly("R65@3");
      assertThat(bench.reply(Command.TLSCERT, "content", "1"))
          .as("not half")
          .containsExactly("R00@3");
      Files.delete(file);
    }
    Files.createDirectories(folder.resolve("certificates/tls.ca/in/the/way"));
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.TLSCERT, "content", "1")).containsExactly("R00@3");
    }
  }

  @ParameterizedTest
  @CsvSource({"EC", "RSA", "Ed25519"})
  void keysInEveryForm(String algorithm) throws Exception {
    TestCertificate own = TestCertificate.authorityOf("own").algorithm(algorithm).make();
    Map<String, byte[]> forms =
        algorithm.equals("Ed25519")
            ? Map.of("PKCS 8", own.keyPem(), "DER", own.key().getEncoded())
            : Map.of(
                "PKCS 8",
                own.keyPem(),
                "traditional",
                own.traditionalKeyPem(),
                "DER",
                own.key().getEncoded(),
                "traditional DER",
                own.traditionalKeyDer());
    String name =
        switch (algorithm) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> algorithm;
        };
    for (Map.Entry<String, byte[]> form : forms.entrySet()) {
      Signature signature = Signature.getInstance(name);
      signature.initSign(CertificateReader.key(form.getValue()));
      byte[] signed = signature.sign();
      signature.initVerify(own.certificate());
      assertThat(signature.verify(signed)).as(form.getKey()).isTrue();
    }
    assertThatThrownBy(() -> CertificateReader.key(own.pem())).isInstanceOf(IOException.class);
  }
}
