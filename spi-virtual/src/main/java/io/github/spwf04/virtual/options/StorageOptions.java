package io.github.spwf04.virtual.options;

import io.github.spwf04.catalog.FlashMemory;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file volumes of a virtual module.
 *
 * @param folder where the volumes X, E and I are kept, each in the folder of its letter, made where
 *     it is missing, and with them the certificates and what WCFG saves; null keeps all of it in
 *     memory for as long as the module lives. The RAM volume D is never kept
 * @param externalBytes size of the external storage behind volume X in bytes, at most 64 MiB; 0
 *     when none is attached
 * @param images what volumes X, E and I hold at the start, in place of what is new or kept: images
 *     as FSUPDATE takes them, {@link io.github.spwf04.virtual.image.FileSystemImage}
 * @param badImage what FSUPDATE and FSWRITE answer to an image that is none or damaged: no source
 *     has it, and 59 fits by its text (package-facts 4.3)
 * @param mountedAtReset whether a volume has to wait for the next reset, or for FSM, before it
 *     shows what an image has put into it
 */
public record StorageOptions(
    @Nullable Path folder,
    int externalBytes,
    Map<Volume, byte[]> images,
    ModuleError badImage,
    boolean mountedAtReset) {
  private static final int MAX_EXTERNAL = 64 << 20;

  /** In memory, with the flash memory attached that firmware 1.1.0 knows (package-facts 6.2). */
  public static final StorageOptions DEFAULT =
      new StorageOptions(
          null, FlashMemory.MX25L6433F.megabits() << 17, Map.of(), ModuleError.MOUNT, false);

  public StorageOptions {
    if (externalBytes < 0 || externalBytes > MAX_EXTERNAL) {
      throw new IllegalArgumentException(
          "external storage of " + externalBytes + " bytes, 0 to " + MAX_EXTERNAL + " are allowed");
    }
    images = Map.copyOf(images);
    if (images.containsKey(Volume.RAM)) {
      throw new IllegalArgumentException("the RAM volume takes no image");
    }
  }

  /** The same, kept in a folder. */
  public StorageOptions withFolder(Path value) {
    return new StorageOptions(value, externalBytes, images, badImage, mountedAtReset);
  }

  /** The same with external storage of another size; 0 for none. */
  public StorageOptions withExternalBytes(int value) {
    return new StorageOptions(folder, value, images, badImage, mountedAtReset);
  }

  /** The same, with what an image holds in a volume at the start. */
  public StorageOptions withImage(Volume volume, byte[] image) {
    Map<Volume, byte[]> all = new EnumMap<>(Volume.class);
    all.putAll(images);
    all.put(volume, image.clone());
    return new StorageOptions(folder, externalBytes, all, badImage, mountedAtReset);
  }

  /** The same with another error for an image that is none or damaged. */
  public StorageOptions withBadImage(ModuleError value) {
    return new StorageOptions(folder, externalBytes, images, value, mountedAtReset);
  }

  /** The same, with images that show behind a reset or not. */
  public StorageOptions withMountedAtReset(boolean value) {
    return new StorageOptions(folder, externalBytes, images, badImage, value);
  }
}
