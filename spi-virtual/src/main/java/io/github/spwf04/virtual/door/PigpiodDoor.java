package io.github.spwf04.virtual.door;

import io.github.spwf04.virtual.VirtualModule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pins of a module behind the socket protocol of the pigpio daemon, so that programs written
 * for a Raspberry Pi drive it from another process. The module is on channel 0 of the main SPI, its
 * IRQ line on GPIO25 and its reset line on GPIO24. What the daemon can do beyond that is answered
 * with PI_UNKNOWN_COMMAND.
 */
public final class PigpiodDoor implements AutoCloseable {
  /** The daemon's own limit, of SPI handles and of notification handles. */
  private static final int MAX_HANDLES = 32;

  /**
   * How long the IRQ line stays high between data and what comes next, unless the options say: who
   * asks for its level over a socket sees it no more often than this.
   */
  static final Duration IRQ_HIGH = Duration.ofMillis(5);

  private final VirtualModule module;
  private final PiPins pins;
  private final Ticks ticks;
  private final Map<Integer, PigpiodConnection> spiHandles = new ConcurrentHashMap<>();
  private final Map<Integer, PigpioNotifier> notifiers = new ConcurrentHashMap<>();
  private final Runnable irqListener;
  private final DoorListener listener;

  /**
   * Opens the door.
   *
   * @param address where to listen; port 0 takes a free one, the daemon's own is 8888
   * @throws IOException when nothing can listen there
   */
  public PigpiodDoor(VirtualModule module, InetSocketAddress address) throws IOException {
    this.module = module;
    this.ticks = new Ticks(module.options().timing().peerTime());
    this.pins = new PiPins(module, this::changed);
    this.listener =
        new DoorListener(
            "spwf04-pigpiod",
            address,
            (socket, heard) -> new PigpiodConnection(this, socket, heard).run());
    this.irqListener = module.pins().onIrq(pins::irq);
    module.pins().irqHigh(irqHigh(IRQ_HIGH));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    irqListener.run();
    module.pins().irqHigh(irqHigh(Duration.ZERO));
    listener.close();
  }

  private Duration irqHigh(Duration otherwise) {
    Duration given = module.options().wire().irqHigh();
    return given == null ? otherwise : given;
  }

  // For the connections.

  VirtualModule module() {
    return module;
  }

  PiPins pins() {
    return pins;
  }

  Ticks ticks() {
    return ticks;
  }

  private void changed(int levels) {
    int tick = ticks.now();
    notifiers.values().forEach(notifier -> notifier.changed(tick, levels));
  }

  /**
   * @return a new handle, or the error
   */
  int openSpi(PigpiodConnection owner) {
    return add(spiHandles, owner);
  }

  boolean hasSpi(int handle) {
    return spiHandles.containsKey(handle);
  }

  boolean closeSpi(int handle) {
    return spiHandles.remove(handle) != null;
  }

  /** Closes what a connection has left open; the daemon would keep it for ever. */
  void closeSpiOf(PigpiodConnection owner) {
    spiHandles.values().removeIf(owner::equals);
  }

  /**
   * @return a new handle, or the error
   */
  int openNotifier(PigpioNotifier notifier) {
    int handle = add(notifiers, notifier);
    // So that it knows the levels before the first change.
    pins.tell();
    return handle;
  }

  /** Watches these GPIOs; none is a pause. */
  boolean watch(int handle, int bits) {
    PigpioNotifier notifier = notifiers.get(handle);
    if (notifier != null) {
      notifier.watch(bits);
    }
    return notifier != null;
  }

  boolean hasNotifier(int handle) {
    return notifiers.containsKey(handle);
  }

  boolean closeNotifier(int handle) {
    PigpioNotifier notifier = notifiers.remove(handle);
    if (notifier != null) {
      notifier.close();
    }
    return notifier != null;
  }

  private static <T> int add(Map<Integer, T> handles, T value) {
    for (int handle = 0; handle < MAX_HANDLES; handle++) {
      if (handles.putIfAbsent(handle, value) == null) {
        return handle;
      }
    }
    return PigpioCommand.NO_HANDLE;
  }
}
