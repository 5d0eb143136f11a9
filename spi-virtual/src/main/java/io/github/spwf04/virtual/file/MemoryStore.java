package io.github.spwf04.virtual.file;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files in memory. */
final class MemoryStore implements Store {
  private final TreeMap<String, byte[]> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @Override
  public SortedMap<String, Integer> lengths() {
    TreeMap<String, Integer> lengths = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    files.forEach((file, content) -> lengths.put(file, content.length));
    return lengths;
  }

  @Override
  public byte @Nullable [] read(String file) {
    byte[] content = files.get(file);
    return content == null ? null : content.clone();
  }

  @Override
  public void write(String file, byte[] content) {
    files.put(file, content.clone());
  }

  @Override
  public void rename(String from, String to) {
    byte[] content = files.remove(from);
    if (content != null) {
      files.put(to, content);
    }
  }

  @Override
  public void delete(String file) {
    files.remove(file);
  }
}
