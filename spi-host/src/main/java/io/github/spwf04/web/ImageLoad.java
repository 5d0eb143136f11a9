package io.github.spwf04.web;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.Progress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module loads an image from a server: FSUPDATE and FWUPDATE (manual 6.13, 6.14). */
public final class ImageLoad {
  /**
   * Nobody has published what the lines look like that tell how far it is: the first number is
   * taken for the bytes done, a second one for those of the whole.
   */
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,18})(?:\\D+(\\d{1,18}))?");

  /** How the lines begin that tell something else: TLS, the status of HTTP, why it failed. */
  private final List<String> others;

  private final Progress progress;
  private long done;
  private long total = Progress.UNKNOWN;

  private ImageLoad(Command command, Progress progress) {
    this.others =
        Stream.concat(command.replyLines().stream(), command.failureLines().stream())
            .filter(line -> line != Line.RECEIVED)
            .map(Line::keyword)
            .toList();
    this.progress = progress;
  }

  /**
   * Has the module load an image, and waits until it has.
   *
   * @param command FSUPDATE or FWUPDATE
   * @param memory the letter of where it goes
   * @param image where it is; a path of null is the command's default
   * @param timeout bound of the whole
   * @param progress hears of each report of the module: bytes where it tells them, else how many
   *     reports have come
   * @throws SpwfException.InvalidInput for a request that has files
   * @throws SpwfException.Rejected when the server does not give the image; its causes tell why
   */
  public static void run(
      ModuleCalls calls,
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
    ImageLoad load = new ImageLoad(command, progress);
    progress.at(0, Progress.UNKNOWN);
    calls.callListening(
        command,
        timeout,
        load::line,
        reply -> true,
        Arguments.trimmed(Arrays.copyOf(arguments, 7)));
  }

  private void line(String text) {
    if (others.stream().anyMatch(text::startsWith)) {
      return;
    }
    Matcher numbers = NUMBERS.matcher(text);
    long told = numbers.find() ? Long.parseLong(numbers.group(1)) : 0;
    if (told > 0 && numbers.group(2) != null) {
      total = Long.parseLong(numbers.group(2));
    }
    done = Math.max(told, done + (told > 0 ? 0 : 1));
    progress.at(done, total);
  }
}
