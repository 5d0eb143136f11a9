package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;

/** The radio itself, whatever network it serves. */
public sealed interface RadioEvent extends Indication {

  /** Messages without variables. */
  enum Notice implements RadioEvent {
    /** The radio is ready (WIND 32). */
    HARDWARE_STARTED(Wind.WIFI_HARDWARE_STARTED),
    /** The radio is off (WIND 38). */
    POWERED_DOWN(Wind.WIFI_POWERED_DOWN);

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
   * The radio is dead (WIND 5).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record HardwareFailure(WindReason.HardwareFailure reason, int code) implements RadioEvent {}

  /**
   * The radio did not start (WIND 11).
   *
   * @param reason why
   * @param code the number on the wire
   * @param register what stood in the register concerned, 32 bits
   */
  record StartupFailure(WindReason.RadioStartup reason, int code, long register)
      implements RadioEvent {}

  /**
   * Power saving failed (WIND 12).
   *
   * @param reason why
   * @param code the number on the wire
   * @param status the radio's status
   */
  record PowerSaveFailure(WindReason.PowerSave reason, int code, int status)
      implements RadioEvent {}

  /**
   * The radio's firmware failed (WIND 31).
   *
   * @param reason its own number
   * @param file the source file concerned
   * @param register1 content of a register, 32 bits
   * @param register2 content of another, 32 bits
   */
  record RadioException(int reason, String file, long register1, long register2)
      implements RadioEvent {}

  /**
   * The radio sent an event that the module does not know (WIND 34).
   *
   * @param event its number
   */
  record UnhandledEvent(int event) implements RadioEvent {}

  /**
   * The radio sent an indication that the module does not know (WIND 36).
   *
   * @param indication its number
   */
  record UnhandledIndication(int indication) implements RadioEvent {}

  /**
   * A management, data or other frame that the module does not know (WIND 42, 43 and 44).
   *
   * @param kind which of them
   * @param frame the number of the frame
   */
  record UnhandledFrame(Kind kind, int frame) implements RadioEvent {
    /** Kinds of frames. */
    public enum Kind {
      MANAGEMENT,
      DATA,
      UNKNOWN
    }
  }
}
