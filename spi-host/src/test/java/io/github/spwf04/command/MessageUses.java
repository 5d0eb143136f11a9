package io.github.spwf04.command;

import static io.github.spwf04.command.Use.atLine;
import static io.github.spwf04.command.Use.use;
import static io.github.spwf04.error.ModuleError.Table.CERTIFICATE;
import static io.github.spwf04.error.ModuleError.Table.WEB_SOCKET_CLIENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.message.MqttConnection;
import io.github.spwf04.message.MqttOptions;
import io.github.spwf04.message.Qos;
import io.github.spwf04.security.TlsMode;
import io.github.spwf04.socket.WebSocket;
import io.github.spwf04.socket.WebSocketInfo;
import io.github.spwf04.socket.WebSocketOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses of the commands of MQTT and web sockets (manual 6.56 to 6.66). */
final class MessageUses {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int MQTTCONN = 0x5A;
  private static final int WSOCKON = 0x61;
  static final String CONNECT =
      "AT+S.MQTTCONN=<hostname>,[<port>],[<path>],[<TLS>],…,[<lastWill_message>]";
  private static final String PUBLISH = "AT+S.MQTTPUB=0,<topic>,[<QoS>],[<retained_flag>],<len>";
  static final String OPEN = "AT+S.WSOCKON=<hostname>,[<port>],[<path>],[<TLS>],…,[<extensions>]";
  private static final String WRITE =
      "AT+S.WSOCKW=<id>,[<last_frame>],[<last_frag>],[<binary>],<len>";
  private static final MqttOptions BROKER = MqttOptions.of("h", 8080, "/mqtt");
  private static final WebSocketOptions PLAIN = WebSocketOptions.of("h");

  private MessageUses() {}

  static List<Use> all() {
    return List.of(
        use(MQTTCONN, CONNECT, s -> s.mqtt().connect(BROKER).sessionPresent())
            .sends("h", "8080", "/mqtt")
            .line("On:", "0:0")
            .gives(false),
        use(
                MQTTCONN,
                CONNECT,
                s ->
                    s.mqtt()
                        .connect(
                            BROKER
                                .withTls(TlsMode.REQUIRED)
                                .withLogin("user", "secret")
                                .withClientId("me")
                                .withKeepAlive(Duration.ofSeconds(9))
                                .withRetry(Duration.ofSeconds(8))
                                .withWill("last/will", "gone", Qos.AT_LEAST_ONCE))
                        .sessionPresent())
            .sends(
                "h",
                "8080",
                "/mqtt",
                "2",
                "user",
                "secret",
                "me",
                "9",
                "8",
                "1",
                "last/will",
                "gone")
            .constant()
            .line("Loading:", "1:2")
            .line("On:", "0:1")
            .gives(true),
        atLine(MQTTCONN, CONNECT, s -> s.execute("AT+S.MQTTCONN=h", null))
            .sends("h")
            .line("On:", "0:0"),
        use(MQTTCONN, CONNECT, s -> s.mqtt().connect(BROKER))
            .sends("h", "8080", "/mqtt")
            .line("WebSocket Client Error:", "1")
            .refused(111)
            .because(WEB_SOCKET_CLIENT, 1),
        mqtt(0x5C, PUBLISH, connection -> publish(connection, Qos.AT_MOST_ONCE, false))
            .sends("0", "a/b", "0", "0", "5")
            .with("hello"),
        mqtt(0x5C, PUBLISH, connection -> publish(connection, Qos.AT_LEAST_ONCE, false))
            .sends("0", "a/b", "1", "0", "5")
            .with("hello"),
        mqtt(0x5C, PUBLISH, connection -> publish(connection, Qos.AT_MOST_ONCE, true))
            .sends("0", "a/b", "0", "1", "5")
            .with("hello"),
        mqtt(0x5C, PUBLISH, connection -> publish(connection, Qos.EXACTLY_ONCE, true))
            .sends("0", "a/b", "2", "1", "5")
            .with("hello"),
        mqtt(0x5C, PUBLISH, MessageUses::publishText).sends("0", "a/b", "", "", "5").with("hello"),
        atLine(
                0x5C,
                PUBLISH,
                s ->
                    s.execute(
                        "AT+S.MQTTPUB=0,a/b,,,5", Unpooled.wrappedBuffer("hello".getBytes(UTF_8))))
            .sends("0", "a/b", "", "", "5")
            .with("hello"),
        mqtt(0x5C, PUBLISH, connection -> publish(connection, Qos.AT_MOST_ONCE, false))
            .sends("0", "a/b", "0", "0", "5")
            .with("hello")
            .refused(111),
        mqtt(0x5B, "AT+S.MQTTSUB=0,<topic>,[<QoS>]", c -> c.subscribe("a/#", Qos.AT_LEAST_ONCE))
            .sends("0", "a/#", "1"),
        mqtt(0x5B, "AT+S.MQTTSUB=0,<topic>,[<QoS>]", c -> c.subscribe("a/#")).sends("0", "a/#"),
        atLine(0x5B, "AT+S.MQTTSUB=0,<topic>,[<QoS>]", s -> s.execute("AT+S.MQTTSUB=0,a/#", null))
            .sends("0", "a/#"),
        mqtt(0x5B, "AT+S.MQTTSUB=0,<topic>,[<QoS>]", c -> c.subscribe("a/#", Qos.EXACTLY_ONCE))
            .sends("0", "a/#", "2")
            .refused(111),
        mqtt(0x5D, "AT+S.MQTTUNSUB=0,<topic>", c -> unsubscribe(c)).sends("0", "a/#"),
        mqtt(0x5D, "AT+S.MQTTUNSUB=0,<topic>", c -> unsubscribe(c)).sends("0", "a/#").refused(111),
        mqtt(0x5E, "AT+S.MQTTDISC=0", c -> close(c)).sends("0"),
        mqtt(0x5E, "AT+S.MQTTDISC=0", c -> close(c)).sends("0").refused(111),
        use(WSOCKON, OPEN, s -> s.webSockets().open(PLAIN).id())
            .sends("h")
            .line("On:", "1")
            .gives(1),
        use(
                WSOCKON,
                OPEN,
                s ->
                    s.webSockets()
                        .open(
                            PLAIN
                                .withPort(4430)
                                .withPath("/chat")
                                .withTls(TlsMode.REQUIRED)
                                .withLogin("user", "secret")
                                .withOrigin("http://o")
                                .withProtocols("p1,p2")
                                .withExtensions("e"))
                        .id())
            .sends("h", "4430", "/chat", "2", "user", "secret", "http://o", "p1,p2", "e")
            .constant()
            .line("Loading:", "1:2")
            .line("On:", "0")
            .gives(0),
        atLine(WSOCKON, OPEN, s -> s.execute("AT+S.WSOCKON=h", null)).sends("h").line("On:", "0"),
        use(WSOCKON, OPEN, s -> s.webSockets().open(PLAIN.withTls(TlsMode.DETECT)))
            .sends("h", "", "", "1")
            .line("Certificate Error:", "5")
            .line("WebSocket Client Error:", "2")
            .refused(111)
            .because(CERTIFICATE, 5)
            .because(WEB_SOCKET_CLIENT, 2),
        webSocket(0x62, "AT+S.WSOCKQ=<id>", WebSocket::pending)
            .sends("1")
            .line("Query:", "7")
            .gives(7),
        webSocket(0x62, "AT+S.WSOCKQ=<id>", WebSocket::pending).sends("1").refused(78),
        webSocket(0x63, "AT+S.WSOCKC=<id>,[<status>]", socket -> close(socket, 1001))
            .sends("1", "1001"),
        atLine(0x63, "AT+S.WSOCKC=<id>,[<status>]", s -> s.execute("AT+S.WSOCKC=1", null))
            .sends("1"),
        webSocket(0x63, "AT+S.WSOCKC=<id>,[<status>]", MessageUses::close).sends("1"),
        webSocket(0x63, "AT+S.WSOCKC=<id>,[<status>]", MessageUses::close)
            .sends("1")
            .refused(77)
            .sendsOther(0x65, "1")
            .line("Reading:", "3:3")
            .data("end")
            .sends("1"),
        webSocket(0x63, "AT+S.WSOCKC=<id>,[<status>]", socket -> close(socket, 0))
            .sends("1", "0")
            .refused(71),
        webSocket(0x64, WRITE, socket -> sendText(socket, "hello"))
            .sends("1", "1", "1", "0", "5")
            .with("hello"),
        webSocket(0x64, WRITE, socket -> send(socket, false, true, true))
            .sends("1", "0", "1", "1", "4")
            .with("part"),
        webSocket(0x64, WRITE, socket -> send(socket, false, false, false))
            .sends("1", "0", "0", "0", "4")
            .with("part"),
        webSocket(0x64, WRITE, socket -> send(socket, true, false, false))
            .sends("1", "1", "0", "0", "4")
            .with("part"),
        webSocket(0x64, WRITE, socket -> send(socket, false, true, false))
            .sends("1", "0", "1", "0", "4")
            .with("part"),
        webSocket(0x64, WRITE, socket -> send(socket, false, false, true))
            .sends("1", "0", "0", "1", "4")
            .with("part"),
        atLine(
                0x64,
                WRITE,
                s -> s.execute("AT+S.WSOCKW=1,,,,2", Unpooled.wrappedBuffer("hi".getBytes(UTF_8))))
            .sends("1", "", "", "", "2")
            .with("hi"),
        webSocket(0x64, WRITE, socket -> sendText(socket, "hello"))
            .sends("1", "1", "1", "0", "5")
            .with("hello")
            .refused(79),
        use(0x65, "AT+S.WSOCKR=<id>,[<len>]", MessageUses::received)
            .sendsOther(WSOCKON, "h")
            .line("On:", "1")
            .wind(88, "1:1:1:5:5")
            .sends("1", "5")
            .line("Reading:", "5:5")
            .data("hello")
            .gives("hello"),
        atLine(
                0x65,
                "AT+S.WSOCKR=<id>,[<len>]",
                s -> s.execute("AT+S.WSOCKR=1,", null).data().toString(UTF_8))
            .sends("1", "")
            .line("Reading:", "5:5")
            .data("hello")
            .gives("hello"),
        atLine(0x65, "AT+S.WSOCKR=<id>,[<len>]", s -> s.execute("AT+S.WSOCKR=1", null))
            .sends("1")
            .refused(76),
        use(0x66, "AT+S.WSOCKL", s -> s.webSockets().list())
            .sends()
            .line("List:", "1:1:0:49152")
            .gives(List.of(new WebSocketInfo(1, true, 0, 49152))),
        use(0x66, "AT+S.WSOCKL", s -> s.webSockets().list()).sends().refused(91));
  }

  @FunctionalInterface
  private interface OnConnection {
    @Nullable Object run(MqttConnection connection) throws Exception;
  }

  @FunctionalInterface
  private interface OnWebSocket {
    @Nullable Object run(WebSocket socket) throws Exception;
  }

  private static Use mqtt(int id, String usage, OnConnection call) {
    return use(id, usage, s -> call.run(s.mqtt().connect(BROKER)))
        .sendsOther(MQTTCONN, "h", "8080", "/mqtt")
        .line("On:", "0:0");
  }

  private static Use webSocket(int id, String usage, OnWebSocket call) {
    return use(id, usage, s -> call.run(s.webSockets().open(PLAIN)))
        .sendsOther(WSOCKON, "h")
        .line("On:", "1");
  }

  /** The message is announced before it is asked for, so that nothing else is asked. */
  private static @Nullable Object received(Spwf04 spwf) throws InterruptedException {
    try (EventSubscription events = spwf.events()) {
      WebSocket socket = spwf.webSockets().open(PLAIN);
      assertThat(events.await(Wind.WEB_SOCKET_DATA, LONG)).isNotNull();
      return socket.receiveText(LONG);
    }
  }

  private static Object publish(MqttConnection connection, Qos qos, boolean retain)
      throws InterruptedException {
    connection.publish("a/b", Unpooled.wrappedBuffer("hello".getBytes(UTF_8)), qos, retain);
    return true;
  }

  private static Object publishText(MqttConnection connection) throws InterruptedException {
    connection.publish("a/b", "hello");
    return true;
  }

  private static Object unsubscribe(MqttConnection connection) throws InterruptedException {
    connection.unsubscribe("a/#");
    return true;
  }

  private static Object close(MqttConnection connection) {
    connection.close();
    return true;
  }

  private static Object close(WebSocket socket) {
    socket.close();
    return true;
  }

  private static Object close(WebSocket socket, int status) {
    socket.close(status);
    return true;
  }

  private static Object sendText(WebSocket socket, String message) throws InterruptedException {
    socket.sendText(message);
    return true;
  }

  private static Object send(
      WebSocket socket, boolean lastFrame, boolean lastFragment, boolean binary)
      throws InterruptedException {
    ByteBuf part = Unpooled.wrappedBuffer("part".getBytes(UTF_8));
    socket.send(part, lastFrame, lastFragment, binary);
    return true;
  }
}
