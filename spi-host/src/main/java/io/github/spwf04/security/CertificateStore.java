package io.github.spwf04.security;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.Progress;
import io.github.spwf04.security.StoredCertificate.Kind;
import io.netty.buffer.Unpooled;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in the module's flash (manual 6.31, 6.32). They stay there over resets, and
 * a factory reset as far as is known (field-facts A.7). Bytes are PEM or DER; the module tells them
 * apart.
 *
 * <p>Refusals are {@link SpwfException.Rejected}, with error 101 when the flash cannot be written;
 * the causes tell what is wrong with a certificate (Table 13) where the module says so.
 */
public final class CertificateStore {
  private final ModuleCalls calls;
  private final Command command;

  CertificateStore(ModuleCalls calls, Command command) {
    this.calls = calls;
    this.command = command;
  }

  /**
   * Stores the certificate of the authority that the peers' certificates come from.
   *
   * @return its subject key id, 20 bytes, by which the module finds it; none from a firmware that
   *     does not tell
   */
  public byte[] authority(X509Certificate certificate) throws InterruptedException {
    return authority(der(certificate));
  }

  /**
   * As {@link #authority(X509Certificate)}.
   *
   * @param certificate PEM or DER; behind PEM the module may need {@link #authorityKeyId}
   */
  public byte[] authority(byte[] certificate) throws InterruptedException {
    return load(Kind.CA, certificate);
  }

  /**
   * Stores the key id of the authority, which is needed only when its certificate was PEM (6.32).
   *
   * @param id usually 20 bytes, the extension Authority Key Identifier of the peer's certificate
   */
  public void authorityKeyId(byte[] id) throws InterruptedException {
    load(Kind.AUTH, id);
  }

  /** Stores the module's own certificate, which it shows to peers that ask for one. */
  public void certificate(X509Certificate certificate) throws InterruptedException {
    certificate(der(certificate));
  }

  /**
   * As {@link #certificate(X509Certificate)}.
   *
   * @param certificate PEM or DER
   */
  public void certificate(byte[] certificate) throws InterruptedException {
    load(Kind.CERT, certificate);
  }

  /**
   * Stores the key that belongs to the module's own certificate.
   *
   * @throws SpwfException.InvalidInput when the key does not give its bytes away, as one in
   *     hardware does not
   */
  public void key(PrivateKey key) throws InterruptedException {
    key(der(key));
  }

  /**
   * As {@link #key(PrivateKey)}.
   *
   * @param key PEM or DER
   */
  public void key(byte[] key) throws InterruptedException {
    load(Kind.KEY, key);
  }

  /**
   * Stores what a connection needs in one go: the authority, and the module's own certificate and
   * key.
   *
   * @param authority or null to leave it as it is
   * @param certificate or null to leave it as it is
   * @param key or null to leave it as it is
   * @param progress hears of the bytes stored
   */
  public void store(
      @Nullable X509Certificate authority,
      @Nullable X509Certificate certificate,
      @Nullable PrivateKey key,
      Progress progress)
      throws InterruptedException {
    Map<Kind, byte[]> parts = new EnumMap<>(Kind.class);
    if (authority != null) {
      parts.put(Kind.CA, der(authority));
    }
    if (certificate != null) {
      parts.put(Kind.CERT, der(certificate));
    }
    if (key != null) {
      parts.put(Kind.KEY, der(key));
    }
    long total = parts.values().stream().mapToLong(bytes -> bytes.length).sum();
    long done = 0;
    progress.at(done, total);
    for (Map.Entry<Kind, byte[]> part : parts.entrySet()) {
      load(part.getKey(), part.getValue());
      done += part.getValue().length;
      progress.at(done, total);
    }
  }

  /** What is stored: a line each, with what is known of its form. */
  public List<StoredCertificate> list() throws InterruptedException {
    return calls.ask(
        command,
        reply ->
            reply.lines().stream()
                .map(StoredCertificate::of)
                .filter(stored -> !stored.line().isEmpty())
                .toList(),
        "content",
        1);
  }

  /** Removes all certificates and keys of this store. */
  public void removeAll() throws InterruptedException {
    calls.run(command, "content", 2);
  }

  private byte[] load(Kind kind, byte[] bytes) throws InterruptedException {
    return calls.call(
        command,
        Arguments.of(kind.word(), bytes.length),
        Unpooled.wrappedBuffer(bytes),
        calls.options().commandTimeout(),
        reply -> keyId(reply.all(Line.SUBJECT_KEY_ID)));
  }

  private static byte[] keyId(List<Fields> lines) {
    for (Fields line : lines) {
      String id = line.text("id");
      if (id.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*")) {
        return HexFormat.ofDelimiter(":").parseHex(id);
      }
    }
    return new byte[0];
  }

  private static byte[] der(PrivateKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new SpwfException.InvalidInput("the key cannot leave its keeper; it has no encoding");
    }
    return encoded;
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new SpwfException.InvalidInput("the certificate has no DER form: " + e.getMessage());
    }
  }
}
