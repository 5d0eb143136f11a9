package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The IRQ input, with the edges that the kernel has noted. */
final class IrqLine {
  /** Edges the kernel keeps for us; a packet makes two. */
  private static final int KEPT_EVENTS = 64;

  private final Libc libc;
  private final InterruptiblePoll poll;
  private final EdgeCounters edges;
  private final RequestedLine line;
  private final MemorySegment events = Arena.ofAuto().allocate(Abi.LINE_EVENT, KEPT_EVENTS);
  private int lastSeqno;

  private IrqLine(Libc libc, InterruptiblePoll poll, EdgeCounters edges, RequestedLine line) {
    this.libc = libc;
    this.poll = poll;
    this.edges = edges;
    this.line = line;
  }

  /** An input with pull-up as on the vendor's boards (field-facts A.4), both edges noted. */
  static IrqLine request(Libc libc, InterruptiblePoll poll, EdgeCounters edges, GpioLine line)
      throws IOException {
    return new IrqLine(
        libc,
        poll,
        edges,
        RequestedLine.request(
            libc,
            line,
            "irq",
            Abi.FLAG_INPUT | Abi.FLAG_EDGE_FALLING | Abi.FLAG_EDGE_RISING | Abi.FLAG_BIAS_PULL_UP,
            KEPT_EVENTS));
  }

  /** Whether the module pulls the line low. */
  boolean asserted() throws IOException {
    return !line.high();
  }

  /** Waits for an edge, a wake-up or the end of {@code nanos}, and takes the edges noted so far. */
  void awaitEdge(long nanos) throws IOException {
    int ready = poll.await(line.fd(), nanos);
    if ((ready & Abi.POLLIN) != 0) {
      take();
    } else if ((ready & (Abi.POLLERR | Abi.POLLHUP | Abi.POLLNVAL)) != 0) {
      throw new KernelException("waiting for " + line, Errno.ENODEV.number);
    }
  }

  private void take() throws IOException {
    int read = libc.read(line.fd(), events);
    if (read <= 0) {
      throw new KernelException(
          "reading the edges of " + line, read == 0 ? Errno.ENODEV.number : -read);
    }
    long size = Abi.LINE_EVENT.byteSize();
    for (long at = 0; at + size <= read; at += size) {
      int seqno = events.get(JAVA_INT, at + Abi.EVENT_LINE_SEQNO);
      edges.add(
          events.get(JAVA_INT, at + Abi.EVENT_ID) == Abi.EVENT_RISING_EDGE,
          seqno - lastSeqno - 1,
          events.get(JAVA_LONG, at + Abi.EVENT_TIMESTAMP));
      lastSeqno = seqno;
    }
  }

  void close() {
    line.close();
  }
}
