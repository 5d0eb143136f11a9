package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/**
 * The C library of a machine whose devices do at once whatever they are asked, so that what is left
 * to measure is the bus itself.
 */
@NullMarked
public final class WithoutKernel extends Libc {
  private static final int DESCRIPTOR = 1000;
  private static final int LINES = 54;
  private static final GpioLine IRQ = new GpioLine(Path.of("/dev/gpiochip0"), 25);

  private WithoutKernel() {
    super(Arena.ofAuto());
  }

  /** A bus on that machine. */
  public static LinuxSpiBus open() throws IOException {
    return LinuxSpiBus.open(
        LinuxBusOptions.of(Path.of("/dev/spidev0.0"), IRQ, null), new WithoutKernel());
  }

  @Override
  int open(MemorySegment path, int flags) {
    return DESCRIPTOR;
  }

  @Override
  int close(int fd) {
    return fd == DESCRIPTOR ? 0 : super.close(fd);
  }

  @Override
  int ioctl(int fd, int request, MemorySegment argument) {
    return switch (request) {
      case Abi.SPI_IOC_MESSAGE_1 -> argument.get(JAVA_INT, Abi.LEN);
      case Abi.GPIO_GET_CHIPINFO_IOCTL -> {
        argument.set(JAVA_INT, Abi.CHIP_LINES, LINES);
        yield 0;
      }
      case Abi.GPIO_V2_GET_LINE_IOCTL -> {
        argument.set(JAVA_INT, Abi.REQUEST_FD, DESCRIPTOR);
        yield 0;
      }
      default -> 0;
    };
  }
}
