package io.github.spwf04.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.EndlessPeer;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A dozen servers that never come to an end, at a module in a JVM of 256 MiB: every command is
 * answered, and nothing is thrown out of the module.
 */
@Timeout(300)
class HostileServersTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void everyCommandIsAnswered() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileServersTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      // Whatever it says beside these lines was thrown.
      assertThat(new String(process.getInputStream().readAllBytes(), US_ASCII).lines())
          .containsExactly(
              "socket: R00@A",
              "another: R00@A",
              "broker that does not read: R00@A",
              "web socket with pings: R00@A",
              "extension of a chunk: R6F@A",
              "extensions of chunks: R5B@A",
              "trailer: R6F@A",
              "header: R6F@A",
              "fields of a header: R6F@A",
              "interim responses: R6F@A",
              "body: R5B@A",
              "no TLS: R4A@A",
              "greeting: R6F@A",
              "line of a greeting: R6F@A",
              "answer to a greeting: R6F@A",
              "web socket with fragments: R00@A",
              "reading it: R00@A",
              "end");
      assertThat(process.waitFor(Bench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** In the JVM of its own. */
  public static void main(String[] none) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> System.out.println("thrown: " + e));
    ServiceOptions services =
        ServiceOptions.DEFAULT.withMqtt(MqttTransport.TCP).withAnswerTimeout(Duration.ofSeconds(5));
    List<EndlessPeer> servers = new ArrayList<>();
    try (Bench bench = Bench.online(o -> o.services(services).pendingDataMissing(true))) {
      // These stay, and go on while the others come.
      say("socket", open(bench, keep(servers, "", "x")));
      say("another", open(bench, keep(servers, "", "x")));
      EndlessPeer broker =
          EndlessPeer.deaf(
              from -> {
                from.readNBytes(2);
                return HexFormat.of().parseHex("20020000");
              },
              HexFormat.of().parseHex("32050001610001"));
      servers.add(broker);
      say("broker that does not read", bench.reply(Command.MQTTCONN, "127.0.0.1", broker.port()));
      EndlessPeer pings = EndlessPeer.deaf(EndlessPeer::handshake, EndlessPeer.frame(0x89, 125));
      servers.add(pings);
      say("web socket with pings", bench.reply(Command.WSOCKON, "127.0.0.1", pings.port(), "/"));

      get(bench, servers, "extension of a chunk", CHUNKED + "1;", "x");
      get(bench, servers, "extensions of chunks", CHUNKED, "1;" + "a".repeat(4000) + "\r\nx\r\n");
      get(bench, servers, "trailer", CHUNKED + "0\r\n", "A: b\r\n");
      get(bench, servers, "header", "HTTP/1.1 200 OK\r\nX: ", "x");
      get(bench, servers, "fields of a header", "HTTP/1.1 200 OK\r\n", "A: b\r\n");
      get(bench, servers, "interim responses", "", "HTTP/1.1 100 Continue\r\n\r\n");
      get(bench, servers, "body", "HTTP/1.1 200 OK\r\n\r\n", "x");
      EndlessPeer noTls = keep(servers, "", "x");
      say("no TLS", bench.reply(Command.SOCKON, "127.0.0.1", noTls.port(), "", "s"));
      mail(bench, servers, "greeting", "", "220-x\r\n");
      mail(bench, servers, "line of a greeting", "", "x");
      mail(bench, servers, "answer to a greeting", "220 a\r\n", "250-x\r\n");

      bench.reply(Command.WSOCKC, "0");
      EndlessPeer fragments =
          EndlessPeer.webSocket(EndlessPeer.frame(0x01, 0), EndlessPeer.frame(0x00, 0));
      servers.add(fragments);
      say(
          "web socket with fragments",
          bench.reply(Command.WSOCKON, "127.0.0.1", fragments.port(), "/"));
      fragments.heard();
      say("reading it", bench.reply(Command.WSOCKR, "0"));
      bench.drain();
    } finally {
      for (EndlessPeer server : servers) {
        server.close();
      }
    }
    System.out.println("end");
  }

  private static void say(String what, List<String> reply) {
    System.out.println(what + ": " + reply.getLast());
  }

  private static EndlessPeer keep(List<EndlessPeer> servers, String greeting, String again)
      throws IOException {
    EndlessPeer server = new EndlessPeer(greeting, again);
    servers.add(server);
    return server;
  }

  private static List<String> open(Bench bench, EndlessPeer server) throws Exception {
    return bench.reply(Command.SOCKON, "127.0.0.1", server.port(), "", "t");
  }

  private static void get(
      Bench bench, List<EndlessPeer> servers, String what, String greeting, String again)
      throws Exception {
    EndlessPeer server = keep(servers, greeting, again);
    say(what, bench.reply(Command.HTTPGET, "127.0.0.1", "/", server.port()));
  }

  private static void mail(
      Bench bench, List<EndlessPeer> servers, String what, String greeting, String again)
      throws Exception {
    EndlessPeer server = keep(servers, greeting, again);
    say(
        what,
        bench.replyTo(
            "hello".getBytes(US_ASCII),
            Command.SMTP,
            "127.0.0.1",
            server.port(),
            "",
            "",
            "",
            "",
            "me@example.org",
            "you@example.org",
            "",
            "",
            "Greetings",
            "",
            "5"));
  }
}
