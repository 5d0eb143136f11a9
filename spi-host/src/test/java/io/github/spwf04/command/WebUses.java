package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.use;
import static io.github.spwf04.error.ModuleError.Table.CERTIFICATE;
import static io.github.spwf04.error.ModuleError.Table.HTTP_CLIENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.message.Mail;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.security.StoredCertificate;
import io.github.spwf04.web.HttpRequest;
import java.util.HexFormat;
import java.util.List;

/** Uses of the commands of security, TFTP, SMTP and HTTP (manual 6.31, 6.32, 6.50 to 6.55). */
final class WebUses {
  private static final ModuleFile BODY = ModuleFile.ram("body.json");
  private static final ModuleFile ANSWER = ModuleFile.ram("answer");
  private static final Mail MAIL =
      new Mail("me@x.yz", List.of("a@x.yz", "Nick <nick@name.xy>"), "Hello, you", "the body");
  private static final byte[] DER = {0x30, (byte) 0x82, 0, (byte) 0xFF};

  static final String GET = "AT+S.HTTPGET=<hostname>,[<path&queryopts>],[<port>],[<TLS>],…";
  static final String POST = "AT+S.HTTPPOST=<hostname>,[<path&queryopts>],[<port>],[<TLS>],…";
  static final String SMTP = "AT+S.SMTP=<hostname>,[<port>],[<TLS>],…,<len>";

  private WebUses() {}

  static List<Use> security(int id, String name) {
    String content = "AT+S." + name + "=content,<option>";
    String load = "AT+S." + name + "=<kind>,<size>";
    boolean tls = id == 0x2B;
    return List.of(
        use(
                id,
                content,
                s ->
                    (tls ? s.security().tls() : s.security().wpaEnterprise())
                        .list().stream().map(WebUses::told).toList())
            .sends("content", "1")
            .constant()
            .line("", "CA 7F:D3")
            .line("Content:", "ca:1024:7F:D3")
            .line("Content:", "key:5:")
            .gives(List.of("CA 7F:D3", "CA 1024 7F:D3", "KEY 5 null")),
        action(
                id,
                content,
                s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).removeAll())
            .sends("content", "2")
            .constant(),
        use(id, load, s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).authority(DER))
            .sends("ca", "4")
            .with(DER)
            .line("SubjectKeyId:", "7F:D3:65:A7:C2:DD:EC:BB:F0:30:09:F3:43:39:FA:02:AF:33:31:33")
            .gives(HexFormat.of().parseHex("7fd365a7c2ddecbbf03009f34339fa02af333133")),
        action(
                id,
                load,
                s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).certificate(DER))
            .sends("cert", "4")
            .with(DER)
            .constant(),
        action(id, load, s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).key(DER))
            .sends("key", "4")
            .with(DER)
            .constant(),
        action(
                id,
                load,
                s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).authorityKeyId(DER))
            .sends("auth", "4")
            .with(DER)
            .constant(),
        action(id, load, s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).key(DER))
            .sends("key", "4")
            .with(DER)
            .refused(101),
        action(
                id,
                content,
                s -> (tls ? s.security().tls() : s.security().wpaEnterprise()).removeAll())
            .sends("content", "2")
            .refused(100));
  }

  static List<Use> all() {
    String tftpGet = "AT+S.TFTPGET=<hostname>,[<port>],<filename>,<local_filename>";
    String tftpPut = "AT+S.TFTPPUT=<hostname>,[<port>],<local_filename>";
    return List.of(
        use(0x51, tftpGet, s -> text(s.tftp().get("h", "dir/a.txt", ModuleFile.ram("a"))))
            .sends("h", "", "dir/a.txt", "2:/a")
            .gives(""),
        use(0x51, tftpGet, s -> text(s.tftp().get("h", null, "a.txt", null)))
            .sends("h", "", "a.txt")
            .gives(""),
        use(0x51, tftpGet, s -> text(s.tftp().get("h", 6900, "a.txt", null)))
            .sends("h", "6900", "a.txt")
            .data("content")
            .gives("content"),
        use(0x51, tftpGet, s -> s.tftp().get("h", "a.txt", ModuleFile.ram("a")))
            .sends("h", "", "a.txt", "2:/a")
            .refused(111),
        action(0x52, tftpPut, s -> s.tftp().put("h", ModuleFile.ram("a"))).sends("h", "", "2:/a"),
        action(0x52, tftpPut, s -> s.tftp().put("h", 6900, ModuleFile.of("a")))
            .sends("h", "6900", "/a"),
        action(0x52, tftpPut, s -> s.tftp().put("h", ModuleFile.ram("a")))
            .sends("h", "", "2:/a")
            .refused(51),
        action(0x53, SMTP, s -> s.mail().send(MailServer.of("h"), MAIL))
            .sends(
                "h",
                "",
                "9",
                "",
                "",
                "",
                "me@x.yz",
                "a@x.yz;Nick <nick@name.xy>",
                "",
                "",
                "Hello, you",
                "",
                "8")
            .with("the body")
            .constant()
            .line("Loading:", "1:2"),
        action(
                0x53,
                SMTP,
                s ->
                    s.mail()
                        .send(
                            MailServer.of("h")
                                .withPort(2525)
                                .withSecurity(MailServer.Security.NONE)
                                .withLogin("user", "secret")
                                .withHelo("me"),
                            MAIL))
            .sends(
                "h",
                "2525",
                "",
                "user",
                "secret",
                "me",
                "me@x.yz",
                "a@x.yz;Nick <nick@name.xy>",
                "",
                "",
                "Hello, you",
                "",
                "8")
            .with("the body"),
        action(0x53, SMTP, s -> s.mail().send(MailServer.of("h"), MAIL))
            .sends(
                "h",
                "",
                "9",
                "",
                "",
                "",
                "me@x.yz",
                "a@x.yz;Nick <nick@name.xy>",
                "",
                "",
                "Hello, you",
                "",
                "8")
            .with("the body")
            .line("Certificate Error:", "21")
            .refused(111)
            .because(CERTIFICATE, 21),
        use(0x54, GET, s -> answer(s.http().get("http://h")))
            .sends("h", "/")
            .line("Http Server Status Code:", "200")
            .data("<html>")
            .data("</html>")
            .gives("200 <html></html>"),
        use(0x54, GET, s -> answer(s.http().get("https://h:4430/a%20b?c=d")))
            .sends("h", "/a%20b?c=d", "4430", "2")
            .constant()
            .line("Loading:", "1:2")
            .line("Http Server Status Code:", "404")
            .gives("404 "),
        use(
                0x54,
                GET,
                s ->
                    answer(
                        s.http()
                            .get(
                                HttpRequest.of("http://me:se%3Acret@[::1]:8080/x")
                                    .withResponseTo(ANSWER)
                                    .withBody(BODY))))
            .sends("::1", "/x", "8080", "", "me", "se:cret", "2:/answer", "2:/body.json")
            .line("Http Server Status Code:", "200")
            .gives("200 "),
        use(
                0x54,
                GET,
                s ->
                    answer(
                        s.http()
                            .get(
                                HttpRequest.of("http://h/")
                                    .withTls(io.github.spwf04.security.TlsMode.DETECT))))
            .sends("h", "/", "", "1")
            .line("Http Server Status Code:", "200")
            .gives("200 "),
        use(0x54, GET, s -> s.http().get("https://h"))
            .sends("h", "/", "", "2")
            .line("Loading:", "1:2")
            .line("Certificate Error:", "5")
            .line("Http Client Error:", "7")
            .refused(111)
            .because(CERTIFICATE, 5)
            .because(HTTP_CLIENT, 7),
        use(0x55, POST, s -> answer(s.http().post(HttpRequest.of("http://h/form").withBody(BODY))))
            .sends("h", "/form", "", "", "", "", "", "2:/body.json")
            .line("Http Server Status Code:", "201")
            .data("made")
            .gives("201 made"),
        use(
                0x55,
                POST,
                s ->
                    answer(
                        s.http()
                            .post(
                                HttpRequest.of("http://h/form").withBody(BODY),
                                ContentType.JSON,
                                new byte[0])))
            .sends("h", "/form")
            .line("Http Server Status Code:", "204")
            .gives("204 "),
        use(0x55, POST, s -> s.http().post(HttpRequest.of("http://h/form").withBody(BODY)))
            .sends("h", "/form", "", "", "", "", "", "2:/body.json")
            .line("Http Client Error:", "12")
            .refused(111)
            .because(HTTP_CLIENT, 12),
        action(0x59, "AT+S.INPUTSSI=<length>", s -> s.http().ssiInput(List.of("hello", "world")))
            .sends("13")
            .with("|hello|world|"),
        action(0x59, "AT+S.INPUTSSI=<length>", s -> s.http().ssiInput(List.of("", "b")))
            .sends("4")
            .with("||b|"),
        action(0x59, "AT+S.INPUTSSI=<length>", s -> s.http().ssiInput(List.of())).sends("0"),
        action(0x59, "AT+S.INPUTSSI=<length>", s -> s.http().ssiInput("#a".getBytes(UTF_8)))
            .sends("2")
            .with("#a"),
        action(0x59, "AT+S.INPUTSSI=<length>", s -> s.http().ssiInput(List.of("x")))
            .sends("3")
            .with("|x|")
            .refused(32));
  }

  private static String answer(io.github.spwf04.web.HttpResponse response) {
    return response.status() + " " + response.text();
  }

  private static String told(StoredCertificate stored) {
    return stored.kind() == null
        ? stored.line()
        : stored.kind() + " " + stored.size().orElseThrow() + " " + stored.subjectKeyId();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
