package io.github.spwf04.virtual.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An image of the form that CreateFS gives one (package-facts 4.1), byte by byte: 92 sectors by its
 * boot record, one FAT, clusters of one sector. No program of Linux makes it. A test puts into it
 * what no program would.
 */
final class HandMadeImage {
  static final int SECTOR = 512;
  static final int SECTORS = 92;

  /** Behind boot record, one sector of FAT and 512 entries of root directory. */
  static final int DATA = 34;

  static final int CLUSTERS = SECTORS - DATA;
  static final int LAST = 0xFFF;

  private final byte[] image = new byte[SECTORS * SECTOR];
  private int entry = 2 * SECTOR;

  HandMadeImage() {
    put(0, 0xEB, 0xFE, 0x90);
    put(3, "MSDOS5.0");
    put(11, 0x00, 0x02, 1, 1, 0, 1, 0x00, 0x02, SECTORS, 0, 0xF0, 1, 0, 63, 0, 255, 0);
    put(36, 0x80, 0, 0x29, 0x4E, 0x4B, 0x2E, 0x75);
    put(43, "NO NAME    FAT     ");
    put(510, 0x55, 0xAA);
    next(0, 0xFF0);
    next(1, LAST);
  }

  void put(int at, int... values) {
    for (int value : values) {
      image[at++] = (byte) value;
    }
  }

  void put(int at, String text) {
    put(at, text.chars().toArray());
  }

  int get(int at) {
    return image[at] & 0xFF;
  }

  /** Writes what the FAT has for a cluster. */
  void next(int cluster, int value) {
    int at = SECTOR + cluster / 2 * 3;
    if (cluster % 2 == 0) {
      put(at, value & 0xFF, get(at + 1) & 0xF0 | value >> 8);
    } else {
      put(at + 1, get(at + 1) & 0x0F | (value & 0xF) << 4, value >> 4);
    }
  }

  /** Links clusters, the last one to the end. */
  HandMadeImage chain(int... clusters) {
    for (int i = 0; i < clusters.length; i++) {
      next(clusters[i], i + 1 < clusters.length ? clusters[i + 1] : LAST);
    }
    return this;
  }

  /** Adds an entry to the directory. */
  HandMadeImage entry(String eleven, int attributes, int flags, int cluster, int length) {
    put(entry, eleven);
    put(entry + 11, attributes, flags);
    put(entry + 26, cluster & 0xFF, cluster >> 8);
    put(entry + 28, length & 0xFF, length >> 8 & 0xFF, length >> 16 & 0xFF, length >>> 24);
    entry += 32;
    return this;
  }

  /** Adds a file without a long name. */
  HandMadeImage file(String eleven, int cluster, int length) {
    return entry(eleven, 0x20, 0, cluster, length);
  }

  /** Adds the pieces of a long name for an entry of eleven characters that comes behind them. */
  HandMadeImage longName(String name, String eleven) {
    int sum = 0;
    for (byte b : eleven.getBytes(StandardCharsets.US_ASCII)) {
      sum = ((sum >> 1 | sum << 7) & 0xFF) + (b & 0xFF) & 0xFF;
    }
    byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
    int pieces = (name.length() + 12) / 13;
    for (int piece = pieces; piece > 0; piece--) {
      byte[] thirteen = new byte[26];
      Arrays.fill(thirteen, (byte) 0xFF);
      int from = (piece - 1) * 26;
      System.arraycopy(text, from, thirteen, 0, Math.min(26, text.length - from));
      put(entry, piece == pieces ? piece | 0x40 : piece);
      System.arraycopy(thirteen, 0, image, entry + 1, 10);
      put(entry + 11, 0x0F, 0, sum);
      System.arraycopy(thirteen, 10, image, entry + 14, 12);
      System.arraycopy(thirteen, 22, image, entry + 28, 4);
      entry += 32;
    }
    return this;
  }

  /** Puts the content of a file into clusters. */
  HandMadeImage content(byte[] content, int... clusters) {
    for (int i = 0; i < clusters.length; i++) {
      int from = i * SECTOR;
      System.arraycopy(
          content,
          from,
          image,
          (DATA + clusters[i] - 2) * SECTOR,
          Math.min(SECTOR, content.length - from));
    }
    return chain(clusters);
  }

  byte[] bytes() {
    return image.clone();
  }

  /** The first sectors of it alone. */
  byte[] cut(int sectors) {
    return Arrays.copyOf(image, sectors * SECTOR);
  }

  /** So many bytes of which no two sectors are the same. */
  static byte[] noise(int length) {
    ByteArrayOutputStream noise = new ByteArrayOutputStream();
    for (int i = 0; noise.size() < length; i++) {
      noise.writeBytes(("line " + i + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    return Arrays.copyOf(noise.toByteArray(), length);
  }
}
