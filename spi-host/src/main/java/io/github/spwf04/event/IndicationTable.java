package io.github.spwf04.event;

import io.github.spwf04.catalog.BootMessage;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From the variables of a WIND to its type, a row each. */
final class IndicationTable {
  private static final Map<Wind, Function<Fields, Indication>> ROWS = new EnumMap<>(Wind.class);

  static {
    notices(SystemEvent.Notice.values(), SystemEvent.Notice::wind);
    notices(RadioEvent.Notice.values(), RadioEvent.Notice::wind);
    notices(StationEvent.Notice.values(), StationEvent.Notice::wind);
    notices(AccessPointEvent.Notice.values(), AccessPointEvent.Notice::wind);
    notices(PowerEvent.Notice.values(), PowerEvent.Notice::wind);

    row(
        Wind.POWERON,
        f -> new SystemEvent.PowerOn(f.text("date"), f.text("build"), f.text("model")));
    row(Wind.WATCHDOG_RUNNING, f -> new SystemEvent.WatchdogRunning(seconds(f, "timeout")));
    row(
        Wind.CONFIGURATION_FAILURE,
        f ->
            new SystemEvent.ConfigurationFailure(
                reason(f, WindReason.Configuration.class), number(f, "reason")));
    row(Wind.HARD_FAULT, f -> new SystemEvent.HardFault(f.text("task"), f.text("registers")));
    row(Wind.STACK_OVERFLOW, f -> new SystemEvent.StackOverflow(f.text("task")));
    row(
        Wind.MALLOC_FAILED,
        f ->
            new SystemEvent.MallocFailed(
                f.text("task"), f.number("required"), f.number("available")));
    row(Wind.COPYRIGHT, f -> new SystemEvent.Copyright(f.text("model")));
    row(Wind.BOOT_MESSAGES, IndicationTable::bootLoader);
    row(
        Wind.FACTORY_RESET,
        f ->
            new SystemEvent.FactoryReset(
                reason(f, WindReason.FactoryReset.class), number(f, "reason")));
    row(Wind.NTP_SERVER_DELIVERY, f -> new SystemEvent.ClockSet(instant(f)));

    row(
        Wind.WIFI_HARDWARE_FAILURE,
        f ->
            new RadioEvent.HardwareFailure(
                reason(f, WindReason.HardwareFailure.class), number(f, "reason")));
    row(
        Wind.RADIO_STARTUP_FAILURE,
        f ->
            new RadioEvent.StartupFailure(
                reason(f, WindReason.RadioStartup.class),
                number(f, "reason"),
                f.number("register")));
    row(
        Wind.WIFI_PS_MODE_FAILURE,
        f ->
            new RadioEvent.PowerSaveFailure(
                reason(f, WindReason.PowerSave.class), number(f, "reason"), number(f, "status")));
    row(
        Wind.WIFI_EXCEPTION,
        f ->
            new RadioEvent.RadioException(
                number(f, "reason"), f.text("file"), f.number("register1"), f.number("register2")));
    row(Wind.WIFI_UNHANDLED_EVENT, f -> new RadioEvent.UnhandledEvent(number(f, "event")));
    row(
        Wind.WIFI_UNHANDLED_INDICATION,
        f -> new RadioEvent.UnhandledIndication(number(f, "indication")));
    row(Wind.WIFI_UNHANDLED_MANAGEMENT, f -> frame(f, RadioEvent.UnhandledFrame.Kind.MANAGEMENT));
    row(Wind.WIFI_UNHANDLED_DATA, f -> frame(f, RadioEvent.UnhandledFrame.Kind.DATA));
    row(Wind.WIFI_UNKNOWN_FRAME, f -> frame(f, RadioEvent.UnhandledFrame.Kind.UNKNOWN));

    row(Wind.WIFI_BSS_REGAINED, f -> new StationEvent.BssRegained(number(f, "threshold")));
    row(Wind.WIFI_SIGNAL_LOW, f -> new StationEvent.SignalLow(number(f, "rssi")));
    row(Wind.WIFI_SIGNAL_OK, f -> new StationEvent.SignalOk(number(f, "rssi")));
    row(
        Wind.KEYTYPE_NOT_IMPLEMENTED,
        f -> new StationEvent.KeyTypeNotImplemented(number(f, "type")));
    row(Wind.WIFI_JOIN, f -> new StationEvent.Joining(mac(f)));
    row(
        Wind.WIFI_JOIN_FAILED,
        f -> new StationEvent.JoinFailed(reason(f, WindReason.Join.class), number(f, "reason")));
    row(Wind.SCAN_FAILED, f -> new StationEvent.ScanFailed(number(f, "status")));
    row(Wind.WIFI_UP, f -> new StationEvent.AddressAssigned(f.address("address"), flag(f, "flag")));
    row(Wind.WIFI_ASSOCIATION_SUCCESSFUL, f -> new StationEvent.Associated(f.text("ssid")));
    row(Wind.WIFI_SCAN_COMPLETE, f -> new StationEvent.ScanComplete(number(f, "reason")));
    row(Wind.WIFI_DEAUTHENTICATION, f -> new StationEvent.Deauthenticated(number(f, "reason")));
    row(Wind.WIFI_DISASSOCIATION, f -> new StationEvent.Disassociated(number(f, "reason")));
    row(
        Wind.DOT11_AUTH_ILLEGAL,
        f -> new StationEvent.AuthenticationIllegal(number(f, "algorithm"), number(f, "sequence")));
    row(
        Wind.WPA_CRUNCHING_PSK,
        f -> new StationEvent.CrunchingKey(f.text("psk"), number(f, "length")));
    row(Wind.WPA_TERMINATED, f -> new StationEvent.WpaTerminated(number(f, "status")));
    row(
        Wind.WPA_START_FAILED,
        f ->
            new StationEvent.WpaStartFailed(
                reason(f, WindReason.WpaStart.class), number(f, "reason")));
    row(
        Wind.REJECTED_ASSOCIATION,
        f ->
            new StationEvent.AssociationRejected(
                reason(f, WindReason.Association.class), number(f, "reason")));
    row(
        Wind.DHCP_FAILED,
        f -> new StationEvent.DhcpFailed(reason(f, WindReason.Dhcp.class), number(f, "reason")));

    row(Wind.STARTED_AP, f -> new AccessPointEvent.Started(f.text("ssid")));
    row(Wind.AP_START_FAILED, f -> new AccessPointEvent.StartFailed(number(f, "status")));
    row(
        Wind.STATION_ASSOCIATED,
        f -> new AccessPointEvent.StationAssociated(mac(f), flag(f, "flag")));
    row(
        Wind.DHCP_REPLY,
        f -> new AccessPointEvent.AddressGiven(address4(f), f.values().size() > 1 ? mac(f) : null));
    row(
        Wind.STATION_DISASSOCIATED,
        f -> new AccessPointEvent.StationDisassociated(mac(f), number(f, "reason")));

    row(Wind.GPIO_INTERRUPT, f -> new GpioInterrupt(number(f, "gpio"), flag(f, "level")));

    row(
        Wind.PENDING_DATA,
        f ->
            new SocketEvent.PendingData(
                server(f), number(f, "client"), f.number("bytes"), f.number("total")));
    row(
        Wind.SOCKET_CLOSED,
        f ->
            new SocketEvent.SocketClosed(
                number(f, "client"), reason(f, WindReason.Closure.class), number(f, "reason")));
    row(
        Wind.INCOMING_SOCKET_CLIENT,
        f ->
            new SocketEvent.ClientConnected(
                f.address("ip"), number(f, "port"), number(f, "server"), number(f, "client")));
    row(
        Wind.SOCKET_CLIENT_GONE,
        f ->
            new SocketEvent.ClientGone(
                f.address("ip"),
                number(f, "port"),
                number(f, "server"),
                number(f, "client"),
                reason(f, WindReason.Closure.class),
                number(f, "reason")));
    row(
        Wind.SOCKET_DROPPING_DATA,
        f -> new SocketEvent.DataDropped(server(f), number(f, "client"), f.number("bytes")));
    row(
        Wind.UDP_BROADCAST_RECEIVED,
        f ->
            new SocketEvent.BroadcastReceived(
                number(f, "server"), f.address("ip"), number(f, "port"), f.bytes("data")));
    row(
        Wind.SOCKD_DROPPING_CLIENT,
        f ->
            new SocketEvent.ClientRefused(
                reason(f, WindReason.ClientRefusal.class), number(f, "reason")));

    row(
        Wind.WEB_SOCKET_DATA,
        f ->
            new WebSocketEvent.DataReceived(
                number(f, "client"),
                flag(f, "lastFrame"),
                flag(f, "lastFragment"),
                f.number("bytes"),
                f.number("total")));
    row(Wind.WEB_SOCKET_CLOSED, f -> new WebSocketEvent.Closed(number(f, "client")));

    row(
        Wind.MQTT_PUBLISHED,
        f ->
            new MqttEvent.Published(
                number(f, "client"),
                f.text("topic"),
                number(f, "qos"),
                flag(f, "retain"),
                flag(f, "dup"),
                f.number("total"),
                f.bytes("message")));
    row(
        Wind.MQTT_CLOSED,
        f ->
            new MqttEvent.Closed(
                number(f, "client"), reason(f, WindReason.MqttClosure.class), number(f, "reason")));

    row(Wind.INPUT_TO_REMOTE, f -> new WebServerEvent.InputRequested(number(f, "input")));
    row(
        Wind.OUTPUT_FROM_REMOTE,
        f -> new WebServerEvent.OutputReceived(number(f, "size"), f.text("message")));
    row(
        Wind.REMOTE_CONFIGURATION,
        f -> new WebServerEvent.RemoteConfiguration(f.text("item"), f.text("value")));
    row(
        Wind.FILE_RECEIVED,
        f ->
            new WebServerEvent.FileReceived(
                f.bytes("ip").isReadable() ? f.address("ip") : null, f.text("filename")));

    row(
        Wind.LOW_POWER_MODE,
        f ->
            new PowerEvent.LowPowerMode(reason(f, WindReason.LowPower.class), number(f, "reason")));
    row(Wind.GOING_INTO_STANDBY, f -> new PowerEvent.GoingIntoStandby(seconds(f, "seconds")));
  }

  private IndicationTable() {}

  /** Whether a WIND has a type; one that has none is told by its variables. */
  static boolean has(Wind wind) {
    return ROWS.containsKey(wind);
  }

  /**
   * @param payload the variables; slices of it go into the result
   * @return null when they have another shape, or values of no meaning
   */
  static @Nullable Indication read(Wind wind, ByteBuf payload) {
    Function<Fields, Indication> row = ROWS.get(wind);
    Fields fields = wind.parse(payload);
    if (row == null || fields == null) {
      return null;
    }
    try {
      return row.apply(fields);
    } catch (SpwfException
        | DateTimeException
        | ArithmeticException
        | IllegalArgumentException ignored) {
      return null;
    }
  }

  private static void row(Wind wind, Function<Fields, Indication> type) {
    ROWS.put(wind, type);
  }

  private static <E extends Indication> void notices(E[] constants, Function<E, Wind> wind) {
    for (E constant : constants) {
      ROWS.put(wind.apply(constant), fields -> constant);
    }
  }

  private static int number(Fields fields, String name) {
    return Math.toIntExact(fields.number(name));
  }

  private static boolean flag(Fields fields, String name) {
    return fields.number(name) != 0;
  }

  private static Duration seconds(Fields fields, String name) {
    return Duration.ofSeconds(fields.number(name));
  }

  private static <E extends Enum<E> & WindReason> E reason(Fields fields, Class<E> type) {
    return WindReason.of(type, fields.number("reason"));
  }

  private static MacAddress mac(Fields fields) {
    return MacAddress.of(fields.text("mac"));
  }

  private static Inet4Address address4(Fields fields) {
    if (fields.address("ip") instanceof Inet4Address address) {
      return address;
    }
    throw new SpwfException.MalformedPacket("no IPv4 address: " + fields.text("ip"));
  }

  private static int server(Fields fields) {
    return fields.bytes("server").isReadable() ? number(fields, "server") : -1;
  }

  private static Indication frame(Fields fields, RadioEvent.UnhandledFrame.Kind kind) {
    return new RadioEvent.UnhandledFrame(kind, number(fields, "frame"));
  }

  private static Indication bootLoader(Fields fields) {
    return switch (BootMessage.of(fields)) {
      case WELCOME ->
          new SystemEvent.BootLoader(
              SystemEvent.BootLoader.Step.WELCOME,
              fields.number("major") + "." + fields.number("minor"),
              0);
      case UPDATE_ABORTED ->
          new SystemEvent.BootLoader(
              SystemEvent.BootLoader.Step.UPDATE_ABORTED, null, number(fields, "reason"));
      case UPDATE_BEGUN -> step(SystemEvent.BootLoader.Step.UPDATE_BEGUN);
      case CLEANUP -> step(SystemEvent.BootLoader.Step.CLEANUP);
      case UPDATE_COMPLETED, UPDATE_COMPLETE -> step(SystemEvent.BootLoader.Step.UPDATE_COMPLETED);
    };
  }

  private static Indication step(SystemEvent.BootLoader.Step step) {
    return new SystemEvent.BootLoader(step, null, 0);
  }

  private static Instant instant(Fields fields) {
    return LocalDateTime.of(
            fields.year("year"),
            number(fields, "month"),
            number(fields, "day"),
            number(fields, "hour"),
            number(fields, "minute"),
            number(fields, "second"))
        .toInstant(ZoneOffset.UTC);
  }
}
