package io.github.spwf04.benchmarks;

import com.pi4j.context.Context;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.linux.WithoutKernel;
import io.github.spwf04.transport.pi4j.Pi4jBusOptions;
import io.github.spwf04.transport.pi4j.Pi4jSpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a bus for real hardware adds to a transfer of 4 KiB, beside copying 4 KiB out and 4 KiB in.
 * The system call of the one and the provider of the other are taken out: they do nothing and say
 * that all is well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class TransferBenchmark {
  private static final int LENGTH = 4096;
  private static final String FLOOR = "copy";

  private final ByteBuf directOut = PooledByteBufAllocator.DEFAULT.directBuffer(LENGTH);
  private final ByteBuf directIn = PooledByteBufAllocator.DEFAULT.directBuffer(LENGTH);
  private final ByteBuf heapOut = PooledByteBufAllocator.DEFAULT.heapBuffer(LENGTH);
  private final ByteBuf heapIn = PooledByteBufAllocator.DEFAULT.heapBuffer(LENGTH);
  private final byte[] sent = new byte[LENGTH];
  private final byte[] received = new byte[LENGTH];
  private final Context context = NoHardware.context();
  private final SpiBus linux;
  private final SpiBus pi4j;

  /** Opens both buses. */
  public TransferBenchmark() {
    try {
      linux = WithoutKernel.open();
      pi4j = Pi4jSpiBus.open(context, Pi4jBusOptions.of(0, 0, 25, null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills the buffers. */
  @Setup
  public void fill() {
    directOut.writeZero(LENGTH);
    heapOut.writeZero(LENGTH);
  }

  /** Closes what the constructor has opened. */
  @TearDown
  public void close() {
    linux.close();
    pi4j.close();
    context.shutdown();
    directOut.release();
    directIn.release();
    heapOut.release();
    heapIn.release();
  }

  /** The floor: 8 KiB moved, half of it either way. */
  @Benchmark
  public ByteBuf copy() {
    directOut.getBytes(0, sent);
    return directIn.setBytes(0, received);
  }

  /** Direct buffers, as the link has them, on the bus straight to the kernel. */
  @Benchmark
  public ByteBuf linuxDirect() throws IOException {
    return transfer(linux, directOut, directIn);
  }

  /** Buffers of the heap on the bus straight to the kernel. */
  @Benchmark
  public ByteBuf linuxHeap() throws IOException {
    return transfer(linux, heapOut, heapIn);
  }

  /** Direct buffers on the bus over Pi4J. */
  @Benchmark
  public ByteBuf pi4jDirect() throws IOException {
    return transfer(pi4j, directOut, directIn);
  }

  private static ByteBuf transfer(SpiBus bus, ByteBuf out, ByteBuf in) throws IOException {
    out.readerIndex(0);
    in.clear();
    bus.transfer(out, in, LENGTH);
    return in;
  }

  /** Runs the benchmark and prints a line each: time, relation to the floor, bytes allocated. */
  public static void main(String[] args) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("TransferBenchmark")
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    double floor =
        results.stream()
            .filter(result -> name(result).equals(FLOOR))
            .mapToDouble(result -> result.getPrimaryResult().getScore())
            .findFirst()
            .orElseThrow();
    System.out.println("A transfer of 4 KiB without the system call; copy is 8 KiB copied.");
    for (RunResult result : results) {
      double nanos = result.getPrimaryResult().getScore();
      System.out.printf(
          Locale.ROOT,
          "%-12s %8.1f ns  %5.2f x copy  %6.1f bytes allocated%n",
          name(result),
          nanos,
          nanos / floor,
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .getScore());
    }
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
