package io.github.spwf04.virtual.wifi;

import io.github.spwf04.virtual.runtime.Settings;

/**
 * The IPv4 addresses a module has at this moment.
 *
 * @param address its own
 * @param auto whether it gave itself the address (AutoIP)
 */
public record AddressLease(
    String address, String netmask, String gateway, String dns1, String dns2, boolean auto) {

  /** Those of the variables ip_ipaddr and following. */
  static AddressLease fixed(Settings settings) {
    return new AddressLease(
        settings.get("ip_ipaddr"),
        settings.get("ip_netmask"),
        settings.get("ip_gw"),
        settings.get("ip_dns1"),
        settings.get("ip_dns2"),
        false);
  }

  /** Those a DHCP server gives: chosen, all its services are at the first address of a /24. */
  static AddressLease given(String address) {
    String server = address.substring(0, address.lastIndexOf('.') + 1) + "1";
    return new AddressLease(address, "255.255.255.0", server, server, server, false);
  }

  /** A link-local address that depends on the MAC address alone. */
  static AddressLease auto(byte[] mac) {
    String address = "169.254.%d.%d".formatted(1 + (mac[4] & 0xFF) % 254, mac[5] & 0xFF);
    return new AddressLease(address, "255.255.0.0", "0.0.0.0", "0.0.0.0", "0.0.0.0", true);
  }
}
