package io.github.spwf04.virtual.file;

import java.io.IOException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a volume are, by names that {@link FileName} has checked: there is no folder
 * in them. As on any FAT volume, {@code A} and {@code a} are one name, kept as it was first
 * written.
 */
sealed interface Store permits MemoryStore, FolderStore {

  /** The length of each file in bytes; its comparator finds a name in upper and lower case. */
  SortedMap<String, Integer> lengths() throws IOException;

  /** The bytes of a file, or null when there is none of that name. */
  byte @Nullable [] read(String file) throws IOException;

  /** Makes or replaces a file. */
  void write(String file, byte[] content) throws IOException;

  /** Gives a file another name. */
  void rename(String from, String to) throws IOException;

  /** Removes a file, if there is one. */
  void delete(String file) throws IOException;
}
