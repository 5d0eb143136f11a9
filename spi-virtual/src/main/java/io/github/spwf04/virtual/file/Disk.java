package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one volume, in the room that it has. What the store beneath cannot do becomes the
 * error of Table 10 of the step that failed.
 */
final class Disk {
  /** Room is given in blocks of this many bytes: 2 KiB of RAM are room for 2 files (6.23). */
  static final int BLOCK = 1024;

  /** The file that protects the application flash (Table 8, app_fs). */
  private static final String LOCK = "__LOCKED__";

  private final Volume volume;
  private final Store store;
  private final long capacity;

  /**
   * @param capacity its size in bytes
   */
  Disk(Volume volume, Store store, long capacity) {
    this.volume = volume;
    this.store = store;
    this.capacity = capacity;
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
      return volume == Volume.APPLICATION_FLASH && store.lengths().containsKey(LOCK);
    } catch (IOException _) {
      return true;
    }
  }

  boolean isEmpty() {
    try {
      return store.lengths().isEmpty();
    } catch (IOException _) {
      return true;
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
    if (blocks(content.length) - (old == null ? 0 : blocks(old)) > free()) {
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
  }

  /** Replaces all files; changes nothing when they do not fit. */
  void install(Map<String, byte[]> files) throws VolumeException {
    long size = files.values().stream().mapToLong(content -> blocks(content.length)).sum();
    if (size > capacity) {
      throw full();
    }
    erase(ModuleError.FILE_CLOSE);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      store(file.getKey(), file.getValue());
    }
  }

  /** Bytes that are left. */
  long free() throws VolumeException {
    return capacity - lengths().values().stream().mapToLong(length -> blocks(length)).sum();
  }

  private void store(String file, byte[] content) throws VolumeException {
    try {
      store.write(file, content);
    } catch (IOException e) {
      throw failure(ModuleError.FILE_CLOSE, e);
    }
  }

  private static long blocks(int length) {
    return Math.max(1, (length + BLOCK - 1L) / BLOCK) * BLOCK;
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
