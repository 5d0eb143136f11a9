package io.github.spwf04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.GpioInterrupt;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.RadioEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.time.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class Spwf04Test {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String AT = "0200020100";
  private static final String OK = "023a000000";
  private static final String CONSOLE = "0210000000";
  private static final String POWER_ON = "0210010500" + "612d622d63";
  private static final String WATCHDOG = "0210030200" + "3230";
  private static final String WRONG_STRAP = "0210070200" + "3130";
  private static final String COPYRIGHT = "02100d0100" + "41";

  private final ScriptedBus bus = new ScriptedBus();
  private final WatchedTime time = new WatchedTime();
  private final Spwf04 spwf =
      Spwf04.open(bus, Spwf04Options.defaults().withEventCapacity(4).withTime(time));

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void aConsoleOfTheBootBeforeDoesNotPassForThatOfThisOne() throws Exception {
    bus.hear("0200020100").pause().say("0210000000").say(OK);
    bus.atReset().say("0210020000").say("0210000000");
    Thread busy = Thread.ofVirtual().start(() -> check());
    bus.awaitPause();
    CompletableFuture<List<WindEvent>> boot = new CompletableFuture<>();
    time.awaitWaiter(booting(spwf, boot));
    bus.goOn();
    assertThat(boot.get(10, TimeUnit.SECONDS)).extracting(WindEvent::number).containsExactly(2, 0);
    busy.join();
  }

  /** What waits on the line is heard first: a boot that was broken off, and one under way. */
  @Test
  void aBootUnderWayIsWaitedFor() throws Exception {
    bus.hear(AT).pause().say(OK);
    bus.say(POWER_ON).say(COPYRIGHT).say(WRONG_STRAP).say(POWER_ON).say(COPYRIGHT);
    bus.hear(AT).pause().say(WATCHDOG).say(CONSOLE).say(OK);
    Thread busy = Thread.ofVirtual().start(() -> check());
    bus.awaitPause();
    CompletableFuture<List<WindEvent>> boot = new CompletableFuture<>();
    time.awaitWaiter(booting(spwf, boot));
    CompletableFuture<CommandReply> behind = spwf.executeAsync(Command.AT, List.of(), null);
    bus.goOn();
    bus.awaitPause();
    bus.goOn();
    assertThat(boot.get(10, TimeUnit.SECONDS))
        .extracting(WindEvent::number)
        .containsExactly(7, 1, 13, 3, 0);
    assertThat(bus.resets()).isZero();
    behind.get(10, TimeUnit.SECONDS);
    busy.join();
    bus.atReset().say(POWER_ON).say(CONSOLE);
    assertThat(spwf.boot(LONG)).extracting(WindEvent::number).containsExactly(1, 0);
    assertThat(bus.resets()).as("one that has come to its end").isEqualTo(1);
  }

  @Test
  void aBootThatHaltsIsBegunAgain() throws Exception {
    ManualClock clock = new ManualClock();
    WatchedTime watched = new WatchedTime(clock);
    ScriptedBus halting = new ScriptedBus(clock);
    try (Spwf04 other = Spwf04.open(halting, Spwf04Options.defaults().withTime(watched))) {
      halting.say(POWER_ON).hear(AT).say(OK);
      other.system().check();
      CompletableFuture<List<WindEvent>> boot = new CompletableFuture<>();
      watched.awaitWaiter(booting(other, boot));
      halting.hear(AT).say(OK);
      // Behind it the boot is waited for.
      other.system().check();
      assertThat(halting.resets()).isZero();
      halting.atReset().say(POWER_ON).say(CONSOLE);
      clock.advance(Duration.ofSeconds(5));
      assertThat(boot.get(10, TimeUnit.SECONDS))
          .extracting(WindEvent::number)
          .containsExactly(1, 0);
      assertThat(halting.resets()).isEqualTo(1);
    }
    assertThat(halting.faults()).isEmpty();
  }

  @Test
  void aSlowReaderOfEventsLosesTheOldestAndIsTold() throws Exception {
    EventSubscription events = spwf.events();
    bus.say("0210200000").say("0210260000").say("0210000000").say("0220010000");
    bus.hear("0200020100").say(OK);
    check();
    // The state changes with the first packet and with the last.
    assertThat(events.dropped()).isEqualTo(2);
    assertThat(events.next(Duration.ZERO))
        .isInstanceOfSatisfying(WindEvent.class, wind -> assertThat(wind.number()).isEqualTo(38));
    assertThat(events.next(Duration.ZERO))
        .isInstanceOfSatisfying(WindEvent.class, wind -> assertThat(wind.number()).isZero());
    assertThat(events.next(Duration.ZERO))
        .isInstanceOfSatisfying(
            Event.CriticalError.class,
            e -> assertThat(e.error()).isEqualTo(ModuleError.of(ModuleError.Table.COMMAND, 1)));
    assertThat(events.next(Duration.ZERO))
        .isInstanceOfSatisfying(
            Event.StateChanged.class,
            e -> {
              assertThat(e.before()).isEqualTo(WifiState.HARDWARE_POWER_UP);
              assertThat(e.now()).isEqualTo(WifiState.LINK_UP);
            });
    assertThat(events.next(Duration.ZERO)).isNull();
  }

  @Test
  void eventsOfWhatIsClosedHaveAnEnd() throws Exception {
    EventSubscription before = spwf.events();
    spwf.close();
    assertThat(before.stream()).isEmpty();
    assertThat(spwf.events().stream()).isEmpty();
    assertThat(spwf.events().next(Duration.ofHours(1))).isNull();
    assertThat(spwf.events(WindEvent.class).stream()).isEmpty();
  }

  @Test
  void awaitingOneEventLeavesTheOthersInTheirOrder() throws Exception {
    EventSubscription events = spwf.events();
    bus.say("0210200000").say("0210000000").hear("0200020100").say(OK);
    check();
    assertThat(events.await(Wind.CONSOLE_ACTIVE, Duration.ZERO)).isNotNull();
    assertThat(events.await(Wind.CONSOLE_ACTIVE, Duration.ZERO)).isNull();
    assertThat(events.await(Wind.WIFI_HARDWARE_STARTED, Duration.ZERO)).isNotNull();
  }

  @Test
  void whatAWindSaysIsReadOnceForAll() throws Exception {
    EventSubscription all = spwf.events();
    Subscription<GpioInterrupt> one = spwf.events(GpioInterrupt.class);
    Subscription<GpioInterrupt> other = spwf.events(GpioInterrupt.class);
    bus.say("0210340300" + "363a31").hear("0200020100").say(OK);
    check();
    GpioInterrupt read = Objects.requireNonNull(one.next(Duration.ZERO));
    assertThat(other.next(Duration.ZERO)).isSameAs(read);
    assertThat(Objects.requireNonNull(all.await(Wind.GPIO_INTERRUPT, Duration.ZERO)).indication())
        .isSameAs(read);
  }

  @Test
  void eventsOfATypeComeAloneAndKeepWhatCameBeforeTheWait() throws Exception {
    Subscription<GpioInterrupt> edges = spwf.events(GpioInterrupt.class);
    Subscription<RadioEvent> radio = spwf.events(RadioEvent.class);
    Subscription<Indication.Other> others = spwf.events(Indication.Other.class);
    bus.say("0210340300" + "363a31").say("0210200000").say("0210340300" + "373a30");
    bus.say("02105b0100" + "78").hear("0200020100").say(OK);
    check();
    assertThat(edges.await(edge -> edge.gpio() == 7, Duration.ZERO))
        .isEqualTo(new GpioInterrupt(7, false));
    assertThat(edges.next(Duration.ZERO)).isEqualTo(new GpioInterrupt(6, true));
    assertThat(edges.next(Duration.ZERO)).isNull();
    assertThat(radio.next(Duration.ZERO)).isEqualTo(RadioEvent.Notice.HARDWARE_STARTED);
    assertThat(others.next(Duration.ZERO)).isEqualTo(new Indication.Other(91, "x"));
    assertThatThrownBy(() -> spwf.events(String.class))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void aStreamOfEventsGoesOnUntilItIsClosed() throws Exception {
    Subscription<GpioInterrupt> edges = spwf.events(GpioInterrupt.class);
    bus.say("0210340300" + "363a31").say("0210340300" + "373a30");
    CompletableFuture<List<Integer>> read = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () ->
                read.complete(
                    edges.stream()
                        .peek(
                            edge -> {
                              if (edge.gpio() == 7) {
                                edges.close();
                              }
                            })
                        .map(GpioInterrupt::gpio)
                        .toList()));
    assertThat(read.get(10, TimeUnit.SECONDS)).containsExactly(6, 7);
  }

  @Test
  void droppedEventsAreCounted() {
    Subscription<GpioInterrupt> edges = spwf.events(GpioInterrupt.class);
    for (int edge = 0; edge < 5; edge++) {
      bus.say("0210340300" + "363a31");
    }
    bus.say("0210200000").hear("0200020100").say(OK);
    check();
    assertThat(edges.dropped()).isEqualTo(1);
    assertThat(spwf.statistics().droppedEvents()).isEqualTo(1);
  }

  @Test
  void anIdThatIsGivenAgainIsOutOfReachForItsOldHolder() throws Exception {
    bus.hear("0200094104" + "0161" + "0131" + "00" + "0174");
    bus.say("023aff0e00" + "4f6e3a3132372e302e302e313a30").say(OK);
    SpwfSocket old = spwf.sockets().open("a", 1, SocketKind.TCP);
    assertThat(old.address()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    bus.hear("0200094104" + "0161" + "0131" + "00" + "0174");
    bus.say("023aff0e00" + "4f6e3a3132372e302e302e313a30").say(OK);
    SpwfSocket young = spwf.sockets().open("a", 1, SocketKind.TCP);
    assertThat(young.id()).isZero();
    assertThatThrownBy(old::pending)
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("its id was given to another socket");
    old.close();
    bus.hear("020004420101" + "30").say("023aff0100" + "35").say(OK);
    assertThat(young.pending()).isEqualTo(5);
  }

  /** Boots on a thread of its own. */
  private static Thread booting(Spwf04 spwf, CompletableFuture<List<WindEvent>> boot) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                boot.complete(spwf.boot(LONG));
              } catch (InterruptedException | RuntimeException e) {
                boot.completeExceptionally(e);
              }
            });
  }

  private void check() {
    try {
      spwf.system().check();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
