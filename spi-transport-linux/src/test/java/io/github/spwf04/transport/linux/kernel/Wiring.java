package io.github.spwf04.transport.linux.kernel;

import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.linux.GpioLine;
import io.github.spwf04.transport.linux.LinuxBusOptions;
import java.time.Duration;

/** How to reach what an emulated board carries. */
final class Wiring {
  private Wiring() {}

  /** The whole wiring; the reset line is pulled for a moment only. */
  static LinuxBusOptions options(EmulatedBoard board) {
    return LinuxBusOptions.of(
            board.spi(),
            new GpioLine(board.gpio(), EmulatedBoard.IRQ),
            new GpioLine(board.gpio(), EmulatedBoard.RESET))
        .withBufsiz(board.bufsiz())
        .withResetTimes(Duration.ofMillis(2), Duration.ofMillis(1));
  }
}
