package io.github.spwf04.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.runtime.Arguments;
import io.github.spwf04.virtual.runtime.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bad input, many threads, and the end. */
class RobustnessTest {

  @Test
  void randomCommandsAreAllAnswered() throws Exception {
    Random random = new Random(4);
    Command[] commands = Command.values();
    String[] words = {
      "",
      "0",
      "1",
      "7",
      "8",
      "-1",
      "5",
      "x",
      "t",
      "u",
      "d",
      "127.0.0.1",
      "\u00e9",
      "ip_hostname",
      "99999999999999999999",
      "wifi_mode",
      "0x",
      "..",
      "a,b",
      "\r\n",
    };
    // A server by UDP that is not there is waited for.
    ServiceOptions services = ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofMillis(30));
    try (Bench bench = Bench.online(o -> o.services(services))) {
      for (int i = 0; i < 10_000; i++) {
        Command command = commands[random.nextInt(commands.length)];
        // These leave the network, and the sockets with it.
        if (command == Command.RESET || command == Command.WIFI || command == Command.WPS) {
          continue;
        }
        String[] arguments = new String[random.nextInt(6)];
        for (int k = 0; k < arguments.length; k++) {
          arguments[k] = words[random.nextInt(words.length)];
        }
        // An id of a socket that is not there still has a data phase.
        int length = dataLength(command, arguments);
        // Sockets of its own servers make events at any moment.
        bench.write(Bench.packet(command.id(), length, arguments));
        if (length > 0) {
          bench.settle();
          bench.write(new byte[length]);
        }
        if (command == Command.SCAN) {
          bench.turn(Duration.ofMillis(2));
        }
        assertThat(bench.awaitReply()).as("%s %s", command, List.of(arguments)).isNotEmpty();
      }
      assertThat(bench.module.pins().counters().dropped()).isZero();
      assertThat(bench.reply(Command.AT)).last().asString().startsWith("R00@");
      assertThat(bench.drain()).as("events").allMatch(packet -> packet.startsWith("W"));
    }
  }

  /** The data phase that the module asks for: none for a command that it refuses at once. */
  private static int dataLength(Command command, String[] arguments) {
    List<byte[]> bytes =
        Stream.of(arguments).map(argument -> argument.getBytes(StandardCharsets.UTF_8)).toList();
    boolean refused =
        VirtualModule.notBuilt().contains(command)
            || !Arguments.hasData(command, bytes)
            || Arguments.check(command, bytes) != null;
    try {
      return refused ? 0 : Arguments.dataLength(command, bytes, true);
    } catch (Refused _) {
      return 0;
    }
  }

  @Test
  void randomBytesNeverStopIt() throws Exception {
    Random random = new Random(5);
    try (Bench bench = Bench.idle()) {
      for (int i = 0; i < 2_000; i++) {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        for (int k = 0; k < noise.length; k++) {
          // More of what matters: syncs, small lengths, ids.
          if (random.nextInt(3) == 0) {
            noise[k] = (byte) random.nextInt(6);
          }
        }
        bench.exchange(noise);
      }
      bench.settle();
      bench.bus.reset();
      bench.turn(Duration.ofMillis(50));
      bench.drain();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void oneThreadClocksWhileOthersRaiseEvents() throws Exception {
    int threads = 4;
    int each = 500;
    try (Bench bench = Bench.booted(o -> o.eventQueue(100_000))) {
      CountDownLatch done = new CountDownLatch(threads);
      for (int t = 0; t < threads; t++) {
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < each; i++) {
                    bench.module.raise(io.github.spwf04.catalog.Wind.WATCHDOG_RUNNING, 1000 + i);
                  }
                  done.countDown();
                });
      }
      List<String> seen = new ArrayList<>();
      while (seen.size() < threads * each) {
        seen.add(bench.await());
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(seen).allMatch(packet -> packet.matches("W3@3 1[0-9]{3}"));
      assertThat(bench.drain()).isEmpty();
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Set<String> before = moduleThreads();
    for (int i = 0; i < 20; i++) {
      VirtualModule module =
          new VirtualModule(
              ModuleOptions.builder()
                  .clock(new ManualClock())
                  .accessPoint(AccessPoint.open("STtest"))
                  .build());
      module.close();
      module.close();
      assertThat(module.workers()).isZero();
      assertThat(module.pins().irqAsserted()).isFalse();
    }
    assertThat(moduleThreads()).isEqualTo(before);
  }

  @Test
  void openSocketsEndWithTheModule() throws Exception {
    try (Peer peer = new Peer()) {
      try (Bench bench = Bench.online(o -> o)) {
        bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
        peer.socket();
        assertThat(bench.module.workers()).as("the receiver").isPositive();
      }
      assertThat(peer.receive(1)).as("end of stream").isEmpty();
    }
  }

  @Test
  void manyLivesLeaveNoSocket() throws Exception {
    long before = 0;
    for (int life = 0; life < 120; life++) {
      if (life == 20) {
        before = openSockets();
      }
      try (Peer peer = new Peer();
          Bench bench = Bench.online(o -> o)) {
        bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
        bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "u");
        // One more is on its way when the module ends.
        bench.exchange(Bench.packet(Command.SOCKON.id(), 0, "127.0.0.1", peer.port(), "", "t"));
        if (life % 2 == 0) {
          bench.bus.reset();
        }
      }
    }
    assertThat(openSockets()).isLessThanOrEqualTo(before);
  }

  private static long openSockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(RobustnessTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException _) {
      // It was closed since it was listed.
      return false;
    }
  }

  @Test
  void aWholeLifeOnTheRealClock() throws Exception {
    try (VirtualModule module =
            new VirtualModule(
                ModuleOptions.builder()
                    .accessPoint(AccessPoint.open("home"))
                    .variable("wifi_ssid", "686F6D65")
                    .variable("wifi_ssid_len", "4")
                    .build());
        LoopbackBus bus = LoopbackBus.to(module)) {
      int last = 0;
      ByteBuf in = Unpooled.buffer(64);
      while (last != 24) {
        assertThat(bus.awaitIrq(true, Bench.LIMIT)).isTrue();
        in.clear();
        bus.transfer(null, in, 5);
        assertThat(in.getByte(0)).isEqualTo((byte) 2);
        last = in.getByte(2);
        int length = in.getUnsignedShortLE(3);
        if (length > 0) {
          bus.transfer(null, null, length);
        }
      }
      assertThat(module.fault()).isNull();
    }
  }

  private static Set<String> moduleThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("spwf04-module"))
        .collect(Collectors.toSet());
  }
}
