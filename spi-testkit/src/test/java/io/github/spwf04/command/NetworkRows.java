package io.github.spwf04.command;

import static io.github.spwf04.command.CommandRow.LOST;
import static io.github.spwf04.command.CommandRow.online;
import static io.github.spwf04.command.CommandRow.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.message.Mail;
import io.github.spwf04.message.MailServer;
import io.github.spwf04.message.MqttConnection;
import io.github.spwf04.message.MqttOptions;
import io.github.spwf04.message.Qos;
import io.github.spwf04.socket.ServerKind;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SocketServer;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.socket.WebSocket;
import io.github.spwf04.socket.WebSocketOptions;
import io.github.spwf04.testkit.peer.MqttBroker;
import io.github.spwf04.testkit.peer.MqttBrokerOptions;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.MailPeer;
import io.github.spwf04.virtual.bench.TftpPeer;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.web.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Sockets, servers, web sockets, MQTT, TFTP, mail and HTTP, with peers on this machine. */
final class NetworkRows {
  /** Where the module listens, as it sees it. */
  static final int PORT = 8080;

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final ModuleFile FILE = ModuleFile.ram("file.txt");
  private static final ModuleFile NO_FILE = ModuleFile.ram("none.txt");
  private static final Mail MAIL =
      new Mail("me@example.org", List.of("you@example.org"), "Greetings", "hello");

  private NetworkRows() {}

  private static SpwfSocket echo(EveryCommandTest test, Spwf04 spwf) throws Exception {
    return spwf.sockets().open("localhost", test.keep(new EchoServer()).port(), SocketKind.TCP);
  }

  private static void talk(SpwfSocket socket) throws Exception {
    socket.write("hello".getBytes(UTF_8));
    assertThat(socket.inputStream(LONG).readNBytes(5)).asString().isEqualTo("hello");
  }

  private static SpwfSocket client(EveryCommandTest test, Spwf04 spwf) throws Exception {
    SocketServer server = spwf.servers().open(PORT, ServerKind.TCP);
    Socket peer =
        test.keep(
            new Socket(InetAddress.getLoopbackAddress(), test.module.listeningPort(server.id())));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                peer.getInputStream().transferTo(peer.getOutputStream());
              } catch (IOException _) {
                // Over.
              }
            });
    return Objects.requireNonNull(server.accept(LONG));
  }

  static List<CommandRow> sockets() {
    return List.of(
        online(
            Command.SOCKON,
            (test, spwf) -> assertThat(echo(test, spwf).id()).isZero(),
            (_, spwf) -> spwf.sockets().open("localhost", 1, SocketKind.TCP)),
        row(
            Command.SOCKQ,
            (test, spwf) -> assertThat(echo(test, spwf).pending()).isZero(),
            76,
            "AT+S.SOCKQ=5"),
        row(
            Command.SOCKC,
            (test, spwf) -> {
              echo(test, spwf).close();
              assertThat(spwf.sockets().list()).isEmpty();
            },
            76,
            "AT+S.SOCKC=5"),
        row(Command.SOCKW, (test, spwf) -> talk(echo(test, spwf)), 76, "AT+S.SOCKW=5,1", 1),
        row(Command.SOCKR, (test, spwf) -> talk(echo(test, spwf)), 76, "AT+S.SOCKR=5,1"),
        row(
            Command.SOCKL,
            (test, spwf) -> {
              echo(test, spwf);
              assertThat(spwf.sockets().list()).hasSize(1);
            },
            LOST,
            (_, spwf) -> spwf.sockets().list()),
        row(
            Command.SOCKDON,
            (_, spwf) -> assertThat(spwf.servers().open(PORT, ServerKind.TCP).id()).isZero(),
            73,
            (_, spwf) -> {
              spwf.servers().open(PORT, ServerKind.TCP);
              spwf.servers().open(PORT, ServerKind.TCP);
            }),
        row(
            Command.SOCKDQ,
            (test, spwf) -> assertThat(client(test, spwf).pending()).isZero(),
            76,
            "AT+S.SOCKDQ=1,0"),
        row(
            Command.SOCKDC,
            (test, spwf) -> {
              client(test, spwf).close();
              assertThat(spwf.servers().list()).isEmpty();
            },
            76,
            "AT+S.SOCKDC=1"),
        row(Command.SOCKDW, (test, spwf) -> talk(client(test, spwf)), 76, "AT+S.SOCKDW=1,0,1", 1),
        row(Command.SOCKDR, (test, spwf) -> talk(client(test, spwf)), 76, "AT+S.SOCKDR=1,0,1"),
        row(
            Command.SOCKDL,
            (test, spwf) -> {
              client(test, spwf);
              assertThat(spwf.servers().list()).hasSize(1);
            },
            LOST,
            (_, spwf) -> spwf.servers().list()));
  }

  private static WebSocket webSocket(EveryCommandTest test, Spwf04 spwf) throws Exception {
    WebSocketPeer server = test.keep(new WebSocketPeer(null));
    int port = Integer.parseInt(server.port());
    return spwf.webSockets()
        .open(WebSocketOptions.of("localhost").withPort(port).withPath("/echo"));
  }

  private static void talk(WebSocket socket) throws Exception {
    socket.sendText("hello");
    assertThat(socket.receiveText(LONG)).isEqualTo("hello");
  }

  private static MqttConnection mqtt(EveryCommandTest test, Spwf04 spwf) throws Exception {
    MqttBroker broker = test.keep(MqttBroker.start(MqttBrokerOptions.DEFAULT));
    return spwf.mqtt().connect(MqttOptions.of("localhost", broker.port(), "/mqtt"));
  }

  private static void talk(MqttConnection mqtt) throws Exception {
    try (var messages = mqtt.subscribe("a/#", Qos.AT_LEAST_ONCE)) {
      mqtt.publish("a/b", "hello");
      assertThat(Objects.requireNonNull(messages.next(LONG)).text()).isEqualTo("hello");
      mqtt.unsubscribe("a/#");
    }
    mqtt.close();
  }

  static List<CommandRow> messages() {
    return List.of(
        online(
            Command.WSOCKON,
            (test, spwf) -> assertThat(webSocket(test, spwf).id()).isZero(),
            (_, spwf) -> spwf.webSockets().open(WebSocketOptions.of("localhost"))),
        row(
            Command.WSOCKQ,
            (test, spwf) -> assertThat(webSocket(test, spwf).pending()).isZero(),
            76,
            "AT+S.WSOCKQ=1"),
        row(
            Command.WSOCKC,
            (test, spwf) -> {
              webSocket(test, spwf).close();
              assertThat(spwf.webSockets().list()).isEmpty();
            },
            76,
            "AT+S.WSOCKC=1"),
        row(
            Command.WSOCKW,
            (test, spwf) -> talk(webSocket(test, spwf)),
            76,
            "AT+S.WSOCKW=1,1,1,1,1",
            1),
        row(Command.WSOCKR, (test, spwf) -> talk(webSocket(test, spwf)), 76, "AT+S.WSOCKR=1,1"),
        row(
            Command.WSOCKL,
            (test, spwf) -> {
              webSocket(test, spwf);
              assertThat(spwf.webSockets().list()).hasSize(1);
            },
            LOST,
            (_, spwf) -> spwf.webSockets().list()),
        online(
            Command.MQTTCONN,
            (test, spwf) -> talk(mqtt(test, spwf)),
            (_, spwf) -> spwf.mqtt().connect(MqttOptions.of("localhost", 1, "/mqtt"))),
        row(
            Command.MQTTPUB,
            (test, spwf) -> talk(mqtt(test, spwf)),
            78,
            "AT+S.MQTTPUB=0,a,0,0,1",
            1),
        row(Command.MQTTSUB, (test, spwf) -> talk(mqtt(test, spwf)), 78, "AT+S.MQTTSUB=0,a,0"),
        row(Command.MQTTUNSUB, (test, spwf) -> talk(mqtt(test, spwf)), 78, "AT+S.MQTTUNSUB=0,a"),
        row(Command.MQTTDISC, (test, spwf) -> talk(mqtt(test, spwf)), 78, "AT+S.MQTTDISC=0"));
  }

  static List<CommandRow> web() {
    HttpRequest nowhere = HttpRequest.of("http://localhost/");
    return List.of(
        online(
            Command.TFTPGET,
            (test, spwf) -> {
              Files.writeString(test.folder.resolve("page.txt"), "hello");
              int port = TftpPeer.freePort();
              test.keep(new TftpPeer(test.folder, port));
              spwf.tftp().get("localhost", port, "page.txt", FILE);
              assertThat(spwf.files().read(FILE)).asString().isEqualTo("hello");
            },
            (_, spwf) -> spwf.tftp().get("localhost", "page.txt", FILE)),
        row(
            Command.TFTPPUT,
            (test, spwf) -> {
              int port = TftpPeer.freePort();
              test.keep(new TftpPeer(test.folder, port));
              spwf.files().write(FILE, "hello".getBytes(UTF_8));
              spwf.tftp().put("localhost", port, FILE);
              TftpPeer.awaitFile(test.folder.resolve("file.txt"), "hello");
            },
            51,
            (_, spwf) -> spwf.tftp().put("localhost", NO_FILE)),
        online(
            Command.SMTP,
            (test, spwf) -> {
              MailPeer server = test.keep(new MailPeer(MailPeer.Way.PLAIN, null));
              spwf.mail().send(by(server.port()), MAIL);
              assertThat(server.mail().lines()).containsSequence("Subject: Greetings", "", "hello");
            },
            (_, spwf) -> spwf.mail().send(by(25), MAIL)),
        online(
            Command.HTTPGET,
            (test, spwf) ->
                assertThat(spwf.http().get(at(test.keep(new HttpPeer(null)), "/")).text())
                    .isEqualTo("hello"),
            (_, spwf) -> spwf.http().get(nowhere)),
        online(
            Command.HTTPPOST,
            (test, spwf) -> {
              spwf.files().write(FILE, "up".getBytes(UTF_8));
              HttpPeer server = test.keep(new HttpPeer(null));
              assertThat(spwf.http().post(at(server, "/").withBody(FILE)).ok()).isTrue();
              assertThat(server.request()).endsWith("body=up");
            },
            (_, spwf) -> spwf.http().post(nowhere)),
        row(
            Command.INPUTSSI,
            (_, spwf) -> spwf.http().ssiInput(List.of("hello", "world")),
            91,
            (_, spwf) -> spwf.http().ssiInput(new byte[1025])));
  }

  private static MailServer by(int port) {
    return MailServer.of("localhost").withPort(port).withSecurity(MailServer.Security.NONE);
  }

  static HttpRequest at(HttpPeer server, String path) {
    return HttpRequest.of("http://localhost:" + server.port() + path);
  }
}
