package io.github.spwf04.virtual.firmware;

import io.github.spwf04.virtual.file.TftpTransfers;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.message.Mail;
import io.github.spwf04.virtual.message.Mqtt;
import io.github.spwf04.virtual.net.Announcement;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.net.TimeService;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.socket.WebSockets;
import io.github.spwf04.virtual.web.HttpClients;

/** The clients of one firmware that reach servers of other machines, beside its sockets. */
final class Services {
  private final WebSockets webSockets;
  private final Mqtt mqtt;
  private final HttpClients http;
  private final Mail mail;
  private final TftpTransfers tftp;
  private final TimeService time;
  private final Announcement announcement;

  Services(Core core, Network network, Tls tls, Volumes volumes) {
    webSockets = new WebSockets(core, network, tls);
    mqtt = new Mqtt(core, network, tls, webSockets);
    http = new HttpClients(core, network, tls, volumes);
    mail = new Mail(core, network, tls);
    tftp = new TftpTransfers(core, network, volumes);
    time = new TimeService(core, network);
    announcement = new Announcement(core, network);
  }

  WebSockets webSockets() {
    return webSockets;
  }

  Mqtt mqtt() {
    return mqtt;
  }

  HttpClients http() {
    return http;
  }

  Mail mail() {
    return mail;
  }

  TftpTransfers tftp() {
    return tftp;
  }

  /** There is an address in a network, for the first time or again. */
  void linkUp() {
    time.linkUp();
    announcement.start();
  }

  /** The network is gone, and with it what was connected through it. */
  void networkLost() {
    time.linkDown();
    announcement.stop();
    webSockets.networkLost();
    mqtt.networkLost();
  }
}
