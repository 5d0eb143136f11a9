package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.junit.jupiter.api.Test;

/** The announcement by multicast DNS, which a switch brings on. */
class AnnouncementTest {

  @Test
  void itsServicesAreFoundByOthers() throws Exception {
    CompletableFuture<String> found = new CompletableFuture<>();
    ServiceListener listener =
        new ServiceListener() {
          @Override
          public void serviceAdded(ServiceEvent event) {
            found.complete(event.getName());
          }

          @Override
          public void serviceRemoved(ServiceEvent event) {}

          @Override
          public void serviceResolved(ServiceEvent event) {}
        };
    try (Bench _ = Bench.online(o -> o.services(ServiceOptions.DEFAULT.withMdns(true)));
        JmDNS other = JmDNS.create(InetAddress.getLoopbackAddress(), "other")) {
      other.addServiceListener("_http._tcp.local.", listener);
      String name = found.get(2 * Bench.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(name).isEqualTo("SPWF04S-WebSrv");
      ServiceInfo web =
          other.getServiceInfo("_http._tcp.local.", name, true, Bench.LIMIT.toMillis());
      assertThat(web).isNotNull();
      assertThat(web.getPort()).isEqualTo(80);
      assertThat(web.getInetAddresses()).contains(InetAddress.getLoopbackAddress());
      assertThat(web.getPropertyString("dev1")).isEqualTo("number1");
    }
  }
}
