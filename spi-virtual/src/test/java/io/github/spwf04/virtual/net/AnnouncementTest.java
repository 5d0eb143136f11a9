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
    CompletableFuture<ServiceInfo> resolved = new CompletableFuture<>();
    ServiceListener listener =
        new ServiceListener() {
          @Override
          public void serviceAdded(ServiceEvent event) {
            found.complete(event.getName());
          }

          @Override
          public void serviceRemoved(ServiceEvent event) {}

          /** Told with each record that arrives; that of the properties may be the last. */
          @Override
          public void serviceResolved(ServiceEvent event) {
            if (event.getInfo().getPropertyNames().hasMoreElements()) {
              resolved.complete(event.getInfo());
            }
          }
        };
    try (Bench _ = Bench.online(o -> o.services(ServiceOptions.DEFAULT.withMdns(true)));
        JmDNS other = JmDNS.create(InetAddress.getLoopbackAddress(), "other")) {
      other.addServiceListener("_http._tcp.local.", listener);
      String name = found.get(2 * Bench.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(name).isEqualTo("SPWF04S-WebSrv");
      other.requestServiceInfo("_http._tcp.local.", name, true);
      ServiceInfo web = resolved.get(2 * Bench.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(web.getPort()).isEqualTo(80);
      assertThat(web.getInetAddresses()).contains(InetAddress.getLoopbackAddress());
      assertThat(web.getPropertyString("dev1")).isEqualTo("number1");
    }
  }
}
