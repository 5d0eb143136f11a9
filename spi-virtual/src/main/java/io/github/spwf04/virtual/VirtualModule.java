package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A virtual SPWF04Sx, powered on when it is made. Its face to a host is {@link #pins}; the other
 * methods are for the test beside it, may be called from any thread, and take effect in the order
 * of their calls.
 */
public final class VirtualModule implements AutoCloseable {
  /** Reason of WIND 65 when GPIO0 is high at the start (6.11). */
  private static final int BY_PIN = 0;

  private static final AtomicLong MODULES = new AtomicLong();

  private final ModuleOptions options;
  private final EventLoop loop;
  private final SpiSlave pins;
  private final Uart uart;
  private final Air air;
  private final Peripherals peripherals;
  private final Faults faults;
  private final Settings flash;
  private final Storage storage;
  private final BootLoader bootLoader;
  private final ServerPort httpPort;
  private final ServerPort tftpPort;
  private final RandomGenerator random;
  private final Injections injections = new Injections();
  private final Certificates tlsCertificates;
  private final Certificates wpaCertificates;

  /** Not a concurrent set: its size must be right at every moment. */
  private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());

  /** The ports of the socket servers, -1 while one is closed. */
  private final AtomicIntegerArray listening = new AtomicIntegerArray(new int[] {-1, -1});

  private final AtomicBoolean closed = new AtomicBoolean();
  private final String name = "spwf04-module-" + MODULES.incrementAndGet();

  /** Written by the event loop alone. */
  private volatile @Nullable Firmware firmware;

  /** Written by the event loop alone. */
  private volatile boolean booted;

  private final ByteArrayOutputStream scriptOutput = new ByteArrayOutputStream();
  private final BootCounters counters = new BootCounters();
  private List<AccessPoint> visible;
  private List<PeerStation> stations;
  private @Nullable RadioFault radioFault;
  private int factoryReset;

  /** When the standby began that it is in; not on the clock while it is in none. */
  private @Nullable Long standbySince;

  private Duration timeOffset = Duration.ZERO;
  private long lastRandom;

  /** A module with {@link ModuleOptions#defaults}. */
  public VirtualModule() {
    this(ModuleOptions.defaults());
  }

  /**
   * @throws IllegalArgumentException when a variable of the options does not exist or cannot have
   *     its value, or when the folder of the volumes cannot be made or written
   */
  public VirtualModule(ModuleOptions options) {
    this.options = options;
    this.flash = initialFlash(options.variables());
    this.storage = new Storage(options.storage());
    this.bootLoader = new BootLoader(options.profile());
    this.httpPort = new ServerPort(options.servers().httpPort(), options.sockets().address());
    this.tftpPort = new ServerPort(options.servers().tftpPort(), options.sockets().address());
    this.factoryReset = options.factoryReset();
    this.tlsCertificates = new Certificates("tls", options.storage());
    this.wpaCertificates = new Certificates("wpae", options.storage());
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    this.loop = new EventLoop(name, options.clock());
    this.visible = options.accessPoints();
    this.stations = options.stations();
    this.air = new Air(visible, stations, this::airChanged, this::withFirmware);
    this.peripherals = new Peripherals((gpio, high) -> withFirmware(f -> f.edge(gpio, high)));
    this.faults = new Faults(this::withFirmware);
    options.highPins().forEach(gpio -> peripherals.drive(gpio, true));
    this.pins = new SpiSlave(options, command -> withFirmware(f -> f.receiveOverSpi(command)));
    this.uart = new Uart(() -> withFirmware(Firmware::receiveOverUart));
    restart(ResetReason.POWER_ON);
  }

  private static Settings initialFlash(Map<String, String> variables) {
    Settings flash = Settings.factory();
    variables.forEach(
        (name, value) -> {
          int error = flash.set(name, value);
          if (error != 0) {
            throw new IllegalArgumentException(
                "configuration variable " + name + " cannot be " + value + ": error " + error);
          }
        });
    return flash;
  }

  /** The SPI, IRQ and chip-select pins. */
  public SpiSlave pins() {
    return pins;
  }

  /** The UART pins; the module speaks on them when {@link ModuleOptions#strap} says so. */
  public Uart uart() {
    return uart;
  }

  /** The options it was made with. */
  public ModuleOptions options() {
    return options;
  }

  /** The networks and stations around it. */
  public Air radio() {
    return air;
  }

  /** Its pins, ADC, DAC and PWM. */
  public Peripherals peripherals() {
    return peripherals;
  }

  /**
   * What python_script has printed, as UTF-8, where there was no console to print on: at a boot
   * with SPI, or with console_enabled 3. Empty after the next boot.
   */
  public String scriptOutput() {
    synchronized (scriptOutput) {
      return scriptOutput.toString(StandardCharsets.UTF_8);
    }
  }

  /** What can go wrong inside it. */
  public Faults faults() {
    return faults;
  }

  /** Where its web server listens, or null while it does not. */
  public @Nullable InetSocketAddress httpAddress() {
    return httpPort.address();
  }

  /** Where its TFTP server listens, or null while it does not. */
  public @Nullable InetSocketAddress tftpAddress() {
    return tftpPort.address();
  }

  /**
   * The reset line goes low and up again: what is queued or half clocked is gone, the IRQ line is
   * up when this returns, and the module boots.
   */
  public void reset() {
    restart(ResetReason.HARDWARE_RESET);
  }

  /** The power goes off and on again: reset_reason 0, and nv_power_cycles counts it. */
  public void powerCycle() {
    restart(ResetReason.POWER_ON);
  }

  /**
   * The reset line goes low and stays there: the module does nothing until {@link #releaseReset}.
   */
  public void holdReset() {
    newGeneration(
        false,
        _ -> {
          endFirmware();
          firmware = null;
        });
  }

  /** The reset line goes up: the module boots, for the first time if it never came to that. */
  public void releaseReset() {
    restart(booted ? ResetReason.HARDWARE_RESET : ResetReason.POWER_ON);
  }

  /**
   * Sends a WIND now, as the firmware would, masks and all.
   *
   * @param values one a variable of the WIND, null for an empty one
   * @throws io.github.spwf04.codec.SpwfException.InvalidInput when the values do not fit the WIND
   */
  public void raise(Wind wind, @Nullable Object... values) {
    check(wind, values);
    withFirmware(f -> f.wind(wind, values));
  }

  /** Sends a packet of kind 2, which the manual knows and nobody has seen (field-facts B). */
  public void raiseCriticalError(int id) {
    if (id < 0 || id > 255) {
      throw new IllegalArgumentException("error " + id + ", 0 to 255 are allowed");
    }
    withFirmware(f -> f.criticalError(id));
  }

  /** Sends a WIND between the next command and its reply. */
  public void injectBeforeReply(Wind wind, @Nullable Object... values) {
    check(wind, values);
    withFirmware(_ -> injections.addBeforeReply(() -> raiseNow(wind, values)));
  }

  /** Sends a WIND between the next command with data and its data phase. */
  public void injectBeforeData(Wind wind, @Nullable Object... values) {
    check(wind, values);
    withFirmware(_ -> injections.addBeforeData(() -> raiseNow(wind, values)));
  }

  /** Sends a WIND behind the first packet of the next reply that has more than one. */
  public void injectInsideReply(Wind wind, @Nullable Object... values) {
    check(wind, values);
    withFirmware(_ -> injections.addInsideReply(() -> raiseNow(wind, values)));
  }

  /** The next reply comes this much later. */
  public void stallNextReply(Duration delay) {
    withFirmware(_ -> injections.stall(delay));
  }

  /** The next reply never comes, though its command is carried out. */
  public void dropNextReply() {
    withFirmware(_ -> injections.drop());
  }

  /** The next command vanishes on the wire (field-facts A.6, issue #170). */
  public void loseNextCommand() {
    pins.loseNextCommand();
  }

  /**
   * Waits until the firmware has nothing left to do at the present time of its clock.
   *
   * @return false when that did not come within {@code timeout} of real time
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    return loop.awaitIdle(timeout);
  }

  /** The commands of the catalogue that it does not know yet; it answers them with error 1. */
  public static Set<Command> notBuilt() {
    return CommandTable.notBuilt();
  }

  /**
   * The port of this machine that a socket server listens on, which need not be the port of the
   * module: see {@link SocketOptions}.
   *
   * @param server 0 or 1, as SOCKDON answered
   * @throws IllegalStateException when no such server is open
   */
  public int listeningPort(int server) {
    int port = listening.get(server);
    if (port < 0) {
      throw new IllegalStateException("socket server " + server + " is not open");
    }
    return port;
  }

  /** What threw inside the firmware, which went on: null unless the module has a defect. */
  public @Nullable Throwable fault() {
    return loop.lastFault();
  }

  /** Threads beside the event loop that serve its sockets at this moment. */
  public int workers() {
    return threads.size();
  }

  /** Ends its threads and sockets; more than one call is as good as one. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loop.close();
    Firmware running = firmware;
    if (running != null) {
      running.end();
    }
    for (Thread thread : threads.toArray(Thread[]::new)) {
      Joins.join(thread);
    }
    pins.restart(false, _ -> {});
    pins.wake();
    uart.end();
  }

  // For the firmware.

  /** Where a socket server listens; -1 when it does not any more. */
  void listening(int server, int port) {
    listening.set(server, port);
  }

  EventLoop loop() {
    return loop;
  }

  Settings flash() {
    return flash;
  }

  /** The volumes that outlive a reset. */
  Storage storage() {
    return storage;
  }

  /** What TLSCERT has loaded; survives resets and factory resets. */
  Certificates tlsCertificates() {
    return tlsCertificates;
  }

  /** What WPAECERT has loaded; survives resets and factory resets. */
  Certificates wpaCertificates() {
    return wpaCertificates;
  }

  ServerPort httpPort() {
    return httpPort;
  }

  ServerPort tftpPort() {
    return tftpPort;
  }

  BootLoader bootLoader() {
    return bootLoader;
  }

  Injections injections() {
    return injections;
  }

  RandomGenerator random() {
    return random;
  }

  /** The networks as the firmware has come to know them. */
  List<AccessPoint> visible() {
    return visible;
  }

  /** The stations as the firmware has come to know them. */
  List<PeerStation> stations() {
    return stations;
  }

  private void airChanged(List<AccessPoint> networks, List<PeerStation> peers) {
    loop.execute(
        () -> {
          visible = networks;
          stations = peers;
          Firmware running = firmware;
          if (running != null) {
            running.radio().airChanged();
          }
        });
  }

  void keepScriptOutput(byte[] printed) {
    synchronized (scriptOutput) {
      scriptOutput.writeBytes(printed);
    }
  }

  BootCounters counters() {
    return counters;
  }

  /** The next start of the radio fails like this. */
  void radioFault(int reason, String register) {
    radioFault = new RadioFault(reason, register);
  }

  @Nullable RadioFault takeRadioFault() {
    RadioFault fault = radioFault;
    radioFault = null;
    return fault;
  }

  /** The module's time of day. */
  Instant time() {
    return options.clock().instant().plus(timeOffset);
  }

  /** What TIME has set, as the distance from the clock's time of day. */
  void timeOffset(Duration offset) {
    timeOffset = offset;
  }

  /** The status variable random_number. */
  long lastRandom() {
    return lastRandom;
  }

  void lastRandom(long number) {
    lastRandom = number;
  }

  int takeFactoryReset() {
    int reason = factoryReset;
    factoryReset = -1;
    return reason;
  }

  /** A thread that waits for a socket. */
  void spawn(Runnable task) {
    spawn(Thread.ofVirtual(), task);
  }

  /** A thread for a library that waits in a selector. */
  void spawnPlatform(Runnable task) {
    spawn(Thread.ofPlatform().daemon(), task);
  }

  private void spawn(Thread.Builder kind, Runnable task) {
    Thread thread =
        kind.name(name + "-worker")
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  void restart(ResetReason reason) {
    boolean keepPackets = reason != ResetReason.HARDWARE_RESET && reason != ResetReason.POWER_ON;
    newGeneration(keepPackets, generation -> startFirmware(generation, reason));
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
    synchronized (scriptOutput) {
      scriptOutput.reset();
    }
    if (peripherals.driven(Peripherals.FACTORY_RESET)) {
      flash.copyFrom(Settings.factory());
      factoryReset = BY_PIN;
    }
    Firmware next = new Firmware(this, generation, reason);
    firmware = next;
    next.after(
        options.bootDelay(),
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
      counters.addSlept(Duration.ofNanos(options.clock().nanoTime() - since));
      standbySince = null;
    }
    loop.cancelTimers();
  }

  /** The firmware stands still, and boots for that reason after a time. */
  void hang(Duration time, ResetReason reason) {
    endFirmware();
    loop.schedule(time, () -> restart(reason));
  }

  /** All is off for a time; for 0 until something else boots it. */
  void standby(Duration time) {
    endFirmware();
    standbySince = options.clock().nanoTime();
    if (!time.isZero()) {
      loop.schedule(time, () -> restart(ResetReason.LOW_POWER));
    }
  }

  boolean inStandby() {
    return standbySince != null;
  }

  /** Throws in the caller's thread what would otherwise throw in the module's. */
  static void check(Wind wind, @Nullable Object... values) {
    Firmware.format(wind.variables(), true, values);
  }

  private void raiseNow(Wind wind, @Nullable Object... values) {
    Firmware running = firmware;
    if (running != null) {
      running.wind(wind, values);
    }
  }

  private void withFirmware(java.util.function.Consumer<Firmware> task) {
    loop.execute(
        () -> {
          Firmware running = firmware;
          if (running != null) {
            task.accept(running);
          }
        });
  }
}
