package io.github.spwf04.virtual.security;

import static io.github.spwf04.catalog.ParameterName.KIND;
import static io.github.spwf04.catalog.ParameterName.SIZE;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.security.Certificates.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** WPAECERT and TLSCERT (6.31, 6.32, field-facts C.4). */
public final class CertificateCommands {
  private static final String CONTENT = "content";
  private static final String LIST = "1";
  private static final String REMOVE = "2";

  private final Certificates certificates;

  public CertificateCommands(Certificates certificates) {
    this.certificates = certificates;
  }

  public void run(Call call) {
    String kind = call.text(KIND).toLowerCase(Locale.ROOT);
    try {
      if (!kind.equals(CONTENT)) {
        load(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), call);
      } else if (call.text(SIZE).equals(LIST)) {
        list(call);
      } else if (call.text(SIZE).equals(REMOVE)) {
        certificates.remove();
        call.line(Line.REMOVED);
        call.ok();
      } else {
        call.error(ModuleError.INVALID_VALUE);
      }
    } catch (IOException _) {
      call.error(ModuleError.FLASH_WRITE);
    }
  }

  /** What cannot be read is stored as well; a handshake will tell (ST11). */
  private void load(Kind kind, Call call) throws IOException {
    certificates.load(kind, call.data());
    Optional<String> id =
        kind == Kind.CA ? CertificateReader.subjectKeyId(call.data()) : Optional.empty();
    if (id.isPresent()) {
      call.line(Line.SUBJECT_KEY_ID, id.get());
    } else {
      call.line(Line.LOADED);
    }
    call.ok();
  }

  private void list(Call call) {
    certificates
        .content()
        .forEach(
            (kind, data) ->
                call.line(
                    Line.CONTENT,
                    kind.name().toLowerCase(Locale.ROOT),
                    data.length,
                    kind == Kind.CA ? CertificateReader.subjectKeyId(data).orElse(null) : null));
    call.ok();
  }
}
