package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The start of the module, its memory, its configuration and its clock. */
public sealed interface SystemEvent extends Indication {

  /** Messages without variables. */
  enum Notice implements SystemEvent {
    /** The module takes commands from now on (WIND 0). */
    CONSOLE_ACTIVE(Wind.CONSOLE_ACTIVE),
    /** The module restarts (WIND 2). */
    RESET(Wind.RESET),
    /** The heap is nearly used up (WIND 4). */
    LOW_MEMORY(Wind.LOW_MEMORY),
    /** Variables of an older firmware were taken over (WIND 73). */
    CONFIGURATION_UPDATED(Wind.SYSTEM_CONFIGURATION_UPDATED);

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
   * Firmware has started (WIND 1).
   *
   * @param date when it was built, {@code yymmdd}
   * @param build the hash of its sources
   * @param model {@code SPWF04S}
   */
  record PowerOn(String date, String build, String model) implements SystemEvent {}

  /**
   * The watchdog runs (WIND 3).
   *
   * @param timeout its time-out, of whole seconds
   */
  record WatchdogRunning(Duration timeout) implements SystemEvent {}

  /**
   * Start-up failed (WIND 7). The module halts, except for reasons 10 to 12.
   *
   * @param reason what failed
   * @param code the number on the wire
   */
  record ConfigurationFailure(WindReason.Configuration reason, int code) implements SystemEvent {}

  /**
   * The processor faulted (WIND 8).
   *
   * @param task the name of the task
   * @param registers the registers as the module prints them
   */
  record HardFault(String task, String registers) implements SystemEvent {}

  /**
   * A task used up its stack (WIND 9).
   *
   * @param task its name
   */
  record StackOverflow(String task) implements SystemEvent {}

  /**
   * A task asked for more memory than there is (WIND 10).
   *
   * @param task its name
   * @param required bytes
   * @param available bytes
   */
  record MallocFailed(String task, long required, long available) implements SystemEvent {}

  /**
   * The copyright (WIND 13).
   *
   * @param model the variable nv_model, {@code SPWF04SA}
   */
  record Copyright(String model) implements SystemEvent {}

  /**
   * The boot loader is at work (WIND 17).
   *
   * @param step what it does
   * @param version its version, {@code 1.0}, of the welcome alone
   * @param reason why the update was given up, 0 for any other step
   */
  record BootLoader(Step step, @Nullable String version, int reason) implements SystemEvent {
    /** What the boot loader does. */
    public enum Step {
      WELCOME,
      UPDATE_ABORTED,
      UPDATE_BEGUN,
      UPDATE_COMPLETED,
      CLEANUP
    }
  }

  /**
   * The variables have their factory values again (WIND 65).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record FactoryReset(WindReason.FactoryReset reason, int code) implements SystemEvent {}

  /**
   * The clock was set by NTP (WIND 84).
   *
   * @param time the new time, of whole seconds
   */
  record ClockSet(Instant time) implements SystemEvent {}
}
