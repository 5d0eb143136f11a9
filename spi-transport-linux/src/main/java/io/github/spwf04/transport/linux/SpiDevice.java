package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * One open spidev node. The message lives in native memory from the start, so that a transfer
 * writes three numbers and makes one system call.
 */
final class SpiDevice {
  private final Libc libc;
  private final Path path;
  private final int fd;

  /** What goes to the kernel: one segment, or two of which the first is empty and waits. */
  private final MemorySegment message;

  private final int request;

  /** The segment that carries the bytes. */
  private final MemorySegment payload;

  private SpiDevice(Libc libc, Path path, int fd, int setupMicros) {
    this.libc = libc;
    this.path = path;
    this.fd = fd;
    long segment = Abi.SPI_TRANSFER.byteSize();
    if (setupMicros == 0) {
      message = Arena.ofAuto().allocate(Abi.SPI_TRANSFER);
      payload = message;
      request = Abi.SPI_IOC_MESSAGE_1;
    } else {
      // A segment without bytes selects the chip and waits: no second system call, and no sleep
      // between two that would let go of chip select.
      message = Arena.ofAuto().allocate(Abi.SPI_TRANSFER, 2);
      message.set(JAVA_SHORT, Abi.DELAY_USECS, (short) setupMicros);
      payload = message.asSlice(segment, segment);
      request = Abi.SPI_IOC_MESSAGE_2;
    }
  }

  /** Opens the node: mode 0, 8 bits, most significant first (field-facts A.1). */
  static SpiDevice open(Libc libc, Path path, int speedHz, int setupMicros) throws IOException {
    SpiDevice device = new SpiDevice(libc, path, DeviceNode.SPI.open(libc, path), setupMicros);
    try (Arena arena = Arena.ofConfined()) {
      device.set("mode 0", Abi.SPI_IOC_WR_MODE, arena.allocateFrom(JAVA_BYTE, (byte) 0));
      device.set("8 bits", Abi.SPI_IOC_WR_BITS_PER_WORD, arena.allocateFrom(JAVA_BYTE, (byte) 8));
      device.set(
          speedHz + " Hz", Abi.SPI_IOC_WR_MAX_SPEED_HZ, arena.allocateFrom(JAVA_INT, speedHz));
      return device;
    } catch (IOException | RuntimeException e) {
      device.close();
      throw e;
    }
  }

  private void set(String what, int request, MemorySegment value) throws IOException {
    int result = libc.ioctl(fd, request, value);
    if (result < 0) {
      throw new KernelException("cannot set " + what + " on " + path, -result);
    }
  }

  /**
   * One message: chip select, {@code length} clocks, chip select.
   *
   * @param tx address of what to send, 0 for zeros
   * @param rx address of where to put what comes, 0 to let it go; one of the two must be given,
   *     since controllers refuse to clock for nobody
   */
  void transfer(long tx, long rx, int length) throws IOException {
    payload.set(JAVA_LONG, Abi.TX_BUF, tx);
    payload.set(JAVA_LONG, Abi.RX_BUF, rx);
    payload.set(JAVA_INT, Abi.LEN, length);
    int clocked = libc.ioctl(fd, request, message);
    if (clocked < 0) {
      throw new KernelException("transfer of " + length + " bytes on " + path, -clocked);
    }
    if (clocked != length) {
      throw new IOException(
          "short transfer on " + path + ": " + clocked + " of " + length + " bytes were clocked");
    }
  }

  void close() {
    libc.close(fd);
  }
}
