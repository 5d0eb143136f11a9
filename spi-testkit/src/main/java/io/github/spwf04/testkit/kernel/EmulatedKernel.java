package io.github.spwf04.testkit.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The part of the kernel behind the device nodes. An empty file stands in for a node: opening,
 * closing, polling and reading are the real kernel's business. A file that was deleted is a device
 * that was unplugged, as far as those are concerned who have it open.
 */
public final class EmulatedKernel {
  private static final String DELETED = " (deleted)";

  /** What is behind a descriptor. */
  interface Device {
    /** The result or a negative error number. */
    long ioctl(int request, MemorySegment argument);
  }

  private static @Nullable EmulatedKernel running;
  private static @Nullable TestAbortedException impossible;

  /** By what {@code /proc/self/fd} shows: the path of a node, or the number of a socket. */
  private final Map<String, Device> devices = new ConcurrentHashMap<>();

  private EmulatedKernel() {}

  /** The one kernel of this process; ends the test as skipped where there can be none. */
  static synchronized EmulatedKernel get() {
    if (impossible != null) {
      throw impossible;
    }
    EmulatedKernel kernel = running;
    if (kernel == null) {
      kernel = new EmulatedKernel();
      try {
        Seccomp.install(kernel::ioctl);
      } catch (TestAbortedException e) {
        impossible = e;
        throw e;
      }
      running = kernel;
    }
    return kernel;
  }

  /** A node that is there already is taken, with its owner and permissions. */
  void plug(Path node, Device device) throws IOException {
    if (!Files.exists(node)) {
      Files.createFile(node);
    }
    devices.put(node.toString(), device);
  }

  void unplug(Path node) throws IOException {
    Files.delete(node);
  }

  void forget(Path node) throws IOException {
    devices.remove(node.toString());
    Files.deleteIfExists(node);
  }

  void attach(int fd, Device device) {
    devices.put(identity(fd), device);
  }

  private long ioctl(int fd, int request, long argument) {
    String identity = identity(fd);
    if (identity.endsWith(DELETED)) {
      return devices.containsKey(identity.substring(0, identity.length() - DELETED.length()))
          ? -Errors.ENODEV
          : Seccomp.CONTINUE;
    }
    Device device = devices.get(identity);
    int size = request >>> 16 & 0x3FFF;
    return device == null
        ? Seccomp.CONTINUE
        : device.ioctl(request, Syscall.memory(argument, size));
  }

  private static String identity(int fd) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
    } catch (IOException e) {
      return "none";
    }
  }
}
