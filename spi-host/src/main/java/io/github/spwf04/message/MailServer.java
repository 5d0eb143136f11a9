package io.github.spwf04.message;

import io.github.spwf04.error.SpwfException;
import org.jspecify.annotations.Nullable;

/**
 * Where mail goes out (manual 6.52). Start from {@link #of} and change what differs.
 *
 * @param host a name the module resolves, or an address
 * @param port 0 to 65535, or null for 25 without security and 465 with it
 * @param security how the connection is secured
 * @param username for a server that asks for a login, or null
 * @param password that of the user, or null
 * @param helo the name by which the module greets the server, or null for the variable nv_model
 */
public record MailServer(
    String host,
    @Nullable Integer port,
    Security security,
    @Nullable String username,
    @Nullable String password,
    @Nullable String helo) {

  /** How a connection to a mail server is secured. */
  public enum Security {
    /** Not at all. */
    NONE(0),
    /** SMTPS on port 465, else STARTTLS, else not at all. */
    IF_AVAILABLE(5),
    /** STARTTLS, or the mail is not sent. */
    STARTTLS(8),
    /** SMTPS on port 465, else STARTTLS, else the mail is not sent. */
    REQUIRED(9);

    private final int number;

    Security(int number) {
      this.number = number;
    }

    /** The parameter TLS of SMTP. */
    public int number() {
      return number;
    }

    /** The same; null for {@link #NONE}, which is what leaving it out means. */
    @Nullable Integer parameter() {
      return this == NONE ? null : number;
    }
  }

  /**
   * @throws SpwfException.InvalidInput when the host is empty
   */
  public MailServer {
    if (host.isEmpty()) {
      throw new SpwfException.InvalidInput("the host is empty");
    }
  }

  /** A server by SMTPS or STARTTLS, {@link Security#REQUIRED}. */
  public static MailServer of(String host) {
    return new MailServer(host, null, Security.REQUIRED, null, null, null);
  }

  public MailServer withPort(int number) {
    return new MailServer(host, number, security, username, password, helo);
  }

  public MailServer withSecurity(Security other) {
    return new MailServer(host, port, other, username, password, helo);
  }

  public MailServer withLogin(@Nullable String user, @Nullable String secret) {
    return new MailServer(host, port, security, user, secret, helo);
  }

  public MailServer withHelo(String name) {
    return new MailServer(host, port, security, username, password, name);
  }

  /** All but the password. */
  @Override
  public String toString() {
    return "MailServer[host="
        + host
        + ", port="
        + port
        + ", security="
        + security
        + ", username="
        + username
        + ", password="
        + (password == null ? null : "***")
        + ", helo="
        + helo
        + "]";
  }
}
