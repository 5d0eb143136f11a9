package io.github.spwf04.virtual.runtime;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A module's random numbers, the same ones from the same seed. Used on the event loop only. */
public final class RandomNumbers {
  private final RandomGenerator generator;
  private long last;

  public RandomNumbers(long seed) {
    generator = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The next number of RANDOM, of 32 bits. */
  public long next() {
    last = generator.nextLong(1L << 32);
    return last;
  }

  /** The status variable random_number: what RANDOM gave last. */
  public long last() {
    return last;
  }

  /** A number from 0 to below a bound. */
  public int below(int bound) {
    return generator.nextInt(bound);
  }
}
