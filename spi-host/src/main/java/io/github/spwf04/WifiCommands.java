package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.SpwfException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The radio and the networks around it (manual 6.4, 6.34 to 6.36). */
public final class WifiCommands {
  /** Error 18, the answer to switching off a radio that is off. */
  private static final int RADIO_NOT_RUNNING = 18;

  /** Error 17, the answer to switching on a radio that is on. */
  private static final int RADIO_ENABLED = 17;

  /** How long the radio of a module that has just booted may take. */
  private static final Duration HARDWARE_START = Duration.ofSeconds(3);

  private final Spwf04 spwf;

  WifiCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }

  /**
   * Switches the radio on (6.34). Does nothing when it is on already: error 17 is harmless
   * (field-facts E).
   */
  public void on() throws InterruptedException {
    radio(1, RADIO_ENABLED);
  }

  /**
   * Switches the radio off and waits until it is down, WIND 38 (6.34). Does nothing when it is off
   * already: error 18 is harmless.
   *
   * @throws SpwfException.TimedOut when WIND 38 does not come
   */
  public void off() throws InterruptedException {
    Duration timeout = spwf.options().commandTimeout();
    try (EventSubscription events = spwf.events()) {
      if (radio(0, RADIO_NOT_RUNNING) && events.await(Wind.WIFI_POWERED_DOWN, timeout) == null) {
        throw new SpwfException.TimedOut(
            "WIND 38, WiFi Powered Down, did not come within " + timeout.toMillis() + " ms");
      }
    }
  }

  /**
   * Looks for networks (6.35). Takes some seconds.
   *
   * @throws SpwfException.Rejected with error 18 while the radio is off, 40 or 42 while it is busy
   */
  public List<Network> scan() throws InterruptedException {
    return spwf.call(
        Command.SCAN,
        spwf.options().connectTimeout(),
        reply -> reply.all("").stream().map(Network::of).toList(),
        "d");
  }

  /** The configured SSID (6.36), as UTF-8. */
  public String ssid() throws InterruptedException {
    return spwf.call(
        Command.SSIDTXT,
        spwf.options().commandTimeout(),
        reply -> reply.only("Network").text("ssid"));
  }

  /**
   * Sets the SSID to join or to announce, in RAM (6.36).
   *
   * @param ssid 1 to 32 bytes as UTF-8
   */
  public void ssid(String ssid) throws InterruptedException {
    spwf.call(Command.SSIDTXT, spwf.options().commandTimeout(), _ -> true, ssid);
  }

  /**
   * All variables of the peers table (6.4, Table 9), named {@code 0.rx_rssi}. As a station the peer
   * 0 is the access point; as mini AP the peers 1 to 5 are the stations.
   */
  public SequencedMap<String, String> peers() throws InterruptedException {
    return spwf.call(Command.PEERS, spwf.options().commandTimeout(), VariableLines::all);
  }

  /**
   * The variables of one peer (6.4, Table 9), named {@code 0.rx_rssi}.
   *
   * @param peer 0 to 5
   */
  public SequencedMap<String, String> peer(int peer) throws InterruptedException {
    return spwf.call(Command.PEERS, spwf.options().commandTimeout(), VariableLines::all, peer);
  }

  /**
   * Joins a network as a station: radio off, configuration in RAM, radio on, as drivers in the
   * field do it (field-facts E), then waits for an IPv4 address (WIND 24).
   *
   * @param ssid 1 to 32 bytes as UTF-8
   * @param key the WPA2 passphrase, 8 to 63 characters, or null for an open network
   * @param timeout bound of the wait for the address
   * @return the module's IPv4 address
   * @throws SpwfException.TimedOut when no address came; the message tells what the radio reported,
   *     such as the disassociations that a wrong key brings
   */
  public InetAddress join(String ssid, @Nullable String key, Duration timeout)
      throws InterruptedException {
    awaitHardware();
    off();
    ConfigCommands config = spwf.config();
    config.set("wifi_mode", 1);
    config.set("wifi_priv_mode", key == null ? 0 : 2);
    if (key != null) {
      config.set("wifi_wpa_psk_text", key);
    }
    ssid(ssid);
    try (EventSubscription events = spwf.events()) {
      on();
      return awaitAddress(ssid, events, timeout);
    }
  }

  /**
   * Waits for WIND 32 after a boot. Before it the radio cannot be switched off, and would come up
   * by itself with the old configuration. A module that never reports it is gone on with.
   */
  private void awaitHardware() throws InterruptedException {
    try (EventSubscription events = spwf.events()) {
      if (spwf.state() == WifiState.HARDWARE_POWER_UP) {
        events.await(Wind.WIFI_HARDWARE_STARTED, HARDWARE_START);
      }
    }
  }

  private InetAddress awaitAddress(String ssid, EventSubscription events, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    List<String> reported = new ArrayList<>();
    while (events.next(Duration.ofNanos(end - System.nanoTime())) instanceof Event event) {
      if (!(event instanceof WindEvent wind)) {
        continue;
      }
      // The field before the address is empty for IPv6, which may come first (field-facts D).
      if (wind.is(Wind.WIFI_UP) && wind.fields().bytes("flag").isReadable()) {
        return InetAddress.ofLiteral(wind.fields().text("address"));
      }
      if (reported.size() < 16) {
        reported.add(wind.toString());
      }
    }
    throw new SpwfException.TimedOut(
        "joining "
            + ssid
            + " gave no address within "
            + timeout.toMillis()
            + " ms; the radio said "
            + reported);
  }

  /** Whether the radio changed; the harmless error says that it had that state before. */
  private boolean radio(int action, int harmless) throws InterruptedException {
    try {
      return spwf.call(Command.WIFI, spwf.options().commandTimeout(), _ -> true, action);
    } catch (SpwfException.Rejected e) {
      if (e.error().id() == harmless) {
        return false;
      }
      throw e;
    }
  }
}
