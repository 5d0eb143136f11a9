package io.github.spwf04.recovery;

import java.time.Duration;
import java.util.List;

/**
 * How a session gets back in step after a command that got no whole reply.
 *
 * @param rungs what to try, in this order
 * @param probeTimeout bound of {@link Rung#PROBE}
 * @param bootTimeout bound of the boot after either reset
 */
public record Ladder(List<Rung> rungs, Duration probeTimeout, Duration bootTimeout) {
  public Ladder {
    rungs = List.copyOf(rungs);
    if (probeTimeout.isNegative() || bootTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is negative");
    }
  }

  /** All rungs: 6 s for the probes, 10 s for each boot. */
  public static Ladder full() {
    return new Ladder(List.of(Rung.values()), Duration.ofSeconds(6), Duration.ofSeconds(10));
  }

  /** How long all rungs take at most. */
  public Duration bound() {
    Duration bound = Duration.ZERO;
    for (Rung rung : rungs) {
      bound = bound.plus(rung == Rung.PROBE ? probeTimeout : bootTimeout);
    }
    return bound;
  }

  /** Probes alone: the module is never reset behind the caller's back. */
  public static Ladder probesOnly(Duration timeout) {
    return new Ladder(List.of(Rung.PROBE), timeout, Duration.ZERO);
  }
}
