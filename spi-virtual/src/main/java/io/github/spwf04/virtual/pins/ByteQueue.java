package io.github.spwf04.virtual.pins;

/** Bytes in the order they came, in a ring that grows; not thread-safe. */
final class ByteQueue {
  private byte[] ring = new byte[64];
  private int first;
  private int size;

  int size() {
    return size;
  }

  void clear() {
    first = 0;
    size = 0;
  }

  void add(byte[] bytes, int offset, int length) {
    if (length > ring.length - size) {
      byte[] larger = new byte[Math.max(size + length, Math.multiplyExact(ring.length, 2))];
      int kept = take(larger, 0, size);
      ring = larger;
      first = 0;
      size = kept;
    }
    int end = (first + size) % ring.length;
    int run = Math.min(length, ring.length - end);
    System.arraycopy(bytes, offset, ring, end, run);
    System.arraycopy(bytes, offset + run, ring, 0, length - run);
    size += length;
  }

  /**
   * @return the next byte, 0 to 255, or -1 when there is none
   */
  int take() {
    if (size == 0) {
      return -1;
    }
    int next = ring[first] & 0xFF;
    first = (first + 1) % ring.length;
    size--;
    return next;
  }

  /**
   * @return how many bytes were put into {@code into}, {@code most} unless there are fewer
   */
  int take(byte[] into, int offset, int most) {
    int length = Math.min(most, size);
    int run = Math.min(length, ring.length - first);
    System.arraycopy(ring, first, into, offset, run);
    System.arraycopy(ring, 0, into, offset + run, length - run);
    first = (first + length) % ring.length;
    size -= length;
    return length;
  }
}
