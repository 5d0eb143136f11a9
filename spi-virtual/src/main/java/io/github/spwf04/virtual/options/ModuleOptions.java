package io.github.spwf04.virtual.options;

import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.PeerStation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a virtual module is and how it behaves where real ones differ; the letters name the field
 * fact behind a switch. Durations run on the module's clock.
 *
 * @param profile the firmware it plays (B.2)
 * @param strap the interface it speaks (A.4)
 * @param consoleFirst whether WIND 0 comes before WIND 3 at boot (D); as the profile has it unless
 *     set after it
 * @param junkBeforeSync bytes sent before every 0x02 (A.3)
 * @param junkValue what those bytes are, seen are 0x00, 0xFF, 0x80, 0xB5 to 0xB7 (A.3); never 0x02
 * @param irqRise when the IRQ line rises while a packet goes out (A.4)
 * @param dataLength whether the length field must count the data phase (A.5)
 * @param dataSync whether a 0x02 is exchanged for the first byte of the data phase (A.5, ST2)
 * @param lostWriteOnCollision whether a command vanishes when a packet becomes pending while it
 *     comes in (A.6, issue #170)
 * @param eventQueue WINDs that wait at most; more are dropped and counted
 * @param emptyLineBeforeOk whether a line of length 0 comes before every OK (B, the trap)
 * @param splitValues whether GCFG sends {@code var=} and the value in two packets (B.2)
 * @param resetAnswersOk whether RESET answers OK before the module restarts (C.1)
 * @param pendingDataMissing whether WIND 55 never comes (E)
 * @param pendingDataDelay how late WIND 55 comes (E)
 * @param readSlack bytes SOCKR gives beyond those asked for, when it has them (C.6)
 * @param maxDataPacket largest payload of one data packet
 * @param maxData longest data phase in bytes; a longer one is error 91
 * @param factoryReset reason of a WIND 65 at the first boot (A.7), or -1 for none
 * @param bootDelay from reset to the first WIND
 * @param hardwareStart from the console to WIND 32
 * @param radioStep between the steps of scanning and joining
 * @param scanInterval between two scans for a network that is not there
 * @param replyDelay from a command, or the end of its data, to its reply
 * @param connectTimeout how long SOCKON tries
 * @param writeTimeout how long SOCKW tries before error 79
 * @param network whether sockets reach beyond this machine's loopback; otherwise error 74
 * @param address the IPv4 address it gets in a network
 * @param hosts names it resolves before it asks the machine's resolver
 * @param variables configuration variables its flash holds from the start instead of the factory's
 *     values
 * @param accessPoints the networks in the air at the start
 * @param stations the stations in the air at the start
 * @param highPins GPIOs, 0 to 15, that are driven high from the start
 * @param python how it runs MicroPython
 * @param sockets its socket servers
 * @param storage its file volumes
 * @param services how it talks to servers of other protocols
 * @param servers its own servers
 * @param seed where its random numbers begin
 * @param clock the time it lives by
 */
public record ModuleOptions(
    FirmwareProfile profile,
    Strap strap,
    boolean consoleFirst,
    int junkBeforeSync,
    int junkValue,
    IrqRise irqRise,
    DataLength dataLength,
    boolean dataSync,
    boolean lostWriteOnCollision,
    int eventQueue,
    boolean emptyLineBeforeOk,
    boolean splitValues,
    boolean resetAnswersOk,
    boolean pendingDataMissing,
    Duration pendingDataDelay,
    int readSlack,
    int maxDataPacket,
    int maxData,
    int factoryReset,
    Duration bootDelay,
    Duration hardwareStart,
    Duration radioStep,
    Duration scanInterval,
    Duration replyDelay,
    Duration connectTimeout,
    Duration writeTimeout,
    boolean network,
    String address,
    Map<String, InetAddress> hosts,
    Map<String, String> variables,
    List<AccessPoint> accessPoints,
    List<PeerStation> stations,
    Set<Integer> highPins,
    PythonOptions python,
    SocketOptions sockets,
    StorageOptions storage,
    ServiceOptions services,
    ServerOptions servers,
    long seed,
    Time clock) {
  public ModuleOptions {
    range("junkBeforeSync", junkBeforeSync, 0, 4096);
    range("junkValue", junkValue, 0, 0xFF);
    if (junkValue == 0x02) {
      throw new IllegalArgumentException("junkValue 0x02 is the sync byte itself");
    }
    range("eventQueue", eventQueue, 1, 1 << 20);
    range("readSlack", readSlack, 0, 65535);
    range("maxDataPacket", maxDataPacket, 1, 65535);
    range("maxData", maxData, 1, 1 << 30);
    range("factoryReset", factoryReset, -1, 1);
    hosts = Map.copyOf(hosts);
    variables = Map.copyOf(variables);
    accessPoints = List.copyOf(accessPoints);
    stations = List.copyOf(stations);
    highPins = Set.copyOf(highPins);
    highPins.forEach(gpio -> range("GPIO", gpio, 0, 15));
  }

  private static void range(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " " + value + ", " + min + " to " + max + " are allowed");
    }
  }

  /** Options to change; every method returns the builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A module of firmware 1.1.0 with every switch as the field has it most. */
  public static ModuleOptions defaults() {
    return builder().build();
  }

  /** Collects options; each method is the record component of its name. */
  public static final class Builder {
    private FirmwareProfile profile = FirmwareProfile.V1_1_0;
    private Strap strap = Strap.SPI;
    private boolean consoleFirst = FirmwareProfile.V1_1_0.consoleFirst();
    private int junkBeforeSync = 0;
    private int junkValue = 0x00;
    private IrqRise irqRise = IrqRise.LAST_BYTE;
    private DataLength dataLength = DataLength.EITHER;
    private boolean dataSync = false;
    private boolean lostWriteOnCollision = false;
    private int eventQueue = 256;
    private boolean emptyLineBeforeOk = false;
    private boolean splitValues = false;
    private boolean resetAnswersOk = false;
    private boolean pendingDataMissing = false;
    private Duration pendingDataDelay = Duration.ZERO;
    private int readSlack = 0;
    private int maxDataPacket = 1500;
    private int maxData = 1 << 20;
    private int factoryReset = -1;
    private Duration bootDelay = Duration.ofMillis(5);
    private Duration hardwareStart = Duration.ofMillis(5);
    private Duration radioStep = Duration.ofMillis(2);
    private Duration scanInterval = Duration.ofMillis(500);
    private Duration replyDelay = Duration.ZERO;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration writeTimeout = Duration.ofSeconds(10);
    private boolean network = false;
    private String address = "192.168.0.50";
    private final Map<String, InetAddress> hosts = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<AccessPoint> accessPoints = new ArrayList<>();
    private final List<PeerStation> stations = new ArrayList<>();
    private final Set<Integer> highPins = new HashSet<>();
    private PythonOptions python = PythonOptions.DEFAULT;
    private SocketOptions sockets = SocketOptions.DEFAULT;
    private StorageOptions storage = StorageOptions.DEFAULT;
    private ServiceOptions services = ServiceOptions.DEFAULT;
    private ServerOptions servers = ServerOptions.DEFAULT;
    private long seed;
    private Time clock = Time.SYSTEM;

    private Builder() {}

    /** Sets the firmware, and with it the order of WIND 0 and 3. */
    public Builder profile(FirmwareProfile value) {
      profile = value;
      consoleFirst = value.consoleFirst();
      return this;
    }

    public Builder strap(Strap value) {
      strap = value;
      return this;
    }

    public Builder consoleFirst(boolean value) {
      consoleFirst = value;
      return this;
    }

    public Builder junkBeforeSync(int value) {
      junkBeforeSync = value;
      return this;
    }

    public Builder junkValue(int value) {
      junkValue = value;
      return this;
    }

    public Builder irqRise(IrqRise value) {
      irqRise = value;
      return this;
    }

    public Builder dataLength(DataLength value) {
      dataLength = value;
      return this;
    }

    public Builder dataSync(boolean value) {
      dataSync = value;
      return this;
    }

    public Builder lostWriteOnCollision(boolean value) {
      lostWriteOnCollision = value;
      return this;
    }

    public Builder eventQueue(int value) {
      eventQueue = value;
      return this;
    }

    public Builder emptyLineBeforeOk(boolean value) {
      emptyLineBeforeOk = value;
      return this;
    }

    public Builder splitValues(boolean value) {
      splitValues = value;
      return this;
    }

    public Builder resetAnswersOk(boolean value) {
      resetAnswersOk = value;
      return this;
    }

    public Builder pendingDataMissing(boolean value) {
      pendingDataMissing = value;
      return this;
    }

    public Builder pendingDataDelay(Duration value) {
      pendingDataDelay = value;
      return this;
    }

    public Builder readSlack(int value) {
      readSlack = value;
      return this;
    }

    public Builder maxDataPacket(int value) {
      maxDataPacket = value;
      return this;
    }

    public Builder maxData(int value) {
      maxData = value;
      return this;
    }

    public Builder factoryReset(int value) {
      factoryReset = value;
      return this;
    }

    public Builder bootDelay(Duration value) {
      bootDelay = value;
      return this;
    }

    public Builder hardwareStart(Duration value) {
      hardwareStart = value;
      return this;
    }

    public Builder radioStep(Duration value) {
      radioStep = value;
      return this;
    }

    public Builder scanInterval(Duration value) {
      scanInterval = value;
      return this;
    }

    public Builder replyDelay(Duration value) {
      replyDelay = value;
      return this;
    }

    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    public Builder writeTimeout(Duration value) {
      writeTimeout = value;
      return this;
    }

    public Builder network(boolean value) {
      network = value;
      return this;
    }

    public Builder address(String value) {
      address = value;
      return this;
    }

    public Builder sockets(SocketOptions value) {
      sockets = value;
      return this;
    }

    /** Has a port of the socket servers somewhere else: see {@link SocketOptions#withPort}. */
    public Builder serverPort(int port, int real) {
      sockets = sockets.withPort(port, real);
      return this;
    }

    /** Has its servers, of sockets and its own, listen on an address of this machine. */
    public Builder listen(InetAddress value) {
      sockets = sockets.withAddress(value);
      return this;
    }

    public StorageOptions storage() {
      return storage;
    }

    public ServerOptions servers() {
      return servers;
    }

    public Builder storage(StorageOptions value) {
      storage = value;
      return this;
    }

    /** What is set so far. */
    public ServiceOptions services() {
      return services;
    }

    public Builder services(ServiceOptions value) {
      services = value;
      return this;
    }

    public Builder servers(ServerOptions value) {
      servers = value;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder clock(Time value) {
      clock = value;
      return this;
    }

    /** Adds a name to resolve. */
    public Builder host(String name, InetAddress address) {
      hosts.put(name, address);
      return this;
    }

    /** Sets a configuration variable of the flash. */
    public Builder variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    /** Adds a network to the air. */
    public Builder accessPoint(AccessPoint value) {
      accessPoints.add(value);
      return this;
    }

    /** Sets the strength of the networks of that name given so far. */
    public Builder signal(String ssid, int rssi) {
      return changeNetworks(ssid, network -> network.withRssi(rssi));
    }

    /** Sets what the networks of that name given so far do to those who join them. */
    public Builder trouble(String ssid, JoinTrouble trouble) {
      return changeNetworks(ssid, network -> network.withTrouble(trouble));
    }

    private Builder changeNetworks(String ssid, UnaryOperator<AccessPoint> change) {
      if (accessPoints.stream().noneMatch(network -> network.ssid().equals(ssid))) {
        throw new IllegalArgumentException("no network " + ssid + " has been given before");
      }
      accessPoints.replaceAll(
          network -> network.ssid().equals(ssid) ? change.apply(network) : network);
      return this;
    }

    /** Adds a station to the air. */
    public Builder station(PeerStation value) {
      stations.add(value);
      return this;
    }

    /** Drives a GPIO high from the start: 0 for a factory reset, 8 for python_script. */
    public Builder high(int gpio) {
      highPins.add(gpio);
      return this;
    }

    public Builder python(PythonOptions value) {
      python = value;
      return this;
    }

    public ModuleOptions build() {
      return new ModuleOptions(
          profile,
          strap,
          consoleFirst,
          junkBeforeSync,
          junkValue,
          irqRise,
          dataLength,
          dataSync,
          lostWriteOnCollision,
          eventQueue,
          emptyLineBeforeOk,
          splitValues,
          resetAnswersOk,
          pendingDataMissing,
          pendingDataDelay,
          readSlack,
          maxDataPacket,
          maxData,
          factoryReset,
          bootDelay,
          hardwareStart,
          radioStep,
          scanInterval,
          replyDelay,
          connectTimeout,
          writeTimeout,
          network,
          address,
          hosts,
          variables,
          accessPoints,
          stations,
          highPins,
          python,
          sockets,
          storage,
          services,
          servers,
          seed,
          clock);
    }
  }
}
