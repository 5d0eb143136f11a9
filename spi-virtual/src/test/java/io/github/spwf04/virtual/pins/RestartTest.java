package io.github.spwf04.virtual.pins;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A module that restarts at any byte of a command with data boots, and hears the next command. */
class RestartTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BOOT = Duration.ofMillis(11);
  private static final Duration STANDBY_TIME = Duration.ofSeconds(30);
  private static final byte[] SOCKW = Bench.packet(Command.SOCKW.id(), 5, "0", "5");

  enum Restart {
    WATCHDOG,
    HARDWARE_RESET,
    POWER_CYCLE,
    STANDBY;

    /** Standby comes when the PMS that was sent before has been carried out. */
    void go(Bench bench) throws Exception {
      switch (this) {
        case WATCHDOG -> bench.module.faults().watchdog();
        case HARDWARE_RESET -> bench.bus.reset();
        case POWER_CYCLE -> bench.module.powerCycle();
        case STANDBY -> bench.turn(STANDBY_TIME);
      }
      bench.turn(BOOT);
    }
  }

  /** What a module can be, and the bytes that make up a whole data phase of five bytes then. */
  enum Kind {
    AS_IT_COMES("hello", o -> o),
    EARLY_LINE("..hello", o -> o.earlyDataIrq(2)),
    EARLY_LINE_AND_A_SYNC("\2\0hello", o -> o.earlyDataIrq(2)),
    LONE_SYNC("\2hello", o -> o.dataSync(true).deafUntilSelected(true).eventsBeforeData(true));

    private final byte[] data;
    private final UnaryOperator<ModuleOptions.Builder> options;

    Kind(String data, UnaryOperator<ModuleOptions.Builder> options) {
      this.data = data.getBytes(ISO_8859_1);
      this.options = options;
    }
  }

  record Point(Restart restart, Kind kind, int header, int data) {}

  static Stream<Point> points() {
    List<Point> points = new ArrayList<>();
    for (Restart restart : Restart.values()) {
      for (Kind kind : Kind.values()) {
        for (int k = 1; k < SOCKW.length; k++) {
          points.add(new Point(restart, kind, k, 0));
        }
        for (int m = 0; m <= kind.data.length; m++) {
          points.add(new Point(restart, kind, SOCKW.length, m));
        }
      }
    }
    return points.stream();
  }

  @ParameterizedTest
  @MethodSource("points")
  void itBootsAndHearsTheNextCommand(Point point) throws Exception {
    boolean standby = point.restart() == Restart.STANDBY;
    try (Bench bench =
        Bench.booted(
            o ->
                point
                    .kind()
                    .options
                    .apply(o)
                    .variable("standby_time", "30")
                    .replyDelay(standby ? SECOND : Duration.ZERO))) {
      if (standby) {
        bench.send(Command.PMS, "3");
      }
      bench.exchange(Arrays.copyOf(SOCKW, point.header()));
      bench.settle();
      if (standby) {
        bench.turn(SECOND);
        if (point.header() == SOCKW.length && bench.module.options().wire().eventsBeforeData()) {
          // Else the data would meet them.
          assertThat(bench.read()).isEqualTo("R00@3");
          assertThat(bench.read()).isEqualTo("W67@3 30");
        }
      }
      if (point.data() > 0) {
        bench.exchange(Arrays.copyOf(point.kind().data, point.data()));
      }
      bench.settle();
      point.restart().go(bench);
      itSpeaks(bench, standby);
    }
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void whileTheRequestIsStillToCome(Restart restart) throws Exception {
    boolean standby = restart == Restart.STANDBY;
    try (Bench bench =
        Bench.booted(
            o ->
                o.earlyDataIrq(2)
                    .variable("standby_time", "30")
                    .replyDelay(standby ? SECOND : Duration.ZERO))) {
      if (standby) {
        bench.send(Command.PMS, "3");
      }
      bench.module.stallNextReply(SECOND.multipliedBy(2));
      bench.send(Command.AT);
      bench.exchange(SOCKW);
      bench.settle();
      if (standby) {
        bench.turn(SECOND);
      }
      restart.go(bench);
      itSpeaks(bench, standby);
    }
  }

  private static void itSpeaks(Bench bench, boolean late) throws Exception {
    assertThat(bench.drain()).contains("W0@0").endsWith("W32@3");
    assertThat(bench.bus.irqAsserted()).isFalse();
    bench.send(Command.AT);
    bench.turn(late ? SECOND : Duration.ZERO);
    assertThat(bench.drain()).containsExactly("R00@3");
  }

  @ParameterizedTest
  @CsvSource({
    "WATCHDOG, false, true",
    "WATCHDOG, true, false",
    "HARDWARE_RESET, false, true",
    "HARDWARE_RESET, true, true",
  })
  void aPacketOnItsWayOutKeepsADeafModuleDeaf(Restart restart, boolean deaf, boolean heard)
      throws Exception {
    try (Bench bench = Bench.booted(o -> o.deafUntilSelected(deaf))) {
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      SpiSlave pins = bench.module.pins();
      pins.select();
      for (int i = 0; i < 3; i++) {
        pins.clock(0);
      }
      long before = pins.counters().commands();
      restart(bench, restart);
      pins.clock(0);
      pins.clock(0);
      for (byte mosi : Bench.packet(Command.AT.id(), 0)) {
        pins.clock(mosi);
      }
      assertThat(pins.counters().commands() - before).isEqualTo(heard ? 1 : 0);
      bench.turn(BOOT);
      bench.drain();
    }
  }

  private static void restart(Bench bench, Restart restart) throws Exception {
    if (restart == Restart.WATCHDOG) {
      bench.module.faults().watchdog();
    } else {
      bench.bus.reset();
    }
    bench.settle();
  }

  @Test
  void anEventOfTheNewBootIsNotHeldByTheOldCommand() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.stallNextReply(SECOND);
      bench.send(Command.AT);
      bench.exchange(SOCKW);
      bench.module.raise(Wind.WIFI_SCANNING);
      bench.settle();
      bench.module.faults().watchdog();
      bench.settle();
      assertThat(bench.drain()).containsExactly("W21@3");
      bench.turn(BOOT);
      assertThat(bench.drain()).startsWith("W1@0 171117-0328fe3-SPWF04S").endsWith("W32@3");
    }
  }
}
