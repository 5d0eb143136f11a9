package io.github.spwf04.internal;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a boot that has not come to WIND 0 yet. Begins with WIND 1, or with WIND 7
 * before it. Of the owner thread.
 */
final class BootUnderWay {
  /** How long a boot is waited for; one that takes longer has come to a halt, see WIND 7. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Time time;
  private final List<WindEvent> winds = new ArrayList<>();
  private long end;

  /**
   * @param winds what it has said so far, in order
   * @param end when it is given up, on {@link Time#nanoTime}
   */
  record Begun(List<WindEvent> winds, long end) {}

  BootUnderWay(Time time) {
    this.time = time;
  }

  void heard(WindEvent wind) {
    if (wind.is(Wind.CONSOLE_ACTIVE) || over()) {
      winds.clear();
    }
    if (wind.is(Wind.POWERON) && winds.stream().anyMatch(heard -> heard.is(Wind.POWERON))) {
      // Another boot; a WIND 7 right before it is of it.
      WindEvent before = winds.getLast();
      winds.clear();
      if (before.is(Wind.CONFIGURATION_FAILURE)) {
        begin(before);
      }
    }
    if (!winds.isEmpty()) {
      winds.add(wind);
    } else if (wind.is(Wind.POWERON) || wind.is(Wind.CONFIGURATION_FAILURE)) {
      begin(wind);
    }
  }

  private void begin(WindEvent wind) {
    end = time.deadline(LONGEST);
    winds.add(wind);
  }

  /** The boot that is under way, or null when there is none. */
  @Nullable Begun begun() {
    return winds.isEmpty() || over() ? null : new Begun(List.copyOf(winds), end);
  }

  /** The module is reset. */
  void forget() {
    winds.clear();
  }

  private boolean over() {
    return !winds.isEmpty() && !time.until(end).isPositive();
  }
}
