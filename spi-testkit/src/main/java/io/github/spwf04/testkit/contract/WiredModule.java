package io.github.spwf04.testkit.contract;

import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wires of a virtual module to something that must be told of every edge of its IRQ line, as a
 * GPIO line or a listener must. The line rises with the bytes the host clocks and falls at any
 * time: the first is told before the transfer ends, as hardware has it, the second by a thread.
 */
public final class WiredModule implements SlavePins, AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final VirtualModule module;
  private Consumer<Boolean> irq = _ -> {};

  /** Looking and telling are one step, so that of two who do this at once the later is newer. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile boolean told;
  private volatile boolean ended;

  /** Wires to a module, which lives on when they are closed. */
  public WiredModule(VirtualModule module) {
    this.module = module;
  }

  /**
   * Whom to tell of every edge from now on, in order, true for one to low; the line counts as high
   * until then. To be called once.
   */
  public void onIrq(Consumer<Boolean> listener) {
    lock.lock();
    try {
      irq = listener;
      told = false;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("irq wire").start(this::carryEdges);
  }

  private void carryEdges() {
    try {
      while (!ended) {
        boolean seen = told;
        // A transfer may raise the line meanwhile: then it is the next fall that counts.
        module.pins().awaitIrq(!seen, LONG, () -> ended || told != seen);
        carry();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry() {
    lock.lock();
    try {
      boolean asserted = module.pins().irqAsserted();
      if (asserted != told && !ended) {
        told = asserted;
        irq.accept(asserted);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    module.pins().window(out, in, length);
    carry();
    wake();
  }

  @Override
  public boolean irqAsserted() {
    return module.pins().irqAsserted();
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier over)
      throws InterruptedException {
    return module.pins().awaitIrq(asserted, timeout, over);
  }

  @Override
  public void wake() {
    module.pins().wake();
  }

  @Override
  public void reset() {
    module.reset();
    carry();
    wake();
  }

  /** Nothing is told any more. */
  @Override
  public void close() {
    ended = true;
    wake();
  }
}
