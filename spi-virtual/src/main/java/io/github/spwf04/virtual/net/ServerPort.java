package io.github.spwf04.virtual.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where one of the module's servers listens. A port that the machine has chosen is asked for again
 * at the next start, so that it stays the same through resets where it can.
 */
public final class ServerPort {
  /** Whether a port of the module is in use. */
  @FunctionalInterface
  public interface Use {
    boolean of(int port, boolean udp);
  }

  private final int wanted;
  private final InetAddress host;
  private volatile @Nullable InetSocketAddress address;
  private int last;

  /**
   * @param wanted 0 for any that is free, -1 for no server
   * @param host of this machine
   */
  public ServerPort(int wanted, InetAddress host) {
    this.wanted = wanted;
    this.host = host;
    this.last = Math.max(0, wanted);
  }

  /** Whether there is to be no such server. */
  public boolean off() {
    return wanted < 0;
  }

  /** Whether another port than that of {@link #next} is as good. */
  public boolean open() {
    return wanted == 0;
  }

  /** Where to listen. */
  public InetSocketAddress next() {
    return at(last);
  }

  /** Where to listen when {@link #next} is taken and {@link #open}. */
  public InetSocketAddress any() {
    return at(0);
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(host, port);
  }

  public void listening(InetSocketAddress where) {
    address = where;
    last = where.getPort();
  }

  public void stopped() {
    address = null;
  }

  /** Where the server listens, or null while it does not; from any thread. */
  public @Nullable InetSocketAddress address() {
    return address;
  }
}
