package io.github.spwf04.system;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.FileInfo;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.PeerProcess;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.image.FileSystemImage;
import io.github.spwf04.virtual.image.FirmwareImage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.web.FirmwareUpdate;
import io.github.spwf04.web.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images of file systems and of firmware, by the typed methods against the virtual module. */
@Timeout(60)
class UpdateConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";
  private static final String OLD = FirmwareProfile.V1_1_0.build();
  private static final String NEW = "180611-0a1b2c3-SPWF04S";

  private record Report(long done, long total) {}

  private final VirtualModule module =
      new VirtualModule(ModuleOptions.builder().accessPoint(AccessPoint.open(SSID)).build());
  private final Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
  private final List<Report> heard = new ArrayList<>();
  private final Progress progress = (done, total) -> heard.add(new Report(done, total));

  @BeforeEach
  void join() throws Exception {
    spwf.boot(LONG);
    spwf.wifi().join(SSID, null, LONG);
  }

  @AfterEach
  void close() {
    spwf.close();
    module.close();
  }

  private static HttpRequest at(HttpPeer server, String path) {
    return HttpRequest.of("http://localhost:" + server.port() + path);
  }

  private void progressIsThatOf(byte[] image) {
    assertThat(heard.getFirst()).isEqualTo(new Report(0, Progress.UNKNOWN));
    assertThat(heard.getLast()).isEqualTo(new Report(image.length, image.length));
    assertThat(heard.stream().map(Report::done)).isSorted().doesNotHaveDuplicates();
    assertThat(heard.subList(1, heard.size()))
        .extracting(Report::total)
        .containsOnly((long) image.length);
  }

  @Test
  void anImageOfTheExternalVolumeIsWritten() throws Exception {
    byte[] image =
        FileSystemImage.cut(
            FileSystemImage.of(Map.of("a.txt", "first".getBytes(), "b.bin", new byte[3000])));
    spwf.files().writeImage(image);
    assertThat(spwf.files().list())
        .contains(
            new FileInfo(new ModuleFile(Volume.EXTERNAL, "a.txt"), 5),
            new FileInfo(new ModuleFile(Volume.EXTERNAL, "b.bin"), 3000));
    assertThat(spwf.files().read(new ModuleFile(Volume.EXTERNAL, "a.txt")))
        .asString()
        .isEqualTo("first");

    image[510] ^= 1;
    assertThat(refusal(() -> spwf.files().writeImage(image)).error().id()).isEqualTo(59);
    assertThat(spwf.files().size(new ModuleFile(Volume.EXTERNAL, "a.txt")))
        .as("as it was")
        .isEqualTo(5);
    assertThatThrownBy(() -> spwf.files().writeImage(new byte[70_000]))
        .isInstanceOf(SpwfException.InvalidInput.class);
  }

  @ParameterizedTest
  @EnumSource(value = Volume.class, names = "RAM", mode = EnumSource.Mode.EXCLUDE)
  void anImageOfAVolumeIsLoaded(Volume volume) throws Exception {
    byte[] noise = new byte[47 * 1024];
    new Random(9).nextBytes(noise);
    byte[] image = FileSystemImage.of(Map.of("noise.bin", noise));
    try (HttpPeer server = HttpPeer.of("/fs.img", image)) {
      spwf.system().updateVolume(volume, at(server, "/fs.img"), LONG, progress);
      assertThat(heard).hasSizeGreaterThan(3);
      progressIsThatOf(image);
      assertThat(spwf.files().read(new ModuleFile(volume, "noise.bin"))).isEqualTo(noise);
    }
  }

  @Test
  void anImageThatDoesNotCome() throws Exception {
    String nobody = "http://localhost:" + PeerProcess.freePort() + "/fs.img";
    SpwfException.Rejected refusal =
        refusal(
            () ->
                spwf.system()
                    .updateVolume(Volume.USER_FLASH, HttpRequest.of(nobody), LONG, progress));
    assertThat(refusal.error().id()).isEqualTo(111);
    assertThat(refusal.causes()).containsExactly(ModuleError.of(ModuleError.Table.HTTP_CLIENT, 2));
    try (HttpPeer server = HttpPeer.of("/broken.img", "no image".getBytes())) {
      heard.clear();
      refusal =
          refusal(
              () ->
                  spwf.system()
                      .updateVolume(Volume.USER_FLASH, at(server, "/missing"), LONG, progress));
      assertThat(refusal.error().id()).isEqualTo(111);
      assertThat(refusal.lines()).containsExactly("Http Server Status Code:404");
      assertThat(heard).as("a status is no progress").containsExactly(new Report(0, -1));
      assertThat(
              refusal(
                      () ->
                          spwf.system()
                              .updateVolume(
                                  Volume.USER_FLASH, at(server, "/broken.img"), LONG, progress))
                  .error()
                  .id())
          .isEqualTo(59);
    }
  }

  private String changed() throws Exception {
    String factory = spwf.config().get("user_desc");
    spwf.config().set("user_desc", "mine");
    spwf.config().save();
    return factory;
  }

  @ParameterizedTest
  @CsvSource({"1.2.0, 180611-0a1b2c3-SPWF04S", "1.0.0, 170216-fd39c59-SPWF04S"})
  void aFirmwareIsInstalledWithItsFactoryValues(String version, String build) throws Exception {
    String factory = changed();
    byte[] image = new FirmwareImage(version, build).bytes();
    try (HttpPeer server = HttpPeer.of("/fw.fota", image)) {
      FirmwareUpdate update = spwf.system().updateFirmware(at(server, "/fw.fota"), LONG, progress);
      assertThat(update).isEqualTo(new FirmwareUpdate(OLD, build, OptionalInt.empty()));
      assertThat(update.installed()).isTrue();
      progressIsThatOf(image);
    }
    assertThat(spwf.system().status("fw_version")).isEqualTo(version);
    assertThat(spwf.config().get("user_desc")).isEqualTo(factory);
    spwf.wifi().join(SSID, null, LONG);
  }

  @Test
  void aFirmwareThatIsLoadedWaitsForTheNextReset() throws Exception {
    changed();
    byte[] image = new FirmwareImage("1.2.0", NEW).bytes();
    try (HttpPeer server = HttpPeer.of("/fw.fota", image)) {
      spwf.system().loadFirmware(at(server, "/fw.fota"), LONG, progress);
    }
    progressIsThatOf(image);
    assertThat(spwf.system().status("build")).isEqualTo(OLD);
    assertThat(spwf.wifi().ping("localhost").reachable()).as("no reset").isTrue();
    spwf.system().reset(LONG);
    assertThat(spwf.system().status("build")).isEqualTo(NEW);
    assertThat(spwf.config().get("user_desc")).as("nobody asked for others").isEqualTo("mine");
  }

  @Test
  void aSecuredFirmware() throws Exception {
    String key = "000102030405060708090A0B0C0D0E0F";
    spwf.config().set("aes128_key", key);
    spwf.config().save();
    byte[] image = new FirmwareImage("1.2.0", NEW).encrypted(HexFormat.of().parseHex(key));
    try (HttpPeer server = HttpPeer.of("/fw.sfota", image)) {
      assertThat(spwf.system().updateFirmware(at(server, "/fw.sfota"), LONG, progress))
          .isEqualTo(new FirmwareUpdate(OLD, NEW, OptionalInt.empty()));
    }
  }

  @Test
  void aBrokenFirmwareLeavesTheOldOneAndItsVariables() throws Exception {
    changed();
    byte[] image = new FirmwareImage("1.2.0", NEW).bytes();
    image[image.length - 8] ^= 1;
    try (HttpPeer server = HttpPeer.of("/fw.fota", image)) {
      FirmwareUpdate update = spwf.system().updateFirmware(at(server, "/fw.fota"), LONG, progress);
      assertThat(update).isEqualTo(new FirmwareUpdate(OLD, OLD, OptionalInt.of(1)));
      assertThat(update.installed()).isFalse();
    }
    assertThat(spwf.config().get("user_desc")).isEqualTo("mine");
  }

  @Test
  void aFirmwareThatDoesNotComeChangesNothing() throws Exception {
    try (HttpPeer server = HttpPeer.of("/fw.fota", new byte[0])) {
      SpwfException.Rejected refusal =
          refusal(() -> spwf.system().updateFirmware(at(server, "/missing"), LONG, progress));
      assertThat(refusal.error().id()).isEqualTo(111);
      assertThat(refusal.lines()).containsExactly("Http Server Status Code:404");
    }
    assertThat(spwf.system().status("build")).isEqualTo(OLD);
    assertThat(spwf.wifi().ping("localhost").reachable()).as("no reset").isTrue();
  }
}
