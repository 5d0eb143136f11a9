package io.github.spwf04.testkit.contract;

import static io.github.spwf04.testkit.contract.Clauses.LONG;
import static io.github.spwf04.testkit.contract.Clauses.SHORT;
import static io.github.spwf04.testkit.contract.Clauses.bytes;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SpiBus} must do. A test class of a bus implements this with {@link #open}
 * alone; each method is one clause, opens a bus of its own, and needs nothing of the others. Long
 * because a bus has one contract, which is read from top to bottom.
 */
@SuppressWarnings("exports") // JUnit: see module-info.java
public interface SpiBusContract {
  /** Opens the bus with a scripted slave behind it. */
  Subject open() throws Exception;

  /**
   * How long a call that should end is given before it counts as hung. The suite waits that long
   * only when a bus is broken.
   */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  // Transfers: the bytes.

  @Test
  default void transferMovesBothIndicesByItsLength() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      ByteBuf out = buffers.heap(0, bytes(20, 1));
      ByteBuf in = buffers.heap(0, new byte[30]).clear();
      out.skipBytes(3);
      in.writeZero(4);
      subject.bus().transfer(out, in, 7);
      assertAll(
          () -> assertEquals(10, out.readerIndex(), "reader index of out"),
          () -> assertEquals(20, out.writerIndex(), "writer index of out"),
          () -> assertEquals(0, in.readerIndex(), "reader index of in"),
          () -> assertEquals(11, in.writerIndex(), "writer index of in"));
    }
  }

  @Test
  default void transferWithoutOutClocksZeros() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      subject.bus().transfer(null, buffers.room(9), 9);
      assertArrayEquals(new byte[9], subject.slave().received());
    }
  }

  @Test
  default void transferWithoutInSendsAndDiscardsWhatComes() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      byte[] sent = bytes(9, 2);
      subject.slave().answer(bytes(12, 3));
      subject.bus().transfer(buffers.heap(0, sent), null, 9);
      ByteBuf rest = buffers.room(3);
      subject.bus().transfer(null, rest, 3);
      assertAll(
          () ->
              assertArrayEquals(
                  sent, Arrays.copyOf(subject.slave().received(), 9), "what the slave was sent"),
          () ->
              assertArrayEquals(
                  Arrays.copyOfRange(bytes(12, 3), 9, 12),
                  ByteBufUtil.getBytes(rest),
                  "what came behind the discarded bytes"));
    }
  }

  @Test
  default void transferWithNeitherBufferClocksZeros() throws Exception {
    try (Subject subject = open()) {
      subject.bus().transfer(null, null, 6);
      assertArrayEquals(new byte[6], subject.slave().received());
    }
  }

  @Test
  default void transferSendsBytesInOrder() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      byte[] sent = bytes(256, 4);
      subject.bus().transfer(buffers.heap(0, sent), buffers.room(256), 256);
      assertArrayEquals(sent, subject.slave().received());
    }
  }

  @Test
  default void transferPutsBytesInOrder() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      byte[] answers = bytes(256, 5);
      subject.slave().answer(answers);
      ByteBuf in = buffers.room(256);
      subject.bus().transfer(null, in, 256);
      assertArrayEquals(answers, ByteBufUtil.getBytes(in));
    }
  }

  /** The first byte that comes back belongs to the first that is sent, not to the one behind. */
  @Test
  default void transferIsFullDuplex() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      byte[] sent = bytes(11, 6);
      byte[] answers = bytes(22, 7);
      subject.slave().answer(answers);
      ByteBuf in = buffers.room(11);
      subject.bus().transfer(buffers.heap(0, sent), in, 11);
      assertAll(
          () -> assertEquals(11, subject.slave().received().length, "clocks"),
          () ->
              assertArrayEquals(
                  Arrays.copyOf(answers, 11), ByteBufUtil.getBytes(in), "what came back"));
    }
  }

  @Test
  default void transferLeavesTheRestOfTheBuffersAlone() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      byte[] before = bytes(40, 8);
      ByteBuf out = buffers.heap(0, before);
      ByteBuf in = buffers.heap(0, before);
      in.writerIndex(10);
      out.readerIndex(10);
      byte[] answers = bytes(8, 9);
      subject.slave().answer(answers);
      subject.bus().transfer(out, in, 8);
      byte[] after = before.clone();
      System.arraycopy(answers, 0, after, 10, 8);
      assertAll(
          () -> assertArrayEquals(before, ByteBufUtil.getBytes(out, 0, 40), "out"),
          () -> assertArrayEquals(after, ByteBufUtil.getBytes(in, 0, 40), "in"));
    }
  }

  @Test
  default void transferNeitherRetainsNorReleases() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      ByteBuf out = buffers.direct(0, bytes(8, 10));
      ByteBuf in = buffers.direct(0, new byte[8]).clear();
      subject.bus().transfer(out, in, 8);
      assertAll(
          () -> assertEquals(1, out.refCnt(), "references to out"),
          () -> assertEquals(1, in.refCnt(), "references to in"));
    }
  }

  // Transfers: the lengths.

  @Test
  default void transferOfOneByte() throws Exception {
    Clauses.exchange(this, 1);
  }

  @Test
  default void transferOfFiveBytes() throws Exception {
    Clauses.exchange(this, 5);
  }

  @Test
  default void transferOfTheLargestLength() throws Exception {
    Clauses.exchange(this, 0);
  }

  @Test
  default void transferOfMoreThanTheLargestIsRefused() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      int length = subject.bus().info().maxTransfer() + 1;
      ByteBuf out = buffers.heap(0, new byte[length]);
      ByteBuf in = buffers.room(length);
      Clauses.refused(subject, out, in, length);
    }
  }

  @Test
  default void transferOfNothingIsRefused() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      ByteBuf out = buffers.heap(0, new byte[8]);
      ByteBuf in = buffers.room(8);
      Clauses.refused(subject, out, in, 0);
      Clauses.refused(subject, out, in, -1);
    }
  }

  @Test
  default void transferOfMoreThanOutHoldsIsRefused() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      Clauses.refused(subject, buffers.heap(0, new byte[7]), buffers.room(8), 8);
    }
  }

  @Test
  default void transferOfMoreThanInHasRoomForIsRefused() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      Clauses.refused(subject, buffers.heap(0, new byte[8]), buffers.room(7), 8);
    }
  }

  // Transfers: the kinds of buffers.

  @Test
  default void transferTakesHeapBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      Clauses.exchange(this, buffers.heap(0, bytes(33, 11)), buffers.heap(0, new byte[33]).clear());
    }
  }

  @Test
  default void transferTakesDirectBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      Clauses.exchange(
          this, buffers.direct(0, bytes(33, 12)), buffers.direct(0, new byte[33]).clear());
    }
  }

  @Test
  default void transferTakesCompositeBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      byte[] sent = bytes(33, 13);
      ByteBuf out =
          buffers.composite(
              Arrays.copyOf(sent, 5),
              Arrays.copyOfRange(sent, 5, 6),
              Arrays.copyOfRange(sent, 6, 33));
      ByteBuf in = buffers.composite(new byte[1], new byte[20], new byte[12]).clear();
      Clauses.exchange(this, out, in);
    }
  }

  @Test
  default void transferTakesSlicesOfHeapBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      ByteBuf out = buffers.heap(0, bytes(50, 14)).slice(9, 33);
      ByteBuf in = buffers.heap(0, new byte[50]).slice(9, 33).clear();
      Clauses.exchange(this, out, in);
    }
  }

  @Test
  default void transferTakesSlicesOfDirectBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      ByteBuf out = buffers.direct(0, bytes(50, 15)).slice(9, 33);
      ByteBuf in = buffers.direct(0, new byte[50]).slice(9, 33).clear();
      Clauses.exchange(this, out, in);
    }
  }

  @Test
  default void transferStartsAtTheIndicesOfHeapBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      Clauses.exchange(
          this, buffers.heap(7, bytes(33, 16)), buffers.heap(0, new byte[40]).writerIndex(7));
    }
  }

  @Test
  default void transferStartsAtTheIndicesOfDirectBuffers() throws Exception {
    try (Buffers buffers = new Buffers()) {
      Clauses.exchange(
          this, buffers.direct(7, bytes(33, 17)), buffers.direct(0, new byte[40]).writerIndex(7));
    }
  }

  @Test
  default void transferTakesReadOnlyBuffersToSend() throws Exception {
    try (Buffers buffers = new Buffers()) {
      Clauses.exchange(this, buffers.heap(0, bytes(33, 18)).asReadOnly(), buffers.room(33));
    }
  }

  // Chip select.

  @Test
  default void transferIsOneChipSelectWindow() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      int largest = Math.min(subject.bus().info().maxTransfer(), 2048);
      subject.bus().transfer(buffers.heap(0, new byte[largest]), buffers.room(largest), largest);
      subject.bus().transfer(null, buffers.room(5), 5);
      assertEquals(List.of(largest, 5), subject.slave().windows());
    }
  }

  // The IRQ line.

  @Test
  default void irqLevelIsSeen() throws Exception {
    try (Subject subject = open()) {
      assertFalse(subject.bus().irqAsserted(), "at first, the line being high");
      subject.slave().irq(true);
      assertTrue(subject.bus().irqAsserted(), "after the line fell");
      subject.slave().irq(false);
      assertFalse(subject.bus().irqAsserted(), "after the line rose");
    }
  }

  @Test
  default void awaitIrqIsTrueAtOnceWhenTheLevelIsThere() throws Exception {
    try (Subject subject = open()) {
      SpiBus bus = subject.bus();
      assertTrue(Waiting.on(() -> bus.awaitIrq(false, LONG)).within(patience()), "high");
      subject.slave().irq(true);
      assertTrue(Waiting.on(() -> bus.awaitIrq(true, LONG)).within(patience()), "low");
    }
  }

  @Test
  default void awaitIrqIsTrueWhenTheLineFalls() throws Exception {
    try (Subject subject = open();
        Waiting<Boolean> wait = Waiting.on(() -> subject.bus().awaitIrq(true, LONG))) {
      wait.staysFor(SHORT);
      subject.slave().irq(true);
      assertTrue(wait.within(patience()));
    }
  }

  @Test
  default void awaitIrqIsTrueWhenTheLineRises() throws Exception {
    try (Subject subject = open()) {
      subject.slave().irq(true);
      try (Waiting<Boolean> wait = Waiting.on(() -> subject.bus().awaitIrq(false, LONG))) {
        wait.staysFor(SHORT);
        subject.slave().irq(false);
        assertTrue(wait.within(patience()));
      }
    }
  }

  @Test
  default void awaitIrqIsFalseAfterTheTimeoutAndNotBefore() throws Exception {
    try (Subject subject = open()) {
      SpiBus bus = subject.bus();
      long waited =
          Waiting.on(
                  () -> {
                    long start = System.nanoTime();
                    assertFalse(bus.awaitIrq(true, SHORT), "nothing happened to the line");
                    return System.nanoTime() - start;
                  })
              .within(patience());
      assertTrue(waited >= SHORT.toNanos(), "ended after " + waited + " ns of " + SHORT);
    }
  }

  @Test
  default void awaitIrqOfZeroLooksOnce() throws Exception {
    try (Subject subject = open()) {
      SpiBus bus = subject.bus();
      subject.slave().irq(true);
      assertTrue(bus.awaitIrq(true, Duration.ZERO), "the line is low");
      assertFalse(
          Waiting.on(() -> bus.awaitIrq(false, Duration.ZERO)).within(patience()),
          "the line is not high");
    }
  }

  /** Edges at random moments, so that some fall between a look at the level and the wait. */
  @Test
  default void awaitIrqMissesNoEdge() throws Exception {
    try (Subject subject = open()) {
      Clauses.edges(subject, 2000, patience());
    }
  }

  // Interrupts.

  @Test
  default void interruptEndsAwaitIrq() throws Exception {
    try (Subject subject = open();
        Waiting<Boolean> wait = Waiting.on(() -> subject.bus().awaitIrq(true, LONG))) {
      wait.staysFor(SHORT);
      wait.interrupt();
      assertThrows(InterruptedException.class, () -> wait.within(patience()));
    }
  }

  @Test
  default void interruptBeforeAwaitIrqEndsItToo() throws Exception {
    try (Subject subject = open();
        Waiting<Boolean> wait =
            Waiting.on(
                () -> {
                  Thread.currentThread().interrupt();
                  return subject.bus().awaitIrq(true, LONG);
                })) {
      assertThrows(InterruptedException.class, () -> wait.within(patience()));
    }
  }

  @Test
  default void interruptLeavesTheBusUsable() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers();
        Waiting<Boolean> wait = Waiting.on(() -> subject.bus().awaitIrq(true, LONG))) {
      wait.staysFor(SHORT);
      wait.interrupt();
      assertThrows(Exception.class, () -> wait.within(patience()));
      byte[] sent = bytes(5, 19);
      subject.bus().transfer(buffers.heap(0, sent), buffers.room(5), 5);
      assertArrayEquals(sent, subject.slave().received());
      subject.slave().irq(true);
      assertTrue(Waiting.on(() -> subject.bus().awaitIrq(true, LONG)).within(patience()));
    }
  }

  // Closing.

  @Test
  default void closeEndsAwaitIrq() throws Exception {
    try (Subject subject = open();
        Waiting<Boolean> wait = Waiting.on(() -> subject.bus().awaitIrq(true, LONG))) {
      wait.staysFor(SHORT);
      subject.bus().close();
      assertThrows(IOException.class, () -> wait.within(patience()));
    }
  }

  @Test
  default void transferAfterCloseFails() throws Exception {
    try (Subject subject = open();
        Buffers buffers = new Buffers()) {
      subject.bus().close();
      ByteBuf in = buffers.room(5);
      assertThrows(IOException.class, () -> subject.bus().transfer(null, in, 5));
      assertEquals(0, subject.slave().received().length, "clocks");
    }
  }

  @Test
  default void irqAssertedAfterCloseFails() throws Exception {
    try (Subject subject = open()) {
      subject.bus().close();
      assertThrows(IOException.class, () -> subject.bus().irqAsserted());
    }
  }

  @Test
  default void awaitIrqAfterCloseFails() throws Exception {
    try (Subject subject = open()) {
      subject.bus().close();
      assertThrows(
          IOException.class,
          () -> Waiting.on(() -> subject.bus().awaitIrq(false, Duration.ZERO)).within(patience()));
    }
  }

  @Test
  default void resetAfterCloseFails() throws Exception {
    try (Subject subject = open()) {
      subject.bus().close();
      assertThrows(IOException.class, () -> subject.bus().reset());
      assertEquals(List.of(), subject.slave().resetHistory());
    }
  }

  @Test
  default void closeTwiceIsFine() throws Exception {
    try (Subject subject = open()) {
      subject.bus().close();
      subject.bus().close();
    }
  }

  // Reset and information.

  @Test
  default void resetPullsTheLineLowAndLetsGo() throws Exception {
    try (Subject subject = open()) {
      assertFalse(
          subject.slave().resetHistory().contains(ResetLine.LOW),
          "pulled low before anybody asked");
      Waiting.on(
              () -> {
                subject.bus().reset();
                return true;
              })
          .within(patience());
      assertEquals(List.of(ResetLine.LOW, ResetLine.RELEASED), subject.slave().resetHistory());
    }
  }

  @Test
  default void infoIsSane() throws Exception {
    try (Subject subject = open()) {
      SpiBusInfo info = subject.bus().info();
      assertAll(
          () -> assertFalse(info.name().isBlank(), "a bus has a name"),
          () -> assertTrue(info.clockHz() >= 0, "clock " + info.clockHz()),
          () -> assertTrue(info.maxTransfer() >= 5, "largest transfer " + info.maxTransfer()),
          () -> assertEquals(info, subject.bus().info(), "the same at every call"));
    }
  }
}
