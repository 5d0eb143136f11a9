package io.github.spwf04.cli.shared;

import io.github.spwf04.error.SpwfException.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The data of a data phase as a person gives it: text, {@code @file}, or {@code @@} for one @. */
public final class DataText {
  private DataText() {}

  /**
   * The bytes of a text, as UTF-8, or of the file it names.
   *
   * @param from where the text comes from, for the message of a file that cannot be read
   */
  public static byte[] bytes(String text, String from) {
    if (text.startsWith("@@")) {
      return text.substring(1).getBytes(StandardCharsets.UTF_8);
    }
    if (!text.startsWith("@")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String file = text.substring(1);
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInput(from + ": file '" + file + "' cannot be read");
    }
  }
}
