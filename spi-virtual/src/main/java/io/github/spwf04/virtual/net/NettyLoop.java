package io.github.spwf04.virtual.net;

import io.github.spwf04.virtual.runtime.Core;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread behind one web socket or MQTT connection; it ends with the firmware at the latest. */
public final class NettyLoop implements AutoCloseable {
  private final Network network;
  private final MultiThreadIoEventLoopGroup group;
  private volatile @Nullable Channel channel;

  private NettyLoop(Network network, MultiThreadIoEventLoopGroup group) {
    this.network = network;
    this.group = group;
  }

  public static NettyLoop start(Core core, Network network) throws IOException {
    return network.register(
        new NettyLoop(
            network,
            new MultiThreadIoEventLoopGroup(1, core::spawnPlatform, NioIoHandler.newFactory())));
  }

  /** The connection that ends, without a word, before the thread does. */
  public void carries(Channel connection) {
    channel = connection;
  }

  public MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /** Ends the thread, and what is still connected without another word. */
  public void end() {
    network.close(this);
  }

  /** For the network; others {@link #end} it. */
  @Override
  public void close() {
    Channel connection = channel;
    if (connection != null && !group.isShuttingDown()) {
      try {
        group.execute(() -> connection.unsafe().closeForcibly());
      } catch (RejectedExecutionException _) {
        // It is ending already, and its connection with it.
      }
    }
    group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
