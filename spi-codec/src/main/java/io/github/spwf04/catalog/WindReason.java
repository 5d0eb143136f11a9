package io.github.spwf04.catalog;

import java.util.Arrays;
import java.util.List;

/**
 * What a WIND gives as its {@code reason}, a type for each WIND that explains its reasons. Each has
 * a constant {@code OTHER} for every number that the manual does not explain there. Long because
 * the tables are.
 */
public sealed interface WindReason {
  /** The code of a constant that stands for every number the manual does not explain. */
  int UNLISTED = -1;

  /** The number on the wire, or {@link #UNLISTED}. */
  int code();

  /** What it means. */
  String meaning();

  /** The constant of a number; {@code OTHER} for one that has none. */
  static <E extends Enum<E> & WindReason> E of(Class<E> type, long code) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.code() == code) {
        return constant;
      }
    }
    // The last one, which WindTest holds each type to.
    return constants[constants.length - 1];
  }

  /** Those of a type that the manual explains, in its order. */
  static List<WindReason> listed(Class<? extends WindReason> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(reason -> reason.code() != UNLISTED)
        .<WindReason>map(reason -> reason)
        .toList();
  }

  /** Why the radio is dead (WIND 5). */
  enum HardwareFailure implements WindReason {
    EXCEPTION(1, "radio exception, see WIND 31"),
    WPA_START(2, "WPA could not start, see WIND 50"),
    NOT_STARTED(3, "radio did not start, WIND 32 is missing"),
    WRITE(4, "radio could not be written to"),
    NO_ACKNOWLEDGEMENT(5, "radio did not acknowledge in time"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    HardwareFailure(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** What failed at start-up (WIND 7). */
  enum Configuration implements WindReason {
    CLOCK(4, "real-time clock could not be set up"),
    SYSTEM_TICK(6, "system tick could not be set up"),
    FLASH_WRITE(7, "flash could not be written"),
    MICROPYTHON(8, "MicroPython found a fatal error"),
    QUEUES(9, "UART or SPI queues could not be made"),
    INTERFACE_STRAP(10, "interface strap and console_enabled disagree"),
    EXTERNAL_FLASH_FORMAT(11, "external flash could not be formatted"),
    EXTERNAL_FLASH_MOUNT(12, "external flash could not be mounted"),
    APPLICATION_DISK(13, "application disk could not be mounted"),
    RAM_DISK(14, "RAM disk could not be made"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    Configuration(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why the radio did not start (WIND 11). */
  enum RadioStartup implements WindReason {
    PREFETCH(1, "prefetch bit could not be set"),
    FIRMWARE_LOAD(2, "radio firmware could not be loaded"),
    NOT_SANE(3, "radio found not sane"),
    PLL(4, "PLL register could not be set"),
    WAKE(5, "radio could not be woken"),
    LOW_ID(6, "low id register is wrong"),
    MEDIUM_ID(7, "medium id register is wrong"),
    HIGH_ID(8, "high id register is wrong"),
    DIRECT_MODE(9, "direct mode could not be set"),
    TEST_MODE(10, "test mode could not be set"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    RadioStartup(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why power saving failed (WIND 12). */
  enum PowerSave implements WindReason {
    REFUSED(1, "radio refused the power mode"),
    NO_ANSWER_OF_ACCESS_POINT(2, "access point did not answer in time"),
    REPORTED_BY_RADIO(3, "radio reported it"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    PowerSave(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why joining failed (WIND 20). */
  enum Join implements WindReason {
    CONFIGURATION(1, "radio could not be configured"),
    NO_ACKNOWLEDGEMENT(2, "radio did not acknowledge in time"),
    CONFIGURATION_AFTER_JOIN(3, "radio could not be configured after the join"),
    OTHER(UNLISTED, "status of the radio");

    private final int code;
    private final String meaning;

    Join(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why WPA did not start (WIND 50). */
  enum WpaStart implements WindReason {
    SUPPLICANT(1, "supplicant could not start"),
    PEER_TABLE(2, "peer table could not be made"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    WpaStart(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why a connection ended (WIND 58 and 62). */
  enum Closure implements WindReason {
    FIN(0, "closed by the peer"),
    RESET(1, "reset by the peer, or no answer to FIN"),
    RETRANSMISSIONS(2, "too many retransmissions"),
    NETWORK_BROKEN(3, "network layer broken"),
    TIMEOUT(4, "timed out"),
    UNREACHABLE(5, "destination unreachable"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    Closure(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why the variables have their factory values (WIND 65). */
  enum FactoryReset implements WindReason {
    GPIO0_HIGH(0, "GPIO0 high at start-up, or the reset line not stable"),
    CHECKSUM(1, "saved values damaged"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    FactoryReset(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** How the radio saves power (WIND 66). */
  enum LowPower implements WindReason {
    STANDARD(1, "standard power saving"),
    FAST(2, "fast power saving"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    LowPower(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why an association was refused (WIND 75). */
  enum Association implements WindReason {
    SUPPLICANT_MEMORY(0xFFFF, "no memory for the supplicant"),
    OTHER(UNLISTED, "radio could not be configured");

    private final int code;
    private final String meaning;

    Association(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why a server turned a client away (WIND 83). */
  enum ClientRefusal implements WindReason {
    MEMORY(1, "not enough memory"),
    TOO_MANY_CLIENTS(2, "too many clients (UDP only)"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    ClientRefusal(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why there is no address from DHCP (WIND 85). */
  enum Dhcp implements WindReason {
    NO_ANSWER(0, "no answer"),
    MALFORMED_ANSWER(1, "answer malformed"),
    TIMEOUT_VALUE(2, "time-out value not acceptable"),
    REFUSED(3, "refused"),
    NO_ADDRESS(4, "answer without an address"),
    LEASE_TOO_SHORT(5, "lease shorter than 50 s"),
    LEASE_EXPIRED(6, "lease expired"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    Dhcp(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Where the end of the connection to a broker came from (WIND 87). */
  enum MqttClosure implements WindReason {
    CONNECTION(0, "connection level"),
    PROTOCOL(1, "MQTT protocol level"),
    OTHER(UNLISTED, "not listed in the manual");

    private final int code;
    private final String meaning;

    MqttClosure(int code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }
}
