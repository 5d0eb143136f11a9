package io.github.spwf04.testkit.fault;

import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one run of a campaign is made of; all of it comes from its seed.
 *
 * @param switches those that may be other than usual
 * @param module those that are, in one line
 * @param options the module's
 * @param lossless whether the module loses nothing by itself
 * @param maxTransfer of the bus
 * @param plan what goes wrong
 */
record CampaignSetup(
    long seed,
    Set<ModuleSwitch> switches,
    String module,
    ModuleOptions options,
    boolean lossless,
    int maxTransfer,
    FaultPlan plan) {
  static final String SSID = "a network";

  private static final List<Integer> TRANSFERS = List.of(4096, 64, 5);
  private static final int MOST_FAULTS = 4;

  /** About as many as a conversation of the run makes. */
  private static final int SPAN = 250;

  /** One run in so many has no faults: it shows that nothing is wrong without. */
  private static final int PLAIN = 10;

  static CampaignSetup of(
      long seed, Set<ModuleSwitch> switches, List<FaultWord> words, Duration longest) {
    // Seeds that follow one another begin alike.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    StringBuilder module = new StringBuilder();
    ModuleOptions.Builder options =
        ModuleOptions.builder()
            .accessPoint(AccessPoint.open(SSID))
            .bootDelay(Duration.ofMillis(2))
            .hardwareStart(Duration.ofMillis(2))
            .radioStep(Duration.ofMillis(1));
    boolean lossless = true;
    for (ModuleSwitch way : ModuleSwitch.values()) {
      ModuleSwitch.Value drawn = way.draw(random);
      ModuleSwitch.Value value = switches.contains(way) ? drawn : way.usual();
      value.set().apply(options);
      if (value != way.usual()) {
        module.append(way).append('=').append(value.text()).append(' ');
        lossless &= way != ModuleSwitch.LOST_WRITE;
      }
    }
    int maxTransfer = TRANSFERS.get(random.nextInt(TRANSFERS.size()));
    module.append("max-transfer=").append(maxTransfer);
    FaultPlan plan =
        seed % PLAIN == 0
            ? FaultPlan.NONE
            : FaultPlan.random(random, words, MOST_FAULTS, SPAN, longest);
    return new CampaignSetup(
        seed, switches, module.toString(), options.build(), lossless, maxTransfer, plan);
  }

  CampaignSetup with(FaultPlan other) {
    return new CampaignSetup(seed, switches, module, options, lossless, maxTransfer, other);
  }

  /** The same with a module that is as usual in one way more. */
  private CampaignSetup usual(ModuleSwitch way) {
    Set<ModuleSwitch> left = EnumSet.copyOf(switches);
    left.remove(way);
    return of(seed, left, List.of(), Duration.ZERO).with(plan);
  }

  /** Those that are simpler by one thing. */
  Stream<CampaignSetup> simpler() {
    return Stream.concat(
        IntStream.range(0, plan.faults().size()).mapToObj(i -> with(plan.without(i))),
        switches.stream().map(this::usual).filter(other -> !other.module.equals(module)));
  }

  @Override
  public String toString() {
    return "seed " + seed + ", module " + module + ", plan " + plan;
  }
}
