package io.github.spwf04.virtual.door;

import io.github.spwf04.virtual.VirtualModule;
import java.util.function.IntConsumer;

/**
 * The 54 GPIOs of the Raspberry Pi that a module is wired to: its IRQ line to GPIO25, its reset
 * line to GPIO24. The reset line is low while GPIO24 is an output and low; the module's own pull-up
 * lifts it otherwise.
 */
final class PiPins {
  static final int COUNT = 54;
  static final int IRQ = 25;
  static final int RESET = 24;

  static final int OUTPUT = 1;
  static final int PULL_UP = 2;

  private final VirtualModule module;
  private final IntConsumer changed;
  private final int[] modes = new int[COUNT];
  private final int[] pulls = new int[COUNT];
  private final boolean[] latches = new boolean[COUNT];
  private boolean irqLow;

  /** Guards {@link #resetHeld}. Not this: the module calls back with locks of its own held. */
  private final Object resetLock = new Object();

  private boolean resetHeld;

  /**
   * @param changed called after every change with the levels of GPIO 0 to 31, a bit each; in the
   *     order of the changes
   */
  PiPins(VirtualModule module, IntConsumer changed) {
    this.module = module;
    this.changed = changed;
  }

  /** The module drives its IRQ line. */
  synchronized void irq(boolean low) {
    irqLow = low;
    changed.accept(levels());
  }

  /** Calls back with the levels as they are. */
  synchronized void tell() {
    changed.accept(levels());
  }

  synchronized int mode(int gpio) {
    return modes[gpio];
  }

  void mode(int gpio, int mode) {
    change(() -> modes[gpio] = mode);
  }

  void pull(int gpio, int pull) {
    change(() -> pulls[gpio] = pull);
  }

  /** Makes it an output of that level, in one step. */
  void write(int gpio, boolean high) {
    change(
        () -> {
          modes[gpio] = OUTPUT;
          latches[gpio] = high;
        });
  }

  /** Sets what those of GPIO 0 to 31 drive, now or once they become outputs. */
  void latch(int bank, boolean high) {
    change(
        () -> {
          for (int gpio = 0; gpio < Integer.SIZE; gpio++) {
            if ((bank >>> gpio & 1) != 0) {
              latches[gpio] = high;
            }
          }
        });
  }

  private void change(Runnable change) {
    synchronized (this) {
      change.run();
      changed.accept(levels());
    }
    synchronized (resetLock) {
      boolean low = !level(RESET);
      if (low && !resetHeld) {
        module.holdReset();
      } else if (!low && resetHeld) {
        module.releaseReset();
      }
      resetHeld = low;
    }
  }

  synchronized int levels() {
    int bank = 0;
    for (int gpio = 0; gpio < Integer.SIZE; gpio++) {
      bank |= (level(gpio) ? 1 : 0) << gpio;
    }
    return bank;
  }

  synchronized boolean level(int gpio) {
    if (modes[gpio] == OUTPUT) {
      return latches[gpio];
    }
    return switch (gpio) {
      case IRQ -> !irqLow;
      case RESET -> true;
      default -> pulls[gpio] == PULL_UP;
    };
  }
}
