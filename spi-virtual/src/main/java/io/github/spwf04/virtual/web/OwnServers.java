package io.github.spwf04.virtual.web;

import io.github.spwf04.virtual.file.TftpServer;
import io.github.spwf04.virtual.net.ServerPort;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of the module itself: they run while it has an address and its variables say so. Used
 * on the event loop only.
 */
public final class OwnServers {
  private static final Logger LOG = LoggerFactory.getLogger(OwnServers.class);

  /** Makes a server listen; returns where it does. */
  @FunctionalInterface
  private interface Start {
    InetSocketAddress at(InetSocketAddress address) throws IOException;
  }

  private final Core core;
  private final ServerPort httpPort;
  private final ServerPort tftpPort;
  private final WebServer web;
  private final TftpServer tftp;

  public OwnServers(
      Core core, ServerPort httpPort, ServerPort tftpPort, WebServer web, TftpServer tftp) {
    this.core = core;
    this.httpPort = httpPort;
    this.tftpPort = tftpPort;
    this.web = web;
    this.tftp = tftp;
  }

  /** There is an address in a network, for the first time or again. */
  public void linkUp() {
    start("ip_use_httpd", httpPort, web::start);
    start("ip_use_tftpd", tftpPort, tftp::start);
  }

  private void start(String variable, ServerPort port, Start server) {
    boolean wanted = core.settings().number(variable) != 0;
    if (port.off() || !wanted || port.address() != null) {
      return;
    }
    try {
      port.listening(started(port, server));
    } catch (IOException e) {
      LOG.warn("no server on {}: {}", port.next(), e.getMessage());
    }
  }

  private static InetSocketAddress started(ServerPort port, Start server) throws IOException {
    try {
      return server.at(port.next());
    } catch (IOException e) {
      if (!port.open()) {
        throw e;
      }
      return server.at(port.any());
    }
  }

  /** The network is gone, or the firmware. */
  public void networkLost() {
    httpPort.stopped();
    tftpPort.stopped();
    web.stop();
    tftp.stop();
  }
}
