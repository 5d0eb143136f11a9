package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import java.net.InetAddress;

/** Scanning for a network, joining it, staying in it and losing it. */
public sealed interface StationEvent extends Indication {

  /** Messages without variables. */
  enum Notice implements StationEvent {
    /** A scan has begun (WIND 21). */
    SCANNING(Wind.WIFI_SCANNING),
    /** A scan ended without result (WIND 22). */
    SCAN_BLEW_UP(Wind.SCAN_BLEW_UP),
    /** Beacons of the network are missing (WIND 30). */
    BSS_LOST(Wind.WIFI_BSS_LOST),
    /** The network is lost (WIND 33). */
    NETWORK_LOST(Wind.WIFI_NETWORK_LOST),
    /** The keys are exchanged (WIND 51). */
    HANDSHAKE_COMPLETE(Wind.WPA_HANDSHAKE_COMPLETE),
    /** A network was found that does not fit (WIND 74). */
    NETWORK_REJECTED(Wind.REJECTED_FOUND_NETWORK),
    /** No answer to the authentication (WIND 76). */
    AUTHENTICATION_TIMED_OUT(Wind.WIFI_AUTHENTICATION_TIMED_OUT),
    /** No answer to the association (WIND 77). */
    ASSOCIATION_TIMED_OUT(Wind.WIFI_ASSOCIATION_TIMED_OUT),
    /** A frame failed its integrity check (WIND 78). */
    MIC_FAILURE(Wind.MIC_FAILURE),
    /** WPS computes its keys (WIND 81). */
    WPS_GENERATING_KEYS(Wind.WPS_GENERATING_DH_KEYSET),
    /** Nobody answered to WPS (WIND 82). */
    WPS_TIMED_OUT(Wind.WPS_ENROLLMENT_ATTEMPT_TIMED_OUT);

    private final Wind wind;

    Notice(Wind wind) {
      this.wind = wind;
    }

    /** Its row of Table 14. */
    public Wind wind() {
      return wind;
    }
  }

  /**
   * Beacons of the network are back (WIND 14).
   *
   * @param threshold how many were missed before
   */
  record BssRegained(int threshold) implements StationEvent {}

  /**
   * The signal fell below wifi_rssi_thresh (WIND 15).
   *
   * @param rssi in dBm, below zero
   */
  record SignalLow(int rssi) implements StationEvent {}

  /**
   * The signal is above wifi_rssi_thresh again (WIND 16).
   *
   * @param rssi in dBm, below zero
   */
  record SignalOk(int rssi) implements StationEvent {}

  /**
   * The network wants a kind of key that the module does not know (WIND 18).
   *
   * @param type its number
   */
  record KeyTypeNotImplemented(int type) implements StationEvent {}

  /**
   * An access point is being joined (WIND 19).
   *
   * @param accessPoint its address
   */
  record Joining(MacAddress accessPoint) implements StationEvent {}

  /**
   * Joining failed (WIND 20).
   *
   * @param reason why
   * @param code the number on the wire; the radio's status when the reason is {@link Reason#OTHER}
   */
  record JoinFailed(WindReason.Join reason, int code) implements StationEvent {}

  /**
   * The radio refused to scan (WIND 23).
   *
   * @param status the radio's status, 16 bits
   */
  record ScanFailed(int status) implements StationEvent {}

  /**
   * The module has an address (WIND 24). Comes once for IPv4 and once for IPv6, in either order.
   *
   * @param address IPv4 or IPv6
   * @param temporary whether it is an IPv4 address of AutoIP, taken while no DHCP server answers
   */
  record AddressAssigned(InetAddress address, boolean temporary) implements StationEvent {}

  /**
   * Associated with a network (WIND 25).
   *
   * @param ssid its name, as UTF-8
   */
  record Associated(String ssid) implements StationEvent {}

  /**
   * A scan has ended (WIND 35).
   *
   * @param reason 0 in good order, any other number why it was broken off
   */
  record ScanComplete(int reason) implements StationEvent {}

  /**
   * The access point ended the authentication (WIND 40).
   *
   * @param reason the reason code of IEEE 802.11
   */
  record Deauthenticated(int reason) implements StationEvent {}

  /**
   * The access point ended the association (WIND 41). A wrong key shows so, again and again.
   *
   * @param reason the reason code of IEEE 802.11
   */
  record Disassociated(int reason) implements StationEvent {}

  /**
   * A frame of the authentication was out of order (WIND 45).
   *
   * @param algorithm its algorithm
   * @param sequence its place in the sequence
   */
  record AuthenticationIllegal(int algorithm, int sequence) implements StationEvent {}

  /**
   * The key is being computed from the passphrase, which takes seconds (WIND 46).
   *
   * @param passphrase the passphrase as the module prints it; {@link #toString} hides it
   * @param length its length
   */
  record CrunchingKey(String passphrase, int length) implements StationEvent {
    @Override
    public String toString() {
      return "CrunchingKey[passphrase=***, length=" + length + "]";
    }
  }

  /**
   * WPA has ended (WIND 49).
   *
   * @param status 0 in good order
   */
  record WpaTerminated(int status) implements StationEvent {}

  /**
   * WPA did not start (WIND 50).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record WpaStartFailed(WindReason.WpaStart reason, int code) implements StationEvent {}

  /**
   * The association was refused (WIND 75).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record AssociationRejected(WindReason.Association reason, int code) implements StationEvent {}

  /**
   * No address from DHCP (WIND 85).
   *
   * @param reason why
   * @param code the number on the wire
   */
  record DhcpFailed(WindReason.Dhcp reason, int code) implements StationEvent {}
}
