package io.github.spwf04.socket;

/**
 * Whether the WINDs that announce bytes can be relied on: they may be late, masked or missing
 * (field-facts E). One for all sockets and one for all web sockets of a link, for what hides the
 * WIND of one hides that of the others.
 *
 * <p>They are relied on until one is found missing. From then on readers ask often, up to a number
 * of announcements that were right, which each further miss doubles.
 */
final class Announcements {
  /** What mends the first miss. */
  private static final int PROOFS = 8;

  private static final int MOST_PROOFS = 1024;

  private int proofs = PROOFS;

  /** How many are to come before they are relied on again. */
  private int missing;

  /** A WIND has announced bytes that were there. */
  synchronized void kept() {
    if (missing > 0) {
      missing--;
    }
  }

  /** Bytes, or the end of a connection, were found that no WIND had told. */
  synchronized void missed() {
    missing = proofs;
    proofs = Math.min(2 * proofs, MOST_PROOFS);
  }

  synchronized boolean reliable() {
    return missing == 0;
  }
}
