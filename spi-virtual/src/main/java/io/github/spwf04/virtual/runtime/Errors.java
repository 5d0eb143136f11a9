package io.github.spwf04.virtual.runtime;

/** The ids of Table 10 that the module uses. */
public final class Errors {
  public static final int COMMAND_NOT_FOUND = 1;
  static final int MISSING_ARGUMENT = 2;
  public static final int VARIABLE_NOT_FOUND = 4;
  static final int TOO_MANY_ARGUMENTS = 6;
  public static final int INVALID_ARGUMENT = 7;
  public static final int INVALID_VALUE = 8;
  public static final int NO_PYTHON = 16;
  public static final int RADIO_ENABLED = 17;
  public static final int RADIO_NOT_RUNNING = 18;
  public static final int DIRECTION = 19;
  static final int INVALID_GPIO = 20;
  public static final int GPIO6_WAKES = 21;
  public static final int INTERRUPT_RESERVED = 22;
  public static final int GPIO10_BLINKS = 23;
  public static final int NOT_WITH_SPI = 24;
  public static final int INTERRUPT_SET = 25;
  static final int VOLTAGE = 26;
  static final int FREQUENCY = 27;
  static final int DUTY_CYCLE = 28;
  public static final int PWM_NOT_RUNNING = 29;
  public static final int ARGUMENT_TOO_LONG = 32;
  public static final int ARGUMENT_ZERO = 33;
  public static final int PIN_DIGITS = 39;
  public static final int SCAN_IN_PROGRESS = 40;
  public static final int SCAN_FAILED = 41;
  public static final int HARDWARE_BUSY = 42;
  public static final int HARDWARE_STARTING = 43;
  public static final int CONNECTION_NOT_UP = 44;
  public static final int PWM_FAILED = 45;
  public static final int ADC_FAILED = 46;
  public static final int NO_FILE_SYSTEM = 50;
  public static final int FILE_OPEN = 51;
  public static final int FILE_SEEK = 52;
  public static final int FILE_READ = 53;
  public static final int FILE_CLOSE = 54;
  public static final int FILE_RENAME = 55;
  public static final int FILE_DELETE = 56;
  public static final int DIRECTORY_OPEN = 57;
  public static final int DIRECTORY_READ = 58;
  public static final int MOUNT = 59;
  public static final int DNS_FAILURE = 65;
  public static final int WPS_NEEDS_STATION = 67;
  public static final int CLOSED_SOCKET = 72;
  public static final int PORT_ALREADY_OPENED = 73;
  public static final int FAILED_TO_OPEN = 74;
  public static final int TOO_MANY_SOCKETS = 75;
  public static final int ILLEGAL_SOCKET = 76;
  public static final int PENDING_DATA = 77;
  public static final int NOT_CONNECTED = 78;
  public static final int WRITE_FAILED = 79;
  public static final int LOW_MEMORY = 91;
  public static final int SCAN_ABORTED = 99;
  public static final int FLASH_WRITE = 101;
  public static final int REQUEST_FAILED = 111;

  private Errors() {}
}
