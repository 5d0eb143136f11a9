package io.github.spwf04.message;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.ParameterName;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.security.TlsMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to an MQTT broker (manual 6.56). The module speaks MQTT over web sockets alone:
 * port and path are those of the broker's web sockets, often 8080 and {@code /mqtt}, never 1883.
 * Start from {@link #of(String, int, String)} and change what differs.
 *
 * @param host a name the module resolves, or an address
 * @param port 0 to 65535, or null for the module's choice: 1883
 * @param path path of the broker's web sockets, or null for the module's choice: {@code /}
 * @param tls whether the connection is secured
 * @param username login at the broker, or null for none
 * @param password its password, or null for none
 * @param clientId the client's name at the broker, or null for the variable nv_model
 * @param keepAlive 0 to 65535 s, whole seconds, or null for the module's choice: 60 s
 * @param retry how often to try again, whole seconds, or null for the module's choice: 15 s
 * @param will what the broker publishes when the module disappears, or null for nothing
 */
public record MqttOptions(
    String host,
    @Nullable Integer port,
    @Nullable String path,
    TlsMode tls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String clientId,
    @Nullable Duration keepAlive,
    @Nullable Duration retry,
    @Nullable Will will) {

  private static final long MAX_SECONDS =
      Command.MQTTCONN.parameter(ParameterName.KEEP_ALIVE).max();

  /**
   * The last will.
   *
   * @param topic its topic
   * @param message its message, at most 255 bytes of UTF-8
   * @param qos its quality of service
   */
  public record Will(String topic, String message, Qos qos) {}

  public MqttOptions {
    if (keepAlive != null && (keepAlive.isNegative() || keepAlive.toSeconds() > MAX_SECONDS)) {
      throw new SpwfException.InvalidInput(
          "keepAlive " + keepAlive + ", 0 to " + MAX_SECONDS + " s are allowed");
    }
    if (retry != null && retry.isNegative()) {
      throw new SpwfException.InvalidInput("retry " + retry + " is negative");
    }
  }

  /** Unsecured and without login, all but the host left to the module. */
  public static MqttOptions of(String host) {
    return new MqttOptions(host, null, null, TlsMode.OFF, null, null, null, null, null, null);
  }

  /** Unsecured and without login. */
  public static MqttOptions of(String host, int port, String path) {
    return of(host).withPort(port).withPath(path);
  }

  /** These options with another port, 0 to 65535. */
  public MqttOptions withPort(int other) {
    return new MqttOptions(
        host, other, path, tls, username, password, clientId, keepAlive, retry, will);
  }

  /** These options with another path. */
  public MqttOptions withPath(String other) {
    return new MqttOptions(
        host, port, other, tls, username, password, clientId, keepAlive, retry, will);
  }

  /** These options with other security. */
  public MqttOptions withTls(TlsMode mode) {
    return new MqttOptions(
        host, port, path, mode, username, password, clientId, keepAlive, retry, will);
  }

  /** These options with a login; null leaves a part of it out. */
  public MqttOptions withLogin(@Nullable String name, @Nullable String secret) {
    return new MqttOptions(host, port, path, tls, name, secret, clientId, keepAlive, retry, will);
  }

  /** These options with a name for the client. */
  public MqttOptions withClientId(String id) {
    return new MqttOptions(host, port, path, tls, username, password, id, keepAlive, retry, will);
  }

  /** These options with another keep alive, whole seconds up to 65535. */
  public MqttOptions withKeepAlive(Duration other) {
    return new MqttOptions(host, port, path, tls, username, password, clientId, other, retry, will);
  }

  /** These options with another interval of retries, whole seconds. */
  public MqttOptions withRetry(Duration other) {
    return new MqttOptions(
        host, port, path, tls, username, password, clientId, keepAlive, other, will);
  }

  /** These options with a last will. */
  public MqttOptions withWill(String topic, String message, Qos qos) {
    return new MqttOptions(
        host,
        port,
        path,
        tls,
        username,
        password,
        clientId,
        keepAlive,
        retry,
        new Will(topic, message, qos));
  }

  /** All but the password and the will. */
  @Override
  public String toString() {
    return "MqttOptions[host="
        + host
        + ", port="
        + port
        + ", path="
        + path
        + ", tls="
        + tls
        + ", clientId="
        + clientId
        + "]";
  }
}
