package io.github.spwf04.virtual.options;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The socket servers of a virtual module.
 *
 * @param address of this machine they listen on
 * @param ports the port of this machine for a port of the module; one that is not named is itself,
 *     or any other that is free where this machine does not give it
 * @param memory bytes of heap that the receive buffers of all sockets can take together; beyond,
 *     SOCKON is error 91 and a server drops its client with WIND 83
 * @param listsOwnPort whether SOCKL shows the port of the module in place of the server's
 *     (field-facts F.32)
 */
public record SocketOptions(
    InetAddress address, Map<Integer, Integer> ports, int memory, boolean listsOwnPort) {
  private static final int MAX_PORT = 65535;

  /** On loopback, with the ports the host asks for, and as much memory as it takes. */
  public static final SocketOptions DEFAULT =
      new SocketOptions(InetAddress.getLoopbackAddress(), Map.of(), Integer.MAX_VALUE, false);

  public SocketOptions {
    ports = Map.copyOf(ports);
    ports.forEach(
        (port, real) -> {
          check(port, 1);
          check(real, 0);
        });
    if (memory < 0) {
      throw new IllegalArgumentException("socket memory " + memory + " is negative");
    }
  }

  private static void check(int port, int least) {
    if (port < least || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "port " + port + ", " + least + " to " + MAX_PORT + " are allowed");
    }
  }

  /** The same on another address of this machine. */
  public SocketOptions withAddress(InetAddress value) {
    return new SocketOptions(value, ports, memory, listsOwnPort);
  }

  /**
   * The same with a port of the module at a port of this machine.
   *
   * @param real 0 for any that is free: {@code VirtualModule.listeningPort} tells
   */
  public SocketOptions withPort(int port, int real) {
    Map<Integer, Integer> more = new HashMap<>(ports);
    more.put(port, real);
    return new SocketOptions(address, more, memory, listsOwnPort);
  }

  /** The same with less memory. */
  public SocketOptions withMemory(int bytes) {
    return new SocketOptions(address, ports, bytes, listsOwnPort);
  }

  /** The same with the module's own port in SOCKL, or with that of the server. */
  public SocketOptions withOwnPortListed(boolean value) {
    return new SocketOptions(address, ports, memory, value);
  }
}
