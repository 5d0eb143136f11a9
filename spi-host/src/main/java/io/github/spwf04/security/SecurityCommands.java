package io.github.spwf04.security;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.ModuleCalls;

/** Certificates and keys (manual 6.31, 6.32). */
public final class SecurityCommands {
  private final CertificateStore tls;
  private final CertificateStore wpaEnterprise;

  /** These commands over the calls of a connection. */
  public SecurityCommands(ModuleCalls calls) {
    this.tls = new CertificateStore(calls, Command.TLSCERT);
    this.wpaEnterprise = new CertificateStore(calls, Command.WPAECERT);
  }

  /** Those of TLS: sockets, HTTP, mail, MQTT, web sockets (6.32). */
  public CertificateStore tls() {
    return tls;
  }

  /** Those of WPA Enterprise: the network's login server and the module's own (6.31). */
  public CertificateStore wpaEnterprise() {
    return wpaEnterprise;
  }
}
