package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.LoneCore;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A connection and its thread, and which of them ends first. */
class NettyLoopTest {
  private static final ModuleOptions OPTIONS = ModuleOptions.builder().build();

  private final LoneCore core = new LoneCore(OPTIONS);
  private final Network network = new Network(OPTIONS);
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private NettyLoop loop() throws Exception {
    return NettyLoop.start(core.core(), network);
  }

  private Channel connect(NettyLoop loop, Peer peer) {
    return loop.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(peer.port())),
        Bench.LIMIT,
        _ -> {},
        failures::add);
  }

  @Test
  void theThreadEndsWithItsConnection() throws Exception {
    try (Peer peer = new Peer()) {
      NettyLoop loop = loop();
      connect(loop, peer);
      peer.socket().close();
      core.awaitEnd();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void itsPeerIsHeldBack() throws Exception {
    try (Peer peer = new Peer()) {
      Channel channel = connect(loop(), peer);
      peer.socket();
      assertThat(channel.pipeline().first()).isInstanceOf(HoldBack.class);
      assertThat(channel.config().getWriteBufferWaterMark()).isSameAs(HoldBack.MOST_UNSENT);
      network.end();
      core.awaitEnd();
    }
  }

  @Test
  void theConnectionEndsWithTheNetwork() throws Exception {
    try (Peer peer = new Peer()) {
      NettyLoop loop = loop();
      connect(loop, peer);
      peer.socket();
      network.end();
      core.awaitEnd();
      assertThat(peer.socket().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aThreadThatHasEndedConnectsNobody() throws Exception {
    try (Peer peer = new Peer()) {
      NettyLoop loop = loop();
      loop.end();
      core.awaitEnd();
      assertThat(connect(loop, peer).isOpen()).isFalse();
      assertThat(failures).isNotEmpty();
    }
  }
}
