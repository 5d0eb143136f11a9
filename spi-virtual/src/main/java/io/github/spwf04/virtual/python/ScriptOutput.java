package io.github.spwf04.virtual.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What python_script prints where there is no console to print on. Any thread may call. */
public final class ScriptOutput {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  synchronized void add(byte[] bytes) {
    printed.writeBytes(bytes);
  }

  public synchronized void clear() {
    printed.reset();
  }

  public synchronized String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
