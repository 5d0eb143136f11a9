package io.github.spwf04.virtual.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.runtime.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FSC to HASH (6.23 to 6.30, field-facts C.3). */
class FileTest {
  static final String OK = "R00@3";

  static void create(Bench bench, String name, String content) throws Exception {
    assertThat(bench.replyTo(content.getBytes(US_ASCII), Command.FSC, name, "" + content.length()))
        .containsExactly(OK);
  }

  static void restart(Bench bench) throws Exception {
    bench.bus.reset();
    bench.turn(Duration.ofMillis(50));
    bench.drain();
  }

  @Test
  @Usage(section = "6.23")
  @Usage(section = "6.27")
  void aFileIsMadeAndAddedTo() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "test.txt", "hello");
      assertThat(bench.reply(Command.FSP, "test.txt")).containsExactly("R03@3 hello", OK);
      create(bench, "/test.txt", ", world");
      assertThat(bench.reply(Command.FSP, "2:/test.txt")).containsExactly("R03@3 hello, world", OK);
      create(bench, "0:/d.m.y", "kept");
      assertThat(bench.reply(Command.FSP, "d.m.y")).containsExactly("R03@3 kept", OK);
    }
  }

  @Test
  @Usage(section = "6.23", fails = true)
  void whereNoFileCanBeMade() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("ramdisk_memsize", "2"))) {
      assertThat(bench.replyTo(new byte[1], Command.FSC, "1:/x", "1")).containsExactly("R32@3");
      assertThat(bench.replyTo(new byte[1], Command.FSC, "3:/x", "1")).containsExactly("R33@3");
      assertThat(bench.replyTo(new byte[1], Command.FSC, "4:/x", "1")).containsExactly("R32@3");
      create(bench, "2:a", "1");
      create(bench, "2:b", "2");
      assertThat(bench.replyTo(new byte[1], Command.FSC, "2:c", "1"))
          .as("2 KiB are room for 2 files")
          .containsExactly("R5B@3");
      create(bench, "2:b", "x".repeat(1023));
      assertThat(bench.replyTo(new byte[1], Command.FSC, "2:b", "1")).containsExactly("R5B@3");
      assertThat(bench.reply(Command.FSC, "x", "0")).containsExactly("R21@3");
    }
  }

  @Test
  void theExternalVolumeIsFull() throws Exception {
    try (Bench bench =
        Bench.booted(o -> o.storage(StorageOptions.DEFAULT.withExternalBytes(2048)))) {
      create(bench, "0:a", "x".repeat(2048));
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:a", "1")).containsExactly("R65@3");
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:b", "1")).containsExactly("R65@3");
    }
  }

  @Test
  @Usage(section = "6.24")
  @Usage(section = "6.24", fails = true)
  void aFileIsDeleted() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "1");
      assertThat(bench.reply(Command.FSD, "x")).containsExactly(OK);
      assertThat(bench.reply(Command.FSD, "x")).containsExactly("R38@3");
      assertThat(bench.reply(Command.FSD, "3:/index.html")).containsExactly("R38@3");
      assertThat(bench.reply(Command.FSD, "1:/x")).containsExactly("R32@3");
    }
  }

  @Test
  @Usage(section = "6.25")
  @Usage(section = "6.25", fails = true)
  void aFileIsRenamed() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "old", "1");
      create(bench, "taken", "2");
      assertThat(bench.reply(Command.FSR, "old", "new")).containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "2:/new")).containsExactly("R03@3 1", OK);
      assertThat(bench.reply(Command.FSR, "old", "other")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "new", "taken")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "new", "0:/new")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "new", "../new")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "3:/index.html", "x")).containsExactly("R37@3");
    }
  }

  @Test
  @Usage(section = "6.26")
  void theFilesAreListed() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "b", "12");
      create(bench, "0:a", "1");
      List<String> list = bench.reply(Command.FSL);
      assertThat(list)
          .startsWith("RFF@3 File:X\t1\ta", "RFF@3 File:D\t2\tb")
          .endsWith("RFE@3 Free:D\t15360", OK)
          .anyMatch(line -> line.matches("RFF@3 File:I\t[0-9]+\tindex.html"))
          .hasSize(4 + Storage.FACTORY_PAGES.size());
    }
  }

  @Test
  @Usage(section = "6.26", line = 2)
  @Usage(section = "6.26", line = 2, fails = true)
  void theListGoesToAFile() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "b", "12");
      assertThat(bench.reply(Command.FSL, "")).containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "2:/dir.txt", "0", "17"))
          .containsExactly("R03@3 AT-S.File:D\t2\tb\\r\\n", OK);
      assertThat(bench.reply(Command.FSL, "0:/list")).containsExactly(OK);
      assertThat(bench.reply(Command.FSL, "3:/list")).containsExactly("R33@3");
    }
  }

  @Test
  @Usage(section = "6.26", fails = true)
  void thereIsNoVolumeToList() throws Exception {
    Volumes none =
        new Volumes(
            new Storage(StorageOptions.DEFAULT), Settings.factory(), FirmwareProfile.V1_1_0);
    none.close();
    org.assertj.core.api.Assertions.assertThatThrownBy(none::list)
        .isInstanceOfSatisfying(
            VolumeException.class,
            e -> assertThat(e.error()).isEqualTo(ModuleError.DIRECTORY_OPEN));
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.FSL, "a", "b")).containsExactly("R06@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, R03@3 012",
    "3, '', R03@3 3456789",
    "8, 100, R03@3 89",
  })
  void aPartOfAFile(String offset, String length, String expected) throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "0123456789");
      assertThat(bench.reply(Command.FSP, "x", offset, length)).containsExactly(expected, OK);
    }
  }

  @Test
  @Usage(section = "6.27", fails = true)
  void whatCannotBePrinted() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "0123456789");
      assertThat(bench.reply(Command.FSP, "x", "10")).containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "x", "11")).containsExactly("R34@3");
      assertThat(bench.reply(Command.FSP, "y")).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSP, "x", "-1")).containsExactly("R08@3");
    }
  }

  @Test
  void aLongFileComesInSeveralPackets() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "a".repeat(1500) + "b");
      assertThat(bench.reply(Command.FSP, "x"))
          .containsExactly("R03@3 " + "a".repeat(1500), "R03@3 b", OK);
    }
  }

  @Test
  @Usage(section = "6.28")
  @Usage(section = "6.29")
  void aVolumeIsUnmountedMountedAndErased() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "0:x", "1");
      assertThat(bench.reply(Command.STS, "extvol_fs"))
          .containsExactly("RFF@3 Var:extvol_fs=1", OK);
      assertThat(bench.reply(Command.FSU)).containsExactly(OK);
      assertThat(bench.reply(Command.STS, "extvol_fs"))
          .containsExactly("RFF@3 Var:extvol_fs=0", OK);
      assertThat(bench.reply(Command.FSP, "0:x")).containsExactly("R32@3");
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:x", "1")).containsExactly("R32@3");
      assertThat(bench.reply(Command.FSM)).containsExactly(OK);
      assertThat(bench.reply(Command.FSM, "0")).containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "0:x")).containsExactly("R03@3 1", OK);
      assertThat(bench.reply(Command.FSU, "0", "1")).containsExactly(OK);
      assertThat(bench.reply(Command.FSM, "0")).containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "0:x")).containsExactly("R33@3");
    }
  }

  @Test
  @Usage(section = "6.28", fails = true)
  @Usage(section = "6.29", fails = true)
  void whatCannotBeMounted() throws Exception {
    try (Bench bench = Bench.booted(o -> o.storage(StorageOptions.DEFAULT.withExternalBytes(0)))) {
      assertThat(bench.reply(Command.FSM, "0")).as("none attached").containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSM, "1")).as("no image yet").containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSM, "4")).containsExactly("R08@3");
      assertThat(bench.reply(Command.FSU, "0")).containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSU, "0", "1")).containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSU, "3")).containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSU, "2")).containsExactly(OK);
      assertThat(bench.reply(Command.FSU, "2")).containsExactly("R3B@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', SHA1:a9993e364706816aba3e25717850c26c9cd0d89d",
    "0, SHA1:a9993e364706816aba3e25717850c26c9cd0d89d",
    "1, SHA224:23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
    "2, SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "3, MD5:900150983cd24fb0d6963f7d28e17f72",
  })
  @Usage(section = "6.30")
  void digests(String function, String expected) throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "abc");
      assertThat(bench.reply(Command.HASH, function, "x")).containsExactly("RFF@3 " + expected, OK);
    }
  }

  @Test
  @Usage(section = "6.30", fails = true)
  void whatHasNoDigest() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.HASH, "0", "x")).containsExactly("R33@3");
      assertThat(bench.reply(Command.HASH, "4", "x")).containsExactly("R08@3");
      assertThat(bench.reply(Command.HASH, "0")).containsExactly("R02@3");
    }
  }

  @Test
  void aResetLosesRamAlone() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "2:x", "1");
      create(bench, "0:x", "2");
      restart(bench);
      assertThat(bench.reply(Command.FSP, "2:x")).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSP, "x")).containsExactly("R03@3 2", OK);
    }
  }

  @Test
  void protectedApplicationFlash(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("I"));
    Files.writeString(folder.resolve("I/secret.txt"), "hidden");
    Files.writeString(folder.resolve("I/__LOCKED__"), "");
    try (Bench bench = Bench.booted(o -> o.storage(StorageOptions.DEFAULT.withFolder(folder)))) {
      assertThat(bench.reply(Command.STS, "app_fs")).containsExactly("RFF@3 Var:app_fs=2", OK);
      assertThat(bench.reply(Command.FSL)).containsExactly("RFE@3 Free:D\t16384", OK);
      assertThat(bench.reply(Command.FSP, "3:/secret.txt")).containsExactly("R35@3");
      assertThat(bench.reply(Command.FSP, "secret.txt")).containsExactly("R35@3");
      assertThat(bench.reply(Command.HASH, "0", "secret.txt")).containsExactly("R35@3");
    }
  }

  @Test
  void volumesAreKeptInAFolder(@TempDir Path folder) throws Exception {
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      create(bench, "0:x", "1");
      create(bench, "2:x", "2");
    }
    assertThat(Files.readString(folder.resolve("X/x"))).isEqualTo("1");
    assertThat(folder.resolve("D")).doesNotExist();
    Files.writeString(folder.resolve("E/page.html"), "by hand");
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.FSP, "x")).containsExactly("R03@3 1", OK);
      assertThat(bench.reply(Command.FSP, "page.html")).containsExactly("R03@3 by hand", OK);
      assertThat(bench.reply(Command.STS, "user_fs")).containsExactly("RFF@3 Var:user_fs=1", OK);
    }
  }

  @Test
  void noLinkIsFollowed(@TempDir Path folder) throws Exception {
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Path root = Files.createDirectories(folder.resolve("volumes/X"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("folder"), folder);
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder.resolve("volumes"));
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.FSL)).noneMatch(line -> line.contains("File:X"));
      assertThat(bench.reply(Command.FSP, "0:link")).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSP, "0:folder/outside")).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSD, "0:link")).containsExactly("R38@3");
      create(bench, "0:link", "new");
      assertThat(bench.reply(Command.FSP, "0:link")).containsExactly("R03@3 new", OK);
    }
    assertThat(Files.readString(outside)).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "../x",
        "/../x",
        "2:/../x",
        "2:..",
        "0:/a/../../x",
        "/etc/passwd",
        "//etc/passwd",
        "2://etc/passwd",
        "C:/x",
        "2:2:x",
        "x\0",
        "\0",
        "a\\..\\x",
        "a/b",
        "%2e%2e/x",
        "x.",
        "x ",
        "\u00e9",
        "a|b",
        "a*",
        "/",
        "2:",
        "2:/",
      })
  void noNameLeadsAnywhereElse(String name) throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x", "1");
      assertThat(bench.replyTo(new byte[1], Command.FSC, name, "1")).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSP, name)).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSD, name)).containsExactly("R38@3");
      assertThat(bench.reply(Command.FSR, name, "y")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "x", name)).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSL, name)).containsExactly("R33@3");
      assertThat(bench.reply(Command.HASH, "0", name)).containsExactly("R33@3");
      assertThat(bench.reply(Command.FSL)).contains("RFF@3 File:D\t1\tx");
    }
  }

  @Test
  void aNameHas64BytesAtMost() throws Exception {
    try (Bench bench = Bench.idle()) {
      create(bench, "x".repeat(64), "1");
      String longer = "x".repeat(65);
      assertThat(bench.reply(Command.FSC, longer, "1")).containsExactly("R20@3");
      assertThat(bench.reply(Command.FSP, longer)).containsExactly("R20@3");
    }
  }

  @ParameterizedTest
  @CsvSource({"ext_volume, 1, 12", "ext_volume, 2, 12"})
  void whatTheStartReports(String variable, String value, String reason) throws Exception {
    try (Bench bench =
        new Bench(
            o ->
                o.variable("console_enabled", "0")
                    .variable("wifi_mode", "0")
                    .variable(variable, value)
                    .storage(StorageOptions.DEFAULT.withExternalBytes(0)))) {
      bench.turn(Duration.ofMillis(50));
      assertThat(bench.drain()).startsWith("W7@0 " + reason);
      assertThat(bench.reply(Command.STS, "startup"))
          .containsExactly("RFF@3 Var:startup=" + reason, OK);
    }
  }

  @Test
  void withoutRamDisk() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("ramdisk_memsize", "0"))) {
      assertThat(bench.reply(Command.FSP, "2:x")).containsExactly("R32@3");
      assertThat(bench.reply(Command.STS, "free_heap"))
          .containsExactly("RFF@3 Var:free_heap=71584", OK);
      create(bench, "x", "1");
      assertThat(bench.reply(Command.FSP, "0:x")).containsExactly("R03@3 1", OK);
    }
  }

  /** FAT has one name for both, and shows it as it was first written. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void upperAndLowerCaseAreOneName(boolean kept, @TempDir Path folder) throws Exception {
    StorageOptions storage =
        kept ? StorageOptions.DEFAULT.withFolder(folder) : StorageOptions.DEFAULT;
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      create(bench, "0:Page.html", "one");
      create(bench, "0:PAGE.HTML", "two");
      assertThat(bench.reply(Command.FSL)).contains("RFF@3 File:X\t6\tPage.html");
      assertThat(bench.reply(Command.FSP, "0:page.html")).containsExactly("R03@3 onetwo", OK);
      assertThat(bench.reply(Command.FSP, "3:INDEX.HTML").getLast()).isEqualTo(OK);
      assertThat(bench.reply(Command.FSR, "0:page.HTML", "0:PAGE.html")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSR, "0:page.HTML", "0:Other")).containsExactly(OK);
      assertThat(bench.reply(Command.FSL))
          .contains("RFF@3 File:X\t6\tOther")
          .noneMatch(line -> line.endsWith("Page.html"));
      assertThat(bench.reply(Command.FSD, "0:OTHER")).containsExactly(OK);
      assertThat(bench.reply(Command.FSL)).noneMatch(line -> line.contains("File:X"));
    }
  }

  @Test
  void whatCannotBeStoredLeavesNothing(@TempDir Path folder) throws Exception {
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      create(bench, "0:a", "kept");
      // No file can take the place of a folder that has something in it.
      Files.createDirectories(folder.resolve("X/x/y"));
      assertThat(bench.replyTo(new byte[9], Command.FSC, "0:x", "9")).containsExactly("R36@3");
      assertThat(bench.reply(Command.FSR, "0:a", "0:x")).containsExactly("R37@3");
      assertThat(bench.reply(Command.FSP, "0:a")).containsExactly("R03@3 kept", OK);
    }
    try (java.util.stream.Stream<Path> left = Files.list(folder.resolve("X"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "x");
    }
  }
}
