package io.github.spwf04.virtual.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.LoneCore;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A connection to a broker whose thread has ended while the module still has it. */
class MqttLinkTest {
  private static final ModuleOptions OPTIONS =
      ModuleOptions.builder().services(ServiceOptions.DEFAULT.withMqtt(MqttTransport.TCP)).build();

  @Test
  void whatIsAskedOfOneThatHasEnded() throws Exception {
    LoneCore core = new LoneCore(OPTIONS);
    Network network = new Network(OPTIONS);
    try (Peer broker = new Peer()) {
      CompletableFuture<Void> accepted =
          CompletableFuture.runAsync(
              () -> {
                try {
                  broker.receive(1);
                  broker.send("\u0020\u0002\u0000\u0000");
                } catch (java.io.IOException e) {
                  throw new CompletionException(e);
                }
              });
      MqttLink link =
          MqttLink.connect(
              core.core(),
              network,
              new MqttLink.Target(
                  "localhost",
                  new InetSocketAddress(
                      InetAddress.getLoopbackAddress(), Integer.parseInt(broker.port()))),
              new MqttLink.Session("me", null, new byte[0], 60, null),
              new MqttLink.Options("/", Bench.LIMIT),
              null);
      accepted.join();
      network.end();
      core.awaitEnd();
      List<WindReason.MqttClosure> reasons = new ArrayList<>();
      link.start((_, _) -> {}, reasons::add);
      assertThat(reasons)
          .as("told though nobody listened")
          .containsExactly(WindReason.MqttClosure.CONNECTION);
      assertThat(
              List.of(
                  link.publish(new Message("t", new byte[1], 1, false, false)),
                  link.subscribe("t", 0),
                  link.unsubscribe("t"),
                  link.disconnect()))
          .allMatch(CompletableFuture::isCompletedExceptionally);
      link.abort();
      assertThat(reasons).hasSize(1);
    }
  }
}
