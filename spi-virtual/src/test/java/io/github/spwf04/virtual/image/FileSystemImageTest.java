package io.github.spwf04.virtual.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of FAT volumes: what is read of ST's form, and what is written (package-facts 4). */
class FileSystemImageTest {
  private static final int ROOT = 2 * 512;

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String text(byte[] image, int at, int length) {
    return new String(image, at, length, US_ASCII);
  }

  private static int[] unsigned(byte[] image, int at, int length) {
    int[] values = new int[length];
    Arrays.setAll(values, i -> image[at + i] & 0xFF);
    return values;
  }

  /** Forty clusters in use of 58, as in ST's FatVolume.img; the file of the robot in two pieces. */
  static HandMadeImage likeCreateFs() {
    int[] picture =
        java.util.stream.IntStream.concat(
                java.util.stream.IntStream.range(2, 20), java.util.stream.IntStream.range(25, 41))
            .toArray();
    return new HandMadeImage()
        .entry("DAVEPIC JPG", 0x20, 0x18, 2, 34 * 512)
        .content(HandMadeImage.noise(34 * 512), picture)
        .entry("WLAN    PY ", 0x20, 0x10, 20, 513)
        .content(HandMadeImage.noise(513), 20, 41)
        .longName("__LOCKED__", "__LOCK~1   ")
        .file("__LOCK~1   ", 0, 0)
        .longName("firstset.gz.html", "FIRSTS~1HTM")
        .file("FIRSTS~1HTM", 21, 4 * 512)
        .content(HandMadeImage.noise(4 * 512), 21, 22, 23, 24);
  }

  /** FAT16, for the other width of its entries: a file in the clusters 2 and 3. */
  static byte[] sixteenBits() {
    int clusters = 4085;
    byte[] image = Arrays.copyOf(new HandMadeImage().bytes(), (1 + 16 + 1 + clusters) * 512);
    image[17] = 16;
    image[18] = 0;
    image[19] = (byte) (image.length / 512);
    image[20] = (byte) (image.length / 512 >> 8);
    image[22] = 16;
    Arrays.fill(image, 512, 17 * 512, (byte) 0);
    image[512 + 4] = 3;
    image[512 + 6] = (byte) 0xF8;
    image[512 + 7] = (byte) 0xFF;
    byte[] entry = new HandMadeImage().file("SIXTEEN BIT", 2, 1000).bytes();
    System.arraycopy(entry, 2 * 512, image, 17 * 512, 32);
    byte[] content = HandMadeImage.noise(1000);
    System.arraycopy(content, 0, image, 18 * 512, content.length);
    return image;
  }

  @Test
  void anImageOfCreateFs() throws IOException {
    byte[] cut = likeCreateFs().cut(74);
    assertThat(cut).hasSize(37_888);
    FileSystemImage image = FileSystemImage.read(cut);
    assertThat(image.size()).isEqualTo(46 * 1024);
    assertThat(image.clusterBytes()).isEqualTo(512);
    assertThat(image.clusters()).isEqualTo(58);
    assertThat(image.fats()).isEqualTo(1);
    assertThat(image.rootEntries()).isEqualTo(512);
    assertThat(image.files())
        .containsOnlyKeys("davepic.jpg", "WLAN.py", "__LOCKED__", "firstset.gz.html");
    assertThat(image.files().get("davepic.jpg")).isEqualTo(HandMadeImage.noise(34 * 512));
    assertThat(image.files().get("WLAN.py")).isEqualTo(HandMadeImage.noise(513));
    assertThat(image.files().get("__LOCKED__")).isEmpty();
    assertThat(image.files().get("firstset.gz.html")).isEqualTo(HandMadeImage.noise(2048));
    assertThat(FileSystemImage.cut(likeCreateFs().bytes())).isEqualTo(cut);
  }

  /** The last cluster on the volume need not be the last one of a file. */
  @Test
  void aCutLeavesEveryClusterInUse() throws IOException {
    byte[] content = HandMadeImage.noise(1500);
    HandMadeImage image =
        new HandMadeImage().file("ZIGZAG     ", 2, 1500).content(content, 2, 9, 3);
    byte[] cut = FileSystemImage.cut(image.bytes());
    assertThat(cut).isEqualTo(image.cut(HandMadeImage.DATA + 8));
    assertThat(FileSystemImage.read(cut).files().get("ZIGZAG")).isEqualTo(content);
    assertThat(FileSystemImage.cut(cut)).isEqualTo(cut);
    assertThat(FileSystemImage.cut(new HandMadeImage().bytes()))
        .as("an empty one")
        .isEqualTo(new HandMadeImage().cut(HandMadeImage.DATA));
    assertThatThrownBy(() -> FileSystemImage.cut(new byte[600])).isInstanceOf(IOException.class);
  }

  /** What makes it one is how many clusters there are, whatever its boot record says. */
  @Test
  void anImageOfFat16() throws IOException {
    byte[] image = sixteenBits();
    assertThat(FileSystemImage.read(image).clusters()).isEqualTo(4085);
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys("SIXTEEN.BIT");
    assertThat(FileSystemImage.read(image).files().get("SIXTEEN.BIT"))
        .isEqualTo(HandMadeImage.noise(1000));
    image[512 + 4] = 2;
    assertThatThrownBy(() -> FileSystemImage.read(image))
        .hasMessage("SIXTEEN.BIT has a cluster twice, or one of another file");
  }

  @Test
  void foldersAndLabelsAreLeftOut() throws IOException {
    byte[] image =
        new HandMadeImage()
            .entry("PAGES      ", 0x08, 0, 0, 0)
            .entry("FOLDER     ", 0x10, 0, 2, 0)
            .chain(2)
            .entry("\u00E5ONE    TXT", 0x20, 0, 3, 9)
            .file("HERE    TXT", 4, 9)
            .content(bytes("here I am"), 4)
            .bytes();
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys("HERE.TXT");
  }

  @Test
  void whatIsBehindTheEndOfTheDirectoryIsNotThere() throws IOException {
    byte[] image =
        new HandMadeImage()
            .file("A          ", 0, 0)
            .file("\0          ", 0, 0)
            .file("B          ", 0, 0)
            .bytes();
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys("A");
  }

  /** As FatFs does it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00FCber.html",
        "a name with far more characters in it than the module has for one",
        "dot.",
        " ",
      })
  void theShortNameStandsForALongOneThatTheModuleCannotShow(String name) throws IOException {
    byte[] image =
        new HandMadeImage().longName(name, "NAME~1  HTM").file("NAME~1  HTM", 0, 0).bytes();
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys("NAME~1.HTM");
  }

  @Test
  void piecesThatBelongToNobodyAreNoName() throws IOException {
    HandMadeImage other =
        new HandMadeImage()
            .longName("of another entry.html", "OTHER~1 HTM")
            .file("A          ", 0, 0);
    assertThat(FileSystemImage.read(other.bytes()).files()).containsOnlyKeys("A");

    HandMadeImage half =
        new HandMadeImage().longName("in two pieces.html", "INTWOP~1HTM").file("INTWOP~1HTM", 0, 0);
    half.put(ROOT, 0xE5);
    assertThat(FileSystemImage.read(half.bytes()).files()).containsOnlyKeys("INTWOP~1.HTM");

    HandMadeImage apart =
        new HandMadeImage()
            .longName("of a deleted one.html", "OFADEL~1HTM")
            .entry("\u00E5FADEL~1HTM", 0x20, 0, 0, 0)
            .file("OFADEL~1HTM", 0, 0);
    assertThat(FileSystemImage.read(apart.bytes()).files()).containsOnlyKeys("OFADEL~1.HTM");

    HandMadeImage order =
        new HandMadeImage().longName("in two pieces.html", "INTWOP~1HTM").file("INTWOP~1HTM", 0, 0);
    order.put(ROOT + 32, 3);
    assertThat(FileSystemImage.read(order.bytes()).files()).containsOnlyKeys("INTWOP~1.HTM");
  }

  @Test
  void namesOf13And26CharactersHaveNoEndInTheirPieces() throws IOException {
    byte[] image =
        new HandMadeImage()
            .longName("thirteen.html", "THIRTE~1HTM")
            .file("THIRTE~1HTM", 0, 0)
            .longName("twenty-six characters.html", "TWENTY~1HTM")
            .file("TWENTY~1HTM", 0, 0)
            .bytes();
    assertThat(FileSystemImage.read(image).files())
        .containsOnlyKeys("thirteen.html", "twenty-six characters.html");
  }

  @Test
  void theBootRecordThatIsWritten() {
    byte[] image = FileSystemImage.of(Map.of("x", bytes("first")));
    assertThat(image).hasSize(64 * 1024);
    assertThat(unsigned(image, 11, 15))
        .as("512 bytes, 1 a cluster, 1 reserved, 1 FAT, 512 entries, 128 sectors, F8, 1 a FAT")
        .containsExactly(0x00, 0x02, 1, 1, 0, 1, 0x00, 0x02, 128, 0, 0xF8, 1, 0, 1, 0);
    assertThat(text(image, 43, 19)).isEqualTo("NO NAME    FAT12   ");
    assertThat(unsigned(image, 510, 2)).containsExactly(0x55, 0xAA);
    assertThat(unsigned(image, 512, 6)).containsExactly(0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0x00);
    assertThat(text(image, 34 * 512, 5)).isEqualTo("first");
    assertThat(image).isEqualTo(FileSystemImage.of(Map.of("x", bytes("first"))));
  }

  /** Where ST's images have them: case in the flags, anything else beside a long name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          README.TXT   | 0 | README  TXT | 0
          davepic.jpg  | 0 | DAVEPIC JPG | 0x18
          WLAN.py      | 0 | WLAN    PY  | 0x10
          wlan.PY      | 0 | WLAN    PY  | 0x08
          404          | 0 | 404         | 0
          Mixed.txt    | 1 | MIXED~1 TXT | 0
          index.html   | 1 | INDEX~1 HTM | 0
          a b.c        | 1 | AB~1    C   | 0
          stlogo.gz.png | 1 | STLOGO~1PNG | 0
          .profile     | 1 | PROFIL~1    | 0
          a+b          | 1 | A_B~1       | 0
          """)
  void theEntryOfAName(String name, int pieces, String eleven, String flags) throws IOException {
    byte[] image = FileSystemImage.of(Map.of(name, bytes("x")));
    int at = ROOT + pieces * 32;
    assertThat(text(image, at, 11)).isEqualTo("%-11s".formatted(eleven));
    assertThat(image[at + 11]).isEqualTo((byte) 0x20);
    assertThat(image[at + 12]).isEqualTo((byte) (int) Integer.decode(flags));
    for (int i = 0; i < pieces; i++) {
      assertThat(image[ROOT + i * 32 + 11]).isEqualTo((byte) 0x0F);
    }
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys(name);
  }

  @Test
  void everyShortNameIsTheOnlyOne() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      files.put("a long name " + i, bytes("" + i));
    }
    // What the first two would be called.
    files.put("ALONGN~1", bytes("one"));
    files.put("Alongn~2", bytes("two"));
    byte[] image = FileSystemImage.of(files);
    assertThat(FileSystemImage.read(image).files()).containsOnlyKeys(files.keySet());
    java.util.Set<String> shorts = new java.util.HashSet<>();
    for (int at = ROOT; image[at] != 0; at += 32) {
      if (image[at + 11] == 0x20) {
        assertThat(shorts.add(text(image, at, 11))).isTrue();
      }
    }
    assertThat(shorts).hasSize(122).contains("ALONGN~1   ", "ALONG~10   ");
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 94, 512, 128",
    "983040, 1881, 512, 1920",
    "8388608, 4084, 2048, 16384",
    "67108864, 2047, 32768, 131072",
  })
  void theRoomOfASize(int size, int clusters, int clusterBytes, int sectors) throws IOException {
    byte[] full = HandMadeImage.noise(clusters * clusterBytes);
    byte[] written = FileSystemImage.of(Map.of("full", full), size);
    assertThat(written).hasSize(size);
    assertThat(sectors * 512).isEqualTo(size);
    FileSystemImage image = FileSystemImage.read(written);
    assertThat(image.size()).isEqualTo(size);
    assertThat(image.clusters()).isEqualTo(clusters);
    assertThat(image.clusterBytes()).isEqualTo(clusterBytes);
    assertThat(image.files().get("full")).isEqualTo(full);
    byte[] more = Arrays.copyOf(full, full.length + 1);
    assertThatThrownBy(() -> FileSystemImage.of(Map.of("full", more), size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the files take %d bytes, and of %d there are %d for them",
            full.length + clusterBytes, size, full.length);
  }

  @Test
  void anImageGrowsWithItsFiles() throws IOException {
    byte[] large = new byte[47 * 1024 + 1];
    assertThat(FileSystemImage.of(Map.of("x", Arrays.copyOf(large, 47 * 1024)))).hasSize(64 * 1024);
    assertThat(FileSystemImage.of(Map.of("x", large))).hasSize(65 * 1024);
    byte[] image = FileSystemImage.of(Map.of("x", new byte[3 << 20]));
    assertThat(FileSystemImage.read(image).files().get("x")).hasSize(3 << 20);
  }

  @Test
  void imagesThatCannotBeMade() {
    byte[] one = new byte[1];
    assertThatThrownBy(() -> FileSystemImage.of(Map.of("../x", one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file name ../x, at most 64 characters of a FAT name are allowed");
    assertThatThrownBy(() -> FileSystemImage.of(Map.of("a.txt", one, "A.TXT", one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("A.TXT")
        .hasMessageEndingWith("are one name on FAT");
    assertThatThrownBy(() -> FileSystemImage.of(Map.of(), 34 * 512))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("17408 bytes are too few for a file system");
    assertThatThrownBy(() -> FileSystemImage.of(Map.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 bytes are too few for a file system");
    assertThatThrownBy(() -> FileSystemImage.of(Map.of(), 512 << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("536870912 bytes are too many for FAT12");
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 512; i++) {
      many.put("F" + i, new byte[0]);
    }
    assertThat(FileSystemImage.of(many)).hasSize(64 * 1024);
    many.put("F512", new byte[0]);
    assertThatThrownBy(() -> FileSystemImage.of(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the names take 513 places of the 512 there are");
  }
}
