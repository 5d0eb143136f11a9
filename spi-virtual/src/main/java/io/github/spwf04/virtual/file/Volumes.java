package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.runtime.Settings;
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
 * application flash, in this order; a file that is nowhere is made in RAM, or on the SD card
 * (package-facts 6.2).
 */
public final class Volumes {
  /** A listed file; its length in bytes. */
  record Entry(Volume volume, String name, int length) {}

  /** A file, and what is in it. */
  private record Found(Disk disk, String file, byte[] content) {}

  /** The size of the RAM volume with factory values (Table 7). */
  private static final int FACTORY_RAM = 16 * Disk.BLOCK;

  /** The heap that a RAM volume can take: free_heap and the factory's size (Table 8). */
  private static final int RAM_HEAP = 55_200 + FACTORY_RAM;

  /** A value of ext_volume. */
  private static final int SD_CARD = 1;

  private static final int MIN_RAM = 2 * Disk.BLOCK;

  private static final List<Volume> SEARCHED =
      List.of(Volume.RAM, Volume.EXTERNAL, Volume.USER_FLASH, Volume.APPLICATION_FLASH);

  /** Held while a volume is at work: the flash outlives this firmware. */
  private final Storage storage;

  /** The volumes that are there, mounted or not. */
  private final Map<Volume, Disk> disks = new EnumMap<>(Volume.class);

  private final Map<Volume, Disk> mounted = new EnumMap<>(Volume.class);
  private final List<WindReason.Configuration> failures = new ArrayList<>();
  private final long ramBytes;

  /** Whether a new file goes to the external volume while both are mounted. */
  private final boolean prefersCard;

  public Volumes(Storage storage, Settings settings, FirmwareProfile profile) {
    this.storage = storage;
    this.prefersCard = profile.prefersCard() && settings.number("ext_volume") == SD_CARD;
    long wanted =
        profile.lacks("ramdisk_memsize")
            ? FACTORY_RAM
            : settings.number("ramdisk_memsize") * Disk.BLOCK;
    ramBytes = wanted >= MIN_RAM && wanted <= RAM_HEAP ? wanted : 0;
    if (ramBytes > 0) {
      disks.put(Volume.RAM, new Disk(Volume.RAM, new MemoryStore(), ramBytes));
    } else if (wanted != 0) {
      failures.add(WindReason.Configuration.RAM_DISK);
    }
    long external = settings.number("ext_volume");
    if (external != 0 && storage.capacity(Volume.EXTERNAL) > 0) {
      addKept(Volume.EXTERNAL);
    } else if (external == 1 || external == 2) {
      // 3 looks whether there is one, and is content when there is none.
      failures.add(WindReason.Configuration.EXTERNAL_FLASH_MOUNT);
    }
    addKept(Volume.USER_FLASH);
    addKept(Volume.APPLICATION_FLASH);
    disks.values().stream().filter(Disk::mountable).forEach(d -> mounted.put(d.volume(), d));
  }

  private void addKept(Volume volume) {
    disks.put(volume, storage.disk(volume));
  }

  /** Reasons of WIND 7 that the start of the volumes has given. */
  public List<WindReason.Configuration> failures() {
    return failures;
  }

  /** Bytes of heap that the RAM volume takes beyond the factory's size; negative when fewer. */
  public long extraHeap() {
    return ramBytes - FACTORY_RAM;
  }

  /** Ends with its firmware: whoever still holds it gets error 50. */
  public void close() {
    synchronized (storage) {
      disks.clear();
      mounted.clear();
    }
  }

  /** Whether a volume is mounted. */
  public boolean mounted(Volume volume) {
    synchronized (storage) {
      return mounted.containsKey(volume);
    }
  }

  /** Whether there is such a volume, mounted or not. */
  public boolean there(Volume volume) {
    return capacity(volume) > 0;
  }

  /** The size of a volume in bytes; 0 when it is not there. */
  public long capacity(Volume volume) {
    synchronized (storage) {
      Disk disk = disks.get(volume);
      return disk == null ? 0 : disk.capacity();
    }
  }

  /** The size of the largest volume that takes files, in bytes: no file can be longer. */
  public int largest() {
    return (int) Math.max(capacity(Volume.RAM), capacity(Volume.EXTERNAL));
  }

  /** Whether the application flash is mounted and neither lists nor shows its files. */
  public boolean locked() {
    synchronized (storage) {
      Disk disk = mounted.get(Volume.APPLICATION_FLASH);
      return disk != null && disk.locked();
    }
  }

  /**
   * Reads a file for the host.
   *
   * @throws VolumeException 51 when there is none of that name, 53 when it cannot be read or is
   *     protected, 50 when its volume is not mounted
   */
  public byte[] read(String name) throws VolumeException {
    synchronized (storage) {
      Found found = find(name, ModuleError.FILE_OPEN);
      if (found.disk().locked()) {
        throw new VolumeException(ModuleError.FILE_READ, "the application flash is protected");
      }
      return found.content();
    }
  }

  /**
   * Reads a file that the module itself uses, a page or a script: protection does not matter.
   *
   * @throws VolumeException as {@link #read} but for the protection
   */
  public byte[] use(String name) throws VolumeException {
    synchronized (storage) {
      return find(name, ModuleError.FILE_OPEN).content();
    }
  }

  /** Whether there is a file of that name. */
  boolean exists(String name) {
    try {
      use(name);
      return true;
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
  public void replace(String name, byte[] content) throws VolumeException {
    synchronized (storage) {
      Found target = target(name);
      target.disk().write(target.file(), content);
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
      target.disk().write(target.file(), whole);
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
      Found found = writable(find(name, ModuleError.FILE_DELETE), ModuleError.FILE_DELETE);
      found.disk().delete(found.file(), ModuleError.FILE_DELETE);
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
      Found found = writable(find(from, ModuleError.FILE_RENAME), ModuleError.FILE_RENAME);
      FileName target = FileName.parse(to, ModuleError.FILE_RENAME);
      Disk disk = found.disk();
      boolean other = target.volume() != null && target.volume() != disk.volume();
      if (other || disk.read(target.file()) != null) {
        throw new VolumeException(ModuleError.FILE_RENAME, to + " is taken or in another volume");
      }
      disk.rename(found.file(), target.file());
    }
  }

  /**
   * The files of all mounted volumes, in the order of the volumes; those of a protected application
   * flash are left out.
   *
   * @throws VolumeException 57 when no volume is mounted, 58 when one cannot be read
   */
  public List<Entry> list() throws VolumeException {
    synchronized (storage) {
      if (mounted.isEmpty()) {
        throw new VolumeException(ModuleError.DIRECTORY_OPEN, "no volume is mounted");
      }
      List<Entry> entries = new ArrayList<>();
      for (Disk disk : mounted.values()) {
        if (!disk.locked()) {
          disk.lengths()
              .forEach((file, length) -> entries.add(new Entry(disk.volume(), file, length)));
        }
      }
      return entries;
    }
  }

  /**
   * Bytes that are left in a volume; 0 when it is not mounted.
   *
   * @throws VolumeException 58 when it cannot be read
   */
  long free(Volume volume) throws VolumeException {
    synchronized (storage) {
      Disk disk = mounted.get(volume);
      return disk == null ? 0 : disk.free();
    }
  }

  /**
   * Mounts a volume; one that is mounted stays so.
   *
   * @throws VolumeException 59 when there is nothing to mount
   */
  public void mount(Volume volume) throws VolumeException {
    synchronized (storage) {
      Disk disk = disks.get(volume);
      if (disk == null || !disk.mountable()) {
        throw new VolumeException(ModuleError.MOUNT, "volume " + volume + " has no file system");
      }
      mounted.put(volume, disk);
    }
  }

  /**
   * Unmounts a volume.
   *
   * @param erase whether its files go, too; it need not be mounted then
   * @throws VolumeException 59 when it is not mounted, not there, or the application flash
   */
  public void unmount(Volume volume, boolean erase) throws VolumeException {
    synchronized (storage) {
      Disk disk = erase ? disks.get(volume) : mounted.get(volume);
      if (disk == null || volume == Volume.APPLICATION_FLASH) {
        throw new VolumeException(ModuleError.MOUNT, "volume " + volume + " cannot be unmounted");
      }
      mounted.remove(volume);
      if (erase) {
        disk.erase(ModuleError.MOUNT);
      }
    }
  }

  /**
   * Replaces all of a volume by an image, and mounts it, now or at the next reset.
   *
   * @throws VolumeException 50 when the volume is not there, 59, or what the options say, when the
   *     image is none or damaged, 101 when it is larger than the volume: what was there stays; 54
   *     when the machine beneath cannot store the files
   */
  public void install(Volume volume, byte[] image) throws VolumeException {
    synchronized (storage) {
      Disk disk = disks.get(volume);
      if (disk == null) {
        throw new VolumeException(ModuleError.NO_FILE_SYSTEM, "volume " + volume + " is not there");
      }
      disk.install(image, storage.badImage());
      if (storage.mountedAtReset()) {
        mounted.remove(volume);
      } else {
        mounted.put(volume, disk);
      }
    }
  }

  private Found find(String name, ModuleError missing) throws VolumeException {
    FileName wanted = FileName.parse(name, missing);
    for (Volume volume : wanted.volume() == null ? SEARCHED : List.of(wanted.volume())) {
      Found found = find(volume, wanted.file());
      if (found != null) {
        return found;
      }
    }
    if (wanted.volume() != null) {
      mountedDisk(wanted.volume());
    }
    throw new VolumeException(missing, "no file " + name);
  }

  private @Nullable Found find(Volume volume, String file) throws VolumeException {
    Disk disk = mounted.get(volume);
    byte[] content = disk == null ? null : disk.read(file);
    return disk == null || content == null ? null : new Found(disk, file, content);
  }

  /** The file to write: the one that is there, else an empty one. */
  private Found target(String name) throws VolumeException {
    FileName wanted = FileName.parse(name, ModuleError.FILE_OPEN);
    for (Volume volume : wanted.volume() == null ? SEARCHED : List.of(wanted.volume())) {
      Found found = find(volume, wanted.file());
      if (found != null && (wanted.volume() != null || volume.writable())) {
        return writable(found, ModuleError.FILE_OPEN);
      }
    }
    Volume volume = wanted.volume();
    if (volume == null) {
      boolean ram = mounted.containsKey(Volume.RAM);
      boolean card = prefersCard && mounted.containsKey(Volume.EXTERNAL);
      volume = ram && !card ? Volume.RAM : Volume.EXTERNAL;
    }
    return writable(
        new Found(mountedDisk(volume), wanted.file(), new byte[0]), ModuleError.FILE_OPEN);
  }

  private Disk mountedDisk(Volume volume) throws VolumeException {
    Disk disk = mounted.get(volume);
    if (disk == null) {
      throw new VolumeException(ModuleError.NO_FILE_SYSTEM, "volume " + volume + " is not mounted");
    }
    return disk;
  }

  private static Found writable(Found found, ModuleError error) throws VolumeException {
    Volume volume = found.disk().volume();
    if (!volume.writable()) {
      throw new VolumeException(error, "volume " + volume + " is written by images only");
    }
    return found;
  }
}
