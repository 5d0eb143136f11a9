package io.github.spwf04;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.codec.SpwfException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The module loads an image from a server: FSUPDATE and FWUPDATE (manual 6.13, 6.14). */
final class ImageLoad {
  /**
   * Nobody has published what the lines look like that tell how far it is: the first number is
   * taken for the bytes done, a second one for those of the whole.
   */
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,18})(?:\\D+(\\d{1,18}))?");

  private final Progress progress;
  private long done;
  private long total = Progress.UNKNOWN;

  private ImageLoad(Progress progress) {
    this.progress = progress;
  }

  static void run(
      Spwf04 spwf,
      Command command,
      String memory,
      HttpRequest image,
      Duration timeout,
      Progress progress)
      throws InterruptedException {
    if (image.responseFile() != null || image.bodyFile() != null) {
      throw new SpwfException.InvalidInput("an image goes to its memory: no files, please");
    }
    @Nullable Object[] server = image.server();
    @Nullable Object[] arguments = new @Nullable Object[server.length + 1];
    arguments[0] = memory;
    System.arraycopy(server, 0, arguments, 1, server.length);
    ImageLoad load = new ImageLoad(progress);
    progress.at(0, Progress.UNKNOWN);
    spwf.callListening(
        command, timeout, load::line, _ -> true, Spwf04.trimmed(Arrays.copyOf(arguments, 7)));
  }

  private void line(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    long told = numbers.find() ? Long.parseLong(numbers.group(1)) : 0;
    if (told > 0 && numbers.group(2) != null) {
      total = Long.parseLong(numbers.group(2));
    }
    done = Math.max(told, done + (told > 0 ? 0 : 1));
    progress.at(done, total);
  }
}
