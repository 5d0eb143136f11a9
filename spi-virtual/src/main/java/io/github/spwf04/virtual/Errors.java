package io.github.spwf04.virtual;

/** The ids of Table 10 that the module uses. */
final class Errors {
  static final int COMMAND_NOT_FOUND = 1;
  static final int MISSING_ARGUMENT = 2;
  static final int VARIABLE_NOT_FOUND = 4;
  static final int TOO_MANY_ARGUMENTS = 6;
  static final int INVALID_ARGUMENT = 7;
  static final int INVALID_VALUE = 8;
  static final int NO_PYTHON = 16;
  static final int RADIO_ENABLED = 17;
  static final int RADIO_NOT_RUNNING = 18;
  static final int DIRECTION = 19;
  static final int INVALID_GPIO = 20;
  static final int GPIO6_WAKES = 21;
  static final int INTERRUPT_RESERVED = 22;
  static final int GPIO10_BLINKS = 23;
  static final int NOT_WITH_SPI = 24;
  static final int INTERRUPT_SET = 25;
  static final int VOLTAGE = 26;
  static final int FREQUENCY = 27;
  static final int DUTY_CYCLE = 28;
  static final int PWM_NOT_RUNNING = 29;
  static final int ARGUMENT_TOO_LONG = 32;
  static final int ARGUMENT_ZERO = 33;
  static final int PIN_DIGITS = 39;
  static final int SCAN_IN_PROGRESS = 40;
  static final int SCAN_FAILED = 41;
  static final int HARDWARE_BUSY = 42;
  static final int HARDWARE_STARTING = 43;
  static final int CONNECTION_NOT_UP = 44;
  static final int PWM_FAILED = 45;
  static final int ADC_FAILED = 46;
  static final int NO_FILE_SYSTEM = 50;
  static final int FILE_OPEN = 51;
  static final int FILE_SEEK = 52;
  static final int FILE_READ = 53;
  static final int FILE_CLOSE = 54;
  static final int FILE_RENAME = 55;
  static final int FILE_DELETE = 56;
  static final int DIRECTORY_OPEN = 57;
  static final int DIRECTORY_READ = 58;
  static final int MOUNT = 59;
  static final int DNS_FAILURE = 65;
  static final int WPS_NEEDS_STATION = 67;
  static final int CLOSED_SOCKET = 72;
  static final int PORT_ALREADY_OPENED = 73;
  static final int FAILED_TO_OPEN = 74;
  static final int TOO_MANY_SOCKETS = 75;
  static final int ILLEGAL_SOCKET = 76;
  static final int PENDING_DATA = 77;
  static final int NOT_CONNECTED = 78;
  static final int WRITE_FAILED = 79;
  static final int LOW_MEMORY = 91;
  static final int SCAN_ABORTED = 99;
  static final int FLASH_WRITE = 101;
  static final int REQUEST_FAILED = 111;

  private Errors() {}
}
