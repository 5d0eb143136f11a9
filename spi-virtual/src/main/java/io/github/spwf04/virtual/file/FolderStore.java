package io.github.spwf04.virtual.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files in a folder of this machine, which its user may change at any time. Only regular files
 * count: a symbolic link is never followed, for it could lead out of the folder.
 */
final class FolderStore implements Store {
  private final Path root;
  private final int capacity;

  /**
   * @param capacity the size of the volume; a file that is longer cannot be read
   */
  FolderStore(Path root, int capacity) {
    this.root = root;
    this.capacity = capacity;
  }

  @Override
  public SortedMap<String, Integer> lengths() throws IOException {
    TreeMap<String, Integer> lengths = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        BasicFileAttributes attributes = attributes(file);
        if (FileName.valid(name) && attributes != null) {
          lengths.put(name, (int) Math.min(attributes.size(), Integer.MAX_VALUE));
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return lengths;
  }

  @Override
  public byte @Nullable [] read(String file) throws IOException {
    Path path = path(file);
    BasicFileAttributes attributes = attributes(path);
    if (attributes == null) {
      return null;
    }
    if (attributes.size() > capacity) {
      throw new IOException(path + " is larger than its volume");
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer content = ByteBuffer.allocate((int) attributes.size());
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // A file that has become longer meanwhile is read as far as it was.
      }
      return java.util.Arrays.copyOf(content.array(), content.position());
    }
  }

  /** Replaces a file in one step, so that one who looks sees the old or the new. */
  @Override
  public void write(String file, byte[] content) throws IOException {
    // No name of a file can hold a bar.
    Path part = root.resolve(file + "|");
    Files.deleteIfExists(part);
    try {
      Files.write(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(part, path(file));
    } finally {
      // There only where something failed: a disk that is full keeps what it has taken.
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    move(path(from), root.resolve(to));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String file) throws IOException {
    Path path = path(file);
    if (attributes(path) != null) {
      Files.deleteIfExists(path);
    }
  }

  /** The file of that name in upper or lower case, whether there is one or not. */
  private Path path(String file) throws IOException {
    Path path = root.resolve(file);
    if (attributes(path) != null) {
      return path;
    }
    for (String other : lengths().keySet()) {
      if (other.equalsIgnoreCase(file)) {
        return root.resolve(other);
      }
    }
    return path;
  }

  /** What the file system says of a regular file; null for anything else. */
  private static @Nullable BasicFileAttributes attributes(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? attributes : null;
    } catch (IOException _) {
      return null;
    }
  }
}
