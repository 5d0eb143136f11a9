package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.codec.AtText;
import io.github.spwf04.command.CallOptions;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.file.FileCommands;
import io.github.spwf04.file.TftpCommands;
import io.github.spwf04.internal.Connection;
import io.github.spwf04.link.LinkCounters;
import io.github.spwf04.message.MailCommands;
import io.github.spwf04.message.MqttCommands;
import io.github.spwf04.security.SecurityCommands;
import io.github.spwf04.session.Session;
import io.github.spwf04.socket.ServerCommands;
import io.github.spwf04.socket.SocketCommands;
import io.github.spwf04.socket.WebSocketCommands;
import io.github.spwf04.system.ClockCommands;
import io.github.spwf04.system.ConfigCommands;
import io.github.spwf04.system.GpioCommands;
import io.github.spwf04.system.PowerCommands;
import io.github.spwf04.system.SystemCommands;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBuses;
import io.github.spwf04.web.HttpCommands;
import io.github.spwf04.wifi.ReconnectPolicy;
import io.github.spwf04.wifi.WifiCommands;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One SPWF04Sx module. Commands are methods of its groups; whatever has no method yet goes through
 * {@link #execute(Command, List, ByteBuf)} or {@link #execute(String, ByteBuf)}.
 *
 * <p>Thread-safe: commands of several threads take turns, each gets its own reply. Methods block
 * and every wait has a bound; virtual threads are the natural caller. They throw {@link
 * SpwfException}, and {@link InterruptedException} when the caller is interrupted.
 *
 * {@snippet :
 * try (Spwf04 spwf = Spwf04.open("virtual:")) {
 *   spwf.boot(Duration.ofSeconds(10));
 *   System.out.println(spwf.system().status("fw_version"));
 * }
 * }
 */
public final class Spwf04 implements AutoCloseable {
  private final Connection connection;
  private final Spwf04Options options;
  private final ModuleCalls calls;
  private final SocketCommands sockets;
  private final ServerCommands servers;
  private final WebSocketCommands webSockets;
  private final MqttCommands mqtt;
  private final HttpCommands http;
  private final WifiCommands wifi;
  private final SystemCommands system;
  private final ConfigCommands config;
  private final ClockCommands clock;
  private final MailCommands mail;
  private final TftpCommands tftp;
  private final FileCommands files;
  private final SecurityCommands security;
  private final PowerCommands power;
  private final GpioCommands gpio;

  private Spwf04(Connection connection, Spwf04Options options, ModuleCalls calls) {
    this.connection = connection;
    this.options = options;
    this.calls = calls;
    this.sockets = new SocketCommands(calls);
    this.servers = new ServerCommands(calls);
    this.webSockets = new WebSocketCommands(calls);
    this.mqtt = new MqttCommands(calls);
    this.http = new HttpCommands(calls);
    this.wifi = new WifiCommands(calls, options.reconnect());
    this.system = new SystemCommands(calls);
    this.config = new ConfigCommands(calls);
    this.clock = new ClockCommands(calls);
    this.mail = new MailCommands(calls);
    this.tftp = new TftpCommands(calls);
    this.files = new FileCommands(calls);
    this.security = new SecurityCommands(calls);
    this.power = new PowerCommands(calls);
    this.gpio = new GpioCommands(calls);
  }

  /**
   * Opens the bus of a URI given as text, {@code virtual:} or {@code linux:/dev/spidev0.0?irq=…}.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when it is no URI, or no bus of that scheme is installed
   */
  public static Spwf04 open(String bus) throws IOException {
    return open(bus, Spwf04Options.defaults());
  }

  /**
   * Opens the bus of a URI given as text, with options.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when it is no URI, or no bus of that scheme is installed
   */
  public static Spwf04 open(String bus, Spwf04Options options) throws IOException {
    return open(SpiBuses.open(bus), options);
  }

  /**
   * Opens the bus of a URI.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when no bus of that scheme is installed
   */
  public static Spwf04 open(URI bus) throws IOException {
    return open(bus, Spwf04Options.defaults());
  }

  /**
   * Opens the bus of a URI, with options.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when no bus of that scheme is installed
   */
  public static Spwf04 open(URI bus, Spwf04Options options) throws IOException {
    return open(SpiBuses.open(bus), options);
  }

  /** Takes over a bus; closing this closes it. Nothing is sent yet. */
  public static Spwf04 open(SpiBus bus) {
    return open(bus, Spwf04Options.defaults());
  }

  /** Takes over a bus, with options. */
  public static Spwf04 open(SpiBus bus, Spwf04Options options) {
    CallOptions bounds =
        new CallOptions(
            options.commandTimeout(),
            options.connectTimeout(),
            ChronoUnit.FOREVER.getDuration(),
            options.eventCapacity(),
            options.writeSize(),
            false);
    Connection connection =
        new Connection(bus, options.allocator(), options.time(), options.ladder(), bounds);
    Spwf04 spwf = new Spwf04(connection, options, connection.calls());
    connection.start();
    return spwf;
  }

  /** The module itself: readiness, status variables, reset, random numbers. */
  public SystemCommands system() {
    return system;
  }

  /** Configuration variables. */
  public ConfigCommands config() {
    return config;
  }

  /** The radio, networks and peers. */
  public WifiCommands wifi() {
    return wifi;
  }

  /** The module's clock. */
  public ClockCommands clock() {
    return clock;
  }

  /** Socket clients. */
  public SocketCommands sockets() {
    return sockets;
  }

  /** Socket servers. */
  public ServerCommands servers() {
    return servers;
  }

  /** Web sockets. */
  public WebSocketCommands webSockets() {
    return webSockets;
  }

  /** The connection to an MQTT broker. */
  public MqttCommands mqtt() {
    return mqtt;
  }

  /** Documents by HTTP, and the web pages of the module. */
  public HttpCommands http() {
    return http;
  }

  /** Mail. */
  public MailCommands mail() {
    return mail;
  }

  /** Files by TFTP. */
  public TftpCommands tftp() {
    return tftp;
  }

  /** The files of the module. */
  public FileCommands files() {
    return files;
  }

  /** Certificates and keys. */
  public SecurityCommands security() {
    return security;
  }

  /** Power modes. */
  public PowerCommands power() {
    return power;
  }

  /** Pins: digital, analogue, PWM. */
  public GpioCommands gpio() {
    return gpio;
  }

  /**
   * The same module, each of whose commands must be done within a time of its own. All groups are
   * reached from the view; what is opened by it, such as a socket, goes back to the times of the
   * options. Closing a view closes the module.
   *
   * {@snippet :
   * spwf.within(Duration.ofSeconds(2)).system().check();
   * }
   *
   * @param deadline bound of each command, the wait for its turn counted in; a method that needs
   *     several commands takes several times as long at most
   * @throws SpwfException.InvalidInput when it is zero or less
   */
  public Spwf04 within(Duration deadline) {
    return new Spwf04(connection, options, calls.within(deadline));
  }

  /**
   * The same module, whose commands fail with {@link SpwfException.Busy} while the module is at a
   * command whose caller has given up, in place of waiting for its end within their own deadline.
   * Closing a view closes the module.
   */
  public Spwf04 failFast() {
    return new Spwf04(connection, options, calls.failFast());
  }

  /**
   * Any methods of this module on a virtual thread of their own.
   *
   * {@snippet :
   * CompletableFuture<String> version = spwf.async(s -> s.system().status("fw_version"));
   * }
   *
   * @return completes with what the work returns or throws; {@code cancel(true)} interrupts the
   *     work. A result that comes after that is closed when it can be closed
   */
  public <T extends @Nullable Object> CompletableFuture<T> async(AsyncCall.Work<T> work) {
    return AsyncCall.start(this, work);
  }

  /**
   * Resets the module by its reset line and waits until it takes commands (WIND 0). A module that
   * has begun to boot by itself and is not done is waited for, 5 s from its first WIND on. All
   * sockets are gone afterwards, and the network with them: it is joined again as the {@link
   * ReconnectPolicy} of the options says, unless {@link WifiCommands#off} goes before.
   *
   * @param timeout bound of the whole
   * @return the WINDs of the boot up to WIND 0, in order, those included that came before the call;
   *     their order differs between firmwares
   * @throws SpwfException.TimedOut when WIND 0 does not come
   */
  public List<WindEvent> boot(Duration timeout) throws InterruptedException {
    return connection.boot(timeout);
  }

  /** All events from now on. Close it when done. */
  public EventSubscription events() {
    return calls.events();
  }

  /**
   * Events of one type from now on. Close it when done.
   *
   * @param type a type of {@link Event} such as {@link Event.Recovery}, or of what a WIND says: a
   *     record such as {@link io.github.spwf04.event.SocketEvent.SocketClosed}, a group such as
   *     {@link io.github.spwf04.event.PowerEvent}, or {@link
   *     io.github.spwf04.event.Indication.Other} for what cannot be read
   * @throws SpwfException.InvalidInput for a type that no event has
   */
  public <E> Subscription<E> events(Class<E> type) {
    return calls.events(type);
  }

  /**
   * Any command of the catalogue.
   *
   * @param arguments the parameters in order, an empty buffer for one that is omitted; the caller
   *     keeps them
   * @param data the data of the data phase, or null for none; the caller keeps it
   * @throws SpwfException.InvalidInput when the arguments do not fit the catalogue; nothing was
   *     sent
   */
  public CommandReply execute(Command command, List<ByteBuf> arguments, @Nullable ByteBuf data)
      throws InterruptedException {
    return calls.call(
        command,
        arguments,
        data,
        calls.options().connectTimeout(),
        reply -> CommandReply.of(command, reply));
  }

  /**
   * As {@link #execute(Command, List, ByteBuf)} without waiting, and without a thread.
   *
   * @param data the data of the data phase, or null for none; the caller may release it at once,
   *     but must leave its bytes alone until the future is done
   * @return completes with the reply, or with an {@link SpwfException}, on a virtual thread; {@code
   *     cancel(true)} drops a command that waits for its turn, and the reply of one under way
   * @throws SpwfException.InvalidInput when the arguments do not fit the catalogue; nothing was
   *     sent
   */
  public CompletableFuture<CommandReply> executeAsync(
      Command command, List<ByteBuf> arguments, @Nullable ByteBuf data) {
    return AsyncCall.of(
        calls.submit(
            Guard.NONE,
            command,
            arguments,
            data,
            calls.options().connectTimeout(),
            reply -> CommandReply.of(command, reply)));
  }

  /**
   * Any command as AT text, {@code AT+S.STS=fw_version}. Fields are separated by commas; an empty
   * field or the word NULL is an omitted one.
   *
   * @param data the data of the data phase, or null for none; the caller keeps it
   */
  public CommandReply execute(String atLine, @Nullable ByteBuf data) throws InterruptedException {
    AtText line = AtText.parse(atLine, AtText.DELIMITER);
    return execute(line.command(), line.parameters(), data);
  }

  /**
   * wifi_state, which every packet of the module carries.
   *
   * @return the newest, or null before the first packet and for a number the manual does not know
   */
  public @Nullable WifiState state() {
    return calls.state();
  }

  /**
   * Waits until the radio has come so far. Asks nothing of the module: a state shows with the next
   * packet it sends.
   *
   * @param timeout how long to wait at most
   * @throws SpwfException.TimedOut when it has not by then
   */
  public void awaitState(WifiState wanted, Duration timeout) throws InterruptedException {
    try (Subscription<Event.StateChanged> changes = events(Event.StateChanged.class)) {
      if (state() != wanted && changes.await(e -> e.now() == wanted, timeout) == null) {
        throw new SpwfException.TimedOut(
            "the state was " + state() + " after " + timeout.toMillis() + " ms, not " + wanted);
      }
    }
  }

  /** What the link has done since it was opened. */
  public Statistics statistics() {
    Session session = connection.session();
    LinkCounters counters = session.linkCounters();
    return new Statistics(
        counters.transfers(),
        counters.bytes(),
        counters.packetsOut(),
        counters.packetsIn(),
        counters.junkBytes(),
        counters.collisions(),
        session.strayReplies(),
        session.recoveries(),
        connection.droppedEvents(),
        counters.missedWakeUps(),
        counters.falseWakeUps());
  }

  /**
   * Counters of the link.
   *
   * @param transfers chip-select windows
   * @param bytes bytes clocked in them
   * @param packetsOut command packets sent
   * @param packetsIn packets of the module read
   * @param junkBytes bytes of the module that belonged to no packet
   * @param collisions writes that gave way to a packet of the module and were sent again
   * @param strayReplies reply packets that answered no command in flight and were dropped
   * @param recoveries times the conversation fell out of step
   * @param droppedEvents events that subscriptions dropped because nobody took them
   * @param missedWakeUps times the IRQ line was found low before the bus had told of it; some are
   *     chance, many tell of a bus that misses edges
   * @param falseWakeUps times the bus told that the IRQ line was low, and it was not
   */
  public record Statistics(
      long transfers,
      long bytes,
      long packetsOut,
      long packetsIn,
      long junkBytes,
      long collisions,
      long strayReplies,
      long recoveries,
      long droppedEvents,
      long missedWakeUps,
      long falseWakeUps) {}

  /** Ends everything and closes the bus. From any thread, more than once. */
  @Override
  public void close() {
    connection.close();
  }
}
