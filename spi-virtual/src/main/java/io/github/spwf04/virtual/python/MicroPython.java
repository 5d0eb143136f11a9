package io.github.spwf04.virtual.python;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A MicroPython of this machine, and how it is started. */
final class MicroPython {
  private static final String BUILD =
      "@micropython/micropython-webassembly-pyscript/micropython.mjs";

  /** The first Node.js that can keep a program from files, and the first without "experimental". */
  private static final int CONFINING_NODE = 20;

  private static final int STABLE_NODE = 24;

  /** Beyond the limit of real time; ends a process whose parent was killed before it. */
  private static final int SPARE_CPU_SECONDS = 10;

  /** Of the WebAssembly build, whose heap grows: 64 MiB in pages of 64 KiB. */
  private static final int MAX_PAGES = 1024;

  private final Path interpreter;
  private final @Nullable Path node;

  private MicroPython(Path interpreter, @Nullable Path node) {
    this.interpreter = interpreter;
    this.node = node;
  }

  /**
   * @param chosen what to take instead of looking for one
   * @return null when there is none
   */
  static @Nullable MicroPython find(@Nullable Path chosen) {
    Path build = chosen == null ? findBuild() : isBuild(chosen) ? chosen : null;
    Path node = onPath("node");
    if (build != null && node != null && Files.isRegularFile(build)) {
      return new MicroPython(build.toAbsolutePath(), node);
    }
    if (chosen != null && isBuild(chosen)) {
      return null;
    }
    Path program = chosen == null ? onPath("micropython") : chosen;
    return program == null || !Files.isExecutable(program)
        ? null
        : new MicroPython(program.toAbsolutePath(), null);
  }

  private static boolean isBuild(Path file) {
    return file.toString().endsWith(".mjs");
  }

  private static @Nullable Path findBuild() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      for (String modules : List.of("node_modules", "build/npm/node_modules")) {
        Path build = at.resolve(modules).resolve(BUILD);
        if (Files.isRegularFile(build)) {
          return build;
        }
      }
    }
    return null;
  }

  private static @Nullable Path onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /**
   * Starts it in an empty environment: a script comes in whole on standard input, a shell reads it
   * byte by byte.
   *
   * @param heapKib kibibytes of heap to begin with
   * @throws IOException also when Node.js is too old to keep scripts from this machine
   */
  Process start(boolean shell, long heapKib, Duration limit) throws IOException {
    List<String> command = new ArrayList<>();
    long seconds = limit.toSeconds() + SPARE_CPU_SECONDS;
    // The limit of processor time holds even when nobody is left to end it.
    command.addAll(
        List.of("/bin/sh", "-c", "ulimit -t \"$1\"; shift; exec \"$@\"", "sh", "" + seconds));
    Path program = node;
    if (program == null) {
      command.addAll(List.of(interpreter.toString(), "-X", "heapsize=" + heapKib + "k"));
      if (shell) {
        command.add("-i");
      }
    } else {
      command.addAll(build(program, shell, heapKib));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")));
    builder.environment().clear();
    // What Node.js itself says is not the script's.
    return program == null
        ? builder.redirectErrorStream(true).start()
        : builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> build(Path program, boolean shell, long heapKib) throws IOException {
    int version = version(program);
    if (version < CONFINING_NODE) {
      throw new IOException(program + " is version " + version + ", 20 or later is needed");
    }
    return List.of(
        program.toString(),
        version < STABLE_NODE ? "--experimental-permission" : "--permission",
        "--allow-fs-read=" + interpreter.getParent() + File.separator,
        "--disallow-code-generation-from-strings",
        "--wasm-max-mem-pages=" + MAX_PAGES,
        "--no-warnings",
        "--input-type=module",
        "-e",
        runner(),
        interpreter.toUri().toString(),
        shell ? "shell" : "script",
        Long.toString(heapKib * 1024));
  }

  private static int version(Path node) throws IOException {
    Process process = new ProcessBuilder(node.toString(), "--version").start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readNBytes(64), StandardCharsets.US_ASCII);
      return Integer.parseInt(text.replaceFirst("(?s)v([0-9]{1,4}).*", "$1"));
    } catch (NumberFormatException _) {
      return 0;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String runner() {
    try (InputStream in = MicroPython.class.getResourceAsStream("micropython.mjs")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
