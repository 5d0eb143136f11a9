package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.AtText;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.link.LinkCounters;
import io.github.spwf04.session.Guard;
import io.github.spwf04.session.Session;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBuses;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
public final class Spwf04 extends ModuleCalls implements AutoCloseable {
  /** The one that holds the conversation; this itself unless this is a view of it. */
  private final Spwf04 root;

  private final Spwf04Options options;
  private final Session session;
  private final EventHub hub;
  private final Sleep sleep;
  private final SocketCommands sockets;
  private final ServerCommands servers;
  private final WebSocketCommands webSockets;
  private final MqttCommands mqtt;
  private final WifiCommands wifi;
  private final SystemCommands system = new SystemCommands(this);
  private final ConfigCommands config = new ConfigCommands(this);
  private final ClockCommands clock = new ClockCommands(this);
  private final HttpCommands http;
  private final MailCommands mail = new MailCommands(this);
  private final TftpCommands tftp = new TftpCommands(this);
  private final FileCommands files = new FileCommands(this);
  private final SecurityCommands security = new SecurityCommands(this);
  private final PowerCommands power = new PowerCommands(this);
  private final GpioCommands gpio = new GpioCommands(this);

  private Spwf04(SpiBus bus, Spwf04Options options) {
    this.root = this;
    this.options = options;
    this.hub = new EventHub(options.time());
    this.sleep = new Sleep(options.time());
    this.sockets = new SocketCommands(this);
    this.servers = new ServerCommands(this);
    this.webSockets = new WebSocketCommands(this);
    this.mqtt = new MqttCommands(this);
    this.http = new HttpCommands(this);
    this.wifi = new WifiCommands(this);
    this.session =
        new Session(
            bus,
            options.allocator(),
            new Dispatcher(this, hub, options.time()),
            options.time(),
            options.ladder());
  }

  /** A view: the same module and the same sockets, with other options. */
  private Spwf04(Spwf04 root, Spwf04Options options) {
    this.root = root;
    this.options = options;
    this.hub = root.hub;
    this.sleep = root.sleep;
    this.sockets = root.sockets.of(this);
    this.servers = root.servers.of(this);
    this.webSockets = root.webSockets.of(this);
    this.mqtt = root.mqtt.of(this);
    this.http = root.http.of(this);
    this.wifi = root.wifi.of(this);
    this.session = root.session;
  }

  /**
   * Opens the bus of a URI given as text, {@code virtual:} or {@code linux:/dev/spidev0.0?irq=…}.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when it is no URI, or no bus of that scheme is installed
   */
  public static Spwf04 open(String bus) throws IOException {
    return open(SpiBuses.open(bus), Spwf04Options.defaults());
  }

  /**
   * Opens the bus of a URI.
   *
   * @throws IOException when the device cannot be opened
   * @throws SpwfException.InvalidInput when no bus of that scheme is installed
   */
  public static Spwf04 open(URI bus) throws IOException {
    return open(SpiBuses.open(bus), Spwf04Options.defaults());
  }

  /** Takes over a bus; closing this closes it. Nothing is sent yet. */
  public static Spwf04 open(SpiBus bus) {
    return open(bus, Spwf04Options.defaults());
  }

  /** Takes over a bus, with options. */
  public static Spwf04 open(SpiBus bus, Spwf04Options options) {
    Spwf04 spwf = new Spwf04(bus, options);
    spwf.session.start();
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
    if (!deadline.isPositive()) {
      throw new SpwfException.InvalidInput("a deadline of " + deadline + ", more than 0 is needed");
    }
    return new Spwf04(root, options.withCommandTimeout(deadline).withConnectTimeout(deadline));
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
   * Resets the module by its reset line and waits until it takes commands (WIND 0). All sockets are
   * gone afterwards, and the network with them: {@link ReconnectPolicy} leaves it to the caller to
   * join again.
   *
   * @param timeout bound of the whole
   * @return the WINDs of the boot up to WIND 0, in order; their order differs between firmwares
   * @throws SpwfException.TimedOut when WIND 0 does not come
   */
  public List<WindEvent> boot(Duration timeout) throws InterruptedException {
    wifi.forget();
    try (EventSubscription events = events()) {
      // A WIND 0 of the boot before must not pass for that of this one.
      session.reset(timeout, events::clear);
      return awaitConsole(events, timeout);
    }
  }

  List<WindEvent> awaitConsole(EventSubscription events, Duration timeout)
      throws InterruptedException {
    List<WindEvent> boot = new ArrayList<>();
    long end = options.time().deadline(timeout);
    while (events.next(options.time().until(end)) instanceof Event event) {
      if (event instanceof WindEvent wind) {
        boot.add(wind);
        if (wind.is(Wind.CONSOLE_ACTIVE)) {
          return boot;
        }
      }
    }
    throw new SpwfException.TimedOut(
        "the module did not report WIND 0, Console active, within "
            + timeout.toMillis()
            + " ms; it reported "
            + boot);
  }

  /** All events from now on. Close it when done. */
  public EventSubscription events() {
    return hub.subscribe(options.eventCapacity());
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
    return hub.subscribe(type, options.eventCapacity());
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
    return call(
        command,
        arguments,
        data,
        options.connectTimeout(),
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
        submit(
            Guard.NONE,
            command,
            arguments,
            data,
            options.connectTimeout(),
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
    return WifiState.byNumber(session.state());
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
        hub.dropped());
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
      long droppedEvents) {}

  /** Ends everything and closes the bus. From any thread, more than once. */
  @Override
  public void close() {
    session.close();
    loseConnections("the connection to the module is closed");
    hub.close();
  }

  /** The module with the options it was opened with; what outlives a call belongs to it. */
  Spwf04 root() {
    return root;
  }

  @Override
  Spwf04Options options() {
    return options;
  }

  @Override
  Sleep sleep() {
    return sleep;
  }

  @Override
  Session session() {
    return session;
  }

  /** Whether {@link #close} was called. */
  boolean closed() {
    return session.closed();
  }

  /** An event of the host itself. */
  void publish(Event event) {
    hub.publish(event);
  }

  /** A queue of messages was full and has dropped one. */
  void countDroppedEvent() {
    hub.countDropped();
  }

  /** Who holds a socket is told that it is gone. */
  void loseConnections(String why) {
    sockets.lose(why);
    servers.lose(why);
    webSockets.lose(why);
    mqtt.lose(why);
  }
}
