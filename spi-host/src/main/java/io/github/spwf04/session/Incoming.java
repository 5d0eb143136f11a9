package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.Link;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the packets of the module go: replies to the command in flight, the rest to the listener.
 * Runs on the owner thread.
 */
final class Incoming {
  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

  /** Date of the firmware from which on no moment is needed: 1.1.0. */
  private static final String FIRST_QUICK_HEADER = "171117";

  private final SessionListener listener;

  /** Whether WIND 0 has come since the module began to boot. */
  private boolean up;

  private boolean slowHeader;
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

  /** What a packet is to the command in flight. */
  enum Said {
    /** Nothing. */
    EVENT,
    /** A part of its reply. */
    REPLY,
    /** The end of its reply, a good one. */
    END,
    /** The module has begun to boot: no reply will come. */
    RESTARTED
  }

  /**
   * Takes a packet that came while a command was in flight.
   *
   * @throws SpwfException.Rejected when it ends the reply with an error
   */
  Said take(ByteBuf packet, Exchange<?> exchange, ReceivedReply reply) {
    boolean kept = false;
    try {
      int at = packet.readerIndex();
      if (ModulePacketCodec.kind(packet, at) != EventKind.REPLY.number()) {
        boolean restarted = up && is(Wind.POWERON, packet, at);
        event(packet, at);
        if (exchange.command != Command.RESET) {
          return restarted ? Said.RESTARTED : Said.EVENT;
        }
        // Whether RESET answers OK before it resets is open: a module that has come up again has
        // done as it was told (field-facts C.1).
        return is(Wind.CONSOLE_ACTIVE, packet, at) ? Said.END : Said.EVENT;
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
        return Said.END;
      }
      packet.skipBytes(ModulePacketCodec.HEADER_LENGTH);
      kept = true;
      if (indication == ModulePacketCodec.DATA || indication == ModulePacketCodec.OK) {
        reply.data(packet);
      } else {
        reply.line(packet);
        exchange.onLine.accept(packet);
      }
      return Said.REPLY;
    } finally {
      if (!kept) {
        packet.release();
      }
    }
  }

  /**
   * Takes the packets that wait on the line before a reset.
   *
   * @param goOn false ends it, for a module that never stops
   */
  void takeWaiting(Link link, BooleanSupplier goOn) {
    try {
      while (link.pending() && goOn.getAsBoolean() && link.read() instanceof ByteBuf packet) {
        stray(packet);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("what waited on the line could not be read", e);
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

  /** The module is being reset: that it boots is no news. */
  void resetting() {
    up = false;
  }

  /**
   * Whether the firmware is one that needs a moment between the header of a command and its data
   * (field-facts B.2), as its WIND 1 has told.
   */
  boolean slowHeader() {
    return slowHeader;
  }

  /** Whether it is that WIND. */
  static boolean is(Wind wind, ByteBuf packet, int at) {
    return ModulePacketCodec.kind(packet, at) == EventKind.WIND.number()
        && ModulePacketCodec.indication(packet, at) == wind.number();
  }

  private void event(ByteBuf packet, int at) {
    if (is(Wind.CONSOLE_ACTIVE, packet, at)) {
      up = true;
    } else if (is(Wind.POWERON, packet, at)) {
      up = false;
      String date =
          packet.toString(
              at + ModulePacketCodec.HEADER_LENGTH,
              Math.min(ModulePacketCodec.payloadLength(packet, at), FIRST_QUICK_HEADER.length()),
              StandardCharsets.US_ASCII);
      slowHeader = date.compareTo(FIRST_QUICK_HEADER) < 0;
    }
    note(ModulePacketCodec.state(packet, at));
    listener.event(
        ModulePacketCodec.kind(packet, at),
        ModulePacketCodec.state(packet, at),
        ModulePacketCodec.indication(packet, at),
        packet.slice(
            at + ModulePacketCodec.HEADER_LENGTH, ModulePacketCodec.payloadLength(packet, at)));
  }
}
