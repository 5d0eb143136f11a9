package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the packets of the module go: replies to the command in flight, the rest to the listener.
 * Runs on the owner thread.
 */
final class Incoming {
  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

  private final SessionListener listener;
  private volatile int state = -1;
  private volatile long strayReplies;

  Incoming(SessionListener listener) {
    this.listener = listener;
  }

  /** wifi_state of the newest packet, 0 to 15; -1 before the first. Of any thread. */
  int state() {
    return state;
  }

  /** Reply packets that answered no command and were dropped. Of any thread. */
  long strayReplies() {
    return strayReplies;
  }

  /**
   * Takes a packet that came while a command was in flight.
   *
   * @return whether it ends the reply well
   * @throws SpwfException.Rejected when it ends the reply with an error
   */
  boolean take(ByteBuf packet, Exchange<?> exchange, ReceivedReply reply) {
    boolean kept = false;
    try {
      int at = packet.readerIndex();
      if (ModulePacketCodec.kind(packet, at) != EventKind.REPLY.number()) {
        event(packet, at);
        // Whether RESET answers OK before it resets is open: a module that has come up again has
        // done as it was told (field-facts C.1).
        return exchange.command == Command.RESET && Recovery.isConsoleActive(packet, at);
      }
      note(ModulePacketCodec.state(packet, at));
      int indication = ModulePacketCodec.indication(packet, at);
      if (ModulePacketCodec.endsReply(packet, at)) {
        if (indication != ModulePacketCodec.OK) {
          throw new SpwfException.Rejected(
              exchange.command.atName(),
              ModuleError.of(ModuleError.Table.COMMAND, indication),
              exchange.command.failures(reply.lines()),
              reply.text());
        }
        return true;
      }
      packet.skipBytes(ModulePacketCodec.HEADER_LENGTH);
      kept = true;
      if (indication == ModulePacketCodec.DATA || indication == ModulePacketCodec.OK) {
        reply.data(packet);
      } else {
        reply.line(packet);
        exchange.onLine.accept(packet);
      }
      return false;
    } finally {
      if (!kept) {
        packet.release();
      }
    }
  }

  /** Takes a packet that came while no command was in flight. */
  void stray(ByteBuf packet) {
    try {
      int at = packet.readerIndex();
      if (ModulePacketCodec.kind(packet, at) == EventKind.REPLY.number()) {
        strayReplies++;
        note(ModulePacketCodec.state(packet, at));
        LOG.debug(
            "dropped a reply packet, indication {}", ModulePacketCodec.indication(packet, at));
      } else {
        event(packet, at);
      }
    } finally {
      packet.release();
    }
  }

  private void note(int now) {
    int before = state;
    if (now != before) {
      state = now;
      listener.state(before, now);
    }
  }

  private void event(ByteBuf packet, int at) {
    note(ModulePacketCodec.state(packet, at));
    listener.event(
        ModulePacketCodec.kind(packet, at),
        ModulePacketCodec.state(packet, at),
        ModulePacketCodec.indication(packet, at),
        packet.slice(
            at + ModulePacketCodec.HEADER_LENGTH, ModulePacketCodec.payloadLength(packet, at)));
  }
}
