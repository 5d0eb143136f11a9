package io.github.spwf04.virtual.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.options.SocketOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a peer that is not Java: openssl as server of SOCKON and as client of SOCKDON. */
@Tag(Installed.PROGRAMS)
@Timeout(60)
class OpensslTest {
  private static final String HOST = "server.test";

  @TempDir static Path folder;
  private static TestCertificate authority;
  private static TestCertificate own;

  @BeforeAll
  static void make() throws Exception {
    authority = TestCertificate.authorityOf("Authority").algorithm("RSA").make();
    authority.write(folder, "ca");
    own = authority.server(HOST);
    TestCertificate.authority("Stranger").write(folder, "stranger-ca");
    authority.server(HOST).write(folder, "good");
    authority.server("other.test").write(folder, "name");
    authority
        .issue(HOST)
        .alternative(HOST)
        .valid("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z")
        .make()
        .write(folder, "expired");
    TestCertificate.authority("Somebody").server(HOST).write(folder, "unknown");
    authority.issue("client").make().write(folder, "client");
    TestCertificate.authority("Stranger").issue("stranger").make().write(folder, "stranger");
  }

  /** openssl with a console of its own, killed in the end. */
  private static final class Openssl implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Openssl(String... arguments) throws IOException {
      List<String> command = new ArrayList<>(List.of(Installed.program("openssl").toString()));
      command.addAll(List.of(arguments));
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      output = process.inputReader(US_ASCII);
    }

    void type(String text) throws IOException {
      process.outputWriter(US_ASCII).append(text).flush();
    }

    /** Reads on to a line with that text. */
    String awaitLine(String text) throws IOException {
      for (String line; (line = output.readLine()) != null; ) {
        if (line.contains(text)) {
          return line;
        }
      }
      throw new AssertionError("openssl has ended without " + text);
    }

    int end() throws InterruptedException {
      assertThat(process.waitFor(Bench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static Openssl server(String certificate, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                certificate + ".pem",
                "-key",
                certificate + ".key"));
    arguments.addAll(List.of(more));
    return new Openssl(arguments.toArray(String[]::new));
  }

  /** It prints {@code ACCEPT 127.0.0.1:<port>}. */
  private static String port(Openssl server) throws IOException {
    String line = server.awaitLine("ACCEPT");
    return line.substring(line.lastIndexOf(':') + 1);
  }

  private static Bench online() throws Exception {
    Bench bench =
        Bench.online(
            o ->
                o.host(HOST, InetAddress.getLoopbackAddress())
                    .sockets(SocketOptions.DEFAULT.withPort(443, 0)));
    load(bench, "ca", authority.pem());
    return bench;
  }

  private static void load(Bench bench, String kind, byte[] data) throws Exception {
    assertThat(bench.replyTo(data, Command.TLSCERT, kind, "" + data.length))
        .last()
        .isEqualTo("R00@A");
  }

  private static void loadOwn(Bench bench) throws Exception {
    load(bench, "cert", own.pem());
    load(bench, "key", own.traditionalKeyPem());
  }

  @Test
  void sockonWithAGoodServer() throws Exception {
    try (Bench bench = online();
        Openssl server = server("good", "-naccept", "1")) {
      assertThat(bench.reply(Command.SOCKON, HOST, port(server), "", "s"))
          .endsWith("RFF@A On:127.0.0.1:0", "R00@A");
      assertThat(bench.replyTo("hello\n".getBytes(US_ASCII), Command.SOCKW, "0", "6"))
          .containsExactly("R00@A");
      server.awaitLine("hello");
      server.type("welcome\n");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:8:8");
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@A Reading:8:8", "R03@A welcome\\n", "R00@A");
      server.type("Q\n");
      assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:0");
      assertThat(server.end()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"expired, 21", "name, 5", "unknown, 23"})
  void sockonWithABadServer(String certificate, int error) throws Exception {
    try (Bench bench = online();
        Openssl server = server(certificate)) {
      assertThat(bench.reply(Command.SOCKON, HOST, port(server), "", "s"))
          .endsWith("RFF@A Certificate Error:" + error, "R4A@A");
    }
  }

  @Test
  void sockonShowsItsCertificate() throws Exception {
    try (Bench bench = online();
        Openssl server =
            server("good", "-Verify", "1", "-CAfile", "ca.pem", "-verify_return_error")) {
      String port = port(server);
      assertThat(bench.reply(Command.SOCKON, HOST, port, "", "s")).endsWith("R4A@A");
      loadOwn(bench);
      assertThat(bench.reply(Command.SOCKON, HOST, port, "", "s"))
          .endsWith("RFF@A On:127.0.0.1:0", "R00@A");
    }
  }

  private static Openssl client(Bench bench, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "s_client",
                "-connect",
                "127.0.0.1:" + bench.module.listeningPort(0),
                "-CAfile",
                "ca.pem",
                "-verify_return_error",
                "-verify_hostname",
                HOST));
    arguments.addAll(List.of(more));
    return new Openssl(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"s1, ", "s2, client"})
  void sockdonWithAClient(String kind, String certificate) throws Exception {
    try (Bench bench = online()) {
      loadOwn(bench);
      assertThat(bench.reply(Command.SOCKDON, "443", kind)).containsExactly("RFF@A On:0", "R00@A");
      String[] shown =
          certificate == null
              ? new String[0]
              : new String[] {"-cert", certificate + ".pem", "-key", certificate + ".key"};
      try (Openssl client = client(bench, shown)) {
        client.awaitLine("Verification: OK");
        assertThat(bench.awaitEvent()).startsWith("W61@A 127.0.0.1:");
        client.type("question\n");
        assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:9:9");
        assertThat(bench.reply(Command.SOCKDR, "0", "0"))
            .containsExactly("RFE@A Reading:9:9", "R03@A question\\n", "R00@A");
        assertThat(bench.replyTo("answer\n".getBytes(US_ASCII), Command.SOCKDW, "0", "0", "7"))
            .containsExactly("R00@A");
        client.awaitLine("answer");
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
        assertThat(client.end()).as("closed in order").isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stranger"})
  void mutualAuthenticationRefuses(String certificate) throws Exception {
    try (Bench bench = online()) {
      loadOwn(bench);
      assertThat(bench.reply(Command.SOCKDON, "443", "s2")).containsExactly("RFF@A On:0", "R00@A");
      String[] shown =
          certificate.isEmpty()
              ? new String[0]
              : new String[] {"-cert", certificate + ".pem", "-key", certificate + ".key"};
      try (Openssl client = client(bench, shown)) {
        client.awaitLine("alert");
        assertThat(client.end()).isNotZero();
      }
      assertThat(bench.reply(Command.SOCKDL)).containsExactly("R00@A");
    }
  }
}
