package io.github.spwf04.wifi;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Guard;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.command.VariableLines;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The radio and the networks around it (manual 6.4, 6.33 to 6.37). As it goes on its way the radio
 * reports by events, see {@link io.github.spwf04.event.StationEvent} and {@link
 * io.github.spwf04.event.AccessPointEvent}; {@link io.github.spwf04.Spwf04#state} and {@link
 * io.github.spwf04.Spwf04#awaitState} tell how far it has come.
 */
public final class WifiCommands {
  /** Largest counter and size of PING. */
  private static final int MAX_PINGS = 65535;

  private final ModuleCalls calls;
  private final Joining joining;

  /** What an attempt to join again is refused by; null for the commands of a caller. */
  private final @Nullable Guard again;

  /**
   * What to join a network with.
   *
   * @param ssid its name, 1 to 32 bytes of UTF-8
   * @param credentials what it asks for
   */
  public record Login(String ssid, Credentials credentials) {
    /**
     * @throws SpwfException.InvalidInput when the name has another length, or ends in CR, which
     *     does not reach the module (field-facts I)
     */
    public Login {
      checkSsid(ssid);
    }
  }

  /** Told here, and not when the radio is off already. */
  static void checkSsid(String ssid) {
    int bytes = ssid.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > Limits.SSID) {
      throw new SpwfException.InvalidInput(
          "an SSID of " + bytes + " bytes, 1 to " + Limits.SSID + " are allowed");
    }
    if (ssid.endsWith("\r")) {
      throw new SpwfException.InvalidInput(
          "an SSID that ends in CR, which the module takes off; wifi_ssid takes it as bytes");
    }
  }

  /**
   * These commands over the calls of a connection; a network that is lost is joined again only when
   * another group of the connection sees to it.
   */
  public WifiCommands(ModuleCalls calls) {
    this(calls, (ReconnectPolicy) null);
  }

  /**
   * These commands over the calls of a connection.
   *
   * @param reconnect when to join a lost network again, or null for never; the policy of the first
   *     group of a connection is that of all
   */
  public WifiCommands(ModuleCalls calls, @Nullable ReconnectPolicy reconnect) {
    this(calls, calls.keep(Joining.class, own -> new Joining(own, reconnect)), null);
  }

  WifiCommands(ModuleCalls calls, Joining joining, @Nullable Guard again) {
    this.calls = calls;
    this.joining = joining;
    this.again = again;
  }

  /**
   * Switches the radio on (6.34). Does nothing when it is on already: error 17 is harmless
   * (field-facts E).
   */
  public void on() throws InterruptedException {
    joining.on(calls);
  }

  /**
   * Switches the radio off and waits until it is down, WIND 38 (6.34). Does nothing when it is off
   * already: error 18 is harmless. A network that was joined is not joined again by the {@link
   * ReconnectPolicy}.
   *
   * @throws SpwfException.TimedOut when WIND 38 does not come
   */
  public void off() throws InterruptedException {
    joining.forget();
    joining.off(calls);
  }

  /**
   * Looks for networks (6.35), every access point of each. Otherwise as {@link #scan(ScanFilter)}.
   */
  public List<Network> scan() throws InterruptedException {
    return scan(ScanFilter.NONE);
  }

  /**
   * Looks for networks (6.35). Takes some seconds.
   *
   * @param filter what to leave out
   * @throws SpwfException.Rejected with error 18 while the radio is off, 40 or 42 while it is busy
   */
  public List<Network> scan(ScanFilter filter) throws InterruptedException {
    return calls.call(
        Command.SCAN,
        calls.options().connectTimeout(),
        reply -> reply.all(Line.NETWORK).stream().map(Network::of).toList(),
        filter.letter());
  }

  /**
   * Looks for networks and writes the list to a file of the module (6.35).
   *
   * @param file its name with its volume, {@code 2:/scan.txt}
   * @throws SpwfException.Rejected as {@link #scan(ScanFilter)}, and with the errors of files
   */
  public void scanToFile(ScanFilter filter, String file) throws InterruptedException {
    calls.call(
        Command.SCAN, calls.options().connectTimeout(), reply -> true, filter.letter(), file);
  }

  /** The configured SSID (6.36), as UTF-8. */
  public String ssid() throws InterruptedException {
    return calls.call(
        Command.SSIDTXT,
        calls.options().commandTimeout(),
        reply -> reply.only(Line.SSID).text("ssid"));
  }

  /**
   * Sets the SSID to join or to announce, in RAM (6.36).
   *
   * @param ssid 1 to 32 bytes as UTF-8
   */
  public void ssid(String ssid) throws InterruptedException {
    calls.call(Command.SSIDTXT, calls.options().commandTimeout(), reply -> true, ssid);
  }

  /**
   * The peers (6.4, Table 9). As a station there is one, the access point; as mini AP the stations.
   */
  public List<Peer> peers() throws InterruptedException {
    return Peer.of(calls.call(Command.PEERS, calls.options().commandTimeout(), VariableLines::all));
  }

  /**
   * One peer (6.4, Table 9).
   *
   * @param index 0 for the access point, 1 to 5 for the stations of a mini AP
   * @throws SpwfException.Rejected with error 4 when there is none, whether the module says so or
   *     answers without a line
   */
  public Peer peer(int index) throws InterruptedException {
    List<Peer> peers = Peer.of(variables(index));
    if (peers.size() != 1 || peers.getFirst().index() != index) {
      throw new SpwfException.MalformedPacket("PEERS=" + index + " told of " + peers);
    }
    return peers.getFirst();
  }

  private SequencedMap<String, String> variables(Object... arguments) throws InterruptedException {
    SequencedMap<String, String> variables =
        calls.call(Command.PEERS, calls.options().commandTimeout(), VariableLines::all, arguments);
    if (variables.isEmpty()) {
      throw new SpwfException.Rejected(
          "AT+S.PEERS=" + arguments[0], ModuleError.VARIABLE_NOT_FOUND, List.of(), List.of());
    }
    return variables;
  }

  /**
   * One variable of a peer, as the module prints it (6.4, Table 9).
   *
   * @param index 0 for the access point, 1 to 5 for the stations of a mini AP
   * @param variable such as {@code rx_rssi}
   * @throws SpwfException.Rejected with error 4 when there is no variable of that name, or no such
   *     peer, as {@link #peer(int)}
   */
  public String peer(int index, String variable) throws InterruptedException {
    return VariableLines.one(variables(index, variable), index + "." + variable);
  }

  /**
   * Sends one echo request of 56 bytes, the module's choice; otherwise as {@link #ping(String, int,
   * int)}.
   */
  public PingReply ping(String host) throws InterruptedException {
    return pinged(1, null, null, host);
  }

  /**
   * Sends ICMP echo requests (6.37).
   *
   * @param host a name the module resolves, or an address
   * @param count how many, 1 to 65535
   * @param size bytes of each, 1 to 65535; none is error 33, an argument that evaluates to zero
   * @throws SpwfException.Rejected with error 44 while the module has no address, 65 when the name
   *     does not resolve; a module may refuse with 111, too, when nobody has answered
   */
  public PingReply ping(String host, int count, int size) throws InterruptedException {
    if (count < 1 || count > MAX_PINGS || size < 1 || size > MAX_PINGS) {
      throw new SpwfException.InvalidInput(
          count + " echo requests of " + size + " bytes; 1 to 65535 of 1 to 65535 are possible");
    }
    return pinged(count, count, size, host);
  }

  private PingReply pinged(int count, @Nullable Object... arguments) throws InterruptedException {
    // The time for each is open; a second is what every ping waits.
    Duration timeout = calls.options().connectTimeout().plusSeconds(count);
    return calls.call(Command.PING, timeout, reply -> PingReply.of(count, lines(reply)), arguments);
  }

  /**
   * Joins a network with a passphrase, or an open one; otherwise as {@link #join(Login, Duration)}.
   *
   * @param key the WPA2 passphrase, 8 to 63 characters of ASCII, or the key itself in 64
   *     hexadecimal digits, or null for an open network
   */
  public InetAddress join(String ssid, @Nullable String key, Duration timeout)
      throws InterruptedException {
    return join(
        new Login(ssid, key == null ? Credentials.open() : Credentials.passphrase(key)), timeout);
  }

  /**
   * Joins a network as a station: radio off, configuration in RAM, radio on, as drivers in the
   * field do it (field-facts E), then waits for an IPv4 address (WIND 24). From then on the {@link
   * ReconnectPolicy} of the options sees to it that the module stays in this network, resets
   * included, until {@link #off} or another join.
   *
   * @param login the network and what it asks for
   * @param timeout bound of the wait for the address
   * @return the module's IPv4 address
   * @throws SpwfException.JoinFailed as soon as the radio tells that the network does not take the
   *     module, such as by the disassociation that a wrong key brings
   * @throws SpwfException.TimedOut when no address came, as of a network that is not there; the
   *     message tells what the radio reported
   */
  public InetAddress join(Login login, Duration timeout) throws InterruptedException {
    return again == null
        ? joining.join(calls, login, timeout)
        : joining.joinAgain(again, login, timeout);
  }

  /**
   * Joins a network by WPS (6.33): radio on as a station, then the exchange, then waits for an IPv4
   * address.
   *
   * @param mode a button at the access point, or a PIN
   * @param pin hears the PIN to type in at the access point, 8 digits, unless a button is used
   * @param timeout bound of the exchange and the wait for the address; the module gives up after
   *     wifi_wps_walk_time, 120 s
   * @return the module's IPv4 address
   * @throws SpwfException.Rejected with error 39 when wifi_wps_pin has not 7 digits
   * @throws SpwfException.TimedOut when nobody answered
   */
  public InetAddress joinByWps(WpsMode mode, Consumer<String> pin, Duration timeout)
      throws InterruptedException {
    return joining.joinByWps(calls, mode, pin, timeout);
  }

  /**
   * Has the module begin a WPS exchange (6.33), and leaves the rest to the caller: the radio is on
   * as a station before, and events tell how it ends. {@link #joinByWps} does all of it. A network
   * that was joined before is not joined again.
   *
   * @return the PIN to type in at the access point, 8 digits, or null when a button is used
   * @throws SpwfException.Rejected with error 39 when wifi_wps_pin has not 7 digits, 67 unless the
   *     module is a station
   */
  public @Nullable String wps(WpsMode mode) throws InterruptedException {
    joining.forget();
    String pin = Joining.wps(calls, mode);
    return pin.isEmpty() ? null : pin;
  }

  /**
   * Makes the module an access point (Table 7, wifi_mode 3): radio off, configuration in RAM, radio
   * on, then waits until it has started (WIND 26) and has its IPv4 address (WIND 24).
   *
   * @return the module's IPv4 address
   * @throws SpwfException.TimedOut when it did not start; the message tells what the radio reported
   */
  public InetAddress startMiniAp(MiniApOptions options, Duration timeout)
      throws InterruptedException {
    return joining.startMiniAp(calls, options, timeout);
  }

  private static List<String> lines(Reply reply) {
    return reply.lines().stream().map(WifiCommands::line).toList();
  }

  private static String line(ByteBuf line) {
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
