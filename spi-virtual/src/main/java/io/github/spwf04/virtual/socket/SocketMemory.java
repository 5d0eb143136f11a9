package io.github.spwf04.virtual.socket;

import io.github.spwf04.virtual.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The heap that the receive buffers of socket clients and of the clients of servers share. */
public final class SocketMemory {
  private final Core core;
  private final List<LongSupplier> taken = new ArrayList<>();

  public SocketMemory(Core core) {
    this.core = core;
  }

  /**
   * @param bytes what somebody's buffers take at the moment
   */
  void counts(LongSupplier bytes) {
    taken.add(bytes);
  }

  /** Whether there is room for the buffer of one more. */
  boolean hasRoom() {
    long sum = taken.stream().mapToLong(LongSupplier::getAsLong).sum();
    return !core.lowMemory()
        && sum + ClientSocket.capacity(core.settings()) <= core.options().sockets().memory();
  }
}
