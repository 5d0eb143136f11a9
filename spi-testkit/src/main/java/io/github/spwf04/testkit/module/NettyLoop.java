package io.github.spwf04.testkit.module;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The thread behind one web socket or MQTT connection; it ends with the firmware at the latest. */
final class NettyLoop implements AutoCloseable {
  private final Network network;
  private final MultiThreadIoEventLoopGroup group;

  private NettyLoop(Network network, MultiThreadIoEventLoopGroup group) {
    this.network = network;
    this.group = group;
  }

  static NettyLoop start(Firmware firmware) throws IOException {
    return firmware
        .network()
        .register(
            new NettyLoop(
                firmware.network(),
                new MultiThreadIoEventLoopGroup(
                    1, firmware.module()::spawnPlatform, NioIoHandler.newFactory())));
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /** Ends the thread, and what is still connected without another word. */
  void end() {
    network.close(this);
  }

  /** For the network; others {@link #end} it. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
