package io.github.spwf04.testkit.contract;

import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bus that is wrong in one way.
 *
 * @param clause the clause that has to catch it
 * @param besides clauses that may notice it as well
 * @param bus makes the bus
 */
record Defect(String clause, Set<String> besides, Function<ScriptedSlave, SpiBus> bus) {
  /** Clauses that compare bytes, and so notice when many of them are wrong. */
  private static final Set<String> EXCHANGES =
      Set.of(
          "transferWithoutInSendsAndDiscardsWhatComes",
          "transferSendsBytesInOrder",
          "transferPutsBytesInOrder",
          "transferIsFullDuplex",
          "transferLeavesTheRestOfTheBuffersAlone",
          "transferOfFiveBytes",
          "transferOfOneByte",
          "transferOfTheLargestLength",
          "transferTakesHeapBuffers",
          "transferTakesDirectBuffers",
          "transferTakesCompositeBuffers",
          "transferTakesSlicesOfHeapBuffers",
          "transferTakesSlicesOfDirectBuffers",
          "transferStartsAtTheIndicesOfHeapBuffers",
          "transferStartsAtTheIndicesOfDirectBuffers",
          "transferTakesReadOnlyBuffersToSend",
          "transferIsOneChipSelectWindow",
          "interruptLeavesTheBusUsable");

  /** One each of the ways in which a bus can be wrong; a row a clause, some have two. */
  static final List<Defect> ALL =
      List.of(
          transfer(
              "transferMovesBothIndicesByItsLength",
              (good, out, in, n) -> good.transfer(out == null ? null : out.duplicate(), in, n)),
          transfer(
              "transferMovesBothIndicesByItsLength",
              (good, out, in, n) -> {
                good.transfer(out, in, n);
                if (in != null) {
                  in.readerIndex(in.writerIndex());
                }
              },
              EXCHANGES),
          transfer(
              "transferWithoutOutClocksZeros",
              (good, out, in, n) ->
                  good.transfer(out == null && in != null ? ones(n) : out, in, n)),
          transfer(
              "transferWithoutInSendsAndDiscardsWhatComes",
              (good, out, in, n) -> {
                if (out != null && in == null) {
                  out.skipBytes(n);
                } else {
                  good.transfer(out, in, n);
                }
              }),
          transfer(
              "transferWithNeitherBufferClocksZeros",
              (good, out, in, n) -> {
                if (out != null || in != null) {
                  good.transfer(out, in, n);
                }
              }),
          transfer(
              "transferSendsBytesInOrder",
              (good, out, in, n) ->
                  good.transfer(out == null ? null : reversed(take(out, n)), in, n),
              EXCHANGES),
          transfer(
              "transferPutsBytesInOrder",
              (good, out, in, n) -> {
                ByteBuf back = blank(n);
                good.transfer(out, back, n);
                if (in != null) {
                  in.writeBytes(reversed(take(back, n)));
                }
              },
              EXCHANGES),
          transfer(
              "transferIsFullDuplex",
              (good, out, in, n) -> {
                if (out != null && in != null) {
                  good.transfer(out, null, n);
                  good.transfer(null, in, n);
                } else {
                  good.transfer(out, in, n);
                }
              },
              EXCHANGES),
          transfer(
              "transferLeavesTheRestOfTheBuffersAlone",
              (good, out, in, n) -> {
                good.transfer(out, in, n);
                if (in != null && in.writerIndex() < in.capacity()) {
                  in.setByte(in.writerIndex(), 0xEE);
                }
              }),
          new Defect("transferNeitherRetainsNorReleases", Set.of(), Keeping::new),
          transfer(
              "transferOfOneByte",
              (good, out, in, n) -> {
                if (n == 1) {
                  throw new IOException("one byte is no transfer");
                }
                good.transfer(out, in, n);
              }),
          transfer(
              "transferOfFiveBytes",
              (good, out, in, n) -> {
                if (n == 5) {
                  good.transfer(out, in, 4);
                  throw new IOException("short");
                }
                good.transfer(out, in, n);
              },
              Set.of("transferIsOneChipSelectWindow", "interruptLeavesTheBusUsable")),
          transfer(
              "transferOfTheLargestLength",
              (good, out, in, n) -> {
                if (n == good.info().maxTransfer()) {
                  throw new IOException("EMSGSIZE");
                }
                good.transfer(out, in, n);
              }),
          transfer(
              "transferOfMoreThanTheLargestIsRefused",
              (good, out, in, n) -> {
                int first = Math.min(n, good.info().maxTransfer());
                good.transfer(out, in, first);
                if (n > first) {
                  good.transfer(out, in, n - first);
                }
              }),
          transfer(
              "transferOfNothingIsRefused",
              (good, out, in, n) -> {
                if (n > 0) {
                  good.transfer(out, in, n);
                }
              }),
          transfer(
              "transferOfMoreThanOutHoldsIsRefused",
              (good, out, in, n) ->
                  good.transfer(out, in, out == null ? n : Math.min(n, out.readableBytes())),
              Set.of("transferOfMoreThanTheLargestIsRefused")),
          transfer(
              "transferOfMoreThanInHasRoomForIsRefused",
              (good, out, in, n) ->
                  good.transfer(out, in, in == null ? n : Math.min(n, in.writableBytes()))),
          transfer(
              "transferTakesHeapBuffers",
              (good, out, in, n) -> {
                if (in != null && in.hasArray()) {
                  good.transfer(out, blank(n), n);
                  in.writerIndex(in.writerIndex() + n);
                } else {
                  good.transfer(out, in, n);
                }
              },
              EXCHANGES),
          transfer(
              "transferTakesDirectBuffers",
              (good, out, in, n) -> {
                if (out != null && out.isDirect()) {
                  throw new IllegalArgumentException("no array");
                }
                good.transfer(out, in, n);
              },
              Set.of(
                  "transferNeitherRetainsNorReleases",
                  "transferTakesSlicesOfDirectBuffers",
                  "transferStartsAtTheIndicesOfDirectBuffers")),
          transfer(
              "transferTakesCompositeBuffers",
              (good, out, in, n) -> {
                if (out != null && out.nioBufferCount() > 1) {
                  throw new IllegalArgumentException("no single buffer");
                }
                good.transfer(out, in, n);
              }),
          transfer(
              "transferTakesSlicesOfHeapBuffers",
              (good, out, in, n) ->
                  good.transfer(
                      out != null && out.hasArray()
                          ? Unpooled.wrappedBuffer(out.array(), out.readerIndex(), n)
                          : out,
                      in,
                      n),
              Set.of("transferMovesBothIndicesByItsLength")),
          transfer(
              "transferTakesSlicesOfDirectBuffers",
              (good, out, in, n) ->
                  good.transfer(
                      out != null && out.isDirect() ? root(out).slice(out.readerIndex(), n) : out,
                      in,
                      n)),
          transfer(
              "transferStartsAtTheIndicesOfHeapBuffers",
              (good, out, in, n) ->
                  good.transfer(
                      out != null && out.hasArray()
                          ? Unpooled.wrappedBuffer(out.array(), out.arrayOffset(), n)
                          : out,
                      in,
                      n),
              Set.of("transferMovesBothIndicesByItsLength")),
          transfer(
              "transferStartsAtTheIndicesOfDirectBuffers",
              (good, out, in, n) ->
                  good.transfer(out != null && out.isDirect() ? out.slice(0, n) : out, in, n)),
          transfer(
              "transferTakesReadOnlyBuffersToSend",
              (good, out, in, n) -> {
                if (out != null && out.isReadOnly()) {
                  throw new ReadOnlyBufferException();
                }
                good.transfer(out, in, n);
              }),
          transfer(
              "transferIsOneChipSelectWindow",
              (good, out, in, n) -> {
                int first = Math.min(n, 1024);
                good.transfer(out, in, first);
                if (n > first) {
                  good.transfer(out, in, n - first);
                }
              }),
          new Defect("irqLevelIsSeen", Set.of(), BlindToTheLevel::new),
          wait(
              "awaitIrqIsTrueAtOnceWhenTheLevelIsThere",
              (good, asserted, timeout) ->
                  good.awaitIrq(!asserted, timeout) && good.awaitIrq(asserted, timeout),
              Set.of(
                  "awaitIrqOfZeroLooksOnce",
                  "awaitIrqMissesNoEdge",
                  "awaitIrqIsTrueWhenTheLineFalls",
                  "awaitIrqIsTrueWhenTheLineRises",
                  "interruptLeavesTheBusUsable")),
          wait(
              "awaitIrqIsTrueWhenTheLineFalls",
              (good, asserted, timeout) -> {
                boolean before = good.irqAsserted();
                return good.awaitIrq(asserted, timeout) && (!asserted || before);
              },
              Set.of("awaitIrqMissesNoEdge")),
          wait(
              "awaitIrqIsTrueWhenTheLineRises",
              (good, asserted, timeout) -> {
                boolean before = good.irqAsserted();
                return good.awaitIrq(asserted, timeout) && (asserted || !before);
              },
              Set.of("awaitIrqMissesNoEdge")),
          wait(
              "awaitIrqIsFalseAfterTheTimeoutAndNotBefore",
              (good, asserted, timeout) -> good.awaitIrq(asserted, timeout.dividedBy(2))),
          wait(
              "awaitIrqIsFalseAfterTheTimeoutAndNotBefore",
              (good, asserted, timeout) -> good.awaitIrq(asserted, timeout.plusSeconds(60)),
              Set.of("awaitIrqOfZeroLooksOnce")),
          wait(
              "awaitIrqOfZeroLooksOnce",
              (good, asserted, timeout) ->
                  good.awaitIrq(asserted, timeout.isZero() ? Clauses.LONG : timeout)),
          wait(
              "awaitIrqMissesNoEdge",
              (good, asserted, timeout) -> {
                boolean before = good.irqAsserted();
                if (before == asserted) {
                  return true;
                }
                LockSupport.parkNanos(50_000);
                // An edge meanwhile is forgotten: only the next one counts.
                return good.irqAsserted() == before
                    ? good.awaitIrq(asserted, timeout)
                    : good.awaitIrq(before, timeout) && good.awaitIrq(asserted, timeout);
              }),
          wait(
              "interruptEndsAwaitIrq",
              (good, asserted, timeout) -> {
                while (true) {
                  try {
                    return good.awaitIrq(asserted, timeout);
                  } catch (InterruptedException _) {
                    // And on it goes.
                  }
                }
              },
              Set.of("interruptBeforeAwaitIrqEndsItToo", "interruptLeavesTheBusUsable")),
          wait(
              "interruptBeforeAwaitIrqEndsItToo",
              (good, asserted, timeout) -> {
                Thread.interrupted();
                return good.awaitIrq(asserted, timeout);
              }),
          wait(
              "interruptLeavesTheBusUsable",
              (good, asserted, timeout) -> {
                try {
                  return good.awaitIrq(asserted, timeout);
                } catch (InterruptedException e) {
                  good.close();
                  throw e;
                }
              }),
          afterClose("closeEndsAwaitIrq", Set.of()),
          afterClose("transferAfterCloseFails", Set.of("transfer")),
          afterClose("irqAssertedAfterCloseFails", Set.of("irqAsserted")),
          afterClose("awaitIrqAfterCloseFails", Set.of("awaitIrq")),
          afterClose("resetAfterCloseFails", Set.of("reset")),
          new Defect(
              "closeTwiceIsFine",
              Set.of(
                  "closeEndsAwaitIrq",
                  "transferAfterCloseFails",
                  "irqAssertedAfterCloseFails",
                  "awaitIrqAfterCloseFails",
                  "resetAfterCloseFails"),
              ClosedOnce::new),
          reset("resetPullsTheLineLowAndLetsGo", ResetLine.LOW),
          reset("resetPullsTheLineLowAndLetsGo", ResetLine.LOW, ResetLine.HIGH),
          reset("resetPullsTheLineLowAndLetsGo", ResetLine.RELEASED),
          new Defect("infoIsSane", Set.of(), Nameless::new));

  @Override
  public String toString() {
    return clause;
  }

  @FunctionalInterface
  private interface Transfer {
    void transfer(SpiBus good, @Nullable ByteBuf out, @Nullable ByteBuf in, int length)
        throws IOException;
  }

  @FunctionalInterface
  private interface Wait {
    boolean await(SpiBus good, boolean asserted, Duration timeout)
        throws IOException, InterruptedException;
  }

  private static Defect transfer(String clause, Transfer transfer) {
    return transfer(clause, transfer, Set.of());
  }

  private static Defect transfer(String clause, Transfer transfer, Set<String> besides) {
    return new Defect(
        clause,
        besides,
        slave ->
            new BrokenBus(slave) {
              @Override
              public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
                  throws IOException {
                if (clause.endsWith("IsRefused") || possible(good, out, in, length)) {
                  transfer.transfer(good, out, in, length);
                } else {
                  good.transfer(out, in, length);
                }
              }
            });
  }

  private static boolean possible(
      SpiBus bus, @Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
    return length > 0
        && length <= bus.info().maxTransfer()
        && (out == null || out.readableBytes() >= length)
        && (in == null || in.writableBytes() >= length);
  }

  private static Defect wait(String clause, Wait wait) {
    return wait(clause, wait, Set.of());
  }

  private static Defect wait(String clause, Wait wait, Set<String> besides) {
    return new Defect(
        clause,
        besides,
        slave ->
            new BrokenBus(slave) {
              @Override
              public boolean awaitIrq(boolean asserted, Duration timeout)
                  throws IOException, InterruptedException {
                return wait.await(good, asserted, timeout);
              }
            });
  }

  private static Defect reset(String clause, ResetLine... levels) {
    return new Defect(
        clause,
        Set.of(),
        slave ->
            new BrokenBus(slave) {
              @Override
              public void reset() throws IOException {
                good.irqAsserted();
                List.of(levels).forEach(slave::resetLine);
              }
            });
  }

  /**
   * A bus whose close wakes nobody.
   *
   * @param stillWorking calls that do not notice the close either
   */
  private static Defect afterClose(String clause, Set<String> stillWorking) {
    return new Defect(
        clause,
        Set.of("closeEndsAwaitIrq"),
        slave ->
            new BrokenBus(slave) {
              private volatile boolean closed;

              private void check(String call) throws IOException {
                if (closed && !stillWorking.contains(call)) {
                  throw new IOException("closed");
                }
              }

              @Override
              public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
                  throws IOException {
                check("transfer");
                good.transfer(out, in, length);
              }

              @Override
              public boolean irqAsserted() throws IOException {
                check("irqAsserted");
                return good.irqAsserted();
              }

              @Override
              public boolean awaitIrq(boolean asserted, Duration timeout)
                  throws IOException, InterruptedException {
                check("awaitIrq");
                return good.awaitIrq(asserted, timeout);
              }

              @Override
              public void reset() throws IOException, InterruptedException {
                check("reset");
                good.reset();
              }

              @Override
              public void close() {
                closed = true;
              }
            });
  }

  /** Keeps the buffers of its transfers until it is closed. */
  private static final class Keeping extends BrokenBus {
    private final List<ByteBuf> kept = new ArrayList<>();

    Keeping(ScriptedSlave slave) {
      super(slave);
    }

    @Override
    public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
        throws IOException {
      good.transfer(out, in, length);
      if (out != null) {
        kept.add(out.retain());
      }
    }

    @Override
    public void close() {
      super.close();
      kept.forEach(ByteBuf::release);
      kept.clear();
    }
  }

  private static final class BlindToTheLevel extends BrokenBus {
    BlindToTheLevel(ScriptedSlave slave) {
      super(slave);
    }

    @Override
    public boolean irqAsserted() throws IOException {
      return good.irqAsserted() && slave.windows().size() > 1000;
    }
  }

  private static final class ClosedOnce extends BrokenBus {
    private boolean closed;

    ClosedOnce(ScriptedSlave slave) {
      super(slave);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
      super.close();
    }
  }

  private static final class Nameless extends BrokenBus {
    Nameless(ScriptedSlave slave) {
      super(slave);
    }

    @Override
    public SpiBusInfo info() {
      return new SpiBusInfo(" ", 0, good.info().maxTransfer());
    }
  }

  private static byte[] take(ByteBuf from, int length) {
    byte[] bytes = new byte[length];
    from.readBytes(bytes);
    return bytes;
  }

  private static ByteBuf reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return Unpooled.wrappedBuffer(reversed);
  }

  private static ByteBuf blank(int length) {
    return Unpooled.wrappedBuffer(new byte[length]).clear();
  }

  private static ByteBuf ones(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xFF);
    return Unpooled.wrappedBuffer(bytes);
  }

  private static ByteBuf root(ByteBuf buffer) {
    ByteBuf root = buffer;
    while (root.unwrap() != null) {
      root = root.unwrap();
    }
    return root;
  }
}
