package io.github.spwf04.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.socket.SocketInfo;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.wifi.Network;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";
  private static final String KEY = "a passphrase";

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  record Switch(String name, UnaryOperator<ModuleOptions.Builder> set) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Switch> switches() {
    return Stream.of(
        new Switch("as it comes", b -> b),
        new Switch("firmware 1.0.0", b -> b.profile(FirmwareProfile.V1_0_0)),
        new Switch("console_verbose 0", b -> b.variable("console_verbose", "0")),
        new Switch("console_verbose 2", b -> b.variable("console_verbose", "2")),
        new Switch("1 byte of junk 00", b -> b.junkBeforeSync(1).junkValue(0x00)),
        new Switch("3 bytes of junk FF", b -> b.junkBeforeSync(3).junkValue(0xFF)),
        new Switch("4 bytes of junk 80", b -> b.junkBeforeSync(4).junkValue(0x80)),
        new Switch("IRQ rises at the first byte", b -> b.irqRise(IrqRise.FIRST_BYTE)),
        new Switch(
            "IRQ rises at the first byte, and junk",
            b -> b.irqRise(IrqRise.FIRST_BYTE).junkBeforeSync(4).junkValue(0xB5)),
        new Switch("IRQ rises at the last byte", b -> b.irqRise(IrqRise.LAST_BYTE)),
        new Switch("sync before the data", b -> b.dataSync(true)),
        new Switch("WIND 0 before WIND 3", b -> b.consoleFirst(true)),
        new Switch("empty line before OK", b -> b.emptyLineBeforeOk(true)),
        new Switch("values in a packet of their own", b -> b.splitValues(true)),
        new Switch("no WIND 55", b -> b.pendingDataMissing(true)),
        new Switch("late WIND 55", b -> b.pendingDataDelay(Duration.ofMillis(700))),
        new Switch("SOCKR gives more than asked", b -> b.readSlack(100)),
        new Switch("small data packets", b -> b.maxDataPacket(7)),
        new Switch("RESET without OK", b -> b.resetAnswersOk(false)),
        new Switch("RESET with OK", b -> b.resetAnswersOk(true)));
  }

  @ParameterizedTest
  @MethodSource("switches")
  void aTcpConversationByteForByte(Switch with) throws Exception {
    EchoServer echo = keep(new EchoServer());
    Spwf04 spwf = open(module(with.set));
    List<Event.WindEvent> boot = spwf.boot(LONG);
    assertThat(boot).extracting(Event.WindEvent::number).contains(7, 1, 13).endsWith(0);

    spwf.system().check();
    assertThat(spwf.config().get("nv_model")).isEqualTo("SPWF04SA");
    assertThat(spwf.wifi().join(SSID, KEY, LONG).getHostAddress()).isEqualTo("192.168.0.50");
    assertThat(spwf.state()).isIn(WifiState.HANDSHAKE_COMPLETE, WifiState.LINK_UP);

    byte[] sent = new byte[5000];
    new Random(4).nextBytes(sent);
    try (SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP)) {
      assertThat(socket.address().getHostAddress()).isEqualTo("127.0.0.1");
      assertThat(spwf.sockets().list())
          .containsExactly(new SocketInfo(-1, 0, true, "t", 0, "127.0.0.1", echo.port()));
      for (int from = 0; from < sent.length; from += 1000) {
        byte[] piece = Arrays.copyOfRange(sent, from, from + 1000);
        socket.write(piece);
        assertThat(read(socket, 1000)).isEqualTo(piece);
      }
    }
    assertThat(spwf.sockets().list()).isEmpty();
    assertThat(spwf.system().reset(LONG)).extracting(Event.WindEvent::number).contains(1, 0);
    assertThat(spwf.statistics().recoveries()).isZero();
  }

  @Test
  void theEndOfTheStreamComesOnlyBehindItsLastByte() throws Exception {
    Spwf04 spwf = joined(b -> b);
    try (var server = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SpwfSocket socket = spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
      EventSubscription events = keep(spwf.events());
      try (var peer = server.accept()) {
        peer.getOutputStream().write("the last words".getBytes());
      }
      assertThat(events.await(Wind.SOCKET_CLOSED, LONG)).isNotNull();
      assertThat(new String(read(socket, 14))).isEqualTo("the last words");
      assertThat(socket.read(LONG)).isNull();
      socket.close();
      assertThatThrownBy(() -> socket.write(new byte[1]))
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("it was closed");
    }
  }

  @Test
  void closingReadsEmptyWhatNobodyRead() throws Exception {
    Spwf04 spwf = joined(b -> b);
    try (var server = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SpwfSocket socket = spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
      try (var peer = server.accept()) {
        EventSubscription events = keep(spwf.events());
        peer.getOutputStream().write(new byte[700]);
        assertThat(events.await(Wind.PENDING_DATA, LONG)).isNotNull();
        socket.close();
      }
      assertThat(spwf.sockets().list()).isEmpty();
    }
  }

  @Test
  void datagramsGoBothWays() throws Exception {
    Spwf04 spwf = joined(b -> b);
    try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SpwfSocket socket = spwf.sockets().open("127.0.0.1", peer.getLocalPort(), SocketKind.UDP)) {
      peer.setSoTimeout(10_000);
      socket.write("ping".getBytes());
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      peer.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength())).isEqualTo("ping");
      peer.send(new DatagramPacket("pong".getBytes(), 4, packet.getSocketAddress()));
      assertThat(new String(read(socket, 4))).isEqualTo("pong");
    }
  }

  @Test
  void twoThreadsEachGetTheirOwnReplies() throws Exception {
    Spwf04 spwf = joined(b -> b);
    EchoServer echo = keep(new EchoServer());
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (String variable : List.of("nv_model", "ip_hostname", "user_desc", "nv_manuf")) {
      String expected = spwf.config().get(variable);
      tasks.add(
          () -> {
            for (int i = 0; i < 250; i++) {
              assertThat(spwf.config().get(variable)).isEqualTo(expected);
            }
            return 0;
          });
    }
    for (int i = 0; i < 3; i++) {
      long seed = i;
      tasks.add(() -> exchange(spwf, echo.port(), seed));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(tasks, 40, TimeUnit.SECONDS)) {
        done.get();
      }
    }
    assertThat(spwf.statistics().strayReplies()).isZero();
    assertThat(spwf.sockets().list()).isEmpty();
  }

  @Test
  void theFirstSetOfCommandsIsTyped() throws Exception {
    VirtualModule module = module(b -> b.accessPoint(AccessPoint.open("open")));
    Spwf04 spwf = open(module);
    spwf.boot(LONG);
    assertThat(spwf.system().status("fw_version")).isEqualTo("1.1.0");
    assertThat(spwf.system().status()).hasSize(42).containsKeys("build", "ip_dns2v6");
    assertThat(spwf.system().random()).isBetween(0L, 0xFFFF_FFFFL);
    Map<String, String> all = spwf.config().all();
    assertThat(all.keySet()).startsWith("nv_manuf", "nv_model", "nv_serial");

    spwf.clock().set(Instant.parse("2026-11-24T12:34:56.789Z"));
    assertThat(spwf.clock().get())
        .isBetween(Instant.parse("2026-11-24T12:34:56Z"), Instant.parse("2026-11-24T12:34:59Z"));

    spwf.wifi().ssid("Gästenetz'\r\n,x");
    assertThat(spwf.wifi().ssid()).isEqualTo("Gästenetz'\r\n,x");

    spwf.config().set("user_desc", "me");
    spwf.config().save();
    spwf.config().set("user_desc", "gone");
    spwf.system().reset(LONG);
    assertThat(spwf.config().get("user_desc")).isEqualTo("me");
    spwf.config().restoreFactory();
    assertThat(spwf.config().get("user_desc")).isEqualTo("anonymous");

    spwf.wifi().join("open", null, LONG);
    List<Network> networks = spwf.wifi().scan();
    assertThat(networks).extracting(Network::ssid).containsExactlyInAnyOrder(SSID, "open");
    assertThat(networks)
        .filteredOn(n -> n.ssid().equals(SSID))
        .allMatch(n -> n.security().contains(Network.Security.WPA2) && n.rssi() == -40);
    assertThat(spwf.wifi().peer(0).rssi()).isEqualTo(-40);
    assertThat(spwf.wifi().peer(0, "rx_rssi")).isEqualTo("-40");
    assertThat(spwf.wifi().peers()).containsExactly(spwf.wifi().peer(0));
    spwf.wifi().off();
    spwf.wifi().off();
    assertThat(spwf.state()).isEqualTo(WifiState.RADIO_TERMINATED_BY_USER);
  }

  @Test
  void busesAreOpenedByTheirUri() throws Exception {
    try (Spwf04 spwf = Spwf04.open("virtual:")) {
      spwf.boot(LONG);
      spwf.system().check();
    }
    assertThatThrownBy(() -> Spwf04.open("nothing:here"))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("installed are [virtual]");
    assertThatThrownBy(() -> Spwf04.open("virtual:?no=such"))
        .isInstanceOf(SpwfException.InvalidInput.class);
    assertThatThrownBy(() -> Spwf04.open("not a uri"))
        .isInstanceOf(SpwfException.InvalidInput.class);
  }

  @Test
  void refusalsCarryTheErrorsOfTheTables() throws Exception {
    Spwf04 spwf = open(module(b -> b));
    spwf.boot(LONG);
    assertThat(error(() -> spwf.config().get("no_such"))).isEqualTo(4);
    assertThat(error(() -> spwf.config().set("blink_led", 7))).isEqualTo(8);
    assertThat(error(() -> spwf.sockets().open("127.0.0.1", 1, SocketKind.TCP))).isEqualTo(44);
    assertThat(error(() -> spwf.execute("AT+S.SOCKQ=5", null))).isEqualTo(76);
  }

  @Test
  void aWrongKeyIsToldByWhatTheRadioReports() throws Exception {
    Spwf04 spwf = open(module(b -> b));
    spwf.boot(LONG);
    assertThatThrownBy(() -> spwf.wifi().join(SSID, "another key", LONG))
        .isInstanceOf(SpwfException.JoinFailed.class)
        .hasMessageContaining("WiFi Disassociation: 2");
    assertThat(spwf.wifi().join(SSID, KEY, LONG).getHostAddress()).isEqualTo("192.168.0.50");
  }

  @Test
  void joiningWaitsForTheRadioOfAModuleThatHasJustBooted() throws Exception {
    VirtualModule module = module(b -> b.hardwareStart(Duration.ofMillis(300)));
    Spwf04 spwf = open(module);
    EventSubscription events = keep(spwf.events());
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    // Had it not waited, the radio would have come up with the old configuration and scanned.
    assertThat(events.await(Wind.WIFI_HARDWARE_STARTED, Duration.ZERO)).isNotNull();
    assertThat(events.await(Wind.WIFI_POWERED_DOWN, Duration.ZERO)).isNotNull();
  }

  @Test
  void aLostNetworkIsToldAndItComesBack() throws Exception {
    VirtualModule module = module(b -> b);
    Spwf04 spwf = open(module);
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    try (EventSubscription events = spwf.events()) {
      module.radio().remove(SSID);
      assertThat(events.await(Wind.WIFI_NETWORK_LOST, LONG)).isNotNull();
      module.radio().add(AccessPoint.wpa2(SSID, KEY));
      assertThat(events.await(Wind.WIFI_UP, LONG)).isNotNull();
    }
  }

  @Test
  void eventsBetweenCommandAndDataAndInsideAReplyAreHeardAndHarmless() throws Exception {
    VirtualModule module = module(b -> b.eventsBeforeData(true));
    Spwf04 spwf = open(module);
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    EchoServer echo = keep(new EchoServer());
    try (SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
        EventSubscription events = spwf.events()) {
      module.injectBeforeData(Wind.GPIO_INTERRUPT, 3, 1);
      module.injectBeforeReply(Wind.GPIO_INTERRUPT, 4, 1);
      socket.write("hello".getBytes());
      module.injectInsideReply(Wind.GPIO_INTERRUPT, 5, 1);
      assertThat(new String(read(socket, 5))).isEqualTo("hello");
      List<String> heard = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Event.WindEvent wind = events.await(Wind.GPIO_INTERRUPT, LONG);
        assertThat(wind).isNotNull();
        heard.add(wind.text());
      }
      assertThat(heard).containsExactly("3:1", "4:1", "5:1");
    }
  }

  @Test
  void aLostCommandTimesOutAndTheNextGetsItsOwnReply() throws Exception {
    VirtualModule module = module(b -> b);
    Spwf04 spwf =
        keep(
            Spwf04.open(
                LoopbackBus.to(module),
                Spwf04Options.defaults()
                    .withCommandTimeout(Duration.ofMillis(300))
                    .withLadder(Ladder.full().withSilence(Duration.ZERO))));
    spwf.boot(LONG);
    module.loseNextCommand();
    assertThatThrownBy(() -> spwf.config().get("nv_model"))
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThat(spwf.config().get("ip_hostname")).isEqualTo("iwm-FA-12-34");
    module.stallNextReply(Duration.ofMillis(600));
    assertThatThrownBy(() -> spwf.config().get("nv_model"))
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThat(spwf.config().get("user_desc")).isEqualTo("anonymous");
    module.dropNextReply();
    assertThatThrownBy(() -> spwf.config().get("nv_model"))
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThat(spwf.config().get("nv_manuf")).isEqualTo("STMicroelectronics Inc.");
    assertThat(spwf.statistics().recoveries()).isEqualTo(3);
  }

  @Test
  void aModuleThatWorksBehindADeadlineIsWaitedFor() throws Exception {
    EchoServer echo = keep(new EchoServer());
    ServerSocket silent = keep(new ServerSocket(0, 4, InetAddress.getLoopbackAddress()));
    Duration work = Duration.ofMillis(1500);
    Spwf04 spwf =
        keep(
            Spwf04.open(
                LoopbackBus.to(module(b -> b.services(b.services().withAnswerTimeout(work))))));
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    String uri = "http://127.0.0.1:" + silent.getLocalPort() + "/";
    assertThatThrownBy(() -> spwf.within(Duration.ofMillis(300)).http().get(uri))
        .isInstanceOf(SpwfException.TimedOut.class);
    assertThatThrownBy(() -> spwf.failFast().system().check())
        .isInstanceOf(SpwfException.Busy.class);
    assertThatThrownBy(() -> spwf.within(Duration.ofMillis(200)).system().check())
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("the module is at AT+S.HTTPGET since");
    spwf.system().check();
    assertThat(spwf.statistics().recoveries()).isZero();
    socket.write(new byte[] {1, 2, 3});
    assertThat(read(socket, 3)).containsExactly(1, 2, 3);
    socket.close();
  }

  /** A bus that never tells of an edge; only the level is right. */
  @Test
  void aBusThatMissesEveryEdgeIsLookedAt() throws Exception {
    VirtualModule module = module(b -> b);
    SpiBus edgeless =
        new ForwardingBus(LoopbackBus.to(module)) {
          private final Monitor monitor = new Monitor(Time.SYSTEM);

          @Override
          public boolean awaitIrq(boolean asserted, Duration timeout)
              throws IOException, InterruptedException {
            if (!asserted) {
              return super.awaitIrq(false, timeout);
            }
            monitor.lockInterruptibly();
            try {
              monitor.await(() -> false, timeout);
            } finally {
              monitor.unlock();
            }
            return false;
          }
        };
    Spwf04 spwf = keep(Spwf04.open(edgeless));
    spwf.boot(LONG);
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      spwf.system().check();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
    assertThat(spwf.statistics().missedWakeUps()).isPositive();
    assertThat(spwf.statistics().recoveries()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void corruptBytesOfTheModuleNeverKillTheSession(long seed) throws Exception {
    FaultBus bus = new FaultBus(LoopbackBus.to(module(b -> b)));
    Spwf04 spwf =
        keep(
            Spwf04.open(
                bus,
                Spwf04Options.defaults()
                    .withCommandTimeout(Duration.ofMillis(150))
                    .withLadder(
                        new Ladder(
                            List.of(Rung.values()), Duration.ZERO, Duration.ofMillis(450), LONG))));
    spwf.boot(LONG);
    Random random = new Random(seed);
    long last = bus.bytes();
    for (int i = 0; i < 25; i++) {
      last += 30 + random.nextInt(150);
      int mask = 1 + random.nextInt(255);
      bus.miso(last, value -> value ^ mask);
    }
    int answered = 0;
    int refused = 0;
    while (bus.bytes() <= last) {
      try {
        spwf.config().get("nv_model");
        answered++;
      } catch (SpwfException e) {
        refused++;
      }
    }
    assertThat(answered).isPositive();
    assertThat(refused).isPositive();
    for (int i = 0; i < 3 && spwf.statistics().recoveries() > 0; i++) {
      // The last fault may have put the conversation out of step: one command pays for that.
      try {
        spwf.system().check();
      } catch (SpwfException e) {
        refused++;
      }
    }
    assertThat(spwf.config().get("ip_hostname")).isEqualTo("iwm-FA-12-34");
    assertThat(spwf.config().get("user_desc")).isEqualTo("anonymous");
  }

  @Test
  void commandsAndEventsThatCollideAllTheTimeAreAllTaken() throws Exception {
    VirtualModule module = module(b -> b);
    Spwf04 spwf = open(module);
    spwf.boot(LONG);
    int rounds = 2000;
    try (EventSubscription events = spwf.events()) {
      Thread storm =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < rounds; i++) {
                      module.raise(Wind.GPIO_INTERRUPT, i % 16, i % 2);
                      Thread.yield();
                    }
                  });
      for (int i = 0; i < rounds; i++) {
        spwf.system().check();
      }
      storm.join();
      assertThat(module.fault()).isNull();
      long missing = rounds - module.pins().counters().droppedEvents();
      while (missing > events.dropped()) {
        assertThat(events.await(Wind.GPIO_INTERRUPT, LONG)).isNotNull();
        missing--;
      }
    }
    assertThat(spwf.statistics().recoveries()).isZero();
    assertThat(spwf.statistics().strayReplies()).isZero();
  }

  private int exchange(Spwf04 spwf, int port, long seed) throws Exception {
    Random random = new Random(seed);
    try (SpwfSocket socket = spwf.sockets().open("127.0.0.1", port, SocketKind.TCP)) {
      for (int i = 0; i < 20; i++) {
        byte[] piece = new byte[1 + random.nextInt(1400)];
        random.nextBytes(piece);
        socket.write(piece);
        assertThat(read(socket, piece.length)).isEqualTo(piece);
      }
    }
    return 0;
  }

  private static int error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(SpwfException.Rejected.class, call).error().id();
  }

  private static byte[] read(SpwfSocket socket, int length) throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < length) {
      ByteBuf piece = socket.read(LONG);
      assertThat(piece).isNotNull();
      try {
        byte[] copy = new byte[piece.readableBytes()];
        piece.readBytes(copy);
        bytes.writeBytes(copy);
      } finally {
        piece.release();
      }
    }
    return bytes.toByteArray();
  }

  private Spwf04 joined(UnaryOperator<ModuleOptions.Builder> set) throws Exception {
    Spwf04 spwf = open(module(set));
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    return spwf;
  }

  private VirtualModule module(UnaryOperator<ModuleOptions.Builder> set) {
    return keep(
        new VirtualModule(
            set.apply(ModuleOptions.builder().accessPoint(AccessPoint.wpa2(SSID, KEY))).build()));
  }

  private Spwf04 open(VirtualModule module) {
    return keep(
        Spwf04.open(
            LoopbackBus.to(module),
            Spwf04Options.defaults()
                .withLadder(Ladder.probesOnly(Duration.ofSeconds(3)).withSilence(Duration.ZERO))));
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }
}
