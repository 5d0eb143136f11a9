package io.github.spwf04.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.StationEvent;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.message.MqttOptions;
import io.github.spwf04.socket.WebSocketOptions;
import io.github.spwf04.testkit.peer.MqttBrokerOptions;
import io.github.spwf04.transport.SpiBuses;
import io.github.spwf04.virtual.ModuleParameters;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.web.HttpRequest;
import io.github.spwf04.wifi.Credentials;
import io.github.spwf04.wifi.MiniApOptions;
import io.github.spwf04.wifi.WifiCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A secret in every place that takes one, and no output that shows it: of the command, of events,
 * of exceptions, of {@code toString}. A new output joins here.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedSecretsTest {
  private static final String SECRET = "Pl4nted5ecret";
  private static final String KEY = "5ec4e75ec4e75ec4e75ec4e75ec4e75e";
  private static final String PIN = "4711081";
  private static final Duration LONG = Duration.ofSeconds(10);

  private static void clean(String what, String output) {
    String lower = output.toLowerCase(Locale.ROOT).replaceAll("[\\s:]", "");
    for (String secret : List.of(SECRET, KEY, PIN)) {
      assertThat(lower).as(what).doesNotContain(secret.toLowerCase(Locale.ROOT));
      assertThat(lower)
          .as(what + ", as hex")
          .doesNotContain(ByteBufUtil.hexDump(secret.getBytes(UTF_8)));
    }
  }

  private static Run clean(Run run) {
    clean("standard output", run.out());
    clean("standard error", run.err());
    return run;
  }

  /** What fits a secret variable. */
  private static String planted(Variable variable) {
    return switch (variable.type()) {
      case INT, DIGITS -> PIN;
      case TEXT -> SECRET;
      default -> (KEY + KEY).substring(0, 2 * variable.size());
    };
  }

  static Stream<Variable> variables() {
    return Variable.all(Variable.Table.CONFIGURATION).stream().filter(Variable::secret);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void answersOfExec(Variable variable) {
    String set = "AT+S.SCFG=" + variable.name() + "," + planted(variable);
    String get = "AT+S.GCFG=" + variable.name();
    for (String bus : List.of("virtual:", "virtual:?profile=1.0.0")) {
      for (String form : List.of("--winds", "--json")) {
        Run run = clean(Run.spwf("exec", "--bus", bus, form, set, get, "AT+S.GCFG"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(Secrets.MASK).contains("wifi_ssid");
        clean(Run.spwf("exec", "--bus", bus, form, "AT+S.SCFG=console_verbose,0", set, get));
        Run shown = Run.spwf("exec", "--bus", bus, form, "--secrets", set, get);
        assertThat(shown.out().replace(":", "").toLowerCase(Locale.ROOT))
            .contains(planted(variable).toLowerCase(Locale.ROOT));
      }
    }
  }

  /** What does not fit is not shown either. */
  @ParameterizedTest
  @MethodSource("variables")
  void refusals(Variable variable) {
    String beyond = (SECRET + KEY).repeat(12);
    clean(Run.spwf("exec", "--json", "AT+S.SCFG=" + variable.name() + "," + beyond));
    clean(Run.spwf("exec", "AT+S.SCFG=" + variable.name().toUpperCase(Locale.ROOT) + "," + SECRET));
    clean(Run.spwf("exec", "AT+S.SCFG=" + variable.name() + "," + SECRET + "," + SECRET));
    clean(Run.spwf("exec", "AT+S.SCFG " + variable.name() + "," + SECRET));
    clean(Run.spwf("exec", "AT+S.SCFG," + SECRET));
  }

  static Stream<Command> logins() {
    return Stream.of(Command.values())
        .filter(command -> command.parameters().stream().anyMatch(p -> p.secret()));
  }

  private static String login(Command command) {
    List<String> fields = new ArrayList<>();
    for (var parameter : command.parameters()) {
      String name = parameter.name().toString();
      fields.add(
          parameter.secret()
              ? SECRET
              : switch (name) {
                case "hostname" -> "127.0.0.1";
                case "mem" -> "e";
                case "len" -> "1";
                default -> parameter.required() ? "x" : "";
              });
    }
    return command.atName() + "=" + String.join(",", fields);
  }

  @ParameterizedTest
  @MethodSource("logins")
  void passwordsOfCommands(Command command) {
    for (String form : List.of("--winds", "--json")) {
      clean(Run.spwf("exec", form, login(command)));
    }
  }

  @Test
  void keysOfFiles(@TempDir Path folder) throws Exception {
    Path pem =
        Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + SECRET);
    for (String command : List.of("TLSCERT", "WPAECERT")) {
      for (String form : List.of("--winds", "--json")) {
        clean(Run.spwf("exec", form, "AT+S." + command + "=key,", "--data", "@" + pem));
      }
    }
  }

  /** Packets that hold a secret, and whose they are. */
  static Stream<byte[]> packets() {
    Stream<byte[]> lines =
        variables()
            .flatMap(
                variable ->
                    Stream.of(
                        said(
                            EventKind.REPLY,
                            ModulePacketCodec.LINE_MASKABLE,
                            "Var:" + variable.name() + "=" + planted(variable) + "\r\n"),
                        said(
                            EventKind.REPLY,
                            ModulePacketCodec.LINE_UNMASKABLE,
                            variable.name() + "=" + planted(variable)),
                        // The value by itself (field-facts B.2).
                        joined(
                            said(
                                EventKind.REPLY,
                                ModulePacketCodec.LINE_MASKABLE,
                                "Var:" + variable.name() + "="),
                            said(
                                EventKind.REPLY,
                                ModulePacketCodec.LINE_MASKABLE,
                                planted(variable)))));
    return Stream.concat(
        lines,
        Stream.of(
            said(EventKind.WIND, Wind.WPA_CRUNCHING_PSK.number(), SECRET + ":" + SECRET.length()),
            said(EventKind.WIND, Wind.WPA_CRUNCHING_PSK.number(), SECRET),
            said(EventKind.WIND, Wind.REMOTE_CONFIGURATION.number(), "Key:" + SECRET),
            said(
                EventKind.WIND,
                Wind.REMOTE_CONFIGURATION.number(),
                "wifi_wpa_psk_text:" + SECRET)));
  }

  static Stream<byte[]> commands() {
    Stream<Run> sets =
        variables().map(v -> Run.spwf("encode", "AT+S.SCFG=" + v.name() + "," + planted(v)));
    Stream<Run> logins =
        logins()
            .map(
                command ->
                    command.dataLengthIndex() < 0
                        ? Run.spwf("encode", login(command))
                        : Run.spwf("encode", login(command), "--data", "x"));
    return Stream.concat(
        Stream.concat(sets, logins).map(run -> HexFormat.of().parseHex(hex(run))),
        Stream.of("TLSCERT", "WPAECERT")
            .map(
                command ->
                    HexFormat.of()
                        .parseHex(
                            hex(
                                Run.spwf(
                                    "encode",
                                    "AT+S." + command + "=key," + SECRET.length(),
                                    "--data",
                                    SECRET)))));
  }

  private static String hex(Run encoded) {
    assertThat(encoded.code()).as(encoded.err()).isZero();
    return encoded.out().replaceAll("\\s", "");
  }

  @ParameterizedTest
  @MethodSource("packets")
  void decodedPacketsOfTheModule(byte[] packet) {
    decoded("module", packet);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void decodedCommands(byte[] packet) {
    decoded("host", packet);
  }

  /** Whole, cut short, and cut short with a packet behind it. */
  private static void decoded(String from, byte[] packet) {
    byte[] next =
        from.equals("host")
            ? ByteBufUtil.decodeHexDump("0200020900")
            : ByteBufUtil.decodeHexDump("023a000000");
    for (int length = packet.length; length > 0; length -= length > 40 ? 7 : 1) {
      byte[] cut = Arrays.copyOf(packet, length);
      for (byte[] stream : List.of(cut, joined(cut, next))) {
        clean(Run.withInput(stream, "decode", "--binary", "--from", from));
        clean(Run.withInput(stream, "decode", "--binary", "--from", from, "--json"));
      }
    }
    assertThat(Run.withInput(packet, "decode", "--binary", "--from", from, "--json").out())
        .contains(Secrets.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtual:?ap=home:Pl4nted5ecret",
        "virtual:?ap=home:Pl4nted5ecret&ap=home:Pl4nted5ecret",
        "virtual:?ap=home:Pl4nted5ecret&nothing=1",
        "virtual:?seed=1&seed=2&ap=home:Pl4nted5ecret",
        "virtual:?ap=%48ome:Pl4nted5ecret&profile=3",
        "virtual:ap?ap=home:Pl4nted5ecret",
        "virtual:?ap=:Pl4nted5ecret",
        "virtual:?ap=home:Pl4nted5ecret&maxtransfer=0",
        "virtual:?wep=home:Pl4nted5ecret",
        "virtual:?wep=Pl4nted5ecret",
        "virtual:?enterprise=Pl4nted5ecret",
        "virtual:?enterprise=home:Pl4nted5ecret",
        "virtual:?enterprise=home:me:Pl4nted5ecret",
        "virtual:?station=00:11:22:33:44:55:Pl4nted5ecret",
        "virtual:?set=wifi_wpa_psk_text:Pl4nted5ecret&set=nothing",
        "virtual:?set=WIFI_WPA_PSK_TEXT:Pl4nted5ecret",
        "no-bus:?ap=home:Pl4nted5ecret",
        "virtual:?ap=home:Pl4nted5ecret and a blank"
      })
  void buses(String uri) {
    clean(Run.spwf("exec", "--bus", uri, "AT"));
    clean(Run.spwf("exec", "--bus", uri, "--json", "--winds", "AT"));
    clean("bus", SpiBuses.shown(uri));
    clean(Run.spwf("doctor", "--commands", "5", "--bus", uri));
    clean(Run.spwf("doctor", "--commands", "5", "--json", "--bus", uri));
    try (var bus = SpiBuses.open(uri)) {
      clean("name of the bus", bus.info().toString());
    } catch (Exception e) {
      clean("exception", e.toString());
    }
  }

  @Test
  void flagsOfTheModule() {
    for (ModuleParameters.Parameter parameter : ModuleParameters.all()) {
      for (String value : List.of(SECRET, "home:" + SECRET, "wifi_wpa_psk_text:" + SECRET)) {
        boolean key =
            parameter.label().matches(".*(PASSPHRASE|KEY|PASSWORD).*")
                || (parameter.label().contains("VALUE") && value.startsWith("wifi_wpa_psk_text"));
        if (key && !(value.equals(SECRET) && parameter.label().contains("["))) {
          Throwable thrown = catchThrowable(() -> parameter.apply(ModuleOptions.builder(), value));
          clean(parameter.name(), String.valueOf(thrown) + parameter.shown(value));
        }
      }
    }
  }

  @Test
  void everythingThatSpeaksForItself() throws Exception {
    List<Object> all =
        List.of(
            HttpRequest.of("http://h/").withLogin("u", SECRET),
            HttpRequest.of("http://u:" + SECRET + "@h/"),
            MqttOptions.of("h").withLogin("u", SECRET),
            MailServer.of("h").withLogin("u", SECRET),
            WebSocketOptions.of("h").withLogin("u", SECRET),
            Credentials.passphrase(SECRET),
            new Credentials.Wep("5ec4e75ec4", false),
            new Credentials.PreSharedKey(KEY + KEY),
            new WifiCommands.Login("home", Credentials.passphrase(SECRET)),
            MiniApOptions.of("home", Credentials.passphrase(SECRET)),
            new StationEvent.CrunchingKey(SECRET, SECRET.length()),
            new MqttBrokerOptions(0, "u", SECRET, null),
            AccessPoint.wpa2("home", SECRET).withRegistrar(PIN),
            AccessPoint.enterprise("home", "me", SECRET),
            PeerStation.withKey("00:11:22:33:44:55", SECRET),
            ModuleOptions.builder()
                .variable("wifi_wpa_psk_text", SECRET)
                .accessPoint(AccessPoint.wpa2("home", SECRET))
                .build());
    all.forEach(object -> clean(object.getClass().getSimpleName(), object.toString()));
  }

  @Test
  void everythingThatIsThrown() {
    List<ThrowingCallable> all =
        List.of(
            () -> HttpRequest.of("http://u:" + SECRET + "@h/ bad"),
            () -> HttpRequest.of("http://u:" + SECRET + "@h:99999/"),
            () -> HttpRequest.of("ftp://u:" + SECRET + "@h/"),
            () -> HttpRequest.of("u:" + SECRET + "@h"),
            () -> HttpRequest.of("http://u:" + SECRET + "@/"),
            () -> Credentials.passphrase(SECRET.repeat(6)),
            () -> Credentials.passphrase(SECRET + "ü"),
            () -> new Credentials.Wep(SECRET, false),
            () -> new Credentials.PreSharedKey(SECRET),
            () -> AccessPoint.of("home", io.github.spwf04.virtual.air.Security.WEP, SECRET),
            () -> AccessPoint.of("", io.github.spwf04.virtual.air.Security.WPA2, SECRET));
    for (ThrowingCallable call : all) {
      Throwable thrown = catchThrowable(call);
      for (Throwable e = thrown; e != null; e = e.getCause()) {
        clean("exception", e.toString());
      }
    }
  }

  @Test
  void eventsAndCallsOfAHost() throws Exception {
    try (VirtualModule module =
            new VirtualModule(
                ModuleOptions.builder().accessPoint(AccessPoint.wpa2("home", SECRET)).build());
        Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
        EventSubscription events = spwf.events()) {
      spwf.boot(LONG);
      InetAddress address = spwf.wifi().join("home", SECRET, LONG);
      assertThat(address).isNotNull();
      clean("module", module.toString());
      for (Throwable thrown :
          List.of(
              catchThrowable(() -> spwf.config().set("wifi_wpa_psk_text", SECRET.repeat(8))),
              catchThrowable(() -> spwf.config().set("wifi_wep_keys[0]", SECRET)),
              catchThrowable(
                  () ->
                      spwf.http()
                          .get(HttpRequest.of("http://127.0.0.1:1/").withLogin("u", SECRET))))) {
        assertThat(thrown).isNotNull();
        clean("exception", thrown.toString());
      }
      boolean crunching = false;
      for (Event event; (event = events.next(Duration.ZERO)) != null; ) {
        clean("event", event.toString());
        crunching |= event instanceof Event.WindEvent wind && wind.is(Wind.WPA_CRUNCHING_PSK);
      }
      assertThat(crunching).as("WIND 46 came").isTrue();
    }
  }

  private static byte[] said(EventKind kind, int indication, String payload) {
    ByteBuf bytes = Unpooled.buffer();
    ModulePacketCodec.encode(
        bytes, kind.number(), 10, indication, Unpooled.copiedBuffer(payload, UTF_8));
    return ByteBufUtil.getBytes(bytes);
  }

  private static byte[] joined(byte[]... parts) {
    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
  }
}
