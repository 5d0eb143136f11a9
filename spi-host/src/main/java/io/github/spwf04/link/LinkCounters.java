package io.github.spwf04.link;

/** What a link has done. Written by its owner thread alone; any thread may read. */
public final class LinkCounters {
  volatile long transfers;
  volatile long bytes;
  volatile long packetsOut;
  volatile long packetsIn;
  volatile long dataOut;
  volatile long junkBytes;
  volatile long collisions;

  volatile long missedWakeUps;
  volatile long falseWakeUps;

  /** Notes a wait for the IRQ line that did not end although it was low; owner thread. */
  public void countMissed(boolean missed) {
    if (missed) {
      missedWakeUps++;
    }
  }

  /** Notes a wait for the IRQ line that ended although it was high; owner thread. */
  public void countFalse(boolean wrong) {
    if (wrong) {
      falseWakeUps++;
    }
  }

  /** Times the IRQ line was found low although the bus had not told. */
  public long missedWakeUps() {
    return missedWakeUps;
  }

  /** Times the bus told that the IRQ line was low, and it was not. */
  public long falseWakeUps() {
    return falseWakeUps;
  }

  /** Chip-select windows. */
  public long transfers() {
    return transfers;
  }

  /** Bytes clocked in all transfers. */
  public long bytes() {
    return bytes;
  }

  /** Command packets sent. */
  public long packetsOut() {
    return packetsOut;
  }

  /** Packets read. */
  public long packetsIn() {
    return packetsIn;
  }

  /** Bytes sent in data phases. */
  public long dataOut() {
    return dataOut;
  }

  /** Bytes of the module that belonged to no packet. */
  public long junkBytes() {
    return junkBytes;
  }

  /** Writes that gave way to a packet of the module. */
  public long collisions() {
    return collisions;
  }
}
