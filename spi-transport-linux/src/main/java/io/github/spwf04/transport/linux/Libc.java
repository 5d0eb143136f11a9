package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * The few functions of the C library that are needed. Each returns what the C function returns, or
 * the negative error number, as system calls do. One instance serves one thread at a time, because
 * it owns the memory where the error number is kept; a call allocates nothing. Not final, so that a
 * benchmark can leave the kernel out.
 */
@SuppressWarnings("restricted") // calling C is what this class is for
class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();

  /** C's {@code long}, {@code size_t} and {@code nfds_t}: 4 bytes on 32-bit machines. */
  private static final MemoryLayout LONG =
      Objects.requireNonNull(LINKER.canonicalLayouts().get("long"));

  private static final MethodHandle OPEN =
      link(
          "open",
          2,
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          MemorySegment.class,
          int.class);
  private static final MethodHandle CLOSE =
      link("close", 0, FunctionDescriptor.of(JAVA_INT, JAVA_INT), int.class);
  private static final MethodHandle IOCTL =
      link(
          "ioctl",
          2,
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, LONG, ADDRESS),
          int.class,
          long.class,
          MemorySegment.class);
  private static final MethodHandle POLL =
      link(
          "poll",
          0,
          FunctionDescriptor.of(JAVA_INT, ADDRESS, LONG, JAVA_INT),
          MemorySegment.class,
          long.class,
          int.class);
  private static final MethodHandle READ =
      link(
          "read",
          0,
          FunctionDescriptor.of(LONG, JAVA_INT, ADDRESS, LONG),
          int.class,
          MemorySegment.class,
          long.class);
  private static final MethodHandle WRITE =
      link(
          "write",
          0,
          FunctionDescriptor.of(LONG, JAVA_INT, ADDRESS, LONG),
          int.class,
          MemorySegment.class,
          long.class);
  private static final MethodHandle EVENTFD =
      link("eventfd", 0, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), int.class, int.class);

  private final MemorySegment errno;

  Libc(Arena arena) {
    errno = arena.allocate(Linker.Option.captureStateLayout());
  }

  /**
   * @param fixed how many arguments stand before the dots, 0 for a function without dots
   * @param parameters as Java passes them: long for a C long, however long that is
   */
  private static MethodHandle link(
      String name, int fixed, FunctionDescriptor function, Class<?>... parameters) {
    Linker.Option errno = Linker.Option.captureCallState("errno");
    MethodHandle handle =
        LINKER.downcallHandle(
            SYMBOLS.findOrThrow(name),
            function,
            fixed == 0
                ? new Linker.Option[] {errno}
                : new Linker.Option[] {errno, Linker.Option.firstVariadicArg(fixed)});
    return MethodHandles.explicitCastArguments(
        handle,
        MethodType.methodType(int.class, parameters).insertParameterTypes(0, MemorySegment.class));
  }

  int open(MemorySegment path, int flags) {
    try {
      return result((int) OPEN.invokeExact(errno, path, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int close(int fd) {
    try {
      return result((int) CLOSE.invokeExact(errno, fd));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int ioctl(int fd, int request, MemorySegment argument) {
    try {
      return result((int) IOCTL.invokeExact(errno, fd, Integer.toUnsignedLong(request), argument));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int poll(MemorySegment fds, int count, int timeoutMillis) {
    try {
      return result((int) POLL.invokeExact(errno, fds, (long) count, timeoutMillis));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int read(int fd, MemorySegment buffer) {
    try {
      return result((int) READ.invokeExact(errno, fd, buffer, buffer.byteSize()));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int write(int fd, MemorySegment buffer) {
    try {
      return result((int) WRITE.invokeExact(errno, fd, buffer, buffer.byteSize()));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int eventfd(int flags) {
    try {
      return result((int) EVENTFD.invokeExact(errno, 0, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int result(int returned) {
    return returned < 0 ? -errno.get(JAVA_INT, 0) : returned;
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a call of the C library threw", e);
  }
}
