package io.github.spwf04.virtual.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written is read again, and what is damaged is either read or refused. */
class ImagePropertyTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Names that one needs a long one for, and names that one does not. */
  @Provide
  Arbitrary<Map<String, byte[]>> files() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(64),
            Arbitraries.strings().withChars("aBc1~. ").ofMinLength(1).ofMaxLength(14));
    Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMaxSize(2000);
    return Arbitraries.maps(names.filter(FileSystemImage::isName), contents)
        .ofMaxSize(20)
        .map(ImagePropertyTest::differentInUpperCase);
  }

  private static Map<String, byte[]> differentInUpperCase(Map<String, byte[]> files) {
    Map<String, byte[]> different = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    different.putAll(files);
    return new HashMap<>(different);
  }

  /** An image with all there is in it: chains in pieces, long names, an empty file. */
  @Provide
  Arbitrary<byte[]> images() {
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      files.put("file number " + i + ".html", HandMadeImage.noise(i * 700));
      files.put("F" + i, HandMadeImage.noise(i * 512));
    }
    return Arbitraries.of(
        FileSystemImage.of(files),
        FileSystemImageTest.likeCreateFs().cut(74),
        FileSystemImageTest.sixteenBits());
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAgain(@ForAll("files") Map<String, byte[]> files) throws IOException {
    byte[] image = FileSystemImage.of(files);
    assertSame(files, FileSystemImage.read(image));
    assertSame(files, FileSystemImage.read(FileSystemImage.cut(image)));
  }

  private static void assertSame(Map<String, byte[]> files, FileSystemImage image) {
    assertThat(image.files()).containsOnlyKeys(files.keySet());
    files.forEach((name, content) -> assertThat(image.files().get(name)).isEqualTo(content));
  }

  /** Half of the damage is where the structure is. */
  @Property(tries = 2000)
  void noDamageIsMoreThanRefused(
      @ForAll("images") byte[] image,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 8 * 20 * 512 - 1) Integer> structure,
      @ForAll @Size(max = 6) List<@IntRange(max = 8 * 37_000) Integer> anywhere,
      @ForAll @IntRange(max = 200) int end) {
    byte[] damaged = end < 74 ? Arrays.copyOf(image, end * 512 + 7 * end) : image.clone();
    structure.forEach(bit -> flip(damaged, bit % (8 * 4 * 512)));
    anywhere.forEach(bit -> flip(damaged, bit));
    readOrRefused(damaged);
  }

  @Property(tries = 1000)
  void noBootRecordIsMoreThanRefused(
      @ForAll @Size(36) byte[] start, @ForAll @IntRange(min = 100, max = 70_000) int length) {
    byte[] image = Arrays.copyOf(new HandMadeImage().bytes(), length);
    System.arraycopy(start, 0, image, 0, 36);
    // So that some get further than this.
    image[11] = 0;
    image[12] = 2;
    image[13] = (byte) (1 << (start[13] & 7));
    image[16] = (byte) (1 + (start[16] & 1));
    image[17] &= (byte) 0xF0;
    image[18] &= 3;
    image[23] = 0;
    readOrRefused(image);
  }

  private static void flip(byte[] image, int bit) {
    if (bit / 8 < image.length) {
      image[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static void readOrRefused(byte[] image) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            FileSystemImage read = FileSystemImage.read(image);
            long bytes = read.files().values().stream().mapToLong(content -> content.length).sum();
            assertThat(bytes).isLessThanOrEqualTo(image.length);
            assertThat(read.files().keySet()).allMatch(FileSystemImage::isName);
            assertThat(FileSystemImage.read(FileSystemImage.cut(image)).files().keySet())
                .isEqualTo(read.files().keySet());
          } catch (IOException refused) {
            assertThat(refused).isExactlyInstanceOf(IOException.class);
          }
        });
  }
}
