package io.github.spwf04.testkit.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/** A GPIO chip, by {@code linux/gpio.h}. */
public final class EmulatedGpioChip implements EmulatedKernel.Device {
  private static final int CHIPINFO = 0x8044B401;
  private static final int LINEINFO = 0xC100B405;
  private static final int GET_LINE = 0xC250B407;
  private static final int AF_UNIX = 1;
  private static final int SOCK_SEQPACKET_CLOEXEC = 5 | 0x80000;

  private final EmulatedKernel kernel;
  private final Machine machine = Machine.current();
  private final List<EmulatedLine> lines;

  EmulatedGpioChip(EmulatedKernel kernel, int count) {
    this.kernel = kernel;
    this.lines = IntStream.range(0, count).mapToObj(EmulatedLine::new).toList();
  }

  EmulatedLine line(int offset) {
    return lines.get(offset);
  }

  void unplug() {
    lines.forEach(EmulatedLine::unplug);
  }

  @Override
  public long ioctl(int request, MemorySegment argument) {
    return switch (request) {
      case CHIPINFO -> {
        argument.setString(0, "gpiochip0");
        argument.setString(32, "emulated");
        argument.set(JAVA_INT, 64, lines.size());
        yield 0;
      }
      case LINEINFO -> {
        String consumer = line(argument.get(JAVA_INT, 64)).consumer();
        argument.setString(32, consumer == null ? "" : consumer);
        yield 0;
      }
      case GET_LINE -> request(argument);
      default -> -Errors.ENOTTY;
    };
  }

  private long request(MemorySegment argument) {
    int offset = argument.get(JAVA_INT, 0);
    boolean padded =
        IntStream.range(0, 5)
            .allMatch(
                i ->
                    argument.get(JAVA_INT, 568 + 4L * i) == 0
                        && argument.get(JAVA_INT, 288 + 12 + 4L * i) == 0);
    if (argument.get(JAVA_INT, 560) != 1 || offset >= lines.size() || !padded) {
      return -Errors.EINVAL;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pair = arena.allocate(8, 4);
      long result =
          Syscall.call(machine.socketpair, AF_UNIX, SOCK_SEQPACKET_CLOEXEC, 0, pair.address());
      if (result < 0) {
        return result;
      }
      int hostEnd = pair.get(JAVA_INT, 0);
      int kernelEnd = pair.get(JAVA_INT, 4);
      EmulatedLine line = line(offset);
      if (!line.request(argument.getString(256), argument.get(JAVA_LONG, 288), kernelEnd)) {
        Syscall.call(machine.close, hostEnd);
        Syscall.call(machine.close, kernelEnd);
        return -Errors.EBUSY;
      }
      kernel.attach(hostEnd, line);
      argument.set(JAVA_INT, 588, hostEnd);
      return 0;
    }
  }
}
