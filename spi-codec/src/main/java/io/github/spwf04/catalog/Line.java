package io.github.spwf04.catalog;

import io.github.spwf04.error.ModuleError;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of replies, a row each, as section 6 and field-facts C have them. Lines of the same
 * keyword stand apart where they mean something else.
 */
public enum Line {
  /** HELP. */
  COMMAND("Command:{command:TEXT} -- {help:TEXT?}"),
  /** STS and GCFG. */
  VARIABLE("Var:{var:TEXT}={value:TEXT?*var}"),
  /** PEERS. */
  PEER_VARIABLE("Var:{id:INT}.{var:TEXT}={value:TEXT?*var}"),
  /** GPIOR. */
  LEVEL("Value:{num:INT}:{level:INT}:{direction:INT}"),
  /** ADC, in millivolts. */
  VOLTAGE("Value:{value:INT}"),
  /** TIME. */
  DATE("Date:{yy:INT}.{mo:INT}.{dd:INT}:{day:INT}"),
  /** TIME; the second form stands in the section's text, the first in its result. */
  TIME("Time:{hh:INT}.{mi:INT}.{ss:INT}", "Time:{hh:INT}:{mi:INT}:{ss:INT}"),
  /** RANDOM. */
  NUMBER("Number:{value:INT}"),
  /** FSL. */
  FILE("File:{flag:TEXT}\t{len:INT}\t{name:TEXT}"),
  /** FSL: the room left; its text is not published: chosen. */
  FREE("Free:{flag:TEXT}\t{len:INT}"),
  /** HASH, as the next three. */
  SHA1("SHA1:{digest:HEX}"),
  SHA224("SHA224:{digest:HEX}"),
  SHA256("SHA256:{digest:HEX}"),
  MD5("MD5:{digest:HEX}"),
  /** A certificate was stored. */
  SUBJECT_KEY_ID("SubjectKeyId:{id:TEXT}"),
  /** A certificate in a list. */
  CONTENT("Content:{kind:TEXT}:{size:INT}:{id:TEXT?}"),
  /** A key was stored. */
  LOADED("Loaded"),
  /** Certificates were removed. */
  REMOVED("Removed"),
  /** WPS by the PIN of the device. */
  USER_PIN("Generated user PIN:{pin:DIGITS}"),
  /** WPS by a PIN of its own. */
  RANDOM_PIN("Generated random PIN:{pin:DIGITS}"),
  /** SCAN begins. */
  PARSING_NETWORKS("Parsing Networks:{count:INT}"),
  /** SCAN; older firmware has no blank. */
  NETWORK("{index:INT}:\t" + Line.BSS, "{index:INT}:" + Line.BSS),
  /** SSIDTXT. */
  SSID("Network:{ssid:TEXT?}"),
  /** A server or a web socket is open. */
  ON("On:{id:INT}"),
  /** A socket client is open. */
  SOCKET_ON("On:{ip:IP}:{id:INT}"),
  /** A broker has accepted. */
  BROKER_ON("On:{id:INT}:{session:INT}"),
  /** How much has been received. */
  QUERY("Query:{len:INT}"),
  /** How much follows, of how much. */
  READING("Reading:{len:INT}:{total:INT}"),
  /** SOCKL. */
  SOCKET("List:{sid:INT?}:{id:INT}:{connected:INT}:{kind:TEXT}:{len:INT}:{ip:IP}:{port:INT}"),
  /** SOCKDL. */
  SERVER_CLIENT("List:{id:INT}:{cid:INT}:{connected:INT}:{kind:TEXT}:{len:INT}:{ip:IP}:{port:INT}"),
  /** WSOCKL. */
  WEB_SOCKET("List:{id:INT}:{connected:INT}:{len:INT}:{port:INT}"),
  /** TLS goes on without a certificate of an authority. */
  SKIP_CA("Skip CA"),
  /** TLS loads a certificate. */
  LOADING("Loading:{a:INT}:{b:INT}"),
  /** What an HTTP server answered. */
  STATUS_CODE("Http Server Status Code:{status:INT}"),
  /** How far the download of an image is; its text is not published: chosen. */
  RECEIVED("Received:{bytes:INT}:{total:INT?}"),

  // Before an error, which they tell more about.
  /** Table 11. */
  WEB_SOCKET_CLIENT_ERROR(ModuleError.Table.WEB_SOCKET_CLIENT),
  /** Table 12. */
  HTTP_CLIENT_ERROR(ModuleError.Table.HTTP_CLIENT),
  /** Table 13. */
  CERTIFICATE_ERROR(ModuleError.Table.CERTIFICATE);

  /** Readers in the field pass over the word before the address (package-facts 8.2). */
  private static final String BSS =
      " {kind:TEXT} {mac:MAC} CHAN: {channel:INT} RSSI: {rssi:INT} SSID: '{ssid:TEXT?}'"
          + " CAPS: {caps:HEX}{security:WORDS?}";

  private final List<LineFormat> forms;
  private final ModuleError.@Nullable Table errors;

  Line(String... templates) {
    forms = Stream.of(templates).map(LineFormat::of).toList();
    errors = null;
  }

  Line(ModuleError.Table errors) {
    forms = List.of(LineFormat.of(errors.keyword() + ":{error:INT}"));
    this.errors = errors;
  }

  /** The shapes it can have; the first is the one that the virtual module writes. */
  public List<LineFormat> forms() {
    return forms;
  }

  /** What stands before its first field, without the colon; empty for {@link #NETWORK}. */
  public String keyword() {
    return forms.getFirst().keyword();
  }

  /** The list of the errors that it tells of; null where it tells of something else. */
  public ModuleError.@Nullable Table errors() {
    return errors;
  }

  /**
   * Reads a line by the first of the {@link #forms} that fits.
   *
   * @return the fields, or null when the line has another shape
   */
  public @Nullable Fields parse(ByteBuf line) {
    for (LineFormat form : forms) {
      Fields fields = form.parse(line);
      if (fields != null) {
        return fields;
      }
    }
    return null;
  }

  /** The line that gives a digest. */
  public static Line of(HashFunction function) {
    return valueOf(function.name());
  }

  /** The line that tells more of an error of one of Tables 11 to 13. */
  public static Line of(ModuleError.Table errors) {
    return Stream.of(values())
        .filter(line -> line.errors == errors)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(errors + " has no line"));
  }
}
