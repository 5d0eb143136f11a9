package io.github.spwf04.file;

/** Hears how far long work has come, on the thread that called for the work. */
@FunctionalInterface
public interface Progress {
  /** What {@code total} is while nobody knows it. */
  long UNKNOWN = -1;

  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * @param done bytes done so far, or steps where the work has no bytes to count; never less than
   *     before
   * @param total bytes or steps of the whole, or {@link #UNKNOWN}
   */
  void at(long done, long total);
}
