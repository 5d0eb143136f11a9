package io.github.spwf04.event;

import io.github.spwf04.catalog.Wind;
import java.net.Inet4Address;
import org.jspecify.annotations.Nullable;

/** The module as a mini AP, and the stations in it. */
public sealed interface AccessPointEvent extends Indication {

  /** Messages without variables. */
  enum Notice implements AccessPointEvent {
    /** The radio became an access point (WIND 39). */
    MINI_AP_MODE(Wind.HW_IN_MINI_AP_MODE);

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
   * The module is an access point (WIND 26).
   *
   * @param ssid the name it announces, as UTF-8
   */
  record Started(String ssid) implements AccessPointEvent {}

  /**
   * The access point could not be started (WIND 27).
   *
   * @param status the radio's status, 16 bits
   */
  record StartFailed(int status) implements AccessPointEvent {}

  /**
   * A station has joined (WIND 28).
   *
   * @param station its address
   * @param again whether it came back
   */
  record StationAssociated(MacAddress station, boolean again) implements AccessPointEvent {}

  /**
   * A station was given an address (WIND 29).
   *
   * @param address the new address
   * @param station the station's address; null of firmware 1.0.0, which does not tell
   */
  record AddressGiven(Inet4Address address, @Nullable MacAddress station)
      implements AccessPointEvent {}

  /**
   * A station has left (WIND 72).
   *
   * @param station its address
   * @param reason the reason code of IEEE 802.11
   */
  record StationDisassociated(MacAddress station, int reason) implements AccessPointEvent {}
}
