package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.image.FileSystemImage;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one volume, in the room that it has. What the store beneath cannot do becomes the
 * error of Table 10 of the step that failed.
 */
final class Disk {
  /** Room is given in blocks of this many bytes: 2 KiB of RAM are room for 2 files (6.23). */
  static final int BLOCK = 1024;

  private final Volume volume;
  private final Store store;
  private final long capacity;

  /** Whether an image has made it what it is, whose clusters are its blocks then. */
  private boolean ofImage;

  private int blockBytes;
  private long blocks;

  /**
   * @param capacity its size in bytes
   */
  Disk(Volume volume, Store store, long capacity) {
    this.volume = volume;
    this.store = store;
    this.capacity = capacity;
    this.blockBytes = BLOCK;
    this.blocks = capacity / BLOCK;
  }

  Volume volume() {
    return volume;
  }

  /** Its size in bytes. */
  long capacity() {
    return capacity;
  }

  /** Whether it is the application flash, and protected. */
  boolean locked() {
    try {
      return volume == Volume.APPLICATION_FLASH
          && store.lengths().containsKey(FileSystemImage.LOCK);
    } catch (IOException _) {
      return true;
    }
  }

  /** User flash is a file system only once an image has made it one. */
  boolean mountable() {
    try {
      return volume != Volume.USER_FLASH || ofImage || !store.lengths().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  SortedMap<String, Integer> lengths() throws VolumeException {
    try {
      return store.lengths();
    } catch (IOException e) {
      throw failure(ModuleError.DIRECTORY_READ, e);
    }
  }

  byte @Nullable [] read(String file) throws VolumeException {
    try {
      return store.read(file);
    } catch (IOException e) {
      throw failure(ModuleError.FILE_READ, e);
    }
  }

  /** Makes or replaces a file. */
  void write(String file, byte[] content) throws VolumeException {
    Integer old = lengths().get(file);
    if (taken(content.length) - (old == null ? 0 : taken(old)) > free()) {
      throw full();
    }
    store(file, content);
  }

  void rename(String from, String to) throws VolumeException {
    try {
      store.rename(from, to);
    } catch (IOException e) {
      throw failure(ModuleError.FILE_RENAME, e);
    }
  }

  void delete(String file, ModuleError error) throws VolumeException {
    try {
      store.delete(file);
    } catch (IOException e) {
      throw failure(error, e);
    }
  }

  void erase(ModuleError error) throws VolumeException {
    for (String file : lengths().keySet()) {
      delete(file, error);
    }
    ofImage = false;
    blockBytes = BLOCK;
    blocks = capacity / BLOCK;
  }

  /**
   * Becomes what an image of {@link FileSystemImage} says: its files in place of those that are
   * there, and its room.
   *
   * @param bad the error of an image that is none or damaged
   * @throws VolumeException {@code bad}, or 101 when it is larger than this volume: nothing has
   *     changed then; 54 when the machine beneath cannot store a file
   */
  void install(byte[] image, ModuleError bad) throws VolumeException {
    if (image.length > capacity) {
      throw full();
    }
    FileSystemImage fat = read(image, bad);
    if (fat.size() > capacity) {
      throw full();
    }
    erase(ModuleError.FILE_CLOSE);
    for (Map.Entry<String, byte[]> file : fat.files().entrySet()) {
      store(file.getKey(), file.getValue());
    }
    ofImage = true;
    blockBytes = fat.clusterBytes();
    // Folders in it take their clusters away, though nobody sees them.
    blocks = taken() / blockBytes + fat.freeClusters();
  }

  private static FileSystemImage read(byte[] image, ModuleError bad) throws VolumeException {
    try {
      return FileSystemImage.read(image);
    } catch (IOException e) {
      throw failure(bad, e);
    }
  }

  /**
   * Its files as an image.
   *
   * @throws IllegalArgumentException when there is no image of them: see {@link FileSystemImage#of}
   */
  byte[] image() throws VolumeException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String file : lengths().keySet()) {
      byte[] content = read(file);
      if (content != null) {
        files.put(file, content);
      }
    }
    return FileSystemImage.of(files);
  }

  /** Bytes that are left. */
  long free() throws VolumeException {
    return blocks * blockBytes - taken();
  }

  private long taken() throws VolumeException {
    return lengths().values().stream().mapToLong(this::taken).sum();
  }

  private void store(String file, byte[] content) throws VolumeException {
    try {
      store.write(file, content);
    } catch (IOException e) {
      throw failure(ModuleError.FILE_CLOSE, e);
    }
  }

  /** What a file takes; in an image, one without a byte takes no cluster. */
  private long taken(int length) {
    return Math.max(ofImage ? 0 : 1, (length + blockBytes - 1L) / blockBytes) * blockBytes;
  }

  private VolumeException full() {
    return new VolumeException(
        volume == Volume.RAM ? ModuleError.LOW_MEMORY : ModuleError.FLASH_WRITE,
        "volume " + volume + " has " + capacity + " bytes");
  }

  private static VolumeException failure(ModuleError error, IOException cause) {
    return new VolumeException(error, String.valueOf(cause.getMessage()));
  }
}
