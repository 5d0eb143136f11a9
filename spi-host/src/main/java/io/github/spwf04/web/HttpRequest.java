package io.github.spwf04.web;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.security.TlsMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a web server for (manual 6.13, 6.14, 6.53, 6.54). Start from {@link #of} and change
 * what differs.
 *
 * <p>Each text has at most 255 bytes, and all of them together at most about 500, for that is what
 * a command packet holds.
 *
 * @param host a name the module resolves, or an address
 * @param path of the document, with its query; null for the default of the command
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

  /**
   * @throws SpwfException.InvalidInput when the host is empty
   */
  public HttpRequest {
    if (host.isEmpty()) {
      throw new SpwfException.InvalidInput("the host is empty");
    }
  }

  /**
   * What a URI asks for: {@code http://host:port/path?query}, or {@code https://…} with TLS. A
   * login may stand before the host, {@code user:password@}.
   *
   * @throws SpwfException.InvalidInput when it has another scheme, or no host
   */
  public static HttpRequest of(String uri) {
    try {
      return of(new URI(uri));
    } catch (java.net.URISyntaxException e) {
      throw new SpwfException.InvalidInput("no URI: " + e.getMessage());
    }
  }

  /** As {@link #of(String)}. */
  public static HttpRequest of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(java.util.Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new SpwfException.InvalidInput(
          "'" + uri.getScheme() + "' … : http://host/path or https://host/path is needed");
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery();
    // The module takes an IPv6 address without the brackets of a URI.
    HttpRequest request =
        new HttpRequest(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
            query == null ? path : path + "?" + query,
            uri.getPort() < 0 ? null : uri.getPort(),
            scheme.equals("https") ? TlsMode.REQUIRED : TlsMode.OFF,
            null,
            null,
            null,
            null);
    String login = uri.getRawUserInfo();
    if (login == null) {
      return request;
    }
    int colon = login.indexOf(':');
    return colon < 0
        ? request.withLogin(decoded(login), null)
        : request.withLogin(
            decoded(login.substring(0, colon)), decoded(login.substring(colon + 1)));
  }

  private static String decoded(String percent) {
    return java.net.URLDecoder.decode(percent.replace("+", "%2B"), StandardCharsets.UTF_8);
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
