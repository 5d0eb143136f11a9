package io.github.spwf04.security;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of a {@link CertificateStore}. Nobody has published its form (field-facts
 * C.4): what it holds is known where it has that of the virtual module, {@code ca:1024:7F:D3:…},
 * with the keyword {@code Content} before it or not.
 *
 * @param kind what is stored, or null where the line does not tell
 * @param size its bytes, where the line tells
 * @param subjectKeyId of an authority, pairs of hexadecimal digits with colons between, or null
 * @param line as the module printed it
 */
public record StoredCertificate(
    @Nullable Kind kind, OptionalLong size, @Nullable String subjectKeyId, String line) {

  /** What can be stored, by the parameter kind of TLSCERT and WPAECERT. */
  public enum Kind {
    /** The certificate of the authority that the peers' certificates come from. */
    CA,
    /** The module's own certificate. */
    CERT,
    /** The key of the module's own certificate. */
    KEY,
    /** The key id of the authority. */
    AUTH;

    /** What stands on the wire. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }

  static StoredCertificate of(ByteBuf bytes) {
    String line = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    Fields fields = Line.CONTENT.parse(bytes);
    Kind kind = fields == null ? null : Kind.of(fields.text("kind"));
    if (fields == null || kind == null) {
      return new StoredCertificate(null, OptionalLong.empty(), null, line);
    }
    String id = fields.text("id");
    return new StoredCertificate(
        kind, OptionalLong.of(fields.number("size")), id.isEmpty() ? null : id, line);
  }
}
