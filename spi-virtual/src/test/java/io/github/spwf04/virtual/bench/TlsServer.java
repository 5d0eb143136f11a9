package io.github.spwf04.virtual.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A TLS server on this machine that sends back what it receives. */
public final class TlsServer implements AutoCloseable {
  private final SSLServerSocket server;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  public TlsServer(SSLContext context) throws IOException {
    this(context, false);
  }

  /** With a certificate of the client, when {@code mutual}. */
  public TlsServer(SSLContext context, boolean mutual) throws IOException {
    this(context, mutual, new String[0]);
  }

  /** With these cipher suites of TLS 1.2 alone. */
  public TlsServer(SSLContext context, String... suites) throws IOException {
    this(context, false, suites);
  }

  private TlsServer(SSLContext context, boolean mutual, String[] suites) throws IOException {
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(mutual);
    if (suites.length > 0) {
      server.setEnabledProtocols(new String[] {"TLSv1.2"});
      server.setEnabledCipherSuites(suites);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String port() {
    return Integer.toString(server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> echo(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.setSoTimeout((int) Bench.LIMIT.toMillis());
      byte[] block = new byte[2048];
      InputStream in = client.getInputStream();
      for (int length; (length = in.read(block)) >= 0; ) {
        client.getOutputStream().write(block, 0, length);
      }
    } catch (IOException _) {
      // The client did not like the certificate, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
