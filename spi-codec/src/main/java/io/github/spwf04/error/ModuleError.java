package io.github.spwf04.error;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An error the module reports (Tables 10 to 13). Each that the manual explains is a constant; what
 * it means is its text.
 *
 * @param table which of the four lists the id belongs to
 * @param id the number on the wire
 * @param text the manual's text; for an id it does not list, a text that says so
 * @param reserved whether the manual keeps the id for itself
 */
public record ModuleError(Table table, int id, String text, boolean reserved) {
  private static final Map<Table, ErrorTable> TABLES =
      new EnumMap<>(
          Map.of(
              Table.COMMAND, new ErrorTable(Table.COMMAND, 1, 119),
              Table.WEB_SOCKET_CLIENT, new ErrorTable(Table.WEB_SOCKET_CLIENT, 0, 5),
              Table.HTTP_CLIENT, new ErrorTable(Table.HTTP_CLIENT, 0, 15),
              Table.CERTIFICATE, new ErrorTable(Table.CERTIFICATE, 0, 25)));

  // Table 10: the texts are those that a UART shows behind the id.
  public static final ModuleError COMMAND_NOT_FOUND = row(Table.COMMAND, 1, "Command not found");
  public static final ModuleError MISSING_ARGUMENT = row(Table.COMMAND, 2, "Missing argument(s)");
  public static final ModuleError VARIABLE_NOT_FOUND = row(Table.COMMAND, 4, "Variable not found");
  public static final ModuleError TOO_MANY_ARGUMENTS =
      row(Table.COMMAND, 6, "Too many argument(s)");
  public static final ModuleError INVALID_ARGUMENT = row(Table.COMMAND, 7, "Invalid argument(s)");
  public static final ModuleError INVALID_VALUE = row(Table.COMMAND, 8, "Invalid value");
  public static final ModuleError NO_PYTHON =
      row(Table.COMMAND, 16, "Cannot switch to Python shell");
  public static final ModuleError RADIO_ENABLED = row(Table.COMMAND, 17, "Radio enabled");
  public static final ModuleError RADIO_NOT_RUNNING = row(Table.COMMAND, 18, "Radio not running");
  public static final ModuleError DIRECTION =
      row(Table.COMMAND, 19, "Direction must be 'in' or 'out'");
  public static final ModuleError INVALID_GPIO = row(Table.COMMAND, 20, "Invalid GPIO Num (0-15)");
  public static final ModuleError GPIO6_WAKES =
      row(Table.COMMAND, 21, "Cannot use GPIO6 when sleep_enabled");
  public static final ModuleError INTERRUPT_RESERVED =
      row(Table.COMMAND, 22, "Cannot use interrupt. Reserved for WPS feature");
  public static final ModuleError GPIO10_BLINKS =
      row(Table.COMMAND, 23, "Cannot use GPIO10 when blink_led");
  public static final ModuleError NOT_WITH_SPI = row(Table.COMMAND, 24, "Cannot use when SPI");
  public static final ModuleError INTERRUPT_SET =
      row(Table.COMMAND, 25, "Interrupt line already set");
  public static final ModuleError VOLTAGE = row(Table.COMMAND, 26, "Output voltage not allowed");
  public static final ModuleError FREQUENCY = row(Table.COMMAND, 27, "Frequency not supported");
  public static final ModuleError DUTY_CYCLE = row(Table.COMMAND, 28, "Duty cycle not supported");
  public static final ModuleError PWM_NOT_RUNNING = row(Table.COMMAND, 29, "PWM not running");
  public static final ModuleError ARGUMENT_TOO_LONG =
      row(Table.COMMAND, 32, "Argument exceeds allowed size");
  public static final ModuleError ARGUMENT_ZERO =
      row(Table.COMMAND, 33, "Argument evaluated to zero");
  public static final ModuleError PIN_DIGITS = row(Table.COMMAND, 39, "PIN needs to be 7 digits");
  public static final ModuleError SCAN_IN_PROGRESS = row(Table.COMMAND, 40, "Scan in Progress");
  public static final ModuleError SCAN_FAILED = row(Table.COMMAND, 41, "Scan Failed");
  public static final ModuleError HARDWARE_BUSY = row(Table.COMMAND, 42, "Wait for Hardware Busy");
  public static final ModuleError HARDWARE_STARTING =
      row(Table.COMMAND, 43, "Wait for Hardware Starting");
  public static final ModuleError CONNECTION_NOT_UP =
      row(Table.COMMAND, 44, "Wait for Connection Up");
  public static final ModuleError PWM_FAILED =
      row(Table.COMMAND, 45, "Unable to complete PWM setting");
  public static final ModuleError ADC_FAILED = row(Table.COMMAND, 46, "ADC conversion failed");
  public static final ModuleError NO_FILE_SYSTEM =
      row(Table.COMMAND, 50, "Unable to access filesystem");
  public static final ModuleError FILE_OPEN = row(Table.COMMAND, 51, "Unable to open file");
  public static final ModuleError FILE_SEEK = row(Table.COMMAND, 52, "Unable to seek file");
  public static final ModuleError FILE_READ = row(Table.COMMAND, 53, "Unable to read file");
  public static final ModuleError FILE_CLOSE = row(Table.COMMAND, 54, "Unable to close file");
  public static final ModuleError FILE_RENAME = row(Table.COMMAND, 55, "Unable to rename file");
  public static final ModuleError FILE_DELETE = row(Table.COMMAND, 56, "Unable to delete file");
  public static final ModuleError DIRECTORY_OPEN =
      row(Table.COMMAND, 57, "Unable to open directory");
  public static final ModuleError DIRECTORY_READ =
      row(Table.COMMAND, 58, "Unable to read directory");
  public static final ModuleError MOUNT = row(Table.COMMAND, 59, "Unable to (un)mount volume");
  public static final ModuleError IP_NOT_READY = row(Table.COMMAND, 60, "IP not ready to send");
  public static final ModuleError IP_NOT_RENEWABLE =
      row(Table.COMMAND, 61, "Cannot renew IP address");
  public static final ModuleError IP_RENEWAL = row(Table.COMMAND, 62, "Failed to renew IP address");
  public static final ModuleError DNS_BUSY = row(Table.COMMAND, 63, "DNS busy");
  public static final ModuleError DNS_START = row(Table.COMMAND, 64, "DNS start failed");
  public static final ModuleError DNS_FAILURE = row(Table.COMMAND, 65, "DNS address failure");
  public static final ModuleError DATE_TIME = row(Table.COMMAND, 66, "Cannot update Date Time");
  public static final ModuleError WPS_NEEDS_STATION =
      row(Table.COMMAND, 67, "WPS only allowed on STA mode");
  public static final ModuleError CLOSING_SOCKET = row(Table.COMMAND, 71, "Closing socket");
  public static final ModuleError CLOSED_SOCKET = row(Table.COMMAND, 72, "Closed socket");
  public static final ModuleError PORT_ALREADY_OPENED =
      row(Table.COMMAND, 73, "Port already opened");
  public static final ModuleError SOCKET_OPEN = row(Table.COMMAND, 74, "Failed to open socket");
  public static final ModuleError TOO_MANY_SOCKETS = row(Table.COMMAND, 75, "Too many sockets");
  public static final ModuleError ILLEGAL_SOCKET = row(Table.COMMAND, 76, "Illegal Socket ID");
  public static final ModuleError PENDING_DATA = row(Table.COMMAND, 77, "Pending data");
  public static final ModuleError NOT_CONNECTED = row(Table.COMMAND, 78, "Socket not connected");
  public static final ModuleError WRITE_FAILED = row(Table.COMMAND, 79, "Write failed");
  public static final ModuleError NO_HTTP_CLIENT =
      row(Table.COMMAND, 80, "No valid HTTP Client Instance ID");
  public static final ModuleError HTTP_CLIENT_BUSY = row(Table.COMMAND, 81, "HTTP Client busy");
  public static final ModuleError HTTP_CLIENT_RELEASE =
      row(Table.COMMAND, 82, "Failed to release HTTP Client Instance");
  public static final ModuleError LOW_MEMORY = row(Table.COMMAND, 91, "Low Memory");
  public static final ModuleError SCAN_ABORTED = row(Table.COMMAND, 99, "Scan Aborted");
  public static final ModuleError FLASH_READ = row(Table.COMMAND, 100, "Failed to read flash");
  public static final ModuleError FLASH_WRITE = row(Table.COMMAND, 101, "Failed to write flash");
  public static final ModuleError REQUEST_FAILED = row(Table.COMMAND, 111, "Request failed");

  // Table 11.
  public static final ModuleError WEB_SOCKET_REFUSED =
      row(Table.WEB_SOCKET_CLIENT, 0, "Connection refused");
  public static final ModuleError WEB_SOCKET_TCP =
      row(Table.WEB_SOCKET_CLIENT, 1, "TCP failed: time-out, disconnect or send");
  public static final ModuleError WEB_SOCKET_TLS =
      row(Table.WEB_SOCKET_CLIENT, 2, "TLS connection failed");
  public static final ModuleError WEB_SOCKET_RESOLVE =
      row(Table.WEB_SOCKET_CLIENT, 3, "Server name not resolved");
  public static final ModuleError WEB_SOCKET_HTTP =
      row(Table.WEB_SOCKET_CLIENT, 4, "HTTP failed: parser, generator or protocol switch");
  public static final ModuleError WEB_SOCKET_HTTP_TIMEOUT =
      row(Table.WEB_SOCKET_CLIENT, 5, "HTTP timed out");

  // Table 12.
  public static final ModuleError HTTP_RESOLVE =
      row(Table.HTTP_CLIENT, 0, "Host name not resolved");
  public static final ModuleError HTTP_CONNECT_TIMEOUT =
      row(Table.HTTP_CLIENT, 1, "TCP connect timed out");
  public static final ModuleError HTTP_CONNECT =
      row(Table.HTTP_CLIENT, 2, "TCP connect failed or timed out");
  public static final ModuleError HTTP_REFUSED =
      row(Table.HTTP_CLIENT, 3, "HTTP client refused to connect");
  public static final ModuleError HTTP_RECEIVE_TIMEOUT =
      row(Table.HTTP_CLIENT, 4, "No TCP data in time");
  public static final ModuleError HTTP_DISCONNECTED =
      row(Table.HTTP_CLIENT, 5, "Server disconnected during sending");
  public static final ModuleError HTTP_SEND = row(Table.HTTP_CLIENT, 6, "TCP send failed");
  public static final ModuleError HTTP_TLS = row(Table.HTTP_CLIENT, 7, "TLS connect failed");
  public static final ModuleError HTTP_GENERATOR =
      row(Table.HTTP_CLIENT, 8, "HTTP request could not be generated");
  public static final ModuleError HTTP_PARSER =
      row(Table.HTTP_CLIENT, 9, "HTTP response could not be parsed");
  public static final ModuleError HTTP_REQUEST_TIMEOUT =
      row(Table.HTTP_CLIENT, 10, "HTTP request and response together timed out");
  public static final ModuleError HTTP_PROTOCOL_SWITCH =
      row(Table.HTTP_CLIENT, 11, "Protocol switch failed");
  public static final ModuleError HTTP_FILE_OPEN =
      row(Table.HTTP_CLIENT, 12, "File could not be opened");
  public static final ModuleError HTTP_FILE_CLOSE =
      row(Table.HTTP_CLIENT, 13, "File could not be closed");
  public static final ModuleError HTTP_FILE_READ =
      row(Table.HTTP_CLIENT, 14, "File could not be read");
  public static final ModuleError HTTP_FILE_WRITE =
      row(Table.HTTP_CLIENT, 15, "File could not be written");

  // Table 13.
  public static final ModuleError CERTIFICATE_MISSING =
      row(Table.CERTIFICATE, 2, "Subject certificate is missing or empty");
  public static final ModuleError CERTIFICATE_NOT_PARSED =
      row(Table.CERTIFICATE, 3, "Certificate could not be parsed");
  public static final ModuleError CERTIFICATE_WILDCARD_MISMATCH =
      row(Table.CERTIFICATE, 4, "Common name does not match the wildcard certificate");
  public static final ModuleError CERTIFICATE_NAME_MISMATCH =
      row(Table.CERTIFICATE, 5, "Common name does not match");
  public static final ModuleError CERTIFICATE_PEER_USAGE =
      row(Table.CERTIFICATE, 6, "Key usage is not permitted");
  public static final ModuleError CERTIFICATE_PEER_AUTHORITY_KEY_ID =
      row(Table.CERTIFICATE, 7, "Authority key id could not be parsed");
  public static final ModuleError CERTIFICATE_SIGNATURE_KEY =
      row(Table.CERTIFICATE, 8, "Decryption of the signature could not start");
  public static final ModuleError CERTIFICATE_SIGNATURE_NOT_DECRYPTED =
      row(Table.CERTIFICATE, 9, "Signature could not be decrypted");
  public static final ModuleError CERTIFICATE_SIGNATURE_INVALID =
      row(Table.CERTIFICATE, 10, "Signature is invalid");
  public static final ModuleError CERTIFICATE_SIGNATURE_NOT_PARSED =
      row(Table.CERTIFICATE, 11, "Signature could not be parsed");
  public static final ModuleError CERTIFICATE_AUTHORITY_NOT_PARSED =
      row(Table.CERTIFICATE, 12, "Authority certificate could not be parsed");
  public static final ModuleError CERTIFICATE_NO_SUBJECT_KEY_ID =
      row(Table.CERTIFICATE, 13, "Subject key id is missing");
  public static final ModuleError CERTIFICATE_SUBJECT_KEY_ID =
      row(Table.CERTIFICATE, 14, "Subject key id could not be parsed");
  public static final ModuleError CERTIFICATE_KEY_IDS_DIFFER =
      row(Table.CERTIFICATE, 15, "Subject key id does not match the authority key id");
  public static final ModuleError CERTIFICATE_AUTHORITY_USAGE =
      row(Table.CERTIFICATE, 16, "Key usage is not permitted");
  public static final ModuleError CERTIFICATE_BASIC_CONSTRAINTS =
      row(Table.CERTIFICATE, 17, "Basic constraints are violated");
  public static final ModuleError CERTIFICATE_AUTHORITY_KEY_ID =
      row(Table.CERTIFICATE, 18, "Authority key id could not be parsed");
  public static final ModuleError CERTIFICATE_NOT_SUPPORTED =
      row(Table.CERTIFICATE, 19, "Certificate is not supported");
  public static final ModuleError CERTIFICATE_REVOKED =
      row(Table.CERTIFICATE, 20, "Certificate is revoked");
  public static final ModuleError CERTIFICATE_EXPIRED =
      row(Table.CERTIFICATE, 21, "Certificate has expired");
  public static final ModuleError CERTIFICATE_UNSPECIFIED =
      row(Table.CERTIFICATE, 22, "Unspecified error");
  public static final ModuleError CERTIFICATE_AUTHORITY_NOT_FOUND =
      row(Table.CERTIFICATE, 23, "Certificate of the authority not found");

  /** The four lists of errors. */
  public enum Table {
    /** Table 10: {@code AT-S.ERROR}, the only one that ends a reply. */
    COMMAND("ERROR"),
    /** Table 11: {@code WebSocket Client Error} lines. */
    WEB_SOCKET_CLIENT("WebSocket Client Error"),
    /** Table 12: {@code Http Client Error} lines. */
    HTTP_CLIENT("Http Client Error"),
    /** Table 13: {@code Certificate Error} lines. */
    CERTIFICATE("Certificate Error");

    private final String keyword;

    Table(String keyword) {
      this.keyword = keyword;
    }

    /** What stands before the id in a line of text. */
    public String keyword() {
      return keyword;
    }
  }

  /** As a person reads it: {@code Certificate Error 21, Certificate has expired}. */
  @Override
  public String toString() {
    return (table == Table.COMMAND ? "error" : table.keyword()) + " " + id + ", " + text;
  }

  private static ModuleError row(Table table, int id, String text) {
    return table(table).add(id, text);
  }

  private static ErrorTable table(Table table) {
    return Objects.requireNonNull(TABLES.get(table));
  }

  /** The error of that id; one that the manual does not list is made up on the spot, never null. */
  public static ModuleError of(Table table, int id) {
    return table(table).get(id);
  }

  /** Whether the manual lists an error of that id. */
  public static boolean isListed(Table table, long id) {
    return table(table).holds(id);
  }

  /** All errors of a table, in the order of their ids, without a gap. */
  public static List<ModuleError> all(Table table) {
    return table(table).all();
  }
}
