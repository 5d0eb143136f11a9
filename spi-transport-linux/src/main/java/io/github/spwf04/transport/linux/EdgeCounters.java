package io.github.spwf04.transport.linux;

/** Counts edges; one thread adds, any may look. */
final class EdgeCounters {
  private volatile long falling;
  private volatile long rising;
  private volatile long overwritten;
  private volatile long lastNanos;

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread adds
  void add(boolean toHigh, int missed, long nanos) {
    if (toHigh) {
      rising++;
    } else {
      falling++;
    }
    overwritten += missed;
    lastNanos = nanos;
  }

  IrqEdges snapshot() {
    return new IrqEdges(falling, rising, overwritten, lastNanos);
  }
}
