package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of Table 14, and the payloads seen in the field (field-facts D and G). */
class WindTest {
  private static @Nullable List<String> parse(Wind wind, String payload) {
    Fields fields = wind.parse(Lines.bytes(payload));
    return fields == null ? null : fields.values().stream().map(Lines::text).toList();
  }

  @Test
  void table14HasNumbers0To90() {
    assertThat(Wind.values()).hasSize(91);
    for (int number = 0; number <= 90; number++) {
      assertThat(Objects.requireNonNull(Wind.byNumber(number)).number()).isEqualTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 91, 255, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void otherNumbersAreNone(int number) {
    assertThat(Wind.byNumber(number)).isNull();
  }

  @Test
  void reservedNumbersAreThoseOfTheManual() {
    List<Integer> reserved =
        List.of(Wind.values()).stream().filter(Wind::reserved).map(Wind::number).toList();
    assertThat(reserved).containsExactly(6, 37, 47, 48, 54, 59, 60, 71, 79);
    assertThat(Wind.RESERVED_6.variables().fields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | CONSOLE_ACTIVE         | Console active
          1  | POWERON                | Poweron
          3  | WATCHDOG_RUNNING       | Watchdog Running
          5  | WIFI_HARDWARE_FAILURE  | WiFi Hardware Failure
          7  | CONFIGURATION_FAILURE  | Configuration Failure
          8  | HARD_FAULT             | Hard Fault
          9  | STACK_OVERFLOW         | StackOverflow
          13 | COPYRIGHT              | Copyright (c) 2012-2017 STMicroelectronics, Inc. All rights Reserved
          17 | BOOT_MESSAGES          | Boot Messages
          19 | WIFI_JOIN              | WiFi Join
          24 | WIFI_UP                | WiFi Up
          32 | WIFI_HARDWARE_STARTED  | WiFi Hardware Started
          35 | WIFI_SCAN_COMPLETE     | WiFi Scan Complete
          39 | HW_IN_MINI_AP_MODE     | HW in MiniAP Mode
          45 | DOT11_AUTH_ILLEGAL     | Dot11 AuthIllegal
          46 | WPA_CRUNCHING_PSK      | WPA Crunching PSK
          52 | GPIO_INTERRUPT         | GPIO Interrupt
          55 | PENDING_DATA           | Pending Data
          58 | SOCKET_CLOSED          | Socket Closed
          62 | SOCKET_CLIENT_GONE     | Socket Client Gone
          70 | RESUMING_FROM_DEEP_SLEEP | Resuming from DeepSleep
          78 | MIC_FAILURE            | MIC Failure
          80 | UDP_BROADCAST_RECEIVED | UDP Broadcast Received
          84 | NTP_SERVER_DELIVERY    | NTP Server Delivery
          86 | MQTT_PUBLISHED         | MQTT Published
          88 | WEB_SOCKET_DATA        | WebSocket Data
          90 | FILE_RECEIVED          | File Received
          """)
  void rowsAreThoseOfTheManual(int number, Wind wind, String text) {
    assertThat(Wind.byNumber(number)).isSameAs(wind);
    assertThat(wind.text()).isEqualTo(text);
    assertThat(wind.meaning()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # seen in the field
          POWERON                | 170216-fd39c59-SPWF04S                | 170216 fd39c59 SPWF04S
          POWERON                | 170726-b7ac1ba-SPWF04S                | 170726 b7ac1ba SPWF04S
          WATCHDOG_RUNNING       | 20                                    | 20
          CONFIGURATION_FAILURE  | 10                                    | 10
          COPYRIGHT              | SPWF04SA                              | SPWF04SA
          WIFI_JOIN              | 98:DE:D0:EA:4C:62                     | 98:DE:D0:EA:4C:62
          WIFI_UP                | 0:192.168.0.1                         | 0 192.168.0.1
          WIFI_UP                | 0:192.168.0.50                        | 0 192.168.0.50
          WIFI_UP                | :fe80:0:0:0:280:e1ff:febd:39          | '' fe80:0:0:0:280:e1ff:febd:39
          WIFI_UP                | :fe80:0:0:0:280:e1ff:fec4:2d          | '' fe80:0:0:0:280:e1ff:fec4:2d
          WIFI_ASSOCIATION_SUCCESSFUL | TPNY                             | TPNY
          STARTED_AP             | test_ap                               | test_ap
          STATION_ASSOCIATED     | 00:0F:00:4F:B1:3F:0                   | 00:0F:00:4F:B1:3F 0
          WIFI_SCAN_COMPLETE     | 00                                    | 00
          WIFI_DISASSOCIATION    | 2                                     | 2
          WPA_TERMINATED         | 0                                     | 0
          PENDING_DATA           | :0:31:31                              | '' 0 31 31
          PENDING_DATA           | 1:3:31:62                             | 1 3 31 62
          OUTPUT_FROM_REMOTE     | 5:hello                               | 5 hello
          OUTPUT_FROM_REMOTE     | 200:cut                               | 200 cut
          SOCKET_CLOSED          | 0:1                                   | 0 1
          INCOMING_SOCKET_CLIENT | 192.168.0.2:49152:0:1                 | 192.168.0.2 49152 0 1
          INCOMING_SOCKET_CLIENT | fe80:0:0:0:280:e1ff:febd:39:80:0:1    | fe80:0:0:0:280:e1ff:febd:39 80 0 1
          SOCKET_CLIENT_GONE     | 192.168.0.2:49152:0:1:0               | 192.168.0.2 49152 0 1 0
          FACTORY_RESET          | 1                                     | 1
          MQTT_PUBLISHED         | 0:t:2:1:0:3:3:a:b                     | 0 t 2 1 0 3 3 a:b
          # from the manual alone
          WIFI_HARDWARE_FAILURE  | 3                                     | 3
          MALLOC_FAILED          | main:1024:512                         | main 1024 512
          RADIO_STARTUP_FAILURE  | 4:0000dead                            | 4 0000dead
          WIFI_PS_MODE_FAILURE   | 2:-1                                  | 2 -1
          WIFI_SIGNAL_LOW        | -80                                   | -80
          WIFI_JOIN_FAILED       | 0003                                  | 0003
          DHCP_REPLY             | 192.168.0.2:00:80:E1:FA:12:34         | 192.168.0.2 00:80:E1:FA:12:34
          WIFI_EXCEPTION         | 5:a.c:0000beef:00000001               | 5 a.c 0000beef 00000001
          DOT11_AUTH_ILLEGAL     | 0:2                                   | 0 2
          WPA_CRUNCHING_PSK      | a:b:3                                 | a:b 3
          GPIO_INTERRUPT         | 6:1                                   | 6 1
          INPUT_TO_REMOTE        | 1                                     | 1
          SOCKET_DROPPING_DATA   | 0:1:1460                              | 0 1 1460
          SOCKET_DROPPING_DATA   | :1:1460                               | '' 1 1460
          REMOTE_CONFIGURATION   | wifi_mode:1                           | wifi_mode 1
          LOW_POWER_MODE         | 2                                     | 2
          GOING_INTO_STANDBY     | 10                                    | 10
          STATION_DISASSOCIATED  | 00:0F:00:4F:B1:3F:8                   | 00:0F:00:4F:B1:3F 8
          REJECTED_ASSOCIATION   | ffff                                  | ffff
          UDP_BROADCAST_RECEIVED | 0:192.168.0.2:5000:4:a:bc             | 0 192.168.0.2 5000 4 a:bc
          SOCKD_DROPPING_CLIENT  | 2                                     | 2
          NTP_SERVER_DELIVERY    | 16.7.1:5:14.27.56                     | 16 7 1 5 14 27 56
          DHCP_FAILED            | 6                                     | 6
          MQTT_CLOSED            | 1:0                                   | 1 0
          WEB_SOCKET_DATA        | 0:1:1:5:10                            | 0 1 1 5 10
          WEB_SOCKET_CLOSED      | 1                                     | 1
          FILE_RECEIVED          | 192.168.0.2:a.txt                     | 192.168.0.2 a.txt
          FILE_RECEIVED          | :a.txt                                | '' a.txt
          """)
  void variablesAreRead(Wind wind, String payload, String values) {
    String[] expected = values.replace("''", "").split(" ", -1);
    assertThat(parse(wind, payload)).containsExactly(expected);
    assertThat(parse(wind, payload + "\r\n")).containsExactly(expected);
  }

  @ParameterizedTest
  @EnumSource(Wind.class)
  void noPayloadFitsAMessageWithoutVariables(Wind wind) {
    if (wind.variables().fields().isEmpty()) {
      assertThat(parse(wind, "")).isEmpty();
      // Firmware 1.0.0 sends CR LF (capture 2 of field-facts G).
      assertThat(parse(wind, "\r\n")).isEmpty();
      assertThat(parse(wind, "junk")).isNull();
    } else if (wind != Wind.BOOT_MESSAGES) {
      assertThat(parse(wind, "")).isNull();
      assertThat(parse(wind, "\r\n")).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WIFI_UP                | 192.168.0.1
          WIFI_UP                | 0:
          WIFI_UP                | 0:192.168.0
          WIFI_UP                | 0:192.168.0.999
          WIFI_JOIN              | 98:DE:D0:EA:4C
          WIFI_JOIN              | 98-DE-D0-EA-4C-62
          PENDING_DATA           | 0:31:31
          PENDING_DATA           | :x:31:31
          SOCKET_CLOSED          | 0
          POWERON                | 170726-b7ac1ba
          UDP_BROADCAST_RECEIVED | 0:192.168.0.2:5000:5:a:bc
          NTP_SERVER_DELIVERY    | 16.7.1:5:14:27:56
          WEB_SOCKET_DATA        | 0:1:1:5
          WATCHDOG_RUNNING       | twenty
          """)
  void otherPayloadsAreNot(Wind wind, String payload) {
    assertThat(parse(wind, payload)).isNull();
  }

  @Test
  void bootMessagesAreToldApart() {
    assertThat(boot("Boot 1.2")).startsWith("Boot {");
    assertThat(boot("Aborting F/W update:3")).startsWith("Aborting");
    assertThat(boot("Performing F/W update")).isEqualTo("Performing F/W update");
    assertThat(boot("Completed F/W update")).isEqualTo("Completed F/W update");
    assertThat(boot("Cleanup")).isEqualTo("Cleanup");
    assertThat(boot("F/W update complete!")).isEqualTo("F/W update complete!");
    assertThat(Wind.BOOT_MESSAGES.parse(Lines.bytes("Dreaming"))).isNull();
  }

  private static String boot(String payload) {
    return Objects.requireNonNull(Wind.BOOT_MESSAGES.parse(Lines.bytes(payload)))
        .format()
        .template();
  }

  /** Each with a word of what the manual says of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WIFI_HARDWARE_FAILURE | 1 WIND 31, 2 WIND 50, 3 WIND 32, 4 written, 5 acknowledge
          CONFIGURATION_FAILURE | 4 clock, 6 tick, 7 written, 8 MicroPython, 9 queues, 10 console_enabled, 11 formatted, 12 mounted, 13 application, 14 RAM
          RADIO_STARTUP_FAILURE | 1 prefetch, 2 loaded, 3 sane, 4 PLL, 5 woken, 6 low, 7 medium, 8 high, 9 direct, 10 test
          WIFI_PS_MODE_FAILURE  | 1 refused, 2 access point, 3 reported
          WIFI_JOIN_FAILED      | 1 configured, 2 acknowledge, 3 after
          WPA_START_FAILED      | 1 supplicant, 2 peer table
          SOCKET_CLOSED         | 0 closed, 1 reset, 2 retransmissions, 3 broken, 4 timed out, 5 unreachable
          SOCKET_CLIENT_GONE    | 0 closed, 1 reset, 2 retransmissions, 3 broken, 4 timed out, 5 unreachable
          FACTORY_RESET         | 0 GPIO0, 1 damaged
          LOW_POWER_MODE        | 1 standard, 2 fast
          REJECTED_ASSOCIATION  | 65535 memory
          SOCKD_DROPPING_CLIENT | 1 memory, 2 UDP
          DHCP_FAILED           | 0 no answer, 1 malformed, 2 time-out, 3 refused, 4 without, 5 50 s, 6 expired
          MQTT_CLOSED           | 0 connection, 1 protocol
          """)
  void reasonsAreThoseOfTheManual(Wind wind, String expected) {
    String[] reasons = expected.split(", ");
    assertThat(wind.reasons()).hasSize(reasons.length);
    for (int i = 0; i < reasons.length; i++) {
      int blank = reasons[i].indexOf(' ');
      WindReason reason = wind.reasons().get(i);
      assertThat(reason.code()).isEqualTo(Integer.parseInt(reasons[i].substring(0, blank)));
      assertThat(reason.meaning()).contains(reasons[i].substring(blank + 1));
    }
  }

  @Test
  void otherWindsExplainNoReasons() {
    assertThat(Wind.values()).filteredOn(wind -> !wind.reasons().isEmpty()).hasSize(14);
  }

  @ParameterizedTest
  @MethodSource("reasonTypes")
  <E extends Enum<E> & WindReason> void everyTypeOfReasonEndsInOther(Class<E> type) {
    E[] constants = type.getEnumConstants();
    assertThat(constants[constants.length - 1]).hasToString("OTHER");
    assertThat(constants).filteredOn(reason -> reason.code() == WindReason.UNLISTED).hasSize(1);
    for (E constant : constants) {
      assertThat(WindReason.of(type, constant.code())).isSameAs(constant);
    }
    assertThat(WindReason.of(type, 99)).hasToString("OTHER");
    assertThat(WindReason.of(type, 1L << 32)).hasToString("OTHER");
  }

  static Stream<Class<?>> reasonTypes() {
    return Arrays.stream(WindReason.class.getPermittedSubclasses());
  }

  @Test
  void variablesAreFoundByName() {
    Fields up = Objects.requireNonNull(Wind.WIFI_UP.parse(Lines.bytes(":fe80:0:0:0:1:2:3:4")));
    assertThat(up.number("flag")).isZero();
    assertThat(up.text("address")).isEqualTo("fe80:0:0:0:1:2:3:4");
    Fields join = Objects.requireNonNull(Wind.REJECTED_ASSOCIATION.parse(Lines.bytes("ffff")));
    assertThat(join.number("reason")).isEqualTo(0xFFFF);
  }
}
