package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.image.FileSystemImage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as commands give it: {@code x}, {@code /x} or {@code 2:/x}. A volume has no folders, and
 * the characters are those of a FAT name, so that no name leads anywhere else.
 *
 * @param volume the volume it names, or null when it names none
 * @param file the name inside the volume
 */
public record FileName(@Nullable Volume volume, String file) {
  /** Longest name, volume included (6.23). */
  private static final int MAX_LENGTH = Limits.FILE_NAME;

  private static final Pattern NAME = Pattern.compile("(?:([0-9]):)?/?([^/:]+)");

  /**
   * @param error what Table 10 has for a name that cannot be one
   * @throws VolumeException {@code error}, or 50 when there is no such volume
   */
  static FileName parse(String name, ModuleError error) throws VolumeException {
    Matcher matcher = NAME.matcher(name);
    if (name.length() > MAX_LENGTH || !matcher.matches() || !valid(matcher.group(2))) {
      throw new VolumeException(error, "not the name of a file");
    }
    String digit = matcher.group(1);
    Volume volume = digit == null ? null : Volume.byNumber(Integer.parseInt(digit));
    if (digit != null && volume == null) {
      throw new VolumeException(ModuleError.NO_FILE_SYSTEM, "no volume " + digit);
    }
    return new FileName(volume, matcher.group(2));
  }

  /**
   * The name itself, when it is one without a volume.
   *
   * @throws VolumeException 51 when it is not
   */
  public static String plain(String file) throws VolumeException {
    if (!valid(file)) {
      throw new VolumeException(ModuleError.FILE_OPEN, "not the plain name of a file");
    }
    return file;
  }

  /** Whether a file of a volume can have this name. */
  public static boolean valid(String file) {
    return FileSystemImage.isName(file);
  }
}
