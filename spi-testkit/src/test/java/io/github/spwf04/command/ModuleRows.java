package io.github.spwf04.command;

import static io.github.spwf04.command.CommandRow.LOST;
import static io.github.spwf04.command.CommandRow.online;
import static io.github.spwf04.command.CommandRow.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.system.Edge;
import io.github.spwf04.system.PinState;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.HttpPeer;
import io.github.spwf04.virtual.bench.TestCertificate;
import io.github.spwf04.virtual.image.FileSystemImage;
import io.github.spwf04.virtual.image.FirmwareImage;
import io.github.spwf04.web.HttpRequest;
import io.github.spwf04.wifi.Network;
import io.github.spwf04.wifi.WpsMode;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The module itself, its pins, its files and its radio. */
final class ModuleRows {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ModuleFile FILE = ModuleFile.ram("file.txt");
  private static final ModuleFile NO_FILE = ModuleFile.ram("none.txt");
  private static final byte[] IMAGE = image();

  private ModuleRows() {}

  /** Short enough for a data phase of SPI. */
  private static byte[] image() {
    try {
      return FileSystemImage.cut(FileSystemImage.of(Map.of("a.txt", "hello".getBytes(UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CommandRow> system() {
    return List.of(
        row(Command.AT, (_, spwf) -> spwf.system().check()),
        row(Command.HELP, (_, spwf) -> assertThat(spwf.system().help()).hasSize(66)),
        row(
            Command.STS,
            (_, spwf) -> assertThat(spwf.system().status("fw_version")).isEqualTo("1.1.0"),
            4,
            (_, spwf) -> spwf.system().status("none")),
        row(
            Command.RESET,
            (_, spwf) -> assertThat(spwf.system().reset(LONG)).isNotEmpty(),
            LOST,
            (_, spwf) -> spwf.system().reset(SHORT)),
        row(Command.PMS, (_, spwf) -> spwf.power().mode(PowerMode.ACTIVE)),
        row(
            Command.PYTHON,
            (_, spwf) -> {
              Installed.microPython();
              spwf.files().write(FILE, "print(6 * 7)".getBytes(UTF_8));
              assertThat(spwf.system().python(FILE).data().toString(UTF_8)).isEqualTo("42\n");
            },
            51,
            (_, spwf) -> spwf.system().python(NO_FILE)),
        row(
            Command.GCFG,
            (_, spwf) -> assertThat(spwf.config().get("nv_model")).isEqualTo("SPWF04SA"),
            4,
            (_, spwf) -> spwf.config().get("none")),
        row(
            Command.SCFG,
            (_, spwf) -> {
              spwf.config().set("user_desc", "mine");
              assertThat(spwf.config().get("user_desc")).isEqualTo("mine");
            },
            8,
            (_, spwf) -> spwf.config().set("blink_led", 7)),
        row(Command.WCFG, (_, spwf) -> spwf.config().save()),
        row(Command.FCFG, (_, spwf) -> spwf.config().restoreFactory()));
  }

  static List<CommandRow> peripherals() {
    return List.of(
        row(
            Command.GPIOC,
            (_, spwf) -> spwf.gpio().output(0),
            25,
            (_, spwf) -> {
              spwf.gpio().input(1, Edge.RISING);
              spwf.gpio().input(1, Edge.FALLING);
            }),
        row(
            Command.GPIOR,
            (_, spwf) -> {
              spwf.gpio().input(1);
              assertThat(spwf.gpio().read(1)).isEqualTo(new PinState(1, false, true));
            },
            LOST,
            (_, spwf) -> spwf.gpio().read(1)),
        row(
            Command.GPIOW,
            (test, spwf) -> {
              spwf.gpio().output(0);
              spwf.gpio().write(0, true);
              assertThat(test.module.peripherals().level(0)).isTrue();
            },
            19,
            (_, spwf) -> {
              spwf.gpio().input(1);
              spwf.gpio().write(1, true);
            }),
        row(
            Command.DAC,
            (test, spwf) -> {
              spwf.gpio().dac(1000);
              assertThat(test.module.peripherals().dac()).isEqualTo(1000);
            }),
        row(
            Command.ADC,
            (test, spwf) -> {
              test.module.peripherals().voltage(16, 1650);
              assertThat(spwf.gpio().adc(16)).isEqualTo(1650);
            },
            46,
            (test, spwf) -> {
              test.module.peripherals().breakAdc(true);
              spwf.gpio().adc(16);
            }),
        row(
            Command.PWM,
            (_, spwf) -> spwf.gpio().pwm(2, 1000),
            29,
            (_, spwf) -> spwf.gpio().pwm(2, 0)),
        row(
            Command.TIME,
            (_, spwf) -> {
              Instant told = Instant.parse("2017-07-26T12:34:56Z");
              spwf.clock().set(told);
              assertThat(spwf.clock().get()).isBetween(told, told.plusSeconds(5));
            }),
        row(
            Command.RANDOM,
            (_, spwf) -> assertThat(spwf.system().random()).isBetween(0L, (1L << 32) - 1)));
  }

  static List<CommandRow> files() {
    return List.of(
        row(
            Command.FSM,
            (_, spwf) -> {
              spwf.files().unmount(Volume.EXTERNAL);
              spwf.files().mount(Volume.EXTERNAL);
            },
            LOST,
            (_, spwf) -> spwf.files().mount(Volume.EXTERNAL)),
        row(
            Command.FSU,
            (_, spwf) -> spwf.files().erase(Volume.EXTERNAL),
            59,
            (_, spwf) -> spwf.files().unmount(Volume.APPLICATION_FLASH)),
        row(
            Command.FSC,
            (_, spwf) -> {
              spwf.files().append(FILE, Unpooled.wrappedBuffer("hel".getBytes(UTF_8)));
              spwf.files().append(FILE, Unpooled.wrappedBuffer("lo".getBytes(UTF_8)));
              assertThat(spwf.files().read(FILE)).asString().isEqualTo("hello");
            },
            91,
            "AT+S.FSC=2:/file.txt,60000",
            60_000),
        row(
            Command.FSD,
            (_, spwf) -> {
              spwf.files().write(FILE, new byte[1]);
              spwf.files().delete(FILE);
              assertThat(spwf.files().size(FILE)).isEqualTo(-1);
            },
            56,
            (_, spwf) -> spwf.files().delete(NO_FILE)),
        row(
            Command.FSR,
            (_, spwf) -> {
              spwf.files().write(NO_FILE, new byte[3]);
              spwf.files().rename(NO_FILE, FILE);
              assertThat(spwf.files().size(FILE)).isEqualTo(3);
            },
            55,
            (_, spwf) -> spwf.files().rename(NO_FILE, FILE)),
        row(
            Command.FSL,
            (_, spwf) ->
                assertThat(spwf.files().list())
                    .anyMatch(info -> info.file().name().equals("index.html"))),
        row(
            Command.FSP,
            (_, spwf) -> {
              spwf.files().write(FILE, "hello".getBytes(UTF_8));
              assertThat(spwf.files().read(FILE, 1, 3)).asString().isEqualTo("ell");
            },
            51,
            (_, spwf) -> spwf.files().read(NO_FILE)),
        row(
            Command.HASH,
            (_, spwf) -> {
              byte[] content = "hello".getBytes(UTF_8);
              spwf.files().write(FILE, content);
              HashFunction function = HashFunction.values()[0];
              assertThat(spwf.files().hash(function, FILE))
                  .isEqualTo(function.digest().digest(content));
            },
            51,
            (_, spwf) -> spwf.files().hash(HashFunction.values()[0], NO_FILE)),
        row(
            Command.FSWRITE,
            (_, spwf) -> {
              spwf.files().writeImage(IMAGE);
              assertThat(spwf.files().size(new ModuleFile(Volume.EXTERNAL, "a.txt"))).isEqualTo(5);
            },
            59,
            (_, spwf) -> spwf.files().writeImage(new byte[100])),
        online(
            Command.FSUPDATE,
            (test, spwf) -> {
              HttpPeer server = test.keep(HttpPeer.of("/fs.img", IMAGE));
              HttpRequest image = NetworkRows.at(server, "/fs.img");
              spwf.system().updateVolume(Volume.USER_FLASH, image, LONG, Progress.NONE);
              assertThat(spwf.files().size(new ModuleFile(Volume.USER_FLASH, "a.txt")))
                  .isEqualTo(5);
            },
            (_, spwf) ->
                spwf.system()
                    .updateVolume(
                        Volume.EXTERNAL, HttpRequest.of("http://h/"), LONG, Progress.NONE)),
        online(
            Command.FWUPDATE,
            (test, spwf) -> {
              byte[] image = new FirmwareImage("1.2.0", "180611-0a1b2c3-SPWF04S").bytes();
              HttpRequest at =
                  NetworkRows.at(test.keep(HttpPeer.of("/fw.fota", image)), "/fw.fota");
              assertThat(spwf.system().updateFirmware(at, LONG, Progress.NONE).installed())
                  .isTrue();
            },
            (_, spwf) ->
                spwf.system().updateFirmware(HttpRequest.of("http://h/"), LONG, Progress.NONE)));
  }

  static List<CommandRow> radio() {
    return List.of(
        row(
            Command.WPAECERT,
            (_, spwf) ->
                assertThat(
                        spwf.security()
                            .wpaEnterprise()
                            .authority(TestCertificate.authority("A").certificate()))
                    .hasSize(20)),
        row(
            Command.TLSCERT,
            (_, spwf) ->
                assertThat(
                        spwf.security()
                            .tls()
                            .authority(TestCertificate.authority("A").certificate()))
                    .hasSize(20)),
        row(
            Command.WPS,
            (test, spwf) -> {
              test.module.radio().add(AccessPoint.wpa2("router", "sesame-street"));
              test.module.radio().pressButton("router");
              spwf.wifi().joinByWps(WpsMode.PUSH_BUTTON, _ -> {}, LONG);
              assertThat(spwf.wifi().ssid()).isEqualTo("router");
            },
            39,
            (_, spwf) -> {
              spwf.config().set("wifi_wps_pin", "123456");
              spwf.wifi().joinByWps(WpsMode.DEVICE_PIN, _ -> {}, LONG);
            }),
        row(Command.WIFI, (_, spwf) -> spwf.wifi().off(), 17, "AT+S.WIFI=1"),
        row(
            Command.SCAN,
            (_, spwf) ->
                assertThat(spwf.wifi().scan())
                    .extracting(Network::ssid)
                    .containsExactly(EveryCommandTest.SSID),
            18,
            (_, spwf) -> {
              spwf.wifi().off();
              spwf.wifi().scan();
            }),
        row(
            Command.SSIDTXT,
            (_, spwf) -> {
              spwf.wifi().ssid("another");
              assertThat(spwf.wifi().ssid()).isEqualTo("another");
            }),
        row(
            Command.PEERS,
            (_, spwf) -> assertThat(spwf.wifi().peers()).hasSize(1),
            4,
            (_, spwf) -> spwf.wifi().peer(0, "none")),
        online(
            Command.PING,
            (_, spwf) -> assertThat(spwf.wifi().ping("localhost").received()).isEqualTo(1),
            (_, spwf) -> spwf.wifi().ping("localhost")));
  }
}
