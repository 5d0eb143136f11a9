package io.github.spwf04.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.testkit.fault.CampaignRun.Result;
import io.github.spwf04.testkit.fault.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Conversations with faults by seed, on modules of all kinds: nothing is lost in silence, nothing
 * hangs, nothing is left, and the module comes back.
 *
 * <p>{@code -Dcampaign.runs=20000 -Dcampaign.first=500} runs others; {@code -Dcampaign.first=17
 * -Dcampaign.runs=1 -Dcampaign.plan="eio-before@12"} one, with another plan. {@code
 * -Dcampaign.words=eio-before,slow-reply} has plans of those words alone.
 */
class FaultCampaignTest {
  private static final int RUNS = Integer.getInteger("campaign.runs", 500);
  private static final long FIRST = Long.getLong("campaign.first", 0);

  /** One run in so many has byte faults besides. */
  private static final int BYTES = 5;

  /** Most of a run is waiting. */
  private static final int AT_ONCE = Integer.getInteger("campaign.parallel", 16);

  private static final int MOST_SIMPLIFIED = Integer.getInteger("campaign.simplified", 20);

  /** Where threads race, the same faults do not always strike at the same byte. */
  private static final int ATTEMPTS = 3;

  private static List<FaultWord> words(boolean bytes) {
    String asked = System.getProperty("campaign.words");
    Stream<FaultWord> words =
        asked == null
            ? Stream.of(FaultWord.values())
            : Stream.of(asked.split(",")).map(FaultWord::of);
    return words.filter(word -> (word.kind() == FaultWord.Kind.BYTE) == bytes).toList();
  }

  @Test
  void nothingIsLostInSilence() throws Exception {
    assertThat(
            failures("without byte faults", setups(RUNS, words(false)), EnumSet.allOf(Kind.class)))
        .isEmpty();
  }

  /**
   * The protocol has no checksum: what a changed byte makes of data and commands, nobody can see.
   * Everything has an end all the same, and nothing is left.
   */
  @Test
  void bytesThatChangeHangNothing() throws Exception {
    assertThat(
            failures(
                "with byte faults",
                setups((RUNS + BYTES - 1) / BYTES, words(true)),
                EnumSet.of(Kind.UNDECLARED, Kind.LATE, Kind.LEAK, Kind.NO_RETURN)))
        .isEmpty();
  }

  private static List<CampaignSetup> setups(int runs, List<FaultWord> words) {
    String plan = System.getProperty("campaign.plan");
    return LongStream.range(FIRST, FIRST + runs)
        .mapToObj(
            seed ->
                CampaignSetup.of(
                    seed, EnumSet.allOf(ModuleSwitch.class), words, CampaignRun.LONGEST_FAULT))
        .map(setup -> plan == null ? setup : setup.with(FaultPlan.parse(plan)))
        .toList();
  }

  /** Runs all, prints what happened, and makes of each failure the simplest that still fails. */
  private static List<Result> failures(String title, List<CampaignSetup> setups, Set<Kind> promises)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Result>> runs = new ArrayList<>();
      for (CampaignSetup setup : setups) {
        runs.add(threads.submit(() -> CampaignRun.of(setup).only(promises)));
      }
      Map<String, Integer> counts = new TreeMap<>();
      List<Future<Result>> failed = new ArrayList<>();
      for (Future<Result> run : runs) {
        Result result = run.get();
        result.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum));
        result.violations().forEach(v -> counts.merge("violation " + v.kind(), 1, Integer::sum));
        if (!result.violations().isEmpty()) {
          System.out.println(result);
          if (failed.size() < MOST_SIMPLIFIED) {
            failed.add(threads.submit(() -> simplified(result, promises)));
          }
        }
      }
      System.out.println(setups.size() + " runs " + title);
      counts.forEach((what, times) -> System.out.printf("%8d %s%n", times, what));
      List<Result> simplest = new ArrayList<>();
      for (Future<Result> run : failed) {
        simplest.add(run.get());
        System.out.println("simplified: " + run.get());
      }
      return simplest;
    }
  }

  /** Drops faults and switches one by one as long as the first broken promise stays broken. */
  private static Result simplified(Result failed, Set<Kind> promises) throws Exception {
    Kind broken = failed.violations().getFirst().kind();
    Result simplest = failed;
    boolean found = true;
    while (found) {
      found = false;
      for (CampaignSetup simpler : simplest.setup().simpler().toList()) {
        for (int i = 0; i < ATTEMPTS && !found; i++) {
          Result result = CampaignRun.of(simpler).only(promises);
          if (result.kinds().contains(broken)) {
            simplest = result;
            found = true;
          }
        }
        if (found) {
          break;
        }
      }
    }
    return simplest;
  }
}
