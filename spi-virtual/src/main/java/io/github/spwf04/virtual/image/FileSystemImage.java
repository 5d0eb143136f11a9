package io.github.spwf04.virtual.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The image of a file volume that FSUPDATE and FSWRITE take: a FAT volume without a partition
 * table, as {@code mkfs.fat -F 12 -C fs.img 64} and ST's own tools make one (package-facts 4).
 *
 * @param size of the volume in bytes; the image itself may end behind the last cluster in use
 * @param clusterBytes size of a cluster, in which room is given
 * @param clusters how many there are for files
 * @param freeClusters how many of them are not in use
 * @param fats 1 or 2
 * @param rootEntries places in its root directory; a file takes one, or more when it has a long
 *     name
 * @param files their contents by their names, which have up to 64 characters of ASCII; folders are
 *     left out, as ST's tools leave them
 */
public record FileSystemImage(
    int size,
    int clusterBytes,
    int clusters,
    int freeClusters,
    int fats,
    int rootEntries,
    SortedMap<String, byte[]> files) {

  /** The file without a byte in it that protects the application flash (package-facts 4.4). */
  public static final String LOCK = "__LOCKED__";

  /** The size of the application flash, which is what ST's tool makes unless told otherwise. */
  private static final int USUAL_SIZE = 64 << 10;

  /** Images that are larger have sizes of whole KiB. */
  private static final int STEP = 1 << 10;

  /**
   * Reads an image.
   *
   * @throws IOException when it is none or damaged: nothing of it counts then
   */
  public static FileSystemImage read(byte[] image) throws IOException {
    FatGeometry geometry = FatGeometry.read(image);
    SortedMap<String, byte[]> files = FatReader.files(image, geometry);
    return new FileSystemImage(
        geometry.size(),
        geometry.clusterBytes(),
        geometry.clusters(),
        FatReader.free(image, geometry),
        geometry.fats(),
        geometry.rootEntries(),
        files);
  }

  /**
   * An image without the clusters behind the last one in use, as CreateFS leaves them out
   * (package-facts 4.1): the module takes it as well, and over SPI no data phase has room for 64
   * KiB. Programs for disks do not take it.
   *
   * @throws IOException when it is none or damaged
   */
  public static byte[] cut(byte[] image) throws IOException {
    read(image);
    return Arrays.copyOf(image, FatReader.end(image, FatGeometry.read(image)));
  }

  /** Whether a file of a volume can have this name. */
  public static boolean isName(String name) {
    return FatName.valid(name);
  }

  /**
   * The image of some files, of 64 KiB, or of as many more as they need.
   *
   * @param files their contents by their names
   * @throws IllegalArgumentException when a file cannot have that name, when two names are the same
   *     but for upper and lower case, or when there are more than a volume of FAT12 has room for
   */
  public static byte[] of(Map<String, byte[]> files) {
    int size = USUAL_SIZE;
    FatGeometry geometry = FatGeometry.of(size);
    while (geometry.clusters() < clusters(geometry, files)) {
      size += STEP;
      geometry = FatGeometry.of(size);
    }
    return of(files, size);
  }

  /**
   * The image of some files, of that size.
   *
   * @param size in bytes, of which 17 KiB go to the file system
   * @throws IllegalArgumentException as {@link #of(Map)}, and when they do not fit
   */
  public static byte[] of(Map<String, byte[]> files, int size) {
    SortedMap<String, byte[]> sorted = checked(files);
    FatGeometry geometry = FatGeometry.of(size);
    long needed = clusters(geometry, files);
    if (needed > geometry.clusters()) {
      throw new IllegalArgumentException(
          "the files take "
              + needed * geometry.clusterBytes()
              + " bytes, and of "
              + size
              + " there are "
              + geometry.clusters() * geometry.clusterBytes()
              + " for them");
    }
    int places = FatWriter.places(files.keySet());
    if (places > geometry.rootEntries()) {
      throw new IllegalArgumentException(
          "the names take " + places + " places of the " + geometry.rootEntries() + " there are");
    }
    return FatWriter.write(geometry, sorted);
  }

  private static long clusters(FatGeometry geometry, Map<String, byte[]> files) {
    return files.values().stream()
        .mapToLong(content -> FatGeometry.ceil(content.length, geometry.clusterBytes()))
        .sum();
  }

  private static SortedMap<String, byte[]> checked(Map<String, byte[]> files) {
    SortedMap<String, byte[]> sorted = new TreeMap<>();
    SortedMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    files.forEach(
        (name, content) -> {
          if (!FatName.valid(name)) {
            throw new IllegalArgumentException(
                "file name " + name + ", at most 64 characters of a FAT name are allowed");
          }
          String other = names.put(name, name);
          if (other != null) {
            throw new IllegalArgumentException(other + " and " + name + " are one name on FAT");
          }
          sorted.put(name, content);
        });
    return sorted;
  }
}
