package io.github.spwf04.virtual.net;

import io.github.spwf04.virtual.runtime.Core;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    MultiThreadIoEventLoopGroup group;
    try {
      group = new MultiThreadIoEventLoopGroup(1, core::spawnPlatform, NioIoHandler.newFactory());
    } catch (IllegalStateException | ChannelException e) {
      // The machine has no descriptor left for its selector.
      throw new IOException("no thread for a connection", e);
    }
    return network.register(new NettyLoop(network, group));
  }

  /**
   * Opens the connection. The thread ends with it, and it ends with the thread.
   *
   * @param handlers puts them into the pipeline
   * @param failed takes what there is no connection for, on any thread, more than once maybe
   */
  public Channel connect(
      InetSocketAddress peer,
      Duration limit,
      Consumer<ChannelPipeline> handlers,
      Consumer<Throwable> failed) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, HoldBack.MOST_UNSENT)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    // Here, on the thread: a listener of a channel that has none is an exception.
                    opened.closeFuture().addListener(_ -> end());
                    opened.pipeline().addLast(new HoldBack());
                    handlers.accept(opened.pipeline());
                  }
                })
            .connect(peer);
    Channel connection = connecting.channel();
    channel = connection;
    connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            failed.accept(connected.cause());
          }
        });
    if (group.isShuttingDown()) {
      // The listener may not be called any more.
      failed.accept(new IOException("the firmware has ended"));
    }
    return connection;
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
        group.execute(() -> connection.unsafe().close(connection.unsafe().voidPromise()));
      } catch (RejectedExecutionException _) {
        // It is ending already, and its connection with it.
      }
    }
    group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
