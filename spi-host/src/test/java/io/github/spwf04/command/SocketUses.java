package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.atLine;
import static io.github.spwf04.command.Use.use;
import static io.github.spwf04.error.ModuleError.Table.CERTIFICATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.socket.ServerKind;
import io.github.spwf04.socket.SocketInfo;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SocketServer;
import io.github.spwf04.socket.SpwfSocket;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Uses of the commands of sockets and socket servers (manual 6.38 to 6.49). */
final class SocketUses {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int SOCKON = 0x41;
  private static final int SOCKDON = 0x47;
  private static final String ON = "AT+S.SOCKON=<hostname>,<port>,<NULL>,<kind>";
  private static final String READ = "AT+S.SOCKR=<id>,[<length>]";
  private static final String SERVER_READ = "AT+S.SOCKDR=<sid>,<cid>,[<len>]";

  private SocketUses() {}

  static List<Use> all() {
    return List.of(
        use(SOCKON, ON, s -> about(s.sockets().open("h", 80, SocketKind.TCP)))
            .sends("h", "80", "", "t")
            .line("On:", "13.82.175.96:0")
            .gives("0 TCP 13.82.175.96"),
        use(SOCKON, ON, s -> about(s.sockets().open("h", 53, SocketKind.UDP)))
            .sends("h", "53", "", "u")
            .line("On:", "2001:db8:0:0:0:0:0:1:7")
            .gives("7 UDP 2001:db8:0:0:0:0:0:1"),
        use(SOCKON, ON, s -> about(s.sockets().open("h", 443, SocketKind.TLS)))
            .sends("h", "443", "", "s")
            .constant()
            .line("Loading:", "1:2")
            .line("On:", "192.0.2.1:3")
            .gives("3 TLS 192.0.2.1"),
        use(SOCKON, ON, s -> about(s.sockets().openTls("192.0.2.1", 443, "example.org")))
            .sends("192.0.2.1", "443", "", "example.org")
            .line("On:", "192.0.2.1:3")
            .gives("3 TLS 192.0.2.1"),
        use(SOCKON, ON, s -> s.sockets().open("h", 443, SocketKind.TLS))
            .sends("h", "443", "", "s")
            .line("Loading:", "1:2")
            .line("Certificate Error:", "23")
            .refused(74)
            .because(CERTIFICATE, 23),
        client(0x42, "AT+S.SOCKQ=<id>", SpwfSocket::pending)
            .sends("1")
            .line("Query:", "1500")
            .gives(1500),
        client(0x42, "AT+S.SOCKQ=<id>", SpwfSocket::pending).sends("1").refused(78),
        client(0x43, "AT+S.SOCKC=<id>", SocketUses::close).sends("1"),
        client(0x43, "AT+S.SOCKC=<id>", SocketUses::close)
            .sends("1")
            .refused(77)
            .sendsOther(0x45, "1")
            .line("Reading:", "3:3")
            .data("end")
            .sends("1"),
        client(0x43, "AT+S.SOCKC=<id>", SocketUses::close).sends("1").refused(71),
        client(0x44, "AT+S.SOCKW=<id>,<length>", socket -> write(socket, 5))
            .sends("1", "5")
            .with(new byte[5]),
        client(0x44, "AT+S.SOCKW=<id>,<length>", socket -> write(socket, 1000))
            .sends("1", "730")
            .with(new byte[730])
            .sends("1", "270")
            .with(new byte[270]),
        client(0x44, "AT+S.SOCKW=<id>,<length>", socket -> write(socket, 5))
            .sends("1", "5")
            .with(new byte[5])
            .refused(79),
        client(0x45, READ, socket -> text(socket.read(LONG)))
            .sendsOther(0x42, "1")
            .line("Query:", "5")
            .sends("1")
            .line("Reading:", "5:5")
            .data("hel")
            .data("lo")
            .gives("hello"),
        use(0x45, READ, SocketUses::announced)
            .sendsOther(SOCKON, "h", "53", "", "u")
            .line("On:", "192.0.2.1:1")
            .wind(55, ":1:5:5")
            .sends("1", "5")
            .line("Reading:", "5:5")
            .data("hello")
            .gives("hello"),
        atLine(0x45, READ, s -> s.execute("AT+S.SOCKR=1,3", null).data().toString(UTF_8))
            .sends("1", "3")
            .line("Reading:", "3:5")
            .data("hello")
            .gives("hello"),
        client(0x45, READ, socket -> socket.read(LONG))
            .sendsOther(0x42, "1")
            .line("Query:", "5")
            .sends("1")
            .refused(91),
        use(0x46, "AT+S.SOCKL", s -> s.sockets().list())
            .sends()
            .line("List:", ":0:1:t:31:192.0.2.1:80")
            .line("List:", ":7:0:u:0:2001:db8:0:0:0:0:0:1:53")
            .gives(
                List.of(
                    new SocketInfo(-1, 0, true, "t", 31, "192.0.2.1", 80),
                    new SocketInfo(-1, 7, false, "u", 0, "2001:db8:0:0:0:0:0:1", 53))),
        use(0x46, "AT+S.SOCKL", s -> s.sockets().list()).sends().refused(91),
        server(ServerKind.TCP, "t"),
        server(ServerKind.UDP, "u"),
        server(ServerKind.TLS, "s1"),
        server(ServerKind.MUTUAL_TLS, "s2"),
        use(SOCKDON, "AT+S.SOCKDON=<port>,<kind>", s -> s.servers().open(8080, ServerKind.TCP))
            .sends("8080", "t")
            .refused(73),
        serverClient(0x48, "AT+S.SOCKDQ=<sid>,<cid>", SpwfSocket::pending)
            .sends("1", "3")
            .line("Query:", "12")
            .gives(12),
        serverClient(0x48, "AT+S.SOCKDQ=<sid>,<cid>", SpwfSocket::pending)
            .sends("1", "3")
            .refused(78),
        action(0x49, "AT+S.SOCKDC=<sid>", s -> s.servers().open(8080, ServerKind.TCP).close())
            .sendsOther(SOCKDON, "8080", "t")
            .line("On:", "1")
            .sends("1"),
        serverClient(0x49, "AT+S.SOCKDC=<sid>[,<cid>]", SocketUses::close).sends("1", "3"),
        serverClient(0x49, "AT+S.SOCKDC=<sid>[,<cid>]", SocketUses::close)
            .sends("1", "3")
            .refused(71),
        serverClient(0x4A, "AT+S.SOCKDW=<sid>,<cid>,<len>", socket -> write(socket, 5))
            .sends("1", "3", "5")
            .with(new byte[5]),
        serverClient(0x4A, "AT+S.SOCKDW=<sid>,<cid>,<len>", socket -> write(socket, 5))
            .sends("1", "3", "5")
            .with(new byte[5])
            .refused(72),
        serverClient(0x4B, SERVER_READ, socket -> text(socket.read(LONG)))
            .sendsOther(0x48, "1", "3")
            .line("Query:", "2")
            .sends("1", "3")
            .line("Reading:", "2:2")
            .data("ok")
            .gives("ok"),
        use(0x4B, SERVER_READ, SocketUses::announcedToServer)
            .sendsOther(SOCKDON, "8080", "u")
            .line("On:", "1")
            .wind(61, "192.0.2.9:5000:1:3")
            .wind(55, "1:3:2:2")
            .sends("1", "3", "2")
            .line("Reading:", "2:2")
            .data("ok")
            .gives("ok"),
        atLine(0x4B, SERVER_READ, s -> s.execute("AT+S.SOCKDR=1,3,2", null).data().toString(UTF_8))
            .sends("1", "3", "2")
            .line("Reading:", "2:2")
            .data("ok")
            .gives("ok"),
        serverClient(0x4B, SERVER_READ, socket -> socket.read(LONG))
            .sendsOther(0x48, "1", "3")
            .line("Query:", "2")
            .sends("1", "3")
            .refused(91),
        use(0x4C, "AT+S.SOCKDL", s -> s.servers().list())
            .sends()
            .line("List:", "1:3:1:s1:9:192.0.2.9:5000")
            .gives(List.of(new SocketInfo(1, 3, true, "s1", 9, "192.0.2.9", 5000))),
        use(0x4C, "AT+S.SOCKDL=<sid>", s -> s.servers().list(1)).sends("1").gives(List.of()),
        use(0x4C, "AT+S.SOCKDL=<sid>", s -> s.servers().list(1)).sends("1").refused(76));
  }

  @FunctionalInterface
  private interface OnSocket {
    @Nullable Object run(SpwfSocket socket) throws Exception;
  }

  /** A use of socket client 1. */
  private static Use client(int id, String usage, OnSocket call) {
    return use(id, usage, s -> call.run(s.sockets().open("h", 80, SocketKind.TCP)))
        .sendsOther(SOCKON, "h", "80", "", "t")
        .line("On:", "192.0.2.1:1");
  }

  private static Use server(ServerKind kind, String letter) {
    return use(SOCKDON, "AT+S.SOCKDON=<port>,<kind>", s -> s.servers().open(8080, kind).id())
        .sends("8080", letter)
        .line("On:", "1")
        .gives(1);
  }

  /** A use of client 3 of server 1. */
  private static Use serverClient(int id, String usage, OnSocket call) {
    return use(id, usage, s -> call.run(accepted(s)))
        .sendsOther(SOCKDON, "8080", "t")
        .line("On:", "1")
        .wind(61, "192.0.2.9:5000:1:3");
  }

  private static SpwfSocket accepted(Spwf04 spwf) throws InterruptedException {
    return Objects.requireNonNull(spwf.servers().open(8080, ServerKind.TCP).accept(LONG));
  }

  /** The datagram is announced before it is asked for, so that nothing else is asked. */
  private static String announced(Spwf04 spwf) throws InterruptedException {
    try (EventSubscription events = spwf.events()) {
      SpwfSocket socket = spwf.sockets().open("h", 53, SocketKind.UDP);
      assertThat(events.await(Wind.PENDING_DATA, LONG)).isNotNull();
      return text(socket.read(LONG));
    }
  }

  private static String announcedToServer(Spwf04 spwf) throws InterruptedException {
    try (EventSubscription events = spwf.events()) {
      SocketServer server = spwf.servers().open(8080, ServerKind.UDP);
      assertThat(events.await(Wind.PENDING_DATA, LONG)).isNotNull();
      return text(Objects.requireNonNull(server.accept(LONG)).read(LONG));
    }
  }

  private static String about(SpwfSocket socket) {
    return socket.id() + " " + socket.kind() + " " + socket.address().getHostAddress();
  }

  private static Object write(SpwfSocket socket, int length) throws InterruptedException {
    socket.write(new byte[length]);
    return length;
  }

  private static Object close(SpwfSocket socket) {
    socket.close();
    return true;
  }

  private static String text(@Nullable ByteBuf bytes) {
    Objects.requireNonNull(bytes);
    try {
      return bytes.toString(UTF_8);
    } finally {
      bytes.release();
    }
  }
}
