package io.github.spwf04.system;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The module's clock, which runs in UTC with a resolution of a second (manual 6.21). */
public final class ClockCommands {
  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public ClockCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /** The module's time. Before it was set or NTP has answered it is some time after the epoch. */
  public Instant get() throws InterruptedException {
    return calls.call(Command.TIME, calls.options().commandTimeout(), ClockCommands::instant);
  }

  /**
   * Sets the module's time.
   *
   * @param time fractions of a second are cut off
   */
  public void set(Instant time) throws InterruptedException {
    calls.call(
        Command.TIME, calls.options().commandTimeout(), reply -> true, time.getEpochSecond());
  }

  private static Instant instant(Reply reply) {
    Fields date = reply.only(Line.DATE);
    Fields time = reply.only(Line.TIME);
    try {
      return LocalDateTime.of(
              2000 + (int) date.number("yy"),
              (int) date.number("mo"),
              (int) date.number("dd"),
              (int) time.number("hh"),
              (int) time.number("mi"),
              (int) time.number("ss"))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new SpwfException.MalformedPacket("the module's time is none: " + e.getMessage());
    }
  }
}
