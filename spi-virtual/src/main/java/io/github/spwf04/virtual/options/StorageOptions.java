package io.github.spwf04.virtual.options;

import io.github.spwf04.catalog.FlashMemory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file volumes of a virtual module.
 *
 * @param folder where the volumes X, E and I are kept, each in the folder of its letter, made where
 *     it is missing; null keeps them in memory for as long as the module lives. The RAM volume D is
 *     never kept
 * @param externalBytes size of the external storage behind volume X in bytes, at most 64 MiB; 0
 *     when none is attached
 */
public record StorageOptions(@Nullable Path folder, int externalBytes) {
  private static final int MAX_EXTERNAL = 64 << 20;

  /** In memory, with the smaller of the two flash memories of Table 6 attached. */
  public static final StorageOptions DEFAULT =
      new StorageOptions(null, FlashMemory.MX25L8006E.megabits() << 17);

  public StorageOptions {
    if (externalBytes < 0 || externalBytes > MAX_EXTERNAL) {
      throw new IllegalArgumentException(
          "external storage of " + externalBytes + " bytes, 0 to " + MAX_EXTERNAL + " are allowed");
    }
  }

  /** The same, kept in a folder. */
  public StorageOptions withFolder(Path value) {
    return new StorageOptions(value, externalBytes);
  }

  /** The same with external storage of another size; 0 for none. */
  public StorageOptions withExternalBytes(int value) {
    return new StorageOptions(folder, value);
  }
}
