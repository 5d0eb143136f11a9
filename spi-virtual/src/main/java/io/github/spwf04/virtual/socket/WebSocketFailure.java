package io.github.spwf04.virtual.socket;

import io.github.spwf04.error.ModuleError;
import java.io.IOException;

/** A connection by web socket that came to nothing, with its error of Table 11. */
public final class WebSocketFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final transient ModuleError error;

  public WebSocketFailure(ModuleError error, Throwable cause) {
    super(error + ": " + cause.getMessage(), cause);
    this.error = error;
  }

  ModuleError error() {
    return error;
  }

  /** By what a connection of Netty failed with. */
  public static WebSocketFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ModuleError error =
          switch (cause) {
            case WebSocketFailure known -> known.error;
            case java.net.UnknownHostException _ -> ModuleError.WEB_SOCKET_RESOLVE;
            case javax.net.ssl.SSLException _ -> ModuleError.WEB_SOCKET_TLS;
            case io.netty.channel.ConnectTimeoutException _ -> ModuleError.WEB_SOCKET_TCP;
            case java.net.ConnectException _ -> ModuleError.WEB_SOCKET_REFUSED;
            case java.util.concurrent.TimeoutException _ -> ModuleError.WEB_SOCKET_HTTP_TIMEOUT;
            case io.netty.handler.codec.http.websocketx.WebSocketHandshakeException e ->
                String.valueOf(e.getMessage()).contains("timed out")
                    ? ModuleError.WEB_SOCKET_HTTP_TIMEOUT
                    : ModuleError.WEB_SOCKET_HTTP;
            case java.net.URISyntaxException _, IllegalArgumentException _ ->
                ModuleError.WEB_SOCKET_HTTP;
            default -> null;
          };
      if (error != null) {
        return new WebSocketFailure(error, failure);
      }
    }
    return new WebSocketFailure(ModuleError.WEB_SOCKET_TCP, failure);
  }
}
