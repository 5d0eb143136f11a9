package io.github.spwf04.web;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the files of posted bodies, so that no two of a connection have one name. */
final class PostNumbers {
  private final AtomicLong last = new AtomicLong();

  long next() {
    return last.incrementAndGet();
  }
}
