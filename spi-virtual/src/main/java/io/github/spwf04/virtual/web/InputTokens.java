package io.github.spwf04.virtual.web;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The buffer behind the input tags of web pages, which INPUTSSI fills and clears (6.55). Used on
 * the event loop only.
 */
public final class InputTokens {
  /** Longest content; chosen, after the longer of the two limits that ST's driver has. */
  static final int MAX_LENGTH = 1024;

  private static final String BAR = "|";

  private final Core core;
  private List<String> tokens = List.of();
  private final List<CompletableFuture<@Nullable List<String>>> waiting = new ArrayList<>();

  public InputTokens(Core core) {
    this.core = core;
  }

  /** INPUTSSI: no byte at all clears the buffer. */
  public void input(Call call) {
    byte[] data = call.data();
    if (data.length > core.profile().inputBeforeWatchdog()) {
      core.hang();
      return;
    }
    if (data.length > MAX_LENGTH) {
      call.error(ModuleError.LOW_MEMORY);
      return;
    }
    tokens = split(new String(data, StandardCharsets.ISO_8859_1));
    call.ok();
    if (!tokens.isEmpty()) {
      waiting.forEach(page -> page.complete(tokens));
      waiting.clear();
    }
  }

  /**
   * The manual contradicts itself: by its sentence the first byte splits the tokens behind it, and
   * its example splits {@code hello|world|} by a bar. A bar at the end and none at the beginning
   * means the example; the sentence holds for all else.
   */
  private static List<String> split(String text) {
    boolean example = text.endsWith(BAR) && !text.startsWith(BAR);
    String rest = example || text.isEmpty() ? text : text.substring(1);
    if (rest.isEmpty()) {
      return List.of();
    }
    String splitter = example ? BAR : text.substring(0, 1);
    List<String> parts = new ArrayList<>(List.of(rest.split(Pattern.quote(splitter), -1)));
    if (parts.getLast().isEmpty()) {
      // The splitter ends the last token, too.
      parts.removeLast();
    }
    return parts;
  }

  /**
   * The tokens for a page with these indices. While there are none, WIND 56 asks for each, and the
   * page waits for a time.
   */
  void request(Collection<Integer> indices, CompletableFuture<@Nullable List<String>> page) {
    if (!tokens.isEmpty()) {
      page.complete(tokens);
      return;
    }
    waiting.add(page);
    indices.forEach(index -> core.wind(Wind.INPUT_TO_REMOTE, index));
    core.after(
        core.options().servers().inputWait(),
        () -> {
          waiting.remove(page);
          page.complete(List.of());
        });
  }
}
