package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One GPIO line that the kernel has given to this process. */
final class RequestedLine {
  private static final String CONSUMER = "spwf04";

  private final Libc libc;
  private final GpioLine line;
  private final int fd;
  private final MemorySegment values = Arena.ofAuto().allocate(Abi.LINE_VALUES);

  private RequestedLine(Libc libc, GpioLine line, int fd) {
    this.libc = libc;
    this.line = line;
    this.fd = fd;
    values.set(JAVA_LONG, Abi.VALUES_MASK, 1);
  }

  /**
   * Asks the kernel for a line.
   *
   * @param what its role, for messages
   * @param flags of {@link Abi}, an input
   * @param events how many edges the kernel keeps
   */
  static RequestedLine request(Libc libc, GpioLine line, String what, long flags, int events)
      throws IOException {
    int chip = DeviceNode.GPIO.open(libc, line.chip());
    try (Arena arena = Arena.ofConfined()) {
      checkOffset(libc, arena, chip, line);
      MemorySegment request = arena.allocate(Abi.LINE_REQUEST);
      request.set(JAVA_INT, Abi.REQUEST_OFFSETS, line.offset());
      request.setString(Abi.REQUEST_CONSUMER, CONSUMER + "-" + what);
      request.set(JAVA_LONG, Abi.REQUEST_CONFIG + Abi.CONFIG_FLAGS, flags);
      request.set(JAVA_INT, Abi.REQUEST_NUM_LINES, 1);
      request.set(JAVA_INT, Abi.REQUEST_EVENT_BUFFER_SIZE, events);
      int result = libc.ioctl(chip, Abi.GPIO_V2_GET_LINE_IOCTL, request);
      if (result < 0) {
        throw new KernelException(
            "cannot have " + line + " as " + what + " line",
            -result,
            Errno.of(-result) == Errno.EBUSY ? consumer(libc, arena, chip, line) : "");
      }
      return new RequestedLine(libc, line, request.get(JAVA_INT, Abi.REQUEST_FD));
    } finally {
      libc.close(chip);
    }
  }

  private static void checkOffset(Libc libc, Arena arena, int chip, GpioLine line)
      throws IOException {
    MemorySegment info = arena.allocate(Abi.CHIP_INFO);
    int result = libc.ioctl(chip, Abi.GPIO_GET_CHIPINFO_IOCTL, info);
    if (result < 0) {
      throw new KernelException("cannot read about " + line.chip(), -result);
    }
    int lines = info.get(JAVA_INT, Abi.CHIP_LINES);
    if (line.offset() >= lines) {
      throw new IOException(
          line.chip()
              + " ("
              + info.getString(Abi.CHIP_LABEL)
              + ") has the lines 0 to "
              + (lines - 1)
              + ", there is no "
              + line.offset()
              + "; is it the right chip? 'gpioinfo' lists them all");
    }
  }

  private static String consumer(Libc libc, Arena arena, int chip, GpioLine line) {
    MemorySegment info = arena.allocate(Abi.LINE_INFO);
    info.set(JAVA_INT, Abi.INFO_OFFSET, line.offset());
    String consumer =
        libc.ioctl(chip, Abi.GPIO_V2_GET_LINEINFO_IOCTL, info) < 0
            ? ""
            : info.getString(Abi.INFO_CONSUMER);
    return consumer.isEmpty()
        ? "the kernel does not say by whom; end the other program, or use another line"
        : "by '" + consumer + "': end it, or use another line";
  }

  int fd() {
    return fd;
  }

  /** The physical level. */
  boolean high() throws IOException {
    int result = libc.ioctl(fd, Abi.GPIO_V2_LINE_GET_VALUES_IOCTL, values);
    if (result < 0) {
      throw new KernelException("cannot read the level of " + line, -result);
    }
    return (values.get(JAVA_LONG, Abi.VALUES_BITS) & 1) != 0;
  }

  /** Pulls the line to low; as an open drain it is never driven high. */
  void pullLow() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(Abi.LINE_CONFIG);
      config.set(JAVA_LONG, Abi.CONFIG_FLAGS, Abi.FLAG_OUTPUT | Abi.FLAG_OPEN_DRAIN);
      config.set(JAVA_INT, Abi.CONFIG_NUM_ATTRS, 1);
      MemorySegment attribute = config.asSlice(Abi.CONFIG_ATTRS, Abi.CONFIG_ATTRIBUTE);
      attribute.set(JAVA_INT, Abi.ATTRIBUTE_ID, Abi.ATTRIBUTE_OUTPUT_VALUES);
      attribute.set(JAVA_LONG, Abi.ATTRIBUTE_VALUE, 0);
      attribute.set(JAVA_LONG, Abi.ATTRIBUTE_MASK, 1);
      configure("pull " + line + " low", config);
    }
  }

  /** Lets go of the line. */
  void release() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(Abi.LINE_CONFIG);
      config.set(JAVA_LONG, Abi.CONFIG_FLAGS, Abi.FLAG_INPUT);
      configure("let go of " + line, config);
    }
  }

  private void configure(String what, MemorySegment config) throws IOException {
    int result = libc.ioctl(fd, Abi.GPIO_V2_LINE_SET_CONFIG_IOCTL, config);
    if (result < 0) {
      throw new KernelException("cannot " + what, -result);
    }
  }

  void close() {
    libc.close(fd);
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
