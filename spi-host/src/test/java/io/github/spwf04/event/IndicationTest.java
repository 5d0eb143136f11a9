package io.github.spwf04.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.Indication.Other;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every WIND of Table 14 by value, as it crosses SPI and as a UART shows it. */
class IndicationTest {
  private static final MacAddress MAC = new MacAddress(0x000F004FB13FL);
  private static final InetAddress PEER = InetAddress.ofLiteral("192.168.0.2");

  static Stream<Arguments> messages() {
    List<Arguments> rows = new ArrayList<>();
    row(
        rows,
        Wind.POWERON,
        "170726-b7ac1ba-SPWF04S",
        new SystemEvent.PowerOn("170726", "b7ac1ba", "SPWF04S"));
    row(rows, Wind.WATCHDOG_RUNNING, "20", new SystemEvent.WatchdogRunning(Duration.ofSeconds(20)));
    for (var reason : WindReason.HardwareFailure.values()) {
      row(
          rows,
          Wind.WIFI_HARDWARE_FAILURE,
          number(reason),
          new RadioEvent.HardwareFailure(reason, code(reason)));
    }
    for (var reason : WindReason.Configuration.values()) {
      row(
          rows,
          Wind.CONFIGURATION_FAILURE,
          number(reason),
          new SystemEvent.ConfigurationFailure(reason, code(reason)));
    }
    row(
        rows,
        Wind.HARD_FAULT,
        "main:0000000100000002",
        new SystemEvent.HardFault("main", "0000000100000002"));
    row(rows, Wind.STACK_OVERFLOW, "main", new SystemEvent.StackOverflow("main"));
    row(rows, Wind.MALLOC_FAILED, "main:1024:512", new SystemEvent.MallocFailed("main", 1024, 512));
    for (var reason : WindReason.RadioStartup.values()) {
      row(
          rows,
          Wind.RADIO_STARTUP_FAILURE,
          number(reason) + ":ffffdead",
          new RadioEvent.StartupFailure(reason, code(reason), 0xFFFFDEADL));
    }
    for (var reason : WindReason.PowerSave.values()) {
      row(
          rows,
          Wind.WIFI_PS_MODE_FAILURE,
          number(reason) + ":-1",
          new RadioEvent.PowerSaveFailure(reason, code(reason), -1));
    }
    row(rows, Wind.COPYRIGHT, "SPWF04SA", new SystemEvent.Copyright("SPWF04SA"));
    row(rows, Wind.WIFI_BSS_REGAINED, "3", new StationEvent.BssRegained(3));
    row(rows, Wind.WIFI_SIGNAL_LOW, "-80", new StationEvent.SignalLow(-80));
    row(rows, Wind.WIFI_SIGNAL_OK, "-40", new StationEvent.SignalOk(-40));
    row(rows, Wind.KEYTYPE_NOT_IMPLEMENTED, "7", new StationEvent.KeyTypeNotImplemented(7));
    row(rows, Wind.WIFI_JOIN, "00:0F:00:4F:B1:3F", new StationEvent.Joining(MAC));
    row(
        rows,
        Wind.WIFI_JOIN_FAILED,
        "0001",
        new StationEvent.JoinFailed(WindReason.Join.CONFIGURATION, 1));
    row(
        rows,
        Wind.WIFI_JOIN_FAILED,
        "0002",
        new StationEvent.JoinFailed(WindReason.Join.NO_ACKNOWLEDGEMENT, 2));
    row(
        rows,
        Wind.WIFI_JOIN_FAILED,
        "0003",
        new StationEvent.JoinFailed(WindReason.Join.CONFIGURATION_AFTER_JOIN, 3));
    row(
        rows,
        Wind.WIFI_JOIN_FAILED,
        "001f",
        new StationEvent.JoinFailed(WindReason.Join.OTHER, 0x1F));
    row(rows, Wind.SCAN_FAILED, "00ff", new StationEvent.ScanFailed(0xFF));
    row(rows, Wind.WIFI_UP, "0:192.168.0.2", new StationEvent.AddressAssigned(PEER, false));
    row(rows, Wind.WIFI_UP, "1:192.168.0.2", new StationEvent.AddressAssigned(PEER, true));
    row(
        rows,
        Wind.WIFI_UP,
        ":fe80:0:0:0:280:e1ff:febd:39",
        new StationEvent.AddressAssigned(InetAddress.ofLiteral("fe80::280:e1ff:febd:39"), false));
    row(rows, Wind.WIFI_ASSOCIATION_SUCCESSFUL, "a:b", new StationEvent.Associated("a:b"));
    row(rows, Wind.STARTED_AP, "test_ap", new AccessPointEvent.Started("test_ap"));
    row(rows, Wind.AP_START_FAILED, "0010", new AccessPointEvent.StartFailed(16));
    row(
        rows,
        Wind.STATION_ASSOCIATED,
        "00:0F:00:4F:B1:3F:0",
        new AccessPointEvent.StationAssociated(MAC, false));
    row(
        rows,
        Wind.STATION_ASSOCIATED,
        "00:0F:00:4F:B1:3F:1",
        new AccessPointEvent.StationAssociated(MAC, true));
    row(
        rows,
        Wind.DHCP_REPLY,
        "192.168.0.2:00:0F:00:4F:B1:3F",
        new AccessPointEvent.AddressGiven((Inet4Address) PEER, MAC));
    row(
        rows,
        Wind.DHCP_REPLY,
        "192.168.0.2",
        new AccessPointEvent.AddressGiven((Inet4Address) PEER, null));
    row(
        rows,
        Wind.WIFI_EXCEPTION,
        "5:a.c:0000beef:00000001",
        new RadioEvent.RadioException(5, "a.c", 0xBEEF, 1));
    row(rows, Wind.WIFI_UNHANDLED_EVENT, "1f", new RadioEvent.UnhandledEvent(0x1F));
    row(rows, Wind.WIFI_SCAN_COMPLETE, "00", new StationEvent.ScanComplete(0));
    row(rows, Wind.WIFI_UNHANDLED_INDICATION, "2a", new RadioEvent.UnhandledIndication(0x2A));
    row(rows, Wind.WIFI_DEAUTHENTICATION, "3", new StationEvent.Deauthenticated(3));
    row(rows, Wind.WIFI_DISASSOCIATION, "2", new StationEvent.Disassociated(2));
    row(
        rows,
        Wind.WIFI_UNHANDLED_MANAGEMENT,
        "d0",
        new RadioEvent.UnhandledFrame(RadioEvent.UnhandledFrame.Kind.MANAGEMENT, 0xD0));
    row(
        rows,
        Wind.WIFI_UNHANDLED_DATA,
        "08",
        new RadioEvent.UnhandledFrame(RadioEvent.UnhandledFrame.Kind.DATA, 8));
    row(
        rows,
        Wind.WIFI_UNKNOWN_FRAME,
        "00c4",
        new RadioEvent.UnhandledFrame(RadioEvent.UnhandledFrame.Kind.UNKNOWN, 0xC4));
    row(rows, Wind.DOT11_AUTH_ILLEGAL, "0:2", new StationEvent.AuthenticationIllegal(0, 2));
    row(rows, Wind.WPA_CRUNCHING_PSK, "a:b:3", new StationEvent.CrunchingKey("a:b", 3));
    row(rows, Wind.WPA_TERMINATED, "0", new StationEvent.WpaTerminated(0));
    for (var reason : WindReason.WpaStart.values()) {
      row(
          rows,
          Wind.WPA_START_FAILED,
          number(reason),
          new StationEvent.WpaStartFailed(reason, code(reason)));
    }
    row(rows, Wind.GPIO_INTERRUPT, "6:1", new GpioInterrupt(6, true));
    row(rows, Wind.GPIO_INTERRUPT, "15:0", new GpioInterrupt(15, false));
    row(rows, Wind.PENDING_DATA, ":0:31:62", new SocketEvent.PendingData(-1, 0, 31, 62));
    row(rows, Wind.PENDING_DATA, "1:3:31:62", new SocketEvent.PendingData(1, 3, 31, 62));
    row(rows, Wind.INPUT_TO_REMOTE, "1", new WebServerEvent.InputRequested(1));
    row(rows, Wind.OUTPUT_FROM_REMOTE, "5:a:b:c", new WebServerEvent.OutputReceived(5, "a:b:c"));
    row(rows, Wind.OUTPUT_FROM_REMOTE, "200:cut", new WebServerEvent.OutputReceived(200, "cut"));
    for (var reason : WindReason.Closure.values()) {
      row(
          rows,
          Wind.SOCKET_CLOSED,
          "7:" + number(reason),
          new SocketEvent.SocketClosed(7, reason, code(reason)));
      row(
          rows,
          Wind.SOCKET_CLIENT_GONE,
          "192.168.0.2:49152:0:1:" + number(reason),
          new SocketEvent.ClientGone(PEER, 49152, 0, 1, reason, code(reason)));
    }
    row(
        rows,
        Wind.INCOMING_SOCKET_CLIENT,
        "192.168.0.2:49152:0:1",
        new SocketEvent.ClientConnected(PEER, 49152, 0, 1));
    row(
        rows,
        Wind.INCOMING_SOCKET_CLIENT,
        "fe80:0:0:0:280:e1ff:febd:39:80:0:1",
        new SocketEvent.ClientConnected(InetAddress.ofLiteral("fe80::280:e1ff:febd:39"), 80, 0, 1));
    row(rows, Wind.SOCKET_DROPPING_DATA, "0:1:1460", new SocketEvent.DataDropped(0, 1, 1460));
    row(rows, Wind.SOCKET_DROPPING_DATA, ":1:1460", new SocketEvent.DataDropped(-1, 1, 1460));
    row(
        rows,
        Wind.REMOTE_CONFIGURATION,
        "user_desc:a:b",
        new WebServerEvent.RemoteConfiguration("user_desc", "a:b"));
    row(rows, Wind.REMOTE_CONFIGURATION, "Key:", new WebServerEvent.RemoteConfiguration("Key", ""));
    for (var reason : WindReason.FactoryReset.values()) {
      row(
          rows,
          Wind.FACTORY_RESET,
          number(reason),
          new SystemEvent.FactoryReset(reason, code(reason)));
    }
    for (var mode : WindReason.LowPower.values()) {
      row(rows, Wind.LOW_POWER_MODE, number(mode), new PowerEvent.LowPowerMode(mode, code(mode)));
    }
    row(
        rows,
        Wind.GOING_INTO_STANDBY,
        "10",
        new PowerEvent.GoingIntoStandby(Duration.ofSeconds(10)));
    row(
        rows,
        Wind.STATION_DISASSOCIATED,
        "00:0F:00:4F:B1:3F:8",
        new AccessPointEvent.StationDisassociated(MAC, 8));
    row(
        rows,
        Wind.REJECTED_ASSOCIATION,
        "ffff",
        new StationEvent.AssociationRejected(WindReason.Association.SUPPLICANT_MEMORY, 0xFFFF));
    row(
        rows,
        Wind.REJECTED_ASSOCIATION,
        "0001",
        new StationEvent.AssociationRejected(WindReason.Association.OTHER, 1));
    row(
        rows,
        Wind.UDP_BROADCAST_RECEIVED,
        "0:192.168.0.2:5000:4:a:bc",
        new SocketEvent.BroadcastReceived(0, PEER, 5000, bytes("a:bc")));
    for (var reason : WindReason.ClientRefusal.values()) {
      row(
          rows,
          Wind.SOCKD_DROPPING_CLIENT,
          number(reason),
          new SocketEvent.ClientRefused(reason, code(reason)));
    }
    row(
        rows,
        Wind.NTP_SERVER_DELIVERY,
        "16.7.1:5:14.27.56",
        new SystemEvent.ClockSet(Instant.parse("2016-07-01T14:27:56Z")));
    row(
        rows,
        Wind.NTP_SERVER_DELIVERY,
        "2016.7.1:5:14.27.56",
        new SystemEvent.ClockSet(Instant.parse("2016-07-01T14:27:56Z")));
    row(
        rows,
        Wind.NTP_SERVER_DELIVERY,
        "70.1.1:4:0.0.1",
        new SystemEvent.ClockSet(Instant.parse("1970-01-01T00:00:01Z")));
    for (var reason : WindReason.Dhcp.values()) {
      row(
          rows,
          Wind.DHCP_FAILED,
          number(reason),
          new StationEvent.DhcpFailed(reason, code(reason)));
    }
    row(
        rows,
        Wind.MQTT_PUBLISHED,
        "0:a/b:2:1:0:3:9:a:b",
        new MqttEvent.Published(0, "a/b", 2, true, false, 9, bytes("a:b")));
    for (var reason : WindReason.MqttClosure.values()) {
      row(
          rows,
          Wind.MQTT_CLOSED,
          number(reason) + ":0",
          new MqttEvent.Closed(0, reason, code(reason)));
    }
    row(
        rows,
        Wind.WEB_SOCKET_DATA,
        "1:1:0:5:10",
        new WebSocketEvent.DataReceived(1, true, false, 5, 10));
    row(rows, Wind.WEB_SOCKET_CLOSED, "1", new WebSocketEvent.Closed(1));
    row(
        rows,
        Wind.FILE_RECEIVED,
        "192.168.0.2:a.txt",
        new WebServerEvent.FileReceived(PEER, "a.txt"));
    row(rows, Wind.FILE_RECEIVED, ":a.txt", new WebServerEvent.FileReceived(null, "a.txt"));

    boot(rows, "Boot 1.2", SystemEvent.BootLoader.Step.WELCOME, "1.2", 0);
    boot(rows, "Aborting F/W update:3", SystemEvent.BootLoader.Step.UPDATE_ABORTED, null, 3);
    boot(rows, "Performing F/W update", SystemEvent.BootLoader.Step.UPDATE_BEGUN, null, 0);
    boot(rows, "Completed F/W update", SystemEvent.BootLoader.Step.UPDATE_COMPLETED, null, 0);
    boot(rows, "F/W update complete!", SystemEvent.BootLoader.Step.UPDATE_COMPLETED, null, 0);
    boot(rows, "Cleanup", SystemEvent.BootLoader.Step.CLEANUP, null, 0);

    notice(rows, Wind.CONSOLE_ACTIVE, SystemEvent.Notice.CONSOLE_ACTIVE);
    notice(rows, Wind.RESET, SystemEvent.Notice.RESET);
    notice(rows, Wind.LOW_MEMORY, SystemEvent.Notice.LOW_MEMORY);
    notice(rows, Wind.SYSTEM_CONFIGURATION_UPDATED, SystemEvent.Notice.CONFIGURATION_UPDATED);
    notice(rows, Wind.WIFI_HARDWARE_STARTED, RadioEvent.Notice.HARDWARE_STARTED);
    notice(rows, Wind.WIFI_POWERED_DOWN, RadioEvent.Notice.POWERED_DOWN);
    notice(rows, Wind.WIFI_SCANNING, StationEvent.Notice.SCANNING);
    notice(rows, Wind.SCAN_BLEW_UP, StationEvent.Notice.SCAN_BLEW_UP);
    notice(rows, Wind.WIFI_BSS_LOST, StationEvent.Notice.BSS_LOST);
    notice(rows, Wind.WIFI_NETWORK_LOST, StationEvent.Notice.NETWORK_LOST);
    notice(rows, Wind.WPA_HANDSHAKE_COMPLETE, StationEvent.Notice.HANDSHAKE_COMPLETE);
    notice(rows, Wind.REJECTED_FOUND_NETWORK, StationEvent.Notice.NETWORK_REJECTED);
    notice(rows, Wind.WIFI_AUTHENTICATION_TIMED_OUT, StationEvent.Notice.AUTHENTICATION_TIMED_OUT);
    notice(rows, Wind.WIFI_ASSOCIATION_TIMED_OUT, StationEvent.Notice.ASSOCIATION_TIMED_OUT);
    notice(rows, Wind.MIC_FAILURE, StationEvent.Notice.MIC_FAILURE);
    notice(rows, Wind.WPS_GENERATING_DH_KEYSET, StationEvent.Notice.WPS_GENERATING_KEYS);
    notice(rows, Wind.WPS_ENROLLMENT_ATTEMPT_TIMED_OUT, StationEvent.Notice.WPS_TIMED_OUT);
    notice(rows, Wind.HW_IN_MINI_AP_MODE, AccessPointEvent.Notice.MINI_AP_MODE);
    notice(rows, Wind.WAKEUP, PowerEvent.Notice.WAKEUP);
    notice(rows, Wind.RESUMING_FROM_STANDBY, PowerEvent.Notice.RESUMING_FROM_STANDBY);
    notice(rows, Wind.GOING_INTO_DEEP_SLEEP, PowerEvent.Notice.GOING_INTO_DEEP_SLEEP);
    notice(rows, Wind.RESUMING_FROM_DEEP_SLEEP, PowerEvent.Notice.RESUMING_FROM_DEEP_SLEEP);
    return rows.stream();
  }

  private static void row(List<Arguments> rows, Wind wind, String variables, Indication expected) {
    rows.add(Arguments.of(wind, wind.text() + ":" + variables, variables, expected));
  }

  private static void notice(List<Arguments> rows, Wind wind, Indication expected) {
    rows.add(Arguments.of(wind, wind.text(), "", expected));
  }

  /** The boot loader's messages have no text before their variables. */
  private static void boot(
      List<Arguments> rows,
      String text,
      SystemEvent.BootLoader.Step step,
      @org.jspecify.annotations.Nullable String version,
      int reason) {
    rows.add(
        Arguments.of(
            Wind.BOOT_MESSAGES, text, text, new SystemEvent.BootLoader(step, version, reason)));
  }

  /** An unlisted reason is sent as 99. */
  private static int code(WindReason reason) {
    return reason.code() == WindReason.UNLISTED ? 99 : reason.code();
  }

  private static String number(WindReason reason) {
    return Integer.toString(code(reason));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Wind.class)
  void everyWindThatTheManualExplainsHasAType(Wind wind) {
    assertThat(IndicationTable.has(wind)).isEqualTo(!wind.reserved());
  }

  @Test
  void secretsAreNotPrinted() {
    String key = "sesame-street";
    assertThat(new WindEvent(Instant.EPOCH, 46, 3, bytes(key + ":13")))
        .asString()
        .isEqualTo("WIND 46 WPA Crunching PSK: ***:13");
    assertThat(new WindEvent(Instant.EPOCH, 64, 3, bytes("wifi_wpa_psk_text:" + key)))
        .asString()
        .isEqualTo("WIND 64 Remote Configuration: wifi_wpa_psk_text:***");
    assertThat(new WindEvent(Instant.EPOCH, 64, 3, bytes("wifi_mode:1")))
        .asString()
        .isEqualTo("WIND 64 Remote Configuration: wifi_mode:1");
    assertThat(new WindEvent(Instant.EPOCH, 46, 3, bytes(key)))
        .asString()
        .as("of another shape")
        .isEqualTo("WIND 46 WPA Crunching PSK: ***");
    assertThat(Indication.of(46, bytes(key)))
        .isEqualTo(new Indication.Other(46, key))
        .asString()
        .isEqualTo("Other[number=46, text=***]");
    assertThat(Indication.of(200, bytes("free")))
        .asString()
        .isEqualTo("Other[number=200, text=free]");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void crossesSpi(Wind wind, String text, String variables, Indication expected) {
    assertThat(Indication.of(wind.number(), bytes(variables))).isEqualTo(expected);
    assertThat(Indication.of(wind.number(), bytes(variables + "\r\n"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isShownByAUart(Wind wind, String text, String variables, Indication expected) {
    String line = "+WIND:" + wind.number() + ":" + text;
    assertThat(Indication.ofText(line)).isEqualTo(expected);
    assertThat(Indication.ofText(line + "\r\n")).isEqualTo(expected);
  }

  @Test
  void everyMessageOfTheTableIsTested() {
    List<Object> tested = messages().map(row -> row.get()[0]).distinct().toList();
    List<Wind> all = Stream.of(Wind.values()).filter(wind -> !wind.reserved()).toList();
    assertThat(tested).containsExactlyInAnyOrderElementsOf(all);
    // Nothing that could be read is among the unreadable.
    assertThat(messages().map(row -> row.get()[3])).noneMatch(Other.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(Wind.class)
  void whatCannotBeReadIsKept(Wind wind) {
    // No message has variables of this shape, but for a text that takes anything.
    Indication read = Indication.of(wind.number(), bytes("\u00e9 ?\r\n"));
    if (read instanceof Other other) {
      assertThat(other).isEqualTo(new Other(wind.number(), "\u00e9 ?"));
    } else {
      assertThat(wind)
          .isIn(
              Wind.STACK_OVERFLOW,
              Wind.COPYRIGHT,
              Wind.WIFI_ASSOCIATION_SUCCESSFUL,
              Wind.STARTED_AP);
    }
  }

  @Test
  void unknownNumbersAreKept() {
    assertThat(Indication.of(91, bytes("x:1\r\n"))).isEqualTo(new Other(91, "x:1"));
    assertThat(Indication.of(6, bytes(""))).isEqualTo(new Other(6, ""));
    assertThat(Indication.ofText("+WIND:91:News:x:1\r\n")).isEqualTo(new Other(91, "News:x:1"));
    assertThat(Indication.ofText("+WIND:58:Socket Went:0:1"))
        .isEqualTo(new Other(58, "Socket Went:0:1"));
  }

  @Test
  void impossibleValuesAreKept() {
    assertThat(Indication.of(84, bytes("16.13.1:5:14.27.56")))
        .isEqualTo(new Other(84, "16.13.1:5:14.27.56"));
    assertThat(Indication.of(52, bytes("99999999999:1"))).isEqualTo(new Other(52, "99999999999:1"));
    assertThat(Indication.of(29, bytes("fe80::1:00:0F:00:4F:B1:3F"))).isInstanceOf(Other.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AT-S.OK", "+WIND", "+WIND:", "+WIND::x", "+WIND:x:y", "+WIND:256:x"})
  void otherLinesAreNoMessage(String line) {
    assertThat(Indication.ofText(line)).isNull();
  }

  @Test
  void secretsStayOutOfText() {
    assertThat(new StationEvent.CrunchingKey("sesame", 6).toString()).doesNotContain("sesame");
    assertThat(new WebServerEvent.RemoteConfiguration("wifi_wpa_psk_text", "sesame").toString())
        .doesNotContain("sesame");
  }

  @Test
  void addressesOfHardwareAreReadAndWritten() {
    assertThat(MacAddress.of("0:f:00:4f:b1:3F")).isEqualTo(MAC).hasToString("00:0F:00:4F:B1:3F");
  }
}
