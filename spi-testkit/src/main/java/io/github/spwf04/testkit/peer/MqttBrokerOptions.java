package io.github.spwf04.testkit.peer;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link MqttBroker} is.
 *
 * @param port of TCP; 0 for one that is free
 * @param user whose session it takes, with the password; null for everybody's
 * @param password null for none
 * @param tls what it shows to its clients; null for connections without TLS
 */
public record MqttBrokerOptions(
    int port, @Nullable String user, @Nullable String password, @Nullable SSLContext tls) {
  /** For everybody, without TLS, at a free port. */
  public static final MqttBrokerOptions DEFAULT = new MqttBrokerOptions(0, null, null, null);

  /** Throws {@link IllegalArgumentException} when the port is not one of 0 to 65535. */
  public MqttBrokerOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ", 0 to 65535 are allowed");
    }
  }

  /** At this port of TCP. */
  public MqttBrokerOptions withPort(int value) {
    return new MqttBrokerOptions(value, user, password, tls);
  }

  /** For this user alone. */
  public MqttBrokerOptions withLogin(String name, String secret) {
    return new MqttBrokerOptions(port, name, secret, tls);
  }

  /** With TLS, by what this shows. */
  public MqttBrokerOptions withTls(SSLContext context) {
    return new MqttBrokerOptions(port, user, password, context);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MqttBrokerOptions[port=%d, user=%s, tls=%s]".formatted(port, user, tls != null);
  }
}
