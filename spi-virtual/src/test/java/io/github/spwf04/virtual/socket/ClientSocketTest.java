package io.github.spwf04.virtual.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A socket whose event loop does not come to what it has received. */
class ClientSocketTest {
  /** One datagram after the other, until it is closed. */
  private static final class Flood implements ByteChannel {
    private volatile boolean open = true;

    @Override
    public int read(ByteBuffer to) throws IOException {
      if (!open) {
        throw new IOException("closed");
      }
      to.put((byte) 1);
      return 1;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }

  @Test
  void aFloodOfDatagramsDoesNotPileUp() throws Exception {
    Queue<Object> tasks = new ConcurrentLinkedQueue<>();
    Core core =
        (Core)
            Proxy.newProxyInstance(
                Core.class.getClassLoader(),
                new Class<?>[] {Core.class},
                (_, method, arguments) ->
                    switch (method.getName()) {
                      case "settings" -> Settings.factory();
                      case "post" -> tasks.add(arguments[0]);
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    Flood flood = new Flood();
    ClientSocket socket =
        new ClientSocket(
            core,
            new Network(ModuleOptions.defaults()),
            null,
            0,
            ClientSocket.UDP,
            flood,
            flood,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
    Thread receiver = Thread.ofPlatform().daemon().start(socket::receive);
    try {
      long end = System.nanoTime() + Bench.LIMIT.toNanos();
      while (receiver.getState() != Thread.State.WAITING
          && tasks.size() < 10_000
          && System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      // Two for each of 64, and the one that waits.
      assertThat(tasks.size()).isEqualTo(129);
    } finally {
      flood.close();
      socket.end();
    }
    assertThat(receiver.join(Bench.LIMIT)).isTrue();
  }
}
