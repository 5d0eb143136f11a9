package io.github.spwf04.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spwf04.catalog.Parameter.Kind;
import io.github.spwf04.error.ModuleError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of Table 1 and section 6, checked against the manual by value. */
class CommandTest {
  private static Parameter parameter(Command command, String name) {
    for (Parameter parameter : command.parameters()) {
      if (parameter.name().toString().equals(name)) {
        return parameter;
      }
    }
    throw new AssertionError(command + " has no parameter " + name);
  }

  @Test
  void table1Has66Commands() {
    assertThat(Command.values()).hasSize(66);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AT        | 0x01 | 6.1  | UTILS       | AT
          HELP      | 0x02 | 6.2  | UTILS       | AT+S.HELP=[<keyword>]
          STS       | 0x05 | 6.3  | UTILS       | AT+S.STS=[<variable>]
          PEERS     | 0x35 | 6.4  | UTILS       | AT+S.PEERS=[<peer_number>],[<peer_var>]
          RESET     | 0x03 | 6.5  | MANAGEMENT  | AT+S.RESET
          PMS       | 0x04 | 6.6  | MANAGEMENT  | AT+S.PMS=[<mode>]
          PYTHON    | 0x08 | 6.7  | MANAGEMENT  | AT+S.PYTHON=[<filename>]
          GCFG      | 0x09 | 6.8  | MANAGEMENT  | AT+S.GCFG=[<cfg_var>]
          SCFG      | 0x0A | 6.9  | MANAGEMENT  | AT+S.SCFG=<key>,<value>
          WCFG      | 0x0B | 6.10 | MANAGEMENT  | AT+S.WCFG
          FCFG      | 0x0C | 6.11 | MANAGEMENT  | AT+S.FCFG
          FSWRITE   | 0x57 | 6.12 | MANAGEMENT  | AT+S.FSWRITE=<length>
          FSUPDATE  | 0x58 | 6.13 | MANAGEMENT  | AT+S.FSUPDATE=<mem>,<hostname>,[<path&queryopts>],[<port>],[<TLS>],[<username>],[<passwd>]
          FWUPDATE  | 0x56 | 6.14 | MANAGEMENT  | AT+S.FWUPDATE=e,<hostname>,[<path&queryopts>],[<port>],[<TLS>],[<username>],[<passwd>]
          GPIOC     | 0x13 | 6.15 | PERIPHERALS | AT+S.GPIOC=<number>,<direction>,[<interrupt>]
          GPIOR     | 0x14 | 6.16 | PERIPHERALS | AT+S.GPIOR=<num>
          GPIOW     | 0x15 | 6.17 | PERIPHERALS | AT+S.GPIOW=<num>,<level>
          DAC       | 0x16 | 6.18 | PERIPHERALS | AT+S.DAC=<value>
          ADC       | 0x17 | 6.19 | PERIPHERALS | AT+S.ADC=<num>
          PWM       | 0x18 | 6.20 | PERIPHERALS | AT+S.PWM=<num>,<frequency>,[<duty_cycle>]
          TIME      | 0x11 | 6.21 | PERIPHERALS | AT+S.TIME=[<time>]
          RANDOM    | 0x12 | 6.22 | PERIPHERALS | AT+S.RANDOM
          FSM       | 0x21 | 6.28 | FILES       | AT+S.FSM=[<volume>]
          FSU       | 0x22 | 6.29 | FILES       | AT+S.FSU=[<volume>],[<erase>]
          FSC       | 0x23 | 6.23 | FILES       | AT+S.FSC=<filename>,<datalen>
          FSD       | 0x25 | 6.24 | FILES       | AT+S.FSD=<filename>
          FSR       | 0x26 | 6.25 | FILES       | AT+S.FSR=<old_filename>,<new_filename>
          FSL       | 0x27 | 6.26 | FILES       | AT+S.FSL=[<output_filename>]
          FSP       | 0x28 | 6.27 | FILES       | AT+S.FSP=<filename>,[<offset>],[<len>]
          HASH      | 0x29 | 6.30 | FILES       | AT+S.HASH=[<function>],<filename>
          WPAECERT  | 0x2A | 6.31 | SECURITY    | AT+S.WPAECERT=<kind>,<size>
          TLSCERT   | 0x2B | 6.32 | SECURITY    | AT+S.TLSCERT=<kind>,<size>
          WPS       | 0x36 | 6.33 | SECURITY    | AT+S.WPS=<mode>
          WIFI      | 0x32 | 6.34 | RADIO       | AT+S.WIFI=<action>
          SCAN      | 0x33 | 6.35 | RADIO       | AT+S.SCAN=<filter>,[<filename>]
          SSIDTXT   | 0x34 | 6.36 | RADIO       | AT+S.SSIDTXT=[<ssidtxt>]
          PING      | 0x39 | 6.37 | RADIO       | AT+S.PING=[<counter>],[<size>],<hostname>
          SOCKON    | 0x41 | 6.38 | SOCKETS     | AT+S.SOCKON=<hostname>,<port>,<NULL>,<kind>
          SOCKQ     | 0x42 | 6.39 | SOCKETS     | AT+S.SOCKQ=<id>
          SOCKC     | 0x43 | 6.40 | SOCKETS     | AT+S.SOCKC=<id>
          SOCKW     | 0x44 | 6.41 | SOCKETS     | AT+S.SOCKW=<id>,<length>
          SOCKR     | 0x45 | 6.42 | SOCKETS     | AT+S.SOCKR=<id>,[<length>]
          SOCKL     | 0x46 | 6.43 | SOCKETS     | AT+S.SOCKL
          SOCKDON   | 0x47 | 6.44 | SOCKETS     | AT+S.SOCKDON=<port>,<kind>
          SOCKDQ    | 0x48 | 6.45 | SOCKETS     | AT+S.SOCKDQ=<sid>,<cid>
          SOCKDC    | 0x49 | 6.46 | SOCKETS     | AT+S.SOCKDC=<sid>,[<cid>]
          SOCKDW    | 0x4A | 6.47 | SOCKETS     | AT+S.SOCKDW=<sid>,<cid>,<len>
          SOCKDR    | 0x4B | 6.48 | SOCKETS     | AT+S.SOCKDR=<sid>,<cid>,[<len>]
          SOCKDL    | 0x4C | 6.49 | SOCKETS     | AT+S.SOCKDL=[<sid>]
          WSOCKON   | 0x61 | 6.61 | WEB_SOCKETS | AT+S.WSOCKON=<hostname>,[<port>],[<path>],[<TLS>],[<username>],[<passwd>],[<origin>],[<protocols>],[<extensions>]
          WSOCKQ    | 0x62 | 6.62 | WEB_SOCKETS | AT+S.WSOCKQ=<id>
          WSOCKC    | 0x63 | 6.63 | WEB_SOCKETS | AT+S.WSOCKC=<id>,[<status>]
          WSOCKW    | 0x64 | 6.64 | WEB_SOCKETS | AT+S.WSOCKW=<id>,[<last_frame>],[<last_frag>],[<binary>],<len>
          WSOCKR    | 0x65 | 6.65 | WEB_SOCKETS | AT+S.WSOCKR=<id>,[<len>]
          WSOCKL    | 0x66 | 6.66 | WEB_SOCKETS | AT+S.WSOCKL
          TFTPGET   | 0x51 | 6.50 | TFTP        | AT+S.TFTPGET=<hostname>,[<port>],<filename>,[<local_filename>]
          TFTPPUT   | 0x52 | 6.51 | TFTP        | AT+S.TFTPPUT=<hostname>,[<port>],<local_filename>
          SMTP      | 0x53 | 6.52 | SMTP        | AT+S.SMTP=<hostname>,[<port>],[<TLS>],[<username>],[<passwd>],[<ID>],<address>,<to>,<NULL>,<NULL>,<subject>,<NULL>,<len>
          HTTPGET   | 0x54 | 6.53 | HTTP        | AT+S.HTTPGET=<hostname>,[<path&queryopts>],[<port>],[<TLS>],[<username>],[<passwd>],[<in_filename>],[<out_filename>]
          HTTPPOST  | 0x55 | 6.54 | HTTP        | AT+S.HTTPPOST=<hostname>,[<path&queryopts>],[<port>],[<TLS>],[<username>],[<passwd>],[<in_filename>],[<out_filename>]
          INPUTSSI  | 0x59 | 6.55 | HTTP        | AT+S.INPUTSSI=<length>
          MQTTCONN  | 0x5A | 6.56 | MQTT        | AT+S.MQTTCONN=<hostname>,[<port>],[<path>],[<TLS>],[<username>],[<passwd>],[<userID>],[<keep_alive>],[<retry>],[<lastWill_QoS>],[<lastWill_topic>],[<lastWill_message>]
          MQTTSUB   | 0x5B | 6.59 | MQTT        | AT+S.MQTTSUB=0,<topic>,[<QoS>]
          MQTTPUB   | 0x5C | 6.57 | MQTT        | AT+S.MQTTPUB=0,<topic>,[<QoS>],[<retained_flag>],<len>
          MQTTUNSUB | 0x5D | 6.60 | MQTT        | AT+S.MQTTUNSUB=0,<topic>
          MQTTDISC  | 0x5E | 6.58 | MQTT        | AT+S.MQTTDISC=0
          """)
  void everyRowIsThatOfTheManual(
      Command command, String id, String section, Group group, String usage) {
    int number = Integer.decode(id);
    assertThat(command.id()).isEqualTo(number);
    assertThat(Command.byId(number)).isSameAs(command);
    assertThat(command.section()).isEqualTo(section);
    assertThat(command.group()).isEqualTo(group);
    assertThat(command.usage()).isEqualTo(usage);
    assertThat(command.atName()).isEqualTo(usage.split("=", 2)[0]);
    assertThat(Command.byAtName(command.atName())).isSameAs(command);
  }

  @Test
  void dataFollowsWhereTheManualHasIt() {
    EnumSet<Command> withData = EnumSet.noneOf(Command.class);
    for (Command command : Command.values()) {
      if (command.dataLengthIndex() >= 0) {
        withData.add(command);
        Parameter length = command.parameters().get(command.dataLengthIndex());
        assertThat(length.kind()).isEqualTo(Kind.DATA_LENGTH);
        // Zero clears the buffer of INPUTSSI (6.55); elsewhere it is error 33.
        assertThat(length.min())
            .as(command.atName())
            .isEqualTo(command == Command.INPUTSSI ? 0 : 1);
        assertThat(length.max()).isEqualTo(65535);
      }
    }
    assertThat(withData)
        .containsExactlyInAnyOrder(
            Command.FSWRITE,
            Command.FSC,
            Command.WPAECERT,
            Command.TLSCERT,
            Command.SOCKW,
            Command.SOCKDW,
            Command.WSOCKW,
            Command.SMTP,
            Command.INPUTSSI,
            Command.MQTTPUB);
    assertThat(Command.SMTP.dataLengthIndex()).isEqualTo(12);
    assertThat(Command.SOCKW.dataLengthIndex()).isEqualTo(1);
  }

  @Test
  void certificatesHaveNoDataBehindContent() {
    for (Command command : Command.values()) {
      boolean certificates = command == Command.TLSCERT || command == Command.WPAECERT;
      assertThat(command.noDataWhenFirstIs()).isEqualTo(certificates ? "content" : null);
    }
    assertThat(Command.TLSCERT.parameters().getFirst().choices())
        .containsExactly("content", "ca", "cert", "key", "auth");
    assertThat(Command.TLSCERT.dataLengthIndex()).isEqualTo(1);
  }

  @Test
  void dataIsRepliedWhereTheFieldHasIt() {
    List<Command> replyWithData = new ArrayList<>();
    for (Command command : Command.values()) {
      if (command.repliesWithData()) {
        replyWithData.add(command);
      }
    }
    assertThat(replyWithData)
        .containsExactlyInAnyOrder(
            Command.FSP,
            Command.SOCKR,
            Command.SOCKDR,
            Command.WSOCKR,
            Command.TFTPGET,
            Command.HTTPGET,
            Command.HTTPPOST);
  }

  @ParameterizedTest
  @CsvSource({
    "PMS, mode, 0, 3, 0",
    "PEERS, peer_number, 0, 5,",
    "GPIOR, num, 0, 20,",
    "GPIOW, level, 0, 1,",
    "DAC, value, 0, 3300,",
    "PWM, frequency, 0, 10000,",
    "PWM, duty_cycle, 0, 100, 50",
    "TIME, time, 0, 4294967295,",
    "FSM, volume, 0, 3, 0",
    "FSU, erase, 0, 1, 0",
    "FSP, offset, 0, 4294967295, 0",
    "HASH, function, 0, 3, 0",
    "WPS, mode, 0, 2,",
    "WIFI, action, 0, 1,",
    "PING, counter, 0, 4294967295, 1",
    "PING, size, 0, 4294967295, 56",
    "SOCKON, port, 0, 65535,",
    "SOCKR, id, 0, 7,",
    "SOCKDR, sid, 0, 1,",
    "SOCKDR, cid, 0, 7,",
    "SOCKDR, len, 0, 4294967295, 0",
    "TFTPGET, port, 0, 65535, 69",
    "SMTP, port, 0, 65535, 25",
    "HTTPGET, port, 0, 65535, 80",
    "HTTPGET, TLS, 0, 2, 0",
    "MQTTCONN, port, 0, 65535, 1883",
    "MQTTCONN, keep_alive, 0, 65535, 60",
    "MQTTCONN, retry, 0, 4294967295, 15",
    "MQTTCONN, lastWill_QoS, 0, 2, 0",
    "MQTTPUB, id, 0, 0,",
    "MQTTPUB, QoS, 0, 2, 0",
    "WSOCKC, status, 0, 65535, 0",
    "WSOCKW, binary, 0, 1, 0"
  })
  void numbersHaveTheRangesAndDefaultsOfTheManual(
      Command command, String name, long min, long max, String defaultValue) {
    Parameter number = parameter(command, name);
    assertThat(number.kind()).isEqualTo(Kind.NUMBER);
    assertThat(number.min()).isEqualTo(min);
    assertThat(number.max()).isEqualTo(max);
    assertThat(number.defaultValue()).isEqualTo(defaultValue);
  }

  @ParameterizedTest
  @CsvSource({
    "SCAN, filter, d s m",
    "GPIOC, direction, in out",
    "GPIOC, interrupt, R F B",
    "ADC, num, 0 1 16",
    "PWM, num, 2 4",
    "FSUPDATE, mem, e i x",
    "FWUPDATE, mem, e",
    "SOCKDON, kind, t u s1 s2",
    "SMTP, TLS, 0 5 8 9"
  })
  void choicesAreThoseOfTheManual(Command command, String name, String choices) {
    Parameter choice = parameter(command, name);
    assertThat(choice.kind()).isEqualTo(Kind.CHOICE);
    assertThat(choice.choices())
        .containsExactly(choices.split(" "))
        .allMatch(value -> value.length() >= choice.min() && value.length() <= choice.max());
  }

  @ParameterizedTest
  @CsvSource({
    "FSC, filename, 64,",
    "FSR, new_filename, 64,",
    "SSIDTXT, ssidtxt, 32,",
    "SCFG, value, 255,",
    "FSUPDATE, path&queryopts, 255, /fs.img",
    "FWUPDATE, path&queryopts, 255, /fw.fota",
    "HTTPGET, path&queryopts, 255, /index.html",
    "WSOCKON, path, 255, /",
    "SOCKON, kind, 255,"
  })
  void textsHaveTheLengthsAndDefaultsOfTheManual(
      Command command, String name, long max, String defaultValue) {
    Parameter text = parameter(command, name);
    assertThat(text.kind()).isEqualTo(Kind.TEXT);
    assertThat(text.max()).isEqualTo(max);
    assertThat(text.defaultValue()).isEqualTo(defaultValue);
  }

  @ParameterizedTest
  @CsvSource({"HTTPGET, 80, 443", "FWUPDATE, 80, 443", "WSOCKON, 80, 443", "SMTP, 25, 465"})
  void portsDependOnTls(Command command, String plain, String secured) {
    Parameter port = command.parameter(ParameterName.PORT);
    assertThat(port.defaultValue()).isEqualTo(plain);
    assertThat(port.defaultValue(false)).isEqualTo(plain);
    assertThat(port.defaultValue(true)).isEqualTo(secured);
  }

  @Test
  void otherDefaultsDoNot() {
    assertThat(Command.MQTTCONN.parameter(ParameterName.PORT).defaultValue(true)).isEqualTo("1883");
    assertThat(Command.SOCKON.parameter(ParameterName.PORT).defaultValue(true)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "GPIOC, number, 20",
    "GPIOC, direction, 19",
    "GPIOC, interrupt,",
    "GPIOR, num, 20",
    "GPIOW, num, 20",
    "GPIOW, level,",
    "ADC, num, 20",
    "DAC, value, 26",
    "PWM, num, 20",
    "PWM, frequency, 27",
    "PWM, duty_cycle, 28"
  })
  void someValuesAreRefusedWithAnErrorOfTheirOwn(Command command, String name, Integer error) {
    assertThat(parameter(command, name).refusal())
        .isEqualTo(error == null ? null : ModuleError.of(ModuleError.Table.COMMAND, error));
  }

  @Test
  void parametersAreFoundByTheirNames() {
    assertThat(Command.SMTP.indexOf(ParameterName.SUBJECT)).isEqualTo(10);
    assertThat(Command.SMTP.has(ParameterName.TOPIC)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Command.SMTP.parameter(ParameterName.TOPIC))
        .withMessage("AT+S.SMTP has no parameter topic");
  }

  @Test
  void recipientsAreSeparatedBySemicolons() {
    Parameter to = parameter(Command.SMTP, "to");
    assertThat(to.repeated()).isTrue();
    assertThat(to.separator()).isEqualTo(';');
    assertThat(parameter(Command.SMTP, "address").repeated()).isFalse();
  }

  @Test
  void positionsTheManualWritesAsNullAreReserved() {
    List<Parameter> smtp = Command.SMTP.parameters();
    assertThat(List.of(smtp.get(8), smtp.get(9), smtp.get(11)))
        .allMatch(parameter -> parameter.kind() == Kind.RESERVED && !parameter.required());
    assertThat(Command.SOCKON.parameters().get(2).kind()).isEqualTo(Kind.RESERVED);
  }

  @Test
  void windsFollowTheRadio() {
    assertThat(Command.WIFI.winds())
        .contains(Wind.WPA_TERMINATED, Wind.WIFI_POWERED_DOWN, Wind.WIFI_HARDWARE_STARTED);
    assertThat(Command.SCAN.winds()).contains(Wind.WIFI_SCANNING, Wind.WIFI_SCAN_COMPLETE);
    assertThat(Command.RESET.winds()).contains(Wind.CONSOLE_ACTIVE, Wind.POWERON);
    assertThat(Command.AT.winds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 0x06, 0x07, 0x0D, 0x24, 0x31, 0x37, 0x4F, 0x60, 0x67, 0xFF, 9999})
  void idsThatTable1DoesNotHaveAreNoCommands(int id) {
    assertThat(Command.byId(id)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "at, AT",
    "At+s.Wifi, WIFI",
    "at+s.sockw, SOCKW",
    "AT&V, GCFG",
    "at&w, WCFG",
    "AT&F, FCFG"
  })
  void namesAreFoundInAnyCase(String name, Command command) {
    assertThat(Command.byAtName(name)).isSameAs(command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SCAN", "AT+S.", "AT+S.NOPE", "AT+S.AT", "AT-S.SCAN", " AT", "AT&X"})
  void otherNamesAreNoCommands(String name) {
    assertThat(Command.byAtName(name)).isNull();
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void everyRowExplainsItself(Command command) {
    assertThat(command.summary()).isNotBlank();
    assertThat(command.parameters()).allMatch(parameter -> !parameter.meaning().isBlank());
  }

  @Test
  void whatTheRowsHandOutCannotBeChanged() {
    assertThat(Command.SCAN.parameters()).isUnmodifiable();
    assertThat(Command.SCAN.replyLines()).isUnmodifiable();
    assertThat(Command.SCAN.winds()).isUnmodifiable();
    assertThat(Objects.requireNonNull(Command.byId(0x33)).parameters().getFirst().choices())
        .isUnmodifiable();
  }
}
