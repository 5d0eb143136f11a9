package io.github.spwf04.testkit.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes wrong in one conversation. One line of text says it all, so that a run which failed can
 * be run again.
 *
 * @param faults in the order of their transfers
 */
public record FaultPlan(List<Fault> faults) {
  /** Nothing goes wrong. */
  public static final FaultPlan NONE = new FaultPlan(List.of());

  /** Most places of a byte are in a header or near it, where they matter most. */
  private static final int NEAR = 12;

  private static final int FAR = 800;
  private static final int MOST_LOOKS = 4;

  /** Puts the faults in the order of their transfers. */
  public FaultPlan {
    faults = faults.stream().sorted(Comparator.comparingLong(Fault::transfer)).toList();
  }

  /**
   * A plan by chance.
   *
   * @param random where chance comes from
   * @param words what may go wrong; none makes a plan of nothing
   * @param most faults at most, one at least
   * @param transfers how many transfers the faults are spread over, 1 or more
   * @param longest how long something lasts at most, 1 ms or more; half of them last a tenth of it
   */
  public static FaultPlan random(
      Random random, List<FaultWord> words, int most, int transfers, Duration longest) {
    if (words.isEmpty()) {
      return NONE;
    }
    List<Fault> faults = new ArrayList<>();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      FaultWord word = words.get(random.nextInt(words.size()));
      faults.add(new Fault(word, random.nextInt(transfers), amount(random, word, longest)));
    }
    return new FaultPlan(faults);
  }

  private static int amount(Random random, FaultWord word, Duration longest) {
    return switch (word.amount()) {
      case NONE -> 0;
      case MILLIS -> 1 + random.nextInt((int) longest.toMillis() / (random.nextBoolean() ? 1 : 10));
      case LOOKS -> 1 + random.nextInt(MOST_LOOKS);
      case BYTES -> random.nextInt(random.nextInt(4) > 0 ? NEAR : FAR);
    };
  }

  /** The same plan without one of its faults. */
  public FaultPlan without(int index) {
    List<Fault> rest = new ArrayList<>(faults);
    rest.remove(index);
    return new FaultPlan(rest);
  }

  /** Its faults, with a space between two; {@code none} where there are none. */
  @Override
  public String toString() {
    return faults.isEmpty()
        ? "none"
        : faults.stream().map(Fault::toString).collect(Collectors.joining(" "));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static FaultPlan parse(String text) {
    return text.equals("none")
        ? NONE
        : new FaultPlan(Stream.of(text.trim().split("\\s+")).map(Fault::parse).toList());
  }
}
