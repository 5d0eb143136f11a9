package io.github.spwf04.message;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Indication;
import io.github.spwf04.event.MqttEvent;
import io.github.spwf04.internal.Lease;
import io.github.spwf04.internal.LeaseTable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The MQTT connection that is held here, in step with the module. */
final class OpenMqtt implements ModuleListener {
  private final ModuleCalls calls;
  private final LeaseTable leases;

  /** The connection of the lease. Set on the owner thread, in step with the WINDs. */
  private final AtomicReference<@Nullable MqttConnection> connection = new AtomicReference<>();

  /**
   * @param calls with the deadlines of the options: what is opened here outlives its opener
   */
  OpenMqtt(ModuleCalls calls) {
    this.calls = calls;
    this.leases = new LeaseTable(1, calls.time());
  }

  /** The connection, or null when there is none. */
  @Nullable MqttConnection held() {
    return connection.get();
  }

  /** Runs on the owner thread, before any later WIND is looked at. */
  MqttConnection connected(Reply reply, MqttOptions options) {
    Fields on = reply.only(Line.BROKER_ON);
    if (on.number("id") != 0) {
      throw new SpwfException.MalformedPacket(
          "MQTT connection id " + on.number("id") + ", 0 is possible");
    }
    Lease lease = leases.grant(0, "MQTT connection to " + options.host(), false);
    MqttConnection opened =
        new MqttConnection(calls, lease, on.number("session") != 0, this::released);
    MqttConnection old = connection.getAndSet(opened);
    if (old != null) {
      old.end();
    }
    return opened;
  }

  @Override
  public void heard(Indication indication) {
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

  @Override
  public void lost(String why) {
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
