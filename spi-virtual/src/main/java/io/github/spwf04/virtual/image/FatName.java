package io.github.spwf04.virtual.image;

import io.github.spwf04.catalog.Limits;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file on a FAT volume: eleven bytes in upper case, two flags that make halves of it
 * lower case, and a long name where these do not do.
 *
 * @param stem up to 8 characters in upper case
 * @param extension up to 3
 * @param flags {@link #LOWER_STEM} and {@link #LOWER_EXTENSION}
 */
record FatName(String stem, String extension, int flags) {
  static final int LOWER_STEM = 0x08;
  static final int LOWER_EXTENSION = 0x10;
  private static final int STEM = 8;
  private static final int EXTENSION = 3;

  /** What a long name may not have, on any FAT volume. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1F\"*/:<>?\\\\|\\x7F]");

  private static final Pattern LONG =
      Pattern.compile("[ -~&&[^\"*/:<>?\\\\|]]{0,63}[!-~&&[^\"*/:<>?\\\\|.]]");

  private static final String SHORT = "[A-Z0-9!#$%&'()@^_`{}~-]";
  private static final Pattern CLEAN =
      Pattern.compile(
          "("
              + SHORT
              + "{1,8}|"
              + SHORT.toLowerCase(Locale.ROOT)
              + "{1,8})(?:\\.("
              + SHORT
              + "{1,3}|"
              + SHORT.toLowerCase(Locale.ROOT)
              + "{1,3}))?");

  /**
   * Whether a file of a volume can have this name: {@link Limits#FILE_NAME} characters of ASCII.
   */
  static boolean valid(String name) {
    return LONG.matcher(name).matches();
  }

  /** Whether no FAT volume has it: a name that leads somewhere else, say. */
  static boolean forbidden(String name) {
    return FORBIDDEN.matcher(name).find();
  }

  /** Whether it does without a long name. */
  static boolean clean(String name) {
    return CLEAN.matcher(name).matches();
  }

  /** The one of a name that is {@link #clean}. */
  static FatName of(String name) {
    Matcher matcher = CLEAN.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " needs a long name");
    }
    String stem = matcher.group(1);
    String extension = matcher.group(2) == null ? "" : matcher.group(2);
    return new FatName(
        upper(stem),
        upper(extension),
        (stem.equals(upper(stem)) ? 0 : LOWER_STEM)
            | (extension.equals(upper(extension)) ? 0 : LOWER_EXTENSION));
  }

  /**
   * The one beside a long name, with a number behind the tilde that makes it the only one.
   *
   * @param taken names in upper case; this one is added
   */
  static FatName alias(String name, Set<String> taken) {
    int dot = name.lastIndexOf('.');
    String stem = shortened(dot > 0 ? name.substring(0, dot) : name);
    String extension = cut(shortened(dot > 0 ? name.substring(dot + 1) : ""), EXTENSION);
    for (int i = 1; ; i++) {
      String tail = "~" + i;
      FatName alias = new FatName(cut(stem, STEM - tail.length()) + tail, extension, 0);
      if (taken.add(alias.text())) {
        return alias;
      }
    }
  }

  private static String shortened(String part) {
    return upper(part).replaceAll("[ .]", "").replaceAll("(?!" + SHORT + ").", "_");
  }

  /** The one of an entry of a directory, whatever stands there. */
  static FatName ofEntry(String eleven, int flags) {
    return new FatName(
        eleven.substring(0, STEM).stripTrailing(), eleven.substring(STEM).stripTrailing(), flags);
  }

  /** As an entry of a directory has it. */
  String eleven() {
    return "%-8s%-3s".formatted(stem, extension);
  }

  /** As a list of files shows it. */
  String text() {
    String first = (flags & LOWER_STEM) == 0 ? stem : stem.toLowerCase(Locale.ROOT);
    String last = (flags & LOWER_EXTENSION) == 0 ? extension : extension.toLowerCase(Locale.ROOT);
    return last.isEmpty() ? first : first + "." + last;
  }

  /** What the pieces of a long name carry to show that they belong to this one. */
  int checksum() {
    int sum = 0;
    for (char c : eleven().toCharArray()) {
      sum = (((sum & 1) << 7) + (sum >> 1) + c) & 0xFF;
    }
    return sum;
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
