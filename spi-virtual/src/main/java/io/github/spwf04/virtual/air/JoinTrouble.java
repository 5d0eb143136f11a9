package io.github.spwf04.virtual.air;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an access point does to every station that tries to join it, on request (Table 14). */
public enum JoinTrouble {
  NONE(Step.NEVER, null),
  /** The radio finds it, and that it does not fit: WIND 74. */
  REJECTED_NETWORK(Step.SCAN, Wind.REJECTED_FOUND_NETWORK),
  /** The radio gets no acknowledgement to its join: WIND 20. */
  JOIN_FAILED(Step.JOIN, Wind.WIFI_JOIN_FAILED, WindReason.Join.NO_ACKNOWLEDGEMENT),
  /** It does not answer the authentication: WIND 76. */
  AUTHENTICATION_TIMED_OUT(Step.JOIN, Wind.WIFI_AUTHENTICATION_TIMED_OUT),
  /** It answers the authentication out of order: WIND 45. */
  AUTHENTICATION_ILLEGAL(Step.JOIN, Wind.DOT11_AUTH_ILLEGAL, 0, 4),
  /** It does not answer the association: WIND 77. */
  ASSOCIATION_TIMED_OUT(Step.JOIN, Wind.WIFI_ASSOCIATION_TIMED_OUT),
  /** It refuses the association, having no place left (IEEE 802.11 status 17): WIND 75. */
  ASSOCIATION_REJECTED(Step.JOIN, Wind.REJECTED_ASSOCIATION, "0011"),
  /** It deauthenticates in place of the handshake (IEEE 802.11 reason 15): WIND 40. */
  DEAUTHENTICATES(Step.HANDSHAKE, Wind.WIFI_DEAUTHENTICATION, 15),
  /** It disassociates in place of the handshake (IEEE 802.11 reason 5): WIND 41. */
  DISASSOCIATES(Step.HANDSHAKE, Wind.WIFI_DISASSOCIATION, 5),
  /** The supplicant cannot start: WIND 50. */
  WPA_START_FAILED(Step.HANDSHAKE, Wind.WPA_START_FAILED, WindReason.WpaStart.SUPPLICANT),

  /** No DHCP server answers within ip_dhcp_timeout: WIND 85, as with all that follow. */
  DHCP_SILENT(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.NO_ANSWER),
  /** The answer of the DHCP server is malformed. */
  DHCP_MALFORMED(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.MALFORMED_ANSWER),
  /** The DHCP server refuses. */
  DHCP_REFUSED(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.REFUSED),
  /** The answer of the DHCP server holds no address. */
  DHCP_NO_ADDRESS(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.NO_ADDRESS),
  /** The lease of the DHCP server is shorter than 50 s. */
  DHCP_SHORT_LEASE(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.LEASE_TOO_SHORT),
  /** The lease runs out and is not renewed. */
  DHCP_LEASE_EXPIRED(Step.DHCP, Wind.DHCP_FAILED, WindReason.Dhcp.LEASE_EXPIRED);

  /** Where a join comes to its end. */
  public enum Step {
    NEVER,
    SCAN,
    JOIN,
    HANDSHAKE,
    DHCP
  }

  private final Step step;
  private final @Nullable Wind wind;
  private final List<Object> values;

  JoinTrouble(Step step, @Nullable Wind wind, Object... values) {
    this.step = step;
    this.wind = wind;
    this.values = List.of(values);
  }

  /** Where a join comes to its end by it. */
  public Step step() {
    return step;
  }

  /** What the module tells of it, or null for nothing. */
  public @Nullable Wind wind() {
    return wind;
  }

  /** The values of that WIND. */
  public List<Object> windValues() {
    return values;
  }
}
