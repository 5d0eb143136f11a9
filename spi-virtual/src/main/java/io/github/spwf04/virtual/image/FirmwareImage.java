package io.github.spwf04.virtual.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.spwf04.virtual.options.FirmwareProfile;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A firmware by what it calls itself, and the image of it that FWUPDATE takes: a {@link Fota} whose
 * data is a text, which the virtual module has in place of a program:
 *
 * <pre>{@code
 * version=1.2.0
 * build=180611-0a1b2c3-SPWF04S
 * }</pre>
 *
 * <p>With version 1.0.0 or 1.1.0 the module behaves like that release, too; with another one it
 * goes on as it was and shows the new version.
 *
 * @param version the status variable fw_version, up to 16 characters
 * @param build the status variable build: date, revision and model with dashes between them
 */
public record FirmwareImage(String version, String build) {
  private static final Pattern BUILD =
      Pattern.compile("(?<label>[!-,.-~]+-[!-,.-~]+)-(?<model>[!-~]+)");
  private static final int MOST = 64;

  private static final Pattern DATA =
      Pattern.compile("version=(?<version>[!-~]{1,16})\nbuild=(?<build>[!-~]+)\n\0*");

  /** Date and revision at the end of a version field, behind whatever ST's tool left there. */
  private static final Pattern LABEL = Pattern.compile("[0-9]{6}-[0-9A-Za-z]+$");

  /** More than such a text has. */
  private static final int TEXT = 256;

  /**
   * @throws IllegalArgumentException when the version or the build has another form
   */
  public FirmwareImage {
    if (!version.matches("[!-~]{1,16}")) {
      throw new IllegalArgumentException("version " + version + ", 1 to 16 characters are allowed");
    }
    if (build.length() > MOST || !BUILD.matcher(build).matches()) {
      throw new IllegalArgumentException(
          "build " + build + ", date-revision-model is needed, as 171117-0328fe3-SPWF04S");
    }
  }

  /**
   * The image, in a header that names the model and, as its version, date and revision.
   *
   * @throws IllegalArgumentException when one of the two is longer than the 32 bytes it has there
   */
  public Fota fota() {
    Matcher parts = BUILD.matcher(build);
    if (!parts.matches()) {
      throw new AssertionError(build);
    }
    byte[] text = ("version=" + version + "\nbuild=" + build + "\n").getBytes(US_ASCII);
    byte[] data = Arrays.copyOf(text, Math.ceilDiv(text.length, Fota.UNIT) * Fota.UNIT);
    return new Fota(0, parts.group("model"), parts.group("label"), data);
  }

  /** The file {@code .fota}, as FWUPDATE downloads it. */
  public byte[] bytes() {
    return fota().bytes();
  }

  /**
   * The file {@code .sfota}.
   *
   * @param key the 16 bytes of aes128_key
   */
  public byte[] encrypted(byte[] key) {
    return fota().encrypted(key);
  }

  /**
   * What an image calls itself once it runs. Of one that is not made here only ST's two releases
   * are known, by their length; of any other the header tells the build, where its version field
   * ends in date and revision.
   *
   * @param before the firmware whose names stay where the image has none
   */
  public static FirmwareImage of(Fota image, FirmwareImage before) {
    byte[] data = image.data();
    String text = new String(data, 0, Math.min(data.length, TEXT), US_ASCII);
    Matcher named = DATA.matcher(text);
    if (named.matches()) {
      return named(named.group("version"), named.group("build"), before);
    }
    for (FirmwareProfile release : FirmwareProfile.values()) {
      if (release.firmwareBytes() == data.length) {
        return new FirmwareImage(release.version(), release.build());
      }
    }
    Matcher label = LABEL.matcher(image.version());
    return label.find()
        ? named(before.version(), label.group() + "-" + image.model(), before)
        : before;
  }

  private static FirmwareImage named(String version, String build, FirmwareImage before) {
    try {
      return new FirmwareImage(version, build);
    } catch (IllegalArgumentException _) {
      return before;
    }
  }
}
