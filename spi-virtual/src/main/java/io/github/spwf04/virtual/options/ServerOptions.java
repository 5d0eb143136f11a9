package io.github.spwf04.virtual.options;

import java.time.Duration;

/**
 * The module's own servers. They run while it has an address and ip_use_httpd and ip_use_tftpd say
 * so, on the address of {@link SocketOptions}, which is loopback unless another is asked for.
 *
 * @param httpPort TCP port of the web server, 0 for any that is free, -1 for no web server; see
 *     {@code VirtualModule.httpAddress}
 * @param tftpPort UDP port of the TFTP server, 0 for any that is free, -1 for no TFTP server; see
 *     {@code VirtualModule.tftpAddress}
 * @param inputWait how long, on the module's clock, a page waits for the INPUTSSI that WIND 56 asks
 *     for
 */
public record ServerOptions(int httpPort, int tftpPort, Duration inputWait) {
  /** On free ports. */
  public static final ServerOptions DEFAULT = new ServerOptions(0, 0, Duration.ofSeconds(2));

  public ServerOptions {
    port("httpPort", httpPort);
    port("tftpPort", tftpPort);
    if (inputWait.isNegative()) {
      throw new IllegalArgumentException("inputWait " + inputWait + " is negative");
    }
  }

  private static void port(String name, int value) {
    if (value < -1 || value > 65535) {
      throw new IllegalArgumentException(name + " " + value + ", -1 to 65535 are allowed");
    }
  }

  public ServerOptions withHttpPort(int value) {
    return new ServerOptions(value, tftpPort, inputWait);
  }

  public ServerOptions withTftpPort(int value) {
    return new ServerOptions(httpPort, value, inputWait);
  }

  public ServerOptions withInputWait(Duration value) {
    return new ServerOptions(httpPort, tftpPort, value);
  }
}
