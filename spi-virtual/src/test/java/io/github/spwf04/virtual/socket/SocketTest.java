package io.github.spwf04.virtual.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.Usage;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOCKON to SOCKL against real peers on this machine (6.38 to 6.43, field-facts C.6). */
class SocketTest {

  private static void open(Bench bench, String port) throws Exception {
    assertThat(bench.reply(Command.SOCKON, "127.0.0.1", port, "", "t"))
        .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
  }

  /** For where no event tells: asks until that much is there. */
  private static void awaitQuery(Bench bench, int pending) throws Exception {
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (!bench.reply(Command.SOCKQ, "0").getFirst().equals("RFF@A Query:" + pending)) {
      assertThat(System.nanoTime()).as("time for %s bytes", pending).isLessThan(end);
    }
  }

  @Test
  @Usage(section = "6.39")
  @Usage(section = "6.40")
  @Usage(section = "6.41")
  @Usage(section = "6.41", fails = true)
  @Usage(section = "6.42")
  @Usage(section = "6.43")
  void aWholeConversation() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      assertThat(bench.replyTo("GET /".getBytes(US_ASCII), Command.SOCKW, "0", "5"))
          .containsExactly("R00@A");
      assertThat(peer.receive(5)).isEqualTo("GET /");

      peer.send("answer");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:6:6");
      assertThat(bench.reply(Command.SOCKQ, "0")).containsExactly("RFF@A Query:6", "R00@A");
      assertThat(bench.reply(Command.SOCKL))
          .containsExactly("RFF@A List::0:1:t:6:127.0.0.1:" + peer.port(), "R00@A");
      assertThat(bench.reply(Command.SOCKC, "0")).as("pending").containsExactly("R4D@A");
      assertThat(bench.reply(Command.SOCKR, "0", "4"))
          .containsExactly("RFE@A Reading:4:6", "R03@A answ", "R00@A");
      peer.send("!");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:1:3");
      assertThat(bench.reply(Command.SOCKR, "0", ""))
          .containsExactly("RFE@A Reading:3:3", "R03@A er!", "R00@A");
      assertThat(bench.reply(Command.SOCKR, "0")).containsExactly("RFE@A Reading:0:0", "R00@A");

      peer.finish();
      assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:0");
      assertThat(bench.replyTo(new byte[1], Command.SOCKW, "0", "1")).containsExactly("R48@A");
      assertThat(bench.reply(Command.SOCKL))
          .containsExactly("RFF@A List::0:0:t:0:127.0.0.1:" + peer.port(), "R00@A");
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@A");
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R4C@A");
      assertThat(bench.reply(Command.SOCKL)).containsExactly("R00@A");
    }
  }

  @Test
  void theFormsWithoutKeyword() throws Exception {
    try (Bench bench = Bench.online(o -> o.variable("console_verbose", "0"));
        Peer peer = new Peer()) {
      assertThat(bench.reply(Command.SOCKON, "localhost", peer.port(), "", "t"))
          .containsExactly("RFF@A 127.0.0.1:0", "R00@A");
      peer.send("x");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:1:1");
      assertThat(bench.reply(Command.SOCKQ, "0")).containsExactly("RFF@A 1", "R00@A");
      assertThat(bench.reply(Command.SOCKR, "0", "0")).containsExactly("R03@A x", "R00@A");
    }
    try (Bench bench = Bench.online100();
        Peer peer = new Peer()) {
      assertThat(bench.reply(Command.SOCKON, "localhost", peer.port(), "", "t"))
          .containsExactly("RFF@A 127.0.0.1:0\\r\\n", "R00@A");
      peer.send("x");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:1:1\\r\\n");
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@A 1:1\\r\\n", "R03@A x", "R00@A");
    }
  }

  @Test
  void aResetOfThePeer() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.reset();
      assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:1");
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@A");
    }
  }

  @Test
  void theEndComesBehindTheLastBytes() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("bye");
      peer.finish();
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:3:3");
      assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:0");
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@A Reading:3:3", "R03@A bye", "R00@A");
    }
  }

  @Test
  void aFullBufferHoldsThePeerBackAndLosesNothing() throws Exception {
    byte[] sent = new byte[300_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31 >> 3);
    }
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      FutureTask<Boolean> sending =
          new FutureTask<>(
              () -> {
                peer.socket().getOutputStream().write(sent);
                peer.socket().shutdownOutput();
                return true;
              });
      Thread.ofVirtual().start(sending);
      String expected = new String(sent, ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
      StringBuilder received = new StringBuilder();
      int most = 0;
      while (received.length() < expected.length()) {
        for (String packet : bench.reply(Command.SOCKR, "0")) {
          if (packet.startsWith("RFE")) {
            most = Math.max(most, Integer.parseInt(packet.split(":")[1]));
          }
          if (packet.startsWith("R03@A ")) {
            received.append(packet.substring(6));
          }
        }
      }
      assertThat(most).isLessThanOrEqualTo(1500);
      assertThat(sending.get()).isTrue();
      assertThat(received.toString().equals(expected)).as("every byte in order").isTrue();
      assertThat(bench.drain()).allMatch(event -> event.matches("W(55|58)@A .*"));
    }
  }

  @Test
  void aBigBufferIsReadInSeveralPackets() throws Exception {
    try (Bench bench = Bench.online(o -> o.variable("ip_sock_memsize", "4").maxDataPacket(1000));
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("x".repeat(2500));
      int announced = 0;
      while (announced < 2500) {
        announced = Integer.parseInt(bench.awaitEvent().split(":")[3]);
      }
      assertThat(bench.drain()).allMatch(event -> event.startsWith("W55@A "));
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly(
              "RFE@A Reading:2500:2500",
              "R03@A " + "x".repeat(1000),
              "R03@A " + "x".repeat(1000),
              "R03@A " + "x".repeat(500),
              "R00@A");
    }
  }

  @Test
  void theThresholdKeepsSmallAmountsQuiet() throws Exception {
    try (Bench bench = Bench.online(o -> o.variable("ip_sock_threshold", "50"));
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("x".repeat(700));
      awaitQuery(bench, 700);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      peer.send("x".repeat(100));
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:800:800");
    }
  }

  @Test
  void pendingDataCanStayOutOrComeLate() throws Exception {
    try (Bench bench = Bench.online(o -> o.pendingDataMissing(true));
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("x");
      awaitQuery(bench, 1);
      assertThat(bench.drain()).isEmpty();
    }
    try (Bench bench = Bench.online(o -> o.pendingDataDelay(Duration.ofSeconds(2)));
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("x");
      awaitQuery(bench, 1);
      bench.settle();
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@A Reading:1:1", "R03@A x", "R00@A");
      bench.turn(Duration.ofSeconds(2));
      assertThat(bench.drain()).as("stale").containsExactly("W55@A :0:1:1");
    }
  }

  @Test
  void sockrCanGiveMoreThanAsked() throws Exception {
    try (Bench bench = Bench.online(o -> o.readSlack(2));
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("abcdef");
      bench.awaitEvent();
      assertThat(bench.reply(Command.SOCKR, "0", "3"))
          .containsExactly("RFE@A Reading:5:6", "R03@A abcde", "R00@A");
      assertThat(bench.reply(Command.SOCKR, "0", "3"))
          .containsExactly("RFE@A Reading:1:1", "R03@A f", "R00@A");
    }
  }

  @Test
  void eightAndNoMore() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(server.getLocalPort());
      for (int id = 0; id < 8; id++) {
        assertThat(bench.reply(Command.SOCKON, "127.0.0.1", port, "", "t"))
            .containsExactly("RFF@A On:127.0.0.1:" + id, "R00@A");
      }
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", port, "", "t")).containsExactly("R4B@A");
      assertThat(bench.reply(Command.SOCKC, "3")).containsExactly("R00@A");
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", port, "", "u"))
          .containsExactly("RFF@A On:127.0.0.1:3", "R00@A");
      List<String> list = new ArrayList<>(bench.reply(Command.SOCKL));
      assertThat(list).hasSize(9).contains("RFF@A List::3:1:u:0:127.0.0.1:" + port);
    }
  }

  @Test
  void datagrams() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.setSoTimeout((int) Bench.LIMIT.toMillis());
      String port = Integer.toString(peer.getLocalPort());
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", port, "", "u"))
          .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
      assertThat(bench.replyTo("ping".getBytes(US_ASCII), Command.SOCKW, "0", "4"))
          .containsExactly("R00@A");
      DatagramPacket received = new DatagramPacket(new byte[2000], 2000);
      peer.receive(received);
      assertThat(new String(received.getData(), 0, received.getLength(), US_ASCII))
          .isEqualTo("ping");

      peer.send(new DatagramPacket(new byte[1400], 1400, received.getSocketAddress()));
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:1400:1400");
      peer.send(new DatagramPacket(new byte[101], 101, received.getSocketAddress()));
      assertThat(bench.awaitEvent()).as("no room").isEqualTo("W63@A :0:101");
      peer.send(new DatagramPacket(new byte[100], 100, received.getSocketAddress()));
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:100:1500");
    }
  }

  @Test
  void aPortWhereNobodyListens() throws Exception {
    int port;
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", "" + port, "", "t"))
          .containsExactly("R4A@A");
      bench.reply(Command.SOCKON, "127.0.0.1", "" + port, "", "u");
      bench.exchange(Bench.packet(Command.SOCKW.id(), 0, "0", "1"));
      bench.awaitIrq();
      bench.exchange(new byte[1]);
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(bench.awaitEvent()).isEqualTo("W58@A 0:5");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, 80, t, R41@A", // a name, and no network to ask
    "192.0.2.1, 80, t, R4A@A", // beyond this machine
    "127.0.0.1, 80, s, R4A@A", // TLS is not there yet
    "127.0.0.1, 0, t, R08@A",
    "127.0.0.1, 65536, t, R08@A",
    "127.0.0.1, x, t, R07@A",
  })
  void whatCannotBeOpened(String host, String port, String kind, String error) throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKON, host, port, "", kind)).containsExactly(error);
    }
  }

  @Test
  void aNameOfTheOptions() throws Exception {
    try (Bench bench = Bench.online(o -> o.host("example.org", InetAddress.getLoopbackAddress()));
        Peer peer = new Peer()) {
      assertThat(bench.reply(Command.SOCKON, "Example.org", peer.port(), "", "t"))
          .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
    }
  }

  @Test
  void notWithoutANetwork() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", "80", "", "t")).containsExactly("R2C@3");
    }
  }

  @ParameterizedTest
  @CsvSource({"SOCKQ, 0", "SOCKR, 7", "SOCKC, 3"})
  @Usage(section = "6.39", fails = true)
  @Usage(section = "6.40", fails = true)
  @Usage(section = "6.42", fails = true)
  void anIdThatIsNotOpen(Command command, String id) throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(command, id)).containsExactly("R4C@A");
    }
  }

  @Test
  @Usage(section = "6.43", fails = true)
  void theListTakesNoArgument() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKL, "0")).containsExactly("R06@A");
    }
  }

  @Test
  void aLostNetworkBreaksSockets() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.send("kept");
      assertThat(bench.awaitEvent()).isEqualTo("W55@A :0:4:4");
      bench.module.radio().remove("home");
      bench.turn(Duration.ofMillis(20));
      assertThat(bench.drain()).containsExactly("W30@A", "W33@3", "W58@3 0:3");
      assertThat(bench.replyTo(new byte[1], Command.SOCKW, "0", "1")).containsExactly("R4E@3");
      assertThat(bench.reply(Command.SOCKR, "0"))
          .containsExactly("RFE@3 Reading:4:4", "R03@3 kept", "R00@3");
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@3");
    }
  }

  @Test
  void aPeerThatNeverReadsEndsTheWrite() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      byte[] block = new byte[65_535];
      List<String> answer = List.of("R00@A");
      // The kernel takes some megabytes before a write blocks, which nothing tells but time.
      for (int writes = 0; answer.equals(List.of("R00@A")); writes++) {
        assertThat(writes).isLessThan(1000);
        bench.exchange(Bench.packet(Command.SOCKW.id(), 0, "0", "65535"));
        bench.awaitIrq();
        bench.exchange(block);
        if (!bench.bus.awaitIrq(true, Duration.ofMillis(100))) {
          bench.clock.advance(Duration.ofSeconds(10));
        }
        answer = bench.awaitReplyWithEvents();
      }
      assertThat(answer).containsExactly("W58@A 0:4", "R4F@A");
    }
  }

  @Test
  void aResetClosesEverySocket() throws Exception {
    try (Bench bench = Bench.online(o -> o);
        Peer peer = new Peer()) {
      open(bench, peer.port());
      peer.socket();
      bench.bus.reset();
      assertThat(peer.receive(1)).isEmpty();
      bench.turn(Duration.ofMillis(100));
      bench.drain();
      assertThat(bench.reply(Command.SOCKL)).containsExactly("R00@A");
    }
  }

  /** Field-facts F.32 leaves open whose port it is. */
  @Test
  void theListShowsItsOwnPortWhereItIsToldTo() throws Exception {
    try (Peer server = new Peer();
        Bench bench = Bench.online(o -> o.ownPortListed(true))) {
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", server.port(), "", "t"))
          .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
      assertThat(bench.reply(Command.SOCKL))
          .containsExactly("RFF@A List::0:1:t:0:127.0.0.1:" + server.socket().getPort(), "R00@A");
    }
  }

  @Test
  void socketsTakeTheirBuffersFromTheHeap() throws Exception {
    try (Peer server = new Peer();
        Bench bench = Bench.online(o -> o.variable("ip_sock_memsize", "2"))) {
      assertThat(heap(bench, "free_heap")).isEqualTo(55_200);
      assertThat(heap(bench, "min_heap")).isEqualTo(52_576);
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", server.port(), "", "t"))
          .endsWith("R00@A");
      assertThat(heap(bench, "free_heap")).isEqualTo(55_200 - 3000);
      assertThat(bench.reply(Command.SOCKC, "0")).containsExactly("R00@A");
      assertThat(heap(bench, "free_heap")).isEqualTo(55_200);
      assertThat(heap(bench, "min_heap")).isEqualTo(55_200 - 3000);
    }
  }

  private static int heap(Bench bench, String variable) throws Exception {
    return Integer.parseInt(bench.reply(Command.STS, variable).getFirst().replaceFirst(".*=", ""));
  }
}
