package io.github.spwf04.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event.Reconnect;
import io.github.spwf04.event.Event.Reconnect.Step;
import io.github.spwf04.event.RadioEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.EchoServer;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that is lost is joined again, and every step of it is told. */
@Timeout(60)
class ReconnectTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String SSID = "a network";
  private static final String KEY = "a passphrase";

  private final ReconnectPolicy quick =
      ReconnectPolicy.defaults()
          .withPatience(Duration.ofMillis(50))
          .withPauses(Duration.ofMillis(10), 2, Duration.ofMillis(25))
          .withJitter(0, new Random(1));

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"SOFT_RESET", "RESET_LINE"})
  void aResetOfTheLadderIsFollowedByAJoin(Rung rung) throws Exception {
    VirtualModule module = module();
    Spwf04 spwf =
        joined(
            module,
            options(quick)
                .withLadder(new Ladder(List.of(rung), Duration.ZERO, Duration.ZERO, LONG)));
    EchoServer echo = keep(new EchoServer());
    SpwfSocket socket = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      module.dropNextReply();
      assertThatThrownBy(() -> spwf.within(Duration.ofMillis(300)).system().check())
          .isInstanceOf(SpwfException.TimedOut.class);
      // The next command climbs the ladder and gets its own reply.
      assertThat(spwf.config().get("nv_model")).isEqualTo("SPWF04SA");
      assertThat(until(steps, Step.CONNECTED))
          .extracting(Reconnect::step)
          .containsExactly(Step.LOST, Step.WAITING, Step.JOINING, Step.CONNECTED);
    }
    assertThatThrownBy(socket::pending).isInstanceOf(SpwfException.LinkLost.class);
    assertThat(spwf.state()).isIn(WifiState.HANDSHAKE_COMPLETE, WifiState.LINK_UP);
    SpwfSocket young = spwf.sockets().open("127.0.0.1", echo.port(), SocketKind.TCP);
    young.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResetThatTheCallerWantsIsFollowedByAJoin(boolean byLine) throws Exception {
    Spwf04 spwf = joined(module(), options(quick));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      if (byLine) {
        spwf.boot(LONG);
      } else {
        spwf.system().reset(LONG);
      }
      assertThat(until(steps, Step.CONNECTED))
          .extracting(Reconnect::step)
          .containsExactly(Step.LOST, Step.WAITING, Step.JOINING, Step.CONNECTED);
    }
    assertThat(spwf.wifi().ssid()).isEqualTo(SSID);
    assertThat(spwf.state()).isIn(WifiState.HANDSHAKE_COMPLETE, WifiState.LINK_UP);
  }

  @Test
  void withoutAPolicyAResetEndsTheNetwork() throws Exception {
    Spwf04 spwf = joined(module(), options(null));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      spwf.system().reset(LONG);
      spwf.awaitState(WifiState.SCAN_IN_PROGRESS, LONG);
      assertThat(steps.next(Duration.ZERO)).isNull();
    }
  }

  /** WPS may find another network, which an attempt would take away again. */
  @Test
  void behindWpsTheOldNetworkIsNotJoinedAgain() throws Exception {
    Spwf04 spwf = joined(module(), options(quick));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      spwf.wifi().wps(WpsMode.PUSH_BUTTON);
      spwf.system().reset(LONG);
      spwf.awaitState(WifiState.SCAN_IN_PROGRESS, LONG);
      assertThat(steps.next(Duration.ZERO)).isNull();
    }
  }

  /** An attempt that has waited for a join of the caller's would take its network away. */
  @Test
  void anAttemptGivesWayToAJoinOfTheCallers() throws Exception {
    VirtualModule module = module();
    CountDownLatch attempted = new CountDownLatch(1);
    Spwf04 spwf =
        joined(
            module,
            options(
                quick
                    .withAttempts(1, LONG)
                    .withRejoin(
                        (wifi, login, timeout) -> {
                          attempted.countDown();
                          wifi.join(login, timeout);
                        })));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class);
        Subscription<RadioEvent> radio = spwf.events(RadioEvent.class)) {
      CompletableFuture<InetAddress> joined =
          spwf.async(s -> s.wifi().join("another network", null, LONG));
      assertThat(radio.await(RadioEvent.Notice.POWERED_DOWN::equals, LONG)).isNotNull();
      module.raise(Wind.WIFI_NETWORK_LOST);
      attempted.await();
      module.radio().add(AccessPoint.open("another network"));
      assertThat(joined.get(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(until(steps, Step.CONNECTED))
          .extracting(Reconnect::step)
          .containsExactly(Step.LOST, Step.WAITING, Step.JOINING, Step.FAILED, Step.CONNECTED);
      assertThat(radio.await(RadioEvent.Notice.POWERED_DOWN::equals, Duration.ZERO)).isNull();
    }
    assertThat(spwf.wifi().ssid()).isEqualTo("another network");
  }

  @Test
  void aNetworkThatComesBackIsLeftToTheModule() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf = joined(module, options(quick.withPatience(LONG)));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      module.radio().remove(SSID);
      assertThat(Objects.requireNonNull(steps.next(LONG)).step()).isEqualTo(Step.LOST);
      module.radio().add(AccessPoint.wpa2(SSID, KEY));
      Reconnect back = Objects.requireNonNull(steps.next(LONG));
      assertThat(back.step()).isEqualTo(Step.CONNECTED);
      assertThat(back.attempt()).isZero();
    }
  }

  @Test
  void pausesGrowAndAttemptsEnd() throws Exception {
    VirtualModule module = module();
    AtomicInteger attempts = new AtomicInteger();
    ReconnectPolicy policy =
        quick
            .withAttempts(4, Duration.ofSeconds(1))
            .withRejoin(
                (_, login, timeout) -> {
                  assertThat(login.ssid()).isEqualTo(SSID);
                  assertThat(timeout).isEqualTo(Duration.ofSeconds(1));
                  throw new SpwfException.TimedOut("attempt " + attempts.incrementAndGet());
                });
    Spwf04 spwf = joined(module, options(policy));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      module.radio().remove(SSID);
      List<Reconnect> all = until(steps, Step.GAVE_UP);
      assertThat(all)
          .filteredOn(step -> step.step() == Step.WAITING)
          .extracting(step -> step.pause().toMillis())
          .containsExactly(10L, 20L, 25L, 25L);
      assertThat(all)
          .filteredOn(step -> step.step() == Step.FAILED)
          .extracting(Reconnect::detail)
          .containsExactly("attempt 1", "attempt 2", "attempt 3", "attempt 4");
    }
  }

  @Test
  void aRadioThatIsSwitchedOffStaysOff() throws Exception {
    VirtualModule module = module();
    Spwf04 spwf = joined(module, options(quick));
    try (Subscription<Reconnect> steps = spwf.events(Reconnect.class)) {
      spwf.wifi().off();
      spwf.boot(LONG);
      spwf.awaitState(WifiState.SCAN_IN_PROGRESS, LONG);
      assertThat(steps.next(Duration.ZERO)).isNull();
    }
  }

  private static List<Reconnect> until(Subscription<Reconnect> steps, Step last)
      throws InterruptedException {
    List<Reconnect> all = new ArrayList<>();
    do {
      Reconnect step = steps.next(LONG);
      assertThat(step).as("after %s", all).isNotNull();
      all.add(step);
    } while (all.getLast().step() != last);
    return all;
  }

  private static Spwf04Options options(@Nullable ReconnectPolicy policy) {
    return Spwf04Options.defaults().withReconnect(policy);
  }

  private VirtualModule module() {
    return keep(
        new VirtualModule(
            ModuleOptions.builder().accessPoint(AccessPoint.wpa2(SSID, KEY)).build()));
  }

  private Spwf04 joined(VirtualModule module, Spwf04Options options) throws Exception {
    Spwf04 spwf = keep(Spwf04.open(LoopbackBus.to(module), options));
    spwf.boot(LONG);
    spwf.wifi().join(SSID, KEY, LONG);
    return spwf;
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }
}
