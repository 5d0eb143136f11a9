package io.github.spwf04.virtual.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.virtual.bench.LoneCore;
import io.github.spwf04.virtual.bench.WebSocketPeer;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A web socket whose thread has ended while the module still has it. */
class WebSocketLinkTest {
  private static final ModuleOptions OPTIONS = ModuleOptions.builder().build();

  @Test
  void whatIsAskedOfOneThatHasEnded() throws Exception {
    LoneCore core = new LoneCore(OPTIONS);
    try (WebSocketPeer server = new WebSocketPeer(null)) {
      NettyLoop loop = NettyLoop.start(core.core(), new Network(OPTIONS));
      WebSocketLink link =
          WebSocketLink.connect(
              loop,
              new WebSocketLink.Target(
                  new InetSocketAddress(
                      InetAddress.getLoopbackAddress(), Integer.parseInt(server.port())),
                  URI.create("ws://localhost:" + server.port() + "/"),
                  null,
                  EmptyHttpHeaders.INSTANCE),
              null,
              OPTIONS);
      loop.end();
      core.awaitEnd();
      link.read();
      List<Boolean> sent = new ArrayList<>();
      link.write(new byte[1], true, true, sent::add);
      assertThat(sent).containsExactly(false);
      link.close(1000);
      link.abort();
    }
  }
}
