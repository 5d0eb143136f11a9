package io.github.spwf04.wifi;

import io.github.spwf04.error.SpwfException;
import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the module is an access point (Table 7, wifi_mode 3). Start from {@link #of} and change what
 * differs. Up to five stations can join it.
 *
 * @param ssid its name, 1 to 32 bytes of UTF-8
 * @param credentials what a station needs: open, WEP or a passphrase
 * @param channel 1 to 14, within the law of the country
 * @param address the module's own address, or null to leave it as it is
 * @param dhcpServer whether stations are given addresses
 */
public record MiniApOptions(
    String ssid,
    Credentials credentials,
    int channel,
    @Nullable Inet4Address address,
    boolean dhcpServer) {
  public MiniApOptions {
    WifiCommands.checkSsid(ssid);
    if (channel < 1 || channel > 14) {
      throw new SpwfException.InvalidInput("channel " + channel + ", 1 to 14 are possible");
    }
    if (credentials instanceof Credentials.Enterprise) {
      throw new SpwfException.InvalidInput("a mini AP cannot ask for a login of its own");
    }
  }

  /** Channel 1, with a DHCP server. */
  public static MiniApOptions of(String ssid, Credentials credentials) {
    return new MiniApOptions(ssid, credentials, 1, null, true);
  }

  /** These options with another channel, 1 to 14. */
  public MiniApOptions withChannel(int other) {
    return new MiniApOptions(ssid, credentials, other, address, dhcpServer);
  }

  /** These options with an address of the module. */
  public MiniApOptions withAddress(Inet4Address own) {
    return new MiniApOptions(ssid, credentials, channel, own, dhcpServer);
  }

  /** These options without a DHCP server. */
  public MiniApOptions withoutDhcpServer() {
    return new MiniApOptions(ssid, credentials, channel, address, false);
  }

  /** The configuration variables that carry it, in the order to set them. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(credentials.variables());
    variables.put("wifi_channelnum", Integer.toString(channel));
    variables.put("ip_use_dhcpd", dhcpServer ? "1" : "0");
    if (address != null) {
      variables.put("ip_ipaddr", address.getHostAddress());
    }
    return variables;
  }
}
