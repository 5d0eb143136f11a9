package io.github.spwf04.virtual.firmware;

import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.runtime.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The configuration variables in flash. They outlive resets, and the module where the volumes have
 * a folder: in the file {@code configuration} beside them.
 */
final class Flash {
  private final @Nullable Path file;
  private final Settings settings = Settings.factory();
  private final boolean damaged;

  /**
   * @param variables go before those that are kept
   * @throws IllegalArgumentException when one of them does not exist or cannot have its value, or
   *     when what is kept cannot be read
   */
  Flash(StorageOptions storage, Map<String, String> variables) {
    Path folder = storage.folder();
    this.file = folder == null ? null : folder.resolve("configuration");
    this.damaged = !load();
    settings.setAll(variables);
  }

  /**
   * @return whether what is kept is sound; if not, the values are those of the factory
   */
  private boolean load() {
    Path kept = file;
    if (kept == null || !Files.exists(kept)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(kept)) {
      Properties values = new Properties();
      values.load(in);
      Map<String, String> texts = new HashMap<>();
      values.stringPropertyNames().forEach(name -> texts.put(name, values.getProperty(name)));
      Settings read = Settings.factory();
      read.setAll(texts);
      settings.copyFrom(read);
      return true;
    } catch (IOException e) {
      throw new IllegalArgumentException(kept + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Whether what was kept could not be used: WIND 65 with reason 1. */
  boolean damaged() {
    return damaged;
  }

  /** A copy, as a firmware has it in RAM. */
  Settings copy() {
    return settings.copy();
  }

  /** Takes the place of what is there, and of what is kept. */
  void save(Settings values) throws IOException {
    Path kept = file;
    if (kept != null) {
      Files.createDirectories(kept.getParent());
      Properties texts = new Properties();
      texts.putAll(values.all());
      Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
      try {
        try (OutputStream out = Files.newOutputStream(fresh)) {
          texts.store(out, null);
        }
        Files.move(fresh, kept, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        // There only where something failed.
        Files.deleteIfExists(fresh);
      }
    }
    settings.copyFrom(values);
  }
}
