package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The system call {@code poll} that {@link Thread#interrupt} and {@link #wakeup} end.
 *
 * <p>Interrupting a thread does not end a system call it is in. The one place where the JDK lets
 * others hook into an interrupt without giving up what they wait for is {@link
 * AbstractSelector#begin}: from there until {@link AbstractSelector#end} an interrupt calls {@link
 * #wakeup}, which here writes to an event descriptor that every poll listens to as well. Nothing
 * else of a selector is used.
 *
 * <p>A wake-up stays pending until a poll has seen it, so it cannot be missed; one that comes late
 * ends the next poll early, which is why callers look again at what they wait for.
 */
final class InterruptiblePoll extends AbstractSelector {
  private final Libc libc;
  private final MemorySegment fds;
  private final MemorySegment counter;
  private final int event;

  /** Guards what those use who wake: an interrupt may come from any thread, after the end too. */
  private final ReentrantLock wakeLock = new ReentrantLock();

  private final Libc wakeLibc;
  private final MemorySegment one;
  private boolean released;

  InterruptiblePoll(Libc libc) throws IOException {
    super(SelectorProvider.provider());
    this.libc = libc;
    Arena arena = Arena.ofAuto();
    fds = arena.allocate(Abi.POLLFD, 2);
    counter = arena.allocate(JAVA_LONG);
    wakeLibc = new Libc(arena);
    one = arena.allocateFrom(JAVA_LONG, 1);
    event = libc.eventfd(Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
    if (event < 0) {
      throw new KernelException("cannot make an event descriptor", -event);
    }
    fds.set(JAVA_INT, Abi.POLL_FD, event);
    fds.set(JAVA_SHORT, Abi.POLL_EVENTS, Abi.POLLIN);
    fds.set(JAVA_SHORT, Abi.POLLFD.byteSize() + Abi.POLL_EVENTS, Abi.POLLIN);
  }

  /** Waits until woken, at most {@code nanos}; may end early. */
  void pause(long nanos) throws IOException {
    poll(1, nanos);
  }

  /**
   * Waits until a descriptor can be read or has failed, or until woken, at most {@code nanos}.
   *
   * @return the {@code POLL…} bits of the descriptor, 0 for none
   */
  int await(int fd, long nanos) throws IOException {
    fds.set(JAVA_INT, Abi.POLLFD.byteSize() + Abi.POLL_FD, fd);
    fds.set(JAVA_SHORT, Abi.POLLFD.byteSize() + Abi.POLL_REVENTS, (short) 0);
    poll(2, nanos);
    return fds.get(JAVA_SHORT, Abi.POLLFD.byteSize() + Abi.POLL_REVENTS);
  }

  private void poll(int count, long nanos) throws IOException {
    fds.set(JAVA_SHORT, Abi.POLL_REVENTS, (short) 0);
    int result;
    begin();
    try {
      result = libc.poll(fds, count, millis(nanos));
    } finally {
      end();
    }
    if (result < 0 && Errno.of(-result) != Errno.EINTR) {
      throw new KernelException("cannot wait for the IRQ line", -result);
    }
    if (fds.get(JAVA_SHORT, Abi.POLL_REVENTS) != 0) {
      libc.read(event, counter);
    }
  }

  /** Rounded up, so that a wait is never too short by the part of a millisecond. */
  private static int millis(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos) / 1_000_000 + 1);
  }

  /** Ends the poll under way, or the next one. */
  @Override
  public Selector wakeup() {
    wakeLock.lock();
    try {
      if (!released) {
        wakeLibc.write(event, one);
      }
      return this;
    } finally {
      wakeLock.unlock();
    }
  }

  /** Closes the event descriptor. Nobody may be in a poll. */
  void release() {
    wakeLock.lock();
    try {
      if (!released) {
        released = true;
        wakeLibc.close(event);
      }
    } finally {
      wakeLock.unlock();
    }
  }

  @Override
  protected void implCloseSelector() {
    release();
  }

  // What a selector has beside its hook.

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SelectionKey> keys() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int selectNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select(long timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select() {
    throw new UnsupportedOperationException();
  }
}
