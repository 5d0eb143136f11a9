package io.github.spwf04.transport.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.TreeSet;

/** Opens a device node, and says what to do when that fails. */
enum DeviceNode {
  SPI(
      "spidev",
      "spi",
      "switch SPI on, on a Raspberry Pi with 'sudo raspi-config nonint do_spi 0', and restart"),
  GPIO("gpiochip", "gpio", "'gpiodetect' lists the chips of this machine");

  private final String prefix;
  private final String group;
  private final String whenMissing;

  DeviceNode(String prefix, String group, String whenMissing) {
    this.prefix = prefix;
    this.group = group;
    this.whenMissing = whenMissing;
  }

  /** The descriptor of the opened node. */
  int open(Libc libc, Path path) throws IOException {
    int fd;
    try (Arena arena = Arena.ofConfined()) {
      fd = libc.open(arena.allocateFrom(path.toString()), Abi.O_RDWR | Abi.O_CLOEXEC);
    }
    if (fd < 0) {
      throw new KernelException("cannot open " + path, -fd, advice(path, -fd));
    }
    return fd;
  }

  private String advice(Path path, int errno) {
    return switch (Errno.of(errno)) {
      case ENOENT, ENODEV, ENXIO -> present(path) + "; " + whenMissing;
      case EACCES, EPERM ->
          "the user "
              + System.getProperty("user.name")
              + " must be in the group "
              + group
              + ": 'sudo usermod -aG "
              + group
              + " "
              + System.getProperty("user.name")
              + "', then log in again"
              + owner(path);
      case null, default -> "";
    };
  }

  private String present(Path path) {
    TreeSet<String> found = new TreeSet<>();
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (DirectoryStream<Path> nodes = Files.newDirectoryStream(folder, prefix + "*")) {
        nodes.forEach(node -> found.add(node.toString()));
      } catch (IOException _) {
        return "there is no folder " + folder;
      }
    }
    return found.isEmpty() ? "there is no " + prefix + " at all" : "present are " + found;
  }

  /** A node of another group needs a udev rule before joining the usual one helps. */
  private String owner(Path path) {
    try {
      String actual = Files.readAttributes(path, PosixFileAttributes.class).group().getName();
      return actual.equals(group)
          ? ""
          : "; the node belongs to the group "
              + actual
              + ", a udev rule has to give it to "
              + group;
    } catch (IOException | UnsupportedOperationException _) {
      return "";
    }
  }
}
