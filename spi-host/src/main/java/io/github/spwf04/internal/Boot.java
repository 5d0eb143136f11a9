package io.github.spwf04.internal;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a module comes up again behind a reset. */
public final class Boot {
  private Boot() {}

  /**
   * Waits until the module takes commands.
   *
   * @return the WINDs up to WIND 0, in order
   * @throws SpwfException.TimedOut when WIND 0 does not come
   */
  public static List<WindEvent> await(Time time, EventSubscription events, Duration timeout)
      throws InterruptedException {
    List<WindEvent> boot = new ArrayList<>();
    if (await(boot, time, events, time.deadline(timeout))) {
      return boot;
    }
    throw missing(timeout, boot);
  }

  /**
   * Waits until the module takes commands.
   *
   * @param boot gets the WINDs up to WIND 0, in order
   * @param end how long, on {@link Time#nanoTime}
   * @return whether WIND 0 has come
   */
  static boolean await(List<WindEvent> boot, Time time, EventSubscription events, long end)
      throws InterruptedException {
    while (events.next(time.until(end)) instanceof Event event) {
      if (event instanceof WindEvent wind) {
        boot.add(wind);
        if (wind.is(Wind.CONSOLE_ACTIVE)) {
          return true;
        }
      }
    }
    return false;
  }

  static SpwfException.TimedOut missing(Duration timeout, List<WindEvent> boot) {
    return new SpwfException.TimedOut(
        "the module did not report WIND 0, Console active, within "
            + timeout.toMillis()
            + " ms; it reported "
            + boot);
  }
}
