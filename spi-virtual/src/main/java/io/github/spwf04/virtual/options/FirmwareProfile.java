package io.github.spwf04.virtual.options;

import io.github.spwf04.catalog.Command;
import org.jspecify.annotations.Nullable;

/**
 * What differs between firmware releases (field-facts, firmware identities and B.2; package-facts
 * 6).
 */
public enum FirmwareProfile {
  /** 1.0.0, of February 2017: what each method says of the first release. */
  V1_0_0("1.0.0", "170216-fd39c59-SPWF04S", 921_448),

  /** 1.1.0, of November 2017. */
  V1_1_0("1.1.0", "171117-0328fe3-SPWF04S", 961_616);

  private final String version;
  private final String build;
  private final int firmwareBytes;

  FirmwareProfile(String version, String build, int firmwareBytes) {
    this.version = version;
    this.build = build;
    this.firmwareBytes = firmwareBytes;
  }

  /** The status variable fw_version, {@code 1.1.0}. */
  public String version() {
    return version;
  }

  /** The status variable build, which WIND 1 carries. */
  public String build() {
    return build;
  }

  /** Bytes of data in the image of it that ST has published (package-facts 5.1). */
  public int firmwareBytes() {
    return firmwareBytes;
  }

  private boolean first() {
    return this == V1_0_0;
  }

  // How it speaks.

  /** Whether CR LF follows the text of WINDs and lines on SPI: of the first release. */
  public boolean crLf() {
    return first();
  }

  /** Whether lines on SPI can hold their keyword, {@code On:}: since 1.1.0. */
  public boolean keywords() {
    return !first();
  }

  /** Whether WIND 0 comes before WIND 3 at boot: in the first release. */
  public boolean consoleFirst() {
    return first();
  }

  /** Whether WIND 49 comes before the OK of WIFI=0: in the first release. */
  public boolean terminatedFirst() {
    return first();
  }

  /** Whether WIND 29 names the station: since 1.1.0. */
  public boolean leaseNamesStation() {
    return !first();
  }

  /** Whether the topic of WIND 86 has its last character twice: a fault of the first release. */
  public boolean doublesTopic() {
    return first();
  }

  // What it has; package-facts 6.3.

  /** Whether a command of Table 1 is not there: FSM in the first release. */
  public boolean lacks(Command command) {
    return first() && command == Command.FSM;
  }

  /** Whether a variable of Table 7 is not there: ramdisk_memsize in the first release. */
  public boolean lacks(String variable) {
    return first() && variable.equalsIgnoreCase("ramdisk_memsize");
  }

  /** How many GPIOs there are, from 0 on: 19, and 21 since 1.1.0. */
  public int gpios() {
    return first() ? 19 : 21;
  }

  /** Whether there is one PWM, on GPIO2, whose command has no number: in the first release. */
  public boolean onePwm() {
    return first();
  }

  /** Whether the module's own network can have WPA: since 1.1.0. */
  public boolean wpaMiniAp() {
    return !first();
  }

  /** Connections to servers over TLS at a time: one, and two since 1.1.0. */
  public int tlsClients() {
    return first() ? 1 : 2;
  }

  /** Whether TLS has elliptic curves, ECDH and ECDSA: since 1.1.0. */
  public boolean ellipticCurves() {
    return !first();
  }

  /**
   * Whether a new file without a volume goes to the SD card when ext_volume is 1 and card and RAM
   * volume are mounted: since 1.1.0.
   */
  public boolean prefersCard() {
    return !first();
  }

  /** Uploads that its web server takes at a time: one, and four since 1.1.0. */
  public int uploads() {
    return first() ? 1 : 4;
  }

  /**
   * Bytes of INPUTSSI that end in a reset by the watchdog: a fault of the first release, of which
   * nobody knows when. Chosen: more than the 127 that ST's driver of that time sends.
   */
  public int inputBeforeWatchdog() {
    return first() ? 127 : Integer.MAX_VALUE;
  }

  /**
   * @return the profile of that fw_version, or null when there is none
   */
  public static @Nullable FirmwareProfile byVersion(String version) {
    for (FirmwareProfile profile : values()) {
      if (profile.version.equals(version)) {
        return profile;
      }
    }
    return null;
  }
}
