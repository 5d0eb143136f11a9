package io.github.spwf04.recovery;

import java.time.Duration;
import java.util.List;

/**
 * How a session gets back in step after a command that got no whole reply.
 *
 * @param rungs what to try, in this order
 * @param silence how long the module may work on a command without a word before it is taken for
 *     lost; until then other commands wait, and nothing is sent to it. How long real modules work
 *     is not known
 * @param probeTimeout bound of {@link Rung#PROBE}
 * @param bootTimeout bound of the boot after either reset
 */
public record Ladder(
    List<Rung> rungs, Duration silence, Duration probeTimeout, Duration bootTimeout) {
  public Ladder {
    rungs = List.copyOf(rungs);
    if (silence.isNegative() || probeTimeout.isNegative() || bootTimeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is negative");
    }
  }

  /** How long a module may be silent unless somebody knows better. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** All rungs: 30 s of silence, 6 s for the probes, 10 s for each boot. */
  public static Ladder full() {
    return new Ladder(
        List.of(Rung.values()), SILENCE, Duration.ofSeconds(6), Duration.ofSeconds(10));
  }

  /** This ladder with another patience for a silent module; zero is none. */
  public Ladder withSilence(Duration other) {
    return new Ladder(rungs, other, probeTimeout, bootTimeout);
  }

  /** How long all rungs take at most. */
  public Duration bound() {
    Duration bound = Duration.ZERO;
    for (Rung rung : rungs) {
      bound = bound.plus(rung == Rung.PROBE ? probeTimeout : bootTimeout);
    }
    return bound;
  }

  /** Probes alone, behind 30 s of silence: the module is never reset behind the caller's back. */
  public static Ladder probesOnly(Duration timeout) {
    return new Ladder(List.of(Rung.PROBE), SILENCE, timeout, Duration.ZERO);
  }
}
