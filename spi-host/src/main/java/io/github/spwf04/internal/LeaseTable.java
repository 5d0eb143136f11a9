package io.github.spwf04.internal;

import io.github.spwf04.time.Time;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who holds each id of one kind of socket. The module hands an id out again as soon as it is free;
 * here every time is a new {@link Lease}, of a generation of its own. Leases are granted on the
 * owner thread, in step with replies and WINDs.
 */
public final class LeaseTable {
  private final AtomicReferenceArray<@Nullable Lease> holders;
  private final Time time;
  private final AtomicLong generations = new AtomicLong();

  /**
   * @param ids the ids are 0 to one less
   * @param time what waits of holders end by
   */
  public LeaseTable(int ids, Time time) {
    this.time = time;
    holders = new AtomicReferenceArray<>(ids);
  }

  int size() {
    return holders.length();
  }

  /**
   * A new lease; who held the id before has lost it.
   *
   * @param what the socket's name in messages
   * @param boundaries whether the sizes of what arrives matter
   */
  public Lease grant(int id, String what, boolean boundaries) {
    Lease lease = new Lease(this, id, generations.incrementAndGet(), what, boundaries, time);
    Lease old = holders.getAndSet(id, lease);
    if (old != null) {
      old.lose("its id was given to another socket");
    }
    return lease;
  }

  /**
   * @return the holder, or null when there is none, or no such id
   */
  public @Nullable Lease holder(long id) {
    return id >= 0 && id < size() ? holders.get((int) id) : null;
  }

  /**
   * Leases what is open at the module and held by nobody, so that it can be closed. On the owner
   * thread: whatever was opened before the list has its holder by now.
   *
   * @param listed what the module lists
   * @param id the id of each
   * @return those that nobody held, with their leases
   */
  public <S> SequencedMap<S, Lease> adopt(List<S> listed, ToIntFunction<S> id) {
    SequencedMap<S, Lease> adopted = new LinkedHashMap<>();
    for (S socket : listed) {
      int number = id.applyAsInt(socket);
      if (number >= 0 && number < size() && holders.get(number) == null) {
        adopted.put(socket, grant(number, "leaked " + socket, false));
      }
    }
    return adopted;
  }

  /** The id is free at the module. */
  void end(Lease lease) {
    holders.compareAndSet(lease.id(), lease, null);
  }

  /** Takes all leases away. */
  public void lose(String why) {
    for (int id = 0; id < size(); id++) {
      Lease holder = holders.getAndSet(id, null);
      if (holder != null) {
        holder.lose(why);
      }
    }
  }
}
