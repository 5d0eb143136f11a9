package io.github.spwf04.virtual.firmware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.bench.TlsServer;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of package-facts 6.3, and the limits of 6.1, as both releases show it. */
@Timeout(60)
class ProfileTest {
  private static final String HOST = "server.test";
  private static final String PHONE = "00:0F:00:4F:B1:3F";
  private static final String CR_LF = "\\r\\n";

  /** What a module of that release shows. */
  @FunctionalInterface
  private interface Sight {
    Object of(FirmwareProfile profile) throws Exception;
  }

  /** What one does on the bench. */
  @FunctionalInterface
  private interface Deed {
    Object with(Bench bench) throws Exception;
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        line("FSM", idle(b -> b.reply(Command.FSM, "2")), List.of("R01@3"), List.of("R00@3")),
        line("FSM in HELP", idle(b -> count(b.reply(Command.HELP), "S.FSM")), 0L, 1L),
        line(
            "ramdisk_memsize",
            idle(b -> b.reply(Command.GCFG, "ramdisk_memsize")),
            List.of("R04@3"),
            List.of("RFF@3 Var:ramdisk_memsize=16", "R00@3")),
        line(
            "ramdisk_memsize, set",
            idle(b -> b.reply(Command.SCFG, "ramdisk_memsize", "20")),
            List.of("R04@3"),
            List.of("R00@3")),
        line(
            "ramdisk_memsize among all",
            idle(b -> count(b.reply(Command.GCFG), "ramdisk_memsize")),
            0L,
            1L),
        line(
            "ramdisk_memsize has no effect",
            idle(o -> o.variable("ramdisk_memsize", "40"), b -> free(b)),
            16,
            40),
        line(
            "PWM without a number",
            idle(b -> List.of(b.reply(Command.PWM, "1000", "30"), pwm(b, 2))),
            List.of(List.of("R00@3"), "Pwm[frequency=1000, dutyCycle=30]"),
            List.of(List.of("R14@3"), "null")),
        line(
            "PWM with a number, and the second",
            idle(b -> List.of(b.reply(Command.PWM, "4", "1000", "30"), pwm(b, 4))),
            List.of(List.of("R06@3"), "null"),
            List.of(List.of("R00@3"), "Pwm[frequency=1000, dutyCycle=30]")),
        line(
            "GPIO 18 to 21",
            idle(
                b -> {
                  List<String> ends = new ArrayList<>();
                  for (String gpio : List.of("18", "19", "20", "21")) {
                    ends.add(b.reply(Command.GPIOC, gpio, "out").getLast());
                    ends.add(b.reply(Command.GPIOW, gpio, "1").getLast());
                    ends.add(b.reply(Command.GPIOR, gpio).getLast());
                  }
                  return String.join(" ", ends).replace("@3", "");
                }),
            "R00 R00 R00 R14 R14 R14 R14 R14 R14 R14 R14 R14",
            "R00 R00 R00 R00 R00 R00 R00 R00 R00 R14 R14 R14"),
        line(
            "WPA in the mini AP",
            miniAp(
                o -> o.variable("wifi_priv_mode", "2").variable("wifi_wpa_psk_text", "sesame-st"),
                b -> winds(b.drain(), "W26", "W27")),
            List.of("W27@3 0001" + CR_LF),
            List.of("W26@3 net")),
        line(
            "WEP in the mini AP",
            miniAp(
                o ->
                    o.variable("wifi_priv_mode", "1")
                        .variable("wifi_wep_keys[0]", "0102030405")
                        .variable("wifi_wep_key_lens", "05:00:00:00"),
                b -> winds(b.drain(), "W26", "W27")),
            List.of("W26@3 net" + CR_LF),
            List.of("W26@3 net")),
        line(
            "MAC in WIND 29",
            miniAp(o -> o.station(PeerStation.open(PHONE)), b -> winds(b.drain(), "W29")),
            List.of("W29@A 192.168.0.2" + CR_LF),
            List.of("W29@A 192.168.0.2:" + PHONE)),
        line(
            "second TLS client",
            secured(List.of(), 3),
            List.of("R00@A", "R4A@A", "R4A@A"),
            List.of("R00@A", "R00@A", "R4A@A")),
        line(
            "elliptic curves",
            secured(List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), 1),
            List.of("R4A@A"),
            List.of("R00@A")),
        line(
            "no elliptic curve",
            secured(List.of("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"), 1),
            List.of("R00@A"),
            List.of("R00@A")),
        line(
            "a new file beside an SD card",
            idle(o -> o.variable("ext_volume", "1"), ProfileTest::placeOfAFile),
            "D",
            "X"),
        line(
            "a new file beside another flash",
            idle(o -> o.variable("ext_volume", "2"), ProfileTest::placeOfAFile),
            "D",
            "D"),
        line(
            "a new file beside an SD card that is not mounted",
            idle(
                o -> o.variable("ext_volume", "1"),
                b -> {
                  b.reply(Command.FSU, "0");
                  return placeOfAFile(b);
                }),
            "D",
            "D"),
        line(
            "keywords in results",
            idle(b -> b.reply(Command.STS, "boot_version").getFirst()),
            "RFF@3 boot_version=1.0" + CR_LF,
            "RFF@3 Var:boot_version=1.0"),
        line(
            "CR LF after WINDs",
            p -> {
              try (Bench bench = module(p, o -> o.variable("wifi_mode", "0"))) {
                return winds(bench.drain(), "W3@", "W0@");
              }
            },
            List.of("W0@0" + " " + CR_LF, "W3@0 20" + CR_LF),
            List.of("W3@0 20", "W0@0")),
        line("128 bytes of INPUTSSI", idle(b -> watchdog(b, 128)), true, false),
        line("127 bytes of INPUTSSI", idle(b -> watchdog(b, 127)), false, false),
        line(
            "the topic of WIND 86",
            ProfileTest::publication,
            "W86@A 0:a/topicc:0:0:0:2:2:hi" + CR_LF,
            "W86@A 0:a/topic:0:0:0:2:2:hi"),
        line("uploads at a time", ProfileTest::uploads, 1, 4));
  }

  private static Arguments line(String name, Sight sight, Object first, Object second) {
    return Arguments.of(name, sight, first, second);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void bothReleases(String name, Sight sight, Object first, Object second) throws Exception {
    assertThat(sight.of(FirmwareProfile.V1_0_0)).as("%s, 1.0.0", name).isEqualTo(first);
    assertThat(sight.of(FirmwareProfile.V1_1_0)).as("%s, 1.1.0", name).isEqualTo(second);
  }

  private static Bench module(FirmwareProfile profile, UnaryOperator<ModuleOptions.Builder> options)
      throws Exception {
    Bench bench =
        new Bench(o -> options.apply(o.profile(profile).variable("console_enabled", "0")));
    bench.turn(Duration.ofMillis(50));
    return bench;
  }

  private static Sight idle(Deed deed) {
    return idle(o -> o, deed);
  }

  private static Sight idle(UnaryOperator<ModuleOptions.Builder> options, Deed deed) {
    return p -> {
      try (Bench bench = module(p, o -> options.apply(o.variable("wifi_mode", "0")))) {
        bench.drain();
        return deed.with(bench);
      }
    };
  }

  private static Sight miniAp(UnaryOperator<ModuleOptions.Builder> options, Deed deed) {
    return p -> {
      try (Bench bench =
          module(
              p,
              o ->
                  options.apply(
                      o.variable("wifi_mode", "3")
                          .variable("ip_ipaddr", "192.168.0.1")
                          .variable("wifi_ssid", "6E6574")
                          .variable("wifi_ssid_len", "3")))) {
        return deed.with(bench);
      }
    };
  }

  private static Bench online(FirmwareProfile profile, UnaryOperator<ModuleOptions.Builder> options)
      throws Exception {
    Bench bench =
        module(
            profile,
            o ->
                options.apply(
                    o.variable("wifi_ssid", "68:6F:6D:65")
                        .variable("wifi_ssid_len", "4")
                        .host(HOST, InetAddress.getLoopbackAddress())
                        .accessPoint(AccessPoint.open("home"))));
    bench.turn(Duration.ofMillis(100));
    assertThat(winds(bench.drain(), "W24")).hasSize(2);
    return bench;
  }

  private static long count(List<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  private static List<String> winds(List<String> lines, String... beginnings) {
    return lines.stream().filter(line -> Stream.of(beginnings).anyMatch(line::startsWith)).toList();
  }

  private static String pwm(Bench bench, int gpio) {
    return String.valueOf(bench.module.peripherals().pwm(gpio));
  }

  /** KiB that are free in RAM. */
  private static int free(Bench bench) throws Exception {
    String line =
        bench.reply(Command.FSL).stream().filter(l -> l.contains("D\t")).findFirst().orElseThrow();
    return Integer.parseInt(line.replaceFirst(".*\t([0-9]+).*", "$1")) / 1024;
  }

  private static String placeOfAFile(Bench bench) throws Exception {
    assertThat(bench.replyTo(new byte[9], Command.FSC, "new.txt", "9")).endsWith("R00@3");
    String line =
        bench.reply(Command.FSL).stream()
            .filter(l -> l.contains("new.txt"))
            .findFirst()
            .orElseThrow();
    return line.replaceFirst(".* (?:File:)?([A-Z])\t.*", "$1");
  }

  /** Whether there was no answer, and the watchdog reset the module. */
  private static boolean watchdog(Bench bench, int length) throws Exception {
    byte[] data = ("|" + "x".repeat(length - 2) + "|").getBytes(US_ASCII);
    bench.send(Command.INPUTSSI, "" + length);
    bench.write(data);
    bench.settle();
    List<String> reply = bench.drain();
    bench.turn(Duration.ofSeconds(20));
    bench.turn(Duration.ofMillis(50));
    boolean booted = !winds(bench.drain(), "W1@").isEmpty();
    assertThat(reply).isEqualTo(booted ? List.of() : List.of("R00@3"));
    String reason =
        bench.reply(Command.STS, "reset_reason").getFirst().replaceAll("[^=]*=|\\\\.*", "");
    assertThat(reason).isEqualTo(booted ? "1" : "0");
    return booted;
  }

  /** How so many SOCKON end, one after the other and none closed. */
  private static Sight secured(List<String> suites, int sockets) {
    return p -> {
      TestCertificate authority = TestCertificate.authorityOf("A").algorithm("RSA").make();
      TestCertificate server = authority.issue(HOST).algorithm("RSA").alternative(HOST).make();
      List<String> ends = new ArrayList<>();
      try (Bench bench = online(p, o -> o);
          TlsServer peer =
              suites.isEmpty()
                  ? new TlsServer(server.context())
                  : new TlsServer(server.context(), suites.toArray(String[]::new))) {
        byte[] ca = authority.der();
        bench.replyTo(ca, Command.TLSCERT, "ca", "" + ca.length);
        for (int i = 0; i < sockets; i++) {
          ends.add(bench.reply(Command.SOCKON, HOST, peer.port(), "", "s").getLast());
        }
      }
      return ends;
    };
  }

  /** WIND 86 of a message from a broker that says what it has to. */
  private static String publication(FirmwareProfile profile) throws Exception {
    try (Peer broker = new Peer();
        Bench bench =
            online(profile, o -> o.services(ServiceOptions.DEFAULT.withMqtt(MqttTransport.TCP)))) {
      bench.send(Command.MQTTCONN, HOST, broker.port());
      InputStream in = broker.socket().getInputStream();
      in.readNBytes(in.readNBytes(2)[1]);
      say(broker, "20020000");
      assertThat(bench.awaitReply()).endsWith("R00@A");
      say(broker, "300b" + "0007" + "612f746f706963" + "6869");
      return bench.awaitEvent();
    }
  }

  private static void say(Peer broker, String hex) throws IOException {
    broker.socket().getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  /** So many uploads that wait for their end leave no place for one more. */
  private static int uploads(FirmwareProfile profile) throws Exception {
    int most = profile == FirmwareProfile.V1_0_0 ? 1 : 4;
    try (Bench bench = online(profile, o -> o)) {
      for (int attempt = 0; attempt < 20; attempt++) {
        // One of those that are to wait comes too late when a whole one has its place.
        if (fill(bench, most).stream().allMatch("204"::equals)) {
          return most;
        }
      }
    }
    throw new AssertionError("never " + most + " at a time");
  }

  private static List<String> fill(Bench bench, int most) throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < most; i++) {
        held.add(upload(bench, ""));
      }
      awaitStatus(bench, "503");
      List<String> ends = new ArrayList<>();
      for (Socket socket : held) {
        socket.getOutputStream().write('x');
        ends.add(status(socket));
      }
      return ends;
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  /** Tries whole uploads until one is answered so. */
  private static void awaitStatus(Bench bench, String wanted) throws Exception {
    String status = "";
    for (long end = System.nanoTime() + Bench.LIMIT.toNanos();
        !status.equals(wanted) && System.nanoTime() - end < 0; ) {
      try (Socket socket = upload(bench, "x")) {
        status = status(socket);
      }
    }
    assertThat(status).isEqualTo(wanted);
  }

  private static Socket upload(Bench bench, String end) throws IOException {
    Socket socket = new Socket();
    socket.connect(Objects.requireNonNull(bench.module.httpAddress()));
    socket.setSoTimeout((int) Bench.LIMIT.toMillis());
    String request = "POST /upload.cgi HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nx" + end;
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), ISO_8859_1).substring(9);
  }
}
