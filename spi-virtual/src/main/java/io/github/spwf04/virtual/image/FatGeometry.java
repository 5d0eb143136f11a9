package io.github.spwf04.virtual.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where the parts of a FAT volume lie, as its boot record tells: reserved sectors, one or two FATs,
 * the root directory, the clusters of the files. Checked is what the FatFs of the module wants
 * (package-facts 4.1), so that every number here can be relied on.
 *
 * @param sectors of all the volume
 * @param clusterSectors sectors of a cluster, a power of two
 * @param reserved sectors before the first FAT
 * @param fats how many FATs there are; the first one counts
 * @param fatSectors sectors of one FAT
 * @param rootEntries places in the root directory
 */
record FatGeometry(
    int sectors, int clusterSectors, int reserved, int fats, int fatSectors, int rootEntries) {
  static final int SECTOR = 512;

  /** Bytes of an entry of a directory. */
  static final int ENTRY = 32;

  /** From so many clusters on entries of a FAT have 16 bits, and from so many on 32. */
  private static final int FAT16 = 4085;

  private static final int FAT32 = 65525;
  private static final int LARGEST_CLUSTER = 128;

  /** Places in the root directory of every image that ST has published. */
  private static final int ROOT_ENTRIES = 512;

  /** The media byte, of a fixed disk: the first byte of the FAT, too. */
  static final int MEDIA = 0xF8;

  private static final int SIGNATURE = 0xAA55;
  private static final int EXTENDED_SIGNATURE = 0x29;
  private static final int DRIVE = 0x80;

  /** A serial number like any other, so that an image is the same whenever it is made. */
  private static final int SERIAL = 0x20000101;

  FatGeometry {
    if (clusters(sectors, clusterSectors, reserved, fats, fatSectors, rootEntries) < 1) {
      throw new IllegalArgumentException(
          sectors * (long) SECTOR + " bytes are too few for a file system");
    }
  }

  /** The one of a new volume of FAT12: one FAT, as ST makes them, and the smallest clusters. */
  static FatGeometry of(int size) {
    int sectors = size / SECTOR;
    for (int cluster = 1; cluster <= LARGEST_CLUSTER; cluster *= 2) {
      // Of the sectors that the FAT itself takes the first one is in here, so it never is too
      // short.
      int data = sectors - 2 - ROOT_ENTRIES * ENTRY / SECTOR;
      int fatSectors = ceil(fatBytes(data / cluster, 12), SECTOR);
      int clusters = clusters(sectors, cluster, 1, 1, fatSectors, ROOT_ENTRIES);
      if (clusters < FAT16) {
        return new FatGeometry(sectors, cluster, 1, 1, fatSectors, ROOT_ENTRIES);
      }
    }
    throw new IllegalArgumentException(size + " bytes are too many for FAT12");
  }

  /**
   * Reads a boot record.
   *
   * @throws IOException when it is none of a volume that the module mounts
   */
  static FatGeometry read(byte[] image) throws IOException {
    if (image.length < SECTOR) {
      throw new IOException("no boot record: " + image.length + " bytes are all there is");
    }
    ByteBuffer boot = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    String type = new String(image, 54, 3, StandardCharsets.ISO_8859_1);
    if (unsigned(boot, 510) != SIGNATURE || !type.equals("FAT")) {
      throw new IOException("no boot record of a FAT volume");
    }
    check("bytes a sector", unsigned(boot, 11), unsigned(boot, 11) == SECTOR);
    int cluster = Byte.toUnsignedInt(boot.get(13));
    check("sectors a cluster", cluster, Integer.bitCount(cluster) == 1);
    int reserved = unsigned(boot, 14);
    check("reserved sectors", reserved, reserved > 0);
    int fats = Byte.toUnsignedInt(boot.get(16));
    check("FATs", fats, fats == 1 || fats == 2);
    int rootEntries = unsigned(boot, 17);
    check("root entries", rootEntries, rootEntries > 0 && rootEntries % (SECTOR / ENTRY) == 0);
    int fatSectors = unsigned(boot, 22);
    check("sectors a FAT", fatSectors, fatSectors > 0);
    int small = unsigned(boot, 19);
    long sectors = small > 0 ? small : Integer.toUnsignedLong(boot.getInt(32));
    check("sectors", sectors, sectors <= Integer.MAX_VALUE / SECTOR);
    int clusters = clusters((int) sectors, cluster, reserved, fats, fatSectors, rootEntries);
    check("clusters", clusters, clusters > 0 && clusters < FAT32);
    FatGeometry geometry =
        new FatGeometry((int) sectors, cluster, reserved, fats, fatSectors, rootEntries);
    check(
        "sectors a FAT",
        fatSectors,
        fatBytes(clusters, geometry.entryBits()) <= fatSectors * SECTOR);
    return geometry;
  }

  private static void check(String what, long value, boolean good) throws IOException {
    if (!good) {
      throw new IOException("a boot record with " + value + " " + what);
    }
  }

  /** Writes the boot record, and nothing else. */
  void write(ByteBuffer image) {
    image.put(0, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90});
    image.put(3, "MSDOS5.0".getBytes(StandardCharsets.US_ASCII));
    image.putShort(11, (short) SECTOR);
    image.put(13, (byte) clusterSectors);
    image.putShort(14, (short) reserved);
    image.put(16, (byte) fats);
    image.putShort(17, (short) rootEntries);
    image.putShort(19, (short) (sectors > 0xFFFF ? 0 : sectors));
    image.put(21, (byte) MEDIA);
    image.putShort(22, (short) fatSectors);
    // A track of one sector: mtools has wanted whole tracks.
    image.putShort(24, (short) 1);
    image.putShort(26, (short) 1);
    image.putInt(32, sectors > 0xFFFF ? sectors : 0);
    image.put(36, (byte) DRIVE);
    image.put(38, (byte) EXTENDED_SIGNATURE);
    image.putInt(39, SERIAL);
    image.put(43, "NO NAME    FAT12   ".getBytes(StandardCharsets.US_ASCII));
    image.putShort(510, (short) SIGNATURE);
  }

  /** Its size in bytes. */
  int size() {
    return sectors * SECTOR;
  }

  int clusterBytes() {
    return clusterSectors * SECTOR;
  }

  /** Clusters there are; the first one has the number 2. */
  int clusters() {
    return clusters(sectors, clusterSectors, reserved, fats, fatSectors, rootEntries);
  }

  /** 12 or 16. */
  int entryBits() {
    return clusters() < FAT16 ? 12 : 16;
  }

  /** Where the first FAT begins. */
  int fatStart() {
    return reserved * SECTOR;
  }

  /** Where the root directory begins. */
  int rootStart() {
    return (reserved + fats * fatSectors) * SECTOR;
  }

  /** Where a cluster begins. */
  int clusterStart(int cluster) {
    return rootStart() + rootEntries * ENTRY + (cluster - 2) * clusterBytes();
  }

  private static int clusters(
      int sectors, int clusterSectors, int reserved, int fats, int fatSectors, int rootEntries) {
    return (sectors - reserved - fats * fatSectors - rootEntries * ENTRY / SECTOR) / clusterSectors;
  }

  private static int fatBytes(int clusters, int entryBits) {
    return ceil((clusters + 2) * entryBits, Byte.SIZE);
  }

  private static int unsigned(ByteBuffer boot, int offset) {
    return Short.toUnsignedInt(boot.getShort(offset));
  }

  static int ceil(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
