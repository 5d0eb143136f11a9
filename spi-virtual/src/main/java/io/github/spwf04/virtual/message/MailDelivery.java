package io.github.spwf04.virtual.message;

import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.BoundedInput;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.TlsPeer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient.AUTH_METHOD;
import org.apache.commons.net.smtp.SMTPConnectionClosedException;
import org.apache.commons.net.smtp.SMTPReply;
import org.apache.commons.net.smtp.SimpleSMTPHeader;
import org.jspecify.annotations.Nullable;

/** One mail on its way to one server. Blocks. */
final class MailDelivery {
  /** The parameter TLS: the ways to a server, in the order in which they are tried. */
  enum Security {
    NONE(0, Way.PLAIN),
    /** TLS from the start, else STARTTLS, else nothing. */
    OPPORTUNISTIC(5, Way.TLS, Way.STARTTLS_IF_OFFERED),
    STARTTLS(8, Way.STARTTLS),
    /** TLS from the start, else STARTTLS. */
    SECURE(9, Way.TLS, Way.STARTTLS);

    private final int number;
    private final List<Way> ways;

    Security(int number, Way... ways) {
      this.number = number;
      this.ways = List.of(ways);
    }

    static Security of(int number) {
      for (Security security : values()) {
        if (security.number == number) {
          return security;
        }
      }
      throw new IllegalArgumentException("TLS mode " + number);
    }
  }

  private enum Way {
    PLAIN(25),
    TLS(465),
    STARTTLS(25),
    STARTTLS_IF_OFFERED(25);

    private final int port;

    Way(int port) {
      this.port = port;
    }
  }

  /**
   * @param port 0 for that of the way
   * @param peer for TLS
   * @param id for HELO
   */
  record Server(
      String host,
      int port,
      @Nullable TlsPeer peer,
      @Nullable String user,
      String password,
      String id) {}

  /** Texts hold a byte a character. */
  record Letter(String sender, List<String> recipients, String subject, String body) {}

  /**
   * @param error that of Table 10, or null
   * @param secured whether TLS was there
   * @param refusedPeer what was wrong with the server's certificate, or null
   */
  record Outcome(@Nullable ModuleError error, boolean secured, @Nullable IOException refusedPeer) {}

  /**
   * Bytes that a server may say while it takes one mail, those of TLS counted in: a hundred times
   * what servers do say.
   */
  private static final int MOST_SAID = 1 << 18;

  /** The server has answered what ends the attempt. */
  private static final class Unwilling extends IOException {
    private static final long serialVersionUID = 1;

    Unwilling(String answer) {
      super(answer);
    }
  }

  private final Core core;
  private final Network network;
  private final Server server;
  private final Letter letter;
  private boolean secured;

  MailDelivery(Core core, Network network, Server server, Letter letter) {
    this.core = core;
    this.network = network;
    this.server = server;
    this.letter = letter;
  }

  Outcome run(Security security) {
    ModuleError error = ModuleError.SOCKET_OPEN;
    for (Way way : security.ways) {
      try {
        deliver(way);
        return new Outcome(null, secured, null);
      } catch (UnknownHostException _) {
        return new Outcome(ModuleError.DNS_FAILURE, false, null);
      } catch (ConnectException | SocketTimeoutException _) {
        error = ModuleError.SOCKET_OPEN;
      } catch (SSLException e) {
        TlsPeer peer = server.peer();
        if (peer != null && peer.trustManager().error(e) != null) {
          // It speaks TLS and cannot be trusted: nothing less safe is tried.
          return new Outcome(ModuleError.REQUEST_FAILED, false, e);
        }
        error = ModuleError.REQUEST_FAILED;
      } catch (EOFException | SMTPConnectionClosedException _) {
        error = ModuleError.REQUEST_FAILED;
      } catch (IOException | RuntimeException e) {
        return new Outcome(
            e instanceof Unwilling || e instanceof BoundedInput.Exceeded
                ? ModuleError.REQUEST_FAILED
                : ModuleError.SOCKET_OPEN,
            secured,
            null);
      }
      if (secured) {
        break;
      }
    }
    return new Outcome(error, secured, null);
  }

  private void deliver(Way way) throws IOException {
    int port = server.port() == 0 ? way.port : server.port();
    InetSocketAddress address = network.peer(server.host(), port);
    Socket socket = new BoundedSocket();
    Client client = new Client(way == Way.TLS, context(), server.host(), socket);
    // A character is a byte, in the login, too.
    client.setCharset(StandardCharsets.ISO_8859_1);
    client.setConnectTimeout((int) core.options().timing().connectTimeout().toMillis());
    client.setDefaultTimeout((int) core.options().services().answerTimeout().toMillis());
    AutoCloseable end = network.register((AutoCloseable) client::disconnect);
    // Of the socket alone: TLS would wait for who is stuck in it.
    try (Deadline _ =
        Deadline.of(
            core, core.options().services().requestTimeout(), () -> network.close(socket))) {
      client.connect(address.getAddress(), port);
      secured = way == Way.TLS;
      expect(SMTPReply.isPositiveCompletion(client.getReplyCode()), client);
      greet(client);
      boolean offered = client.offers("STARTTLS") != null;
      if (way == Way.STARTTLS || way == Way.STARTTLS_IF_OFFERED && offered) {
        expect(client.execTLS(), client);
        secured = true;
        greet(client);
      }
      authenticate(client);
      send(client);
      client.logout();
    } catch (GeneralSecurityException e) {
      throw new Unwilling(String.valueOf(e.getMessage()));
    } finally {
      network.close(end);
    }
  }

  private @Nullable SSLContext context() throws IOException {
    TlsPeer peer = server.peer();
    return peer == null ? null : peer.context();
  }

  private void greet(Client client) throws IOException {
    if (!SMTPReply.isPositiveCompletion(client.ehlo(server.id()))) {
      expect(SMTPReply.isPositiveCompletion(client.helo(server.id())), client);
    }
  }

  private void authenticate(Client client) throws IOException, GeneralSecurityException {
    String user = server.user();
    if (user == null) {
      return;
    }
    String offered = client.offers("AUTH");
    List<String> methods = offered == null ? List.of() : List.of(offered.split(" +"));
    for (AUTH_METHOD method : List.of(AUTH_METHOD.CRAM_MD5, AUTH_METHOD.PLAIN, AUTH_METHOD.LOGIN)) {
      if (methods.contains(AUTH_METHOD.getAuthName(method))) {
        expect(client.auth(method, user, server.password()), client);
        return;
      }
    }
    throw new Unwilling("no way to authenticate that both sides know");
  }

  private void send(Client client) throws IOException {
    expect(client.setSender(bare(letter.sender())), client);
    for (String recipient : letter.recipients()) {
      expect(client.addRecipient(bare(recipient)), client);
    }
    SimpleSMTPHeader header =
        new SimpleSMTPHeader(
            letter.sender(), String.join(", ", letter.recipients()), letter.subject());
    Writer writer = client.sendMessageData();
    if (writer == null) {
      throw new Unwilling(client.getReplyString());
    }
    writer.write(header.toString());
    writer.write(letter.body());
    writer.close();
    expect(client.completePendingCommand(), client);
  }

  /** The address of {@code name <address>}, or all of it. */
  private static String bare(String address) {
    int open = address.lastIndexOf('<');
    int close = address.lastIndexOf('>');
    return open >= 0 && close > open ? address.substring(open + 1, close).strip() : address;
  }

  private static void expect(boolean willing, Client client) throws Unwilling {
    if (!willing) {
      throw new Unwilling(client.getReplyString());
    }
  }

  /** Tells TLS the name it was given, though it connects to an address. */
  private static final class Client extends AuthenticatingSMTPClient {
    private final String host;

    Client(boolean tls, @Nullable SSLContext context, String host, Socket socket) {
      super(tls, context);
      this.host = host;
      setSocketFactory(new Only(socket));
    }

    @Override
    protected void _connectAction_() throws IOException {
      _hostname_ = host;
      super._connectAction_();
    }

    /** What the last greeting says of a service; null when it does not offer it. */
    @Nullable String offers(String service) {
      for (String line : getReplyStrings()) {
        String text = line.length() > 4 ? line.substring(4).toUpperCase(Locale.ROOT) : "";
        if (text.equals(service) || text.startsWith(service + " ")) {
          return text.substring(service.length()).strip();
        }
      }
      return null;
    }
  }

  /** A socket that does not listen for ever. */
  private static final class BoundedSocket extends Socket {
    private @Nullable InputStream bounded;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream in = bounded;
      if (in == null) {
        in = new BoundedInput(super.getInputStream(), MOST_SAID);
        bounded = in;
      }
      return in;
    }
  }

  /** Gives out a socket that is there. */
  private static final class Only extends SocketFactory {
    private final Socket socket;

    Only(Socket socket) {
      this.socket = socket;
    }

    @Override
    public Socket createSocket() {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
