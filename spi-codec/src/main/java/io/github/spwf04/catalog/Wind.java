package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.WindRow.kept;
import static io.github.spwf04.catalog.WindRow.wind;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous messages of Table 14, a row each, with what field-facts D adds.
 *
 * <p>The names of the variables are the same wherever they mean the same: {@code server} and {@code
 * client} are the ids of sockets, {@code ip} and {@code port} those of the peer, {@code reason} a
 * code that {@link #reasons} explains.
 */
public enum Wind {
  CONSOLE_ACTIVE(wind(0, "Console active", "", "The module takes commands from now on")),
  POWERON(wind(1, "Poweron", "{date:TEXT}-{build:TEXT}-{model:TEXT}", "Firmware that has started")),
  RESET(wind(2, "Reset", "", "The module restarts")),
  WATCHDOG_RUNNING(
      wind(3, "Watchdog Running", "{timeout:INT}", "Watchdog on, with its time-out in seconds")),
  LOW_MEMORY(wind(4, "Low Memory", "", "The heap is nearly used up")),
  WIFI_HARDWARE_FAILURE(
      wind(5, "WiFi Hardware Failure", "{reason:INT}", "The radio is dead")
          .reasons(WindReason.HardwareFailure.class)),
  RESERVED_6(kept(6)),
  CONFIGURATION_FAILURE(
      wind(7, "Configuration Failure", "{reason:INT}", "Start-up failed; 10, 11 and 12 go on")
          .reasons(WindReason.Configuration.class)),
  HARD_FAULT(
      // How the eight registers are told apart is nowhere said.
      wind(8, "Hard Fault", "{task:TEXT}:{registers:TEXT}", "The processor faulted in a task")),
  STACK_OVERFLOW(wind(9, "StackOverflow", "{task:TEXT}", "A task used up its stack")),
  MALLOC_FAILED(
      wind(
          10,
          "Malloc Failed",
          "{task:TEXT}:{required:INT}:{available:INT}",
          "A task asked for more memory than there is")),
  RADIO_STARTUP_FAILURE(
      wind(11, "Radio Startup Failure", "{reason:INT}:{register:HEX}", "The radio did not start")
          .reasons(WindReason.RadioStartup.class)),
  WIFI_PS_MODE_FAILURE(
      wind(12, "WiFi PS Mode Failure", "{reason:INT}:{status:INT}", "Power saving failed")
          .reasons(WindReason.PowerSave.class)),
  COPYRIGHT(
      wind(
          13,
          "Copyright (c) 2012-2017 STMicroelectronics, Inc. All rights Reserved",
          "{model:TEXT}",
          "Model of the module, the variable nv_model")),
  WIFI_BSS_REGAINED(
      wind(14, "WiFi BSS Regained", "{threshold:INT}", "Beacons of the network are back")),
  WIFI_SIGNAL_LOW(wind(15, "WiFi Signal Low", "{rssi:INT}", "Signal below wifi_rssi_thresh")),
  WIFI_SIGNAL_OK(wind(16, "WiFi Signal Ok", "{rssi:INT}", "Signal above wifi_rssi_thresh again")),
  BOOT_MESSAGES(
      // The boot loader prints the whole text, always over UART at 115200 baud.
      wind(17, "Boot Messages", BootMessage.class, "The boot loader at work")),
  KEYTYPE_NOT_IMPLEMENTED(
      wind(18, "Keytype not implemented", "{type:INT}", "The network wants a key nobody knows")),
  WIFI_JOIN(wind(19, "WiFi Join", "{mac:MAC}", "Joining this access point")),
  WIFI_JOIN_FAILED(
      wind(
              20,
              "WiFi Join Failed",
              "{reason:HEX}",
              "Joining failed; a code not listed is the status of the radio")
          .reasons(WindReason.Join.class)),
  WIFI_SCANNING(wind(21, "WiFi Scanning", "", "A scan has begun")),
  SCAN_BLEW_UP(wind(22, "Scan Blew Up", "", "A scan ended without result")),
  SCAN_FAILED(wind(23, "Scan Failed", "{status:HEX}", "The radio refused to scan")),
  WIFI_UP(
      // The flag is empty for an IPv6 address.
      wind(24, "WiFi Up", "{flag:INT?}:{address:IP}", "The module has an address")),
  WIFI_ASSOCIATION_SUCCESSFUL(
      wind(25, "WiFi Association successful", "{ssid:TEXT}", "Associated with this network")),
  STARTED_AP(wind(26, "Started AP", "{ssid:TEXT}", "The module is an access point")),
  AP_START_FAILED(
      wind(27, "AP Start Failed", "{status:HEX}", "The access point could not be started")),
  STATION_ASSOCIATED(
      wind(
          28,
          "Station Associated",
          "{mac:MAC}:{flag:INT}",
          "A station joined the access point; flag 1 when it came back")),
  /** Without the station in firmware 1.0.0 (package-facts 6.2). */
  DHCP_REPLY(
      wind(29, "DHCP Reply", "{ip:IP}:{mac:MAC}", "A station was given this address")
          .or("{ip:IP}")),
  WIFI_BSS_LOST(wind(30, "WiFi BSS Lost", "", "Beacons of the network are missing")),
  WIFI_EXCEPTION(
      wind(
          31,
          "WiFi Exception",
          "{reason:INT}:{file:TEXT}:{register1:HEX}:{register2:HEX}",
          "The radio's firmware failed")),
  WIFI_HARDWARE_STARTED(wind(32, "WiFi Hardware Started", "", "The radio is ready")),
  WIFI_NETWORK_LOST(wind(33, "WiFi Network Lost", "", "The network is lost")),
  WIFI_UNHANDLED_EVENT(
      wind(34, "WiFi Unhandled Event", "{event:HEX}", "The radio sent an unknown event")),
  WIFI_SCAN_COMPLETE(
      wind(35, "WiFi Scan Complete", "{reason:HEX}", "A scan has ended, 00 in good order")),
  WIFI_UNHANDLED_INDICATION(
      wind(
          36,
          "WiFi Unhandled Indication",
          "{indication:HEX}",
          "The radio sent an unknown indication")),
  RESERVED_37(kept(37)),
  WIFI_POWERED_DOWN(wind(38, "WiFi Powered Down", "", "The radio is off")),
  HW_IN_MINI_AP_MODE(wind(39, "HW in MiniAP Mode", "", "The radio became an access point")),
  WIFI_DEAUTHENTICATION(
      wind(40, "WiFi Deauthentication", "{reason:INT}", "Deauthenticated, reason of IEEE 802.11")),
  WIFI_DISASSOCIATION(
      wind(41, "WiFi Disassociation", "{reason:INT}", "Disassociated, reason of IEEE 802.11")),
  WIFI_UNHANDLED_MANAGEMENT(
      wind(42, "WiFi Unhandled Management", "{frame:HEX}", "Unknown management frame")),
  WIFI_UNHANDLED_DATA(wind(43, "WiFi Unhandled Data", "{frame:HEX}", "Unknown data frame")),
  WIFI_UNKNOWN_FRAME(wind(44, "WiFi Unknown Frame", "{frame:HEX}", "Unknown frame")),
  DOT11_AUTH_ILLEGAL(
      wind(
          45,
          "Dot11 AuthIllegal",
          "{algorithm:INT}:{sequence:INT}",
          "Authentication out of order")),
  WPA_CRUNCHING_PSK(
      wind(46, "WPA Crunching PSK", "{psk:TEXT*}:{length:INT}", "The key is being computed")),
  RESERVED_47(kept(47)),
  RESERVED_48(kept(48)),
  WPA_TERMINATED(wind(49, "WPA Terminated", "{status:INT}", "WPA has ended")),
  WPA_START_FAILED(
      wind(50, "WPA Start Failed", "{reason:INT}", "WPA did not start")
          .reasons(WindReason.WpaStart.class)),
  WPA_HANDSHAKE_COMPLETE(wind(51, "WPA Handshake Complete", "", "The keys are exchanged")),
  GPIO_INTERRUPT(
      wind(52, "GPIO Interrupt", "{gpio:INT}:{level:INT}", "An input saw the edge it waits for")),
  WAKEUP(wind(53, "Wakeup", "", "The module was woken")),
  RESERVED_54(kept(54)),
  PENDING_DATA(
      // The server is empty for a socket client.
      wind(
          55,
          "Pending Data",
          "{server:INT?}:{client:INT}:{bytes:INT}:{total:INT}",
          "A socket has received this much now, and altogether")),
  INPUT_TO_REMOTE(
      wind(56, "Input to remote", "{input:INT}", "A web page asks for input; see INPUTSSI")),
  OUTPUT_FROM_REMOTE(
      // The text is cut at 128 bytes; whether its length is, too, is not said.
      wind(57, "Output from remote", "{size:INT}:{message:TEXT[size]}", "A web page has sent text")
          .or("{size:INT}:{message:TEXT?}")),
  SOCKET_CLOSED(
      wind(58, "Socket Closed", "{client:INT}:{reason:INT}", "A socket client lost its server")
          .reasons(WindReason.Closure.class)),
  RESERVED_59(kept(59)),
  RESERVED_60(kept(60)),
  INCOMING_SOCKET_CLIENT(
      wind(
          61,
          "Incoming Socket Client",
          "{ip:IP}:{port:INT}:{server:INT}:{client:INT}",
          "A client has connected to a server")),
  SOCKET_CLIENT_GONE(
      wind(
              62,
              "Socket Client Gone",
              "{ip:IP}:{port:INT}:{server:INT}:{client:INT}:{reason:INT}",
              "A client of a server is gone")
          .reasons(WindReason.Closure.class)),
  SOCKET_DROPPING_DATA(
      wind(
          63,
          "Socket Dropping Data",
          "{server:INT?}:{client:INT}:{bytes:INT}",
          "A socket had no room for this much")),
  REMOTE_CONFIGURATION(
      wind(
          64,
          "Remote Configuration",
          "{item:TEXT}:{value:TEXT?*item}",
          "A web page has set a variable; Key is a wrong password")),
  FACTORY_RESET(
      wind(65, "Factory Reset", "{reason:INT}", "The variables have their factory values again")
          .reasons(WindReason.FactoryReset.class)),
  LOW_POWER_MODE(
      wind(66, "Low Power Mode", "{reason:INT}", "The radio saves power")
          .reasons(WindReason.LowPower.class)),
  GOING_INTO_STANDBY(
      wind(67, "Going into Standby", "{seconds:INT}", "The module sleeps for standby_time")),
  RESUMING_FROM_STANDBY(wind(68, "Resuming from Standby", "", "The module is back")),
  GOING_INTO_DEEP_SLEEP(wind(69, "Going into DeepSleep", "", "The processor stops")),
  RESUMING_FROM_DEEP_SLEEP(wind(70, "Resuming from DeepSleep", "", "The processor runs again")),
  RESERVED_71(kept(71)),
  STATION_DISASSOCIATED(
      wind(
          72,
          "Station Disassociated",
          "{mac:MAC}:{reason:INT}",
          "A station left the access point, reason of IEEE 802.11")),
  SYSTEM_CONFIGURATION_UPDATED(
      wind(
          73,
          "System Configuration Updated",
          "",
          "Variables of an older firmware were taken over")),
  REJECTED_FOUND_NETWORK(
      wind(74, "Rejected found Network", "", "A network was found that does not fit")),
  REJECTED_ASSOCIATION(
      wind(
              75,
              "Rejected Association",
              "{reason:HEX}",
              "Association refused; a code not listed: the radio could not be configured")
          .reasons(WindReason.Association.class)),
  WIFI_AUTHENTICATION_TIMED_OUT(
      wind(76, "WiFi Authentication Timed Out", "", "No answer to the authentication")),
  WIFI_ASSOCIATION_TIMED_OUT(
      wind(77, "WiFi Association Timed Out", "", "No answer to the association")),
  MIC_FAILURE(wind(78, "MIC Failure", "", "A frame failed its integrity check")),
  RESERVED_79(kept(79)),
  UDP_BROADCAST_RECEIVED(
      wind(
          80,
          "UDP Broadcast Received",
          "{server:INT}:{ip:IP}:{port:INT}:{size:INT}:{data:TEXT[size]}",
          "A UDP server received a broadcast")),
  WPS_GENERATING_DH_KEYSET(wind(81, "WPS generating DH keyset", "", "WPS computes its keys")),
  WPS_ENROLLMENT_ATTEMPT_TIMED_OUT(
      wind(82, "WPS enrollment attempt timed out", "", "Nobody answered to WPS")),
  SOCKD_DROPPING_CLIENT(
      wind(83, "Sockd Dropping Client", "{reason:INT}", "A server turned a client away")
          .reasons(WindReason.ClientRefusal.class)),
  NTP_SERVER_DELIVERY(
      wind(
          84,
          "NTP Server Delivery",
          "{year:INT}.{month:INT}.{day:INT}:{weekday:INT}:{hour:INT}.{minute:INT}.{second:INT}",
          "The clock was set by NTP (UTC)")),
  DHCP_FAILED(
      wind(85, "DHCP failed to get a lease", "{reason:INT}", "No address from DHCP")
          .reasons(WindReason.Dhcp.class)),
  MQTT_PUBLISHED(
      wind(
          86,
          "MQTT Published",
          "{client:INT}:{topic:TEXT}:{qos:INT}:{retain:INT}:{dup:INT}:{size:INT}:{total:INT}"
              + ":{message:TEXT[size]}",
          "A message, or a part of one, has arrived")),
  MQTT_CLOSED(
      // ST's driver reads the client first. The manual's order is kept: one source does not
      // overrule it, and with the only client being 0, a 1 in either place is the reason.
      wind(87, "MQTT Closed", "{reason:INT}:{client:INT}", "The broker is gone")
          .reasons(WindReason.MqttClosure.class)),
  WEB_SOCKET_DATA(
      wind(
          88,
          "WebSocket Data",
          "{client:INT}:{lastFrame:INT}:{lastFragment:INT}:{bytes:INT}:{total:INT}",
          "A web socket has received this much now, and altogether")),
  WEB_SOCKET_CLOSED(wind(89, "WebSocket Closed", "{client:INT}", "A web socket lost its server")),
  FILE_RECEIVED(
      // The address is empty unless the file came by TFTP.
      wind(90, "File Received", "{ip:IP?}:{filename:TEXT}", "A file has arrived"));

  private static final Wind[] WINDS = values();

  static {
    TableCheck.winds(rows());
  }

  private final WindRow row;
  private final List<LineFormat> forms;

  Wind(WindRow row) {
    this.row = row;
    forms = List.copyOf(row.forms);
  }

  static List<WindRow> rows() {
    List<WindRow> rows = new ArrayList<>(WINDS.length);
    for (Wind wind : WINDS) {
      rows.add(wind.row);
    }
    return rows;
  }

  /** The number on the wire, 0 to 90. */
  public int number() {
    return row.number;
  }

  /** The text a UART shows before the variables. */
  public String text() {
    return row.text;
  }

  /** What has happened, in one sentence. */
  public String meaning() {
    return row.meaning;
  }

  /** Whether the manual keeps this number for itself. */
  public boolean reserved() {
    return row.reserved;
  }

  /**
   * The shape of the variables, which are all that crosses SPI; without fields when it has none.
   */
  public LineFormat variables() {
    return forms.getFirst();
  }

  /** Every shape the variables can have, {@link #variables} first. */
  public List<LineFormat> forms() {
    return forms;
  }

  /** The values of the variable {@code reason} that the manual explains; none for most WINDs. */
  public List<WindReason> reasons() {
    Class<? extends WindReason> type = row.reasons;
    return type == null ? List.of() : WindReason.listed(type);
  }

  /**
   * Reads a payload in the first of the {@link #forms} that fits.
   *
   * @return the variables, or null when the payload has another shape
   */
  public @Nullable Fields parse(ByteBuf payload) {
    for (LineFormat form : forms) {
      Fields fields = form.parse(payload);
      if (fields != null) {
        return fields;
      }
    }
    return null;
  }

  /**
   * @return the message of that number, or null when the manual knows none
   */
  public static @Nullable Wind byNumber(int number) {
    return number >= 0 && number < WINDS.length ? WINDS[number] : null;
  }
}
