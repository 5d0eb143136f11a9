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
  /** Behind the last time whose year the two digits of an answer can tell, see Fields.year. */
  private static final Instant END = Instant.parse("2070-01-01T00:00:00Z");

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
   * @param time from 1970 to 2069, for the module counts from 1970 and tells two digits of a year;
   *     fractions of a second are cut off
   * @throws SpwfException.InvalidInput for a time outside of these years
   */
  public void set(Instant time) throws InterruptedException {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
      throw new SpwfException.InvalidInput("time " + time + ", the years 1970 to 2069 are allowed");
    }
    calls.call(
        Command.TIME, calls.options().commandTimeout(), reply -> true, time.getEpochSecond());
  }

  private static Instant instant(Reply reply) {
    Fields date = reply.only(Line.DATE);
    Fields time = reply.only(Line.TIME);
    try {
      return LocalDateTime.of(
              date.year("yy"),
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
