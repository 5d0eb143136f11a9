package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.CommandRow.WORD;
import static io.github.spwf04.catalog.CommandRow.broker;
import static io.github.spwf04.catalog.CommandRow.choice;
import static io.github.spwf04.catalog.CommandRow.client;
import static io.github.spwf04.catalog.CommandRow.dataLength;
import static io.github.spwf04.catalog.CommandRow.dataLengthOrNone;
import static io.github.spwf04.catalog.CommandRow.emptyOrText;
import static io.github.spwf04.catalog.CommandRow.file;
import static io.github.spwf04.catalog.CommandRow.gpio;
import static io.github.spwf04.catalog.CommandRow.number;
import static io.github.spwf04.catalog.CommandRow.port;
import static io.github.spwf04.catalog.CommandRow.qos;
import static io.github.spwf04.catalog.CommandRow.row;
import static io.github.spwf04.catalog.CommandRow.server;
import static io.github.spwf04.catalog.CommandRow.socket;
import static io.github.spwf04.catalog.CommandRow.text;
import static io.github.spwf04.catalog.CommandRow.texts;
import static io.github.spwf04.catalog.CommandRow.volume;
import static io.github.spwf04.catalog.CommandRow.webSocket;
import static io.github.spwf04.catalog.Group.FILES;
import static io.github.spwf04.catalog.Group.MANAGEMENT;
import static io.github.spwf04.catalog.Group.PERIPHERALS;
import static io.github.spwf04.catalog.Group.RADIO;
import static io.github.spwf04.catalog.Group.SECURITY;
import static io.github.spwf04.catalog.Group.SOCKETS;
import static io.github.spwf04.catalog.Group.TFTP;
import static io.github.spwf04.catalog.Group.UTILS;
import static io.github.spwf04.catalog.Group.WEB_SOCKETS;
import static io.github.spwf04.catalog.ParameterName.*;

import io.github.spwf04.catalog.Parameter.Kind;
import io.github.spwf04.error.ModuleError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The 66 commands of Table 1, a row each, in its order. Long because the table is.
 *
 * <p>Where the manual gives no range, a number is one of 32 bits and a text has at most the 255
 * bytes that a parameter can have. Lines whose text nobody has published (PING, TFTPGET, TFTPPUT
 * and the certificate lists) have no template.
 */
public enum Command {
  // Utils
  AT(row(0x01, UTILS, "6.1", "Do nothing, to see whether the module answers")),
  HELP(
      row(0x02, UTILS, "6.2", "List the commands")
          .optional(text(KEYWORD, "Only commands that hold this word"))
          .replies(Line.COMMAND)),
  STS(
      row(0x05, UTILS, "6.3", "Read status variables")
          .optional(text(VARIABLE, "Status variable; all by default"))
          .replies(Line.VARIABLE)),
  PEERS(
      row(0x35, UTILS, "6.4", "Read peer variables")
          .optional(
              number(
                  PEER_NUMBER,
                  0,
                  Limits.STATIONS,
                  "0 the access point, 1 to 5 a client; all of them by default"))
          .optional(text(PEER_VAR, "Peer variable; all by default"))
          .replies(Line.PEER_VARIABLE)),

  // Management
  RESET(
      row(0x03, MANAGEMENT, "6.5", "Restart the module")
          .causes(Wind.POWERON, Wind.COPYRIGHT, Wind.WATCHDOG_RUNNING, Wind.CONSOLE_ACTIVE)
          .causes(Wind.CONFIGURATION_FAILURE, Wind.FACTORY_RESET, Wind.WIFI_HARDWARE_STARTED)),
  PMS(
      row(0x04, MANAGEMENT, "6.6", "Set the power mode")
          .optional(number(MODE, 0, 3, "0 active, 1 powersave, 2 sleep, 3 standby"), "0")
          .causes(Wind.LOW_POWER_MODE, Wind.GOING_INTO_STANDBY, Wind.RESUMING_FROM_STANDBY)
          .causes(Wind.GOING_INTO_DEEP_SLEEP, Wind.RESUMING_FROM_DEEP_SLEEP)),
  PYTHON(
      row(0x08, MANAGEMENT, "6.7", "Run a MicroPython script")
          .optional(file(FILENAME, "Script to run; an interactive shell by default"))),
  GCFG(
      row(0x09, MANAGEMENT, "6.8", "Read configuration variables")
          .optional(text(CFG_VAR, "Configuration variable; all by default"))
          .replies(Line.VARIABLE)),
  SCFG(
      row(0x0A, MANAGEMENT, "6.9", "Set a configuration variable, in RAM until WCFG")
          .required(text(KEY, "Configuration variable"))
          // Texts such as ip_ntp_server2 are emptied by it; the manual has no other way.
          .required(emptyOrText(VALUE, "Its new value, empty for an empty text").secretAs(KEY))),
  WCFG(row(0x0B, MANAGEMENT, "6.10", "Save the configuration variables to flash")),
  FCFG(row(0x0C, MANAGEMENT, "6.11", "Load the factory values; takes effect with a reset")),
  FSWRITE(
      row(0x57, MANAGEMENT, "6.12", "Write an image of the external volume")
          .required(dataLength(LENGTH, "Bytes of the image"))),
  FSUPDATE(
      row(0x58, MANAGEMENT, "6.13", "Download an image of a file system")
          .required(choice(MEM, "e user flash, i application flash, x external", "e", "i", "x"))
          .webServer("/fs.img")
          .replies(Line.SKIP_CA, Line.LOADING, Line.RECEIVED, Line.STATUS_CODE)
          .fails(ModuleError.Table.CERTIFICATE, ModuleError.Table.HTTP_CLIENT)),
  FWUPDATE(
      row(0x56, MANAGEMENT, "6.14", "Download a firmware image, to install at the next reset")
          .required(choice(MEM, "Where the image is kept; e is the only place", "e"))
          .webServer("/fw.fota")
          .replies(Line.SKIP_CA, Line.LOADING, Line.RECEIVED, Line.STATUS_CODE)
          .fails(ModuleError.Table.CERTIFICATE, ModuleError.Table.HTTP_CLIENT)),

  // STM32 peripherals
  GPIOC(
      row(0x13, PERIPHERALS, "6.15", "Configure a GPIO")
          .required(gpio(NUMBER))
          .required(
              choice(DIRECTION, "Input or output", "in", "out").refusedWith(ModuleError.DIRECTION))
          .optional(choice(INTERRUPT, "Edge of an input: rising, falling, both", "R", "F", "B"))),
  GPIOR(row(0x14, PERIPHERALS, "6.16", "Read a GPIO").required(gpio(NUM)).replies(Line.LEVEL)),
  GPIOW(
      row(0x15, PERIPHERALS, "6.17", "Write a GPIO")
          .required(gpio(NUM))
          .required(number(LEVEL, 0, 1, "0 low, 1 high"))),
  DAC(
      row(0x16, PERIPHERALS, "6.18", "Set the DAC on GPIO15")
          .required(
              number(VALUE, 0, 3300, "Millivolts; 0 switches the DAC off")
                  .refusedWith(ModuleError.VOLTAGE))),
  ADC(
      row(0x17, PERIPHERALS, "6.19", "Read a voltage in millivolts, 0 to 3300")
          .required(
              choice(NUM, "GPIO to measure", "0", "1", "16").refusedWith(ModuleError.INVALID_GPIO))
          .replies(Line.VOLTAGE)),
  PWM(
      row(0x18, PERIPHERALS, "6.20", "Set a PWM output")
          .required(choice(NUM, "GPIO to drive", "2", "4").refusedWith(ModuleError.INVALID_GPIO))
          .required(
              number(FREQUENCY, 0, 10000, "Hertz; 0 switches the output off")
                  .refusedWith(ModuleError.FREQUENCY))
          .optional(
              number(DUTY_CYCLE, 0, 100, "Per cent").refusedWith(ModuleError.DUTY_CYCLE), "50")),
  TIME(
      row(0x11, PERIPHERALS, "6.21", "Read or set the clock (UTC)")
          .optional(number(ParameterName.TIME, 0, WORD, "Seconds since 1970-01-01"))
          .replies(Line.DATE, Line.TIME)),
  RANDOM(row(0x12, PERIPHERALS, "6.22", "Draw a random number of 32 bits").replies(Line.NUMBER)),

  // File system
  FSM(row(0x21, FILES, "6.28", "Mount a volume").optional(volume(), "0")),
  FSU(
      row(0x22, FILES, "6.29", "Unmount or erase a volume")
          .optional(volume(), "0")
          .optional(number(ERASE, 0, 1, "1 erases all of the volume"), "0")),
  FSC(
      row(0x23, FILES, "6.23", "Create a file, or append to it")
          .required(file(FILENAME, "File in RAM or on the external volume"))
          .required(dataLength(DATALEN, "Bytes to write"))),
  FSD(
      row(0x25, FILES, "6.24", "Delete a file")
          .required(file(FILENAME, "File in RAM or on the external volume"))),
  FSR(
      row(0x26, FILES, "6.25", "Rename a file")
          .required(file(OLD_FILENAME, "File in RAM or on the external volume"))
          .required(file(NEW_FILENAME, "Its new name"))),
  FSL(
      row(0x27, FILES, "6.26", "List the files")
          .optional(file(OUTPUT_FILENAME, "File to write the list to; the console by default"))
          .replies(Line.FILE, Line.FREE)),
  FSP(
      row(0x28, FILES, "6.27", "Print a file")
          .required(file(FILENAME, "File to print"))
          .optional(number(OFFSET, 0, WORD, "First byte to print"), "0")
          .optional(number(LEN, 0, WORD, "Bytes to print; the rest of the file by default"))
          .repliesWithData()),
  HASH(
      row(0x29, FILES, "6.30", "Compute the digest of a file")
          .optional(number(FUNCTION, 0, 3, "0 SHA1, 1 SHA224, 2 SHA256, 3 MD5"), "0")
          .required(file(FILENAME, "File to read"))
          .replies(Line.SHA1, Line.SHA224, Line.SHA256, Line.MD5)),

  // Security
  WPAECERT(
      row(0x2A, SECURITY, "6.31", "Store, list or remove certificates of WPA Enterprise")
          .certificates()),
  TLSCERT(row(0x2B, SECURITY, "6.32", "Store, list or remove certificates of TLS").certificates()),
  WPS(
      row(0x36, SECURITY, "6.33", "Join a network by WPS")
          .required(number(MODE, 0, 2, "0 push button, 1 PIN of the device, 2 random PIN"))
          .replies(Line.USER_PIN, Line.RANDOM_PIN)
          .causes(Wind.WPS_GENERATING_DH_KEYSET, Wind.WPS_ENROLLMENT_ATTEMPT_TIMED_OUT)),

  // Radio
  WIFI(
      row(0x32, RADIO, "6.34", "Switch the radio")
          .required(number(ACTION, 0, 1, "0 off, 1 on"))
          .causes(Wind.WPA_TERMINATED, Wind.WIFI_POWERED_DOWN, Wind.WIFI_HARDWARE_STARTED)
          .causes(Wind.WIFI_SCANNING, Wind.WIFI_SCAN_COMPLETE, Wind.WIFI_JOIN)
          .causes(Wind.WIFI_ASSOCIATION_SUCCESSFUL, Wind.WPA_CRUNCHING_PSK)
          .causes(Wind.WPA_HANDSHAKE_COMPLETE, Wind.WIFI_UP, Wind.STARTED_AP)),
  SCAN(
      row(0x33, RADIO, "6.35", "Scan for networks")
          .required(choice(FILTER, "d none, s by SSID, m by MAC", "d", "s", "m"))
          .optional(file(FILENAME, "File to write the list to; the console by default"))
          .replies(Line.PARSING_NETWORKS, Line.NETWORK)
          .causes(Wind.WIFI_SCANNING, Wind.WIFI_SCAN_COMPLETE, Wind.SCAN_FAILED)
          .causes(Wind.SCAN_BLEW_UP)),
  SSIDTXT(
      row(0x34, RADIO, "6.36", "Read or set the SSID as text")
          .optional(text(ParameterName.SSIDTXT, Limits.SSID, "New SSID; read by default"))
          .replies(Line.SSID)),
  PING(
      row(0x39, RADIO, "6.37", "Send ICMP echo requests")
          .optional(number(COUNTER, 0, WORD, "How many"), "1")
          .optional(number(SIZE, 0, WORD, "Bytes of each"), "56")
          .required(text(HOSTNAME, "Name or address of the host"))),

  // Sockets
  SOCKON(
      row(0x41, SOCKETS, "6.38", "Open a socket client, one of 8")
          .required(text(HOSTNAME, "Name or address of the server"))
          .required(port("Port of the server"))
          .reserved("Left empty")
          .required(text(KIND, "t TCP, u UDP, s TLS, or the domain name of a TLS server"))
          .replies(Line.SKIP_CA, Line.LOADING, Line.SOCKET_ON)
          .fails(ModuleError.Table.CERTIFICATE)),
  SOCKQ(
      row(0x42, SOCKETS, "6.39", "Ask how much a socket client has received")
          .required(socket())
          .replies(Line.QUERY)),
  SOCKC(row(0x43, SOCKETS, "6.40", "Close a socket client").required(socket())),
  SOCKW(
      row(0x44, SOCKETS, "6.41", "Write to a socket client")
          .required(socket())
          .required(dataLength(LENGTH, "Bytes to write"))),
  SOCKR(
      row(0x45, SOCKETS, "6.42", "Read from a socket client")
          .required(socket())
          .optional(number(LENGTH, 0, WORD, "Bytes to read, 0 all"), "0")
          .replies(Line.READING)
          .repliesWithData()),
  SOCKL(row(0x46, SOCKETS, "6.43", "List the socket clients").replies(Line.SOCKET)),
  SOCKDON(
      row(0x47, SOCKETS, "6.44", "Open a socket server, one of 2")
          .required(port("Port to listen on"))
          .required(choice(KIND, "t TCP, u UDP, s1 TLS, s2 mutual TLS", "t", "u", "s1", "s2"))
          .replies(Line.ON)),
  SOCKDQ(
      row(0x48, SOCKETS, "6.45", "Ask how much a client of a server has sent")
          .required(server())
          .required(client())
          .replies(Line.QUERY)),
  SOCKDC(
      row(0x49, SOCKETS, "6.46", "Close a socket server or one of its clients")
          .required(server())
          .optional(client())),
  SOCKDW(
      row(0x4A, SOCKETS, "6.47", "Write to a client of a server")
          .required(server())
          .required(client())
          .required(dataLength(LEN, "Bytes to write"))),
  SOCKDR(
      row(0x4B, SOCKETS, "6.48", "Read from a client of a server")
          .required(server())
          .required(client())
          .optional(number(LEN, 0, WORD, "Bytes to read, 0 all"), "0")
          .replies(Line.READING)
          .repliesWithData()),
  SOCKDL(
      row(0x4C, SOCKETS, "6.49", "List the clients of the socket servers")
          .optional(server())
          .replies(Line.SERVER_CLIENT)),

  // Web sockets
  WSOCKON(
      row(0x61, WEB_SOCKETS, "6.61", "Open a web socket, one of 2")
          .required(text(HOSTNAME, "Name or address of the server"))
          .optional(port("Port of the server").withTls("443"), "80")
          .optional(text(PATH, "Path of the request"), "/")
          .tlsAndLogin()
          .optional(text(ORIGIN, "Header field Origin"))
          .optional(text(PROTOCOLS, "Header field Protocols"))
          .optional(text(EXTENSIONS, "Header field Extensions"))
          .replies(Line.SKIP_CA, Line.LOADING, Line.ON)
          .fails(ModuleError.Table.CERTIFICATE, ModuleError.Table.WEB_SOCKET_CLIENT)),
  WSOCKQ(
      row(0x62, WEB_SOCKETS, "6.62", "Ask how much a web socket has received")
          .required(webSocket())
          .replies(Line.QUERY)),
  WSOCKC(
      row(0x63, WEB_SOCKETS, "6.63", "Close a web socket")
          .required(webSocket())
          .optional(
              number(STATUS, 0, 65535, "Status code of RFC 6455; 0 normal, 1 going away"), "0")),
  WSOCKW(
      row(0x64, WEB_SOCKETS, "6.64", "Write to a web socket")
          .required(webSocket())
          .optional(number(LAST_FRAME, 0, 1, "1 the last frame"), "0")
          .optional(number(LAST_FRAG, 0, 1, "1 the last fragment"), "0")
          .optional(number(BINARY, 0, 1, "0 text, 1 binary"), "0")
          .required(dataLength(LEN, "Bytes to write"))),
  WSOCKR(
      row(0x65, WEB_SOCKETS, "6.65", "Read from a web socket")
          .required(webSocket())
          .optional(number(LEN, 0, WORD, "Bytes to read, 0 all"), "0")
          .replies(Line.READING)
          .repliesWithData()),
  WSOCKL(row(0x66, WEB_SOCKETS, "6.66", "List the web sockets").replies(Line.WEB_SOCKET)),

  // Trivial FTP
  TFTPGET(
      row(0x51, TFTP, "6.50", "Fetch a file by TFTP")
          .required(text(HOSTNAME, "Name or address of the server"))
          .optional(port("UDP port of the server"), "69")
          .required(text(FILENAME, "Path of the file at the server"))
          .optional(file(LOCAL_FILENAME, "File to write; its name in volume 2 by default"))
          .repliesWithData()),
  TFTPPUT(
      row(0x52, TFTP, "6.51", "Send a file by TFTP")
          .required(text(HOSTNAME, "Name or address of the server"))
          .optional(port("UDP port of the server"), "69")
          .required(file(LOCAL_FILENAME, "File to send"))),

  // SMTP
  SMTP(
      row(0x53, Group.SMTP, "6.52", "Send a mail")
          .required(text(HOSTNAME, "Name or address of the server"))
          .optional(port("Port of the server").withTls("465"), "25")
          .optional(
              choice(
                  TLS,
                  "0 unsecured; 5 SMTPS, else STARTTLS, else unsecured; 8 STARTTLS or fail;"
                      + " 9 SMTPS, else STARTTLS or fail",
                  "0",
                  "5",
                  "8",
                  "9"),
              "0")
          .optional(text(USERNAME, "Login at the server"))
          .optional(text(PASSWD, "Its password").asSecret())
          .optional(text(HELO_ID, "Name given in HELO; nv_model by default"))
          .required(text(ADDRESS, "Sender"))
          .required(texts(TO, ';', "Recipients, as address or as name <address>"))
          .reserved("Left empty (copies)")
          .reserved("Left empty (blind copies)")
          .required(text(SUBJECT, "Subject"))
          .reserved("Left empty (body file)")
          .required(dataLength(LEN, "Bytes of the body"))
          .replies(Line.SKIP_CA, Line.LOADING)
          .fails(ModuleError.Table.CERTIFICATE)),

  // HTTP
  HTTPGET(row(0x54, Group.HTTP, "6.53", "Get a document by HTTP").httpRequest()),
  HTTPPOST(row(0x55, Group.HTTP, "6.54", "Post a file by HTTP").httpRequest()),
  INPUTSSI(
      row(0x59, Group.HTTP, "6.55", "Fill the buffer behind the input tags of web pages")
          .required(dataLengthOrNone(LENGTH, "Bytes of splitter and tokens; 0 clears the buffer"))),

  // MQTT
  MQTTCONN(
      row(0x5A, Group.MQTT, "6.56", "Connect to an MQTT broker by web socket")
          .required(text(HOSTNAME, "Name or address of the broker"))
          .optional(port("Port of the broker's web sockets, often 8080"), "1883")
          .optional(text(PATH, "Path of the broker's web sockets, often /mqtt"), "/")
          .tlsAndLogin()
          .optional(text(USER_ID, "Client id; nv_model by default"))
          .optional(number(KEEP_ALIVE, 0, 65535, "Seconds"), "60")
          .optional(number(RETRY, 0, WORD, "Seconds"), "15")
          .optional(number(LAST_WILL_QOS, 0, 2, "Quality of service of the last will"), "0")
          .optional(text(LAST_WILL_TOPIC, "Topic of the last will"))
          .optional(text(LAST_WILL_MESSAGE, "Message of the last will"))
          .replies(Line.SKIP_CA, Line.LOADING, Line.BROKER_ON)
          .fails(ModuleError.Table.CERTIFICATE, ModuleError.Table.WEB_SOCKET_CLIENT)),
  MQTTSUB(
      row(0x5B, Group.MQTT, "6.59", "Subscribe to a topic")
          .required(broker())
          .required(text(TOPIC, "Topic or pattern of topics"))
          .optional(qos(), "0")),
  MQTTPUB(
      row(0x5C, Group.MQTT, "6.57", "Publish a message")
          .required(broker())
          .required(text(TOPIC, "Topic of the message"))
          .optional(qos(), "0")
          .optional(number(RETAINED_FLAG, 0, 1, "1: the broker keeps the message"), "0")
          .required(dataLength(LEN, "Bytes of the message"))),
  MQTTUNSUB(
      row(0x5D, Group.MQTT, "6.60", "Unsubscribe from a topic")
          .required(broker())
          .required(text(TOPIC, "Topic or pattern of topics"))),
  MQTTDISC(row(0x5E, Group.MQTT, "6.58", "Disconnect from the broker").required(broker()));

  private static final Command[] COMMANDS = values();
  private static final @Nullable Command[] BY_ID = new @Nullable Command[0x67];
  private static final Map<String, Command> BY_AT_NAME = HashMap.newHashMap(COMMANDS.length + 3);

  static {
    TableCheck.commands(rows());
    for (Command command : COMMANDS) {
      BY_ID[command.id()] = command;
      BY_AT_NAME.put(command.atName, command);
    }
    BY_AT_NAME.put("AT&V", GCFG);
    BY_AT_NAME.put("AT&W", WCFG);
    BY_AT_NAME.put("AT&F", FCFG);
  }

  private final CommandRow row;
  private final String atName;
  private final List<Parameter> parameters;
  private final int dataLengthIndex;
  private final List<Line> replyLines;
  private final List<Line> failureLines;
  private final Set<Wind> winds;

  Command(CommandRow row) {
    this.row = row;
    atName = name().equals("AT") ? "AT" : "AT+S." + name();
    parameters = List.copyOf(row.parameters);
    dataLengthIndex = dataLengthIndex(parameters);
    replyLines = List.copyOf(row.replyLines);
    failureLines = List.copyOf(row.failureLines);
    winds = Collections.unmodifiableSet(row.winds);
  }

  private static int dataLengthIndex(List<Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind() == Kind.DATA_LENGTH) {
        return i;
      }
    }
    return -1;
  }

  static List<CommandRow> rows() {
    List<CommandRow> rows = new ArrayList<>(COMMANDS.length);
    for (Command command : COMMANDS) {
      rows.add(command.row);
    }
    return rows;
  }

  /** The command id on the wire, 0x01 to 0x66. */
  public int id() {
    return row.id;
  }

  /** The name over UART, {@code AT+S.SCAN}. */
  public String atName() {
    return atName;
  }

  /** The group of Table 1. */
  public Group group() {
    return row.group;
  }

  /** The section of the manual, {@code 6.35}. */
  public String section() {
    return row.section;
  }

  /** What it does, in a few words; the text of HELP. */
  public String summary() {
    return row.summary;
  }

  /** The parameters in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Position of a parameter, from 0.
   *
   * @throws IllegalArgumentException when the command has none of that name
   */
  public int indexOf(ParameterName name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name() == name) {
        return i;
      }
    }
    throw new IllegalArgumentException(atName + " has no parameter " + name);
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException when the command has none
   */
  public Parameter parameter(ParameterName name) {
    return parameters.get(indexOf(name));
  }

  /** Whether it has a parameter of that name. */
  public boolean has(ParameterName name) {
    return parameters.stream().anyMatch(parameter -> parameter.name() == name);
  }

  /**
   * Position of the parameter that gives the length of the data phase, or -1 for a command without
   * data.
   */
  public int dataLengthIndex() {
    return dataLengthIndex;
  }

  /**
   * The value of the first parameter with which the command has no data phase although its row has
   * one ({@code content} of TLSCERT and WPAECERT, sections 6.31 and 6.32), or null.
   */
  public @Nullable String noDataWhenFirstIs() {
    return row.noDataWhenFirstIs;
  }

  /**
   * The value of the first parameter with which the data is a key ({@code key} of TLSCERT and
   * WPAECERT), or null; {@link Secrets} is who to ask.
   */
  public @Nullable String secretDataWhenFirstIs() {
    return row.secretDataWhenFirstIs;
  }

  /** The lines of a successful reply, in the order they can come. */
  public List<Line> replyLines() {
    return replyLines;
  }

  /**
   * Reads a line of a successful reply by the first of {@link #replyLines} that fits.
   *
   * @return the fields, or null when the line has another shape
   */
  public @Nullable Fields parse(ByteBuf line) {
    for (Line row : replyLines) {
      Fields fields = row.parse(line);
      if (fields != null) {
        return fields;
      }
    }
    return null;
  }

  /** The lines that can come before an error and tell more about it (Tables 11 to 13). */
  public List<Line> failureLines() {
    return failureLines;
  }

  /**
   * What the lines of a refused command tell about the error (Tables 11 to 13).
   *
   * @param lines all lines of the reply, in any of the forms of field-facts B.1; lines that tell of
   *     something else are passed over
   * @return the errors in the order they came, such as that of a certificate before that of the
   *     request it belongs to
   */
  public List<ModuleError> failures(List<ByteBuf> lines) {
    return FailureLines.parse(failureLines, lines);
  }

  /** Whether the reply holds raw data (indication 0x03) besides lines. */
  public boolean repliesWithData() {
    return row.repliesWithData;
  }

  /** The WINDs that the command brings about by itself. */
  public Set<Wind> winds() {
    return winds;
  }

  /** How a person types it, {@code AT+S.SCAN=<filter>,[<filename>]}. */
  public String usage() {
    StringBuilder usage = new StringBuilder(atName);
    char separator = '=';
    for (Parameter parameter : parameters) {
      usage.append(separator).append(usage(parameter));
      separator = ',';
    }
    return usage.toString();
  }

  private static String usage(Parameter parameter) {
    if (parameter.kind() == Kind.CHOICE && parameter.choices().size() == 1) {
      return parameter.choices().getFirst();
    }
    if (parameter.kind() == Kind.NUMBER && parameter.min() == parameter.max()) {
      return Long.toString(parameter.min());
    }
    String name = "<" + parameter.name() + ">";
    return parameter.required() || parameter.kind() == Kind.RESERVED ? name : "[" + name + "]";
  }

  /**
   * @return the command of that id, or null when Table 1 has none
   */
  public static @Nullable Command byId(int id) {
    return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
  }

  /**
   * Finds a command by its AT name without regard to case, the aliases AT&amp;V, AT&amp;W and
   * AT&amp;F included (field-facts A.8).
   *
   * @return the command, or null when there is none
   */
  public static @Nullable Command byAtName(String name) {
    return BY_AT_NAME.get(name.toUpperCase(Locale.ROOT));
  }
}
