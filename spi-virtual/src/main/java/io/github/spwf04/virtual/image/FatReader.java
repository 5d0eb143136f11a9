package io.github.spwf04.virtual.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads the files of a FAT volume, all or none. What the module reads wrong or not at all is
 * refused: chains that go round, cross, or end elsewhere than the length of the file says.
 */
final class FatReader {
  /** The first byte of an entry that is free, and of one that ends the directory. */
  private static final int DELETED = 0xE5;

  private static final int END = 0;

  private static final int VOLUME_LABEL = 0x08;
  private static final int FOLDER = 0x10;

  private final byte[] image;
  private final ByteBuffer bytes;
  private final FatGeometry geometry;
  private final BitSet used = new BitSet();
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  private FatReader(byte[] image, FatGeometry geometry) {
    this.image = image;
    this.bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    this.geometry = geometry;
  }

  /**
   * The files of the root directory by their names. Folders, and all that is in them, are left out,
   * as ST's tool does (package-facts 4.1).
   *
   * @throws IOException when it is damaged, or has a name that no file of the module can have
   */
  static SortedMap<String, byte[]> files(byte[] image, FatGeometry geometry) throws IOException {
    FatReader reader = new FatReader(image, geometry);
    reader.readRoot();
    return reader.files;
  }

  /** How many clusters are not in use, in an image that holds its FAT. */
  static int free(byte[] image, FatGeometry geometry) {
    FatReader reader = new FatReader(image, geometry);
    return (int)
        IntStream.range(2, geometry.clusters() + 2)
            .filter(cluster -> reader.next(cluster) == 0)
            .count();
  }

  /** Where the last cluster in use ends: what is behind it can be cut off. */
  static int end(byte[] image, FatGeometry geometry) {
    FatReader reader = new FatReader(image, geometry);
    int cluster = geometry.clusters() + 1;
    while (cluster >= 2 && reader.next(cluster) == 0) {
      cluster--;
    }
    return Math.min(image.length, geometry.clusterStart(cluster + 1));
  }

  private void readRoot() throws IOException {
    int end = geometry.clusterStart(2);
    if (image.length < end) {
      throw new IOException("cut before its first cluster");
    }
    Set<String> names = new HashSet<>();
    LongName longName = new LongName();
    for (int at = geometry.rootStart(); at < end; at += FatGeometry.ENTRY) {
      int first = Byte.toUnsignedInt(image[at]);
      if (first == END) {
        return;
      }
      int attributes = image[at + 11];
      if (first == DELETED) {
        longName.drop();
      } else if ((attributes & LongName.MASK) == LongName.ATTRIBUTES) {
        longName.add(bytes, at);
      } else {
        FatName shortName = shortName(at);
        String name = longName.take(shortName);
        if ((attributes & (VOLUME_LABEL | FOLDER)) == 0) {
          if (!FatName.valid(name) || !names.add(FatName.upper(name))) {
            throw new IOException("a file of the name " + name + ", which none or another one has");
          }
          files.put(name, content(name, at));
        }
      }
    }
  }

  private FatName shortName(int at) {
    return FatName.ofEntry(
        new String(image, at, 11, StandardCharsets.ISO_8859_1), bytes.get(at + 12));
  }

  private byte[] content(String name, int at) throws IOException {
    long length = Integer.toUnsignedLong(bytes.getInt(at + 28));
    if (length > image.length) {
      throw new IOException(name + " of " + length + " bytes is longer than all of the image");
    }
    byte[] content = new byte[(int) length];
    int cluster = Short.toUnsignedInt(bytes.getShort(at + 26));
    for (int done = 0; done < content.length; ) {
      int piece = Math.min(geometry.clusterBytes(), content.length - done);
      if (cluster < 2 || cluster >= geometry.clusters() + 2) {
        throw new IOException(name + " ends after " + done + " of " + length + " bytes");
      }
      if (used.get(cluster)) {
        throw new IOException(name + " has a cluster twice, or one of another file");
      }
      used.set(cluster);
      int start = geometry.clusterStart(cluster);
      if (start + piece > image.length) {
        throw new IOException("cut before the end of " + name);
      }
      System.arraycopy(image, start, content, done, piece);
      done += piece;
      cluster = next(cluster);
    }
    // A file without a byte has no cluster.
    if (length == 0 ? cluster != 0 : cluster < lastMark()) {
      throw new IOException(name + " goes on behind its " + length + " bytes");
    }
    return content;
  }

  /** What the FAT has for a cluster: the next one, or a mark. */
  private int next(int cluster) {
    if (geometry.entryBits() == 16) {
      return Short.toUnsignedInt(bytes.getShort(geometry.fatStart() + cluster * 2));
    }
    int both = Short.toUnsignedInt(bytes.getShort(geometry.fatStart() + cluster * 3 / 2));
    return cluster % 2 == 0 ? both & 0xFFF : both >> 4;
  }

  /** From here on a cluster is the last one of its file. */
  private int lastMark() {
    return geometry.entryBits() == 16 ? 0xFFF8 : 0xFF8;
  }
}
