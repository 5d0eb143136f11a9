package io.github.spwf04.file;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Volume;

/**
 * A file in a list (manual 6.26).
 *
 * @param file its name; without a volume when the module gives a letter that the manual does not
 *     know
 * @param size bytes
 */
public record FileInfo(ModuleFile file, long size) {
  static FileInfo of(Fields line) {
    return new FileInfo(
        new ModuleFile(Volume.byFlag(line.text("flag")), line.text("name")), line.number("len"));
  }
}
