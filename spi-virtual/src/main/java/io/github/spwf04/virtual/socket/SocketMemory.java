package io.github.spwf04.virtual.socket;

import io.github.spwf04.virtual.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The heap that the receive buffers of socket clients and of the clients of servers share. */
public final class SocketMemory {
  private final Core core;
  private final List<LongSupplier> taken = new ArrayList<>();
  private long most;

  public SocketMemory(Core core) {
    this.core = core;
  }

  /**
   * @param bytes what somebody's buffers take at the moment
   */
  void counts(LongSupplier bytes) {
    taken.add(bytes);
  }

  /** Whether there is room for the buffer of one more, which is then about to come. */
  boolean hasRoom() {
    long sum = taken() + ClientSocket.capacity(core.settings());
    boolean room = !core.lowMemory() && sum <= core.options().sockets().memory();
    most = room ? Math.max(most, sum) : most;
    return room;
  }

  /** Bytes that all of them take. */
  public long taken() {
    return taken.stream().mapToLong(LongSupplier::getAsLong).sum();
  }

  /** The most that they have taken since the boot. */
  public long most() {
    return most;
  }
}
