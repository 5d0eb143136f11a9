package io.github.spwf04.session;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.DataPhase;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command at the module, with what has come back of its reply. It ends with the reply, which may
 * be long after its caller has given up.
 */
final class Flight {
  final Exchange<?> exchange;
  final ReceivedReply reply;
  final @Nullable DataPhase phase;

  /** When it was sent, or the newest packet of its reply has come. */
  long heardNanos;

  Flight(Exchange<?> exchange) {
    this.exchange = exchange;
    this.reply = new ReceivedReply(exchange.command);
    ByteBuf data = exchange.data;
    this.phase = data == null || !data.isReadable() ? null : new DataPhase(data);
  }

  String name() {
    return exchange.command.atName();
  }

  /** When the module has been silent for so long that it is taken for lost. */
  long lostNanos(Duration silence) {
    Duration work = exchange.bounds.work();
    return heardNanos + (work.compareTo(silence) > 0 ? work : silence).toNanos();
  }

  /** That the module is at it, for the message of who has to wait for its end. */
  String stillAt(Time time) {
    return "the module is at " + name() + " since " + millis(time) + " ms";
  }

  SpwfException timedOut(Time time) {
    return new SpwfException.TimedOut(
        name()
            + ": timed out after "
            + millis(time)
            + " ms waiting "
            + (phase != null && phase.due() ? "to send its data" : "for the reply")
            + "; sent "
            + exchange.packet.readableBytes()
            + " bytes, had come back "
            + reply.describe());
  }

  private long millis(Time time) {
    return (time.nanoTime() - exchange.startNanos) / 1_000_000;
  }

  /** Notes how it came out, if a recording wants to know. */
  void record(@Nullable CommandEvent event, String outcome) {
    if (event != null) {
      event.command = name();
      event.bytesSent = exchange.size();
      event.dataReceived = reply.dataBytes();
      event.lines = reply.lines().size();
      event.outcome = outcome;
      event.commit();
    }
  }

  void release() {
    reply.release();
    exchange.release();
  }
}
