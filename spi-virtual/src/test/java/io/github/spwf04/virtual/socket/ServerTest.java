package io.github.spwf04.virtual.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.ModuleParameters;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.SocketOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOCKDON to SOCKDL with real clients on this machine (6.44 to 6.49, Table 14). */
class ServerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** A module whose port 8080 and 8081 are any that are free. */
  private static Bench online() throws Exception {
    return online(SocketOptions.DEFAULT);
  }

  private static Bench online(SocketOptions options) throws Exception {
    return Bench.online(o -> o.sockets(options.withPort(8080, 0).withPort(8081, 0)));
  }

  private static void open(Bench bench, String port, String kind, int sid) throws Exception {
    assertThat(bench.reply(Command.SOCKDON, port, kind))
        .containsExactly("RFF@A On:" + sid, "R00@A");
  }

  private static Socket connect(Bench bench, int sid) throws IOException {
    Socket socket = new Socket(HERE, bench.module.listeningPort(sid));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Bench.LIMIT.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), US_ASCII);
  }

  @Test
  @Usage(section = "6.44")
  @Usage(section = "6.45")
  @Usage(section = "6.46", line = 1)
  @Usage(section = "6.46", line = 2)
  @Usage(section = "6.47")
  @Usage(section = "6.48")
  @Usage(section = "6.49", line = 1)
  @Usage(section = "6.49", line = 2)
  void aWholeConversation() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      assertThat(bench.reply(Command.SOCKDL)).as("no clients").containsExactly("R00@A");
      try (Socket client = connect(bench, 0)) {
        String from = "127.0.0.1:" + client.getLocalPort();
        assertThat(bench.awaitEvent()).isEqualTo("W61@A " + from + ":0:0");
        send(client, "question");
        assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:8:8");
        assertThat(bench.reply(Command.SOCKDQ, "0", "0")).containsExactly("RFF@A Query:8", "R00@A");
        assertThat(bench.reply(Command.SOCKDL))
            .containsExactly("RFF@A List:0:0:1:t:8:" + from, "R00@A");
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).as("pending").containsExactly("R4D@A");
        assertThat(bench.reply(Command.SOCKDC, "0")).as("pending").containsExactly("R4D@A");
        assertThat(bench.reply(Command.SOCKDR, "0", "0", "5"))
            .containsExactly("RFE@A Reading:5:8", "R03@A quest", "R00@A");
        assertThat(bench.reply(Command.SOCKDR, "0", "0"))
            .containsExactly("RFE@A Reading:3:3", "R03@A ion", "R00@A");
        assertThat(bench.replyTo("answer".getBytes(US_ASCII), Command.SOCKDW, "0", "0", "6"))
            .containsExactly("R00@A");
        assertThat(receive(client, 6)).isEqualTo("answer");
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
        assertThat(client.getInputStream().read()).as("closed").isEqualTo(-1);
      }
      try (Socket client = connect(bench, 0)) {
        String from = "127.0.0.1:" + client.getLocalPort();
        assertThat(bench.awaitEvent()).isEqualTo("W61@A " + from + ":0:0");
        assertThat(bench.reply(Command.SOCKDL, "0"))
            .containsExactly("RFF@A List:0:0:1:t:0:" + from, "R00@A");
        assertThat(bench.reply(Command.SOCKDC, "0")).containsExactly("R00@A");
        assertThat(client.getInputStream().read()).as("closed with its server").isEqualTo(-1);
      }
      assertThatThrownBy(() -> bench.module.listeningPort(0))
          .hasMessage("socket server 0 is not open");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKDON, 0, t, , R08@A",
    "SOCKDON, 65536, t, , R08@A",
    "SOCKDON, 8080, x, , R07@A",
    "SOCKDON, 8080, s1, , R4A@A", // no certificate is loaded
    "SOCKDQ, 1, 0, , R4C@A",
    "SOCKDQ, 2, 0, , R4C@A",
    "SOCKDC, 1, , , R4C@A",
    "SOCKDC, 1, 0, , R4C@A",
    "SOCKDR, 0, 0, , R4C@A",
    "SOCKDR, 0, 8, , R4C@A",
    "SOCKDL, 1, , , R4C@A",
    "SOCKDL, x, , , R4C@A",
  })
  @Usage(section = "6.44", fails = true)
  @Usage(section = "6.45", fails = true)
  @Usage(section = "6.46", line = 1, fails = true)
  @Usage(section = "6.46", line = 2, fails = true)
  @Usage(section = "6.48", fails = true)
  @Usage(section = "6.49", line = 2, fails = true)
  void whatIsRefused(Command command, String first, String second, String third, String error)
      throws Exception {
    String[] arguments =
        Stream.of(first, second, third).takeWhile(Objects::nonNull).toArray(String[]::new);
    try (Bench bench = online()) {
      assertThat(bench.reply(command, arguments)).containsExactly(error);
    }
  }

  @Test
  @Usage(section = "6.49", line = 1, fails = true)
  void tooManyArgumentsForAList() throws Exception {
    try (Bench bench = online()) {
      assertThat(bench.reply(Command.SOCKDL, "0", "0")).containsExactly("R06@A");
    }
  }

  @Test
  @Usage(section = "6.47", fails = true)
  void writingToNobody() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      assertThat(bench.replyTo(new byte[1], Command.SOCKDW, "0", "3", "1"))
          .containsExactly("R4C@A");
      Socket client = connect(bench, 0);
      bench.awaitEvent();
      client.close();
      assertThat(bench.awaitEvent())
          .isEqualTo("W62@A 127.0.0.1:" + client.getLocalPort() + ":0:0:0");
      assertThat(bench.replyTo(new byte[1], Command.SOCKDW, "0", "0", "1"))
          .containsExactly("R48@A");
    }
  }

  @Test
  void withoutANetwork() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.SOCKDON, "8080", "t")).containsExactly("R2C@3");
    }
  }

  @Test
  void twoServersAndNoMore() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      assertThat(bench.reply(Command.SOCKDON, "8080", "t")).as("in use").containsExactly("R49@A");
      open(bench, "8080", "u", 1);
      assertThat(bench.reply(Command.SOCKDON, "8081", "t")).containsExactly("R4B@A");
      assertThat(bench.reply(Command.SOCKDC, "0")).containsExactly("R00@A");
      open(bench, "8081", "t", 0);
    }
  }

  @Test
  void aClientThatIsGoneKeepsItsPlaceUntilItIsClosed() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      Socket first = connect(bench, 0);
      String from = "127.0.0.1:" + first.getLocalPort();
      assertThat(bench.awaitEvent()).isEqualTo("W61@A " + from + ":0:0");
      send(first, "bye");
      first.close();
      assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:3:3");
      assertThat(bench.awaitEvent()).isEqualTo("W62@A " + from + ":0:0:0");
      try (Socket second = connect(bench, 0)) {
        assertThat(bench.awaitEvent())
            .isEqualTo("W61@A 127.0.0.1:" + second.getLocalPort() + ":0:1");
        assertThat(bench.reply(Command.SOCKDL, "0"))
            .containsExactly(
                "RFF@A List:0:0:0:t:3:" + from,
                "RFF@A List:0:1:1:t:0:127.0.0.1:" + second.getLocalPort(),
                "R00@A");
        assertThat(bench.reply(Command.SOCKDR, "0", "0"))
            .containsExactly("RFE@A Reading:3:3", "R03@A bye", "R00@A");
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
        second.setSoLinger(true, 0);
      }
      assertThat(bench.awaitEvent()).as("reset").startsWith("W62@A ").endsWith(":0:1:1");
    }
  }

  @Test
  void theNinthClientIsTurnedAway() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      for (int cid = 0; cid < 8; cid++) {
        Socket client = connect(bench, 0);
        clients.add(client);
        assertThat(bench.awaitEvent())
            .isEqualTo("W61@A 127.0.0.1:" + client.getLocalPort() + ":0:" + cid);
      }
      try (Socket ninth = connect(bench, 0)) {
        assertThat(bench.awaitEvent()).isEqualTo("W83@A 1");
        assertThat(ninth.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(bench.reply(Command.SOCKDC, "0", "5")).containsExactly("R00@A");
      try (Socket next = connect(bench, 0)) {
        assertThat(bench.awaitEvent()).isEqualTo("W61@A 127.0.0.1:" + next.getLocalPort() + ":0:5");
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void withoutMemoryNoClient() throws Exception {
    try (Bench bench = online(SocketOptions.DEFAULT.withMemory(3000));
        Peer peer = new Peer()) {
      open(bench, "8080", "t", 0);
      try (Socket first = connect(bench, 0);
          Socket second = connect(bench, 0)) {
        assertThat(List.of(bench.awaitEvent(), bench.awaitEvent()))
            .allMatch(w -> w.startsWith("W61@A "));
        try (Socket third = connect(bench, 0)) {
          assertThat(bench.awaitEvent()).isEqualTo("W83@A 1");
          assertThat(third.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t"))
            .containsExactly("R5B@A");
        assertThat(first.isClosed() || second.isClosed()).isFalse();
      }
    }
  }

  @Test
  void aFullBufferHoldsTheClientBack() throws Exception {
    byte[] sent = new byte[200_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) ('a' + i % 26);
    }
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      try (Socket client = connect(bench, 0)) {
        Thread sending =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        client.getOutputStream().write(sent);
                      } catch (IOException _) {
                        // The comparison tells.
                      }
                    });
        StringBuilder received = new StringBuilder();
        while (received.length() < sent.length) {
          for (String packet : bench.reply(Command.SOCKDR, "0", "0")) {
            if (packet.startsWith("R03@A ")) {
              assertThat(packet.length()).isLessThanOrEqualTo(1506);
              received.append(packet.substring(6));
            }
          }
        }
        sending.join();
        assertThat(received.toString().equals(new String(sent, ISO_8859_1))).isTrue();
        assertThat(bench.drain()).allMatch(event -> event.matches("W(55|61)@A .*"));
      }
    }
  }

  @Test
  void datagramsMakeClients() throws Exception {
    try (Bench bench = online();
        DatagramSocket one = new DatagramSocket(0, HERE);
        DatagramSocket two = new DatagramSocket(0, HERE)) {
      open(bench, "8081", "u", 0);
      int port = bench.module.listeningPort(0);
      one.setSoTimeout((int) Bench.LIMIT.toMillis());
      one.send(datagram("hello", port));
      assertThat(bench.awaitEvent()).isEqualTo("W61@A 127.0.0.1:" + one.getLocalPort() + ":0:0");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:5:5");
      two.send(datagram("x".repeat(1400), port));
      assertThat(bench.awaitEvent()).isEqualTo("W61@A 127.0.0.1:" + two.getLocalPort() + ":0:1");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:1:1400:1400");
      two.send(datagram("y".repeat(101), port));
      assertThat(bench.awaitEvent()).as("no room").isEqualTo("W63@A 0:1:101");
      one.send(datagram("again", port));
      assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:0:5:10");
      assertThat(bench.reply(Command.SOCKDR, "0", "0"))
          .containsExactly("RFE@A Reading:10:10", "R03@A helloagain", "R00@A");
      assertThat(bench.replyTo("to you".getBytes(US_ASCII), Command.SOCKDW, "0", "0", "6"))
          .containsExactly("R00@A");
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      one.receive(answer);
      assertThat(new String(answer.getData(), 0, answer.getLength(), US_ASCII)).isEqualTo("to you");
      assertThat(answer.getPort()).isEqualTo(port);
      assertThat(bench.reply(Command.SOCKDL, "0"))
          .containsExactly(
              "RFF@A List:0:0:1:u:0:127.0.0.1:" + one.getLocalPort(),
              "RFF@A List:0:1:1:u:1400:127.0.0.1:" + two.getLocalPort(),
              "R00@A");
      assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@A");
      one.send(datagram("new", port));
      assertThat(bench.awaitEvent()).isEqualTo("W61@A 127.0.0.1:" + one.getLocalPort() + ":0:0");
    }
  }

  @Test
  void theNinthSenderIsDropped() throws Exception {
    List<DatagramSocket> senders = new ArrayList<>();
    try (Bench bench = online()) {
      open(bench, "8081", "u", 0);
      int port = bench.module.listeningPort(0);
      for (int cid = 0; cid < 9; cid++) {
        DatagramSocket sender = new DatagramSocket(0, HERE);
        senders.add(sender);
        sender.send(datagram("x", port));
        if (cid < 8) {
          assertThat(bench.awaitEvent())
              .isEqualTo("W61@A 127.0.0.1:" + sender.getLocalPort() + ":0:" + cid);
          assertThat(bench.awaitEvent()).isEqualTo("W55@A 0:" + cid + ":1:1");
        } else {
          assertThat(bench.awaitEvent()).isEqualTo("W83@A 2");
        }
      }
    } finally {
      senders.forEach(DatagramSocket::close);
    }
  }

  @Test
  void aBroadcast() throws Exception {
    try (Bench bench = online();
        DatagramSocket sender = new DatagramSocket(0, HERE)) {
      open(bench, "8081", "u", 0);
      DatagramPacket packet = datagram("to all: hello", bench.module.listeningPort(0));
      packet.setAddress(InetAddress.ofLiteral("127.255.255.255"));
      sender.send(packet);
      assertThat(bench.awaitEvent())
          .isEqualTo("W80@A 0:127.0.0.1:" + sender.getLocalPort() + ":13:to all: hello");
      assertThat(bench.reply(Command.SOCKDL)).as("no client").containsExactly("R00@A");
    }
  }

  private static DatagramPacket datagram(String text, int port) {
    byte[] bytes = text.getBytes(US_ASCII);
    return new DatagramPacket(bytes, bytes.length, HERE, port);
  }

  @Test
  void aLostNetworkBreaksTheClientsAndKeepsTheServer() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      try (Socket client = connect(bench, 0)) {
        String from = "127.0.0.1:" + client.getLocalPort();
        bench.awaitEvent();
        bench.module.radio().remove("home");
        bench.turn(Duration.ofMillis(20));
        assertThat(bench.drain()).containsExactly("W30@A", "W33@3", "W62@3 " + from + ":0:0:3");
        try (Socket unheard = connect(bench, 0)) {
          assertThat(unheard.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(bench.reply(Command.SOCKDC, "0", "0")).containsExactly("R00@3");
      }
      bench.module.radio().add(AccessPoint.open("home"));
      bench.turn(Duration.ofMinutes(1));
      bench.drain();
      try (Socket client = connect(bench, 0)) {
        assertThat(bench.awaitEvent())
            .isEqualTo("W61@A 127.0.0.1:" + client.getLocalPort() + ":0:0");
      }
    }
  }

  @Test
  void aResetClosesTheServers() throws Exception {
    try (Bench bench = online()) {
      open(bench, "8080", "t", 0);
      try (Socket client = connect(bench, 0)) {
        bench.awaitEvent();
        bench.bus.reset();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      // A refused connect would not show it: the freed port may be somebody else's by now.
      assertThatThrownBy(() -> bench.module.listeningPort(0))
          .isInstanceOf(IllegalStateException.class);
      open(bench, "8080", "t", 0);
    }
  }

  @Test
  void portsAndAddressAsText() {
    ModuleOptions.Builder options = ModuleOptions.builder();
    parameter("serverport").apply(options, "80:8080");
    parameter("serverport").apply(options, "443:0");
    parameter("serveraddress").apply(options, "0.0.0.0");
    assertThat(options.build().sockets())
        .isEqualTo(
            SocketOptions.DEFAULT
                .withPort(80, 8080)
                .withPort(443, 0)
                .withAddress(InetAddress.ofLiteral("0.0.0.0")));
    assertThatThrownBy(() -> parameter("serverport").apply(options, "80:65536"))
        .hasMessage("serverport 80:65536: port 65536, 0 to 65535 are allowed");
    assertThatThrownBy(() -> parameter("serveraddress").apply(options, "here"))
        .hasMessageContaining("serveraddress here is no address");
  }

  private static ModuleParameters.Parameter parameter(String name) {
    return Objects.requireNonNull(ModuleParameters.find(name));
  }

  @Test
  void aPortThatThisMachineDoesNotGiveIsAnother() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE);
        Bench bench = Bench.online(o -> o)) {
      open(bench, "" + taken.getLocalPort(), "t", 0);
      assertThat(bench.module.listeningPort(0)).isNotEqualTo(taken.getLocalPort()).isPositive();
      connect(bench, 0).close();
      assertThat(bench.awaitEvent()).startsWith("W61@A 127.0.0.1:");
    }
    try (ServerSocket taken = new ServerSocket(0, 1, HERE);
        Bench bench =
            Bench.online(
                o -> o.sockets(SocketOptions.DEFAULT.withPort(8080, taken.getLocalPort())))) {
      assertThat(bench.reply(Command.SOCKDON, "8080", "t")).as("chosen").containsExactly("R4A@A");
    }
  }

  /** Those of the web server and of the TFTP server while they run (Table 10). */
  @Test
  void portsThatTheModuleHasItself() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKDON, "80", "t")).containsExactly("R49@A");
      assertThat(bench.reply(Command.SOCKDON, "80", "s1")).containsExactly("R49@A");
      assertThat(bench.reply(Command.SOCKDON, "69", "u")).containsExactly("R49@A");
      assertThat(bench.reply(Command.SOCKDON, "80", "u")).containsExactly("RFF@A On:0", "R00@A");
      assertThat(bench.reply(Command.SOCKDON, "69", "t")).containsExactly("RFF@A On:1", "R00@A");
    }
    try (Bench bench = Bench.online(o -> o.variable("ip_use_httpd", "0"))) {
      assertThat(bench.reply(Command.SOCKDON, "80", "t")).containsExactly("RFF@A On:0", "R00@A");
    }
  }
}
