package io.github.spwf04.virtual.door;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The master side of a pseudo-terminal of Linux, in raw mode. The slave side is held open here, so
 * that programs may come and go without an error on this side.
 */
@SuppressWarnings("restricted") // calling C is what this class is for
final class PseudoTerminal implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int TCSANOW = 0;
  private static final int MAX_PATH = 64;
  private static final int MAX_PIECE = 4096;

  /** More than struct termios has on any architecture. */
  private static final int TERMIOS_SIZE = 256;

  /** How long one wait in the kernel lasts before it is looked whether this is closed. */
  private static final int POLL_MILLIS = 100;

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN_MASTER = call("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANT = call("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCK = call("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle NAME =
      call("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle GET_MODE = call("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle MAKE_RAW =
      handle("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle SET_MODE =
      call("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle POLL = call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);

  private final int master;
  private final int slave;
  private final String path;

  private volatile boolean closed;

  PseudoTerminal() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      master = (int) run("posix_openpt", OPEN_MASTER, O_RDWR | O_NOCTTY | O_NONBLOCK);
      run("grantpt", GRANT, master);
      run("unlockpt", UNLOCK, master);
      MemorySegment name = arena.allocate(MAX_PATH);
      run("ptsname_r", NAME, master, name, (long) MAX_PATH);
      path = name.getString(0);
      slave = (int) run("open " + path, OPEN, name, O_RDWR | O_NOCTTY);
      MemorySegment mode = arena.allocate(TERMIOS_SIZE, Long.BYTES);
      run("tcgetattr", GET_MODE, slave, mode);
      run("cfmakeraw", MAKE_RAW, mode);
      run("tcsetattr", SET_MODE, slave, TCSANOW, mode);
    }
  }

  /** The device that programs open, {@code /dev/pts/3}. */
  String path() {
    return path;
  }

  /** What programs write; it ends when this is closed. */
  InputStream input() {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("in pieces only");
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
          int most = Math.min(length, MAX_PIECE);
          MemorySegment buffer = arena.allocate(most);
          while (await(arena, POLLIN)) {
            int n = (int) run("read", READ, master, buffer, (long) most);
            if (n > 0) {
              MemorySegment.copy(buffer, 0, MemorySegment.ofArray(into), offset, n);
              return n;
            }
          }
          return -1;
        }
      }
    };
  }

  /** What programs read. Waits while they do not; throws when this is closed. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment buffer = arena.allocate(Math.max(1, length));
          MemorySegment.copy(MemorySegment.ofArray(bytes), offset, buffer, 0, length);
          for (long at = 0; at < length; ) {
            if (!await(arena, POLLOUT)) {
              throw new IOException(path + " is closed");
            }
            at += Math.max(0, run("write", WRITE, master, buffer.asSlice(at), length - at));
          }
        }
      }
    };
  }

  /**
   * @return false when this is closed
   */
  private boolean await(Arena arena, short event) throws IOException {
    // struct pollfd: int fd, short events, short revents
    MemorySegment wanted = arena.allocate(8, Integer.BYTES);
    wanted.set(JAVA_INT, 0, master);
    wanted.set(JAVA_SHORT, 4, event);
    while (!closed) {
      if (run("poll", POLL, wanted, 1L, POLL_MILLIS) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Ends the streams. Only when nobody uses them any more can {@link #release} follow. */
  @Override
  public void close() {
    closed = true;
  }

  /** Gives the device back. */
  void release() throws IOException {
    run("close", CLOSE, slave);
    run("close", CLOSE, master);
  }

  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    List<Linker.Option> options = new ArrayList<>(List.of(more));
    options.add(Linker.Option.captureCallState("errno"));
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        descriptor,
        options.toArray(Linker.Option[]::new));
  }

  /**
   * @return what the function returned, -1 only where it would have to wait or was interrupted
   */
  private static long run(String what, MethodHandle function, Object... arguments)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      List<Object> all = new ArrayList<>();
      all.add(state);
      all.addAll(Arrays.asList(arguments));
      Object returned = function.invokeWithArguments(all);
      long result = returned instanceof Number number ? number.longValue() : 0;
      int errno = (int) ERRNO.get(state, 0L);
      if (result < 0 && errno != EINTR && errno != EAGAIN) {
        throw new IOException(what + " failed with errno " + errno);
      }
      return result;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(what, e);
    }
  }
}
