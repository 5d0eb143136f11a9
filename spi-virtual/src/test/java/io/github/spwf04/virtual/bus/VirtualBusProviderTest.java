package io.github.spwf04.virtual.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusProvider;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.image.FileSystemImage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.IdleMiso;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.options.TlsOptions;
import io.github.spwf04.virtual.options.UpdateOptions;
import io.github.spwf04.virtual.options.WireOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualBusProviderTest {

  private static SpiBus open(String uri) throws Exception {
    URI parsed = URI.create(uri);
    for (SpiBusProvider provider : ServiceLoader.load(SpiBusProvider.class)) {
      if (provider.scheme().equals(parsed.getScheme())) {
        return provider.open(parsed);
      }
    }
    throw new AssertionError("no provider of " + parsed.getScheme());
  }

  @ParameterizedTest
  @CsvSource({"virtual:?", "virtual:?profile=1.0.0"})
  void aModuleOfItsOwnBoots(String uri) throws Exception {
    try (SpiBus bus = open(uri)) {
      assertThat(bus.info().name()).isEqualTo(uri);
      assertThat(bus.awaitIrq(true, Bench.LIMIT)).isTrue();
    }
  }

  @Test
  void volumesAndTheirImages(@TempDir Path folder) throws Exception {
    byte[] image = FileSystemImage.of(Map.of("a.txt", new byte[3]));
    Path file = Files.write(folder.resolve("fs.img"), image);
    try (LoopbackBus bus =
        (LoopbackBus)
            open(
                "virtual:?image=e:"
                    + file
                    + "&image=X:"
                    + file
                    + "&external=65536&badimage=100"
                    + "&mountedatreset")) {
      StorageOptions storage = bus.module().options().storage();
      assertThat(storage.images()).containsOnlyKeys(Volume.USER_FLASH, Volume.EXTERNAL);
      assertThat(storage.images().get(Volume.USER_FLASH)).isEqualTo(image);
      assertThat(storage.externalBytes()).isEqualTo(65536);
      assertThat(storage.badImage()).isEqualTo(ModuleError.FLASH_READ);
      assertThat(storage.mountedAtReset()).isTrue();
      assertThat(FileSystemImage.read(bus.module().image(Volume.EXTERNAL)).files())
          .containsOnlyKeys("a.txt");
    }
    refused("virtual:?image=d:" + file, "image d, allowed are x, e, i");
    refused("virtual:?image=" + file, "image " + file + ", name:value is needed");
    refused("virtual:?image=x:" + file + "2", "image " + file + "2 cannot be read");
    refused("virtual:?badimage=250", "Table 10 has no error 250");
    Files.write(file, new byte[512]);
    refused("virtual:?image=i:" + file, "image of volume I: no boot record of a FAT volume");
  }

  private static void refused(String uri, String message) {
    assertThatThrownBy(() -> open(uri))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void everyOption() throws Exception {
    try (LoopbackBus bus =
        (LoopbackBus)
            open(
                "virtual:?profile=1.0.0&ap=home:se%63ret+x&ap=open&set=ip_hostname:here"
                    + "&network=true&junk=3:B5&irq=first&resetok&seed=9&maxtransfer=64")) {
      ModuleOptions options = bus.module().options();
      assertThat(options.profile()).isEqualTo(FirmwareProfile.V1_0_0);
      assertThat(options.accessPoints())
          .containsExactly(AccessPoint.wpa2("home", "secret x"), AccessPoint.open("open"));
      assertThat(options.variables()).containsEntry("ip_hostname", "here");
      assertThat(options.network()).isTrue();
      assertThat(options.junkBeforeSync()).isEqualTo(3);
      assertThat(options.junkValue()).isEqualTo(0xB5);
      assertThat(options.irqRise()).isEqualTo(IrqRise.FIRST_BYTE);
      assertThat(options.resetAnswersOk()).isTrue();
      assertThat(options.seed()).isEqualTo(9);
      assertThat(bus.info().maxTransfer()).isEqualTo(64);
    }
  }

  @Test
  void theSwitchesOfTheWire() throws Exception {
    try (LoopbackBus bus =
        (LoopbackBus)
            open(
                "virtual:?deafuntilselected&eventsbeforedata=true&idlemiso=last&earlydatairq=4096")) {
      WireOptions wire = bus.module().options().wire();
      assertThat(wire)
          .isEqualTo(
              ModuleOptions.builder()
                  .deafUntilSelected(true)
                  .eventsBeforeData(true)
                  .idleMiso(IdleMiso.LAST_BYTE)
                  .earlyDataIrq(4096)
                  .build()
                  .wire());
      assertThat(wire.deafUntilSelected()).isTrue();
      assertThat(wire.eventsBeforeData()).isTrue();
      assertThat(wire.idleMiso()).isEqualTo(IdleMiso.LAST_BYTE);
      assertThat(wire.earlyDataIrq()).isEqualTo(4096);
      assertThat(wire.irqHigh()).isNull();
    }
    try (LoopbackBus bus = (LoopbackBus) open("virtual:?irqhigh=1000")) {
      assertThat(bus.module().options().wire().irqHigh()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"virtual:?, LOW", "virtual:?idlemiso=low, LOW", "virtual:?idlemiso=high, HIGH"})
  void whatTheWireIsUnlessSwitched(String uri, IdleMiso idle) throws Exception {
    try (LoopbackBus bus = (LoopbackBus) open(uri)) {
      WireOptions wire = bus.module().options().wire();
      assertThat(wire.deafUntilSelected()).isFalse();
      assertThat(wire.eventsBeforeData()).isFalse();
      assertThat(wire.idleMiso()).isEqualTo(idle);
      assertThat(wire.earlyDataIrq()).isZero();
    }
  }

  @Test
  void oneConnectionOverTlsTooMany() throws Exception {
    try (LoopbackBus bus = (LoopbackBus) open("virtual:?tlspool=false&tlserror=75")) {
      assertThat(bus.module().options().tls())
          .isEqualTo(new TlsOptions(false, ModuleError.TOO_MANY_SOCKETS));
    }
    try (LoopbackBus bus = (LoopbackBus) open("virtual:?tlserror=74")) {
      assertThat(bus.module().options().tls())
          .isEqualTo(new TlsOptions(true, ModuleError.SOCKET_OPEN));
    }
    assertThatThrownBy(() -> open("virtual:?tlserror=76"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("allowed are 74, 75");
    assertThatThrownBy(
            () -> TlsOptions.DEFAULT.withRefusal(ModuleError.of(ModuleError.Table.CERTIFICATE, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of Table 10");
  }

  @Test
  void howItLooksAtAFirmware() throws Exception {
    try (LoopbackBus bus =
        (LoopbackBus)
            open("virtual:?sfota=vector&checkmodel&checkbase=true&mostfirmware=1048576")) {
      assertThat(bus.module().options().update())
          .isEqualTo(new UpdateOptions(true, true, true, 1 << 20));
    }
    try (LoopbackBus bus = (LoopbackBus) open("virtual:?sfota=name&mostfirmware=4")) {
      assertThat(bus.module().options().update())
          .isEqualTo(new UpdateOptions(false, false, false, 4));
    }
    for (String wrong : List.of("sfota=crc", "mostfirmware=1048577", "checkmodel=SPWF04S")) {
      assertThatThrownBy(() -> open("virtual:?" + wrong))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("allowed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "virtual:?, 15, 60",
    "virtual:?answertimeout=5, 5, 60",
    "virtual:?answertimeout=120, 120, 240"
  })
  void howLongItWorksOnASilentServer(String uri, long answer, long request) throws Exception {
    try (LoopbackBus bus = (LoopbackBus) open(uri)) {
      ServiceOptions services = bus.module().options().services();
      assertThat(services.answerTimeout()).isEqualTo(Duration.ofSeconds(answer));
      assertThat(services.requestTimeout()).isEqualTo(Duration.ofSeconds(request));
    }
  }

  @Test
  void theAir() throws Exception {
    try (LoopbackBus bus =
        (LoopbackBus)
            open(
                "virtual:?wep=old:76543210ab&enterprise=work:me:se:cret&signal=work:-71"
                    + "&trouble=old:dhcp-silent&station=00:0f:00:4f:b1:3f"
                    + "&station=00:0F:00:4F:B1:40:sesame:street")) {
      ModuleOptions options = bus.module().options();
      assertThat(options.accessPoints())
          .containsExactly(
              AccessPoint.of("old", Security.WEP, "76543210ab")
                  .withTrouble(JoinTrouble.DHCP_SILENT),
              AccessPoint.enterprise("work", "me", "se:cret").withRssi(-71));
      assertThat(options.stations())
          .containsExactly(
              PeerStation.open("00:0F:00:4F:B1:3F"),
              PeerStation.withKey("00:0F:00:4F:B1:40", "sesame:street"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "virtual:?signal=home:-40 | no network home has been given before",
        "virtual:?speed=8 | option speed of virtual:?speed=8 is unknown",
        "virtual:?profile=2.0.0 | profile 2.0.0, allowed are 1.0.0, 1.1.0",
        "virtual:?seed=1&seed=2 | option seed of virtual:?seed=1&seed=2 comes twice",
        "virtual:?seed=x | seed x is no number",
        "virtual:?network=yes | network yes, allowed are true, false",
        "virtual:?irq=never | irq never, allowed are first, last",
        "virtual:?junk=1:02 | junkValue 0x02 is the sync byte itself",
        "virtual:?deafuntilselected=1 | deafuntilselected 1, allowed are true, false",
        "virtual:?eventsbeforedata=0 | eventsbeforedata 0, allowed are true, false",
        "virtual:?idlemiso=02 | idlemiso 02, allowed are low, high, last",
        "virtual:?earlydatairq=4097 | earlyDataIrq 4097, 0 to 4096 are allowed",
        "virtual:?irqhigh=1001 | irqHigh 1001 ms, 0 to 1000 are allowed",
        "virtual:?answertimeout=0 | answertimeout 0, 1 to 3600 are allowed",
        "virtual:?answertimeout=3601 | answertimeout 3601, 1 to 3600 are allowed",
        "virtual:?set=nope:1 | configuration variable nope cannot be 1: error 4",
        "virtual:?set=nope | set nope, name:value is needed",
        "virtual:?maxtransfer=4 | maxTransfer 4, at least 5 is needed",
        "virtual:?ap= | SSID of 0 bytes, 1 to 32 are allowed",
        "virtual:board | only options can follow virtual:",
      })
  void whatIsNotKnownIsRefused(String uri, String message) {
    assertThatThrownBy(() -> open(uri))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void closingTheBusClosesItsModule() throws Exception {
    LoopbackBus bus = (LoopbackBus) open("virtual:?");
    bus.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("spwf04-module"));
  }
}
