package io.github.spwf04.cli.demo;

import io.github.spwf04.cli.demo.PacketLog.Packet;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDescription;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Help.Ansi;

/** Shows packets as they go by, each with its meaning beside it, and what the user does between. */
final class PacketScreen {
  /** What fits in 120 columns beside time, direction and hex. */
  private static final int TEXT_WIDTH = 58;

  /** As wide as the time and the direction before the hex. */
  private static final String BESIDE_HEX = " ".repeat(13);

  private final PrintWriter out;
  private final boolean quiet;
  private final boolean full;
  private final Ansi ansi;
  private final long start = System.nanoTime();
  private final AtomicInteger fromHost = new AtomicInteger();
  private final AtomicInteger fromModule = new AtomicInteger();

  /**
   * @param quiet whether packets are only counted
   * @param full whether long packets are shown to their last byte
   */
  PacketScreen(PrintWriter out, boolean quiet, boolean full, Ansi ansi) {
    this.out = out;
    this.quiet = quiet;
    this.full = full;
    this.ansi = ansi;
  }

  /** What the user does next. */
  void step(String what) {
    out.println(styled("bold", "-- " + what));
  }

  /** On the thread of the bus. */
  void show(Packet packet) {
    PacketDescription what = packet.part().description();
    boolean host = what.direction() == Direction.HOST_TO_MODULE;
    if (what.indication() != null) {
      (host ? fromHost : fromModule).incrementAndGet();
    }
    if (quiet) {
      return;
    }
    String text = packet.part().text();
    out.printf(
        Locale.ROOT,
        "%7.1f ms %s %s %s%n",
        (packet.nanoTime() - start) / 1e6,
        host ? ">" : "<",
        packet.part().hex(),
        styled(
            host ? "fg(cyan)" : what.kind().equals("wind") ? "fg(yellow)" : "fg(green)",
            text.length() <= TEXT_WIDTH ? text : text.substring(0, TEXT_WIDTH - 3) + "..."));
    if (full) {
      packet.part().moreHex().forEach(line -> out.println(BESIDE_HEX + line));
    }
  }

  /** Command packets that went to the module. */
  int fromHost() {
    return fromHost.get();
  }

  /** Packets that came from the module. */
  int fromModule() {
    return fromModule.get();
  }

  private String styled(String style, String text) {
    Ansi.IStyle[] styles = Ansi.Style.parse(style);
    return ansi.enabled() ? Ansi.Style.on(styles) + text + Ansi.Style.reset.off() : text;
  }
}
