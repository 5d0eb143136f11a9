package io.github.spwf04.virtual.security;

import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one store, that of TLS or that of WPA Enterprise (6.31, 6.32), as they were
 * loaded. They outlive resets and factory resets (field-facts A.7), and the module where they have
 * a folder.
 */
public final class Certificates {
  /** What can be loaded; the lower-case name is the parameter. */
  public enum Kind {
    CA,
    CERT,
    KEY,
    AUTH
  }

  private final String name;
  private final @Nullable Path folder;
  private final Map<Kind, byte[]> flash = new EnumMap<>(Kind.class);

  /** Counts the changes, so that others see when to load anew. */
  private int version;

  /**
   * @param name of the store, which its files begin with
   * @param storage keeps them in the folder {@code certificates} beside the volumes, or in memory
   * @throws IllegalArgumentException when what is kept cannot be read
   */
  public Certificates(String name, StorageOptions storage) {
    this.name = name;
    Path volumes = storage.folder();
    this.folder = volumes == null ? null : volumes.resolve("certificates");
    try {
      for (Kind kind : Kind.values()) {
        Path file = file(kind);
        if (file != null && Files.isRegularFile(file)) {
          flash.put(kind, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "certificates of " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What is loaded, in the order of the kinds. */
  public Map<Kind, byte[]> content() {
    return Collections.unmodifiableMap(flash);
  }

  int version() {
    return version;
  }

  /** Loads or replaces one. */
  void load(Kind kind, byte[] data) throws IOException {
    Path file = file(kind);
    if (file != null) {
      Files.createDirectories(file.getParent());
      // Never half a certificate: beside it first, then in its place.
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try {
        Files.write(fresh, data);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        // There only where something failed.
        Files.deleteIfExists(fresh);
      }
    }
    flash.put(kind, data.clone());
    version++;
  }

  /** Removes them all. */
  void remove() throws IOException {
    for (Kind kind : Kind.values()) {
      Path file = file(kind);
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
    flash.clear();
    version++;
  }

  private @Nullable Path file(Kind kind) {
    return folder == null
        ? null
        : folder.resolve(name + "." + kind.name().toLowerCase(Locale.ROOT));
  }
}
