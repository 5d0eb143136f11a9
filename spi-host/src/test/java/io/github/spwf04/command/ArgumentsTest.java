package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.command.Use.Action;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.file.Transfer;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.message.Mail;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.security.TlsMode;
import io.github.spwf04.web.HttpRequest;
import io.github.spwf04.wifi.Credentials;
import io.github.spwf04.wifi.Credentials.Enterprise;
import io.github.spwf04.wifi.Credentials.Enterprise.EapMethod;
import io.github.spwf04.wifi.MiniApOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a call is told before a byte is sent. */
class ArgumentsTest {

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("num is '21'", s -> s.gpio().read(21)),
        wrong("number is '-1'", s -> s.gpio().output(-1)),
        wrong("num is '2', one of 0, 1, 16", s -> s.gpio().adc(2)),
        wrong("value is '3301', 0 to 3300", s -> s.gpio().dac(3301)),
        wrong("frequency is '10001', 0 to 10000", s -> s.gpio().pwm(2, 10001)),
        wrong("duty_cycle is '101', 0 to 100", s -> s.gpio().pwm(2, 1, 101)),
        wrong("1 to 4294967295 seconds", s -> s.power().standby(Duration.ofMillis(999))),
        wrong("no slash, colon or control", s -> s.files().read(ModuleFile.ram("a/b"))),
        wrong("has 65 bytes, 64 are allowed", s -> s.files().read(ModuleFile.of("x".repeat(64)))),
        wrong("a volume is 0: external", s -> s.files().read(ModuleFile.of("4:/x"))),
        wrong("chunk 0, 1 to 32768", _ -> Transfer.defaults().withChunk(0)),
        wrong("RAM cannot be loaded", s -> load(s, Volume.RAM, HttpRequest.of("http://h"))),
        wrong(
            "no files, please",
            s ->
                load(s, Volume.EXTERNAL, HttpRequest.of("http://h").withBody(ModuleFile.ram("x")))),
        wrong("http://host/path or https://", s -> s.http().get("ftp://h/x")),
        wrong("no URI", s -> s.http().get("http://h/a b")),
        wrong("holds a |", s -> s.http().ssiInput(List.of("a|b"))),
        wrong("the host is empty", _ -> MailServer.of("")),
        wrong("there is no recipient", _ -> new Mail("a@b", List.of(), "", "")),
        wrong("holds a semicolon", _ -> new Mail("a@b", List.of("a;b"), "", "")),
        wrong("control character", _ -> new Mail("a@b", List.of("c@d"), "x\r\nBcc: e@f", "")),
        wrong(
            "len is '0', 1 to 65535",
            s -> s.mail().send(MailServer.of("h"), new Mail("a@b", List.of("c@d"), "x", ""))),
        wrong("size is '0', 1 to 65535", s -> s.security().tls().certificate(new byte[0])),
        wrong("1 to 65535 of 1 to 65535", s -> s.wifi().ping("h", 1, 0)),
        wrong("an SSID of 0 bytes", s -> s.wifi().join("", null, LONG)),
        wrong("an SSID of 34 bytes, 1 to 32", s -> s.wifi().join("\u00e4".repeat(17), null, LONG)),
        wrong("an SSID of 33 bytes", _ -> MiniApOptions.of("x".repeat(33), Credentials.open())),
        wrong("8 to 63 characters, not 64", s -> s.wifi().join("h", "x".repeat(64), LONG)),
        wrong("characters of ASCII", s -> s.wifi().join("h", "passw\u00f6rter", LONG)),
        wrong("characters of ASCII", s -> s.wifi().join("h", "passwords\n", LONG)),
        wrong("64 hexadecimal digits", _ -> new Credentials.PreSharedKey("0".repeat(63))),
        wrong(
            "wifi_eap_passwd would have 33 bytes, 32 are",
            _ -> new Enterprise(EapMethod.TTLS_MD5, "me", null, "\u00e4".repeat(16) + "x", false)),
        wrong("http://host/path or https://", s -> s.http().get("http://h:123456/")),
        wrong("http://host/path or https://", s -> s.http().get("http:///x")),
        wrong("http://host/path or https://", s -> s.http().get("mailto:x")),
        wrong(
            "the host has a blank or a control character",
            _ -> new HttpRequest("h\r\nX: y", "/", null, TlsMode.OFF, null, null, null, null)),
        wrong("no URI: Illegal character in", s -> s.http().get("http://u:pw@h/ bad")),
        wrong("no URI: Malformed escape", s -> s.http().get("http://u:%zz@h_x/")),
        wrong(
            "path&queryopts is 256 bytes, at most 255",
            s -> s.http().get("http://h/" + "x".repeat(255))),
        wrong(
            "time 1969-12-31T23:59:59Z, the years 1970 to 2069",
            s -> s.clock().set(Instant.ofEpochSecond(-1))),
        wrong(
            "time 2070-01-01T00:00:00Z, the years 1970 to 2069",
            s -> s.clock().set(Instant.parse("2070-01-01T00:00:00Z"))),
        wrong("the years 1970 to 2069", s -> s.clock().set(Instant.MAX)));
  }

  private static final Duration LONG = Duration.ofSeconds(10);

  private static Arguments wrong(String message, Action call) {
    return Arguments.of(message, call);
  }

  private static void load(Spwf04 spwf, Volume volume, HttpRequest image)
      throws InterruptedException {
    spwf.system().updateVolume(volume, image, Duration.ofSeconds(1), Progress.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void isTold(String message, Action call) {
    ScriptedBus bus = new ScriptedBus();
    try (Spwf04 spwf = Spwf04.open(bus)) {
      assertThatThrownBy(() -> call.run(spwf))
          .isInstanceOf(SpwfException.InvalidInput.class)
          .hasMessageContaining(message);
    }
    assertThat(bus.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2:/a.txt,RAM,a.txt,2:/a.txt",
    "0:a.txt,EXTERNAL,a.txt,0:/a.txt",
    "/a.txt,,a.txt,/a.txt",
    "a.txt,,a.txt,/a.txt"
  })
  void aFileNameIsReadAsTheModuleWritesIt(String text, Volume volume, String name, String written) {
    ModuleFile file = ModuleFile.of(text);
    assertThat(file.volume()).isEqualTo(volume);
    assertThat(file.name()).isEqualTo(name);
    assertThat(file).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://h_x/\u00fc, h_x, -, /%C3%BC",
        "http://h_x:8080, h_x, 8080, /",
        "http://h:/a%20b?c=\u00fcd%25, h, -, /a%20b?c=%C3%BCd%25",
        "http://m\u00fcll.de/, xn--mll-hoa.de, -, /",
        "http://[fe80::1]:1/?, fe80::1, 1, /?",
        "http://10.0.0.1/x#part, 10.0.0.1, -, /x"
      })
  void aUriIsTakenAsItIsMeant(String uri, String host, Integer port, String path) {
    HttpRequest request = HttpRequest.of(uri);
    assertThat(request.host()).isEqualTo(host);
    assertThat(request.port()).isEqualTo(port);
    assertThat(request.path()).isEqualTo(path);
  }

  @Test
  void aRequestIsChangedPartByPart() {
    HttpRequest request = HttpRequest.of("http://me:secret@h_x/a?b#c");
    assertThat(request.username()).isEqualTo("me");
    assertThat(request.withPort(81))
        .isEqualTo(new HttpRequest("h_x", "/a?b", 81, TlsMode.OFF, "me", "secret", null, null));
    assertThat(request.withPath("/\u00fc ?#%41").path()).isEqualTo("/%C3%BC%20%3F%23%41?b");
    assertThat(request.withQuery("x=\u00fc&y=1?#").path()).isEqualTo("/a?x=%C3%BC&y=1?%23");
    assertThat(request.withQuery(null).path()).isEqualTo("/a");
    assertThat(request.withQuery(null).withPath("/c").path()).isEqualTo("/c");
    HttpRequest bare = new HttpRequest("h", null, null, TlsMode.OFF, null, null, null, null);
    assertThat(bare.path()).isNull();
    assertThat(bare.withPath("/c").path()).isEqualTo("/c");
    assertThat(bare.withQuery("d").path()).isEqualTo("/?d");
    assertThat(bare.withQuery(null).path()).isEqualTo("/");
  }

  @Test
  void anHttpsUriAsksForTlsAndHidesItsPassword() {
    HttpRequest request = HttpRequest.of("https://me:secret@example.org/a?b");
    assertThat(request.tls()).isEqualTo(TlsMode.REQUIRED);
    assertThat(request.path()).isEqualTo("/a?b");
    assertThat(request.password()).isEqualTo("secret");
    assertThat(request.toString()).doesNotContain("secret").contains("me");
    assertThat(MailServer.of("h").withLogin("me", "secret").toString()).doesNotContain("secret");
  }
}
