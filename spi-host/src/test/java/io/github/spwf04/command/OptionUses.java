package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.use;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.message.Mail;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.message.MailServer.Security;
import io.github.spwf04.message.MqttOptions;
import io.github.spwf04.message.Qos;
import io.github.spwf04.security.TlsMode;
import io.github.spwf04.socket.WebSocketOptions;
import io.github.spwf04.web.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Uses of the commands with many options: with none of them, and with each by itself. Beside what
 * is needed all that a packet holds is that option.
 */
final class OptionUses {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final ModuleFile FILE = ModuleFile.ram("f");
  private static final HttpRequest REQUEST = request(null, null, TlsMode.OFF);
  private static final MailServer MAIL_SERVER = MailServer.of("h").withSecurity(Security.NONE);
  private static final MqttOptions BROKER = MqttOptions.of("h");
  private static final WebSocketOptions WEB_SOCKET = WebSocketOptions.of("h");

  /** How a request is run. */
  @FunctionalInterface
  private interface Run {
    void run(Spwf04 spwf, HttpRequest request) throws Exception;
  }

  private OptionUses() {}

  static List<Use> all() {
    List<Use> uses = new ArrayList<>();
    for (Volume volume : List.of(Volume.EXTERNAL, Volume.USER_FLASH, Volume.APPLICATION_FLASH)) {
      uses.addAll(
          image(
              0x58,
              ManagementUses.FSUPDATE,
              Map.of(Volume.EXTERNAL, "x", Volume.USER_FLASH, "e", Volume.APPLICATION_FLASH, "i")
                  .get(volume),
              (spwf, request) -> spwf.system().updateVolume(volume, request, LONG, Progress.NONE)));
    }
    uses.addAll(
        image(
            0x56,
            ManagementUses.FWUPDATE,
            "e",
            (spwf, request) -> spwf.system().loadFirmware(request, LONG, Progress.NONE)));
    uses.addAll(document(0x54, WebUses.GET, (spwf, request) -> spwf.http().get(request)));
    uses.addAll(document(0x55, WebUses.POST, (spwf, request) -> spwf.http().post(request)));
    uses.addAll(mails());
    uses.addAll(brokers());
    uses.addAll(webSockets());
    return uses;
  }

  private static HttpRequest request(@Nullable String path, @Nullable Integer port, TlsMode tls) {
    return new HttpRequest("h", path, port, tls, null, null, null, null);
  }

  private static List<Use> image(int id, String usage, @Nullable String memory, Run run) {
    List<Use> uses = new ArrayList<>();
    servers()
        .forEach(
            (request, options) ->
                uses.add(
                    action(id, usage, spwf -> run.run(spwf, request))
                        .sends(joined(List.of(String.valueOf(memory), "h"), options))));
    return uses;
  }

  private static List<Use> document(int id, String usage, Run run) {
    List<Use> uses = new ArrayList<>();
    servers().forEach((request, options) -> uses.add(answered(id, usage, run, request, options)));
    uses.add(
        answered(
            id, usage, run, REQUEST.withResponseTo(FILE), List.of("", "", "", "", "", "2:/f")));
    uses.add(
        answered(id, usage, run, REQUEST.withBody(FILE), List.of("", "", "", "", "", "", "2:/f")));
    return uses;
  }

  private static Use answered(
      int id, String usage, Run run, HttpRequest request, List<String> options) {
    return action(id, usage, spwf -> run.run(spwf, request))
        .sends(joined(List.of("h"), options))
        .line("Http Server Status Code:", "200");
  }

  /** Requests, and what stands behind the host. */
  private static Map<HttpRequest, List<String>> servers() {
    return Map.of(
        REQUEST,
        List.of(),
        request("/x?y", null, TlsMode.OFF),
        List.of("/x?y"),
        request(null, 8080, TlsMode.OFF),
        List.of("", "8080"),
        request(null, null, TlsMode.DETECT),
        List.of("", "", "1"),
        request(null, null, TlsMode.REQUIRED),
        List.of("", "", "2"),
        REQUEST.withLogin("me", null),
        List.of("", "", "", "me"),
        REQUEST.withLogin(null, "secret"),
        List.of("", "", "", "", "secret"));
  }

  private static List<Use> mails() {
    Mail mail = new Mail("me@x.yz", List.of("a@x.yz"), "Hello", "body");
    Map<MailServer, List<String>> servers =
        Map.of(
            MAIL_SERVER,
            List.of("", "", "", "", ""),
            MAIL_SERVER.withPort(2525),
            List.of("2525", "", "", "", ""),
            MAIL_SERVER.withSecurity(Security.IF_AVAILABLE),
            List.of("", "5", "", "", ""),
            MAIL_SERVER.withSecurity(Security.STARTTLS),
            List.of("", "8", "", "", ""),
            MAIL_SERVER.withSecurity(Security.REQUIRED),
            List.of("", "9", "", "", ""),
            MAIL_SERVER.withLogin("me", null),
            List.of("", "", "me", "", ""),
            MAIL_SERVER.withLogin(null, "secret"),
            List.of("", "", "", "secret", ""),
            MAIL_SERVER.withHelo("name"),
            List.of("", "", "", "", "name"));
    List<Use> uses = new ArrayList<>();
    List<String> behind = List.of("me@x.yz", "a@x.yz", "", "", "Hello", "", "4");
    servers.forEach(
        (server, options) ->
            uses.add(
                action(0x53, WebUses.SMTP, spwf -> spwf.mail().send(server, mail))
                    .sends(joined(joined(List.of("h"), options), behind))
                    .with("body")));
    return uses;
  }

  private static List<Use> brokers() {
    return List.of(
        broker(BROKER),
        broker(BROKER.withPort(8080), "8080"),
        broker(BROKER.withPath("/mqtt"), "", "/mqtt"),
        broker(BROKER.withTls(TlsMode.DETECT), "", "", "1"),
        broker(BROKER.withTls(TlsMode.REQUIRED), "", "", "2"),
        broker(BROKER.withLogin("me", null), "", "", "", "me"),
        broker(BROKER.withLogin(null, "secret"), "", "", "", "", "secret"),
        broker(BROKER.withClientId("id"), "", "", "", "", "", "id"),
        broker(BROKER.withKeepAlive(Duration.ofSeconds(9)), "", "", "", "", "", "", "9"),
        broker(BROKER.withRetry(Duration.ofSeconds(8)), "", "", "", "", "", "", "", "8"),
        broker(
            BROKER.withWill("t", "", Qos.AT_MOST_ONCE),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "0",
            "t",
            ""),
        broker(
            BROKER.withWill("t", "gone", Qos.AT_MOST_ONCE),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "0",
            "t",
            "gone"),
        broker(
            BROKER.withWill("t", "", Qos.AT_LEAST_ONCE),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "1",
            "t",
            ""),
        broker(
            BROKER.withWill("t", "", Qos.EXACTLY_ONCE),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "2",
            "t",
            ""));
  }

  private static Use broker(MqttOptions options, String... behind) {
    return use(0x5A, MessageUses.CONNECT, spwf -> spwf.mqtt().connect(options).sessionPresent())
        .sends(joined(List.of("h"), List.of(behind)))
        .line("On:", "0:0")
        .gives(false);
  }

  private static List<Use> webSockets() {
    return List.of(
        webSocket(WEB_SOCKET),
        webSocket(WEB_SOCKET.withPort(8080), "8080"),
        webSocket(WEB_SOCKET.withPath("/chat"), "", "/chat"),
        webSocket(WEB_SOCKET.withTls(TlsMode.DETECT), "", "", "1"),
        webSocket(WEB_SOCKET.withTls(TlsMode.REQUIRED), "", "", "2"),
        webSocket(WEB_SOCKET.withLogin("me", null), "", "", "", "me"),
        webSocket(WEB_SOCKET.withLogin(null, "secret"), "", "", "", "", "secret"),
        webSocket(WEB_SOCKET.withOrigin("http://o"), "", "", "", "", "", "http://o"),
        webSocket(WEB_SOCKET.withProtocols("p1,p2"), "", "", "", "", "", "", "p1,p2"),
        webSocket(WEB_SOCKET.withExtensions("e"), "", "", "", "", "", "", "", "e"));
  }

  private static Use webSocket(WebSocketOptions options, String... behind) {
    return use(0x61, MessageUses.OPEN, spwf -> spwf.webSockets().open(options).id())
        .sends(joined(List.of("h"), List.of(behind)))
        .line("On:", "1")
        .gives(1);
  }

  private static Object[] joined(List<?> first, List<?> then) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(then);
    return all.toArray();
  }

  private static Object[] joined(Object[] first, List<?> then) {
    return joined(List.of(first), then);
  }
}
