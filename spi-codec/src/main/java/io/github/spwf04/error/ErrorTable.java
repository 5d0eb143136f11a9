package io.github.spwf04.error;

import io.github.spwf04.error.ModuleError.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of Tables 10 to 13: an id, or a range of reserved ones, and its text. Those of Table 10
 * are the texts a UART shows behind the id.
 */
final class ErrorTable {
  private static final String RESERVED = "Reserved";

  static final List<ModuleError> COMMAND =
      rows(
          Table.COMMAND,
          """
          1 Command not found
          2 Missing argument(s)
          3 Reserved
          4 Variable not found
          5 Reserved
          6 Too many argument(s)
          7 Invalid argument(s)
          8 Invalid value
          9-15 Reserved
          16 Cannot switch to Python shell
          17 Radio enabled
          18 Radio not running
          19 Direction must be 'in' or 'out'
          20 Invalid GPIO Num (0-15)
          21 Cannot use GPIO6 when sleep_enabled
          22 Cannot use interrupt. Reserved for WPS feature
          23 Cannot use GPIO10 when blink_led
          24 Cannot use when SPI
          25 Interrupt line already set
          26 Output voltage not allowed
          27 Frequency not supported
          28 Duty cycle not supported
          29 PWM not running
          30-31 Reserved
          32 Argument exceeds allowed size
          33 Argument evaluated to zero
          34-38 Reserved
          39 PIN needs to be 7 digits
          40 Scan in Progress
          41 Scan Failed
          42 Wait for Hardware Busy
          43 Wait for Hardware Starting
          44 Wait for Connection Up
          45 Unable to complete PWM setting
          46 ADC conversion failed
          47-49 Reserved
          50 Unable to access filesystem
          51 Unable to open file
          52 Unable to seek file
          53 Unable to read file
          54 Unable to close file
          55 Unable to rename file
          56 Unable to delete file
          57 Unable to open directory
          58 Unable to read directory
          59 Unable to (un)mount volume
          60 IP not ready to send
          61 Cannot renew IP address
          62 Failed to renew IP address
          63 DNS busy
          64 DNS start failed
          65 DNS address failure
          66 Cannot update Date Time
          67 WPS only allowed on STA mode
          68-70 Reserved
          71 Closing socket
          72 Closed socket
          73 Port already opened
          74 Failed to open socket
          75 Too many sockets
          76 Illegal Socket ID
          77 Pending data
          78 Socket not connected
          79 Write failed
          80 No valid HTTP Client Instance ID
          81 HTTP Client busy
          82 Failed to release HTTP Client Instance
          83-90 Reserved
          91 Low Memory
          92-98 Reserved
          99 Scan Aborted
          100 Failed to read flash
          101 Failed to write flash
          102-110 Reserved
          111 Request failed
          112-119 Reserved
          """);

  static final List<ModuleError> WEB_SOCKET_CLIENT =
      rows(
          Table.WEB_SOCKET_CLIENT,
          """
          0 Connection refused
          1 TCP failed: time-out, disconnect or send
          2 TLS connection failed
          3 Server name not resolved
          4 HTTP failed: parser, generator or protocol switch
          5 HTTP timed out
          """);

  static final List<ModuleError> HTTP_CLIENT =
      rows(
          Table.HTTP_CLIENT,
          """
          0 Host name not resolved
          1 TCP connect timed out
          2 TCP connect failed or timed out
          3 HTTP client refused to connect
          4 No TCP data in time
          5 Server disconnected during sending
          6 TCP send failed
          7 TLS connect failed
          8 HTTP request could not be generated
          9 HTTP response could not be parsed
          10 HTTP request and response together timed out
          11 Protocol switch failed
          12 File could not be opened
          13 File could not be closed
          14 File could not be read
          15 File could not be written
          """);

  static final List<ModuleError> CERTIFICATE =
      rows(
          Table.CERTIFICATE,
          """
          0-1 Reserved
          2 Subject certificate is missing or empty
          3 Certificate could not be parsed
          4 Common name does not match the wildcard certificate
          5 Common name does not match
          6 Key usage is not permitted
          7 Authority key id could not be parsed
          8 Decryption of the signature could not start
          9 Signature could not be decrypted
          10 Signature is invalid
          11 Signature could not be parsed
          12 Authority certificate could not be parsed
          13 Subject key id is missing
          14 Subject key id could not be parsed
          15 Subject key id does not match the authority key id
          16 Key usage is not permitted
          17 Basic constraints are violated
          18 Authority key id could not be parsed
          19 Certificate is not supported
          20 Certificate is revoked
          21 Certificate has expired
          22 Unspecified error
          23 Certificate of the authority not found
          24-25 Reserved
          """);

  static {
    check(COMMAND, 1, 119);
    check(WEB_SOCKET_CLIENT, 0, 5);
    check(HTTP_CLIENT, 0, 15);
    check(CERTIFICATE, 0, 25);
  }

  private ErrorTable() {}

  /**
   * Ids in order without a gap, first to last, every one with a text; a broken table is not used.
   */
  static void check(List<ModuleError> rows, int first, int last) {
    for (int i = 0; i < rows.size(); i++) {
      ModuleError row = rows.get(i);
      String name = row.table() + " error " + row.id();
      check(row.id() == first + i, name, "stands in the place of " + (first + i));
      check(!row.text().isBlank(), name, "no text");
    }
    int count = last - first + 1;
    check(rows.size() == count, "errors", rows.size() + " rows instead of " + count);
  }

  private static void check(boolean holds, String row, String problem) {
    if (!holds) {
      throw new IllegalStateException(row + ": " + problem);
    }
  }

  static List<ModuleError> of(Table table) {
    return switch (table) {
      case COMMAND -> COMMAND;
      case WEB_SOCKET_CLIENT -> WEB_SOCKET_CLIENT;
      case HTTP_CLIENT -> HTTP_CLIENT;
      case CERTIFICATE -> CERTIFICATE;
    };
  }

  /** Reads lines of {@code id text} or {@code from-to text}. */
  static List<ModuleError> rows(Table table, String lines) {
    List<ModuleError> errors = new ArrayList<>();
    for (int at = 0; at < lines.length(); at = lines.indexOf('\n', at) + 1) {
      int end = lines.indexOf('\n', at);
      int blank = lines.indexOf(' ', at);
      String ids = lines.substring(at, blank);
      String text = lines.substring(blank + 1, end);
      int dash = ids.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? ids : ids.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(ids.substring(dash + 1));
      for (int id = first; id <= last; id++) {
        errors.add(new ModuleError(table, id, text, text.equals(RESERVED)));
      }
    }
    return List.copyOf(errors);
  }
}
