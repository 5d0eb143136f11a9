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
 * Start from {@link #of} and change what differs.
 *
 * @param host a name the module resolves, or an address
 * @param port 0 to 65535
 * @param path path of the broker's web sockets
 * @param tls whether the connection is secured
 * @param username login at the broker, or null for none
 * @param password its password, or null for none
 * @param clientId the client's name at the broker, or null for the variable nv_model
 * @param keepAlive 0 to 65535 s, whole seconds
 * @param retry how often to try again, whole seconds
 * @param will what the broker publishes when the module disappears, or null for nothing
 */
public record MqttOptions(
    String host,
    int port,
    String path,
    TlsMode tls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String clientId,
    Duration keepAlive,
    Duration retry,
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
    if (keepAlive.isNegative() || keepAlive.toSeconds() > MAX_SECONDS) {
      throw new SpwfException.InvalidInput(
          "keepAlive " + keepAlive + ", 0 to " + MAX_SECONDS + " s are allowed");
    }
    if (retry.isNegative()) {
      throw new SpwfException.InvalidInput("retry " + retry + " is negative");
    }
  }

  /** Unsecured and without login; 60 s of keep alive and 15 s of retry, as the module has them. */
  public static MqttOptions of(String host, int port, String path) {
    return new MqttOptions(
        host,
        port,
        path,
        TlsMode.OFF,
        null,
        null,
        null,
        Duration.ofSeconds(Command.MQTTCONN.parameter(ParameterName.KEEP_ALIVE).defaultNumber()),
        Duration.ofSeconds(Command.MQTTCONN.parameter(ParameterName.RETRY).defaultNumber()),
        null);
  }

  /** These options with other security. */
  public MqttOptions withTls(TlsMode mode) {
    return new MqttOptions(
        host, port, path, mode, username, password, clientId, keepAlive, retry, will);
  }

  /** These options with a login. */
  public MqttOptions withLogin(String name, String secret) {
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
