package io.github.spwf04.virtual.firmware;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.file.Storage;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.net.ServerPort;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.pins.SpiSlave;
import io.github.spwf04.virtual.pins.Uart;
import io.github.spwf04.virtual.python.ScriptOutput;
import io.github.spwf04.virtual.runtime.BootCounters;
import io.github.spwf04.virtual.runtime.EventLoop;
import io.github.spwf04.virtual.runtime.Injections;
import io.github.spwf04.virtual.runtime.RandomNumbers;
import io.github.spwf04.virtual.runtime.ResetReason;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.runtime.TimeOfDay;
import io.github.spwf04.virtual.runtime.Workers;
import io.github.spwf04.virtual.security.Certificates;
import io.github.spwf04.virtual.socket.ListeningPorts;
import io.github.spwf04.virtual.system.BootLoader;
import io.github.spwf04.virtual.wifi.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a module outlives a reset: its pins, its flash, its event loop, and the firmware that
 * runs at the moment. Powered on when it is made.
 */
public final class Chip {
  private static final Logger LOG = LoggerFactory.getLogger(Chip.class);

  /** The ports of its own servers. */
  private static final int HTTP = 80;

  private static final int TFTP = 69;

  private static final AtomicLong CHIPS = new AtomicLong();

  private final ModuleOptions options;
  private final EventLoop loop;
  private final Workers workers;
  private final SpiSlave pins;
  private final Uart uart;
  private final Peripherals peripherals;
  private final Flash flash;
  private final Storage storage;
  private final BootLoader bootLoader;
  private final ServerPort httpPort;
  private final ServerPort tftpPort;
  private final ListeningPorts listening = new ListeningPorts();
  private final RandomNumbers random;
  private final TimeOfDay timeOfDay;
  private final Injections injections = new Injections();
  private final Certificates tlsCertificates;
  private final Certificates wpaCertificates;
  private final Surroundings surroundings;
  private final ScriptOutput scriptOutput = new ScriptOutput();
  private final BootCounters counters = new BootCounters();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Written by the event loop alone. */
  private volatile @Nullable Firmware firmware;

  /** Written by the event loop alone. */
  private volatile boolean booted;

  private WindReason.@Nullable FactoryReset factoryReset;

  /** When the standby began that it is in; not on the clock while it is in none. */
  private @Nullable Long standbySince;

  /**
   * @throws IllegalArgumentException when a variable of the options does not exist or cannot have
   *     its value, or when the folder of the volumes cannot be made or written
   */
  public Chip(ModuleOptions options) {
    String name = "spwf04-module-" + CHIPS.incrementAndGet();
    this.options = options;
    this.flash = new Flash(options.storage(), options.variables());
    this.storage = new Storage(options.storage());
    this.bootLoader = new BootLoader(options.profile());
    this.httpPort = new ServerPort(options.servers().httpPort(), options.sockets().address());
    this.tftpPort = new ServerPort(options.servers().tftpPort(), options.sockets().address());
    this.factoryReset = flash.damaged() ? WindReason.FactoryReset.CHECKSUM : options.factoryReset();
    this.tlsCertificates = new Certificates("tls", options.storage());
    this.wpaCertificates = new Certificates("wpae", options.storage());
    this.random = new RandomNumbers(options.seed());
    this.timeOfDay = new TimeOfDay(options.timing().clock());
    this.surroundings = new Surroundings(options.air().accessPoints(), options.air().stations());
    this.loop = new EventLoop(name, options.timing().clock(), options.timing().peerTime());
    this.workers = new Workers(name + "-worker", loop::fault);
    this.peripherals = new Peripherals((gpio, high) -> withFirmware(f -> f.edge(gpio, high)));
    options.highPins().forEach(gpio -> peripherals.drive(gpio, true));
    this.pins =
        new SpiSlave(
            options.wire(),
            command -> withFirmware(f -> f.receiveOverSpi(command)),
            loop::schedule);
    this.uart =
        new Uart(() -> withFirmware(Firmware::receiveOverUart), options.timing().peerTime());
    restart(ResetReason.POWER_ON);
  }

  // What it has.

  ModuleOptions options() {
    return options;
  }

  public EventLoop loop() {
    return loop;
  }

  public Workers workers() {
    return workers;
  }

  public SpiSlave pins() {
    return pins;
  }

  public Uart uart() {
    return uart;
  }

  public Peripherals peripherals() {
    return peripherals;
  }

  /** A copy of the configuration variables in flash. */
  Settings flashed() {
    return flash.copy();
  }

  /**
   * Configuration variables become those in flash.
   *
   * @return whether it has taken them
   */
  boolean save(Settings settings) {
    try {
      flash.save(settings);
      return true;
    } catch (IOException e) {
      LOG.warn("configuration is not kept: {}", e.getMessage());
      return false;
    }
  }

  /** The volumes that outlive a reset. */
  Storage storage() {
    return storage;
  }

  /** See {@link io.github.spwf04.virtual.VirtualModule#image}. */
  public byte[] image(Volume volume) {
    try {
      return storage.image(volume);
    } catch (VolumeException e) {
      throw new IllegalStateException("volume " + volume + ": " + e.getMessage(), e);
    }
  }

  BootLoader bootLoader() {
    return bootLoader;
  }

  public ServerPort httpPort() {
    return httpPort;
  }

  public ServerPort tftpPort() {
    return tftpPort;
  }

  /** Whether a server of its own has a port of the module, wherever that is on this machine. */
  boolean serves(int port, boolean udp) {
    ServerPort server = udp ? tftpPort : httpPort;
    return port == (udp ? TFTP : HTTP) && server.address() != null;
  }

  public ListeningPorts listening() {
    return listening;
  }

  RandomNumbers random() {
    return random;
  }

  TimeOfDay timeOfDay() {
    return timeOfDay;
  }

  public Injections injections() {
    return injections;
  }

  /** What TLSCERT has loaded; survives resets and factory resets. */
  Certificates tlsCertificates() {
    return tlsCertificates;
  }

  /** What WPAECERT has loaded; survives resets and factory resets. */
  Certificates wpaCertificates() {
    return wpaCertificates;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public ScriptOutput scriptOutput() {
    return scriptOutput;
  }

  BootCounters counters() {
    return counters;
  }

  /**
   * @return the reason of a WIND 65 that is due, or null
   */
  WindReason.@Nullable FactoryReset takeFactoryReset() {
    WindReason.FactoryReset reason = factoryReset;
    factoryReset = null;
    return reason;
  }

  // The firmware that runs.

  /** Hands the firmware that runs to a task on the event loop; without one it does not run. */
  public void withFirmware(Consumer<Firmware> task) {
    loop.execute(
        () -> {
          Firmware running = firmware;
          if (running != null) {
            task.accept(running);
          }
        });
  }

  /** The firmware that runs, or null while the reset line is low. */
  public @Nullable Firmware running() {
    return firmware;
  }

  /** The networks and stations around it changed. */
  public void airChanged(List<AccessPoint> networks, List<PeerStation> stations) {
    loop.execute(
        () -> {
          surroundings.changed(networks, stations);
          Firmware running = firmware;
          if (running != null) {
            running.radio().airChanged();
          }
        });
  }

  /** A reset; its pins are as after it when this returns. */
  public void restart(ResetReason reason) {
    boolean keepPackets = reason != ResetReason.HARDWARE_RESET && reason != ResetReason.POWER_ON;
    newGeneration(keepPackets, generation -> startFirmware(generation, reason));
  }

  /** The reset line stays low: nothing runs until {@link #releaseReset}. */
  public void holdReset() {
    newGeneration(
        false,
        _ -> {
          endFirmware();
          firmware = null;
        });
  }

  /** The reset line goes up. */
  public void releaseReset() {
    restart(booted ? ResetReason.HARDWARE_RESET : ResetReason.POWER_ON);
  }

  /** Parts the pins from the firmware that runs; what takes its place is made on the loop. */
  private void newGeneration(boolean keepPackets, IntConsumer next) {
    pins.restart(
        keepPackets,
        generation -> {
          uart.restart(generation, keepPackets);
          loop.execute(() -> next.accept(generation));
        });
  }

  private void startFirmware(int generation, ResetReason reason) {
    endFirmware();
    scriptOutput.clear();
    if (peripherals.driven(Peripherals.FACTORY_RESET)) {
      save(Settings.factory());
      factoryReset = WindReason.FactoryReset.GPIO0_HIGH;
    }
    Firmware next = new Firmware(this, generation, reason);
    firmware = next;
    next.after(
        options.timing().bootDelay(),
        () -> {
          booted = true;
          counters.booted(reason);
          next.boot();
        });
  }

  private void endFirmware() {
    Firmware old = firmware;
    if (old != null) {
      old.end();
    }
    Long since = standbySince;
    if (since != null) {
      counters.addSlept(Duration.ofNanos(options.timing().clock().nanoTime() - since));
      standbySince = null;
    }
    loop.cancelTimers();
    pins.letIrqFall();
  }

  /** The firmware stands still, and boots for that reason after a time. */
  void hang(Duration time, ResetReason reason) {
    endFirmware();
    loop.schedule(time, () -> restart(reason));
  }

  /** All is off for a time; for 0 until something else boots it. */
  void standby(Duration time) {
    endFirmware();
    standbySince = options.timing().clock().nanoTime();
    if (!time.isZero()) {
      loop.schedule(time, () -> restart(ResetReason.LOW_POWER));
    }
  }

  boolean inStandby() {
    return standbySince != null;
  }

  /** Ends its threads and sockets; more than one call is as good as one. */
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loop.close();
    Firmware running = firmware;
    if (running != null) {
      running.end();
    }
    workers.join();
    pins.restart(false, _ -> {});
    pins.wake();
    uart.end();
  }
}
