package io.github.spwf04.virtual.net;

import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.runtime.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way of one firmware to the network of this machine. Names are resolved as the options say,
 * nothing leaves the machine unless they allow it, and what is registered here ends with the
 * firmware: also what a thread opens when the firmware has ended already.
 *
 * <p>All of it may block, so it is used on a thread of its own: {@link #peer}, then {@link
 * #connect}, and {@link #close} in the end. A client of a library is given the address of {@link
 * #peer}, and is registered by what shuts it down:
 *
 * <pre>{@code
 * InetSocketAddress peer = network.peer(host, port); // 65, 74
 * Client client = network.register(library.connect(peer));
 * }</pre>
 */
public final class Network {
  /** Small, so that a full receive buffer of the module is felt by the peer soon. */
  private static final int RECEIVE_BUFFER = 4096;

  private static final int BACKLOG = 16;

  private final ModuleOptions options;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<AutoCloseable> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean ended;

  public Network(ModuleOptions options) {
    this.options = options;
  }

  // Names and addresses.

  /** The hosts of the options first, then literals and localhost, then the machine's resolver. */
  InetAddress resolve(String host) throws UnknownHostException {
    InetAddress known = options.hosts().get(host.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    Optional<InetAddress> literal = Addresses.literal(host);
    if (literal.isPresent()) {
      return literal.get();
    }
    if (host.equalsIgnoreCase("localhost")) {
      return InetAddress.getLoopbackAddress();
    }
    if (!options.network()) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getByName(host);
  }

  /**
   * @throws IOException when the address is not of this machine and the options keep the module on
   *     it
   */
  void check(InetAddress address) throws IOException {
    if (!address.isLoopbackAddress() && !options.network()) {
      throw new IOException("the module is not to leave this machine");
    }
  }

  /**
   * Resolves and checks.
   *
   * @throws UnknownHostException error 65
   * @throws IOException error 74, or what the command has instead
   */
  public InetSocketAddress peer(String host, int port) throws IOException {
    InetAddress address = resolve(host);
    check(address);
    return new InetSocketAddress(address, port);
  }

  // Connections.

  /** A TCP connection, registered. */
  public SocketChannel connect(InetSocketAddress peer) throws IOException {
    SocketChannel channel = register(SocketChannel.open());
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(peer, (int) options.timing().connectTimeout().toMillis());
      return channel;
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /** A UDP channel that knows one peer, registered. */
  public DatagramChannel connectUdp(InetSocketAddress peer) throws IOException {
    DatagramChannel channel = register(DatagramChannel.open());
    try {
      return channel.connect(peer);
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  // Listeners.

  /**
   * Listens for TCP connections where the options have a port of the module, registered.
   *
   * @param port of the module; {@link ServerSocketChannel#getLocalAddress} tells that of this
   *     machine
   */
  public ServerSocketChannel listen(int port) throws IOException {
    return bind(port, this::listenAt);
  }

  private ServerSocketChannel listenAt(int real) throws IOException {
    ServerSocketChannel channel = register(ServerSocketChannel.open());
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      return channel.bind(new InetSocketAddress(options.sockets().address(), real), BACKLOG);
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /**
   * Receives datagrams where the options have a port of the module, registered: what is sent to the
   * module comes to the first channel, what is broadcast, if it can be, to the second.
   */
  public List<DatagramChannel> listenUdp(int port) throws IOException {
    return bind(port, this::listenUdpAt);
  }

  private List<DatagramChannel> listenUdpAt(int real) throws IOException {
    InetAddress address = options.sockets().address();
    DatagramChannel channel = bindUdp(address, real);
    try {
      Optional<InetAddress> broadcast = Addresses.broadcast(address);
      return broadcast.isEmpty()
          ? List.of(channel)
          : List.of(channel, bindUdp(broadcast.get(), channel.socket().getLocalPort()));
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private DatagramChannel bindUdp(InetAddress address, int real) throws IOException {
    DatagramChannel channel = register(DatagramChannel.open());
    try {
      return channel.bind(new InetSocketAddress(address, real));
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /** What listens at a port of this machine. */
  @FunctionalInterface
  private interface Binding<T> {
    T at(int real) throws IOException;
  }

  private <T> T bind(int port, Binding<T> binding) throws IOException {
    Integer chosen = options.sockets().ports().get(port);
    if (chosen != null) {
      return binding.at(chosen);
    }
    try {
      return binding.at(port);
    } catch (IOException _) {
      // In use, or below those that everybody may have.
      return binding.at(0);
    }
  }

  // The end.

  /**
   * Has the end of the firmware close something.
   *
   * @throws IOException when that has come; the argument is closed
   */
  public <T extends AutoCloseable> T register(T resource) throws IOException {
    lock.lock();
    try {
      if (!ended) {
        open.add(resource);
        return resource;
      }
    } finally {
      lock.unlock();
    }
    closeQuietly(resource);
    throw new IOException("the firmware has ended");
  }

  /** Closes something, registered or not. */
  public void close(AutoCloseable resource) {
    lock.lock();
    try {
      open.remove(resource);
    } finally {
      lock.unlock();
    }
    closeQuietly(resource);
  }

  /** Closes whatever is open, and what comes later. */
  public void end() {
    List<AutoCloseable> left;
    lock.lock();
    try {
      ended = true;
      left = List.copyOf(open);
      open.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(Network::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception _) {
      // It is closed, or as good as.
    }
  }
}
