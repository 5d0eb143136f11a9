package io.github.spwf04.virtual.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.image.FileSystemImage;
import io.github.spwf04.virtual.options.StorageOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** FSWRITE and FSUPDATE (6.12, 6.13). */
class UpdateTest {
  private static final String OK = "R00@A";

  /** An image short enough for a data phase of SPI. */
  private static byte[] image(String name, String content) throws IOException {
    return FileSystemImage.cut(
        FileSystemImage.of(
            Map.of(name, content.getBytes(US_ASCII), "page.html", "<p>".getBytes(US_ASCII))));
  }

  private static List<String> boot(Bench bench) throws Exception {
    bench.bus.reset();
    // A reset by itself in between begins at the time that the clock has then.
    for (int i = 0; i < 5; i++) {
      bench.turn(Duration.ofMillis(50));
    }
    return bench.drain();
  }

  @Test
  @Usage(section = "6.12")
  void theExternalVolumeIsWritten() throws Exception {
    byte[] image = image("a.txt", "first");
    try (Bench bench = Bench.online(o -> o)) {
      bench.replyTo(new byte[1], Command.FSC, "0:old", "1");
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length)).containsExactly(OK);
      assertThat(bench.reply(Command.FSL))
          .startsWith("RFF@A File:X\t5\ta.txt", "RFF@A File:X\t3\tpage.html")
          .noneMatch(line -> line.endsWith("old"));
      assertThat(bench.reply(Command.FSP, "0:a.txt")).containsExactly("R03@A first", OK);
    }
  }

  @Test
  @Usage(section = "6.12", fails = true)
  void whatCannotBeWritten() throws Exception {
    byte[] image = image("a.txt", "first");
    byte[] damaged = image.clone();
    damaged[510] ^= 1;
    try (Bench bench = Bench.online(o -> o)) {
      bench.replyTo(image, Command.FSWRITE, "" + image.length);
      assertThat(bench.replyTo(damaged, Command.FSWRITE, "" + damaged.length))
          .containsExactly("R3B@A");
      assertThat(bench.replyTo(new byte[100], Command.FSWRITE, "100")).containsExactly("R3B@A");
      byte[] half = Arrays.copyOf(image, image.length - 510);
      assertThat(bench.replyTo(half, Command.FSWRITE, "" + half.length)).containsExactly("R3B@A");
      assertThat(bench.reply(Command.FSP, "0:a.txt")).as("kept").containsExactly("R03@A first", OK);
    }
    StorageOptions small = StorageOptions.DEFAULT.withExternalBytes(32 << 10);
    try (Bench bench = Bench.online(o -> o.storage(small))) {
      bench.replyTo(new byte[1], Command.FSC, "0:kept", "1");
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length))
          .as("64 KiB by its boot record")
          .containsExactly("R65@A");
      byte[] noise = new byte[(32 << 10) + 1];
      assertThat(bench.replyTo(noise, Command.FSWRITE, "" + noise.length)).containsExactly("R65@A");
      assertThat(bench.reply(Command.FSL)).contains("RFF@A File:X\t1\tkept");
    }
    try (Bench bench = Bench.online(o -> o.storage(StorageOptions.DEFAULT.withExternalBytes(0)))) {
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length)).containsExactly("R32@A");
    }
  }

  /** Its clusters and no more: of the 47 KiB of this one all but 45.5 are taken. */
  @Test
  void theVolumeHasTheRoomOfItsImage() throws Exception {
    byte[] image = FileSystemImage.of(Map.of("large", new byte[91 * 512 + 1]), 64 << 10);
    try (HttpPeer shop = HttpPeer.of("/fs.img", image);
        Bench bench =
            Bench.online(o -> o.storage(StorageOptions.DEFAULT.withExternalBytes(64 << 10)))) {
      assertThat(bench.reply(Command.FSUPDATE, "x", "127.0.0.1", "", shop.port())).endsWith(OK);
      assertThat(bench.replyTo(new byte[513], Command.FSC, "0:two", "513")).containsExactly(OK);
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:one", "1")).containsExactly("R65@A");
      assertThat(bench.replyTo(new byte[511], Command.FSC, "0:two", "511")).containsExactly(OK);
      boot(bench);
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:one", "1")).containsExactly("R65@A");
      assertThat(bench.reply(Command.FSU, "0", "1")).containsExactly(OK);
      bench.reply(Command.FSM, "0");
      byte[] more = new byte[60_000];
      assertThat(bench.replyTo(more, Command.FSC, "0:more", "60000"))
          .as("erased, it has its own again")
          .containsExactly(OK);
    }
  }

  /** Which the module does not show: one of its 5 clusters is left. */
  @Test
  void aFolderOfAnImageTakesRoom() throws Exception {
    byte[] image = FileSystemImage.of(Map.of("empty", new byte[0], "two", new byte[513]), 20_000);
    // The FAT entries of the clusters 4 and 5, of which nobody knows the owner.
    image[512 + 6] = (byte) 0xFF;
    image[512 + 7] = (byte) 0xFF;
    image[512 + 8] = (byte) 0xFF;
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length)).containsExactly(OK);
      assertThat(bench.replyTo(new byte[513], Command.FSC, "0:x", "513")).containsExactly("R65@A");
      assertThat(bench.replyTo(new byte[512], Command.FSC, "0:x", "512")).containsExactly(OK);
      assertThat(bench.reply(Command.FSD, "0:empty")).containsExactly(OK);
      assertThat(bench.replyTo(new byte[1], Command.FSC, "0:y", "1"))
          .as("it took none")
          .containsExactly("R65@A");
    }
  }

  @Test
  void whatAnImageDoesIsASwitch() throws Exception {
    byte[] image = image("a.txt", "first");
    StorageOptions storage =
        StorageOptions.DEFAULT.withBadImage(ModuleError.FLASH_READ).withMountedAtReset(true);
    try (Bench bench = Bench.online(o -> o.storage(storage))) {
      bench.replyTo(new byte[1], Command.FSC, "0:old", "1");
      assertThat(bench.replyTo(new byte[600], Command.FSWRITE, "600")).containsExactly("R64@A");
      assertThat(bench.reply(Command.FSP, "0:old").getLast()).isEqualTo(OK);
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length)).containsExactly(OK);
      assertThat(bench.reply(Command.STS, "extvol_fs"))
          .containsExactly("RFF@A Var:extvol_fs=0", OK);
      assertThat(bench.reply(Command.FSP, "0:a.txt")).containsExactly("R32@A");
      boot(bench);
      assertThat(bench.reply(Command.FSP, "0:a.txt").getFirst()).endsWith(" first");
    }
  }

  /** An image without a file in it is a file system all the same. */
  @Test
  void anEmptyFileSystemIsDownloaded() throws Exception {
    try (HttpPeer shop = HttpPeer.of("/fs.img", FileSystemImage.of(Map.of()));
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.STS, "user_fs")).containsExactly("RFF@A Var:user_fs=0", OK);
      assertThat(bench.reply(Command.FSUPDATE, "e", "127.0.0.1", "", shop.port())).endsWith(OK);
      assertThat(bench.reply(Command.STS, "user_fs")).containsExactly("RFF@A Var:user_fs=1", OK);
      boot(bench);
      assertThat(bench.reply(Command.STS, "user_fs")).containsExactly("RFF@A Var:user_fs=1", OK);
    }
  }

  @Test
  @Usage(section = "6.13")
  void aFileSystemIsDownloaded() throws Exception {
    byte[] image = FileSystemImage.of(Map.of("index.html", "the page".getBytes(US_ASCII)));
    try (HttpPeer shop = HttpPeer.of("/fs.img", image);
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FSUPDATE, "e", "127.0.0.1", "", shop.port()))
          .endsWith("RFE@A Received:65536:65536", OK);
      assertThat(bench.reply(Command.STS, "user_fs")).containsExactly("RFF@A Var:user_fs=1", OK);
      assertThat(bench.reply(Command.FSP, "1:index.html")).containsExactly("R03@A the page", OK);
      boot(bench);
      assertThat(bench.reply(Command.FSP, "index.html")).containsExactly("R03@A the page", OK);
    }
  }

  @Test
  void aLargeImageReportsItsProgress() throws Exception {
    byte[] noise = new byte[200_000];
    new java.util.Random(9).nextBytes(noise);
    byte[] image = FileSystemImage.of(Map.of("noise", noise));
    assertThat(image).hasSize(200_000 / 1024 * 1024 + 18 * 1024);
    try (HttpPeer shop = HttpPeer.of("/fs.img", image);
        Bench bench = Bench.online(o -> o)) {
      List<String> reply =
          bench.reply(Command.FSUPDATE, "x", "127.0.0.1", "/fs.img", shop.port(), "0", "", "");
      assertThat(reply).hasSizeBetween(4, 60).endsWith(OK);
      assertThat(reply.subList(0, reply.size() - 1))
          .allMatch(line -> line.matches("RFE@A Received:[0-9]+:" + image.length))
          .last()
          .isEqualTo("RFE@A Received:" + image.length + ":" + image.length);
    }
  }

  @Test
  @Usage(section = "6.13", fails = true)
  void whatCannotBeDownloaded() throws Exception {
    try (HttpPeer shop = HttpPeer.of("/fs.img", new byte[100]);
        Bench bench = Bench.online(o -> o.storage(StorageOptions.DEFAULT.withExternalBytes(0)))) {
      assertThat(bench.reply(Command.FSUPDATE, "e", "127.0.0.1", "", shop.port()))
          .as("no image")
          .containsExactly("RFE@A Received:100:100", "R3B@A");
      assertThat(bench.reply(Command.FSUPDATE, "e", "127.0.0.1", "/missing", shop.port()))
          .containsExactly("RFF@A Http Server Status Code:404", "R6F@A");
      assertThat(bench.reply(Command.FSUPDATE, "x", "127.0.0.1", "", shop.port()))
          .as("no such volume")
          .containsExactly("R32@A");
      assertThat(bench.reply(Command.FSUPDATE, "d", "127.0.0.1")).containsExactly("R07@A");
      assertThat(bench.reply(Command.FSUPDATE, "e", "no.such.host"))
          .containsExactly("RFF@A Http Client Error:0", "R6F@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.FSUPDATE, "e", "127.0.0.1")).containsExactly("R2C@3");
    }
  }

  @Test
  void applicationFlashIsReplacedAndProtected() throws Exception {
    try (HttpPeer shop = HttpPeer.of("/fs.img", image("__LOCKED__", ""));
        HttpPeer key = HttpPeer.of("/fs.img", image("a.txt", "first"));
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FSUPDATE, "i", "127.0.0.1", "", shop.port())).endsWith(OK);
      assertThat(bench.reply(Command.STS, "app_fs")).containsExactly("RFF@A Var:app_fs=2", OK);
      assertThat(bench.reply(Command.FSP, "3:page.html")).containsExactly("R35@A");
      assertThat(bench.reply(Command.FSUPDATE, "i", "127.0.0.1", "", key.port())).endsWith(OK);
      assertThat(bench.reply(Command.STS, "app_fs")).containsExactly("RFF@A Var:app_fs=1", OK);
      assertThat(bench.reply(Command.FSP, "3:page.html")).containsExactly("R03@A <p>", OK);
    }
  }
}
