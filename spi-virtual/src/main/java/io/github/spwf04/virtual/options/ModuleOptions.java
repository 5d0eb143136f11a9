package io.github.spwf04.virtual.options;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.PeerStation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual module is and how it behaves where real ones differ; the letters name the field
 * fact behind a switch. Long because every switch has a method of the builder.
 *
 * @param profile the firmware it plays (B.2)
 * @param strap the interface it speaks (A.4)
 * @param consoleFirst whether WIND 0 comes before WIND 3 at boot (D); as the profile has it unless
 *     set after it
 * @param wire what it does on its SPI pins
 * @param replies how it answers
 * @param timing when it does what it does
 * @param factoryReset reason of a WIND 65 at the first boot (A.7), or null for none
 * @param network whether sockets reach beyond this machine's loopback; otherwise error 74
 * @param air what is in the air around it at the start
 * @param hosts names it resolves before it asks the machine's resolver
 * @param variables configuration variables its flash holds from the start instead of the factory's
 *     values
 * @param highPins GPIOs, 0 to 20, that are driven high from the start
 * @param python how it runs MicroPython
 * @param sockets its socket servers
 * @param storage its file volumes
 * @param update how its boot loader looks at an image
 * @param tls how many servers it talks to over TLS
 * @param services how it talks to servers of other protocols
 * @param servers its own servers
 * @param seed where its random numbers begin
 */
public record ModuleOptions(
    FirmwareProfile profile,
    Strap strap,
    boolean consoleFirst,
    WireOptions wire,
    ReplyOptions replies,
    TimingOptions timing,
    WindReason.@Nullable FactoryReset factoryReset,
    boolean network,
    AirOptions air,
    Map<String, InetAddress> hosts,
    Map<String, String> variables,
    Set<Integer> highPins,
    PythonOptions python,
    SocketOptions sockets,
    StorageOptions storage,
    UpdateOptions update,
    TlsOptions tls,
    ServiceOptions services,
    ServerOptions servers,
    long seed) {
  public ModuleOptions {
    hosts = Map.copyOf(hosts);
    variables = Map.copyOf(variables);
    highPins = Set.copyOf(highPins);
    Range.check("factoryReset", factoryReset == null ? 0 : factoryReset.code(), 0, 1);
    highPins.forEach(gpio -> Range.check("GPIO", gpio, 0, Limits.GPIOS - 1));
  }

  /** All but the values of variables that are passwords or keys. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(variables);
    shown.replaceAll((name, value) -> Secrets.isSecret(name) ? Secrets.MASK : value);
    return Stream.of(
            profile,
            strap,
            consoleFirst,
            wire,
            replies,
            timing,
            factoryReset,
            network,
            air,
            hosts,
            shown,
            highPins,
            python,
            sockets,
            storage,
            services,
            servers,
            seed)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "ModuleOptions[", "]"));
  }

  /** See {@link AirOptions}. */
  public List<AccessPoint> accessPoints() {
    return air.accessPoints();
  }

  /** See {@link AirOptions}. */
  public List<PeerStation> stations() {
    return air.stations();
  }

  /** See {@link WireOptions}. */
  public int junkBeforeSync() {
    return wire.junkBeforeSync();
  }

  /** See {@link WireOptions}. */
  public int junkValue() {
    return wire.junkValue();
  }

  /** See {@link WireOptions}. */
  public IrqRise irqRise() {
    return wire.irqRise();
  }

  /** See {@link ReplyOptions}. */
  public boolean resetAnswersOk() {
    return replies.resetAnswersOk();
  }

  /** Options to change; every method returns the builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A module of firmware 1.1.0 with every switch as the field has it most. */
  public static ModuleOptions defaults() {
    return builder().build();
  }

  /**
   * Collects options; each method is the component of its name, of these options or of one of their
   * parts.
   */
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
    private boolean deafUntilSelected = false;
    private boolean eventsBeforeData = false;
    private IdleMiso idleMiso = IdleMiso.LOW;
    private int earlyDataIrq = 0;
    private @Nullable Duration irqHigh;
    private boolean emptyLineBeforeOk = false;
    private boolean splitValues = false;
    private boolean resetAnswersOk = false;
    private boolean pendingDataMissing = false;
    private Duration pendingDataDelay = Duration.ZERO;
    private int readSlack = 0;
    private int maxDataPacket = Limits.NETWORK_BUFFER;
    private int maxData = 1 << 20;
    private WindReason.@Nullable FactoryReset factoryReset;
    private Duration bootDelay = Duration.ofMillis(5);
    private Duration hardwareStart = Duration.ofMillis(5);
    private Duration radioStep = Duration.ofMillis(2);
    private Duration scanInterval = Duration.ofMillis(500);
    private Duration replyDelay = Duration.ZERO;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration writeTimeout = Duration.ofSeconds(10);
    private boolean network = false;
    private final AirBuilder air = new AirBuilder();
    private final Map<String, InetAddress> hosts = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Set<Integer> highPins = new HashSet<>();
    private PythonOptions python = PythonOptions.DEFAULT;
    private SocketOptions sockets = SocketOptions.DEFAULT;
    private StorageOptions storage = StorageOptions.DEFAULT;
    private UpdateOptions update = UpdateOptions.DEFAULT;
    private TlsOptions tls = TlsOptions.DEFAULT;
    private ServiceOptions services = ServiceOptions.DEFAULT;
    private ServerOptions servers = ServerOptions.DEFAULT;
    private long seed = ThreadLocalRandom.current().nextLong();
    private Time clock = Time.SYSTEM;
    private Time peerTime = Time.SYSTEM;

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

    public Builder deafUntilSelected(boolean value) {
      deafUntilSelected = value;
      return this;
    }

    public Builder eventsBeforeData(boolean value) {
      eventsBeforeData = value;
      return this;
    }

    public Builder idleMiso(IdleMiso value) {
      idleMiso = value;
      return this;
    }

    public Builder earlyDataIrq(int value) {
      earlyDataIrq = value;
      return this;
    }

    public Builder irqHigh(@Nullable Duration value) {
      irqHigh = value;
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

    public Builder factoryReset(WindReason.@Nullable FactoryReset value) {
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
      air.address(value);
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

    /** See {@link SocketOptions#withOwnPortListed}. */
    public Builder ownPortListed(boolean value) {
      sockets = sockets.withOwnPortListed(value);
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
    public UpdateOptions update() {
      return update;
    }

    public Builder update(UpdateOptions value) {
      update = value;
      return this;
    }

    /** What is set so far. */
    public TlsOptions tls() {
      return tls;
    }

    public Builder tls(TlsOptions value) {
      tls = value;
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

    public Builder peerTime(Time value) {
      peerTime = value;
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
      air.add(value);
      return this;
    }

    /** Sets the strength of the networks of that name given so far. */
    public Builder signal(String ssid, int rssi) {
      air.change(ssid, network -> network.withRssi(rssi));
      return this;
    }

    /** Sets what the networks of that name given so far do to those who join them. */
    public Builder trouble(String ssid, JoinTrouble trouble) {
      air.change(ssid, network -> network.withTrouble(trouble));
      return this;
    }

    /** Has the networks of that name given so far not tell it. */
    public Builder hidden(String ssid) {
      air.change(ssid, network -> network.withHidden(true));
      return this;
    }

    /** Sets what SCAN shows for the name of a hidden network. */
    public Builder hiddenName(String value) {
      air.hiddenName(value);
      return this;
    }

    /** Adds a station to the air. */
    public Builder station(PeerStation value) {
      air.add(value);
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
          new WireOptions(
              junkBeforeSync,
              junkValue,
              irqRise,
              dataLength,
              dataSync,
              lostWriteOnCollision,
              eventQueue,
              deafUntilSelected,
              eventsBeforeData,
              idleMiso,
              earlyDataIrq,
              irqHigh),
          new ReplyOptions(
              emptyLineBeforeOk,
              splitValues,
              resetAnswersOk,
              pendingDataMissing,
              readSlack,
              maxDataPacket,
              maxData),
          new TimingOptions(
              bootDelay,
              hardwareStart,
              radioStep,
              scanInterval,
              replyDelay,
              pendingDataDelay,
              connectTimeout,
              writeTimeout,
              clock,
              peerTime),
          factoryReset,
          network,
          air.build(),
          hosts,
          variables,
          highPins,
          python,
          sockets,
          storage,
          update,
          tls,
          services,
          servers,
          seed);
    }
  }
}
