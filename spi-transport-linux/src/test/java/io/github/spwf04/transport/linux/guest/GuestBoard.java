package io.github.spwf04.transport.linux.guest;

import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.transport.linux.GpioLine;
import io.github.spwf04.transport.linux.LinuxBusOptions;
import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.Unpooled;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slave's end of the board whose driver is {@code build/qemu/board/spwf04_board.c}. */
final class GuestBoard {
  private static final Path SPI = Path.of("/dev/spidev0.0");
  private static final Path CHIP = Path.of("/dev/gpiochip0");
  private static final int IRQ = 25;
  private static final int RESET = 24;

  private static @Nullable GuestBoard only;

  private final InputStream requests = new FileInputStream("/dev/spwf04");
  private final OutputStream answers = new FileOutputStream("/dev/spwf04");
  private volatile @Nullable SlavePins slave;
  private volatile Consumer<ResetLine> resetLine = _ -> {};

  private GuestBoard() throws IOException {}

  static synchronized GuestBoard get() throws IOException {
    GuestBoard board = only;
    if (board == null) {
      board = new GuestBoard();
      only = board;
      Thread.ofPlatform().daemon().name("board").start(board::serve);
    }
    return board;
  }

  /** Puts a slave in the place of the one before. */
  void plug(SlavePins other, Consumer<ResetLine> reset) {
    slave = other;
    resetLine = reset;
  }

  /** Sets the level of the IRQ line, true is low. */
  void irq(boolean asserted) {
    send('i', asserted ? '0' : '1');
  }

  static LinuxBusOptions options() {
    return LinuxBusOptions.of(SPI, new GpioLine(CHIP, IRQ), new GpioLine(CHIP, RESET))
        .withResetTimes(Duration.ofMillis(2), Duration.ofMillis(1));
  }

  private void serve() {
    byte[] request = new byte[64 * 1024 + 1];
    try {
      while (true) {
        int length = requests.read(request);
        if (request[0] == 's') {
          answers.write(window(request, length));
        } else {
          resetLine.accept(
              switch (request[1]) {
                case '0' -> ResetLine.LOW;
                case '1' -> ResetLine.HIGH;
                default -> ResetLine.RELEASED;
              });
          answers.write('a');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] window(byte[] request, int length) {
    byte[] answer = new byte[length];
    answer[0] = 'a';
    SlavePins plugged = slave;
    if (plugged != null && length > 1) {
      plugged.window(
          Unpooled.wrappedBuffer(Arrays.copyOfRange(request, 1, length)),
          Unpooled.wrappedBuffer(answer).writerIndex(1),
          length - 1);
    }
    return answer;
  }

  private void send(int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    try {
      answers.write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
