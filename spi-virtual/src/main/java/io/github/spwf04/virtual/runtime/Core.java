package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the areas build on: the firmware that runs, from its boot to the next reset. Used on the
 * event loop, but for what says otherwise.
 */
public interface Core {
  // What it is; from any thread.

  ModuleOptions options();

  /** How the firmware that runs behaves. */
  FirmwareProfile profile();

  /** Whether its reset is still to come; workers look at it before they go on. */
  boolean alive();

  // Its state.

  /** The configuration variables in RAM. */
  Settings settings();

  /**
   * Those in RAM become those in flash.
   *
   * @return whether the flash has taken them
   */
  boolean saveSettings();

  /** The interface to the host. */
  Console console();

  /** The variable console_verbose. */
  int verbose();

  WifiState state();

  void state(WifiState value);

  /** Since its boot. */
  Duration uptime();

  /** The module's time of day. */
  Instant time();

  /** Sets the module's time of day. */
  void time(Instant now);

  /** Whether its heap is nearly used up. */
  boolean lowMemory();

  // The network.

  /** Whether there is a network with an address in it. */
  boolean online();

  /** The network has an address from now on, for the first time or again: all areas hear of it. */
  void networkUp();

  /** The network is gone, and with it what was connected through it: all areas hear of it. */
  void networkLost();

  // To the host.

  /** Sends a WIND unless its bit in console_wind_off_low, medium or high is set (Table 7). */
  default void wind(Wind wind, @Nullable Object... values) {
    windInForm(wind, wind.variables(), values);
  }

  /** The same in another form that its variables can have. */
  void windInForm(Wind wind, LineFormat form, @Nullable Object... values);

  /** Sends a whole reply. */
  void reply(List<Call.Part> parts);

  /** Sends packets of a reply that goes on. */
  void replyPart(List<Call.Part> parts);

  /** Commands wait from now on, as if one were being worked on. */
  void occupy();

  /** What {@link #occupy} made wait goes on. */
  void release();

  // Threads; from any of them.

  /** Runs a task on the loop; not after the reset that ends this firmware. */
  void post(Runnable task);

  /**
   * Runs a task on the loop, whether this firmware has ended or not.
   *
   * @return false when the loop itself has ended, and the task does not run
   */
  boolean postAnyway(Runnable task);

  /** Runs a task later; not after the reset that ends this firmware. */
  EventLoop.Timer after(Duration delay, Runnable task);

  /**
   * Runs a task on the loop and waits for what it gives; from any other thread.
   *
   * @return what the task gives, or null when this firmware has ended
   */
  <T> @Nullable T ask(Supplier<T> task);

  /**
   * Waits for what the loop will complete; from any other thread.
   *
   * @return what it is completed with, or null when this firmware has ended
   */
  <T> @Nullable T await(CompletableFuture<@Nullable T> answer);

  /** Runs a task that may block, on a thread of its own. */
  void spawn(Runnable task);

  /** As {@link #spawn}, on a thread of the machine, for a library that waits in a selector. */
  void spawnPlatform(Runnable task);

  // The end.

  /** It does nothing any more until the watchdog resets it. */
  void hang();

  /** The module resets itself: this firmware ends, and another one boots. */
  void restart(ResetReason reason);
}
