package io.github.spwf04.virtual.net;

import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Announces what the ip_mdns variables describe by multicast DNS, where {@link ServiceOptions#mdns}
 * says so: on loopback, or on this machine's network where the module may use it.
 */
public final class Announcement {
  /** The factory's value has two of them without a blank between. */
  private static final Pattern PROTOCOL = Pattern.compile("_[^._ ]+\\._(?:tcp|udp)");

  private final Core core;
  private final Network network;
  private @Nullable AutoCloseable running;

  public Announcement(Core core, Network network) {
    this.core = core;
    this.network = network;
  }

  public void start() {
    stop();
    if (!core.options().services().mdns()) {
      return;
    }
    Settings settings = core.settings();
    String domain = settings.get("ip_mdns_domain_name");
    List<ServiceInfo> services = services(settings);
    Responder responder = new Responder();
    running = responder;
    core.spawn(() -> responder.announce(domain, services));
  }

  public void stop() {
    AutoCloseable responder = running;
    if (responder != null) {
      running = null;
      network.close(responder);
    }
  }

  private static List<ServiceInfo> services(Settings settings) {
    List<String> protocols =
        PROTOCOL
            .matcher(settings.get("ip_mdns_services_prot"))
            .results()
            .map(MatchResult::group)
            .toList();
    byte[] enabled = settings.bytes("ip_mdns_startup");
    List<ServiceInfo> services = new ArrayList<>();
    for (int i = 0; i < protocols.size(); i++) {
      String port = word(settings, "ip_mdns_services_port", i);
      if (i < enabled.length && enabled[i] != 0 && port.matches("[0-9]{1,5}")) {
        services.add(
            ServiceInfo.create(
                protocols.get(i) + ".local.",
                word(settings, "ip_mdns_services_name", i),
                Integer.parseInt(port),
                0,
                0,
                Map.of(
                    word(settings, "ip_mdns_services_keys", i),
                    word(settings, "ip_mdns_services_vals", i))));
      }
    }
    return services;
  }

  private static String word(Settings settings, String variable, int index) {
    String[] words = settings.get(variable).strip().split(" +");
    return index < words.length ? words[index] : "";
  }

  /** One responder; its goodbye takes seconds, so it is said on a thread of its own. */
  private final class Responder implements AutoCloseable {
    private @Nullable JmDNS dns;
    private boolean closed;

    void announce(String domain, List<ServiceInfo> services) {
      try {
        network.register(this);
        InetAddress address =
            core.options().network()
                ? InetAddress.getLocalHost()
                : InetAddress.getLoopbackAddress();
        JmDNS started = JmDNS.create(address, domain);
        if (!keep(started)) {
          started.close();
          return;
        }
        for (ServiceInfo service : services) {
          started.registerService(service);
        }
      } catch (IOException | RuntimeException _) {
        // No multicast here: nobody hears of it, as with any announcement.
        network.close(this);
      }
    }

    private synchronized boolean keep(JmDNS started) {
      dns = started;
      return !closed;
    }

    @Override
    public synchronized void close() {
      JmDNS started = closed ? null : dns;
      closed = true;
      if (started != null) {
        core.spawn(() -> close(started));
      }
    }

    private static void close(JmDNS started) {
      try {
        started.close();
      } catch (IOException _) {
        // It is closed, or as good as.
      }
    }
  }
}
