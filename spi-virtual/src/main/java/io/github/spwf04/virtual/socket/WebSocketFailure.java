package io.github.spwf04.virtual.socket;

import java.io.IOException;

/** A connection by web socket that came to nothing, with its error of Table 11. */
public final class WebSocketFailure extends IOException {
  private static final long serialVersionUID = 1;

  static final int REFUSED = 0;
  public static final int TCP = 1;
  public static final int TLS = 2;
  public static final int RESOLVE = 3;
  static final int HTTP = 4;
  static final int HTTP_TIMEOUT = 5;

  private final int error;

  public WebSocketFailure(int error, Throwable cause) {
    super("web socket client error " + error + ": " + cause.getMessage(), cause);
    this.error = error;
  }

  int error() {
    return error;
  }

  /** By what a connection of Netty failed with. */
  public static WebSocketFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      int error =
          switch (cause) {
            case WebSocketFailure known -> known.error;
            case java.net.UnknownHostException _ -> RESOLVE;
            case javax.net.ssl.SSLException _ -> TLS;
            case io.netty.channel.ConnectTimeoutException _ -> TCP;
            case java.net.ConnectException _ -> REFUSED;
            case java.util.concurrent.TimeoutException _ -> HTTP_TIMEOUT;
            case io.netty.handler.codec.http.websocketx.WebSocketHandshakeException e ->
                String.valueOf(e.getMessage()).contains("timed out") ? HTTP_TIMEOUT : HTTP;
            case java.net.URISyntaxException _, IllegalArgumentException _ -> HTTP;
            default -> -1;
          };
      if (error >= 0) {
        return new WebSocketFailure(error, failure);
      }
    }
    return new WebSocketFailure(TCP, failure);
  }
}
