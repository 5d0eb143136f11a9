package io.github.spwf04.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The web server, by Java's client and by the module. */
@Timeout(60)
class HttpPeerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static URI uri(String scheme, HttpPeer server, String path) {
    return URI.create(scheme + "://localhost:" + server.port() + path);
  }

  @Test
  void itAnswersAsItWasToldAndKeepsWhatWasAsked() throws Exception {
    try (HttpPeer server = HttpPeer.start(null);
        HttpClient client = HttpClient.newHttpClient()) {
      server.answer(
          "/state", new HttpPeer.Response(202, Map.of("X-Mood", "good"), "on".getBytes(), true));
      server.answer("/empty", HttpPeer.Response.of(204, ""));
      HttpRequest asked =
          HttpRequest.newBuilder(uri("http", server, "/state?x=1"))
              .header("X-Test", "a")
              .POST(HttpRequest.BodyPublishers.ofString("body"))
              .build();
      var answer = client.send(asked, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("on");
      assertThat(answer.headers().firstValue("X-Mood")).hasValue("good");
      assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
      HttpPeer.Request request = Objects.requireNonNull(server.request(LIMIT));
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/state?x=1");
      assertThat(request.header("x-test")).isEqualTo("a");
      assertThat(request.header("X-TEST")).isEqualTo("a");
      assertThat(request.header("none")).isNull();
      assertThat(request.text()).isEqualTo("body");
      assertThat(server.request(Duration.ofMillis(1))).isNull();

      HttpRequest empty = HttpRequest.newBuilder(uri("http", server, "/empty")).build();
      assertThat(client.send(empty, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
      HttpRequest none = HttpRequest.newBuilder(uri("http", server, "/none")).build();
      assertThat(client.send(none, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void byTls() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    try (HttpPeer server = HttpPeer.start(authority.server("localhost").context());
        HttpClient client =
            HttpClient.newBuilder().sslContext(TestCertificate.trusting(authority)).build()) {
      server.answer("/", HttpPeer.Response.of(200, "safe"));
      HttpRequest asked = HttpRequest.newBuilder(uri("https", server, "/")).build();
      assertThat(client.send(asked, BodyHandlers.ofString()).body()).isEqualTo("safe");
    }
  }

  @Test
  void theModuleAsksIt() throws Exception {
    try (HttpPeer server = HttpPeer.start(null);
        Bench bench = Bench.online(o -> o)) {
      server.answer("/state", HttpPeer.Response.of(200, "on"));
      assertThat(bench.reply(Command.HTTPGET, "localhost", "/state", "" + server.port()))
          .containsExactly("RFF@A Http Server Status Code:200", "R03@A on", "R00@A");
      HttpPeer.Request request = Objects.requireNonNull(server.request(LIMIT));
      assertThat(request.method() + " " + request.path()).isEqualTo("GET /state");
      assertThat(request.header("host")).isEqualTo("localhost:" + server.port());
    }
  }

  @Test
  void whatCannotBeAnswered() {
    assertThatThrownBy(() -> HttpPeer.Response.of(100, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
