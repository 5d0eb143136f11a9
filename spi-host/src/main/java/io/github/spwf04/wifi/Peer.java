package io.github.spwf04.wifi;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the radio (manual 6.4, Table 9): the access point, or a station of the mini AP.
 *
 * @param index 0 for the access point, 1 to 5 for stations
 * @param state how far it has come, or null for a number the manual does not know
 * @param address its address, or null when the module names none
 * @param rssi signal strength of its last packet in dBm, below zero
 * @param receivedPackets frames received from it
 * @param sentPackets frames sent to it
 * @param sendErrors errors while sending to it
 * @param variables all variables of Table 9 by name, as the module prints them
 */
public record Peer(
    int index,
    @Nullable State state,
    @Nullable MacAddress address,
    int rssi,
    long receivedPackets,
    long sentPackets,
    long sendErrors,
    SequencedMap<String, String> variables) {

  /** How far a peer has come, in the order of Table 9. */
  public enum State {
    HARDWARE_POWER_UP,
    LINK_INITIALIZATION,
    LINK_ALLOCATED,
    AUTHENTICATED,
    ASSOCIATED,
    BEACONS_LOST,
    POWER_SAVE
  }

  /** Peers of variables named {@code 0.rx_rssi}. */
  static List<Peer> of(SequencedMap<String, String> variables) {
    Map<Integer, SequencedMap<String, String>> byPeer = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          int dot = name.indexOf('.');
          if (dot < 1 || !name.substring(0, dot).matches("[0-9]{1,3}")) {
            throw new SpwfException.MalformedPacket("a peer's variable named " + name);
          }
          byPeer
              .computeIfAbsent(
                  Integer.valueOf(name.substring(0, dot)), number -> new LinkedHashMap<>())
              .put(name.substring(dot + 1), value);
        });
    List<Peer> peers = new ArrayList<>();
    byPeer.forEach((index, own) -> peers.add(of(index, own)));
    return peers;
  }

  private static Peer of(int index, SequencedMap<String, String> variables) {
    long state = number(variables, "state", -1);
    State[] states = State.values();
    String address = variables.get("addr");
    return new Peer(
        index,
        state >= 0 && state < states.length ? states[(int) state] : null,
        address == null || address.isEmpty() ? null : MacAddress.of(address),
        (int) number(variables, "rx_rssi", 0),
        number(variables, "rx_pkts", 0),
        number(variables, "tx_pkts", 0),
        number(variables, "tx_errs", 0),
        variables);
  }

  private static long number(Map<String, String> variables, String name, long otherwise) {
    String value = variables.get(name);
    try {
      return value == null ? otherwise : Long.decode(value);
    } catch (NumberFormatException e) {
      throw new SpwfException.MalformedPacket("a peer's " + name + " is no number: " + value);
    }
  }
}
