package io.github.spwf04.virtual.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/**
 * An SMTP server on this machine. Its user is {@code me} with the password {@code secret};
 * nobody@example.org has no mailbox there.
 */
public final class MailPeer implements AutoCloseable {
  private static final int NO_MAILBOX = 550;

  /** How it wants to be spoken to. */
  public enum Way {
    /** Takes mail from everybody. */
    PLAIN,
    /** Asks for STARTTLS, then for the user. */
    STARTTLS,
    /** TLS from the start; asks for the user. */
    TLS
  }

  /**
   * A mail that has come.
   *
   * @param helo how the client called itself
   * @param user who has logged in, or null
   * @param tls whether it came by TLS
   * @param lines header and body
   */
  public record Received(
      @Nullable String helo,
      @Nullable String user,
      boolean tls,
      String from,
      List<String> to,
      List<String> lines) {}

  private final Way way;
  private final SMTPServer server;
  private final BlockingQueue<Received> mails = new LinkedBlockingQueue<>();

  private static final Map<String, String> USERS =
      Map.of("me", "secret", "m\u00f6", "gr\u00fcn\u20ac");

  /** Starts it; what it shows counts where TLS is its way. */
  public MailPeer(Way way, @Nullable SSLContext tls) {
    this.way = way;
    SMTPServer.Builder builder =
        new SMTPServer.Builder()
            .hostName("localhost")
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, _) -> {
                      if (!USERS.getOrDefault(user, "").equals(password)) {
                        throw new LoginFailedException();
                      }
                    }))
            .messageHandlerFactory(Letter::new);
    switch (way) {
      case PLAIN -> {}
      case STARTTLS -> builder.startTlsSocketFactory(tls).enableTLS().requireTLS().requireAuth();
      case TLS -> builder.serverSocketFactory(tls).requireAuth();
    }
    server = builder.build();
    server.start();
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** Waits for a mail. */
  public Received mail() throws InterruptedException {
    Received mail = mails.poll(Bench.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (mail == null) {
      throw new AssertionError("no mail has come");
    }
    return mail;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** One mail as it comes in. */
  private final class Letter implements MessageHandler {
    private final MessageContext context;
    private final List<String> to = new ArrayList<>();
    private String from = "";

    Letter(MessageContext context) {
      this.context = context;
    }

    @Override
    public void from(String sender) {
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (recipient.startsWith("nobody@")) {
        throw new RejectException(NO_MAILBOX, "no such mailbox");
      }
      to.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws IOException {
      List<String> lines =
          new BufferedReader(new InputStreamReader(data, StandardCharsets.ISO_8859_1))
              .lines()
              .toList();
      mails.add(
          new Received(
              context.getHelo().orElse(null),
              context
                  .getAuthenticationHandler()
                  .map(AuthenticationHandler::getIdentity)
                  .map(Object::toString)
                  .orElse(null),
              way == Way.TLS || ((Session) context).isTLSStarted(),
              from,
              List.copyOf(to),
              lines));
      return null;
    }

    @Override
    public void done() {}
  }
}
