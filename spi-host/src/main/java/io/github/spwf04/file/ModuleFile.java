package io.github.spwf04.file;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.SpwfException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file in the module: {@code 2:/page.html}. A volume has no folders.
 *
 * @param volume where it is, or null to leave that to the module
 * @param name its name in the volume, without the slash before it
 */
public record ModuleFile(@Nullable Volume volume, String name) {
  /** Longest name as the module takes it, in bytes, volume and slash included (manual 6.23). */
  public static final int MAX_BYTES = Limits.FILE_NAME;

  /**
   * @throws SpwfException.InvalidInput when the name is empty, holds a slash, a colon or a control
   *     character, or is too long
   */
  public ModuleFile {
    if (name.startsWith("/")) {
      name = name.substring(1);
    }
    if (name.isEmpty()
        || name.chars().anyMatch(c -> c == '/' || c == ':' || Character.isISOControl(c))) {
      throw new SpwfException.InvalidInput(
          "'" + name + "' is no name of a file: 1 character or more, no slash, colon or control");
    }
    int length = text(volume, name).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw new SpwfException.InvalidInput(
          "the name " + name + " has " + length + " bytes, " + MAX_BYTES + " are allowed");
    }
  }

  /**
   * Reads a name as the module writes it: {@code 2:/page.html}, {@code /page.html} or {@code
   * page.html}.
   *
   * @throws SpwfException.InvalidInput when it is none, or names no volume of 0 to 3
   */
  public static ModuleFile of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new ModuleFile(null, text);
    }
    Volume volume = colon == 1 ? Volume.byNumber(text.charAt(0) - '0') : null;
    if (volume == null) {
      throw new SpwfException.InvalidInput(
          "'" + text + "': a volume is 0: external, 1: user flash, 2: RAM or 3: application flash");
    }
    return new ModuleFile(volume, text.substring(colon + 1));
  }

  /** A file in RAM. */
  public static ModuleFile ram(String name) {
    return new ModuleFile(Volume.RAM, name);
  }

  /** A file on the external volume. */
  public static ModuleFile external(String name) {
    return new ModuleFile(Volume.EXTERNAL, name);
  }

  /** What a file is called while it is not whole yet, in the same volume. */
  ModuleFile unfinished() {
    String longest = name;
    while (text(volume, longest + "~").getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      longest = longest.substring(0, longest.length() - 1);
    }
    return new ModuleFile(volume, longest + "~");
  }

  /** The name as the module takes it. */
  @Override
  public String toString() {
    return text(volume, name);
  }

  private static String text(@Nullable Volume volume, String name) {
    return volume == null ? "/" + name : volume.number() + ":/" + name;
  }
}
