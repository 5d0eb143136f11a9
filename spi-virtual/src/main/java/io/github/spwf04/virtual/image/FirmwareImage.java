package io.github.spwf04.virtual.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The image that FWUPDATE takes. ST's own format is not published; this one is a ZIP archive, whose
 * checksums stand for the CRC that the boot loader checks, with a file {@code firmware.properties}
 * in it:
 *
 * <pre>{@code
 * version=1.2.0
 * build=180611-0a1b2c3-SPWF04S
 * }</pre>
 *
 * <p>Other files only make it longer. With version 1.0.0 or 1.1.0 the module behaves like that
 * release, too; with another one it goes on as it was and shows the new version.
 *
 * <p>A secure image, {@code .sfota}, is the same, encrypted with AES-128 in CBC mode by the
 * variable {@code aes128_key}: 16 bytes of initialization vector, then the padded archive.
 *
 * @param version the status variable fw_version, up to 16 characters
 * @param build the status variable build: date, revision and model with dashes between them
 */
public record FirmwareImage(String version, String build) {
  private static final String ENTRY = "firmware.properties";
  private static final String CIPHER = "AES/CBC/PKCS5Padding";
  private static final int BLOCK = 16;

  /** More than the flash holds. */
  private static final int LIMIT = 16 << 20;

  /**
   * @throws IllegalArgumentException when the version or the build has another form
   */
  public FirmwareImage {
    if (!version.matches("[!-~]{1,16}")) {
      throw new IllegalArgumentException("version " + version + ", 1 to 16 characters are allowed");
    }
    if (!build.matches("(?=.{1,64})[!-,.-~]+-[!-,.-~]+-[!-~]+")) {
      throw new IllegalArgumentException(
          "build " + build + ", date-revision-model is needed, as 171117-0328fe3-SPWF04S");
    }
  }

  /** The image as FWUPDATE downloads it. */
  public byte[] bytes() {
    String text = "version=" + version + "\nbuild=" + build + "\n";
    return ZipArchive.of(Map.of(ENTRY, text.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * The secure image.
   *
   * @param key the 16 bytes of aes128_key
   */
  public byte[] encrypted(byte[] key) {
    byte[] vector = new byte[BLOCK];
    new SecureRandom().nextBytes(vector);
    try {
      byte[] body = cipher(Cipher.ENCRYPT_MODE, key, vector).doFinal(bytes());
      byte[] image = Arrays.copyOf(vector, BLOCK + body.length);
      System.arraycopy(body, 0, image, BLOCK, body.length);
      return image;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key of " + key.length + " bytes, 16 are needed", e);
    }
  }

  /**
   * @throws IOException when it is none or damaged
   */
  public static FirmwareImage read(byte[] image) throws IOException {
    byte[] text = ZipArchive.read(image, LIMIT).get(ENTRY);
    if (text == null) {
      throw new IOException("no " + ENTRY + " in it");
    }
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(text));
      return new FirmwareImage(
          properties.getProperty("version", ""), properties.getProperty("build", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  /**
   * @throws IOException when it is none, or one of another key
   */
  public static FirmwareImage decrypt(byte[] image, byte[] key) throws IOException {
    if (image.length < 2 * BLOCK) {
      throw new IOException("too short");
    }
    byte[] vector = Arrays.copyOf(image, BLOCK);
    try {
      return read(
          cipher(Cipher.DECRYPT_MODE, key, vector).doFinal(image, BLOCK, image.length - BLOCK));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] vector)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
    return cipher;
  }
}
