package io.github.spwf04.virtual.options;

/** What MQTT runs over. */
public enum MqttTransport {
  /** Web sockets, as the module does it (6.61, field-facts C.8). */
  WEB_SOCKET,
  /** Plain TCP, or TLS, for brokers without web sockets. */
  TCP
}
