package io.github.spwf04.web;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.security.TlsMode;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a web server for (manual 6.13, 6.14, 6.53, 6.54). Start from {@link #of} and change
 * what differs.
 *
 * <p>Each text has at most 255 bytes, and all of them together at most about 500, for that is what
 * a command packet holds.
 *
 * @param host a name the module resolves, or an address
 * @param path of the document, with its query; null for the default of the command. What is no
 *     visible character of ASCII is percent-encoded as UTF-8, a per cent sign stays as it is
 * @param port 0 to 65535, or null for 80 without TLS and 443 with it
 * @param tls whether the connection is secured
 * @param username for a server that asks for a login (basic authentication), or null
 * @param password that of the user, or null
 * @param responseFile file of the module that takes the response instead of the caller, or null
 * @param bodyFile file of the module that is sent: the body of a POST, or a request of the caller's
 *     own for a GET; or null. Its extension sets the Content-Type (Table 5)
 */
public record HttpRequest(
    String host,
    @Nullable String path,
    @Nullable Integer port,
    TlsMode tls,
    @Nullable String username,
    @Nullable String password,
    @Nullable ModuleFile responseFile,
    @Nullable ModuleFile bodyFile) {

  /** The last character of ASCII, which is a control character. */
  private static final int DELETE = 0x7F;

  private static final Pattern SERVER =
      Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<name>[^:\\[\\]%]+))(?::(?<port>[0-9]{0,5}))?");

  /**
   * @throws SpwfException.InvalidInput when the host is empty or has a blank or a control character
   */
  public HttpRequest {
    if (host.isEmpty()) {
      throw new SpwfException.InvalidInput("the host is empty");
    }
    if (host.chars().anyMatch(c -> c <= ' ' || c == DELETE)) {
      throw new SpwfException.InvalidInput("the host has a blank or a control character");
    }
    path = path == null ? null : encoded(path, "");
  }

  /**
   * What a URI asks for: {@code http://host:port/path?query}, or {@code https://…} with TLS. A
   * login may stand before the host, {@code user:password@}. A host may have an underscore; one
   * beyond ASCII goes out as DNS has it ({@code xn--…}).
   *
   * @throws SpwfException.InvalidInput when it has another scheme, no host, or a blank or another
   *     character that a URI cannot have
   */
  public static HttpRequest of(String uri) {
    try {
      return of(new URI(uri));
    } catch (URISyntaxException e) {
      // Not its message, which has the URI with what login there may be.
      throw new SpwfException.InvalidInput(
          "no URI: " + e.getReason() + " at index " + e.getIndex());
    }
  }

  /** As {@link #of(String)}. */
  public static HttpRequest of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    // Taken apart here: getHost() has no host with an underscore or a letter beyond ASCII.
    String authority = String.valueOf(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    Matcher server = SERVER.matcher(authority.substring(at + 1));
    if (uri.getRawAuthority() == null
        || !(scheme.equals("http") || scheme.equals("https"))
        || !server.matches()) {
      throw new SpwfException.InvalidInput(
          "'" + uri.getScheme() + "' … : http://host/path or https://host/path is needed");
    }
    String port = server.group("port");
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery();
    HttpRequest request =
        new HttpRequest(
            host(server),
            query == null ? path : path + "?" + query,
            port == null || port.isEmpty() ? null : Integer.valueOf(port),
            scheme.equals("https") ? TlsMode.REQUIRED : TlsMode.OFF,
            null,
            null,
            null,
            null);
    if (at < 0) {
      return request;
    }
    String login = authority.substring(0, at);
    int colon = login.indexOf(':');
    return colon < 0
        ? request.withLogin(decoded(login), null)
        : request.withLogin(
            decoded(login.substring(0, colon)), decoded(login.substring(colon + 1)));
  }

  /** The module takes an IPv6 address without the brackets of a URI. */
  private static String host(Matcher server) {
    String address = server.group("v6");
    if (address != null) {
      return address;
    }
    try {
      return IDN.toASCII(server.group("name"));
    } catch (IllegalArgumentException e) {
      throw new SpwfException.InvalidInput("the host is no name of DNS: " + e.getMessage());
    }
  }

  private static String decoded(String percent) {
    return URLDecoder.decode(percent.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * @param more characters of ASCII to encode, too
   */
  private static String encoded(String text, String more) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < DELETE && more.indexOf(b) < 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /** This request to another port, 0 to 65535. */
  public HttpRequest withPort(int other) {
    return new HttpRequest(host, path, other, tls, username, password, responseFile, bodyFile);
  }

  /**
   * This request for another document; the query stays.
   *
   * @param other begins with a slash; {@code ?} and {@code #} are percent-encoded, too
   */
  public HttpRequest withPath(String other) {
    String query = path == null || path.indexOf('?') < 0 ? "" : path.substring(path.indexOf('?'));
    return withPathAndQuery(encoded(other, "?#") + query);
  }

  /**
   * This request with another query.
   *
   * @param query what stands behind the question mark; {@code #} is percent-encoded, too. Null for
   *     none
   */
  public HttpRequest withQuery(@Nullable String query) {
    String document = path == null ? "/" : path.split("\\?", 2)[0];
    return withPathAndQuery(query == null ? document : document + "?" + encoded(query, "#"));
  }

  private HttpRequest withPathAndQuery(String other) {
    return new HttpRequest(host, other, port, tls, username, password, responseFile, bodyFile);
  }

  /** This request by another mode of TLS. */
  public HttpRequest withTls(TlsMode mode) {
    return new HttpRequest(host, path, port, mode, username, password, responseFile, bodyFile);
  }

  /** This request with a login; null leaves a part of it out. */
  public HttpRequest withLogin(@Nullable String user, @Nullable String secret) {
    return new HttpRequest(host, path, port, tls, user, secret, responseFile, bodyFile);
  }

  /** This request, its response written to a file of the module. */
  public HttpRequest withResponseTo(ModuleFile file) {
    return new HttpRequest(host, path, port, tls, username, password, file, bodyFile);
  }

  /** This request, a file of the module sent with it. */
  public HttpRequest withBody(ModuleFile file) {
    return new HttpRequest(host, path, port, tls, username, password, responseFile, file);
  }

  HttpRequest withoutBody() {
    return new HttpRequest(host, path, port, tls, username, password, responseFile, null);
  }

  /** Host, path, port, TLS and login, in the order of the commands. */
  @Nullable Object[] server() {
    return new @Nullable Object[] {host, path, port, tls.parameter(), username, password};
  }

  /** All but the password. */
  @Override
  public String toString() {
    return "HttpRequest[host="
        + host
        + ", path="
        + path
        + ", port="
        + port
        + ", tls="
        + tls
        + ", username="
        + username
        + ", password="
        + (password == null ? null : "***")
        + ", responseFile="
        + responseFile
        + ", bodyFile="
        + bodyFile
        + "]";
  }
}
