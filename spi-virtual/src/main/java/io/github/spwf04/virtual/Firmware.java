package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The firmware from one boot to the next reset, which makes a new one. All of it runs on the
 * module's event loop.
 */
final class Firmware {
  /** Commands that wait while one is worked on; a host has no business to send more. */
  private static final int MAX_WAITING = 16;

  /** The configured watchdog time-out, WIND 3 (field-facts D). */
  private static final int WATCHDOG_SECONDS = 20;

  /** Reason of WIND 7: the strap says SPI and console_enabled something else (A.4). */
  private static final int STRAP_MISMATCH = 10;

  private final VirtualModule module;
  private final ModuleOptions options;
  private final EventLoop loop;
  private final Console console;
  private final ResetReason reason;
  private final Settings settings;
  private final Radio radio;
  private final Station station;
  private final MiniAp miniAp;
  private final Wps wps;
  private final Addressing addressing;
  private final Network network;
  private final Tls tls;
  private final Sockets sockets;
  private final Servers servers;
  private final Volumes volumes;
  private final Pins pins;
  private final Power power;
  private final Python python;
  private final Services services;
  private final InputTokens input;
  private final Update update;
  private final OwnServers ownServers;
  private final Map<Command, Handler> table;
  private final ArrayDeque<HostCommand> waiting = new ArrayDeque<>();
  private final long bootedAt;
  private WifiState state = WifiState.HARDWARE_POWER_UP;
  private boolean lowMemory;
  private int startupFailure;
  private boolean busy;

  /** Written by the loop; workers look at it, too, before they go on. */
  private volatile boolean alive = true;

  /** What workers wait for. */
  private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();

  Firmware(VirtualModule module, int generation, ResetReason reason) {
    this.module = module;
    this.options = module.options();
    this.loop = module.loop();
    this.console =
        switch (options.strap()) {
          case SPI -> new SpiConsole(this, module.pins(), generation);
          case UART -> new AtConsole(this, module.uart(), generation);
        };
    this.reason = reason;
    this.settings = module.flash().copy();
    this.bootedAt = options.clock().nanoTime();
    this.radio = new Radio(this);
    this.station = new Station(this);
    this.miniAp = new MiniAp(this);
    this.wps = new Wps(this);
    this.addressing = new Addressing(this);
    this.network = new Network(options);
    this.tls = new Tls(this);
    this.sockets = new Sockets(this);
    this.servers = new Servers(this);
    this.volumes = new Volumes(module.storage(), settings);
    this.pins = new Pins(this);
    this.power = new Power(this);
    this.python = new Python(this);
    this.services = new Services(this);
    this.input = new InputTokens(this);
    this.update = new Update(this);
    this.ownServers = new OwnServers(this);
    this.table = CommandTable.of(this);
  }

  // What the areas build on.

  VirtualModule module() {
    return module;
  }

  ModuleOptions options() {
    return options;
  }

  EventLoop loop() {
    return loop;
  }

  Settings settings() {
    return settings;
  }

  Radio radio() {
    return radio;
  }

  FirmwareProfile profile() {
    return module.bootLoader().profile();
  }

  Station station() {
    return station;
  }

  Network network() {
    return network;
  }

  Tls tls() {
    return tls;
  }

  MiniAp miniAp() {
    return miniAp;
  }

  Wps wps() {
    return wps;
  }

  Addressing addressing() {
    return addressing;
  }

  Sockets sockets() {
    return sockets;
  }

  Servers servers() {
    return servers;
  }

  /** The network is gone, and with it what was connected through it. */
  void networkLost() {
    sockets.networkLost();
    servers.networkLost();
    services.networkLost();
    ownServers.networkLost();
  }

  Volumes volumes() {
    return volumes;
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

  Update update() {
    return update;
  }

  ResetReason resetReason() {
    return reason;
  }

  Duration uptime() {
    return Duration.ofNanos(options.clock().nanoTime() - bootedAt);
  }

  WifiState state() {
    return state;
  }

  void state(WifiState value) {
    state = value;
  }

  int verbose() {
    return (int) settings.number("console_verbose");
  }

  boolean alive() {
    return alive;
  }

  /** Whether a command is being worked on. */
  boolean busy() {
    return busy;
  }

  Console console() {
    return console;
  }

  /** The AT console, or null when the strap has chosen SPI. */
  @Nullable AtConsole atConsole() {
    return console instanceof AtConsole at ? at : null;
  }

  /**
   * Runs a task on the loop and waits for what it gives; from any other thread.
   *
   * @return what the task gives, or null when this firmware has ended
   */
  <T> @Nullable T ask(Supplier<T> task) {
    CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
    post(
        () -> {
          try {
            answer.complete(task.get());
          } catch (RuntimeException e) {
            answer.complete(null);
            throw e;
          }
        });
    return await(answer);
  }

  /**
   * Waits for what the loop will complete; from any other thread.
   *
   * @return what it is completed with, or null when this firmware has ended
   */
  <T> @Nullable T await(CompletableFuture<@Nullable T> answer) {
    awaited.add(answer);
    try {
      // Looked at behind the line above: the end completes what it finds.
      return alive ? answer.join() : null;
    } finally {
      awaited.remove(answer);
    }
  }

  /** Runs a task on the loop; not after the reset that ends this firmware. */
  void post(Runnable task) {
    loop.execute(() -> runIfAlive(task));
  }

  /** Runs a task later; not after the reset that ends this firmware. */
  EventLoop.Timer after(Duration delay, Runnable task) {
    return loop.schedule(delay, () -> runIfAlive(task));
  }

  private void runIfAlive(Runnable task) {
    if (alive) {
      task.run();
    }
  }

  // Boot and end.

  /** The status variable startup: the reason of WIND 7, 0 without one. */
  int startupFailure() {
    return startupFailure;
  }

  /** Starts, through the boot loader. */
  void boot() {
    boolean gpio0 = module.peripherals().driven(Peripherals.FACTORY_RESET);
    module.bootLoader().run(this, gpio0, this::start);
  }

  /** Sends the boot WINDs in the order of field-facts D, and starts the radio. */
  private void start() {
    boolean wantsSpi = settings.number("console_enabled") == 0;
    startupFailure = wantsSpi != (options.strap() == Strap.SPI) ? STRAP_MISMATCH : 0;
    if (startupFailure != 0) {
      wind(Wind.CONFIGURATION_FAILURE, startupFailure);
    }
    for (int failure : volumes.failures()) {
      startupFailure = failure;
      wind(Wind.CONFIGURATION_FAILURE, failure);
    }
    String[] build = module.bootLoader().running().build().split("-", 3);
    wind(Wind.POWERON, build[0], build[1], build[2]);
    if (reason == ResetReason.LOW_POWER) {
      wind(Wind.RESUMING_FROM_STANDBY);
    }
    wind(Wind.COPYRIGHT, settings.get("nv_model"));
    int factoryReset = module.takeFactoryReset();
    if (factoryReset >= 0) {
      wind(Wind.FACTORY_RESET, factoryReset);
    }
    if (options.consoleFirst()) {
      wind(Wind.CONSOLE_ACTIVE);
      wind(Wind.WATCHDOG_RUNNING, WATCHDOG_SECONDS);
    } else {
      wind(Wind.WATCHDOG_RUNNING, WATCHDOG_SECONDS);
      wind(Wind.CONSOLE_ACTIVE);
    }
    radio.start();
    python.boot();
    console.start();
  }

  /** The network has an address from now on. */
  void networkUp() {
    power.networkUp();
    services.linkUp();
    ownServers.linkUp();
  }

  /** It does nothing any more until the watchdog resets it. */
  void hang() {
    module.hang(Duration.ofSeconds(WATCHDOG_SECONDS), ResetReason.WATCHDOG);
  }

  /** Its heap is nearly used up from now on. */
  void useUpMemory() {
    lowMemory = true;
  }

  boolean lowMemory() {
    return lowMemory;
  }

  /** Stops everything that this firmware started. */
  void end() {
    if (!alive) {
      return;
    }
    power.end();
    python.end();
    alive = false;
    waiting.clear();
    network.end();
    sockets.end();
    servers.end();
    ownServers.networkLost();
    volumes.close();
    awaited.forEach(answer -> answer.complete(null));
  }

  /** A pin that is driven from outside has another level. */
  void edge(int gpio, boolean high) {
    if (gpio == Peripherals.WAKE_UP && module.inStandby() && high) {
      module.restart(ResetReason.LOW_POWER);
    } else if (alive) {
      if (gpio == Peripherals.WAKE_UP) {
        power.wakePin(high);
      }
      pins.edge(gpio, high);
    }
  }

  // Events.

  /** Sends a WIND unless its bit in console_wind_off_low, medium or high is set (Table 7). */
  void wind(Wind wind, @Nullable Object... values) {
    if (alive && !python.alone() && !masked(wind)) {
      console.wind(wind, wind.variables(), values);
    }
  }

  /** Sends a message of the boot loader, which no mask holds back (Table 14). */
  void bootMessage(LineFormat form, @Nullable Object... values) {
    console.wind(Wind.BOOT_MESSAGES, form, values);
  }

  private boolean masked(Wind wind) {
    String mask =
        switch (wind.number() / 32) {
          case 0 -> "console_wind_off_low";
          case 1 -> "console_wind_off_medium";
          default -> "console_wind_off_high";
        };
    return (settings.number(mask) >>> wind.number() % 32 & 1) != 0;
  }

  void criticalError(int id) {
    if (alive) {
      console.criticalError(id);
    }
  }

  // Commands.

  /** A command from the SPI pins, which nobody reads while the console is the UART. */
  void receiveOverSpi(HostCommand command) {
    if (options.strap() == Strap.SPI) {
      receive(command);
    } else {
      module.pins().dropped();
    }
  }

  /** Bytes have come in on the UART. */
  void receiveOverUart() {
    AtConsole at = atConsole();
    if (at != null) {
      at.ready();
    }
  }

  void receive(HostCommand command) {
    if (!alive || python.alone() || power.asleep()) {
      module.pins().unheard();
    } else if (!busy) {
      begin(command);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(command);
    } else {
      module.pins().dropped();
    }
  }

  private void begin(HostCommand received) {
    busy = true;
    Command command = Command.byId(received.id());
    List<byte[]> arguments = received.parameters();
    if (command == null) {
      refuse(Errors.COMMAND_NOT_FOUND);
    } else if (received.oversize()) {
      refuse(Errors.ARGUMENT_TOO_LONG);
    } else if (Arguments.hasData(command, arguments)) {
      beginWithData(command, arguments, received.trailing());
    } else if (received.trailing() > 0) {
      drop();
    } else {
      int error = check(command, arguments);
      if (error != 0) {
        refuse(error);
      } else {
        run(command, arguments, new byte[0]);
      }
    }
  }

  private void beginWithData(Command command, List<byte[]> arguments, int trailing) {
    int length = Arguments.dataLength(command, arguments);
    if (length < 0) {
      refuse(-length);
      return;
    }
    boolean counted =
        switch (options.dataLength()) {
          case EITHER -> true;
          case COUNTED -> trailing == length || trailing == HostCommand.NO_LENGTH_FIELD;
          case NOT_COUNTED -> trailing == 0 || trailing == HostCommand.NO_LENGTH_FIELD;
        };
    if (!counted) {
      drop();
      return;
    }
    int error = check(command, arguments);
    if (error == 0 && length > options.maxData()) {
      error = Errors.LOW_MEMORY;
    }
    if (error != 0) {
      refuse(error);
    } else if (length == 0) {
      run(command, arguments, new byte[0]);
    } else {
      module.injections().beforeData().forEach(Runnable::run);
      console.wantData(length, data -> post(() -> run(command, arguments, data)));
    }
  }

  private int check(Command command, List<byte[]> arguments) {
    return table.containsKey(command)
        ? Arguments.check(command, arguments)
        : Errors.COMMAND_NOT_FOUND;
  }

  private void run(Command command, List<byte[]> arguments, byte[] data) {
    Handler handler = table.get(command);
    if (handler == null) {
      refuse(Errors.COMMAND_NOT_FOUND);
      return;
    }
    Call call = new Call(this, command, arguments, data);
    if (options.replyDelay().isZero()) {
      run(handler, call);
    } else {
      after(options.replyDelay(), () -> run(handler, call));
    }
  }

  private static void run(Handler handler, Call call) {
    try {
      handler.run(call);
    } catch (RuntimeException e) {
      // The host gets an end all the same; the loop counts the fault.
      call.error(Errors.LOW_MEMORY);
      throw e;
    }
  }

  private void refuse(int error) {
    reply(List.of(Call.Part.end(error)));
  }

  /** A command that its length field contradicts gets no answer. */
  private void drop() {
    module.pins().dropped();
    next();
  }

  /** Commands wait from now on, as if one were being worked on. */
  void occupy() {
    busy = true;
  }

  /** What {@link #occupy} made wait goes on. */
  void release() {
    next();
  }

  /** Sends a whole reply, with what tests asked to happen to it. */
  void reply(List<Call.Part> parts) {
    if (!alive) {
      return;
    }
    Injections injections = module.injections();
    if (injections.takeDrop()) {
      next();
      return;
    }
    Duration stall = injections.takeStall();
    if (stall != null) {
      after(stall, () -> sendReply(parts));
    } else {
      sendReply(parts);
    }
  }

  /** Sends packets of a reply that goes on. */
  void replyPart(List<Call.Part> parts) {
    if (alive) {
      parts.forEach(console::reply);
    }
  }

  private void sendReply(List<Call.Part> parts) {
    Injections injections = module.injections();
    injections.beforeReply().forEach(Runnable::run);
    for (int i = 0; i < parts.size(); i++) {
      if (i == 1) {
        injections.insideReply().forEach(Runnable::run);
      }
      console.reply(parts.get(i));
    }
    next();
  }

  private void next() {
    busy = false;
    HostCommand command = waiting.poll();
    if (command != null) {
      begin(command);
    } else {
      console.ready();
    }
  }

  // Text.

  static byte[] format(LineFormat format, boolean keyword, @Nullable Object... values) {
    ByteBuf out = Unpooled.buffer();
    try {
      format.format(out, keyword, values);
      return ByteBufUtil.getBytes(out);
    } finally {
      out.release();
    }
  }
}
