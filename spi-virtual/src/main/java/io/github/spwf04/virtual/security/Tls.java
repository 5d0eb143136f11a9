package io.github.spwf04.virtual.security;

import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.options.TlsOptions;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Certificates.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one firmware: from what TLSCERT loaded, or from the files tls.cert, tls.key and {@code
 * <SubjectKeyId>.ca} where it loaded none (6.32). Used on the event loop only.
 *
 * <p>A command that speaks TLS takes a {@link TlsPeer} here before it leaves the loop, gives its
 * context to whatever connects, and calls back on the loop {@link TlsPeer#report} once the
 * handshake was begun, whatever came of it.
 */
public final class Tls {
  private final Core core;
  private final Volumes volumes;
  private final Certificates certificates;

  /** The version of the certificates that the last handshake had, -1 before the first. */
  private int loaded = -1;

  /** What each service has open, see {@link #counts}. */
  private final List<IntSupplier> open = new ArrayList<>();

  public Tls(Core core, Volumes volumes, Certificates certificates) {
    this.core = core;
    this.volumes = volumes;
    this.certificates = certificates;
  }

  /**
   * @param connections that a service has open over TLS at the moment; those of a service whose
   *     command ends with its connection need no count
   */
  public void counts(IntSupplier connections) {
    open.add(connections);
  }

  /**
   * Whether this release cannot have one more connection to a server, which ends the call.
   *
   * @param own connections that the service of the call has open
   */
  public boolean refuses(Call call, int own) {
    TlsOptions options = core.options().tls();
    int taken = options.onePool() ? open.stream().mapToInt(IntSupplier::getAsInt).sum() : own;
    boolean full = taken >= core.profile().tlsClients();
    if (full) {
      call.error(options.refusal());
    }
    return full;
  }

  /**
   * For a handshake with a server.
   *
   * @param name the server's certificate must carry
   */
  public TlsPeer client(String name) {
    return peer(name);
  }

  /** For the handshakes with the clients of a server, whose certificates may have any name. */
  public TlsPeer server() {
    return peer(null);
  }

  private TlsPeer peer(@Nullable String name) {
    Map<Kind, byte[]> flash = certificates.content();
    Instant now = core.time();
    Authorities authorities = new Authorities(flash.get(Kind.CA), flash.get(Kind.AUTH), this::file);
    return new TlsPeer(
        this,
        authorities,
        new PeerCheck(authorities, name, now),
        flash.getOrDefault(Kind.CERT, file("tls.cert")),
        flash.getOrDefault(Kind.KEY, file("tls.key")),
        core.profile().ellipticCurves());
  }

  private byte @Nullable [] file(String name) {
    try {
      return volumes.use(name);
    } catch (VolumeException _) {
      return null;
    }
  }

  /** Whether the certificates have to be loaded for this handshake, which does so. */
  boolean load() {
    int version = certificates.version();
    boolean stale = loaded != version;
    loaded = version;
    return stale;
  }
}
