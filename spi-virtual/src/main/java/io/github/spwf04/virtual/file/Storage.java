package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The volumes that outlive a reset: flash and external storage. */
public final class Storage {
  /** Sectors 16 to 23 of the flash: one of 64 KiB, seven of 128 KiB. */
  public static final int USER_FLASH = (64 + 7 * 128) * 1024;

  /** Sectors 12 to 15 of the flash: four of 16 KiB. */
  static final int APPLICATION_FLASH = 4 * 16 * 1024;

  /** What the application flash holds when the module is new. */
  public static final List<String> FACTORY_PAGES =
      List.of("404.html", "firstset.html", "index.html", "uPython_test.py");

  private final Map<Volume, Disk> disks = new EnumMap<>(Volume.class);
  private final int externalBytes;
  private final ModuleError badImage;
  private final boolean mountedAtReset;

  /**
   * @throws IllegalArgumentException when the folder cannot be made or written, or an image cannot
   *     be that of its volume
   */
  public Storage(StorageOptions options) {
    externalBytes = options.externalBytes();
    badImage = options.badImage();
    mountedAtReset = options.mountedAtReset();
    Path folder = options.folder();
    for (Volume volume : List.of(Volume.EXTERNAL, Volume.USER_FLASH, Volume.APPLICATION_FLASH)) {
      try {
        Store store = folder == null ? fresh(volume) : kept(folder, volume);
        disks.put(volume, new Disk(volume, store, capacity(volume)));
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "volume " + volume + " cannot be kept in " + folder + ": " + e.getMessage(), e);
      }
    }
    options.images().forEach(this::install);
  }

  private void install(Volume volume, byte[] image) {
    try {
      disk(volume).install(image, badImage);
    } catch (VolumeException e) {
      throw new IllegalArgumentException(
          "image of volume " + volume.flag() + ": " + e.getMessage(), e);
    }
  }

  private static Store fresh(Volume volume) throws IOException {
    Store store = new MemoryStore();
    if (volume == Volume.APPLICATION_FLASH) {
      fill(store);
    }
    return store;
  }

  private Store kept(Path folder, Volume volume) throws IOException {
    Path root = folder.resolve(String.valueOf(volume.flag()));
    boolean made = !Files.isDirectory(root);
    Files.createDirectories(root);
    Store store = new FolderStore(root.toRealPath(), capacity(volume));
    if (made && volume == Volume.APPLICATION_FLASH) {
      fill(store);
    }
    return store;
  }

  private static void fill(Store store) throws IOException {
    for (String page : FACTORY_PAGES) {
      store.write(page, factoryPage(page));
    }
  }

  private static byte[] factoryPage(String name) {
    try (InputStream page = Storage.class.getResourceAsStream("factory/" + name)) {
      if (page == null) {
        throw new IllegalStateException("the factory page " + name + " is not packed");
      }
      return page.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Disk disk(Volume volume) {
    Disk disk = disks.get(volume);
    if (disk == null) {
      throw new IllegalArgumentException("volume " + volume + " does not outlive a reset");
    }
    return disk;
  }

  /**
   * The files of a volume as an image. Any thread may call.
   *
   * @throws IllegalArgumentException for the RAM volume, and when there is no image of the files:
   *     see {@link io.github.spwf04.virtual.image.FileSystemImage#of}
   * @throws VolumeException 53 or 58 when they cannot be read
   */
  public byte[] image(Volume volume) throws VolumeException {
    synchronized (this) {
      return disk(volume).image();
    }
  }

  /** What an image that is none or damaged is answered with. */
  ModuleError badImage() {
    return badImage;
  }

  /** Whether a volume has to wait for a reset to show what an image has put into it. */
  boolean mountedAtReset() {
    return mountedAtReset;
  }

  /** Size of such a volume in bytes; 0 when there is none. */
  int capacity(Volume volume) {
    return switch (volume) {
      case EXTERNAL -> externalBytes;
      case USER_FLASH -> USER_FLASH;
      case APPLICATION_FLASH -> APPLICATION_FLASH;
      case RAM -> 0;
    };
  }
}
