package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.HostPacketCodec;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.Link;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a conversation back in step after a command that got no whole reply. Runs on the owner
 * thread.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /**
   * Variables whose names mark the replies of successive probes. Each name comes back in its reply
   * in all three text forms (field-facts B.1), and there are so many that the late reply of an
   * older probe is never taken for that of the newest.
   */
  private static final List<Variable> STATUS = probes(Variable.Table.STATUS);

  /** For where STS is the command whose late reply may come, which names them all. */
  private static final List<Variable> CONFIGURATION = probes(Variable.Table.CONFIGURATION);

  private static final int PROBE_ATTEMPTS = 3;

  /** Packets of a value that comes split: its name, and the rest (field-facts B.2). */
  private static final int SPLIT = 2;

  /** Waits until the module has something to say; ended by the end of the session. */
  interface ModuleWait {
    boolean await(Duration timeout) throws IOException, InterruptedException;
  }

  private final Link link;
  private final ByteBufAllocator allocator;
  private final SessionListener listener;
  private final Time time;
  private final Ladder ladder;
  private final ModuleWait module;
  private final Incoming incoming;
  private int nextProbe;

  /** Whether a late reply to STS may come, which names all of its variables. */
  private boolean sts;

  /**
   * @param module how to wait for the module
   * @param incoming takes every packet that is not awaited, and releases it
   */
  Recovery(
      Link link,
      ByteBufAllocator allocator,
      SessionListener listener,
      Time time,
      Ladder ladder,
      ModuleWait module,
      Incoming incoming) {
    this.link = link;
    this.allocator = allocator;
    this.listener = listener;
    this.time = time;
    this.ladder = ladder;
    this.module = module;
    this.incoming = incoming;
  }

  /** The versions first, which firmware of any date knows. */
  private static List<Variable> probes(Variable.Table table) {
    return Variable.all(table).stream()
        .filter(variable -> !variable.secret())
        .sorted(Comparator.comparing(variable -> !variable.name().endsWith("_version")))
        .toList();
  }

  /**
   * Climbs the ladder, rung by rung, until the module answers.
   *
   * @param since the command since which the conversation is out of step
   * @param flight that command, where it may be at the module still
   * @throws SpwfException.LinkLost when no rung helps
   */
  void climb(String since, @Nullable Flight flight) throws IOException, InterruptedException {
    sts = flight != null && flight.exchange.command == Command.STS;
    boolean data = flight != null && flight.phase != null && flight.phase.open();
    boolean resets = ladder.rungs().contains(Rung.RESET_LINE);
    if (data && !resets && link.pending()) {
      throw new SpwfException.LinkLost(
          "out of step since "
              + since
              + "; the module may wait for its data, and only the reset line ends that, which is not"
              + " on the ladder; reset the module",
          null);
    }
    if (!data) {
      link.flush(incoming::stray);
    }
    for (Rung rung : ladder.rungs()) {
      if (data && resets && rung != Rung.RESET_LINE) {
        // What is sent could become data, even where the line is high: it may be stuck.
        continue;
      }
      LOG.info("out of step since {}: {}", since, rung);
      listener.recovery(rung, since, false);
      RecoveryEvent event = new RecoveryEvent();
      event.begin();
      boolean inStep =
          switch (rung) {
            case PROBE -> probe();
            case SOFT_RESET -> softReset();
            case RESET_LINE -> resetLine();
          };
      event.rung = rung.name();
      event.command = since;
      event.inStep = inStep;
      event.commit();
      if (inStep) {
        LOG.info("in step again by {}", rung);
        listener.recovery(rung, since, true);
        return;
      }
    }
    throw new SpwfException.LinkLost(
        "out of step since "
            + since
            + "; the module answered to none of "
            + ladder.rungs()
            + "; check power and wiring, then reset it",
        null);
  }

  /**
   * Asks for a variable and drops every reply packet until the one that names it and the end behind
   * it have come.
   */
  private boolean probe() throws IOException, InterruptedException {
    Duration each = ladder.probeTimeout().dividedBy(PROBE_ATTEMPTS);
    List<Variable> names = sts ? CONFIGURATION : STATUS;
    for (int attempt = 1; attempt <= PROBE_ATTEMPTS; attempt++) {
      String variable = names.get(nextProbe++ % names.size()).name();
      if (probe(sts ? Command.GCFG : Command.STS, variable, time.deadline(each))) {
        return true;
      }
    }
    return false;
  }

  private boolean softReset() throws IOException, InterruptedException {
    long until = time.deadline(ladder.bootTimeout());
    ByteBuf packet = allocator.buffer(16);
    try {
      HostPacketCodec.finish(packet, HostPacketCodec.start(packet, Command.RESET.id()), 0);
      boolean sent = false;
      while (!sent) {
        if (!time.until(until).isPositive()) {
          return false;
        }
        ByteBuf first = link.pending() ? link.read() : null;
        if (first != null) {
          incoming.stray(first);
        } else {
          sent = link.write(packet);
        }
      }
      incoming.resetting();
    } finally {
      packet.release();
    }
    return awaitConsole(until);
  }

  private boolean resetLine() throws IOException, InterruptedException {
    link.reset();
    incoming.resetting();
    return awaitConsole(time.deadline(ladder.bootTimeout()));
  }

  /** Reads on until WIND 0 tells that the module takes commands. */
  private boolean awaitConsole(long until) throws IOException, InterruptedException {
    while (true) {
      Duration left = time.until(until);
      if (!left.isPositive() || !module.await(left)) {
        return false;
      }
      ByteBuf packet = link.read();
      if (packet != null) {
        boolean up = Incoming.is(Wind.CONSOLE_ACTIVE, packet, packet.readerIndex());
        incoming.stray(packet);
        if (up) {
          return true;
        }
      }
    }
  }

  private boolean probe(Command command, String variable, long until)
      throws IOException, InterruptedException {
    ByteBuf packet = allocator.buffer(64);
    try {
      int start = HostPacketCodec.start(packet, command.id());
      HostPacketCodec.parameter(packet, start, variable);
      HostPacketCodec.finish(packet, start, 0);
      boolean sent = false;
      boolean named = false;
      int lines = 0;
      while (true) {
        Duration left = time.until(until);
        if (!left.isPositive()) {
          return false;
        }
        if (!sent && !link.pending()) {
          sent = link.write(packet);
          continue;
        }
        if (!module.await(left)) {
          return false;
        }
        ByteBuf answer = link.read();
        if (answer == null) {
          // The IRQ line stays low for nothing: the module may not have heard of its release.
          sent = sent || link.write(packet);
          continue;
        }
        int at = answer.readerIndex();
        boolean reply = ModulePacketCodec.kind(answer, at) == EventKind.REPLY.number();
        boolean ends = reply && ModulePacketCodec.endsReply(answer, at);
        if (ends && named && lines <= SPLIT) {
          answer.release();
          return true;
        }
        if (ends) {
          lines = 0;
          named = false;
        } else if (reply && ModulePacketCodec.payloadLength(answer, at) > 0 && lines++ == 0) {
          named = sent && names(answer, at, variable);
        }
        incoming.stray(answer);
      }
    } finally {
      packet.release();
    }
  }

  /** Whether it is the line that gives a variable its value. */
  private static boolean names(ByteBuf packet, int at, String variable) {
    int indication = ModulePacketCodec.indication(packet, at);
    if (indication != ModulePacketCodec.LINE_MASKABLE
        && indication != ModulePacketCodec.LINE_UNMASKABLE) {
      return false;
    }
    String line =
        packet.toString(
            at + ModulePacketCodec.HEADER_LENGTH,
            ModulePacketCodec.payloadLength(packet, at),
            StandardCharsets.US_ASCII);
    return line.startsWith(variable + '=') || line.contains(':' + variable + '=');
  }
}
