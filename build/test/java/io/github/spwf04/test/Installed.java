package io.github.spwf04.test;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Programs of others that a test has as a second opinion. Where one is missing the test is skipped
 * and says so by name; with the profile {@code programs} it fails, for {@code build/peers} has
 * installed them all.
 */
public final class Installed {
  /** The tag of the tests that need one. */
  public static final String PROGRAMS = "programs";

  private Installed() {}

  /** A program on the PATH, or in one of the folders that only root has on it. */
  public static Path program(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin:/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isExecutable(file) && isThere(file))
        .findFirst()
        .orElseGet(() -> missing("the program " + name));
  }

  /** The folder of a package of {@code build/npm/package.json}. */
  public static Path npm(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolve("build/npm/node_modules").resolve(name);
      if (isThere(found.resolve("package.json"))) {
        return found;
      }
    }
    return missing("the npm package " + name);
  }

  /** MicroPython for Node.js, which is there, too. */
  public static Path microPython() {
    program("node");
    return npm("@micropython/micropython-webassembly-pyscript").resolve("micropython.mjs");
  }

  /** A file that a package of the system brings. */
  public static Path file(String path) {
    Path file = Path.of(path);
    return isThere(file) ? file : missing("the file " + path);
  }

  /** A file with nothing in it may lie over one that is not to be used. */
  private static boolean isThere(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static Path missing(String what) {
    String message = what + " is not installed: build/peers does that";
    if (Boolean.getBoolean("programs.required")) {
      return fail(message);
    }
    return abort(message);
  }
}
