package io.github.spwf04.virtual.security;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Call;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** One handshake to come, or those with the clients of one server: see {@link Tls}. */
public final class TlsPeer {
  /** The firmware is of 2017. */
  private static final String PROTOCOL = "TLSv1.2";

  private static final char[] NO_PASSWORD = {};

  // The same lines whatever the command.

  private final Tls tls;
  private final Authorities authorities;
  private final PeerCheck check;
  private final byte @Nullable [] certificate;
  private final byte @Nullable [] key;
  private final boolean ellipticCurves;

  TlsPeer(
      Tls tls,
      Authorities authorities,
      PeerCheck check,
      byte @Nullable [] certificate,
      byte @Nullable [] key,
      boolean ellipticCurves) {
    this.tls = tls;
    this.authorities = authorities;
    this.check = check;
    this.certificate = certificate;
    this.key = key;
    this.ellipticCurves = ellipticCurves;
  }

  /** Whether there is a certificate of its own to show, which a server needs. */
  public boolean hasCertificate() {
    return certificate != null && key != null;
  }

  /** Checks the peer; for libraries that take no context. */
  public PeerCheck trustManager() {
    return check;
  }

  /**
   * With the peer's check, and the module's own certificate and key where they are loaded.
   *
   * @throws IOException when these cannot be read or do not belong together
   */
  public SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(keyManagers(), new TrustManager[] {check}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** The module's own certificate and key; none when they are not loaded. */
  public KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return new KeyManager[0];
    }
    List<X509Certificate> chain = CertificateReader.certificates(certificate);
    PrivateKey privateKey = CertificateReader.key(key);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("module", privateKey, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /**
   * Does the handshake of a client on a connected channel, which stays the caller's to close.
   *
   * @param name told to the server, so that it can choose its certificate
   */
  public ByteChannel connect(SocketChannel channel, String name, Duration timeout)
      throws IOException {
    return new TlsChannel(secure(channel, name, timeout));
  }

  /** As {@link #connect}, for libraries that take a socket. */
  public SSLSocket secure(SocketChannel channel, String name, Duration timeout) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(channel.socket(), name, channel.socket().getPort(), true);
    return handshake(socket, timeout);
  }

  /** As {@link #connect}, for libraries that do the handshake themselves. */
  public SSLEngine engine(String name, int port) throws IOException {
    SSLEngine engine = context().createSSLEngine(name, port);
    engine.setUseClientMode(true);
    engine.setSSLParameters(limited(engine.getSSLParameters()));
    return engine;
  }

  /**
   * Does the handshake of a server on an accepted channel, which stays the caller's to close.
   *
   * @param context a {@link #context}, which clients of one server share
   * @param mutual whether the client must show a certificate, too
   */
  public ByteChannel accept(
      SSLContext context, SocketChannel channel, boolean mutual, Duration timeout)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), null, true);
    socket.setNeedClientAuth(mutual);
    return new TlsChannel(handshake(socket, timeout));
  }

  /** To what the release can. */
  private SSLParameters limited(SSLParameters parameters) {
    parameters.setProtocols(new String[] {PROTOCOL});
    if (!ellipticCurves) {
      // The first release has RSA key exchange alone, which Java has given up: DHE takes its place.
      parameters.setCipherSuites(
          Stream.of(parameters.getCipherSuites())
              .filter(suite -> suite.startsWith("TLS_DHE_RSA_"))
              .toArray(String[]::new));
    }
    return parameters;
  }

  private SSLSocket handshake(SSLSocket socket, Duration timeout) throws IOException {
    socket.setSSLParameters(limited(socket.getSSLParameters()));
    socket.setSoTimeout((int) timeout.toMillis());
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }

  /**
   * Adds the lines of a handshake to a reply, on the event loop: the first time with these
   * certificates, whatever the service, {@code Skip CA} when the authority is that of the flash, so
   * that no file was looked for, and {@code Loading:1:2} (ST11, field-facts C.6, I); then {@code
   * Certificate Error} when the peer was refused.
   *
   * @param failure what the handshake threw; null when it succeeded
   */
  public void report(Call call, @Nullable Throwable failure) {
    if (tls.load()) {
      if (authorities.areLoaded()) {
        call.maskableLine(Line.SKIP_CA);
      }
      call.line(Line.LOADING, 1, 2);
    }
    ModuleError error = failure == null ? null : check.error(failure);
    if (error != null) {
      call.because(error);
    }
  }
}
