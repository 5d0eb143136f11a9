package io.github.spwf04.virtual.pins;

import java.util.Arrays;
import java.util.function.Consumer;

/** Bytes that a command waits for; all there is to know of its data phase ends with it. */
final class DataPhase {
  private final int length;
  private final Consumer<byte[]> taken;
  private boolean syncDue;
  private boolean begun;

  /** Grows as data comes: a length alone must not cost memory. */
  private byte[] bytes;

  private int filled;

  DataPhase(int length, boolean syncDue, Consumer<byte[]> taken) {
    this.length = length;
    this.taken = taken;
    this.syncDue = syncDue;
    this.bytes = new byte[Math.min(length, 4096)];
  }

  /** Whether something of it has been clocked, be it the lone sync: no packet goes ahead then. */
  boolean begun() {
    return begun;
  }

  /** Begins it with the lone sync; whether that was still to come. */
  boolean takeSync() {
    boolean due = syncDue;
    syncDue = false;
    begun = true;
    return due;
  }

  /** Takes a byte; whether it was the last. */
  boolean take(int mosi) {
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
    }
    bytes[filled++] = (byte) mosi;
    return filled == length;
  }

  void handOn() {
    taken.accept(bytes);
  }
}
