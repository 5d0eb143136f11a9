package io.github.spwf04.testkit.module;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file volumes from one boot to the next (6.23 to 6.30): which are mounted, and the RAM volume,
 * which a reset loses. Any thread may call.
 *
 * <p>A name without a volume is looked for in RAM, on the external volume, in user and in
 * application flash, in this order; a file that is nowhere is made in RAM.
 */
final class Volumes {
  /** A listed file; its length in bytes. */
  record Entry(Volume volume, String name, int length) {}

  /** A file that is there. */
  private record Found(Volume volume, Store store, String file, byte[] content) {}

  /** A volume gives room in blocks of this many bytes: 2 KiB of RAM are room for 2 files (6.23). */
  private static final int BLOCK = 1024;

  /** The heap that a RAM volume can take: free_heap with its factory size (Tables 7 and 8). */
  private static final int RAM_HEAP = 55_200 + 16 * BLOCK;

  private static final int MIN_RAM = 2 * BLOCK;

  /** The file that protects the application flash (Table 8, app_fs). */
  private static final String LOCK = "__LOCKED__";

  private static final List<Volume> SEARCHED = List.of(Volume.D, Volume.X, Volume.E, Volume.I);

  /** Reasons of WIND 7. */
  private static final int EXTERNAL_NOT_MOUNTED = 12;

  private static final int RAM_NOT_MADE = 14;

  private final Storage storage;
  private final Store ram = new MemoryStore();
  private final long ramBytes;
  private final boolean externalUsed;
  private final Map<Volume, Store> mounted = new EnumMap<>(Volume.class);
  private final List<Integer> failures = new ArrayList<>();
  private boolean closed;

  Volumes(Storage storage, Settings settings) {
    this.storage = storage;
    long wanted = settings.number("ramdisk_memsize") * BLOCK;
    ramBytes = wanted >= MIN_RAM && wanted <= RAM_HEAP ? wanted : 0;
    long external = settings.number("ext_volume");
    externalUsed = external != 0 && storage.capacity(Volume.X) > 0;
    if (wanted != 0 && ramBytes == 0) {
      failures.add(RAM_NOT_MADE);
    }
    // 3 looks whether there is one, and is content when there is none.
    if ((external == 1 || external == 2) && !externalUsed) {
      failures.add(EXTERNAL_NOT_MOUNTED);
    }
    for (Volume volume : Volume.values()) {
      if (mountable(volume)) {
        mounted.put(volume, store(volume));
      }
    }
  }

  private Store store(Volume volume) {
    return volume == Volume.D ? ram : storage.store(volume);
  }

  /** User flash is a file system only once an image has made it one. */
  private boolean mountable(Volume volume) {
    return switch (volume) {
      case X -> externalUsed;
      case D -> ramBytes > 0;
      case I -> true;
      case E -> !isEmpty(storage.store(Volume.E));
    };
  }

  private static boolean isEmpty(Store store) {
    try {
      return store.lengths().isEmpty();
    } catch (IOException _) {
      return true;
    }
  }

  /** Reasons of WIND 7 that the start of the volumes has given. */
  List<Integer> failures() {
    return failures;
  }

  /** Bytes of heap that the RAM volume has beyond its factory size; negative when it has less. */
  long extraHeap() {
    return ramBytes - 16L * BLOCK;
  }

  /** Ends with its firmware: whoever still holds it gets error 50. */
  void close() {
    synchronized (storage) {
      closed = true;
      mounted.clear();
    }
  }

  /** Whether a volume is mounted. */
  boolean mounted(Volume volume) {
    synchronized (storage) {
      return mounted.containsKey(volume);
    }
  }

  /** Whether the application flash is mounted and neither lists nor shows its files. */
  boolean locked() {
    synchronized (storage) {
      return isLocked(Volume.I);
    }
  }

  private boolean isLocked(Volume volume) {
    Store store = mounted.get(volume);
    try {
      return volume == Volume.I && store != null && store.lengths().containsKey(LOCK);
    } catch (IOException _) {
      return true;
    }
  }

  /**
   * Reads a file for the host.
   *
   * @throws VolumeException 51 when there is none of that name, 53 when it cannot be read or is
   *     protected, 50 when its volume is not mounted
   */
  byte[] read(String name) throws VolumeException {
    synchronized (storage) {
      Found found = find(name, Errors.FILE_OPEN);
      if (isLocked(found.volume())) {
        throw new VolumeException(Errors.FILE_READ, "the application flash is protected");
      }
      return found.content();
    }
  }

  /**
   * Reads a file that the module itself uses, a page or a script: protection does not matter.
   *
   * @throws VolumeException as {@link #read} but for the protection
   */
  byte[] use(String name) throws VolumeException {
    synchronized (storage) {
      return find(name, Errors.FILE_OPEN).content();
    }
  }

  /** Whether there is a file of that name. */
  boolean exists(String name) {
    try {
      synchronized (storage) {
        find(name, Errors.FILE_OPEN);
        return true;
      }
    } catch (VolumeException _) {
      return false;
    }
  }

  /**
   * Makes a file or replaces what is in it.
   *
   * @throws VolumeException 51 when it cannot be that name or volume, 50 when the volume is not
   *     mounted, 91 when RAM is full, 101 when the external volume is, 54 when the machine beneath
   *     cannot store it
   */
  void replace(String name, byte[] content) throws VolumeException {
    synchronized (storage) {
      write(target(name), content);
    }
  }

  /**
   * Makes a file or adds to its end.
   *
   * @throws VolumeException as {@link #replace}, and 53 when what is there cannot be read
   */
  void append(String name, byte[] content) throws VolumeException {
    synchronized (storage) {
      Found target = target(name);
      byte[] old = target.content();
      byte[] whole = Arrays.copyOf(old, old.length + content.length);
      System.arraycopy(content, 0, whole, old.length, content.length);
      write(target, whole);
    }
  }

  /**
   * Deletes a file.
   *
   * @throws VolumeException 56 when there is none or its volume cannot be written, 50 when the
   *     volume is not mounted
   */
  void delete(String name) throws VolumeException {
    synchronized (storage) {
      Found found = writable(find(name, Errors.FILE_DELETE), Errors.FILE_DELETE);
      try {
        found.store().delete(found.file());
      } catch (IOException e) {
        throw new VolumeException(Errors.FILE_DELETE, String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Renames a file inside its volume.
   *
   * @throws VolumeException 55 when there is none, when the new name is one of another volume or of
   *     a file that is there, or when the volume cannot be written; 50 when it is not mounted
   */
  void rename(String from, String to) throws VolumeException {
    synchronized (storage) {
      Found found = writable(find(from, Errors.FILE_RENAME), Errors.FILE_RENAME);
      FileName target = FileName.parse(to, Errors.FILE_RENAME);
      boolean other = target.volume() != null && target.volume() != found.volume();
      try {
        if (other || found.store().read(target.file()) != null) {
          throw new VolumeException(Errors.FILE_RENAME, to + " is taken or in another volume");
        }
        found.store().write(target.file(), found.content());
        found.store().delete(found.file());
      } catch (IOException e) {
        throw new VolumeException(Errors.FILE_RENAME, String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * The files of all mounted volumes, in the order of the volumes; those of a protected application
   * flash are left out.
   *
   * @throws VolumeException 57 when no volume is mounted, 58 when one cannot be read
   */
  List<Entry> list() throws VolumeException {
    synchronized (storage) {
      if (mounted.isEmpty()) {
        throw new VolumeException(Errors.DIRECTORY_OPEN, "no volume is mounted");
      }
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<Volume, Store> volume : mounted.entrySet()) {
        if (!isLocked(volume.getKey())) {
          lengths(volume.getValue())
              .forEach((file, length) -> entries.add(new Entry(volume.getKey(), file, length)));
        }
      }
      return entries;
    }
  }

  private static Map<String, Integer> lengths(Store store) throws VolumeException {
    try {
      return store.lengths();
    } catch (IOException e) {
      throw new VolumeException(Errors.DIRECTORY_READ, String.valueOf(e.getMessage()));
    }
  }

  /** Bytes that are left in a volume; 0 when it is not mounted. */
  long free(Volume volume) throws VolumeException {
    synchronized (storage) {
      Store store = mounted.get(volume);
      return store == null ? 0 : capacity(volume) - used(store);
    }
  }

  /**
   * Mounts a volume; one that is mounted stays so.
   *
   * @throws VolumeException 59 when there is nothing to mount
   */
  void mount(Volume volume) throws VolumeException {
    synchronized (storage) {
      if (closed || !mountable(volume)) {
        throw new VolumeException(Errors.MOUNT, "volume " + volume + " has no file system");
      }
      mounted.put(volume, store(volume));
    }
  }

  /**
   * Unmounts a volume.
   *
   * @param erase whether its files go, too; it need not be mounted then
   * @throws VolumeException 59 when it is not mounted, not there, or the application flash
   */
  void unmount(Volume volume, boolean erase) throws VolumeException {
    synchronized (storage) {
      boolean there = capacity(volume) > 0 && (volume != Volume.X || externalUsed);
      if (closed || volume == Volume.I || !there || !(erase || mounted.containsKey(volume))) {
        throw new VolumeException(Errors.MOUNT, "volume " + volume + " cannot be unmounted");
      }
      mounted.remove(volume);
      if (erase) {
        erase(store(volume), Errors.MOUNT);
      }
    }
  }

  /**
   * Replaces all of a volume, and mounts it.
   *
   * @throws VolumeException 50 when the volume is not there, 101 when the files do not fit, 54 when
   *     the machine beneath cannot store them
   */
  void install(Volume volume, Map<String, byte[]> files) throws VolumeException {
    synchronized (storage) {
      if (closed || capacity(volume) == 0 || volume == Volume.X && !externalUsed) {
        throw new VolumeException(Errors.NO_FILE_SYSTEM, "volume " + volume + " is not there");
      }
      long size = files.values().stream().mapToLong(content -> blocks(content.length)).sum();
      if (size > capacity(volume)) {
        throw new VolumeException(
            Errors.FLASH_WRITE, "the files take " + size + " bytes of " + capacity(volume));
      }
      Store store = store(volume);
      erase(store, Errors.FILE_CLOSE);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        store(store, file.getKey(), file.getValue());
      }
      if (mountable(volume)) {
        mounted.put(volume, store);
      } else {
        mounted.remove(volume);
      }
    }
  }

  private static void erase(Store store, int error) throws VolumeException {
    try {
      for (String file : store.lengths().keySet()) {
        store.delete(file);
      }
    } catch (IOException e) {
      throw new VolumeException(error, String.valueOf(e.getMessage()));
    }
  }

  private Found find(String name, int missing) throws VolumeException {
    FileName wanted = FileName.parse(name, missing);
    if (wanted.volume() != null) {
      Found found = find(wanted.volume(), wanted.file());
      if (!mounted.containsKey(wanted.volume())) {
        throw notMounted(wanted.volume());
      }
      if (found != null) {
        return found;
      }
    } else {
      for (Volume volume : SEARCHED) {
        Found found = find(volume, wanted.file());
        if (found != null) {
          return found;
        }
      }
    }
    throw new VolumeException(missing, "no file " + name);
  }

  private @Nullable Found find(Volume volume, String file) throws VolumeException {
    Store store = mounted.get(volume);
    if (store == null) {
      return null;
    }
    try {
      byte[] content = store.read(file);
      return content == null ? null : new Found(volume, store, file, content);
    } catch (IOException e) {
      throw new VolumeException(Errors.FILE_READ, String.valueOf(e.getMessage()));
    }
  }

  /** The file to write: the one that is there, else an empty one. */
  private Found target(String name) throws VolumeException {
    FileName wanted = FileName.parse(name, Errors.FILE_OPEN);
    Volume volume = wanted.volume();
    for (Volume candidate : SEARCHED) {
      if (volume == null && candidate.writable()) {
        Found found = find(candidate, wanted.file());
        if (found != null) {
          return found;
        }
      }
    }
    if (volume == null) {
      volume = mounted.containsKey(Volume.D) ? Volume.D : Volume.X;
    }
    Store store = mounted.get(volume);
    if (store == null) {
      throw notMounted(volume);
    }
    Found found = find(volume, wanted.file());
    return writable(
        found == null ? new Found(volume, store, wanted.file(), new byte[0]) : found,
        Errors.FILE_OPEN);
  }

  private static Found writable(Found found, int error) throws VolumeException {
    if (!found.volume().writable()) {
      throw new VolumeException(error, "volume " + found.volume() + " is written by images only");
    }
    return found;
  }

  private void write(Found target, byte[] content) throws VolumeException {
    boolean isNew = !lengths(target.store()).containsKey(target.file());
    long others = used(target.store()) - (isNew ? 0 : blocks(target.content().length));
    if (others + blocks(content.length) > capacity(target.volume())) {
      throw new VolumeException(
          target.volume() == Volume.D ? Errors.LOW_MEMORY : Errors.FLASH_WRITE,
          "volume " + target.volume() + " is full");
    }
    store(target.store(), target.file(), content);
  }

  private static void store(Store store, String file, byte[] content) throws VolumeException {
    try {
      store.write(file, content);
    } catch (IOException e) {
      throw new VolumeException(Errors.FILE_CLOSE, String.valueOf(e.getMessage()));
    }
  }

  private long capacity(Volume volume) {
    return volume == Volume.D ? ramBytes : storage.capacity(volume);
  }

  private static long used(Store store) throws VolumeException {
    return lengths(store).values().stream().mapToLong(length -> blocks(length)).sum();
  }

  private static long blocks(int length) {
    return Math.max(1, (length + BLOCK - 1L) / BLOCK) * BLOCK;
  }

  private static VolumeException notMounted(Volume volume) {
    return new VolumeException(Errors.NO_FILE_SYSTEM, "volume " + volume + " is not mounted");
  }
}
