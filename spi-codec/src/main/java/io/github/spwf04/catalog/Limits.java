package io.github.spwf04.catalog;

/** How much the module holds of each thing. Ids are counted from 0. */
public final class Limits {
  /** Socket clients that can be open at a time (6.38). */
  public static final int SOCKETS = 8;

  /** Socket servers that can be open at a time (6.44). */
  public static final int SERVERS = 2;

  /** Clients that a socket server can have at a time (6.44). */
  public static final int SERVER_CLIENTS = 8;

  /** Web sockets that can be open at a time (6.61). */
  public static final int WEB_SOCKETS = 2;

  /** Connections to an MQTT broker at a time (6.56). */
  public static final int BROKERS = 1;

  /** GPIOs, 0 to 20 with firmware 1.1.0 (package-facts 6); error 20 of the manual has 15. */
  public static final int GPIOS = 21;

  /** Stations that a MiniAP takes, each a peer of 1 to 5; the peer 0 is an access point (6.4). */
  public static final int STATIONS = 5;

  /** Longest name of a file in bytes, volume and slash included (6.23). */
  public static final int FILE_NAME = 64;

  /** Longest SSID in bytes (6.36). */
  public static final int SSID = 32;

  /** Longest parameter in bytes: one byte counts them on the wire. */
  public static final int PARAMETER = 255;

  /** Longest command in bytes, its data not counted, over SPI and as a line (field-facts E). */
  public static final int COMMAND = 512;

  /** Bytes of one buffer of the network; a socket takes whole ones (field-facts E). */
  public static final int NETWORK_BUFFER = 1500;

  /** Longest datagram in bytes, as IPv4 and UDP have it: 65535 with their headers. */
  public static final int DATAGRAM = 65507;

  private Limits() {}
}
