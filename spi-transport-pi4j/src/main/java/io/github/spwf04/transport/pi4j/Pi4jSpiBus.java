package io.github.spwf04.transport.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.IO;
import com.pi4j.io.IOType;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiConfigBuilder;
import com.pi4j.io.spi.SpiMode;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bus over whatever Pi4J providers the application has brought: SPI mode 0, the IRQ line as a
 * digital input, the reset line as an output for the length of its pulse and an input otherwise.
 *
 * <p>Of Pi4J it uses what every provider gets right: the array form of {@code transfer} with
 * offsets, and never {@code writeThenRead}. Providers return different counts for the same
 * transfer, so of a returned count only the sign counts: a negative one is a failure. The IRQ input
 * has a debounce of 0, for the default delays each edge.
 */
public final class Pi4jSpiBus implements SpiBus {
  /**
   * How long an edge is relied on. Providers swallow what goes wrong in a listener, and an edge
   * that got lost must not hang the link: the level is looked at again.
   */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Context context;
  private final boolean ownsContext;
  private final Pi4jBusOptions options;
  private final String id;
  private final SpiBusInfo info;
  private final Spi spi;
  private final DigitalInput irq;
  private final byte[] sent;
  private final byte[] received;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable IO<?, ?, ?> reset;
  private long edges;
  private boolean closed;

  private Pi4jSpiBus(Context context, boolean ownsContext, Pi4jBusOptions options) {
    this.context = context;
    this.ownsContext = ownsContext;
    this.options = options;
    this.id = "spwf04-" + Long.toHexString(System.nanoTime());
    this.info =
        new SpiBusInfo(
            "pi4j:spi" + options.bus() + "." + options.chipSelect(),
            options.speedHz(),
            options.maxTransfer());
    this.sent = new byte[options.maxTransfer()];
    this.received = new byte[options.maxTransfer()];
    this.spi =
        context.create(
            SpiConfigBuilder.newInstance(context)
                .id(id + "-spi")
                .bus(com.pi4j.io.spi.SpiBus.getByNumber(options.bus()))
                .channel(options.chipSelect())
                .mode(SpiMode.MODE_0)
                .baud(options.speedHz())
                .build());
    this.irq = input("-irq", options.irq(), PullResistance.PULL_UP);
    irq.addListener(_ -> edge());
    if (options.reset() != null) {
      this.reset = input("-reset", options.reset(), PullResistance.OFF);
    }
  }

  /**
   * Opens the bus with the providers of a context, which stays the caller's.
   *
   * @throws IOException when a provider is missing or refuses
   */
  public static Pi4jSpiBus open(Context context, Pi4jBusOptions options) throws IOException {
    return open(context, false, options);
  }

  /** As {@link #open(Context, Pi4jBusOptions)}; closing the bus shuts the context down. */
  static Pi4jSpiBus owning(Context context, Pi4jBusOptions options) throws IOException {
    return open(context, true, options);
  }

  private static Pi4jSpiBus open(Context context, boolean owns, Pi4jBusOptions options)
      throws IOException {
    boolean opened = false;
    try {
      for (IOType type : new IOType[] {IOType.SPI, IOType.DIGITAL_INPUT, IOType.DIGITAL_OUTPUT}) {
        if (!context.hasProvider(type)) {
          throw new IOException(
              "no Pi4J provider for "
                  + type
                  + "; on a Raspberry Pi add com.pi4j:pi4j-plugin-ffm to the class path, for the command"
                  + " spwf in SPWF_CLASSPATH");
        }
      }
      Pi4jSpiBus bus = new Pi4jSpiBus(context, owns, options);
      opened = true;
      return bus;
    } catch (Pi4JException e) {
      throw new IOException("the Pi4J provider refuses: " + e.getMessage(), e);
    } finally {
      if (!opened && owns) {
        context.shutdown();
      }
    }
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    info.checkTransfer(out, in, length);
    checkOpen();
    if (out == null) {
      Arrays.fill(sent, 0, length, (byte) 0);
    } else {
      out.getBytes(out.readerIndex(), sent, 0, length);
    }
    int result;
    try {
      result = spi.transfer(sent, 0, received, 0, length);
    } catch (RuntimeException e) {
      throw failed("SPI transfer of " + length + " bytes", e);
    }
    checkOpen();
    if (result < 0) {
      // The provider over the file system keeps the error number to itself, and its log.
      throw new IOException(
          info.name()
              + ": SPI transfer of "
              + length
              + " bytes failed, the provider returned "
              + result
              + "; its log may tell more");
    }
    if (out != null) {
      out.skipBytes(length);
    }
    if (in != null) {
      in.writeBytes(received, 0, length);
    }
  }

  @Override
  public boolean irqAsserted() throws IOException {
    checkOpen();
    try {
      return irq.state() == DigitalState.LOW;
    } catch (RuntimeException e) {
      throw failed("reading the IRQ line", e);
    }
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      long seen = edges();
      // Without the lock: a provider may hold one of its own when it calls the listener.
      if (irqAsserted() == asserted) {
        return true;
      }
      long left = Math.min(end - System.nanoTime(), LOOK_AGAIN.toNanos());
      if (left <= 0) {
        return false;
      }
      awaitEdge(seen, left);
    }
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    Integer line = options.reset();
    if (line == null) {
      throw new IOException("the bus was opened without a reset line");
    }
    checkOpen();
    try {
      release(reset);
      DigitalOutput low =
          context.create(
              DigitalOutputConfigBuilder.newInstance(context)
                  .id(id + "-reset-low")
                  .bcm(line)
                  .initial(DigitalState.LOW)
                  .build());
      reset = low;
      try {
        low.low();
        pause(options.resetLow());
      } finally {
        // Whatever happened, the line is let go: the module pulls it low itself (field-facts A.7).
        release(low);
        reset = input("-reset", line, PullResistance.OFF);
      }
    } catch (RuntimeException e) {
      throw failed("pulling the reset line", e);
    }
    pause(options.resetRecovery());
    checkOpen();
  }

  @Override
  public SpiBusInfo info() {
    return info;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    release(spi);
    release(irq);
    release(reset);
    if (ownsContext) {
      context.shutdown();
    }
  }

  private DigitalInput input(String suffix, int line, PullResistance pull) {
    return context.create(
        DigitalInputConfigBuilder.newInstance(context)
            .id(id + suffix)
            .bcm(line)
            .pull(pull)
            .debounce(0L)
            .build());
  }

  /** Gives a line or a device back; one that is gone already is no news. */
  private void release(@Nullable IO<?, ?, ?> io) {
    if (io != null && context.hasIO(io.id())) {
      context.shutdown(io.id());
    }
  }

  private void pause(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long edges() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return edges;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there were more edges than {@code seen}; one that came in between ends it at once.
   */
  private void awaitEdge(long seen, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (edges == seen && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void edge() {
    lock.lock();
    try {
      edges++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException(info.name() + " is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  private IOException failed(String what, RuntimeException cause) throws IOException {
    checkOpen();
    return new IOException(info.name() + ": " + what + " failed: " + cause.getMessage(), cause);
  }
}
