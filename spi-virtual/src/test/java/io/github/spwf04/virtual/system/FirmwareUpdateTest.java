package io.github.spwf04.virtual.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bench.Tool;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.file.Storage;
import io.github.spwf04.virtual.image.FirmwareImage;
import io.github.spwf04.virtual.image.Fota;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.UpdateOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** FWUPDATE and the boot loader (6.14, field-facts C.1, package-facts 5). */
class FirmwareUpdateTest {
  private static final String OK = "R00@A";
  private static final String BUILD = "180611-0a1b2c3-SPWF04S";
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  /** Four bytes of junk, then {@code 180611-0a1b2c3}. */
  private static final String LABEL =
      "c0ffee07" + HexFormat.of().formatHex("180611-0a1b2c3".getBytes(US_ASCII));

  private static List<String> boot(Bench bench) throws Exception {
    bench.bus.reset();
    // A reset by itself in between begins at the time that the clock has then.
    for (int i = 0; i < 5; i++) {
      bench.turn(Duration.ofMillis(50));
    }
    return bench.drain();
  }

  private static void firmwareIs(Bench bench, String version) throws Exception {
    assertThat(bench.reply(Command.STS, "fw_version"))
        .containsExactly("RFF@A Var:fw_version=" + version, OK);
  }

  @Test
  @Usage(section = "6.14")
  void aFirmwareIsInstalled() throws Exception {
    byte[] image = new FirmwareImage("1.2.0", BUILD).bytes();
    try (HttpPeer shop = HttpPeer.of("/fw.fota", image);
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "", shop.port()))
          .containsExactly("RFE@A Received:" + image.length + ":" + image.length, OK);
      firmwareIs(bench, "1.1.0");
      assertThat(boot(bench))
          .startsWith(
              "W17@0 Boot 1.0",
              "W17@0 Performing F/W update",
              "W17@0 Completed F/W update",
              "W17@0 Cleanup",
              "W1@0 " + BUILD);
      firmwareIs(bench, "1.2.0");
      assertThat(boot(bench)).as("once").startsWith("W1@0 " + BUILD);
    }
  }

  @Test
  void anotherReleaseBehavesLikeIt() throws Exception {
    byte[] image = new FirmwareImage("1.0.0", FirmwareProfile.V1_0_0.build()).bytes();
    try (HttpPeer shop = HttpPeer.of("/fw.fota", image);
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "", shop.port())).endsWith(OK);
      assertThat(boot(bench)).contains("W1@0 170216-fd39c59-SPWF04S\\r\\n");
      assertThat(bench.reply(Command.STS, "fw_version"))
          .containsExactly("RFF@A fw_version=1.0.0\\r\\n", OK);
    }
  }

  @Test
  void aSecureImageNeedsItsKey() throws Exception {
    FirmwareImage firmware = new FirmwareImage("1.2.0", BUILD);
    byte[] image = firmware.encrypted(HexFormat.of().parseHex(KEY));
    try (HttpPeer shop = HttpPeer.of("/fw.sfota", image)) {
      try (Bench bench = Bench.online(o -> o.variable("aes128_key", KEY))) {
        bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "/fw.sfota", shop.port());
        boot(bench);
        firmwareIs(bench, "1.2.0");
      }
      try (Bench bench = Bench.online(o -> o)) {
        bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "/fw.sfota", shop.port());
        assertThat(boot(bench)).contains("W17@0 Aborting F/W update:1");
        firmwareIs(bench, "1.1.0");
      }
    }
  }

  @Test
  void theSmallestImage() throws Exception {
    assertThat(installs("/fw.fota", whole(new byte[4]), o -> o)).isTrue();
    assertThat(installs("/fw.fota", Arrays.copyOf(whole(new byte[4]), 200), o -> o))
        .as("bytes behind the trailer")
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void aBadImageLeavesTheOldFirmware(UnaryOperator<byte[]> damage) throws Exception {
    byte[] image = damage.apply(new FirmwareImage("1.2.0", BUILD).bytes());
    try (HttpPeer shop = HttpPeer.of("/fw.fota", image);
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "", shop.port())).endsWith(OK);
      assertThat(boot(bench))
          .startsWith(
              "W17@0 Boot 1.0",
              "W17@0 Aborting F/W update:1",
              "W17@0 Cleanup",
              "W1@0 171117-0328fe3-SPWF04S");
      firmwareIs(bench, "1.1.0");
      assertThat(boot(bench)).as("erased").startsWith("W1@0 171117-0328fe3-SPWF04S");
    }
  }

  @Test
  void gpio0InvalidatesIt() throws Exception {
    byte[] image = new FirmwareImage("1.2.0", BUILD).bytes();
    try (HttpPeer shop = HttpPeer.of("/fw.fota", image);
        Bench bench = Bench.online(o -> o)) {
      bench.replyTo(new byte[1], Command.FSC, "0:x", "1");
      bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "", shop.port());
      bench.module.peripherals().drive(0, true);
      assertThat(boot(bench))
          .startsWith("W17@0 Boot 1.0", "W17@0 Aborting F/W update:0", "W17@0 Cleanup")
          .contains("W65@0 0");
      bench.module.peripherals().drive(0, false);
      assertThat(bench.reply(Command.FSL)).noneMatch(line -> line.contains("File:X"));
      assertThat(bench.reply(Command.STS, "fw_version").getFirst()).endsWith("fw_version=1.1.0");
    }
  }

  /** One byte changed, and no other. */
  private static byte[] flipped(byte[] image, int at) {
    byte[] other = image.clone();
    other[at] ^= 1;
    return other;
  }

  /** Another data length in the header. */
  private static byte[] length(byte[] image, int value) {
    byte[] other = image.clone();
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(12, value);
    return other;
  }

  /** An image whose hash and trailer are right, whatever is between them. */
  private static byte[] whole(byte[] data) {
    try {
      return ByteBuffer.allocate(144 + data.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(0x00228800)
          .putInt(140)
          .putInt(0)
          .putInt(data.length)
          .put(80, MessageDigest.getInstance("SHA-256").digest(data))
          .put(140, data)
          .putInt(140 + data.length, 0x8505E11A)
          .array();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Named<UnaryOperator<byte[]>>> damages() {
    return Stream.of(
        Named.of("id", i -> flipped(i, 0)),
        Named.of("header length", i -> flipped(i, 4)),
        Named.of("no data", _ -> whole(new byte[0])),
        Named.of("less data", i -> length(i, i.length - 148)),
        Named.of("more data", i -> length(i, i.length - 140)),
        Named.of("no multiple of 4", _ -> whole(new byte[6])),
        Named.of("more than there can be", i -> length(i, -4)),
        Named.of("trailer", i -> flipped(i, i.length - 1)),
        Named.of("hash", i -> flipped(i, 80)),
        Named.of("data", i -> flipped(i, 140)),
        Named.of("no trailer", i -> Arrays.copyOf(i, i.length - 4)),
        Named.of("cut data", i -> Arrays.copyOf(i, 160)),
        Named.of("half a header", i -> Arrays.copyOf(i, 60)),
        Named.of("empty", _ -> new byte[0]));
  }

  /** The boot loader's way with an image of that path. */
  private static boolean installs(
      String path, byte[] image, UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    try (HttpPeer shop = HttpPeer.of(path.replaceFirst("[?].*", ""), image);
        Bench bench = Bench.online(options)) {
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", path, shop.port())).endsWith(OK);
      List<String> boot = boot(bench);
      boolean begun = boot.contains("W17@0 Performing F/W update");
      assertThat(boot)
          .contains(begun ? "W17@0 Completed F/W update" : "W17@0 Aborting F/W update:1");
      return begun;
    }
  }

  /** Each byte of the header, and of the rest, is one that the tag, or the trailer, holds. */
  @Test
  void noByteOfASecureImageCanBeChanged() throws Exception {
    byte[] key = HexFormat.of().parseHex(KEY);
    byte[] image = new FirmwareImage("1.2.0", BUILD).encrypted(key);
    assertThat(Fota.open(image, key, 1 << 20).version()).isEqualTo("180611-0a1b2c3");
    for (int at = 0; at < image.length; at++) {
      byte[] other = flipped(image, at);
      assertThatThrownBy(() -> Fota.open(other, key, 1 << 20))
          .as("byte " + at)
          .isInstanceOf(IOException.class);
    }
    assertThat(installs("/fw.sfota", flipped(image, 50), o -> o.variable("aes128_key", KEY)))
        .as("its version")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "8, true, false",
    "16, false, true",
    "48, false, false",
    "112, false, false",
    "124, false, false"
  })
  void whatNobodyKnowsToBeCompared(int at, boolean base, boolean model) throws Exception {
    byte[] image = flipped(new FirmwareImage("1.2.0", BUILD).bytes(), at);
    assertThat(installs("/fw.fota", image, o -> o)).isTrue();
    assertThat(
            installs("/fw.fota", image, o -> o.update(UpdateOptions.DEFAULT.withCheckBase(true))))
        .isEqualTo(!base);
    assertThat(
            installs("/fw.fota", image, o -> o.update(UpdateOptions.DEFAULT.withCheckModel(true))))
        .isEqualTo(!model);
  }

  @Test
  void theMostThatAFirmwareCanHave() throws Exception {
    byte[] image = new FirmwareImage("1.2.0", BUILD).bytes();
    int length = image.length - 144;
    assertThat(
            installs("/fw.fota", image, o -> o.update(UpdateOptions.DEFAULT.withMostBytes(length))))
        .isTrue();
    assertThat(
            installs(
                "/fw.fota", image, o -> o.update(UpdateOptions.DEFAULT.withMostBytes(length - 1))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/fw.fota, false, true, true",
    "/fw.fota, true, false, true",
    "/fw.sfota, false, false, true",
    "/fw.sfota?v=2, true, true, true",
    "/FW.SFOTA, true, true, true"
  })
  void encryptedByNameOrByVector(String path, boolean secure, boolean byName, boolean byVector)
      throws Exception {
    FirmwareImage firmware = new FirmwareImage("1.2.0", BUILD);
    byte[] image = secure ? firmware.encrypted(HexFormat.of().parseHex(KEY)) : firmware.bytes();
    assertThat(installs(path, image, o -> o.variable("aes128_key", KEY))).isEqualTo(byName);
    assertThat(
            installs(
                path,
                image,
                o ->
                    o.variable("aes128_key", KEY)
                        .update(UpdateOptions.DEFAULT.withSecureByVector(true))))
        .isEqualTo(byVector);
  }

  /** An image by a script that has read the format by itself. */
  private static byte[] made(Path folder, byte[] clear, String version, String... more)
      throws Exception {
    Path data = Files.write(folder.resolve("clear"), clear);
    Path image = folder.resolve("image");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                PeerProcess.resource(folder, "create-ota.mjs").toString(),
                data.toString(),
                image.toString(),
                version,
                "SPWF04S",
                "0"));
    arguments.addAll(List.of(more));
    assertThat(Tool.run("node", arguments.toArray(String[]::new))).isEmpty();
    return Files.readAllBytes(image);
  }

  @Test
  @Tag(Installed.PROGRAMS)
  void imagesOfAnotherMaker(@TempDir Path folder) throws Exception {
    byte[] noise = new byte[40_004];
    new Random(5).nextBytes(noise);
    byte[] vector = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    byte[] clear = made(folder, noise, LABEL);
    byte[] secure = made(folder, noise, LABEL, KEY, HexFormat.of().formatHex(vector));

    Fota same = Fota.open(clear, null, 1 << 20);
    assertThat(same.data()).isEqualTo(noise);
    assertThat(same.bytes()).isEqualTo(clear);
    assertThat(same.encrypted(HexFormat.of().parseHex(KEY), vector)).isEqualTo(secure);

    for (String path : List.of("/fw.fota", "/fw.sfota")) {
      byte[] image = path.endsWith(".sfota") ? secure : clear;
      try (HttpPeer shop = HttpPeer.of(path, image);
          Bench bench = Bench.online(o -> o.variable("aes128_key", KEY))) {
        assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", path, shop.port())).endsWith(OK);
        assertThat(boot(bench))
            .as(path)
            .startsWith(
                "W17@0 Boot 1.0",
                "W17@0 Performing F/W update",
                "W17@0 Completed F/W update",
                "W17@0 Cleanup",
                "W1@0 " + BUILD);
        firmwareIs(bench, "1.1.0");
      }
      for (int at : new int[] {0, 4, 12, 80, 140, image.length - 1}) {
        assertThat(installs(path, flipped(image, at), o -> o.variable("aes128_key", KEY)))
            .as(path + " byte " + at)
            .isFalse();
      }
    }
  }

  /** ST's own releases have data of these lengths and version fields that name neither. */
  @ParameterizedTest
  @CsvSource({
    "921448, 1.0.0, 170216-fd39c59-SPWF04S",
    "961616, 1.1.0, 171117-0328fe3-SPWF04S",
    "961612, 1.2.0, 180611-0a1b2c3-SPWF04S"
  })
  void whatAnImageCallsItself(int length, String version, String build) {
    FirmwareImage before = new FirmwareImage("1.2.0", BUILD);
    Fota image = new Fota(0, "SPWF04S", "\u00c0\u00ff\u00ee\u0007 no release", new byte[length]);
    assertThat(FirmwareImage.of(image, before)).isEqualTo(new FirmwareImage(version, build));
  }

  @ParameterizedTest
  @CsvSource({
    "c171117-0328fe3, 1.2.0, 171117-0328fe3-SPWF04SC",
    "171117-0328fe3-, 1.2.0, 180611-0a1b2c3-SPWF04S",
    "'', 1.2.0, 180611-0a1b2c3-SPWF04S"
  })
  void aBuildInTheHeader(String label, String version, String build) {
    FirmwareImage before = new FirmwareImage("1.2.0", BUILD);
    assertThat(FirmwareImage.of(new Fota(0, "SPWF04SC", label, new byte[4]), before))
        .isEqualTo(new FirmwareImage(version, build));
  }

  @Test
  void imagesThatCannotBeMade() {
    assertThatThrownBy(() -> new FirmwareImage("1.2.0", "no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("date-revision-model");
    assertThatThrownBy(() -> new Fota(0, "SPWF04S", "v", new byte[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 4");
    assertThatThrownBy(() -> new Fota(0, "x".repeat(33), "v", new byte[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> new Fota(0, "SPWF04S", "v", new byte[4]).encrypted(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key of 15");
  }

  @Test
  @Usage(section = "6.14", fails = true)
  void whatIsNoUpdate() throws Exception {
    byte[] large = new byte[Storage.USER_FLASH + 1];
    try (HttpPeer shop = HttpPeer.of("/fw.fota", large);
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "", shop.port()))
          .endsWith("R65@A");
      assertThat(bench.reply(Command.FWUPDATE, "e", "127.0.0.1", "/missing", shop.port()))
          .containsExactly("RFF@A Http Server Status Code:404", "R6F@A");
      assertThat(bench.reply(Command.FWUPDATE, "i", "127.0.0.1")).containsExactly("R07@A");
      assertThat(boot(bench)).noneMatch(line -> line.startsWith("W17"));
    }
  }
}
