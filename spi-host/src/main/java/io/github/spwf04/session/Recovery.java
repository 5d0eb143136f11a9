package io.github.spwf04.session;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
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
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
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
   * in all three text forms (field-facts B.1), so the late reply of an older command, or of an
   * older probe, is never taken for that of the newest.
   */
  private static final String[] PROBES = {
    "var_version", "boot_version", "fw_version", "build", "reset_reason", "system_uptime"
  };

  private static final int PROBE_ATTEMPTS = 3;

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
  private final Consumer<ByteBuf> stray;
  private int nextProbe;

  /**
   * @param module how to wait for the module
   * @param stray takes every packet that is not awaited, and releases it
   */
  Recovery(
      Link link,
      ByteBufAllocator allocator,
      SessionListener listener,
      Time time,
      Ladder ladder,
      ModuleWait module,
      Consumer<ByteBuf> stray) {
    this.link = link;
    this.allocator = allocator;
    this.listener = listener;
    this.time = time;
    this.ladder = ladder;
    this.module = module;
    this.stray = stray;
  }

  /**
   * Climbs the ladder, rung by rung, until the module answers.
   *
   * @param lost what was in flight when the conversation fell out of step
   * @throws SpwfException.LinkLost when no rung helps
   */
  void climb(String lost) throws IOException, InterruptedException {
    for (Rung rung : ladder.rungs()) {
      LOG.info("out of step since {}: {}", lost, rung);
      listener.recovery(rung, lost, false);
      RecoveryEvent event = new RecoveryEvent();
      event.begin();
      boolean inStep =
          switch (rung) {
            case PROBE -> probe();
            case SOFT_RESET -> softReset();
            case RESET_LINE -> resetLine();
          };
      event.rung = rung.name();
      event.command = lost;
      event.inStep = inStep;
      event.commit();
      if (inStep) {
        LOG.info("in step again by {}", rung);
        listener.recovery(rung, lost, true);
        return;
      }
    }
    throw new SpwfException.LinkLost(
        "out of step since "
            + lost
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
    for (int attempt = 1; attempt <= PROBE_ATTEMPTS; attempt++) {
      String variable = PROBES[nextProbe++ % PROBES.length];
      if (probe(variable, time.deadline(each))) {
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
      while (!link.write(packet)) {
        ByteBuf collided = link.read();
        if (collided != null) {
          stray.accept(collided);
        }
        if (!time.until(until).isPositive()) {
          return false;
        }
      }
    } finally {
      packet.release();
    }
    return awaitConsole(until);
  }

  private boolean resetLine() throws IOException, InterruptedException {
    link.reset();
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
        boolean up = isConsoleActive(packet, packet.readerIndex());
        stray.accept(packet);
        if (up) {
          return true;
        }
      }
    }
  }

  /** Whether it is WIND 0: the module takes commands. */
  static boolean isConsoleActive(ByteBuf packet, int at) {
    return ModulePacketCodec.kind(packet, at) == EventKind.WIND.number()
        && ModulePacketCodec.indication(packet, at) == Wind.CONSOLE_ACTIVE.number();
  }

  private boolean probe(String variable, long until) throws IOException, InterruptedException {
    byte[] name = variable.getBytes(StandardCharsets.US_ASCII);
    ByteBuf packet = allocator.buffer(64);
    try {
      int start = HostPacketCodec.start(packet, Command.STS.id());
      HostPacketCodec.parameter(packet, start, variable);
      HostPacketCodec.finish(packet, start, 0);
      boolean sent = false;
      boolean named = false;
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
          // The IRQ line stays low for nothing: the module may be waiting for data it never got.
          sent = sent || link.write(packet);
          continue;
        }
        int at = answer.readerIndex();
        boolean reply = ModulePacketCodec.kind(answer, at) == EventKind.REPLY.number();
        boolean ends = reply && ModulePacketCodec.endsReply(answer, at);
        named |= reply && sent && contains(answer, name);
        if (ends && named) {
          answer.release();
          return true;
        }
        stray.accept(answer);
      }
    } finally {
      packet.release();
    }
  }

  private static boolean contains(ByteBuf packet, byte[] name) {
    return ByteBufUtil.indexOf(Unpooled.wrappedBuffer(name), packet) >= 0;
  }
}
