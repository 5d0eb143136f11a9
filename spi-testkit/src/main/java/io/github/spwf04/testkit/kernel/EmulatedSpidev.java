package io.github.spwf04.testkit.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A spidev node with a slave behind it, by the text of {@code linux/spi/spidev.h}. */
public final class EmulatedSpidev implements EmulatedKernel.Device {
  private static final int MESSAGE = 0x40006B00;
  private static final int WR_MODE = 0x40016B01;
  private static final int RD_LSB_FIRST = 0x80016B02;
  private static final int WR_LSB_FIRST = 0x40016B02;
  private static final int RD_BITS = 0x80016B03;
  private static final int WR_BITS = 0x40016B03;
  private static final int RD_SPEED = 0x80046B04;
  private static final int WR_SPEED = 0x40046B04;
  private static final int RD_MODE32 = 0x80046B05;
  private static final int WR_MODE32 = 0x40046B05;
  private static final int SEGMENT = 32;

  /**
   * One segment of a message.
   *
   * @param tx address of what is sent, 0 for none
   * @param rx address of where it goes, 0 for none
   * @param length bytes
   * @param delayMicros the wait behind it
   */
  public record Segment(long tx, long rx, int length, int delayMicros) {}

  private final SlavePins slave;
  private final int bufsiz;
  private final List<List<Segment>> messages = new CopyOnWriteArrayList<>();
  private volatile boolean recording = true;
  private volatile int mode = -1;
  private volatile int bits = -1;
  private volatile int speed = -1;
  private volatile int failure;
  private volatile int shortBy;

  EmulatedSpidev(SlavePins slave, int bufsiz) {
    this.slave = slave;
    this.bufsiz = bufsiz;
  }

  /** What the host has set, -1 before it has. */
  public int mode() {
    return mode;
  }

  /** Bits a word, -1 before the host has set them. */
  public int bits() {
    return bits;
  }

  /** The clock in hertz, -1 before the host has set it. */
  public int speed() {
    return speed;
  }

  /** The messages so far, which are the system calls that moved bytes. */
  public List<List<Segment>> messages() {
    return List.copyOf(messages);
  }

  /** From now on {@link #messages} grows no more. */
  public void stopRecording() {
    recording = false;
  }

  /** Every message fails with this error number; 0 ends that. */
  public void fail(int errno) {
    failure = errno;
  }

  /** Messages clock so many bytes less than they should. */
  public void shorten(int bytes) {
    shortBy = bytes;
  }

  @Override
  public long ioctl(int request, MemorySegment argument) {
    switch (request) {
      case WR_MODE -> mode = argument.get(JAVA_BYTE, 0);
      case WR_MODE32 -> mode = argument.get(JAVA_INT, 0);
      case RD_MODE32 -> argument.set(JAVA_INT, 0, Math.max(0, mode));
      case RD_SPEED -> argument.set(JAVA_INT, 0, Math.max(0, speed));
      case RD_BITS -> argument.set(JAVA_BYTE, 0, (byte) Math.max(8, bits));
      case RD_LSB_FIRST -> argument.set(JAVA_BYTE, 0, (byte) 0);
      case WR_LSB_FIRST -> {
        if (argument.get(JAVA_BYTE, 0) != 0) {
          return -Errors.EINVAL;
        }
      }
      case WR_BITS -> bits = argument.get(JAVA_BYTE, 0);
      case WR_SPEED -> speed = argument.get(JAVA_INT, 0);
      default -> {
        return (request & 0xC000FFFF) == MESSAGE ? message(argument) : -Errors.ENOTTY;
      }
    }
    return 0;
  }

  private long message(MemorySegment argument) {
    if (failure != 0) {
      return -failure;
    }
    if (argument.byteSize() == 0 || argument.byteSize() % SEGMENT != 0) {
      return -Errors.EINVAL;
    }
    List<Segment> segments = new ArrayList<>();
    int total = 0;
    for (long at = 0; at < argument.byteSize(); at += SEGMENT) {
      Segment segment =
          new Segment(
              argument.get(JAVA_LONG, at),
              argument.get(JAVA_LONG, at + 8),
              argument.get(JAVA_INT, at + 16),
              Short.toUnsignedInt(argument.get(JAVA_SHORT, at + 24)));
      if (segment.length > 0 && segment.tx == 0 && segment.rx == 0) {
        // The kernel says "Bufferless transfer has length" in its log, and clocks nothing.
        return -Errors.EINVAL;
      }
      total += segment.length;
      segments.add(segment);
    }
    if (total > bufsiz) {
      return -Errors.EMSGSIZE;
    }
    if (recording) {
      messages.add(segments);
    }
    int clocked = Math.max(0, total - shortBy);
    clock(segments, clocked);
    return clocked;
  }

  private void clock(List<Segment> segments, int length) {
    byte[] out = new byte[length];
    byte[] in = new byte[length];
    int at = 0;
    for (Segment segment : segments) {
      int part = Math.min(segment.length, length - at);
      if (segment.tx != 0) {
        MemorySegment.copy(Syscall.memory(segment.tx, part), JAVA_BYTE, 0, out, at, part);
      }
      at += part;
    }
    slave.window(Unpooled.wrappedBuffer(out), Unpooled.wrappedBuffer(in).clear(), length);
    at = 0;
    for (Segment segment : segments) {
      int part = Math.min(segment.length, length - at);
      if (segment.rx != 0) {
        MemorySegment.copy(in, at, Syscall.memory(segment.rx, part), JAVA_BYTE, 0, part);
      }
      at += part;
    }
  }
}
