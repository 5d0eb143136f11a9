package io.github.spwf04.catalog;

import static io.github.spwf04.catalog.ParameterName.*;

import io.github.spwf04.catalog.Parameter.Kind;
import io.github.spwf04.error.ModuleError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link Command} holds of one command, and the words its rows are written in. */
final class CommandRow {
  /** Greatest value of a number for which the manual gives no range. */
  static final long WORD = 0xFFFF_FFFFL;

  /** Greatest data length that the 16-bit length of a host packet could hold; a UART has none. */
  private static final int MAX_DATA = 0xFFFF;

  final int id;
  final Group group;
  final String section;
  final String summary;
  final List<Parameter> parameters = new ArrayList<>();
  final List<Line> replyLines = new ArrayList<>();
  final List<Line> failureLines = new ArrayList<>();
  final Set<Wind> winds = EnumSet.noneOf(Wind.class);
  @Nullable String noDataWhenFirstIs;
  @Nullable String secretDataWhenFirstIs;
  boolean repliesWithData;

  private CommandRow(int id, Group group, String section, String summary) {
    this.id = id;
    this.group = group;
    this.section = section;
    this.summary = summary;
  }

  static CommandRow row(int id, Group group, String section, String summary) {
    return new CommandRow(id, group, section, summary);
  }

  /** A parameter the module refuses the command without. */
  CommandRow required(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /** A parameter that may be left out, and what the module takes then. */
  CommandRow optional(Parameter p, @Nullable String defaultValue) {
    return required(p.optional(defaultValue));
  }

  /** A parameter that may be left out, without a value the manual names. */
  CommandRow optional(Parameter parameter) {
    return optional(parameter, null);
  }

  /** A position that stays empty. */
  CommandRow reserved(String meaning) {
    return required(new Parameter(NULL, Kind.RESERVED, 0, 0, List.of(), meaning).optional(null));
  }

  CommandRow noDataWhenFirstIs(String value) {
    noDataWhenFirstIs = value;
    return this;
  }

  CommandRow secretDataWhenFirstIs(String value) {
    secretDataWhenFirstIs = value;
    return this;
  }

  CommandRow replies(Line... lines) {
    replyLines.addAll(List.of(lines));
    return this;
  }

  CommandRow repliesWithData() {
    repliesWithData = true;
    return this;
  }

  /** The lists of errors that tell more about its own, in the order they come. */
  CommandRow fails(ModuleError.Table... errors) {
    for (ModuleError.Table table : errors) {
      failureLines.add(Line.of(table));
    }
    return this;
  }

  CommandRow causes(Wind... causedWinds) {
    winds.addAll(List.of(causedWinds));
    return this;
  }

  /** Host, path, port, TLS and login of everything that speaks HTTP to a server. */
  CommandRow webServer(@Nullable String defaultPath) {
    return required(text(HOSTNAME, "Name or address of the server"))
        .optional(text(PATH_AND_QUERY, "Path of the document and its query"), defaultPath)
        .optional(port("Port of the server").withTls("443"), "80")
        .tlsAndLogin();
  }

  CommandRow tlsAndLogin() {
    return optional(number(TLS, 0, 2, "0 unsecured, 1 detected, 2 TLS"), "0")
        .optional(text(USERNAME, "Login at the server"))
        .optional(text(PASSWD, "Its password").asSecret());
  }

  /** The two uses of WPAECERT and TLSCERT: the second parameter is an option behind content. */
  CommandRow certificates() {
    return required(
            choice(
                KIND,
                "content, or what the data is: ca, cert, key, auth (key id of the authority)",
                "content",
                "ca",
                "cert",
                "key",
                "auth"))
        .required(dataLength(SIZE, "Bytes of PEM or DER; behind content 1 lists, 2 removes"))
        .noDataWhenFirstIs("content")
        .secretDataWhenFirstIs("key")
        .replies(Line.SUBJECT_KEY_ID, Line.CONTENT, Line.LOADED, Line.REMOVED);
  }

  /** In practice the files are the other way round than section 6.54 has them (field-facts C.7). */
  CommandRow httpRequest() {
    return webServer("/index.html")
        .optional(file(IN_FILENAME, "File to write the response to; the console by default"))
        .optional(file(OUT_FILENAME, "File that holds the body or the request to send"))
        .replies(Line.SKIP_CA, Line.LOADING, Line.STATUS_CODE)
        .repliesWithData()
        .fails(ModuleError.Table.CERTIFICATE, ModuleError.Table.HTTP_CLIENT);
  }

  static Parameter gpio(ParameterName name) {
    return number(name, 0, Limits.GPIOS - 1, "Number of the GPIO")
        .refusedWith(ModuleError.INVALID_GPIO);
  }

  static Parameter volume() {
    return number(VOLUME, 0, 3, "0 external, 1 user flash, 2 RAM, 3 application flash");
  }

  static Parameter socket() {
    return number(ID, 0, Limits.SOCKETS - 1, "Socket client")
        .refusedWith(ModuleError.ILLEGAL_SOCKET);
  }

  static Parameter server() {
    return number(SID, 0, Limits.SERVERS - 1, "Socket server")
        .refusedWith(ModuleError.ILLEGAL_SOCKET);
  }

  static Parameter client() {
    return number(CID, 0, Limits.SERVER_CLIENTS - 1, "Client of the server")
        .refusedWith(ModuleError.ILLEGAL_SOCKET);
  }

  static Parameter webSocket() {
    return number(ID, 0, Limits.WEB_SOCKETS - 1, "Web socket")
        .refusedWith(ModuleError.ILLEGAL_SOCKET);
  }

  static Parameter broker() {
    return number(ID, 0, Limits.BROKERS - 1, "The connection; there is only one");
  }

  static Parameter qos() {
    return number(QOS, 0, 2, "0 at most once, 1 at least once, 2 exactly once");
  }

  static Parameter text(ParameterName name, String meaning) {
    return text(name, Limits.PARAMETER, meaning);
  }

  static Parameter text(ParameterName name, int max, String meaning) {
    return parameter(name, Kind.TEXT, 1, max, List.of(), meaning);
  }

  /** A text whose place is needed, and which may be empty there. */
  static Parameter emptyOrText(ParameterName name, String meaning) {
    return parameter(name, Kind.TEXT, 0, Limits.PARAMETER, List.of(), meaning);
  }

  static Parameter texts(ParameterName name, char separator, String meaning) {
    return text(name, meaning).separatedBy(separator);
  }

  static Parameter file(ParameterName name, String meaning) {
    return text(name, Limits.FILE_NAME, meaning);
  }

  static Parameter number(ParameterName name, long min, long max, String meaning) {
    return parameter(name, Kind.NUMBER, min, max, List.of(), meaning);
  }

  static Parameter port(String meaning) {
    return number(PORT, 0, 65535, meaning);
  }

  static Parameter choice(ParameterName name, String meaning, String... choices) {
    int shortest = Limits.PARAMETER;
    int longest = 0;
    for (String value : choices) {
      shortest = Math.min(shortest, value.length());
      longest = Math.max(longest, value.length());
    }
    return parameter(name, Kind.CHOICE, shortest, longest, List.of(choices), meaning);
  }

  /**
   * A length of zero is error 33, an argument that evaluates to zero (Table 10, field-facts G.18).
   */
  static Parameter dataLength(ParameterName name, String meaning) {
    return parameter(name, Kind.DATA_LENGTH, 1, MAX_DATA, List.of(), meaning);
  }

  static Parameter dataLengthOrNone(ParameterName name, String meaning) {
    return parameter(name, Kind.DATA_LENGTH, 0, MAX_DATA, List.of(), meaning);
  }

  private static Parameter parameter(
      ParameterName name, Kind kind, long min, long max, List<String> choices, String meaning) {
    return new Parameter(name, kind, min, max, choices, meaning);
  }
}
