package io.github.spwf04.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java example of the first page is a program that compiles and runs. Where a text block
 * follows it, that is what it prints.
 */
class ReadmeTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^```java\\n(.*?)^```\\n(?:\\s*```text\\n(.*?)^```\\n)?",
          Pattern.DOTALL | Pattern.MULTILINE);

  record Example(int line, String source, @Nullable String output) {
    @Override
    public String toString() {
      return "README.md line " + line;
    }
  }

  static Stream<Example> examples() throws IOException {
    String readme = Files.readString(LauncherTest.root().resolve("README.md"));
    Matcher matcher = EXAMPLE.matcher(readme);
    return matcher
        .results()
        .map(
            found ->
                new Example(
                    (int) readme.substring(0, found.start()).lines().count() + 1,
                    found.group(1),
                    found.group(2)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theExampleRuns(Example example, @TempDir Path folder) throws Exception {
    compile(example, example.source(), folder);
    String output = run(folder);
    if (example.output() != null) {
      assertThat(output).isEqualTo(example.output());
    }
  }

  /** As a compact source file: the class has the name of the file. */
  private static void compile(Example example, String source, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Example.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      folder.toString(),
                      "-classpath",
                      System.getProperty("java.class.path"),
                      "-Xlint:all,-processing,-path",
                      "-Werror"),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).withFailMessage("%s: %s", example, messages).isTrue();
    }
  }

  private static String run(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      Class<?> type = loader.loadClass("Example");
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method main = type.getDeclaredMethod("main");
      main.setAccessible(true);
      main.invoke(constructor.newInstance());
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
