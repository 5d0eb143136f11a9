package io.github.spwf04.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a folder of its own, with a JDK and a Maven that only tell how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final List<String> MODULES =
      List.of(
          "spi-codec",
          "spi-transport",
          "spi-virtual",
          "spi-host",
          "spi-testkit",
          "spi-transport-linux",
          "spi-transport-pi4j",
          "spi-cli");

  @TempDir private Path folder;
  private Path project;
  private Path jdk;

  record Result(int code, String out, String err) {}

  static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("spwf"))) {
        return at;
      }
    }
    throw new IllegalStateException("the tests run outside of the project");
  }

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(folder.resolve("the project"));
    Files.copy(root().resolve("spwf"), project.resolve("spwf"));
    project.resolve("spwf").toFile().setExecutable(true);
    Files.createDirectories(project.resolve(".mvn"));
    Files.writeString(project.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.writeString(project.resolve(module).resolve("pom.xml"), "");
    }
    jdk = jdk("25.0.1");
    script(
        folder.resolve("bin/mvn"),
        "echo built >> '%s'".formatted(folder.resolve("builds")),
        "[ ! -e '%s' ] || { echo broken; exit 1; }".formatted(folder.resolve("broken")));
  }

  @Test
  void buildsOnceAndPassesArgumentsAndExitCodeThrough() throws Exception {
    Result first = spwf(project, Map.of(), "decode", "a b", "");
    assertThat(first.err).isEqualTo("spwf: building, this takes a moment\n");
    assertThat(first.out).endsWith("[decode][a b][]\n");
    assertThat(first.code).isEqualTo(7);

    Result second = spwf(project, Map.of(), "demo");
    assertThat(second.err).isEmpty();
    assertThat(second.out).endsWith("[demo]\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceOfAnyModuleIsNewer() throws Exception {
    spwf(project, Map.of());
    for (String module : MODULES) {
      Path source = project.resolve(module).resolve("src/main/New.java");
      Files.writeString(source, "");
      source.toFile().setLastModified(System.currentTimeMillis() + 60_000);
      assertThat(spwf(project, Map.of()).err).as(module).contains("building");
      Files.delete(source);
    }
    assertThat(builds()).isEqualTo(1 + MODULES.size());
  }

  @Test
  void whatTheUserBringsIsOnTheClassPath() throws Exception {
    Result result = spwf(project, Map.of("SPWF_CLASSPATH", "/opt/pi4j/*"), "x");
    assertThat(result.out).contains("spi-cli.jar:").contains(":/opt/pi4j/* io.github.spwf04.cli");
  }

  @Test
  void worksFromAnyFolderAndThroughLinks() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("absolute"), project.resolve("spwf"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));
    Result result = run(Path.of("/"), Map.of(), links.resolve("relative").toString(), "x");
    assertThat(result.code).isEqualTo(7);
    assertThat(result.out).contains("spi-cli.jar").endsWith("[x]\n");
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    List<Process> starts =
        List.of(start(project, Map.of(), "./spwf"), start(project, Map.of(), "./spwf"));
    for (Process start : starts) {
      assertThat(finish(start).code).isEqualTo(7);
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsShowsWhatMavenSaid() throws Exception {
    Files.writeString(folder.resolve("broken"), "");
    Result result = spwf(project, Map.of());
    assertThat(result.code).isEqualTo(1);
    assertThat(result.out).isEmpty();
    assertThat(result.err).contains("\nbroken\n").endsWith("spwf: the build failed\n");
  }

  @Test
  void takesTheFirstJdk25() throws Exception {
    Result result =
        spwf(project, Map.of("JAVA_HOME", jdk("17.0.2").toString(), "JAVA25_HOME", jdk.toString()));
    assertThat(result.code).isEqualTo(7);
    assertThat(result.out).startsWith("25.0.1 ");
  }

  private Result spwf(Path cwd, Map<String, String> environment, String... args) throws Exception {
    String[] command = new String[args.length + 1];
    command[0] = "./spwf";
    System.arraycopy(args, 0, command, 1, args.length);
    return run(cwd, environment, command);
  }

  private Result run(Path cwd, Map<String, String> environment, String... command)
      throws Exception {
    return finish(start(cwd, environment, command));
  }

  private Process start(Path cwd, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(cwd.toFile());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result finish(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private long builds() throws IOException {
    return Files.readString(folder.resolve("builds")).lines().count();
  }

  /** A JDK whose java prints its version and arguments, and fails with 7. */
  private Path jdk(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    script(home.resolve("bin/javac"), "exit 1");
    script(
        home.resolve("bin/java"),
        "echo \"%s $*\"".formatted(version),
        "while [ \"$1\" != io.github.spwf04.cli.Spwf ]; do shift; done",
        "shift",
        "printf '[%s]' \"$@\"",
        "echo",
        "exit 7");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    file.toFile().setExecutable(true);
  }
}
