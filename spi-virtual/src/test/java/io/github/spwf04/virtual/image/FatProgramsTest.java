package io.github.spwf04.virtual.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of dosfstools and mtools go into the module, and those of this room into mtools. */
@Tag(Installed.PROGRAMS)
@Timeout(120)
class FatProgramsTest {
  private static final String OK = "R00@A";

  @TempDir private Path folder;

  /** Lengths around those of a cluster; names with flags, with long names, and the lock. */
  private static final SortedMap<String, byte[]> FILES =
      new TreeMap<>(
          Map.of(
              "index.html", HandMadeImage.noise(2049),
              "WLAN.py", HandMadeImage.noise(512),
              "davepic.jpg", HandMadeImage.noise(6000),
              "README.TXT", HandMadeImage.noise(1),
              "stlogo.gz.png", HandMadeImage.noise(2048),
              "A long Name, with [all] that = goes;.and.more", HandMadeImage.noise(511),
              "an empty one", new byte[0],
              "one more name of exactly sixty-four characters, no more, no less", new byte[700]));

  private Path sources() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("pages"));
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Files.write(sources.resolve(file.getKey()), file.getValue());
    }
    return sources;
  }

  /** An image that mkfs.fat has made and mcopy has filled, after it has made holes in it. */
  private byte[] foreign(String... options) throws Exception {
    Path image = folder.resolve("foreign.img");
    List<String> all = new ArrayList<>(List.of(options));
    all.add(all.size() - 1, image.toString());
    assertThat(Tool.run("mkfs.fat", all.toArray(String[]::new))).contains("mkfs.fat");
    Path sources = sources();
    Path hole = Files.write(folder.resolve("hole.bin"), HandMadeImage.noise(3000));
    copy(image, hole, "::hole1");
    copy(image, sources.resolve("WLAN.py"), "::");
    copy(image, hole, "::hole2");
    assertThat(Tool.run("mdel", "-i", image.toString(), "::hole1")).isEmpty();
    for (String name : FILES.keySet()) {
      if (!name.equals("WLAN.py")) {
        copy(image, sources.resolve(name), "::");
      }
    }
    assertThat(Tool.run("mdel", "-i", image.toString(), "::hole2")).isEmpty();
    assertThat(Tool.run("mmd", "-i", image.toString(), "::folder")).isEmpty();
    copy(image, hole, "::folder/inside");
    return Files.readAllBytes(image);
  }

  private static void copy(Path image, Path file, String target) throws Exception {
    assertThat(Tool.run("mcopy", "-i", image.toString(), file.toString(), target)).isEmpty();
  }

  /** By FSUPDATE: listed, read and hashed in a volume. */
  private static void downloaded(byte[] image, Volume volume) throws Exception {
    try (HttpPeer shop = HttpPeer.of("/fs.img", image);
        Bench bench = Bench.online(o -> o)) {
      String letter = Objects.requireNonNull(volume.image());
      assertThat(bench.reply(Command.FSUPDATE, letter, "127.0.0.1", "", shop.port())).endsWith(OK);
      holds(bench, volume);
    }
  }

  private static void holds(Bench bench, Volume volume) throws Exception {
    List<String> listed = bench.reply(Command.FSL);
    String mark = "File:" + volume.flag() + "\t";
    assertThat(listed)
        .filteredOn(line -> line.contains(mark))
        .containsExactlyInAnyOrderElementsOf(
            FILES.entrySet().stream()
                .map(file -> "RFF@A " + mark + file.getValue().length + "\t" + file.getKey())
                .toList());
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      // Of a name of 64 characters there is no room for the volume before it.
      String name =
          file.getKey().length() > 61 ? file.getKey() : volume.number() + ":" + file.getKey();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getValue());
      assertThat(bench.reply(Command.HASH, "2", name))
          .as(name)
          .hasSize(2)
          .first()
          .asString()
          .endsWith(":" + HexFormat.of().formatHex(digest));
    }
    assertThat(bench.reply(Command.FSP, volume.number() + ":README.TXT"))
        .containsExactly("R03@A l", OK);
  }

  @ParameterizedTest
  @CsvSource({
    "APPLICATION_FLASH, -F 12 -C 64",
    "EXTERNAL, -F 12 -s 1 -f 1 -r 512 -C 51",
    "USER_FLASH, -F 12 -s 2 -f 2 -r 112 -R 4 -C 960",
    "EXTERNAL, -F 12 -s 128 -f 1 -C 8192",
    "EXTERNAL, -F 16 -s 1 -C 8192",
    "EXTERNAL, -F 12 -n PAGES -C 1440",
  })
  void anImageOfMkfs(Volume volume, String options) throws Exception {
    byte[] image = foreign(options.split(" "));
    downloaded(image, volume);
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys(FILES.keySet());
  }

  @Test
  void anImageOfMformat() throws Exception {
    Path image = folder.resolve("floppy.img");
    assertThat(Tool.run("mformat", "-C", "-f", "720", "-v", "PAGES", "-i", image.toString(), "::"))
        .isEmpty();
    Path sources = sources();
    for (String name : FILES.keySet()) {
      copy(image, sources.resolve(name), "::");
    }
    downloaded(Files.readAllBytes(image), Volume.USER_FLASH);
  }

  /** Cut behind its last cluster, as CreateFS leaves it, it goes through a data phase of SPI. */
  @ParameterizedTest
  @ValueSource(strings = {"-F 12 -s 1 -f 1 -r 512 -C 51", "-F 12 -C 64"})
  void anImageThatIsWritten(String options) throws Exception {
    byte[] whole = foreign(options.split(" "));
    byte[] cut = FileSystemImage.cut(whole);
    assertThat(cut.length).isLessThan(whole.length);
    assertThat(whole).startsWith(cut);
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.replyTo(cut, Command.FSWRITE, "" + cut.length)).containsExactly(OK);
      holds(bench, Volume.EXTERNAL);
    }
    // More than the folder takes, in which nobody looks.
    byte[] shorter = Arrays.copyOf(cut, cut.length - 8192);
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.replyTo(shorter, Command.FSWRITE, "" + shorter.length))
          .containsExactly("R3B@A");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 960 << 10, 46 << 10, 8 << 20, 64 << 20})
  void ourImagesArePlainDisks(int size) throws Exception {
    SortedMap<String, byte[]> files = new TreeMap<>(FILES);
    files.put(FileSystemImage.LOCK, new byte[0]);
    for (int i = 0; i < 12; i++) {
      files.put("the same beginning " + i + ".html", HandMadeImage.noise(i));
    }
    Path image = Files.write(folder.resolve("ours.img"), FileSystemImage.of(files, size));
    assertThat(Tool.run("fsck.fat", "-n", image.toString()))
        .matches(
            "(?s)fsck.fat [^\n]*\n[^\n]*: " + files.size() + " files, [0-9]+/[0-9]+ clusters\n");
    String listed = Tool.run("mdir", "-i", image.toString(), "::");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(listed).contains(asListed(file.getKey()));
      byte[] typed =
          Tool.run("mtype", "-i", image.toString(), "::" + escaped(file.getKey()))
              .getBytes(ISO_8859_1);
      assertThat(typed).as(file.getKey()).isEqualTo(file.getValue());
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    assertThat(Tool.run("mcopy", "-i", image.toString(), "::*", out.toString())).isEmpty();
    Map<String, byte[]> copied = new TreeMap<>();
    try (var all = Files.list(out)) {
      for (Path file : all.toList()) {
        copied.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    assertThat(copied).containsOnlyKeys(files.keySet());
    files.forEach((name, content) -> assertThat(copied.get(name)).isEqualTo(content));
  }

  /** In two columns where there is no long name. */
  private static String asListed(String name) {
    return switch (name) {
      case "README.TXT" -> "README   TXT         1 ";
      case "WLAN.py" -> "WLAN     py        512 ";
      case "davepic.jpg" -> "davepic  jpg      6000 ";
      default -> name + "\n";
    };
  }

  /** Brackets are a pattern to mtools. */
  private static String escaped(String name) {
    return name.replace("[", "\\[").replace("]", "\\]");
  }

  @Test
  void whatTheModuleGivesIsADisk() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.replyTo("first".getBytes(US_ASCII), Command.FSC, "0:A name.txt", "5");
      Path image = Files.write(folder.resolve("x.img"), bench.module.image(Volume.EXTERNAL));
      assertThat(Tool.run("mtype", "-i", image.toString(), "::A name.txt")).isEqualTo("first");
    }
  }
}
