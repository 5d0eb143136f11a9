package io.github.spwf04.cli.at;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new error, WIND, variable or secret is one row of the catalogue: with such rows in place of
 * others, and nothing else changed, everything that shows or says something knows them.
 */
@Timeout(120)
class OneRowTest {
  private static final Path CODEC = Path.of("../spi-codec");

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir private Path folder;

  @Test
  void messageMaskCompletionAndEventFollowTheRow() throws Exception {
    replace(
        "error/ModuleError.java",
        "  public static final ModuleError VARIABLE_NOT_FOUND",
        "  public static final ModuleError NO_COFFEE = row(Table.COMMAND, 3, \"No coffee left\");\n"
            + "  public static final ModuleError VARIABLE_NOT_FOUND");
    replace(
        "catalog/Wind.java",
        "RESERVED_6(kept(6))",
        "COFFEE(wind(6, \"Coffee\", \"{cup:INT}:{kind:TEXT*}\", \"A cup is ready\"))");
    replace(
        "catalog/VariableTable.java",
        ".text(\"nv_serial\", 32, \"0517<11222\", \"Serial number; 8 digits on a real module\")",
        ".text(\"nv_coffee\", 32, \"white\", \"How it is drunk\").secret()");
    replace(
        "catalog/Command.java",
        "text(KEYWORD, \"Only commands that hold this word\")",
        "text(KEYWORD, \"Only commands that hold this word\").asSecret()");
    assertThat(seen())
        .containsExactly(
            "completion: AT+S.SCFG=nv_coffee",
            "hint: <value>  How it is drunk",
            "history: AT+S.SCFG=nv_coffee,***",
            "parameter: AT+S.HELP=***",
            "trace: wind 6 Coffee: cup=3 kind=***",
            "event: WIND 6 Coffee: 3:***",
            "field: 3",
            "error: error 3, No coffee left",
            "variable: white");
  }

  /** A row of the sources in place of another. */
  private void replace(String file, String row, String other) throws IOException {
    Path from = CODEC.resolve("src/main/java/io/github/spwf04").resolve(file);
    Path to = folder.resolve("src").resolve(file);
    Files.createDirectories(to.getParent());
    String text = Files.readString(from);
    assertThat(text).contains(row);
    Files.writeString(to, text.replace(row, other));
  }

  /** What {@link OneRow} says with the changed sources before all others. */
  private List<String> seen() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                compiled() + File.pathSeparator + CLASS_PATH,
                OneRow.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private Path compiled() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> sources;
    try (Stream<Path> all = Files.walk(folder.resolve("src"))) {
      sources = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", classes.toString(), "-cp", CLASS_PATH, "-proc:none", "--release", "21");
      assertThat(
              compiler
                  .getTask(
                      null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                  .call())
          .isTrue();
    }
    return classes;
  }
}
