package io.github.spwf04.virtual.pins;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.options.DataLength;
import io.github.spwf04.virtual.options.IdleMiso;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import io.github.spwf04.virtual.pins.DataOrderTest.Ending.Step;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes first at a command with data, and what the line says of it: field-facts A.5 and I. */
class DataOrderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);
  private static final byte[] SOCKW = Bench.packet(Command.SOCKW.id(), 5, "0", "5");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPacketPullsTheLineInsideACommandOnlyByASwitch(boolean eventsBeforeData) throws Exception {
    try (Bench bench = Bench.booted(o -> o.eventsBeforeData(eventsBeforeData))) {
      bench.exchange("02");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isEqualTo(eventsBeforeData);
      bench.exchange("00 02 01");
      assertThat(bench.bus.irqAsserted()).isEqualTo(eventsBeforeData);
      bench.exchange("00");
      assertThat(bench.bus.irqAsserted()).isTrue();
      assertThat(bench.drain()).containsExactly("W0@3", "R00@3");
    }
  }

  @Test
  void aPacketPullsTheLineWhenTheCommandItWaitedForMadeNone() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.exchange("01");
      assertThat(bench.drain()).containsExactly("W0@3");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEventBetweenHeaderAndRequestWaitsUnlessASwitchLetsItGo(boolean eventsBeforeData)
      throws Exception {
    try (Bench bench = Bench.booted(o -> o.eventsBeforeData(eventsBeforeData))) {
      bench.module.stallNextReply(SECOND);
      bench.send(Command.AT);
      bench.exchange(SOCKW);
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isEqualTo(eventsBeforeData);
      assertThat(bench.clock(0, 5))
          .isEqualTo(eventsBeforeData ? "02 13 00 00 00" : "00 00 00 00 00");
      bench.turn(SECOND);
      if (eventsBeforeData) {
        assertThat(bench.read()).isEqualTo("R00@3");
      }
      assertThat(bench.bus.irqAsserted()).isTrue();
      assertThat(Bench.hex(bench.exchange(HELLO))).isEqualTo("00 00 00 00 00");
      assertThat(bench.drain())
          .isEqualTo(eventsBeforeData ? List.of("R4C@3") : List.of("W0@3", "R00@3", "R4C@3"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eventsQueuedBeforeTheRequestComeBehindTheDataInTheirOrder(boolean dataSync)
      throws Exception {
    try (Bench bench = Bench.online(o -> o.dataSync(dataSync));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.module.injectBeforeData(Wind.WATCHDOG_RUNNING, 20);
      bench.module.injectBeforeData(Wind.CONSOLE_ACTIVE);
      bench.exchange(SOCKW);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      String sync = dataSync ? "02 " : "";
      assertThat(bench.exchange(sync + "68 65 6C 6C 6F")).isEqualTo(sync + "00 00 00 00 00");
      assertThat(bench.awaitReplyWithEvents()).containsExactly("W3@A 20", "W0@A", "R00@A");
      assertThat(peer.receive(5)).isEqualTo("hello");
    }
  }

  @Test
  void anEventQueuedBeforeARefusalGoesFirst() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.stallNextReply(SECOND);
      bench.exchange(Bench.packet(Command.MQTTPUB.id(), 5, "0", "t", "3", "", "5"));
      bench.settle();
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.turn(SECOND);
      assertThat(bench.drain()).containsExactly("W0@3", "R08@3");
    }
  }

  @Test
  void aReplyEndsTheWaitForTheDataOfACommandThatCameBehindItsOwn() {
    SpiSlave pins = new SpiSlave(ModuleOptions.defaults().wire(), _ -> {}, (_, _) -> {});
    for (byte mosi : SOCKW) {
      pins.clock(mosi);
    }
    pins.send(0, Bench.bytes("02 13 00 00 00"), true);
    assertThat(pins.irqAsserted()).isFalse();
    pins.send(0, Bench.bytes("02 33 FF 00 00"), false);
    assertThat(pins.irqAsserted()).isTrue();
    byte[] miso = new byte[10];
    for (int i = 0; i < miso.length; i++) {
      miso[i] = (byte) pins.clock(0);
    }
    assertThat(Bench.hex(miso)).isEqualTo("02 13 00 00 00 02 33 FF 00 00");
  }

  @Test
  void nothingGoesAheadBehindTheLoneSync() throws Exception {
    try (Bench bench = Bench.booted(o -> o.dataSync(true).eventsBeforeData(true))) {
      bench.exchange(SOCKW);
      bench.settle();
      assertThat(bench.exchange("02")).isEqualTo("02");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(Bench.hex(bench.exchange(HELLO))).isEqualTo("00 00 00 00 00");
      assertThat(bench.drain()).containsExactly("W0@3", "R4C@3");
    }
  }

  /** A way in which no data phase comes of a command with data, and what is heard of it. */
  record Ending(
      String name, UnaryOperator<ModuleOptions.Builder> options, Step step, List<String> heard) {
    interface Step {
      void go(Bench bench) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ending> endings() {
    Step header = bench -> bench.exchange(SOCKW);
    byte[] refused = Bench.packet(Command.MQTTPUB.id(), 5, "0", "t", "3", "", "5");
    return Stream.of(
        new Ending("refused", o -> o, bench -> bench.exchange(refused), List.of("R08@3")),
        new Ending(
            "refused, the answer dropped",
            o -> o,
            bench -> {
              bench.module.dropNextReply();
              bench.exchange(refused);
            },
            List.of()),
        new Ending(
            "length that is none",
            o -> o,
            bench -> bench.exchange(Bench.packet(Command.SOCKW.id(), 0, "0", "x")),
            List.of("R21@3")),
        new Ending(
            "length 0",
            o -> o,
            bench -> bench.exchange(Bench.packet(Command.INPUTSSI.id(), 0, "0")),
            List.of("R00@3")),
        new Ending(
            "contradicted by its length field",
            o -> o.dataLength(DataLength.NOT_COUNTED),
            header,
            List.of()),
        new Ending(
            "lost on the wire",
            o -> o,
            bench -> {
              bench.module.loseNextCommand();
              bench.exchange(SOCKW);
            },
            List.of()),
        new Ending(
            "one too many",
            o -> o,
            bench -> {
              bench.module.stallNextReply(SECOND);
              for (int i = 0; i < 17; i++) {
                bench.exchange(Bench.packet(Command.AT.id(), 0));
              }
              bench.exchange(SOCKW);
              bench.turn(SECOND);
            },
            Collections.nCopies(17, "R00@3")),
        new Ending("for the UART", o -> o.strap(Strap.UART), header, List.of()));
  }

  /** With an early line it shows at once who still waits for data. */
  @ParameterizedTest
  @MethodSource("endings")
  void theWaitForDataEndsWhenNoneAreAskedFor(Ending ending) throws Exception {
    try (Bench bench = Bench.booted(o -> ending.options().apply(o).earlyDataIrq(3))) {
      ending.step().go(bench);
      assertThat(bench.drain()).isEqualTo(ending.heard());
      assertThat(bench.bus.irqAsserted()).isFalse();
      if (bench.module.options().strap() == Strap.SPI) {
        bench.module.raise(Wind.CONSOLE_ACTIVE);
        assertThat(bench.drain()).containsExactly("W0@3");
        assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      }
    }
  }

  @Test
  void aSleepingModuleWaitsForNoData() throws Exception {
    try (Bench bench = Bench.booted(o -> o.earlyDataIrq(3))) {
      bench.reply(Command.PMS, "2");
      bench.drain();
      bench.exchange(SOCKW);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      assertThat(bench.drain()).containsExactly("W0@3");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aModuleThatHangsWaitsForNoData(boolean header) throws Exception {
    try (Bench bench = Bench.booted(o -> o.earlyDataIrq(3))) {
      bench.module.stallNextReply(SECOND);
      bench.send(Command.AT);
      if (header) {
        bench.exchange(SOCKW);
      }
      bench.module.faults().stackOverflow("rx");
      assertThat(bench.drain()).containsExactly("W9@3 rx");
      if (!header) {
        bench.exchange(SOCKW);
        bench.settle();
      }
      assertThat(bench.bus.irqAsserted()).isFalse();
    }
  }

  // The line.

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLineRisesWithTheLastByteThoughPacketsWait(boolean eventsBeforeData) throws Exception {
    try (Bench bench = Bench.booted(o -> o.eventsBeforeData(eventsBeforeData))) {
      bench.exchange(SOCKW);
      bench.settle();
      bench.exchange("68 65 6C 6C");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      List<Boolean> edges = new CopyOnWriteArrayList<>();
      Runnable watch = bench.module.pins().onIrq(edges::add);
      FutureTask<Boolean> high = new FutureTask<>(() -> bench.bus.awaitIrq(false, Bench.LIMIT));
      Thread waiter = Thread.ofPlatform().start(high);
      while (waiter.getState() != Thread.State.TIMED_WAITING) {
        assertThat(high.isDone()).isFalse();
        Thread.onSpinWait();
      }
      bench.exchange("6F");
      watch.run();
      assertThat(edges).containsExactly(true, false, true);
      assertThat(bench.bus.irqAsserted()).isTrue();
      assertThat(high.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.drain()).containsExactly("W0@3", "R4C@3");
    }
  }

  // Switches of MISO and of the line.

  @ParameterizedTest
  @CsvSource({"LOW, 00, 00", "HIGH, FF, FF", "LAST_BYTE, 00, 30"})
  void whatMisoShowsWhileThereIsNothingToSay(IdleMiso idle, String before, String behind)
      throws Exception {
    try (Bench bench =
        new Bench(o -> o.idleMiso(idle).bootDelay(SECOND).variable("wifi_mode", "0"))) {
      bench.settle();
      assertThat(bench.clock(0, 2)).isEqualTo(before + " " + before);
      bench.turn(SECOND.plusMillis(50));
      bench.drain();
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(bench.clock(0, 9))
          .isEqualTo("02 13 03 02 00 32 30 %s %s".formatted(behind, behind));
      assertThat(Bench.hex(bench.exchange(SOCKW))).isEqualTo((behind + " ").repeat(9).strip());
      bench.settle();
      assertThat(Bench.hex(bench.exchange(HELLO))).isEqualTo((behind + " ").repeat(5).strip());
      assertThat(bench.drain()).containsExactly("R4C@3");
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      assertThat(bench.drain()).containsExactly("W3@3 20");
      bench.module.reset();
      assertThat(bench.clock(0, 1)).as("behind a reset").isEqualTo(before);
      bench.turn(SECOND.plusMillis(50));
      bench.drain();
    }
  }

  @Test
  void theLineCanBeAheadOfTheDataPhase() throws Exception {
    try (Bench bench = Bench.online(o -> o.earlyDataIrq(3));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.exchange(SOCKW);
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.settle();
      bench.exchange("61 62 63 68 65 6C 6C 6F");
      assertThat(bench.module.pins().counters().ignored()).isEqualTo(3);
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(peer.receive(5)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "4096, true"})
  void anEarlyLineFallsBeforeTheRequest(int early, boolean low) throws Exception {
    try (Bench bench = Bench.booted(o -> o.earlyDataIrq(early))) {
      bench.module.stallNextReply(SECOND);
      bench.send(Command.AT);
      bench.exchange(SOCKW);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isEqualTo(low);
      bench.module.reset();
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.turn(Duration.ofMillis(50));
      bench.drain();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void whatComesAheadOfTheDataPhaseIsHeardAsACommand() throws Exception {
    try (Bench bench = Bench.booted(o -> o.earlyDataIrq(5))) {
      bench.exchange(SOCKW);
      bench.settle();
      bench.exchange("02 00 02 01 00");
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.exchange(HELLO);
      assertThat(bench.drain()).containsExactly("R4C@3", "R00@3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4097})
  void anEarlyLineHasItsRange(int early) {
    assertThatThrownBy(() -> ModuleOptions.builder().earlyDataIrq(early).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("earlyDataIrq " + early + ", 0 to 4096 are allowed");
  }
}
