package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import java.time.Duration;

/** Saving power, and waking up. */
public sealed interface PowerEvent extends Indication {

  /** Messages without variables. */
  enum Notice implements PowerEvent {
    /** The module was woken (WIND 53). */
    WAKEUP(Wind.WAKEUP),
    /** The module is back from standby (WIND 68). */
    RESUMING_FROM_STANDBY(Wind.RESUMING_FROM_STANDBY),
    /** The processor stops (WIND 69). */
    GOING_INTO_DEEP_SLEEP(Wind.GOING_INTO_DEEP_SLEEP),
    /** The processor runs again (WIND 70). */
    RESUMING_FROM_DEEP_SLEEP(Wind.RESUMING_FROM_DEEP_SLEEP);

    private final Wind wind;

    Notice(Wind wind) {
      this.wind = wind;
    }

    /** Its row of Table 14. */
    public Wind wind() {
      return wind;
    }
  }

  /**
   * The radio saves power (WIND 66).
   *
   * @param mode how
   * @param code the number on the wire
   */
  record LowPowerMode(WindReason.LowPower mode, int code) implements PowerEvent {}

  /**
   * The module goes to standby, from which it comes back by a reset (WIND 67).
   *
   * @param duration the variable standby_time, of whole seconds
   */
  record GoingIntoStandby(Duration duration) implements PowerEvent {}
}
