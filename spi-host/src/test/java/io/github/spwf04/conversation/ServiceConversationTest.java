package io.github.spwf04.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.catalog.ModuleError;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.file.FileInfo;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Volume;
import io.github.spwf04.message.Mail;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.security.TlsMode;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.AccessPoint;
import io.github.spwf04.virtual.ModuleOptions;
import io.github.spwf04.virtual.PythonOptions;
import io.github.spwf04.virtual.ServiceOptions;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TftpPeer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.web.HttpRequest;
import io.github.spwf04.web.HttpResponse;
import io.github.spwf04.wifi.PingReply;
import io.github.spwf04.wifi.WpsMode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a module does with servers of others, by the typed methods: HTTP, mail, TFTP, echo requests,
 * WPS; and its scripts.
 */
@Timeout(60)
class ServiceConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";
  private static final ModuleFile FILE = ModuleFile.ram("answer.txt");

  @TempDir private Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private VirtualModule module(ModuleOptions.Builder options) {
    VirtualModule module = new VirtualModule(options.build());
    opened.add(module);
    return module;
  }

  private Spwf04 booted(VirtualModule module) throws Exception {
    Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
    opened.add(spwf);
    spwf.boot(LONG);
    return spwf;
  }

  private Spwf04 joined() throws Exception {
    Spwf04 booted =
        booted(
            module(
                ModuleOptions.builder()
                    .accessPoint(AccessPoint.open(SSID))
                    .services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofSeconds(2)))));
    booted.wifi().join(SSID, null, LONG);
    return booted;
  }

  private static SpwfException.Rejected refusal(ThrowingCallable call) {
    return catchThrowableOfType(SpwfException.Rejected.class, call);
  }

  private static ModuleError cause(ModuleError.Table table, int id) {
    return ModuleError.of(table, id);
  }

  private static String uri(String scheme, HttpPeer server, String path) {
    return scheme + "://localhost:" + server.port() + path;
  }

  @Test
  void aDocumentComesToTheCallerOrIntoAFile() throws Exception {
    Spwf04 spwf = joined();
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
  void bytesAndFilesArePosted() throws Exception {
    Spwf04 spwf = joined();
    try (HttpPeer server = new HttpPeer(null)) {
      HttpRequest request = HttpRequest.of(uri("http", server, "/up"));
      byte[] body = "{\"a\":1}".getBytes();
      assertThat(spwf.http().post(request, ContentType.JSON, body).text()).isEqualTo("hello");
      assertThat(server.request())
          .startsWith("POST /up ")
          .endsWith(" type=application/json login=null length=7 body={\"a\":1}");
      assertThat(ramFiles(spwf)).as("no longer there").isEmpty();

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
    Spwf04 spwf = joined();
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
    Spwf04 spwf = joined();
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
      try (Socket _ = silent.accept()) {
        poster.interrupt();
      }
      assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo("InterruptedException");
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
    Spwf04 spwf = joined();
    String nobody = "http://localhost:" + PeerProcess.freePort() + "/";
    SpwfException.Rejected refusal = refusal(() -> spwf.http().get(nobody));
    assertThat(refusal.error().id()).isEqualTo(111);
    assertThat(refusal.causes()).containsExactly(cause(ModuleError.Table.HTTP_CLIENT, 2));
    try (HttpPeer server = new HttpPeer(null)) {
      HttpRequest noFile =
          HttpRequest.of(uri("http", server, "/")).withBody(ModuleFile.ram("none.txt"));
      assertThat(refusal(() -> spwf.http().post(noFile)).causes())
          .containsExactly(cause(ModuleError.Table.HTTP_CLIENT, 12));
    }
    spwf.wifi().off();
    assertThat(refusal(() -> spwf.http().get(nobody)).error().id()).isEqualTo(44);
  }

  @Test
  void aWebServerIsTrustedByItsAuthorityAlone() throws Exception {
    Spwf04 spwf = joined();
    TestCertificate authority = TestCertificate.authority("Test");
    try (HttpPeer server = new HttpPeer(authority.server("localhost").context())) {
      String uri = uri("https", server, "/");
      SpwfException.Rejected refusal = refusal(() -> spwf.http().get(uri));
      assertThat(refusal.error().id()).isEqualTo(111);
      assertThat(refusal.causes())
          .containsExactly(
              cause(ModuleError.Table.CERTIFICATE, 23), cause(ModuleError.Table.HTTP_CLIENT, 7));

      spwf.security().tls().authority(authority.certificate());
      assertThat(spwf.http().get(uri).text()).isEqualTo("hello");
      assertThat(spwf.http().get(HttpRequest.of(uri).withTls(TlsMode.DETECT)).text())
          .isEqualTo("hello");
    }
    try (HttpPeer other = new HttpPeer(authority.server("example.org").context())) {
      assertThat(refusal(() -> spwf.http().get(uri("https", other, "/"))).causes())
          .contains(cause(ModuleError.Table.CERTIFICATE, 5));
    }
  }

  @ParameterizedTest
  @EnumSource(MailServer.Security.class)
  void aMailArrives(MailServer.Security security) throws Exception {
    Spwf04 spwf = joined();
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
    Spwf04 spwf = joined();
    TestCertificate authority = TestCertificate.authority("Test");
    authority.server("example.org").write(folder, "server");
    spwf.security().tls().authority(authority.certificate());
    try (MailPeer server = new MailPeer(folder, "tls")) {
      MailServer by = MailServer.of("localhost").withPort(Integer.parseInt(server.port()));
      Mail mail = new Mail("me@example.org", List.of("you@example.org"), "x", "x");
      assertThat(refusal(() -> spwf.mail().send(by, mail)).causes())
          .containsExactly(cause(ModuleError.Table.CERTIFICATE, 5));
    }
  }

  @Test
  void filesComeAndGoByTftp() throws Exception {
    Spwf04 spwf = joined();
    String content = "x".repeat(1500) + "\r\n\0";
    Files.writeString(folder.resolve("page.txt"), content);
    int port = TftpPeer.freePort();
    try (TftpPeer _ = new TftpPeer(folder, port)) {
      assertThat(spwf.tftp().get("localhost", port, "page.txt", FILE)).isEmpty();
      assertThat(spwf.files().read(FILE)).asString().isEqualTo(content);
      spwf.tftp().get("localhost", port, "page.txt", null);
      assertThat(spwf.files().size(ModuleFile.ram("page.txt"))).isEqualTo(content.length());
      spwf.tftp().put("localhost", port, FILE);
      assertThat(folder.resolve("answer.txt")).hasContent(content);

      assertThat(refusal(() -> spwf.tftp().get("localhost", port, "none", FILE)).error().id())
          .isEqualTo(111);
      assertThat(refusal(() -> spwf.tftp().put("localhost", port, ModuleFile.ram("none"))))
          .extracting(refusal -> refusal.error().id())
          .isEqualTo(51);
    }
  }

  @Test
  void echoRequests() throws Exception {
    Spwf04 spwf = joined();
    assertThat(spwf.wifi().ping("localhost").reachable()).isTrue();
    PingReply reply = spwf.wifi().ping("127.0.0.1", 3, 100);
    assertThat(reply.sent()).isEqualTo(3);
    assertThat(reply.received()).isEqualTo(3);
    assertThat(reply.lines()).contains("Packets:3:3:0");
    assertThat(refusal(() -> spwf.wifi().ping("nobody.example.org")).error().id()).isEqualTo(65);
    assertThat(refusal(() -> spwf.wifi().ping("192.0.2.1")).error().id()).isEqualTo(111);
  }

  @Test
  void scripts() throws Exception {
    PythonOptions python =
        PythonOptions.DEFAULT.withInterpreter(
            Installed.npm("@micropython/micropython-webassembly-pyscript")
                .resolve("micropython.mjs"));
    Spwf04 spwf = booted(module(ModuleOptions.builder().python(python)));
    ModuleFile script = ModuleFile.ram("run.py");
    spwf.files().write(script, "for i in range(3): print(i * i)".getBytes());
    assertThat(spwf.system().python(script).data().toString(UTF_8)).isEqualTo("0\n1\n4\n");
    assertThat(refusal(() -> spwf.system().python(ModuleFile.ram("none.py"))).error().id())
        .isEqualTo(51);
    assertThat(refusal(spwf.system()::pythonShell).error().id()).isEqualTo(24);
  }

  private static ModuleOptions.Builder router() {
    return ModuleOptions.builder().accessPoint(AccessPoint.wpa2("router", "sesame-street"));
  }

  @Test
  void aButtonLetsItIn() throws Exception {
    VirtualModule module = module(router());
    Spwf04 spwf = booted(module);
    module.radio().pressButton("router");
    List<String> pins = new ArrayList<>();
    assertThat(spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, pins::add, LONG).getHostAddress())
        .isEqualTo("192.168.0.50");
    assertThat(pins).isEmpty();
    assertThat(spwf.wifi().ssid()).isEqualTo("router");
  }

  @ParameterizedTest
  @EnumSource(value = WpsMode.class, names = "PUSH_BUTTON", mode = EnumSource.Mode.EXCLUDE)
  void aPinLetsItIn(WpsMode mode) throws Exception {
    VirtualModule module = module(router());
    Spwf04 spwf = booted(module);
    List<String> pins = new ArrayList<>();
    assertThat(
            spwf.wifi()
                .joinByWps(
                    mode,
                    pin -> {
                      pins.add(pin);
                      module.radio().enterPin("router", pin);
                    },
                    LONG)
                .getHostAddress())
        .isEqualTo("192.168.0.50");
    assertThat(pins).singleElement().asString().matches("[0-9]{8}");
    if (mode == WpsMode.DEVICE_PIN) {
      assertThat(pins).containsExactly("12345670");
    }
  }

  @Test
  void nobodyPressesAButton() throws Exception {
    Spwf04 spwf = booted(module(router().variable("wifi_wps_walk_time", "1")));
    assertThatThrownBy(() -> spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, _ -> {}, LONG))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("82");
    spwf.config().set("wifi_wps_pin", "123456");
    assertThat(refusal(() -> spwf.wifi().joinByWps(WpsMode.DEVICE_PIN, _ -> {}, LONG)).error().id())
        .isEqualTo(39);
  }
}
