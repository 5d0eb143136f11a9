package io.github.spwf04.virtual.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The archive that a firmware image is. */
final class ZipArchive {
  private ZipArchive() {}

  /**
   * The image of some files.
   *
   * @param files their contents by their names, which have up to 64 characters of a FAT name
   * @throws IllegalArgumentException when a file cannot have that name
   */
  static byte[] of(Map<String, byte[]> files) {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(image)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        if (!FatName.valid(file.getKey())) {
          throw new IllegalArgumentException(
              "file name " + file.getKey() + ", at most 64 characters of a FAT name are allowed");
        }
        ZipEntry entry = new ZipEntry(file.getKey());
        // The same image whenever it is made.
        entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image.toByteArray();
  }

  /**
   * Unpacks an image.
   *
   * @param limit bytes of all files together at most
   * @throws IOException when it is none, is damaged or too large, or has a name that no volume can
   *     have
   */
  static SortedMap<String, byte[]> read(byte[] image, int limit) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    int left = limit;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(image))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!FatName.valid(entry.getName())) {
          throw new IOException("a volume can have no file " + entry.getName());
        }
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0) {
          throw new IOException("more than " + limit + " bytes of files");
        }
        files.put(entry.getName(), content);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
    if (files.isEmpty()) {
      throw new IOException("no file in it");
    }
    return files;
  }
}
