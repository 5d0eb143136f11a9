package io.github.spwf04.cli.image;

import static io.github.spwf04.cli.capture.EncodeCommandTest.assertOneLineOfBadInput;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import io.github.spwf04.virtual.image.FileSystemImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class ImageCommandTest {
  @TempDir private Path folder;
  private Path pages = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void write() throws IOException {
    pages = Files.createDirectory(folder.resolve("pages"));
    image = folder.resolve("fs.img");
    Files.writeString(pages.resolve("index.html"), "<p>");
    Files.write(pages.resolve("logo.png"), new byte[513]);
    Files.writeString(pages.resolve("__LOCKED__"), "");
    Files.createDirectories(pages.resolve("folder/in it"));
  }

  private Run build(String... more) {
    String[] all = new String[5 + more.length];
    System.arraycopy(
        new String[] {"image", "build", pages.toString(), "-o", image.toString()}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Run.spwf(all);
  }

  @Test
  void aFolderBecomesAnImage() throws IOException {
    assertThat(build())
        .isEqualTo(
            new Run(
                0, image + ": 65536 bytes, 3 files, 91 of 94 clusters of 512 bytes free\n", ""));
    assertThat(image).hasSize(65536);
    Map<String, byte[]> files = FileSystemImage.read(Files.readAllBytes(image)).files();
    assertThat(files).containsOnlyKeys("__LOCKED__", "index.html", "logo.png");
    assertThat(files.get("index.html")).isEqualTo("<p>".getBytes(US_ASCII));
    assertThat(files.get("logo.png")).isEqualTo(new byte[513]);
  }

  @ParameterizedTest
  @CsvSource({"960K, 983040, 1881, 512", "8M, 8388608, 4084, 2048", "20000, 19968, 5, 512"})
  void ofASize(String size, int bytes, int clusters, int clusterBytes) {
    int free = clusters - (clusterBytes == 512 ? 3 : 2);
    assertThat(build("--size", size).lines())
        .containsExactly(
            "%s: %d bytes, 3 files, %d of %d clusters of %d bytes free"
                .formatted(image, bytes, free, clusters, clusterBytes));
    assertThat(image).hasSize(bytes);
  }

  @Test
  void withoutItsEnd() throws IOException {
    assertThat(build("--cut").code()).isZero();
    assertThat(image).hasSize((34 + 3) * 512);
    assertThat(Run.spwf("image", "list", image.toString()).lines()).hasSize(4);
  }

  @Test
  void theFilesAreListed() {
    build();
    assertThat(Run.spwf("image", "list", image.toString()))
        .isEqualTo(
            new Run(
                0,
                """
                        0  __LOCKED__
                        3  index.html
                      513  logo.png
                65536 bytes, 3 files, 91 of 94 clusters of 512 bytes free
                """,
                ""));
  }

  @Test
  void theListAsJson() throws IOException {
    build();
    List<String> lines = Run.spwf("image", "list", "--json", image.toString()).lines();
    assertThat(lines)
        .startsWith(
            "{\"name\":\"__LOCKED__\",\"length\":0}",
            "{\"name\":\"index.html\",\"length\":3}",
            "{\"name\":\"logo.png\",\"length\":513}")
        .hasSize(4);
    assertThat(JSON.std.mapFrom(lines.getLast()))
        .isEqualTo(
            Map.of(
                "size", 65536,
                "clusterBytes", 512,
                "clusters", 94,
                "freeClusters", 91,
                "fats", 1,
                "rootEntries", 512,
                "files", 3));
  }

  @Test
  void noImageIsBadInput() throws IOException {
    Files.write(image, new byte[65536]);
    Run run = Run.spwf("image", "list", image.toString());
    assertOneLineOfBadInput(run);
    assertThat(run.err())
        .isEqualTo(
            "spwf image list: file '"
                + image
                + "' is no image that the module takes: no boot record of a FAT volume\n");
    run = Run.spwf("image", "list", folder.resolve("none").toString());
    assertOneLineOfBadInput(run);
    assertThat(run.err()).endsWith("none' cannot be read\n");
    run = Run.spwf("image", "build", folder.resolve("none").toString());
    assertOneLineOfBadInput(run);
    assertThat(run.err()).endsWith("none' cannot be read\n");
  }

  @Test
  void whatThereIsNoImageOf() throws IOException {
    Files.writeString(pages.resolve("a*b"), "");
    Run run = build();
    assertOneLineOfBadInput(run);
    assertThat(run.err())
        .isEqualTo(
            "spwf image build: no image: file name a*b, at most 64 characters of a FAT name are"
                + " allowed\n");
    Files.delete(pages.resolve("a*b"));
    run = build("--size", "18K");
    assertOneLineOfBadInput(run);
    assertThat(run.err())
        .endsWith("no image: the files take 1536 bytes, and of 18432 there are 1024 for them\n");
    assertThat(image).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "64k", "K", "64KB", "2048M", "999999999M", "1.5M"})
  void noSizeIsBadInput(String size) {
    Run run = build("--size", size);
    assertOneLineOfBadInput(run);
    assertThat(run.err()).endsWith("--size " + size + ", a size like 65536, 64K or 8M is needed\n");
  }

  @Test
  void misuseIsBadInput() {
    assertOneLineOfBadInput(Run.spwf("image"));
    assertOneLineOfBadInput(Run.spwf("image", "build"));
    assertOneLineOfBadInput(Run.spwf("image", "list"));
    assertOneLineOfBadInput(Run.spwf("image", "make", pages.toString()));
  }

  @Test
  void helpHasTheCommands() {
    Run help = Run.spwf("image", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("build", "list", "Examples:", "spwf image build pages");
    assertThat(Run.spwf("image", "build", "--help").out()).contains("--size", "--cut", "fs.img");
  }
}
