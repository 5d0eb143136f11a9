package io.github.spwf04;

import io.github.spwf04.Event.WindEvent;
import io.github.spwf04.catalog.Command;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/** The module itself (manual 6.1, 6.3, 6.5, 6.22). */
public final class SystemCommands {
  private final Spwf04 spwf;

  SystemCommands(Spwf04 spwf) {
    this.spwf = spwf;
  }

  /** Asks whether the module answers: AT, the null command (6.1). */
  public void check() throws InterruptedException {
    spwf.call(Command.AT, spwf.options().commandTimeout(), _ -> true);
  }

  /**
   * The value of a status variable (6.3, Table 8).
   *
   * @throws io.github.spwf04.codec.SpwfException.Rejected with error 4 when there is none of that
   *     name
   */
  public String status(String name) throws InterruptedException {
    return spwf.call(
        Command.STS,
        spwf.options().commandTimeout(),
        reply -> VariableLines.one(reply, name),
        name);
  }

  /** All status variables with their values, in the module's order (6.3, Table 8). */
  public SequencedMap<String, String> status() throws InterruptedException {
    return spwf.call(Command.STS, spwf.options().commandTimeout(), VariableLines::all);
  }

  /**
   * Resets the module by command (6.5) and waits until it takes commands again. Whether the module
   * answers OK first is open; both are taken (field-facts C.1). All sockets are gone afterwards.
   *
   * @param timeout bound of the whole
   * @return the WINDs of the boot up to WIND 0, in order
   */
  public List<WindEvent> reset(Duration timeout) throws InterruptedException {
    spwf.wifi().forget();
    try (EventSubscription events = spwf.events()) {
      spwf.call(Command.RESET, timeout, _ -> true);
      return spwf.awaitConsole(events, timeout);
    }
  }

  /** A random number of 32 bits, 0 to 4294967295 (6.22). */
  public long random() throws InterruptedException {
    return spwf.call(
        Command.RANDOM,
        spwf.options().commandTimeout(),
        reply -> reply.only("Number").number("value"));
  }
}
