package io.github.spwf04.file;

import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.error.SpwfException;
import org.jspecify.annotations.Nullable;

/**
 * How a file goes to the module or comes from it. Start from {@link #defaults} and change what
 * differs.
 *
 * @param chunk bytes that one command carries, 1 to 32768; 1024 is what drivers in the field write
 *     (field-facts C.3)
 * @param check the digest by which the module's file is held against what was sent or read, or null
 *     not to ask for one
 * @param unfinished whether an upload grows under another name, that of the file with {@code ~}
 *     behind it, and gets its own only when it is whole. Until then an older file of that name
 *     stays, so that the volume must hold both
 * @param progress hears of the bytes done
 */
public record Transfer(
    int chunk, @Nullable HashFunction check, boolean unfinished, Progress progress) {
  private static final int MAX_CHUNK = 32768;

  public Transfer {
    if (chunk < 1 || chunk > MAX_CHUNK) {
      throw new SpwfException.InvalidInput(
          "chunk " + chunk + ", 1 to " + MAX_CHUNK + " bytes are allowed");
    }
  }

  /** 1024 bytes a command, checked by SHA-256, under another name until it is whole. */
  public static Transfer defaults() {
    return new Transfer(1024, HashFunction.SHA256, true, Progress.NONE);
  }

  public Transfer withChunk(int bytes) {
    return new Transfer(bytes, check, unfinished, progress);
  }

  public Transfer withCheck(@Nullable HashFunction function) {
    return new Transfer(chunk, function, unfinished, progress);
  }

  public Transfer withUnfinished(boolean otherName) {
    return new Transfer(chunk, check, otherName, progress);
  }

  public Transfer withProgress(Progress listener) {
    return new Transfer(chunk, check, unfinished, listener);
  }
}
