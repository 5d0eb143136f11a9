package io.github.spwf04.virtual.firmware;

import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.console.AtConsole;
import io.github.spwf04.virtual.console.SpiConsole;
import io.github.spwf04.virtual.file.TftpServer;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import io.github.spwf04.virtual.pins.HostCommand;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.python.Python;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Console;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.EventLoop;
import io.github.spwf04.virtual.runtime.ResetReason;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.socket.Servers;
import io.github.spwf04.virtual.socket.SocketMemory;
import io.github.spwf04.virtual.socket.Sockets;
import io.github.spwf04.virtual.system.Pins;
import io.github.spwf04.virtual.system.Power;
import io.github.spwf04.virtual.system.StatusVariables;
import io.github.spwf04.virtual.web.InputTokens;
import io.github.spwf04.virtual.web.OwnServers;
import io.github.spwf04.virtual.web.PageTags;
import io.github.spwf04.virtual.web.WebServer;
import io.github.spwf04.virtual.wifi.Radio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The firmware from one boot to the next reset, which makes a new one: it makes the areas, gives
 * each what it needs, and is what they build on. All of it runs on the module's event loop.
 */
public final class Firmware implements Core {
  private final Chip chip;
  private final ModuleOptions options;
  private final EventLoop loop;
  private final Settings settings;
  private final long bootedAt;
  private final Console console;
  private final BootSequence boot;
  private final Network network;
  private final Volumes volumes;
  private final Radio radio;
  private final Sockets sockets;
  private final Servers servers;
  private final Pins pins;
  private final Power power;
  private final Python python;
  private final Services services;
  private final InputTokens input;
  private final OwnServers ownServers;
  private final StatusVariables status;
  private final CommandQueue commands;
  private WifiState state = WifiState.HARDWARE_POWER_UP;
  private boolean lowMemory;

  /** Written by the loop; workers look at it, too, before they go on. */
  private volatile boolean alive = true;

  /** What workers wait for. */
  private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();

  Firmware(Chip chip, int generation, ResetReason reason) {
    this.chip = chip;
    this.options = chip.options();
    this.loop = chip.loop();
    this.settings = chip.flashed();
    this.bootedAt = options.timing().clock().nanoTime();
    AtConsole at =
        options.strap() == Strap.SPI
            ? null
            : new AtConsole(this, chip.uart(), generation, this::receive, this::busy, this::status);
    this.console = at == null ? new SpiConsole(this, chip.pins(), generation) : at;
    this.network = new Network(options);
    this.volumes = new Volumes(chip.storage(), settings, profile());
    this.boot = new BootSequence(this, chip, reason, volumes);
    Tls tls = new Tls(this, volumes, chip.tlsCertificates());
    this.radio = new Radio(this, chip.surroundings(), chip.wpaCertificates(), chip.random());
    SocketMemory memory = new SocketMemory(this);
    this.sockets = new Sockets(this, network, tls, memory);
    this.servers = new Servers(this, network, tls, memory, chip.listening(), chip::serves);
    this.pins = new Pins(this, chip.peripherals());
    this.power = new Power(this, radio, chip.peripherals(), chip.counters(), chip::standby);
    this.python = new Python(this, volumes, chip.peripherals(), at, chip.scriptOutput());
    this.services = new Services(this, network, tls, volumes);
    this.input = new InputTokens(this);
    this.ownServers =
        new OwnServers(
            this,
            chip.httpPort(),
            chip.tftpPort(),
            new WebServer(this, volumes, new PageTags(this, input, this::status)),
            new TftpServer(this, volumes));
    this.status =
        new StatusVariables(
            this,
            reason,
            boot::startupFailure,
            chip.bootLoader(),
            chip.counters(),
            chip.random(),
            radio,
            volumes,
            memory,
            pins,
            power);
    this.commands = new CommandQueue(this, CommandTable.of(this), chip.injections(), chip.pins());
  }

  // For the table of the commands.

  Chip chip() {
    return chip;
  }

  Network network() {
    return network;
  }

  Volumes volumes() {
    return volumes;
  }

  /** The radio, and what it is at the moment. */
  public Radio radio() {
    return radio;
  }

  Sockets sockets() {
    return sockets;
  }

  Servers servers() {
    return servers;
  }

  Pins pins() {
    return pins;
  }

  Power power() {
    return power;
  }

  Python python() {
    return python;
  }

  Services services() {
    return services;
  }

  InputTokens input() {
    return input;
  }

  StatusVariables statusVariables() {
    return status;
  }

  private String status(Variable variable) {
    return status.value(variable);
  }

  // What the areas build on.

  @Override
  public ModuleOptions options() {
    return options;
  }

  @Override
  public FirmwareProfile profile() {
    return chip.bootLoader().profile();
  }

  @Override
  public boolean alive() {
    return alive;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public boolean saveSettings() {
    return chip.save(settings);
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public int verbose() {
    return (int) settings.number("console_verbose");
  }

  @Override
  public WifiState state() {
    return state;
  }

  @Override
  public void state(WifiState value) {
    state = value;
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(options.timing().clock().nanoTime() - bootedAt);
  }

  @Override
  public Instant time() {
    return chip.timeOfDay().now();
  }

  @Override
  public void time(Instant now) {
    chip.timeOfDay().set(now);
  }

  @Override
  public boolean lowMemory() {
    return lowMemory;
  }

  @Override
  public boolean online() {
    return radio.online();
  }

  @Override
  public void networkUp() {
    power.networkUp();
    services.linkUp();
    ownServers.linkUp();
  }

  @Override
  public void networkLost() {
    sockets.networkLost();
    servers.networkLost();
    services.networkLost();
    ownServers.networkLost();
  }

  @Override
  public void windInForm(Wind wind, LineFormat form, @Nullable Object... values) {
    if (alive && !python.alone() && !settings.masks(wind)) {
      console.wind(wind, form, values);
    }
  }

  @Override
  public void reply(List<Call.Part> parts) {
    if (alive) {
      commands.reply(parts);
    }
  }

  @Override
  public void replyPart(List<Call.Part> parts) {
    if (alive) {
      parts.forEach(console::reply);
    }
  }

  @Override
  public void occupy() {
    commands.occupy();
  }

  @Override
  public void release() {
    commands.next();
  }

  @Override
  public void post(Runnable task) {
    Runnable part = Call.part(task);
    loop.execute(() -> runIfAlive(part));
  }

  @Override
  public boolean postAnyway(Runnable task) {
    return loop.execute(Call.part(task));
  }

  @Override
  public EventLoop.Timer after(Duration delay, Runnable task) {
    Runnable part = Call.part(task);
    return loop.schedule(delay, () -> runIfAlive(part));
  }

  private void runIfAlive(Runnable task) {
    if (alive) {
      task.run();
    }
  }

  @Override
  public <T> @Nullable T ask(Supplier<T> task) {
    CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
    post(
        () -> {
          try {
            answer.complete(task.get());
          } finally {
            // Nothing new unless it threw.
            answer.complete(null);
          }
        });
    return await(answer);
  }

  @Override
  public <T> @Nullable T await(CompletableFuture<@Nullable T> answer) {
    awaited.add(answer);
    try {
      // Looked at behind the line above: the end completes what it finds.
      return alive ? answer.join() : null;
    } finally {
      awaited.remove(answer);
    }
  }

  @Override
  public void spawn(Runnable task) {
    chip.workers().spawn(Call.part(task));
  }

  @Override
  public void spawnPlatform(Runnable task) {
    chip.workers().spawnPlatform(Call.part(task));
  }

  @Override
  public void restart(ResetReason reason) {
    chip.restart(reason);
  }

  // For the module around it.

  /** Starts, through the boot loader. */
  void boot() {
    boot.run(
        () -> {
          radio.start();
          python.boot(boot::failed);
          console.start();
        });
  }

  @Override
  public void hang() {
    chip.hang(Duration.ofSeconds(BootSequence.WATCHDOG_SECONDS), ResetReason.WATCHDOG);
  }

  /** Its heap is nearly used up from now on. */
  public void useUpMemory() {
    lowMemory = true;
  }

  /** Sends an error that belongs to no command. */
  public void criticalError(ModuleError error) {
    if (alive) {
      console.criticalError(error);
    }
  }

  /** A pin that is driven from outside has another level. */
  void edge(int gpio, boolean high) {
    if (gpio == Peripherals.WAKE_UP && chip.inStandby() && high) {
      chip.restart(ResetReason.LOW_POWER);
    } else if (alive) {
      if (gpio == Peripherals.WAKE_UP) {
        power.wakePin(high);
      }
      pins.edge(gpio, high);
    }
  }

  /** A command from the SPI pins, which nobody reads while the console is the UART. */
  void receiveOverSpi(HostCommand command) {
    if (options.strap() == Strap.SPI) {
      receive(command);
    } else {
      chip.pins().dropped(command);
    }
  }

  /** Bytes have come in on the UART, which nobody reads while the console is SPI. */
  void receiveOverUart() {
    if (options.strap() == Strap.UART) {
      console.ready();
    }
  }

  private void receive(HostCommand command) {
    if (!alive || python.alone() || power.asleep()) {
      chip.pins().unheard(command);
    } else {
      commands.receive(command);
    }
  }

  private boolean busy() {
    return commands.busy();
  }

  /** Stops everything that this firmware started. */
  void end() {
    if (!alive) {
      return;
    }
    power.end();
    python.end();
    // Before workers see the end: a page that one of them waits for is cut off, not sent unfilled.
    ownServers.networkLost();
    alive = false;
    commands.clear();
    network.end();
    sockets.end();
    servers.end();
    volumes.close();
    awaited.forEach(answer -> answer.complete(null));
  }
}
