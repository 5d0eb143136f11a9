package io.github.spwf04.virtual.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Writes a FAT12 volume, its files one behind the other. */
final class FatWriter {
  private static final int ARCHIVE = 0x20;

  /** The day of every file, 1 January 2000: the same image whenever it is made. */
  private static final int DATE = 20 << 9 | 1 << 5 | 1;

  private static final int LAST = 0xFFF;

  private final FatGeometry geometry;
  private final ByteBuffer image;
  private int place;
  private int cluster = 2;

  private FatWriter(FatGeometry geometry) {
    this.geometry = geometry;
    this.image = ByteBuffer.allocate(geometry.size()).order(ByteOrder.LITTLE_ENDIAN);
    this.place = geometry.rootStart();
  }

  /** Places in the root directory that some files take. */
  static int places(Set<String> names) {
    return names.stream()
        .mapToInt(name -> FatName.clean(name) ? 1 : 1 + LongName.pieces(name))
        .sum();
  }

  /**
   * A volume with these files, which fit, by names that are valid and not the same in upper case.
   */
  static byte[] write(FatGeometry geometry, SortedMap<String, byte[]> files) {
    FatWriter writer = new FatWriter(geometry);
    geometry.write(writer.image);
    writer.link(0, 0xF00 | FatGeometry.MEDIA);
    writer.link(1, LAST);
    Set<String> taken = new HashSet<>();
    files.keySet().forEach(name -> taken.add(FatName.upper(name)));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      writer.put(file.getKey(), file.getValue(), taken);
    }
    return writer.image.array();
  }

  private void put(String name, byte[] content, Set<String> taken) {
    FatName entry;
    if (FatName.clean(name)) {
      entry = FatName.of(name);
    } else {
      entry = FatName.alias(name, taken);
      LongName.write(image, place, name, entry.checksum());
      place += LongName.pieces(name) * FatGeometry.ENTRY;
    }
    image.put(place, entry.eleven().getBytes(StandardCharsets.US_ASCII));
    image.put(place + 11, (byte) ARCHIVE);
    image.put(place + 12, (byte) entry.flags());
    image.putShort(place + 16, (short) DATE);
    image.putShort(place + 18, (short) DATE);
    image.putShort(place + 24, (short) DATE);
    image.putShort(place + 26, (short) (content.length == 0 ? 0 : cluster));
    image.putInt(place + 28, content.length);
    place += FatGeometry.ENTRY;
    if (content.length > 0) {
      image.put(geometry.clusterStart(cluster), content);
      int last = cluster + FatGeometry.ceil(content.length, geometry.clusterBytes()) - 1;
      for (; cluster < last; cluster++) {
        link(cluster, cluster + 1);
      }
      link(cluster++, LAST);
    }
  }

  /** Writes the 12 bits of a cluster, which share a byte with those of its neighbour. */
  private void link(int number, int next) {
    int at = geometry.fatStart() + number * 3 / 2;
    int both = image.getShort(at);
    image.putShort(
        at, (short) (number % 2 == 0 ? both & 0xF000 | next : both & 0x000F | next << 4));
  }
}
