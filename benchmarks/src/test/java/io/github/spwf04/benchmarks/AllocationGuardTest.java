package io.github.spwf04.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot paths make no object. Guarded by allocation, which repeats, and not by time. */
class AllocationGuardTest {
  /**
   * The profiler divides what the whole thread allocated, JMH's own bookkeeping of an iteration
   * included, by the operations: far below one byte. The smallest object has 16.
   */
  private static final double NOTHING = 0.5;

  @Test
  void theHotPathAllocatesNothingAndTheGuardWouldSeeIt() throws Exception {
    Map<String, Double> bytes =
        bytesAnOperation("CodecBenchmark\\.(encode.*|viewPackets|decodeStream)");
    assertThat(bytes)
        .containsOnlyKeys("encodeCommand", "viewPackets", "encodePackets", "decodeStream");
    assertThat(bytes.remove("decodeStream")).isGreaterThan(16);
    assertThat(bytes).allSatisfy((_, allocated) -> assertThat(allocated).isLessThan(NOTHING));
  }

  @Test
  void aTransferAllocatesNothing() throws Exception {
    assertThat(bytesAnOperation("TransferBenchmark\\.(linux|pi4j).*"))
        .containsOnlyKeys("linuxDirect", "linuxHeap", "pi4jDirect")
        .allSatisfy((_, allocated) -> assertThat(allocated).isLessThan(NOTHING));
  }

  private static Map<String, Double> bytesAnOperation(String benchmarks) throws RunnerException {
    Map<String, Double> bytes = new TreeMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks)
                    .addProfiler(GCProfiler.class)
                    .forks(1)
                    // Compiled when it has been called so often, and not when a busy machine comes
                    // to it.
                    .jvmArgsAppend("-Xbatch")
                    .warmupIterations(2)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(500))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      String name = result.getParams().getBenchmark();
      bytes.put(
          name.substring(name.lastIndexOf('.') + 1),
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .getScore());
    }
    return bytes;
  }
}
