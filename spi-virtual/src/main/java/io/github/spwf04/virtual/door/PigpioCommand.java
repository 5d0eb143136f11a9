package io.github.spwf04.virtual.door;

import java.util.Arrays;
import java.util.Set;

/** Numbers of pigpio's socket protocol: its commands, errors and the commands with an extension. */
final class PigpioCommand {
  static final int MODES = 0;
  static final int MODEG = 1;
  static final int PUD = 2;
  static final int READ = 3;
  static final int WRITE = 4;
  static final int BR1 = 10;
  static final int BR2 = 11;
  static final int BC1 = 12;
  static final int BC2 = 13;
  static final int BS1 = 14;
  static final int BS2 = 15;
  static final int TICK = 16;
  static final int HWVER = 17;
  static final int NB = 19;
  static final int NP = 20;
  static final int NC = 21;
  static final int PIGPV = 26;
  static final int SPIO = 71;
  static final int SPIC = 72;
  static final int SPIR = 73;
  static final int SPIW = 74;
  static final int SPIX = 75;
  static final int CGI = 95;
  static final int CSI = 96;
  static final int FG = 97;
  static final int FN = 98;
  static final int NOIB = 99;
  static final int EVM = 115;

  static final int BAD_GPIO = -3;
  static final int BAD_MODE = -4;
  static final int BAD_LEVEL = -5;
  static final int BAD_PUD = -6;
  static final int NO_HANDLE = -24;
  static final int BAD_HANDLE = -25;
  static final int BAD_SPI_CHANNEL = -76;
  static final int BAD_FLAGS = -77;
  static final int BAD_SPI_SPEED = -78;
  static final int BAD_SPI_COUNT = -84;
  static final int UNKNOWN_COMMAND = -88;
  static final int MESSAGE_TOO_BIG = -103;

  /** Commands behind whose 16 bytes come as many more as the last word says. */
  private static final Set<Integer> EXTENDED =
      Set.copyOf(
          Arrays.asList(
              28, 29, 37, 38, 40, 42, 54, 57, 62, 64, 67, 68, 69, 70, 66, SPIO, SPIW, SPIX, 76, 81,
              86, 87, 88, 90, 91, 92, 93, FN, 104, 107, 108, 109, 110, 112, 113, 114, 117));

  private PigpioCommand() {}

  static boolean extended(int command) {
    return EXTENDED.contains(command);
  }
}
