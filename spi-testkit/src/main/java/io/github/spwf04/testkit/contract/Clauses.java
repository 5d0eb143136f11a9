package io.github.spwf04.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What several clauses of {@link SpiBusContract} share. */
final class Clauses {
  /** Longer than any wait of a clause should take. */
  static final Duration LONG = Duration.ofSeconds(60);

  /** Long enough for a wait to have begun. */
  static final Duration SHORT = Duration.ofMillis(25);

  private Clauses() {}

  /** Bytes that differ from clause to clause, so that those of another place are noticed. */
  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    random(seed).nextBytes(bytes);
    return bytes;
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /**
   * Exchanges bytes both ways and compares them.
   *
   * @param length how many, 0 for as many as the bus takes
   */
  static void exchange(SpiBusContract contract, int length) throws Exception {
    try (Subject subject = contract.open();
        Buffers buffers = new Buffers()) {
      int count = length == 0 ? subject.bus().info().maxTransfer() : length;
      exchange(subject, buffers.heap(0, bytes(count, count)), buffers.room(count));
    }
  }

  /** Sends all of {@code out} and compares both ways. */
  static void exchange(SpiBusContract contract, ByteBuf out, ByteBuf in) throws Exception {
    try (Subject subject = contract.open()) {
      exchange(subject, out, in);
    }
  }

  private static void exchange(Subject subject, ByteBuf out, ByteBuf in) throws Exception {
    int length = out.readableBytes();
    int from = in.writerIndex();
    byte[] sent = ByteBufUtil.getBytes(out, out.readerIndex(), length);
    byte[] answers = bytes(length, 1000 + length);
    subject.slave().answer(answers);
    subject.bus().transfer(out, in, length);
    assertAll(
        () -> assertArrayEquals(sent, subject.slave().received(), "what the slave was sent"),
        () -> assertArrayEquals(answers, ByteBufUtil.getBytes(in, from, length), "what came back"));
  }

  /** A transfer that must be refused, with nothing clocked and no index moved. */
  static void refused(Subject subject, ByteBuf out, ByteBuf in, int length) {
    assertThrows(IllegalArgumentException.class, () -> subject.bus().transfer(out, in, length));
    assertAll(
        () -> assertEquals(0, subject.slave().received().length, "clocks"),
        () -> assertEquals(0, out.readerIndex(), "reader index of out"),
        () -> assertEquals(0, in.writerIndex(), "writer index of in"));
  }

  /** Makes every level of the IRQ line wait for the bus to have seen the one before. */
  static void edges(Subject subject, int count, Duration patience) throws Exception {
    RandomGenerator random = random(20_1117);
    AtomicInteger seen = new AtomicInteger();
    try (Waiting<Boolean> owner =
        Waiting.on(
            () -> {
              for (int edge = 1; edge <= count; edge++) {
                if (!subject.bus().awaitIrq(edge % 2 == 1, LONG)) {
                  return false;
                }
                seen.set(edge);
              }
              return true;
            })) {
      for (int edge = 1; edge <= count; edge++) {
        for (int spins = random.nextInt(2000); spins > 0; spins--) {
          Thread.onSpinWait();
        }
        subject.slave().irq(edge % 2 == 1);
        long start = System.nanoTime();
        while (seen.get() < edge) {
          if (owner.isDone() || System.nanoTime() - start > patience.toNanos()) {
            throw new AssertionError("edge " + edge + " was not seen");
          }
          Thread.yield();
        }
      }
      assertTrue(owner.within(patience));
    }
  }
}
