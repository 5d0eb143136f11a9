package io.github.spwf04.virtual.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that are refused as a whole, each for what is wrong with it. */
@Timeout(60)
class DamagedImageTest {

  /**
   * @param refusal what is said about it
   */
  record Damage(String refusal, byte[] image) {
    @Override
    public String toString() {
      return refusal;
    }
  }

  private static HandMadeImage good() {
    return new HandMadeImage()
        .file("GOOD    TXT", 2, 700)
        .content(HandMadeImage.noise(700), 2, 3)
        .file("NEXT    TXT", 4, 513)
        .content(HandMadeImage.noise(513), 4, 5);
  }

  private static Damage row(String refusal, Consumer<HandMadeImage> damage) {
    HandMadeImage image = good();
    damage.accept(image);
    return new Damage(refusal, image.bytes());
  }

  private static final int NEXT = 2 * 512 + 32;

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage("no boot record: 1 bytes are all there is", new byte[1]),
        new Damage("no boot record of a FAT volume", new byte[60_000]),
        new Damage("cut before its first cluster", good().cut(33)),
        new Damage("cut before the end of NEXT.TXT", good().cut(HandMadeImage.DATA + 3)),
        row("no boot record of a FAT volume", image -> image.put(511, 0)),
        row("no boot record of a FAT volume", image -> image.put(54, "EXT")),
        row("a boot record with 1024 bytes a sector", image -> image.put(12, 4)),
        row("a boot record with 0 sectors a cluster", image -> image.put(13, 0)),
        row("a boot record with 3 sectors a cluster", image -> image.put(13, 3)),
        row("a boot record with 0 reserved sectors", image -> image.put(14, 0)),
        row("a boot record with 0 FATs", image -> image.put(16, 0)),
        row("a boot record with 3 FATs", image -> image.put(16, 3)),
        row("a boot record with 0 root entries", image -> image.put(18, 0)),
        row("a boot record with 513 root entries", image -> image.put(17, 1)),
        row("a boot record with 0 sectors a FAT", image -> image.put(22, 0)),
        row("a boot record with 0 clusters", image -> image.put(19, 34)),
        row("a boot record with -34 clusters", image -> image.put(19, 0)),
        row(
            "a boot record with 4294967295 sectors",
            image -> {
              image.put(19, 0);
              image.put(32, 0xFF, 0xFF, 0xFF, 0xFF);
            }),
        row("a boot record with 1 sectors a FAT", image -> image.put(20, 2)),
        row(
            "a boot record with 65566 clusters",
            image -> {
              image.put(19, 0, 0);
              image.put(32, 0x40, 0, 1);
            }),
        row(
            "GOOD.TXT has a cluster twice, or one of another file",
            image -> {
              image.put(2 * 512 + 28, 0x00, 0x04 + 1);
              image.chain(2, 3);
              image.next(3, 2);
            }),
        row("NEXT.TXT has a cluster twice, or one of another file", image -> image.next(4, 3)),
        row(
            "NEXT.TXT has a cluster twice, or one of another file",
            image -> image.put(NEXT + 26, 2)),
        row("NEXT.TXT ends after 0 of 513 bytes", image -> image.put(NEXT + 26, 0)),
        row("NEXT.TXT ends after 0 of 513 bytes", image -> image.put(NEXT + 26, 1)),
        row("NEXT.TXT ends after 0 of 513 bytes", image -> image.put(NEXT + 26, 60)),
        row("NEXT.TXT ends after 0 of 513 bytes", image -> image.put(NEXT + 27, 0xFF)),
        row("NEXT.TXT ends after 512 of 513 bytes", image -> image.next(4, 0)),
        row("NEXT.TXT ends after 512 of 513 bytes", image -> image.next(4, 1)),
        row("NEXT.TXT ends after 512 of 513 bytes", image -> image.next(4, 60)),
        row("NEXT.TXT ends after 512 of 513 bytes", image -> image.next(4, 0xFF7)),
        row("NEXT.TXT ends after 512 of 513 bytes", image -> image.next(4, 0xFFF)),
        row("NEXT.TXT ends after 1024 of 1025 bytes", image -> image.put(NEXT + 28, 1, 4)),
        row("NEXT.TXT goes on behind its 513 bytes", image -> image.next(5, 6)),
        row("NEXT.TXT goes on behind its 513 bytes", image -> image.next(5, 4)),
        row("NEXT.TXT goes on behind its 513 bytes", image -> image.next(5, 0)),
        row("NEXT.TXT goes on behind its 512 bytes", image -> image.put(NEXT + 28, 0, 2)),
        row("NEXT.TXT goes on behind its 0 bytes", image -> image.put(NEXT + 28, 0, 0)),
        row(
            "NEXT.TXT of 4294967295 bytes is longer than all of the image",
            image -> image.put(NEXT + 28, 0xFF, 0xFF, 0xFF, 0xFF)),
        row(
            "a file of the name GOOD.TXT, which none or another one has",
            image -> image.put(NEXT, "GOOD    TXT")),
        row(
            "a file of the name good.TXT, which none or another one has",
            image -> {
              image.put(NEXT, "GOOD    TXT");
              image.put(NEXT + 12, 0x08);
            }),
        row(
            "a file of the name A/B.TXT, which none or another one has",
            image -> image.put(NEXT, "A/B     TXT")),
        row(
            "a file of the name ...., which none or another one has",
            image -> image.put(NEXT, "..      .  ")),
        row(
            "a file of the name \u00C9.TXT, which none or another one has",
            image -> image.put(NEXT, "\u00C9       TXT")),
        row(
            "a file of the name ../x",
            image -> image.longName("../x", "X          ").file("X          ", 0, 0)),
        row(
            "a file of the name /etc/x",
            image -> image.longName("/etc/x", "X          ").file("X          ", 0, 0)),
        row(
            "a file of the name a\\b",
            image -> image.longName("a\\b", "X          ").file("X          ", 0, 0)),
        row(
            "a file of the name 0:x",
            image -> image.longName("0:x", "X          ").file("X          ", 0, 0)));
  }

  @Test
  void isGoodWithoutTheDamage() throws IOException {
    byte[] cut = good().cut(HandMadeImage.DATA + 4);
    assertThat(FileSystemImage.read(cut).files()).containsOnlyKeys("GOOD.TXT", "NEXT.TXT");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void isRefused(Damage damage) {
    assertThatThrownBy(() -> FileSystemImage.read(damage.image()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(damage.refusal());
  }

  @ParameterizedTest
  @MethodSource("damages")
  void leavesTheVolumeAsItWas(Damage damage) throws Exception {
    byte[] small =
        FileSystemImage.cut(FileSystemImage.of(Map.of("a.txt", "first".getBytes(US_ASCII))));
    byte[] image = damage.image();
    try (Bench bench = Bench.idle()) {
      assertThat(bench.replyTo(small, Command.FSWRITE, "" + small.length)).containsExactly("R00@3");
      assertThat(bench.replyTo(image, Command.FSWRITE, "" + image.length)).containsExactly("R3B@3");
      assertThat(bench.reply(Command.FSL))
          .filteredOn(line -> line.contains("File:X"))
          .containsExactly("RFF@3 File:X\t5\ta.txt");
    }
  }
}
