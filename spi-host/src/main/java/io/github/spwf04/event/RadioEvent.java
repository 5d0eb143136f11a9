package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;

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
  record HardwareFailure(Reason reason, int code) implements RadioEvent {
    /** Why. */
    public enum Reason implements Coded {
      /** See {@link RadioException}. */
      EXCEPTION(1),
      /** See {@link StationEvent.WpaStartFailed}. */
      WPA_START(2),
      /** {@link Notice#HARDWARE_STARTED} is missing. */
      NOT_STARTED(3),
      WRITE(4),
      NO_ACKNOWLEDGEMENT(5),
      OTHER(UNLISTED);

      private final int code;

      Reason(int code) {
        this.code = code;
      }

      @Override
      public int code() {
        return code;
      }
    }
  }

  /**
   * The radio did not start (WIND 11).
   *
   * @param reason why
   * @param code the number on the wire
   * @param register what stood in the register concerned, 32 bits
   */
  record StartupFailure(Reason reason, int code, long register) implements RadioEvent {
    /** Why. */
    public enum Reason implements Coded {
      PREFETCH(1),
      FIRMWARE_LOAD(2),
      NOT_SANE(3),
      PLL(4),
      WAKE(5),
      LOW_ID(6),
      MEDIUM_ID(7),
      HIGH_ID(8),
      DIRECT_MODE(9),
      TEST_MODE(10),
      OTHER(UNLISTED);

      private final int code;

      Reason(int code) {
        this.code = code;
      }

      @Override
      public int code() {
        return code;
      }
    }
  }

  /**
   * Power saving failed (WIND 12).
   *
   * @param reason why
   * @param code the number on the wire
   * @param status the radio's status
   */
  record PowerSaveFailure(Reason reason, int code, int status) implements RadioEvent {
    /** Why. */
    public enum Reason implements Coded {
      REFUSED(1),
      NO_ANSWER_OF_ACCESS_POINT(2),
      REPORTED_BY_RADIO(3),
      OTHER(UNLISTED);

      private final int code;

      Reason(int code) {
        this.code = code;
      }

      @Override
      public int code() {
        return code;
      }
    }
  }

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
