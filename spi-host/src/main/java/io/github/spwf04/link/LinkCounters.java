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
