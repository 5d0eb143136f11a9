package io.github.spwf04.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who is not root, with device nodes of two groups, in a JVM of his own with a kernel of its
 * own: a child inherits the filter of its parent and can add none, so there must not be one here.
 */
@Timeout(120)
class GroupsTest {
  private static final int SPI = 64_100;
  private static final int GPIO = 64_101;

  @TempDir private Path folder;
  private String classPath = "";

  @BeforeEach
  void makeNodes() throws IOException {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")),
        "only root can hand a node to a group and start a program as somebody else");
    node("spidev0.0", SPI);
    node("gpiochip0", GPIO);
    allow(folder, "rwxrwxrwx");
    classPath = readableClassPath();
  }

  private void node(String name, int group) throws IOException {
    Path node = Files.createFile(folder.resolve(name));
    Files.setAttribute(node, "unix:gid", group);
    allow(node, "rw-rw----");
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Root's own library folder is closed to others. */
  private String readableClassPath() throws IOException {
    List<String> entries = new ArrayList<>();
    Path copies = Files.createDirectory(folder.resolve("class path"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        Path to = copies.resolve(entries.size() + "-" + from.getFileName());
        copy(from, to);
        entries.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void theGroupsAreEnough() throws Exception {
    assertThat(asNobody("--groups=" + SPI + "," + GPIO)).isEqualTo("firmware 1.1.0");
  }

  @Test
  void withoutAnyTheMessageNamesTheFirst() throws Exception {
    assertThat(asNobody("--clear-groups"))
        .contains("spidev0.0: EACCES", "must be in the group spi: 'sudo usermod -aG spi nobody'");
  }

  @Test
  void withOneTheMessageNamesTheOther() throws Exception {
    assertThat(asNobody("--groups=" + SPI))
        .contains("gpiochip0: EACCES", "must be in the group gpio: 'sudo usermod -aG gpio nobody'");
  }

  private String asNobody(String groups) throws Exception {
    Process program =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                groups,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--class-path",
                classPath,
                GroupsProgram.class.getName(),
                folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assumeFalse(output.contains("lets no process answer system calls"), output);
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(output).isZero();
      return output.strip();
    } finally {
      program.destroyForcibly();
    }
  }
}
