package io.github.spwf04.message;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import java.time.Duration;

/** The connection to an MQTT broker (manual 6.56 to 6.60). The module has one. */
public final class MqttCommands {
  private final ModuleCalls calls;
  private final OpenMqtt open;

  /** These commands over the calls of a connection. */
  public MqttCommands(ModuleCalls calls) {
    this.calls = calls;
    this.open = calls.keep(OpenMqtt.class, OpenMqtt::new);
  }

  /**
   * Connects to a broker (6.56).
   *
   * @throws SpwfException.Rejected with error 44 while the module has no address, or with the error
   *     of the connection; its failure lines tell those of Tables 11 and 13
   */
  public MqttConnection connect(MqttOptions options) throws InterruptedException {
    MqttOptions.Will will = options.will();
    Duration keepAlive = options.keepAlive();
    Duration retry = options.retry();
    return calls.call(
        Command.MQTTCONN,
        calls.options().connectTimeout(),
        reply -> open.connected(reply, options),
        Arguments.trimmed(
            options.host(),
            options.port(),
            options.path(),
            options.tls().parameter(),
            options.username(),
            options.password(),
            options.clientId(),
            keepAlive == null ? null : keepAlive.toSeconds(),
            retry == null ? null : retry.toSeconds(),
            will == null ? null : will.qos().number(),
            will == null ? null : will.topic(),
            will == null ? null : will.message()));
  }

  /**
   * Disconnects whatever connection the module has (6.58), one of a program before included. Does
   * nothing when it has none.
   */
  public void disconnect() throws InterruptedException {
    MqttConnection held = open.held();
    if (held != null) {
      held.close();
      return;
    }
    try {
      calls.call(Command.MQTTDISC, calls.options().commandTimeout(), reply -> true, 0);
    } catch (SpwfException.Rejected ignored) {
      // The manual names no error for it; there is none to disconnect.
    }
  }
}
