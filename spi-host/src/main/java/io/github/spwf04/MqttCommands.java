package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.codec.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.MqttEvent;
import io.github.spwf04.session.Reply;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The connection to an MQTT broker (manual 6.56 to 6.60). The module has one. */
public final class MqttCommands {
  private final Spwf04 spwf;
  private final LeaseTable leases;

  /** The connection of the lease. Set on the owner thread, in step with the WINDs. */
  private final AtomicReference<@Nullable MqttConnection> connection;

  MqttCommands(Spwf04 spwf) {
    this(spwf, new LeaseTable(1, spwf.options().time()), new AtomicReference<>());
  }

  private MqttCommands(
      Spwf04 spwf, LeaseTable leases, AtomicReference<@Nullable MqttConnection> connection) {
    this.spwf = spwf;
    this.leases = leases;
    this.connection = connection;
  }

  /** The same connection, reached by a view of the module. */
  MqttCommands of(Spwf04 view) {
    return new MqttCommands(view, leases, connection);
  }

  /**
   * Connects to a broker (6.56).
   *
   * @throws SpwfException.Rejected with error 44 while the module has no address, or with the error
   *     of the connection; its failure lines tell those of Tables 11 and 13
   */
  public MqttConnection connect(MqttOptions options) throws InterruptedException {
    MqttOptions.Will will = options.will();
    return spwf.call(
        Command.MQTTCONN,
        spwf.options().connectTimeout(),
        reply -> connected(reply, options),
        options.host(),
        options.port(),
        options.path(),
        options.tls().number(),
        options.username(),
        options.password(),
        options.clientId(),
        options.keepAlive().toSeconds(),
        options.retry().toSeconds(),
        will == null ? null : will.qos().number(),
        will == null ? null : will.topic(),
        will == null ? null : will.message());
  }

  /**
   * Disconnects whatever connection the module has (6.58), one of a program before included. Does
   * nothing when it has none.
   */
  public void disconnect() throws InterruptedException {
    MqttConnection held = connection.get();
    if (held != null) {
      held.close();
      return;
    }
    try {
      spwf.call(Command.MQTTDISC, spwf.options().commandTimeout(), _ -> true, 0);
    } catch (SpwfException.Rejected _) {
      // The manual names no error for it; there is none to disconnect.
    }
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  private MqttConnection connected(Reply reply, MqttOptions options) {
    Fields on = reply.only("On");
    if (on.number("id") != 0) {
      throw new SpwfException.MalformedPacket(
          "MQTT connection id " + on.number("id") + ", 0 is possible");
    }
    Lease lease = leases.grant(0, "MQTT connection to " + options.host(), false);
    MqttConnection opened =
        new MqttConnection(spwf.root(), lease, on.number("session") != 0, this::released);
    MqttConnection old = connection.getAndSet(opened);
    if (old != null) {
      old.end();
    }
    return opened;
  }

  /** Runs on the owner thread. */
  void wind(Indication indication) {
    MqttConnection held = connection.get();
    if (held == null) {
      return;
    }
    switch (indication) {
      case MqttEvent.Published published -> held.published(published);
      case MqttEvent.Closed closed -> held.brokerGone(closed);
      default -> {}
    }
  }

  void lose(String why) {
    leases.lose(why);
    MqttConnection held = connection.getAndSet(null);
    if (held != null) {
      held.end();
    }
  }

  private void released(MqttConnection closed) {
    connection.compareAndSet(closed, null);
  }
}
