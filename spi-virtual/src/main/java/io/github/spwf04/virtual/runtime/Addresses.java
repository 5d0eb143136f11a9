package io.github.spwf04.virtual.runtime;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import java.util.Optional;

/** IP addresses as the module reads and prints them. */
public final class Addresses {
  private Addresses() {}

  /** The address a literal stands for; empty when it is a name. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** As the module prints it: no zone, no abbreviated zeros. */
  public static String print(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** Where a broadcast to an address of this machine goes; empty when it has none. */
  public static Optional<InetAddress> broadcast(InetAddress address) throws IOException {
    if (address instanceof Inet4Address && address.isLoopbackAddress()) {
      return literal("127.255.255.255");
    }
    if (address.isAnyLocalAddress()) {
      return literal("255.255.255.255");
    }
    NetworkInterface card = NetworkInterface.getByInetAddress(address);
    return card == null
        ? Optional.empty()
        : card.getInterfaceAddresses().stream()
            .filter(entry -> entry.getAddress().equals(address))
            .map(InterfaceAddress::getBroadcast)
            .filter(Objects::nonNull)
            .findFirst();
  }

  /** The link-local IPv6 address of a MAC address (field-facts D, WIND 24). */
  public static String linkLocal(byte[] mac) {
    return "fe80:0:0:0:%x:%x:%x:%x"
        .formatted(
            (mac[0] & 0xFF ^ 0x02) << 8 | mac[1] & 0xFF,
            (mac[2] & 0xFF) << 8 | 0xFF,
            0xFE00 | mac[3] & 0xFF,
            (mac[4] & 0xFF) << 8 | mac[5] & 0xFF);
  }
}
