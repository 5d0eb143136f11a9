package io.github.spwf04.virtual.options;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a virtual module runs MicroPython: in a process of its own, which ends with the firmware at
 * the latest.
 *
 * @param interpreter a {@code micropython} program, or the {@code micropython.mjs} of its
 *     WebAssembly build, which Node.js runs without access to files and network; null looks for
 *     that build in the folder {@code node_modules} and {@code build/npm/node_modules} of this one
 *     and those above it, and then for {@code micropython} on the PATH
 * @param limit how long a script may run, or a shell wait for input, in real time
 * @param maxOutput bytes that a script or a shell may print before it is ended
 */
public record PythonOptions(@Nullable Path interpreter, Duration limit, int maxOutput) {
  /** Looks for an interpreter; 60 seconds and 1 MiB. */
  public static final PythonOptions DEFAULT =
      new PythonOptions(null, Duration.ofSeconds(60), 1 << 20);

  public PythonOptions {
    if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("limit " + limit + ", 1 ms to 1 day are allowed");
    }
    if (maxOutput < 1) {
      throw new IllegalArgumentException("maxOutput " + maxOutput + ", at least 1 is needed");
    }
  }

  /** The same with another interpreter. */
  public PythonOptions withInterpreter(Path value) {
    return new PythonOptions(value, limit, maxOutput);
  }

  /** The same with another limit of time. */
  public PythonOptions withLimit(Duration value) {
    return new PythonOptions(interpreter, value, maxOutput);
  }

  /** The same with another limit of output. */
  public PythonOptions withMaxOutput(int value) {
    return new PythonOptions(interpreter, limit, value);
  }
}
