package io.github.spwf04.wifi;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.AccessPointEvent;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.RadioEvent;
import io.github.spwf04.event.StationEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.system.ConfigCommands;
import io.github.spwf04.time.Time;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the module into a network, or makes it one: sequences of commands that must not mix, and
 * the memory of what was joined last.
 */
final class Joining {
  /** What ends a join: the network was found, and did not take the module. */
  private static final Set<Wind> FAILURES =
      EnumSet.of(
          Wind.WIFI_JOIN_FAILED,
          Wind.WIFI_DEAUTHENTICATION,
          Wind.WIFI_DISASSOCIATION,
          Wind.REJECTED_FOUND_NETWORK,
          Wind.REJECTED_ASSOCIATION,
          Wind.WIFI_AUTHENTICATION_TIMED_OUT,
          Wind.WIFI_ASSOCIATION_TIMED_OUT,
          Wind.MIC_FAILURE);

  private static final String STATION = "1";
  private static final String MINI_AP = "3";

  /** How long the radio of a module that has just booted may take. */
  private static final Duration HARDWARE_START = Duration.ofSeconds(3);

  /** Events of the radio that a message names at most. */
  private static final int REPORTED = 16;

  private final ModuleCalls own;
  private final @Nullable ReconnectPolicy reconnect;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile WifiCommands.@Nullable Login last;

  /** Counts what callers do with the radio, see {@link #again}. Moves behind {@link #last}. */
  private final AtomicLong wishes = new AtomicLong();

  private boolean watched;

  /**
   * An attempt to join again.
   *
   * @param wifi by what; refused as soon as a caller wants something else
   * @param login what the caller has joined last
   */
  record Attempt(WifiCommands wifi, WifiCommands.Login login) {}

  /**
   * @param own with the deadlines of the options, for joining again
   * @param reconnect when to, or null for never
   */
  Joining(ModuleCalls own, @Nullable ReconnectPolicy reconnect) {
    this.own = own;
    this.reconnect = reconnect;
  }

  /** No network is to be joined again. */
  void forget() {
    wish(null);
  }

  private void wish(WifiCommands.@Nullable Login login) {
    last = login;
    wishes.incrementAndGet();
  }

  /** The next attempt to join again, or null when nobody wants to be in a network. */
  @Nullable Attempt again() {
    long wish = wishes.get();
    WifiCommands.Login login = last;
    if (login == null) {
      return null;
    }
    Guard unchanged =
        () -> {
          if (wishes.get() != wish) {
            throw new SpwfException.LinkLost(
                "joining " + login.ssid() + " again has given way to what the caller wants", null);
          }
        };
    return new Attempt(new WifiCommands(own, this, unchanged), login);
  }

  void on(ModuleCalls calls) throws InterruptedException {
    on(calls, Guard.NONE);
  }

  private void on(ModuleCalls calls, Guard guard) throws InterruptedException {
    radio(calls, guard, 1, ModuleError.RADIO_ENABLED);
  }

  void off(ModuleCalls calls) throws InterruptedException {
    Duration timeout = calls.options().commandTimeout();
    try (Subscription<RadioEvent> events = calls.events(RadioEvent.class)) {
      if (radio(calls, Guard.NONE, 0, ModuleError.RADIO_NOT_RUNNING)
          && events.await(RadioEvent.Notice.POWERED_DOWN::equals, timeout) == null) {
        throw new SpwfException.TimedOut(
            "WIND 38, WiFi Powered Down, did not come within " + timeout.toMillis() + " ms");
      }
    }
  }

  InetAddress join(ModuleCalls calls, WifiCommands.Login login, Duration timeout)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      wish(login);
      watch();
      return join(calls, Guard.NONE, login, timeout);
    } finally {
      // An attempt that has waited for this must not take the network away again.
      wishes.incrementAndGet();
      lock.unlock();
    }
  }

  /**
   * As {@link #join}, for the reconnector.
   *
   * @param unchanged refuses it when a caller wants something else by now
   */
  InetAddress joinAgain(Guard unchanged, WifiCommands.Login login, Duration timeout)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      unchanged.check();
      return join(own, unchanged, login, timeout);
    } finally {
      lock.unlock();
    }
  }

  private InetAddress join(
      ModuleCalls calls, Guard guard, WifiCommands.Login login, Duration timeout)
      throws InterruptedException {
    configure(calls, STATION, login.ssid(), login.credentials().variables());
    try (EventSubscription events = calls.events()) {
      // Of an attempt: who switches the radio off meanwhile does not find it on again.
      on(calls, guard);
      return awaitAddress(calls, "joining " + login.ssid(), events, timeout);
    }
  }

  InetAddress joinByWps(ModuleCalls calls, WpsMode mode, Consumer<String> pin, Duration timeout)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      forget();
      awaitHardware(calls);
      off(calls);
      new ConfigCommands(calls).set("wifi_mode", STATION);
      try (EventSubscription events = calls.events()) {
        on(calls);
        if (events.await(Wind.WIFI_HARDWARE_STARTED, HARDWARE_START) == null) {
          throw new SpwfException.TimedOut("WIND 32, WiFi Hardware Started, did not come");
        }
        String told = wps(calls, mode);
        if (!told.isEmpty()) {
          pin.accept(told);
        }
        return awaitAddress(calls, "joining by WPS", events, timeout);
      }
    } finally {
      lock.unlock();
    }
  }

  InetAddress startMiniAp(ModuleCalls calls, MiniApOptions options, Duration timeout)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      forget();
      configure(calls, MINI_AP, options.ssid(), options.variables());
      try (EventSubscription events = calls.events()) {
        on(calls);
        return awaitAddress(calls, "starting the access point " + options.ssid(), events, timeout);
      }
    } finally {
      lock.unlock();
    }
  }

  private void configure(ModuleCalls calls, String mode, String ssid, Map<String, String> variables)
      throws InterruptedException {
    awaitHardware(calls);
    off(calls);
    ConfigCommands config = new ConfigCommands(calls);
    config.set("wifi_mode", mode);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      config.set(variable.getKey(), variable.getValue());
    }
    calls.run(Command.SSIDTXT, ssid);
  }

  /** The first network that is joined is the first that can be lost. */
  private void watch() {
    if (reconnect != null && !watched) {
      watched = true;
      Reconnector.start(own, reconnect, this::again);
    }
  }

  /**
   * Waits for WIND 32 after a boot. Before it the radio cannot be switched off, and would come up
   * by itself with the old configuration. A module that never reports it is gone on with.
   */
  private static void awaitHardware(ModuleCalls calls) throws InterruptedException {
    try (EventSubscription events = calls.events()) {
      if (calls.state() == WifiState.HARDWARE_POWER_UP) {
        events.await(Wind.WIFI_HARDWARE_STARTED, HARDWARE_START);
      }
    }
  }

  private static InetAddress awaitAddress(
      ModuleCalls calls, String what, EventSubscription events, Duration timeout)
      throws InterruptedException {
    Time time = calls.time();
    long end = time.deadline(timeout);
    List<String> reported = new ArrayList<>();
    while (events.next(time.until(end)) instanceof Event event) {
      if (!(event instanceof WindEvent wind)) {
        continue;
      }
      // The IPv6 address may come first (field-facts D).
      if (wind.indication() instanceof StationEvent.AddressAssigned up
          && up.address() instanceof Inet4Address address) {
        return address;
      }
      if (reported.size() < REPORTED) {
        reported.add(wind.toString());
      }
      if (FAILURES.contains(wind.wind())) {
        throw new SpwfException.JoinFailed(
            what + " failed; the radio said " + reported, wind.number());
      }
      if (wind.indication() == StationEvent.Notice.WPS_TIMED_OUT
          || wind.indication() instanceof AccessPointEvent.StartFailed) {
        break;
      }
    }
    throw new SpwfException.TimedOut(
        what + " gave no address within " + timeout.toMillis() + " ms; the radio said " + reported);
  }

  /** WPS alone; gives the PIN, empty when a button is used. */
  static String wps(ModuleCalls calls, WpsMode mode) throws InterruptedException {
    return calls.call(Command.WPS, calls.options().connectTimeout(), Joining::pin, mode.ordinal());
  }

  /** The PIN of a reply; empty when a button is used. */
  private static String pin(Reply reply) {
    for (Line row : List.of(Line.USER_PIN, Line.RANDOM_PIN)) {
      List<Fields> lines = reply.all(row);
      if (!lines.isEmpty()) {
        return lines.getFirst().text("pin");
      }
    }
    return "";
  }

  /** Whether the radio changed; the harmless error says that it had that state before. */
  private static boolean radio(ModuleCalls calls, Guard guard, int action, ModuleError harmless)
      throws InterruptedException {
    try {
      return calls.call(
          guard,
          Command.WIFI,
          Arguments.of(action),
          null,
          calls.options().commandTimeout(),
          reply -> true);
    } catch (SpwfException.Rejected e) {
      if (e.is(harmless)) {
        return false;
      }
      throw e;
    }
  }
}
