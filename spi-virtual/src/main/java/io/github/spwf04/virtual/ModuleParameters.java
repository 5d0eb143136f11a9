package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.air.PeerStation;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.IdleMiso;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.MqttTransport;
import io.github.spwf04.virtual.options.PythonOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.runtime.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of a module that a user can give as text, a row each: parameters of a {@code
 * virtual:} URI, and options of {@code spwf module}. Long because each is a row.
 */
public final class ModuleParameters {

  /**
   * One of them.
   *
   * @param name its name, lower-case letters
   * @param label the shape of its value
   * @param description what it does, in a sentence
   * @param repeatable whether it may be given more than once
   * @param effect what its text does to the options; {@link #apply} is the way to call it
   * @param mask takes the key out of its text; {@link #shown} is the way to call it
   */
  public record Parameter(
      String name,
      String label,
      String description,
      boolean repeatable,
      BiConsumer<ModuleOptions.Builder, String> effect,
      UnaryOperator<String> mask) {

    /** Whether it can be given without a value, which then is true. */
    public boolean flag() {
      return label.equals(FLAG);
    }

    /**
     * Sets what it stands for.
     *
     * @throws InvalidInput naming the value and what is allowed
     */
    public void apply(ModuleOptions.Builder options, String value) {
      try {
        effect.accept(options, value);
      } catch (IllegalArgumentException e) {
        throw new InvalidInput(name + " " + shown(value) + ": " + e.getMessage());
      }
    }

    /** The value as it may be seen: without the key that is in it. */
    public String shown(String value) {
      return mask.apply(value);
    }
  }

  private static final String FLAG = "true|false";

  private static final int MAC_LENGTH = "00:0F:00:4F:B1:3F".length();

  private static final List<Parameter> ALL =
      List.of(
          one("profile", "VERSION", "The firmware: 1.0.0 or 1.1.0.", ModuleParameters::profile),
          keyed(
              "ap",
              "SSID[:PASSPHRASE]",
              "A network in the air; open, or WPA2 with its passphrase.",
              v -> masked(v, v.indexOf(':')),
              (o, v) -> o.accessPoint(accessPoint(v))),
          keyed(
              "wep",
              "SSID:KEY",
              "A WEP network in the air, its key as hexadecimal digits.",
              ModuleParameters::maskedBehindName,
              (o, v) -> o.accessPoint(AccessPoint.of(before("wep", v), Security.WEP, behind(v)))),
          keyed(
              "enterprise",
              "SSID:IDENTITY:PASSWORD",
              "A network of WPA2 Enterprise in the air.",
              ModuleParameters::maskedBehindName,
              (o, v) ->
                  o.accessPoint(
                      AccessPoint.of(
                          before("enterprise", v), Security.WPA2_ENTERPRISE, behind(v)))),
          many(
              "signal",
              "SSID:DBM",
              "How strong the networks of that name are, -99 to -1.",
              (o, v) -> o.signal(before("signal", v), number("signal", behind(v), 10))),
          many(
              "trouble",
              "SSID:TROUBLE",
              "What the networks of that name do to those who join them: " + troubles() + ".",
              (o, v) -> o.trouble(before("trouble", v), trouble(behind(v)))),
          many(
              "hidden",
              "SSID",
              "The networks of that name do not tell it.",
              ModuleOptions.Builder::hidden),
          one(
              "hiddenname",
              "NAME",
              "What SCAN shows for the name of a hidden network; Hidden-Network unless given.",
              ModuleOptions.Builder::hiddenName),
          keyed(
              "station",
              "MAC[:PASSPHRASE]",
              "A station in the air, which joins the module's own access point.",
              v -> masked(v, Math.min(MAC_LENGTH, v.length())),
              (o, v) -> o.station(station(v))),
          many(
              "high",
              "GPIO",
              "A pin driven high from the start: 0 for a factory reset, 8 for python_script.",
              (o, v) -> o.high(number("high", v, 10))),
          one(
              "python",
              "FILE",
              "The micropython program, or the micropython.mjs of its WebAssembly build.",
              (o, v) -> o.python(PythonOptions.DEFAULT.withInterpreter(Path.of(v)))),
          keyed(
              "set",
              "NAME:VALUE",
              "A configuration variable of the flash.",
              ModuleParameters::maskedVariable,
              (o, v) -> o.variable(before("set", v), behind(v))),
          one(
              "network",
              FLAG,
              "Lets its sockets leave this machine.",
              (o, v) -> o.network(bool("network", v))),
          many(
              "serverport",
              "PORT:REAL",
              "Where on this machine a port of its socket servers is; 0 for any that is free.",
              (o, v) ->
                  o.serverPort(
                      number("serverport", before("serverport", v), 10),
                      number("serverport", behind(v), 10))),
          one(
              "ownport",
              FLAG,
              "Makes SOCKL show the module's own ports, not those of the servers.",
              (o, v) -> o.ownPortListed(bool("ownport", v))),
          one(
              "serveraddress",
              "ADDRESS",
              "The address its socket servers listen on; loopback unless given.",
              (o, v) -> o.listen(address("serveraddress", v))),
          many(
              "host",
              "NAME:ADDRESS",
              "A name that it resolves, and the address; localhost is known.",
              (o, v) -> o.host(before("host", v), address("host", behind(v)))),
          one(
              "mqtt",
              "websocket|tcp",
              "What MQTT runs over; web sockets unless given, as in a real one.",
              (o, v) -> o.services(o.services().withMqtt(mqtt(v)))),
          one(
              "rawbodies",
              FLAG,
              "Whether HTTP bodies come as they were sent, chunk sizes and all; so unless given.",
              (o, v) -> o.services(o.services().withRawBodies(bool("rawbodies", v)))),
          one(
              "tlspool",
              FLAG,
              "Whether all services share the connections over TLS that it can have; so unless"
                  + " given.",
              (o, v) -> o.tls(o.tls().withOnePool(bool("tlspool", v)))),
          one(
              "tlserror",
              "74|75",
              "The error of one connection over TLS too many; 74 unless given.",
              (o, v) -> o.tls(o.tls().withRefusal(tlsRefusal(v)))),
          one(
              "ntpport",
              "PORT",
              "UDP port of the NTP servers; 123 unless given.",
              (o, v) -> o.services(o.services().withNtpPort(number("ntpport", v, 10)))),
          one(
              "mdns",
              FLAG,
              "Announces its services by multicast DNS.",
              (o, v) -> o.services(o.services().withMdns(bool("mdns", v)))),
          one(
              "answertimeout",
              "SECONDS",
              "How long a server may keep it waiting for one answer, 1 to 3600; 15 unless given.",
              (o, v) -> o.services(o.services().withAnswerTimeout(answerTimeout(v)))),
          one(
              "volumes",
              "FOLDER",
              "Keeps the volumes X, E and I in folders of their letters there, and what WCFG"
                  + " saves.",
              (o, v) -> o.storage(o.storage().withFolder(Path.of(v)))),
          many(
              "image",
              "LETTER:FILE",
              "What volume x, e or i holds at the start: an image as FSUPDATE takes it.",
              (o, v) -> o.storage(image(o.storage(), before("image", v), behind(v)))),
          one(
              "badimage",
              "ERROR",
              "The error for a damaged image of a volume, as Table 10 numbers it; 59 unless given.",
              (o, v) -> o.storage(o.storage().withBadImage(error(number("badimage", v, 10))))),
          one(
              "mountedatreset",
              FLAG,
              "Mounts what FSUPDATE or FSWRITE has replaced at the next reset only.",
              (o, v) -> o.storage(o.storage().withMountedAtReset(bool("mountedatreset", v)))),
          one(
              "external",
              "BYTES",
              "Size of the external volume; 0 for none.",
              (o, v) -> o.storage(o.storage().withExternalBytes(number("external", v, 10)))),
          one(
              "sfota",
              "name|vector",
              "What tells it that a firmware image is encrypted; its name unless given.",
              (o, v) -> o.update(o.update().withSecureByVector(secureByVector(v)))),
          one(
              "checkmodel",
              FLAG,
              "Refuses a firmware image of another model.",
              (o, v) -> o.update(o.update().withCheckModel(bool("checkmodel", v)))),
          one(
              "checkbase",
              FLAG,
              "Refuses a firmware image that does not belong at the start of the flash.",
              (o, v) -> o.update(o.update().withCheckBase(bool("checkbase", v)))),
          one(
              "mostfirmware",
              "BYTES",
              "What a firmware may have, 0 to 1048576; so much unless given.",
              (o, v) -> o.update(o.update().withMostBytes(number("mostfirmware", v, 10)))),
          one(
              "http",
              "PORT",
              "TCP port of its web server; 0 for a free one, -1 for none.",
              (o, v) -> o.servers(o.servers().withHttpPort(number("http", v, 10)))),
          one(
              "tftp",
              "PORT",
              "UDP port of its TFTP server; 0 for a free one, -1 for none.",
              (o, v) -> o.servers(o.servers().withTftpPort(number("tftp", v, 10)))),
          one(
              "seed",
              "NUMBER",
              "Where its random numbers begin.",
              (o, v) -> o.seed(number("seed", v, 10))),
          one(
              "clock",
              "INSTANT",
              "The time of day it starts with, such as 2026-01-31T12:00:00Z; the machine's unless"
                  + " given.",
              (o, v) -> o.clock(Time.startingAt(instant(v)))),
          one(
              "junk",
              "COUNT[:HEX]",
              "Bytes before every packet on SPI, and their value.",
              ModuleParameters::junk),
          one(
              "irq",
              "first|last",
              "The byte of a packet with which the IRQ line rises.",
              (o, v) -> o.irqRise(irqRise(v))),
          one(
              "idlemiso",
              "low|high|last",
              "What MISO shows while it has nothing to say: 0x00, 0xFF or the last packet's last"
                  + " byte.",
              (o, v) -> o.idleMiso(idleMiso(v))),
          one(
              "deafuntilselected",
              FLAG,
              "Makes it deaf on SPI to the end of a chip-select window in which it sent.",
              (o, v) -> o.deafUntilSelected(bool("deafuntilselected", v))),
          one(
              "eventsbeforedata",
              FLAG,
              "Lets packets on SPI go ahead between a command and its data.",
              (o, v) -> o.eventsBeforeData(bool("eventsbeforedata", v))),
          one(
              "earlydatairq",
              "BYTES",
              "How far the IRQ line is ahead of a data phase, 0 to 4096.",
              (o, v) -> o.earlyDataIrq(number("earlydatairq", v, 10))),
          one(
              "irqhigh",
              "MILLISECONDS",
              "How long the IRQ line stays high between data and reply at least, 0 to 1000; 0"
                  + " unless given, 5 behind the pigpio door.",
              (o, v) -> o.irqHigh(Duration.ofMillis(number("irqhigh", v, 10)))),
          one(
              "resetok",
              FLAG,
              "Makes RESET answer OK.",
              (o, v) -> o.resetAnswersOk(bool("resetok", v))));

  private ModuleParameters() {}

  private static Parameter one(
      String name,
      String label,
      String description,
      BiConsumer<ModuleOptions.Builder, String> effect) {
    return new Parameter(name, label, description, false, effect, UnaryOperator.identity());
  }

  private static Parameter many(
      String name,
      String label,
      String description,
      BiConsumer<ModuleOptions.Builder, String> effect) {
    return keyed(name, label, description, UnaryOperator.identity(), effect);
  }

  private static Parameter keyed(
      String name,
      String label,
      String description,
      UnaryOperator<String> mask,
      BiConsumer<ModuleOptions.Builder, String> effect) {
    return new Parameter(name, label, description, true, effect, mask);
  }

  private static String masked(String value, int colon) {
    return colon < 0 || colon == value.length()
        ? value
        : value.substring(0, colon) + ':' + Secrets.MASK;
  }

  /** Without a name before it nobody can tell which of the two it is. */
  private static String maskedBehindName(String value) {
    int colon = value.indexOf(':');
    return colon < 0 ? Secrets.MASK : masked(value, colon);
  }

  private static String maskedVariable(String value) {
    int colon = value.indexOf(':');
    return colon >= 0 && Secrets.isSecret(value.substring(0, colon)) ? masked(value, colon) : value;
  }

  /** All of them, in the order a help text shows them. */
  public static List<Parameter> all() {
    return ALL;
  }

  /**
   * @return the parameter of that name, or null when there is none
   */
  public static @Nullable Parameter find(String name) {
    return ALL.stream().filter(parameter -> parameter.name().equals(name)).findFirst().orElse(null);
  }

  private static void profile(ModuleOptions.Builder options, String value) {
    FirmwareProfile profile = FirmwareProfile.byVersion(value);
    if (profile == null) {
      throw new InvalidInput(
          "profile "
              + value
              + ", allowed are "
              + Arrays.stream(FirmwareProfile.values())
                  .map(FirmwareProfile::version)
                  .collect(Collectors.joining(", ")));
    }
    options.profile(profile);
  }

  private static AccessPoint accessPoint(String value) {
    int colon = value.indexOf(':');
    return colon < 0
        ? AccessPoint.open(value)
        : AccessPoint.wpa2(value.substring(0, colon), value.substring(colon + 1));
  }

  private static InetAddress address(String name, String value) {
    return Addresses.literal(value)
        .orElseThrow(() -> new InvalidInput(name + " " + value + " is no address"));
  }

  private static ModuleError error(int id) {
    if (!ModuleError.isListed(ModuleError.Table.COMMAND, id)) {
      throw new InvalidInput("Table 10 has no error " + id);
    }
    return ModuleError.of(ModuleError.Table.COMMAND, id);
  }

  private static StorageOptions image(StorageOptions storage, String letter, String file) {
    Volume volume = Volume.byImage(letter);
    if (volume == null) {
      throw new InvalidInput("image " + letter + ", allowed are x, e, i");
    }
    try {
      return storage.withImage(volume, Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new InvalidInput("image " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static PeerStation station(String value) {
    String mac = value.substring(0, Math.min(value.length(), MAC_LENGTH));
    String key = value.length() > MAC_LENGTH ? value.substring(MAC_LENGTH + 1) : "";
    return PeerStation.withKey(mac.toUpperCase(Locale.ROOT), key);
  }

  private static JoinTrouble trouble(String value) {
    for (JoinTrouble trouble : JoinTrouble.values()) {
      if (text(trouble).equals(value)) {
        return trouble;
      }
    }
    throw new InvalidInput("trouble " + value + ", allowed are " + troubles());
  }

  private static String troubles() {
    return Arrays.stream(JoinTrouble.values())
        .map(ModuleParameters::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(JoinTrouble trouble) {
    return trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void junk(ModuleOptions.Builder options, String value) {
    int colon = value.indexOf(':');
    options.junkBeforeSync(number("junk", colon < 0 ? value : value.substring(0, colon), 10));
    if (colon >= 0) {
      options.junkValue(number("junk", value.substring(colon + 1), 16));
    }
  }

  private static boolean secureByVector(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "name" -> false;
      case "vector" -> true;
      default -> throw new InvalidInput("sfota " + value + ", allowed are name, vector");
    };
  }

  private static ModuleError tlsRefusal(String value) {
    return switch (value) {
      case "74" -> ModuleError.SOCKET_OPEN;
      case "75" -> ModuleError.TOO_MANY_SOCKETS;
      default -> throw new InvalidInput("tlserror " + value + ", allowed are 74, 75");
    };
  }

  private static MqttTransport mqtt(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "websocket" -> MqttTransport.WEB_SOCKET;
      case "tcp" -> MqttTransport.TCP;
      default -> throw new InvalidInput("mqtt " + value + ", allowed are websocket, tcp");
    };
  }

  private static IrqRise irqRise(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "first" -> IrqRise.FIRST_BYTE;
      case "last" -> IrqRise.LAST_BYTE;
      default -> throw new InvalidInput("irq " + value + ", allowed are first, last");
    };
  }

  private static IdleMiso idleMiso(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "low" -> IdleMiso.LOW;
      case "high" -> IdleMiso.HIGH;
      case "last" -> IdleMiso.LAST_BYTE;
      default -> throw new InvalidInput("idlemiso " + value + ", allowed are low, high, last");
    };
  }

  private static Duration answerTimeout(String value) {
    int seconds = number("answertimeout", value, 10);
    if (seconds < 1 || seconds > 3600) {
      throw new InvalidInput("answertimeout " + value + ", 1 to 3600 are allowed");
    }
    return Duration.ofSeconds(seconds);
  }

  private static boolean bool(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidInput(name + " " + value + ", allowed are true, false");
    };
  }

  private static Instant instant(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException _) {
      throw new InvalidInput("clock " + value + ", a time like 2026-01-31T12:00:00Z is needed");
    }
  }

  private static int number(String name, String value, int radix) {
    try {
      return Integer.parseInt(value, radix);
    } catch (NumberFormatException _) {
      throw new InvalidInput(name + " " + value + " is no number");
    }
  }

  private static String before(String name, String value) {
    int colon = value.indexOf(':');
    if (colon < 0) {
      throw new InvalidInput(
          name + " " + Objects.requireNonNull(find(name)).shown(value) + ", name:value is needed");
    }
    return value.substring(0, colon);
  }

  private static String behind(String value) {
    return value.substring(value.indexOf(':') + 1);
  }
}
