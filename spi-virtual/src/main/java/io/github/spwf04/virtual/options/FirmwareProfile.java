package io.github.spwf04.virtual.options;

/** What differs between firmware releases (field-facts, firmware identities and B.2). */
public enum FirmwareProfile {
  /**
   * 1.0.0: CR LF behind every WIND and line, lines without their keyword, WIND 0 before WIND 3, and
   * WIND 49 before the OK of WIFI=0.
   */
  V1_0_0("1.0.0", "170216-fd39c59-SPWF04S", 921_448, true, false, true, true),

  /**
   * 1.1.0: no CR LF, lines with their keyword unless console_verbose is 0, WIND 3 before WIND 0,
   * and WIND 49 behind the OK of WIFI=0.
   */
  V1_1_0("1.1.0", "171117-0328fe3-SPWF04S", 961_616, false, true, false, false);

  private final String version;
  private final String build;
  private final int firmwareBytes;
  private final boolean crLf;
  private final boolean keywords;
  private final boolean consoleFirst;
  private final boolean terminatedFirst;

  FirmwareProfile(
      String version,
      String build,
      int firmwareBytes,
      boolean crLf,
      boolean keywords,
      boolean consoleFirst,
      boolean terminatedFirst) {
    this.version = version;
    this.build = build;
    this.firmwareBytes = firmwareBytes;
    this.crLf = crLf;
    this.keywords = keywords;
    this.consoleFirst = consoleFirst;
    this.terminatedFirst = terminatedFirst;
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

  /** Whether CR LF follows the text of WINDs and lines. */
  public boolean crLf() {
    return crLf;
  }

  /** Whether lines can hold their keyword, {@code On:}. */
  public boolean keywords() {
    return keywords;
  }

  /** Whether WIND 0 comes before WIND 3 at boot. */
  public boolean consoleFirst() {
    return consoleFirst;
  }

  /** Whether WIND 49 comes before the OK of WIFI=0. */
  public boolean terminatedFirst() {
    return terminatedFirst;
  }

  /**
   * @return the profile of that fw_version, or null when there is none
   */
  public static @org.jspecify.annotations.Nullable FirmwareProfile byVersion(String version) {
    for (FirmwareProfile profile : values()) {
      if (profile.version.equals(version)) {
        return profile;
      }
    }
    return null;
  }
}
