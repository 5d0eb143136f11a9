package io.github.spwf04.transport.linux;

import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A module on this machine's own pins: spidev for the bytes, the GPIO character device for the IRQ
 * and reset lines. A transfer is one system call, allocates nothing, and does not copy the bytes of
 * direct buffers. A wait sleeps in the kernel.
 *
 * <p>Several segments in one message save a system call where the second needs no answer of the
 * first: the wait between chip select and clock is one. A packet is not: how long its payload is
 * stands in its header, and whether the rest of a command may follow is told by what came back for
 * its first byte.
 *
 * <p>A device that was unplugged fails each call, with the cause, until its node is back; then the
 * next call opens it again.
 */
public final class LinuxSpiBus implements SpiBus {
  /** No packet of the module is longer; a larger bufsiz would only cost memory. */
  private static final int LARGEST_TRANSFER = 64 * 1024;

  private static final int SMALLEST_TRANSFER = 5;

  /** How long a close waits for the call under way, which it has woken, to let go. */
  private static final long CLOSE_GRACE_SECONDS = 2;

  private static final int IDLE = 0;
  private static final int IN_CALL = 1;
  private static final int CLOSING = 2;
  private static final int CLOSED = 3;

  private final LinuxBusOptions options;
  private final SpiBusInfo info;
  private final Libc libc;
  private final InterruptiblePoll poll;
  private final EdgeCounters edges = new EdgeCounters();
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final CountDownLatch released = new CountDownLatch(1);

  /** For bytes whose buffer has no address of its own. */
  private final MemorySegment sent;

  private final MemorySegment received;
  private final ByteBuffer sentView;
  private final ByteBuffer receivedView;

  /** Null while the device is gone. */
  private @Nullable Devices devices;

  /** The descriptors, opened and closed together. */
  private record Devices(SpiDevice spi, IrqLine irq, @Nullable RequestedLine reset) {
    void close() {
      spi.close();
      irq.close();
      if (reset != null) {
        reset.close();
      }
    }
  }

  private LinuxSpiBus(LinuxBusOptions options, Libc libc, InterruptiblePoll poll)
      throws IOException {
    this.options = options;
    this.libc = libc;
    this.poll = poll;
    int maxTransfer = maxTransfer(options.bufsiz());
    info = new SpiBusInfo(options.device().toString(), options.speedHz(), maxTransfer);
    Arena arena = Arena.ofAuto();
    sent = arena.allocate(maxTransfer);
    received = arena.allocate(maxTransfer);
    sentView = sent.asByteBuffer();
    receivedView = received.asByteBuffer();
    devices = openDevices();
  }

  /**
   * Opens the devices. The reset line is asked for as an input, so nothing happens to the module.
   *
   * @throws IOException when one of them is missing, busy, not permitted, or not what it should be;
   *     the message says which, and what to do
   */
  public static LinuxSpiBus open(LinuxBusOptions options) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IOException(
          "spidev and gpiochip are devices of Linux, this is " + System.getProperty("os.name"));
    }
    return open(options, new Libc(Arena.ofAuto()));
  }

  static LinuxSpiBus open(LinuxBusOptions options, Libc libc) throws IOException {
    InterruptiblePoll poll = new InterruptiblePoll(libc);
    try {
      return new LinuxSpiBus(options, libc, poll);
    } catch (IOException | RuntimeException e) {
      poll.release();
      throw e;
    }
  }

  private static int maxTransfer(Path bufsiz) throws IOException {
    if (!Files.exists(bufsiz)) {
      return LinuxBusOptions.DEFAULT_MAX_TRANSFER;
    }
    String text = Files.readString(bufsiz).strip();
    try {
      int value = (int) Math.min(Long.parseLong(text), LARGEST_TRANSFER);
      if (value >= SMALLEST_TRANSFER) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IOException(
        bufsiz + " says '" + text + "', " + SMALLEST_TRANSFER + " or more bytes are needed");
  }

  private Devices openDevices() throws IOException {
    SpiDevice spi =
        SpiDevice.open(libc, options.device(), options.speedHz(), options.setupMicros());
    IrqLine irq = null;
    try {
      irq = IrqLine.request(libc, poll, edges, options.irq());
      GpioLine reset = options.reset();
      return new Devices(
          spi,
          irq,
          reset == null ? null : RequestedLine.request(libc, reset, "reset", Abi.FLAG_INPUT, 0));
    } catch (IOException | RuntimeException e) {
      spi.close();
      if (irq != null) {
        irq.close();
      }
      throw e;
    }
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    info.checkTransfer(out, in, length);
    enter();
    try {
      SpiDevice spi = devices().spi();
      boolean direct = in != null && in.hasMemoryAddress();
      spi.transfer(sendAddress(out, length), receiveAddress(out, in, direct), length);
      if (in != null) {
        if (!direct) {
          in.setBytes(in.writerIndex(), receivedView.clear().limit(length));
        }
        in.writerIndex(in.writerIndex() + length);
      }
      if (out != null) {
        out.skipBytes(length);
      }
    } catch (KernelException e) {
      throw noticed(e);
    } finally {
      exit();
    }
  }

  private long sendAddress(@Nullable ByteBuf out, int length) {
    if (out == null) {
      return 0;
    }
    if (out.hasMemoryAddress()) {
      return out.memoryAddress() + out.readerIndex();
    }
    out.getBytes(out.readerIndex(), sentView.clear().limit(length));
    return sent.address();
  }

  private long receiveAddress(@Nullable ByteBuf out, @Nullable ByteBuf in, boolean direct) {
    if (in == null) {
      // Somebody has to want the clocks: without either side there are none.
      return out == null ? received.address() : 0;
    }
    return direct ? in.memoryAddress() + in.writerIndex() : received.address();
  }

  @Override
  public boolean irqAsserted() throws IOException {
    enter();
    try {
      return devices().irq().asserted();
    } catch (KernelException e) {
      throw noticed(e);
    } finally {
      exit();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The order of the loop is what keeps edges from being missed. The kernel notes edges from the
   * moment the line is requested. The level is looked at first; an edge between that look and the
   * poll lies in the kernel's queue and ends the poll at once. Edges are taken out of the queue
   * before the next look at the level and never after it, so an edge that is taken is one whose
   * outcome that look sees. Edges from before the call cost one turn more.
   */
  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long limit = nanos(timeout);
    enter();
    try {
      IrqLine irq = devices().irq();
      while (true) {
        checkStopped();
        if (irq.asserted() == asserted) {
          return true;
        }
        long left = limit - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        irq.awaitEdge(left);
      }
    } catch (KernelException e) {
      throw noticed(e);
    } finally {
      exit();
    }
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    enter();
    try {
      RequestedLine line = devices().reset();
      if (line == null) {
        throw new IOException(
            info.name() + " has no reset line; wire it and say where, as in reset=gpiochip0/24");
      }
      line.pullLow();
      try {
        pause(options.resetPulse());
      } finally {
        // The module pulls this line itself when it restarts (field-facts A.7): let go, whatever
        // happened.
        line.release();
      }
      pause(options.resetSettle());
    } catch (KernelException e) {
      throw noticed(e);
    } finally {
      exit();
    }
  }

  private void pause(Duration time) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long limit = nanos(time);
    while (true) {
      checkStopped();
      long left = limit - (System.nanoTime() - start);
      if (left <= 0) {
        return;
      }
      poll.pause(left);
    }
  }

  @Override
  public SpiBusInfo info() {
    return info;
  }

  /** The edges of the IRQ line that were noted so far. Any thread may ask. */
  public IrqEdges edges() {
    return edges.snapshot();
  }

  /**
   * {@inheritDoc}
   *
   * <p>When it returns, the lines are free for others; only a transfer that the kernel does not
   * finish within two seconds keeps them longer.
   */
  @Override
  public void close() {
    if (state.compareAndSet(IDLE, CLOSED)) {
      releaseAll();
    } else if (state.compareAndSet(IN_CALL, CLOSING)) {
      poll.wakeup();
    } else if (state.get() < CLOSING) {
      // A call began or ended between the two looks.
      close();
      return;
    }
    try {
      var _ = released.await(CLOSE_GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void releaseAll() {
    if (devices != null) {
      devices.close();
    }
    poll.release();
    released.countDown();
  }

  private void enter() throws IOException {
    if (!state.compareAndSet(IDLE, IN_CALL)) {
      if (state.get() == IN_CALL) {
        throw new IllegalStateException(info.name() + " is used by two threads at once");
      }
      throw closed();
    }
  }

  /** Whoever was in a call when the bus was closed gives back the descriptors. */
  private void exit() throws IOException {
    if (!state.compareAndSet(IN_CALL, IDLE)) {
      state.set(CLOSED);
      releaseAll();
      throw closed();
    }
  }

  private IOException closed() {
    return new IOException(info.name() + " is closed");
  }

  private void checkStopped() throws IOException, InterruptedException {
    if (state.get() == CLOSING) {
      throw closed();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while using " + info.name());
    }
  }

  private Devices devices() throws IOException {
    Devices open = devices;
    if (open == null) {
      open = openDevices();
      devices = open;
    }
    return open;
  }

  /** Closes what is of no use any more, so that the next call opens it again. */
  private KernelException noticed(KernelException failure) {
    if (failure.deviceGone() && devices != null) {
      devices.close();
      devices = null;
    }
    return failure;
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException _) {
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }
}
