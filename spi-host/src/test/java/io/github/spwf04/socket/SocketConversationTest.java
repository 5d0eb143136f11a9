package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.WatchedTime;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.SocketEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets as programs use them, through the virtual module. */
@Timeout(60)
class SocketConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  @Test
  void streamsAndChannelsCarryWhatSocketsCarry() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    EchoServer echo = keep(new EchoServer());
    byte[] sent = new byte[20_000];
    new Random(7).nextBytes(sent);
    SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    try (var in = socket.inputStream(LONG);
        var out = socket.outputStream()) {
      for (int from = 0; from < sent.length; from += 1000) {
        out.write(sent, from, 1000);
        assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOfRange(sent, from, from + 1000));
      }
      out.write('x');
      assertThat(in.read()).isEqualTo('x');
      assertThat(socket.writableChannel().write(ByteBuffer.wrap(sent, 0, 100))).isEqualTo(100);
      ByteBuffer back = ByteBuffer.allocate(100);
      var channel = socket.readableChannel(LONG);
      while (back.hasRemaining()) {
        assertThat(channel.read(back)).isPositive();
      }
      assertThat(back.array()).isEqualTo(Arrays.copyOf(sent, 100));
      assertThatThrownBy(() -> socket.inputStream(Duration.ofMillis(10)).read())
          .isInstanceOf(SocketTimeoutException.class)
          .hasCauseInstanceOf(SpwfException.TimedOut.class);
    }
    assertThatThrownBy(() -> socket.outputStream().write(1))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(SpwfException.LinkLost.class);
    assertThat(spwf.sockets().list()).isEmpty();
  }

  @Test
  void aReaderIsReadyForWhatIsThere() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket socket =
            spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
        Socket peer = server.accept();
        InputStream in = socket.inputStream(LONG);
        Reader reader = new InputStreamReader(in, StandardCharsets.US_ASCII)) {
      long start = System.nanoTime();
      long before = spwf.statistics().packetsOut();
      for (int i = 0; i < 1000; i++) {
        assertThat(in.available()).isZero();
      }
      long halves = Duration.ofNanos(System.nanoTime() - start).toMillis() / 500;
      assertThat(spwf.statistics().packetsOut() - before).isBetween(0L, halves);
      assertThat(reader.ready()).isFalse();
      peer.getOutputStream().write("fourteen bytes".getBytes(StandardCharsets.US_ASCII));
      long end = System.nanoTime() + LONG.toNanos();
      int there = 0;
      while ((there = in.available()) < 14 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(there).isEqualTo(14);
      assertThat(reader.ready()).isTrue();
      assertThat(in.read()).isEqualTo('f');
      assertThat(in.available()).isEqualTo(13);
      assertThat(in.readNBytes(13)).asString().isEqualTo("ourteen bytes");
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void aStreamEndsWithItsPeer() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket socket =
            spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP)) {
      byte[] words = "all that was said".getBytes(StandardCharsets.UTF_8);
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write(words);
      }
      assertThat(socket.inputStream(LONG).readAllBytes()).isEqualTo(words);
    }
  }

  /** A transfer that is cut does not look like a whole one. */
  @Test
  void aStreamThatIsResetSaysSoBehindWhatCame() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    byte[] part = new byte[1000];
    new Random(8).nextBytes(part);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket socket =
            spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP)) {
      InputStream in = socket.inputStream(LONG);
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write(part);
        assertThat(in.readNBytes(part.length)).isEqualTo(part);
        peer.setSoLinger(true, 0);
      }
      assertThatThrownBy(in::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset by the peer")
          .cause()
          .isInstanceOfSatisfying(
              SpwfException.ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(1));
      assertThatThrownBy(() -> socket.read(LONG))
          .as("as often as it is asked")
          .isInstanceOf(SpwfException.ConnectionLost.class);
    }
  }

  @Test
  void aStreamWhoseNetworkIsLostSaysSo() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket socket =
            spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
        Socket peer = server.accept()) {
      peer.getOutputStream().write('x');
      InputStream in = socket.inputStream(LONG);
      assertThat(in.read()).isEqualTo('x');
      spwf.execute("AT+S.WIFI=0", null);
      assertThatThrownBy(in::read)
          .isInstanceOf(SocketException.class)
          .cause()
          .isInstanceOfSatisfying(
              SpwfException.ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(3));
    }
  }

  @Test
  void aDatagramSocketTellsThatNobodyListens() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    int port;
    try (DatagramSocket nobody = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    try (SpwfSocket socket = spwf.sockets().open("127.0.0.1", port, SocketKind.UDP)) {
      socket.write("hello".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> socket.read(LONG))
          .isInstanceOfSatisfying(
              SpwfException.ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(5));
    }
  }

  @Test
  void anEmptyDatagramIsOne() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SpwfSocket socket = spwf.sockets().open("127.0.0.1", peer.getLocalPort(), SocketKind.UDP)) {
      peer.setSoTimeout(10_000);
      socket.write("hello".getBytes(StandardCharsets.UTF_8));
      DatagramPacket hello = new DatagramPacket(new byte[100], 100);
      peer.receive(hello);
      for (String word : List.of("", "x", "", "y")) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        peer.send(new DatagramPacket(bytes, bytes.length, hello.getSocketAddress()));
        if (word.isEmpty()) {
          assertThat(text(socket.read(LONG))).isEmpty();
        } else {
          assertThat(socket.inputStream(LONG).read()).isEqualTo(word.charAt(0));
        }
      }
      peer.send(new DatagramPacket(new byte[0], 0, hello.getSocketAddress()));
      peer.send(new DatagramPacket(new byte[] {'z'}, 1, hello.getSocketAddress()));
      assertThat(socket.inputStream(LONG).read()).as("in a stream").isEqualTo('z');
    }
  }

  @Test
  void datagramsKeepTheirBoundaries() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SpwfSocket socket = spwf.sockets().open("127.0.0.1", peer.getLocalPort(), SocketKind.UDP);
        Subscription<SocketEvent.PendingData> arrived =
            spwf.events(SocketEvent.PendingData.class)) {
      peer.setSoTimeout(10_000);
      socket.write("hello".getBytes(StandardCharsets.UTF_8));
      DatagramPacket hello = new DatagramPacket(new byte[100], 100);
      peer.receive(hello);
      List<String> words = List.of("a", "datagram", "each");
      for (String word : words) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        peer.send(new DatagramPacket(bytes, bytes.length, hello.getSocketAddress()));
      }
      for (int i = 0; i < words.size(); i++) {
        assertThat(arrived.next(LONG)).isNotNull();
      }
      for (String word : words) {
        assertThat(text(socket.read(LONG))).isEqualTo(word);
      }
    }
  }

  @Test
  void aDatagramIsAsLongAsUdpHasThem() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SpwfSocket socket = spwf.sockets().open("127.0.0.1", peer.getLocalPort(), SocketKind.UDP)) {
      peer.setSoTimeout(10_000);
      for (int length : new int[] {731, 65507}) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        socket.write(bytes);
        DatagramPacket got = new DatagramPacket(new byte[65535], 65535);
        peer.receive(got);
        assertThat(Arrays.copyOf(got.getData(), got.getLength())).isEqualTo(bytes);
      }
      assertThatThrownBy(() -> socket.write(new byte[65508]))
          .isInstanceOf(SpwfException.InvalidInput.class);
    }
  }

  @Test
  void aSlowReaderHoldsUpNobodyElse() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    byte[] sent = new byte[200_000];
    new Random(8).nextBytes(sent);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpwfSocket slow = spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
        Socket peer = server.accept();
        Subscription<SocketEvent.PendingData> arrived =
            spwf.events(SocketEvent.PendingData.class)) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      peer.getOutputStream().write(sent);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      assertThat(arrived.next(LONG)).isNotNull();
      for (int i = 0; i < 50; i++) {
        spwf.system().check();
      }
      assertThat(slow.inputStream(LONG).readNBytes(sent.length)).isEqualTo(sent);
      sender.join();
    }
  }

  @Test
  void aServerTakesItsClients() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf = joined(module, Spwf04Options.defaults());
    SocketServer server = keep(spwf.servers().open(4000, ServerKind.TCP));
    assertThat(server.accept(Duration.ZERO)).isNull();
    byte[] sent = new byte[10_000];
    new Random(9).nextBytes(sent);
    try (Socket peer =
        new Socket(InetAddress.getLoopbackAddress(), module.listeningPort(server.id()))) {
      SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
      assertThat(client.address()).isEqualTo(InetAddress.getLoopbackAddress());
      assertThat(client.port()).isEqualTo(peer.getLocalPort());
      client.write(sent);
      assertThat(peer.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      peer.getOutputStream().write(Arrays.copyOf(sent, 1000));
      peer.shutdownOutput();
      assertThat(client.inputStream(LONG).readAllBytes()).isEqualTo(Arrays.copyOf(sent, 1000));
      client.close();
    }
    try (Socket _ =
        new Socket(InetAddress.getLoopbackAddress(), module.listeningPort(server.id()))) {
      SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
      server.close();
      assertThatThrownBy(client::pending)
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("its server was closed");
    }
    assertThatThrownBy(() -> server.accept(LONG)).isInstanceOf(SpwfException.LinkLost.class);
  }

  @Test
  void aUdpServerAnswersItsPeers() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf = joined(module, Spwf04Options.defaults());
    try (SocketServer server = spwf.servers().open(4000, ServerKind.UDP);
        DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.setSoTimeout(10_000);
      byte[] ping = "ping".getBytes(StandardCharsets.UTF_8);
      peer.send(
          new DatagramPacket(
              ping,
              ping.length,
              InetAddress.getLoopbackAddress(),
              module.listeningPort(server.id())));
      SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
      assertThat(text(client.read(LONG))).isEqualTo("ping");
      client.write("pong".getBytes(StandardCharsets.UTF_8));
      DatagramPacket pong = new DatagramPacket(new byte[100], 100);
      peer.receive(pong);
      assertThat(new String(pong.getData(), 0, pong.getLength(), StandardCharsets.UTF_8))
          .isEqualTo("pong");
    }
  }

  @Test
  void serversOfAnotherProgramAreFoundAndClosed() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf = joined(module, Spwf04Options.defaults());
    spwf.execute("AT+S.SOCKDON=4000,t", null);
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), module.listeningPort(0));
        Subscription<SocketEvent.ClientConnected> connected =
            spwf.events(SocketEvent.ClientConnected.class)) {
      while (spwf.servers().list().isEmpty()) {
        connected.next(Duration.ofMillis(100));
      }
      assertThat(spwf.servers().closeLeaked()).hasSize(1);
    }
    assertThat(spwf.servers().list()).isEmpty();
    try (SocketServer server = spwf.servers().open(4000, ServerKind.TCP)) {
      assertThat(server.id()).isZero();
    }
  }

  @Test
  void whatAnotherProgramLeftOpenIsFoundAndClosed() throws Exception {
    Spwf04 spwf = joined(Spwf04Options.defaults());
    EchoServer echo = keep(new EchoServer());
    SpwfSocket held = keep(spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP));
    spwf.execute("AT+S.SOCKON=127.0.0.1," + echo.port() + ",,t", null);
    spwf.execute("AT+S.SOCKON=127.0.0.1," + echo.port() + ",,t", null);
    assertThat(spwf.sockets().closeLeaked()).extracting(SocketInfo::id).containsExactly(1, 2);
    assertThat(spwf.sockets().list()).extracting(SocketInfo::id).containsExactly(held.id());
    assertThat(spwf.sockets().closeLeaked()).isEmpty();
  }

  @Test
  void aReaderThatWaitsIsToldThatTheSocketIsClosed() throws Exception {
    WatchedTime time = new WatchedTime();
    Spwf04 spwf = joined(Spwf04Options.defaults().withTime(time));
    EchoServer echo = keep(new EchoServer());
    SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    socket.read(LONG);
                    ended.complete(null);
                  } catch (InterruptedException | RuntimeException e) {
                    ended.complete(e);
                  }
                });
    time.awaitWaiter(reader);
    socket.close();
    assertThat(ended.get(10, TimeUnit.SECONDS))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("it was closed");
  }

  @Test
  void aResetTellsEveryHolder() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf =
        joined(
            module,
            Spwf04Options.defaults()
                .withReconnect(null)
                .withCommandTimeout(Duration.ofMillis(300))
                .withLadder(
                    new io.github.spwf04.recovery.Ladder(
                        List.of(Rung.SOFT_RESET), Duration.ZERO, Duration.ZERO, LONG)));
    EchoServer echo = keep(new EchoServer());
    SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    try (Subscription<Event.Recovery> steps = spwf.events(Event.Recovery.class)) {
      module.dropNextReply();
      assertThatThrownBy(() -> spwf.system().check()).isInstanceOf(SpwfException.TimedOut.class);
      assertThatThrownBy(socket::pending)
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("reset");
      assertThat(steps.next(LONG))
          .extracting(Event.Recovery::rung, Event.Recovery::inStep)
          .containsExactly(Rung.SOFT_RESET, false);
      assertThat(steps.next(LONG))
          .extracting(Event.Recovery::rung, Event.Recovery::inStep)
          .containsExactly(Rung.SOFT_RESET, true);
    }
    spwf.system().check();
    socket.close();
  }

  private static String text(@Nullable ByteBuf bytes) {
    assertThat(bytes).isNotNull();
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }

  private VirtualModule module() {
    return keep(
        new VirtualModule(
            ModuleOptions.builder().accessPoint(AccessPoint.open("a network")).build()));
  }

  private Spwf04 joined(Spwf04Options options) throws Exception {
    return joined(module(), options);
  }

  private Spwf04 joined(VirtualModule module, Spwf04Options options) throws Exception {
    Spwf04 spwf = keep(Spwf04.open(LoopbackBus.to(module), options));
    spwf.boot(LONG);
    spwf.wifi().join("a network", null, LONG);
    return spwf;
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }
}
