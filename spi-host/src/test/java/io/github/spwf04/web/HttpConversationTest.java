package io.github.spwf04.web;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.FileInfo;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.security.TlsMode;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Documents by HTTP, with a web server of the real world. */
@Timeout(60)
class HttpConversationTest {
  private static final ModuleFile FILE = ModuleFile.ram("answer.txt");

  @RegisterExtension final Hosted hosted = Hosted.joined();
  private final Spwf04 spwf = hosted.spwf();

  private static String uri(String scheme, HttpPeer server, String path) {
    return scheme + "://localhost:" + server.port() + path;
  }

  @Test
  void aDocumentComesToTheCallerOrIntoAFile() throws Exception {
    try (HttpPeer server = new HttpPeer(null)) {
      HttpResponse response = spwf.http().get(uri("http", server, "/a?b=c"));
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello");
      assertThat(server.request()).startsWith("GET /a?b=c ").contains(" login=null ");

      // More than a packet holds, and more than fits once.
      response = spwf.http().get(uri("http", server, "/big/70000"));
      assertThat(response.text()).isEqualTo("x".repeat(70_000));
      server.request();

      HttpRequest request =
          HttpRequest.of("http://me:secret@localhost:" + server.port() + "/").withResponseTo(FILE);
      response = spwf.http().get(request);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
      assertThat(server.request()).contains(" login=Basic bWU6c2VjcmV0 ");
      assertThat(spwf.files().read(FILE)).asString().isEqualTo("hello");

      response = spwf.http().get(uri("http", server, "/missing"));
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.ok()).isFalse();
    }
  }

  @Test
  void chunksArePutTogether() throws Exception {
    try (HttpPeer server = new HttpPeer(null)) {
      HttpResponse response = spwf.http().get(uri("http", server, "/chunks"));
      assertThat(response.text()).isEqualTo("5\r\nhello\r\n0\r\n\r\n");
      assertThat(response.dechunked().text()).isEqualTo("hello");
    }
  }

  @Test
  void bytesAndFilesArePosted() throws Exception {
    try (HttpPeer server = new HttpPeer(null)) {
      HttpRequest request = HttpRequest.of(uri("http", server, "/up"));
      byte[] body = "{\"a\":1}".getBytes();
      assertThat(spwf.http().post(request, ContentType.JSON, body).text()).isEqualTo("hello");
      assertThat(server.request())
          .startsWith("POST /up ")
          .endsWith(" type=application/json login=null length=7 body={\"a\":1}");
      assertThat(ramFiles(spwf)).as("no longer there").isEmpty();

      assertThat(spwf.http().post(request, ContentType.JSON, new byte[0]).text())
          .isEqualTo("hello");
      assertThat(server.request())
          .startsWith("POST /up ")
          .endsWith(" type=null login=null length=0 body=");

      ModuleFile page = ModuleFile.ram("page.html");
      spwf.files().write(page, "<html>".getBytes());
      HttpResponse response = spwf.http().post(request.withBody(page).withResponseTo(FILE));
      assertThat(response.ok()).isTrue();
      assertThat(server.request()).endsWith(" type=text/html login=null length=6 body=<html>");
      assertThat(spwf.files().read(FILE)).asString().isEqualTo("hello");
    }
  }

  @Test
  void theBodiesOfTwoThreadsStayApart() throws Exception {
    // Files of the user's that have the names of the first bodies.
    for (String name : List.of("post.json", "post-1.json", "post-3.json~")) {
      spwf.files().write(ModuleFile.ram(name), "mine".getBytes());
    }
    try (HttpPeer server = new HttpPeer(null)) {
      List<CompletableFuture<Boolean>> posting = new ArrayList<>();
      for (String who : List.of("left", "right")) {
        HttpRequest request = HttpRequest.of(uri("http", server, "/" + who));
        posting.add(
            spwf.async(
                view -> {
                  for (int i = 0; i < 20; i++) {
                    view.http().post(request, ContentType.JSON, (who + i).getBytes());
                  }
                  return true;
                }));
      }
      Map<String, Integer> next = new HashMap<>(Map.of("left", 0, "right", 0));
      for (int i = 0; i < 40; i++) {
        String request = server.request();
        String who = request.startsWith("POST /left ") ? "left" : "right";
        int number = next.merge(who, 1, Integer::sum) - 1;
        assertThat(request).startsWith("POST /" + who + " ").endsWith(" body=" + who + number);
      }
      for (CompletableFuture<Boolean> each : posting) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(ramFiles(spwf))
        .containsExactlyInAnyOrder("post.json", "post-1.json", "post-3.json~");
    assertThat(spwf.files().read(ModuleFile.ram("post.json"))).asString().isEqualTo("mine");
    assertThat(spwf.files().read(ModuleFile.ram("post-1.json"))).asString().isEqualTo("mine");
  }

  @Test
  void aBodyIsRemovedWhenItsPostFailsOrIsInterrupted() throws Exception {
    byte[] body = "{}".getBytes();
    HttpRequest nobody = HttpRequest.of("http://localhost:" + PeerProcess.freePort() + "/");
    assertThat(refusal(() -> spwf.http().post(nobody, ContentType.JSON, body)).error().id())
        .isEqualTo(111);
    assertThat(ramFiles(spwf)).as("behind a failure").isEmpty();

    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpRequest request = HttpRequest.of("http://localhost:" + silent.getLocalPort() + "/");
      CompletableFuture<String> ended = new CompletableFuture<>();
      Thread poster =
          Thread.startVirtualThread(
              () -> {
                try {
                  spwf.http().post(request, ContentType.JSON, body);
                  ended.complete("posted");
                } catch (InterruptedException | RuntimeException e) {
                  ended.complete(e.getClass().getSimpleName());
                }
              });
      // Open until then: the end of the connection would end the post, too.
      try (Socket _ = silent.accept()) {
        poster.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo("InterruptedException");
      }
      assertThat(ramFiles(spwf)).as("behind an interrupt").isEmpty();
    }
  }

  private static List<String> ramFiles(Spwf04 spwf) throws InterruptedException {
    return spwf.files().list().stream()
        .map(FileInfo::file)
        .filter(file -> file.volume() == Volume.RAM)
        .map(ModuleFile::name)
        .toList();
  }

  @Test
  void aRequestThatFailsTellsWhy() throws Exception {
    String nobody = "http://localhost:" + PeerProcess.freePort() + "/";
    SpwfException.Rejected refusal = refusal(() -> spwf.http().get(nobody));
    assertThat(refusal.error().id()).isEqualTo(111);
    assertThat(refusal.causes()).containsExactly(ModuleError.of(ModuleError.Table.HTTP_CLIENT, 2));
    try (HttpPeer server = new HttpPeer(null)) {
      HttpRequest noFile =
          HttpRequest.of(uri("http", server, "/")).withBody(ModuleFile.ram("none.txt"));
      assertThat(refusal(() -> spwf.http().post(noFile)).causes())
          .containsExactly(ModuleError.of(ModuleError.Table.HTTP_CLIENT, 12));
    }
    spwf.wifi().off();
    assertThat(refusal(() -> spwf.http().get(nobody)).error().id()).isEqualTo(44);
  }

  @Test
  void aWebServerIsTrustedByItsAuthorityAlone() throws Exception {
    TestCertificate authority = TestCertificate.authority("Test");
    try (HttpPeer server = new HttpPeer(authority.server("localhost").context())) {
      String uri = uri("https", server, "/");
      SpwfException.Rejected refusal = refusal(() -> spwf.http().get(uri));
      assertThat(refusal.error().id()).isEqualTo(111);
      assertThat(refusal.causes())
          .containsExactly(
              ModuleError.of(ModuleError.Table.CERTIFICATE, 23),
              ModuleError.of(ModuleError.Table.HTTP_CLIENT, 7));

      spwf.security().tls().authority(authority.certificate());
      assertThat(spwf.http().get(uri).text()).isEqualTo("hello");
      assertThat(spwf.http().get(HttpRequest.of(uri).withTls(TlsMode.DETECT)).text())
          .isEqualTo("hello");
    }
    try (HttpPeer other = new HttpPeer(authority.server("example.org").context())) {
      assertThat(refusal(() -> spwf.http().get(uri("https", other, "/"))).causes())
          .contains(ModuleError.of(ModuleError.Table.CERTIFICATE, 5));
    }
  }
}
