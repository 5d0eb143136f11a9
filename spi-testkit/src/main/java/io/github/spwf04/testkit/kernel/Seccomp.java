package io.github.spwf04.testkit.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.opentest4j.TestAbortedException;

/**
 * Has the kernel hand every {@code ioctl} whose type byte is spidev's or GPIO's to this process,
 * which then answers it in the kernel's stead (seccomp user notification). The filter stays until
 * the process ends, and there can be only one.
 */
final class Seccomp {
  /** What to answer for a descriptor that is none of ours: the kernel goes on by itself. */
  static final long CONTINUE = Long.MIN_VALUE;

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SET_MODE_FILTER = 1;
  private static final int TSYNC = 1;
  private static final int NEW_LISTENER = 1 << 3;
  private static final int TSYNC_ESRCH = 1 << 4;
  private static final int NOTIF_RECV = 0xC0502100;
  private static final int NOTIF_SEND = 0xC0182101;
  private static final int RET_USER_NOTIF = 0x7FC00000;
  private static final int RET_ALLOW = 0x7FFF0000;

  private static final int LOAD = 0x20;
  private static final int EQUAL = 0x15;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int AND = 0x54;
  private static final int RETURN = 0x06;

  private static final int SPI_TYPE = 'k';
  private static final int GPIO_TYPE = 0xB4;

  /** Answers an {@code ioctl}. */
  @FunctionalInterface
  interface Handler {
    /** The result, a negative error number, or {@link #CONTINUE}. */
    long ioctl(int fd, int request, long argument);
  }

  private Seccomp() {}

  /**
   * Puts the filter in place for all threads, and answers from a thread of its own.
   *
   * @throws TestAbortedException when this machine does not let us
   */
  static void install(Handler handler) {
    Machine machine = Machine.current();
    long listener;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = program(arena, machine);
      Syscall.call(machine.prctl, PR_SET_NO_NEW_PRIVS, 1);
      listener =
          Syscall.call(
              machine.seccomp,
              SET_MODE_FILTER,
              TSYNC | NEW_LISTENER | TSYNC_ESRCH,
              program.address());
    }
    if (listener < 0) {
      throw new TestAbortedException(
          "this machine lets no process answer system calls (seccomp, errno " + -listener + ")");
    }
    Thread.ofPlatform()
        .daemon()
        .name("emulated kernel")
        .start(() -> answer(machine, listener, handler));
  }

  /** {@code struct sock_fprog} with the filter behind it. */
  private static MemorySegment program(Arena arena, Machine machine) {
    int[][] lines = {
      {LOAD, 0, 0, 4},
      {EQUAL, 0, 7, machine.audit},
      {LOAD, 0, 0, 0},
      {EQUAL, 0, 5, machine.ioctl},
      {LOAD, 0, 0, 24},
      {SHIFT_RIGHT, 0, 0, 8},
      {AND, 0, 0, 0xFF},
      {EQUAL, 2, 0, SPI_TYPE},
      {EQUAL, 1, 0, GPIO_TYPE},
      {RETURN, 0, 0, RET_ALLOW},
      {RETURN, 0, 0, RET_USER_NOTIF},
    };
    MemorySegment filter = arena.allocate(lines.length * 8L, 8);
    for (int i = 0; i < lines.length; i++) {
      filter.set(JAVA_SHORT, i * 8L, (short) lines[i][0]);
      filter.set(JAVA_BYTE, i * 8L + 2, (byte) lines[i][1]);
      filter.set(JAVA_BYTE, i * 8L + 3, (byte) lines[i][2]);
      filter.set(JAVA_INT, i * 8L + 4, lines[i][3]);
    }
    MemorySegment program = arena.allocate(16, 8);
    program.set(JAVA_SHORT, 0, (short) lines.length);
    program.set(ADDRESS, 8, filter);
    return program;
  }

  private static void answer(Machine machine, long listener, Handler handler) {
    Arena arena = Arena.global();
    MemorySegment notice = arena.allocate(80, 8);
    MemorySegment response = arena.allocate(24, 8);
    while (true) {
      notice.fill((byte) 0);
      if (Syscall.call(machine.ioctl, listener, NOTIF_RECV, notice.address()) < 0) {
        continue;
      }
      long result;
      try {
        // seccomp_notif: id, pid, flags, then seccomp_data: nr, arch, ip, args.
        result =
            handler.ioctl(
                (int) notice.get(JAVA_LONG, 32),
                (int) notice.get(JAVA_LONG, 40),
                notice.get(JAVA_LONG, 48));
      } catch (RuntimeException e) {
        e.printStackTrace();
        result = -Errors.EFAULT;
      }
      response.fill((byte) 0);
      response.set(JAVA_LONG, 0, notice.get(JAVA_LONG, 0));
      if (result == CONTINUE) {
        response.set(JAVA_INT, 20, 1);
      } else if (result < 0) {
        response.set(JAVA_INT, 16, (int) result);
      } else {
        response.set(JAVA_LONG, 8, result);
      }
      Syscall.call(machine.ioctl, listener, NOTIF_SEND, response.address());
    }
  }
}
