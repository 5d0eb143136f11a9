package io.github.spwf04.virtual.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a firmware in the files that FWUPDATE takes, {@code .fota} and {@code .sfota}:
 * a header of 140 bytes, the data, a trailer (package-facts 5). Numbers are little endian.
 *
 * <p>In a {@code .sfota} the data is encrypted with AES-128 in GCM; the whole header, its vector
 * and tag set to zero, is authenticated with it.
 *
 * @param base where in the main flash the data belongs, an offset in bytes
 * @param model the module it is made for, {@code SPWF04S}
 * @param version a text that ST's tool may have begun with junk; never compared
 * @param data the firmware, in clear
 */
public record Fota(int base, String model, String version, byte[] data) {
  /** Bytes of an encryption key. */
  private static final int KEY = 16;

  private static final int ID = 0x0022_8800;
  private static final int TRAILER = 0x8505_E11A;

  // Offsets and sizes of the header.

  private static final int BASE_AT = 8;
  private static final int MODEL_AT = 16;
  private static final int VERSION_AT = 48;
  private static final int TEXT = 32;
  private static final int HASH_AT = 80;
  private static final int HASH = 32;
  private static final int VECTOR_AT = 112;
  private static final int VECTOR = 12;
  private static final int TAG_AT = 124;
  private static final int TAG = 16;
  private static final int HEADER = 140;

  /** The data is a multiple of that, which ST's tool asks of its input. */
  static final int UNIT = Integer.BYTES;

  /**
   * @throws IllegalArgumentException when a text is longer than 32 bytes or the data is no multiple
   *     of 4 bytes
   */
  public Fota {
    if (data.length == 0 || data.length % UNIT != 0) {
      throw new IllegalArgumentException(
          "data of " + data.length + " bytes, a multiple of 4 is needed");
    }
    checkText("model", model);
    checkText("version", version);
  }

  private static void checkText(String name, String value) {
    if (value.length() > TEXT) {
      throw new IllegalArgumentException(name + " " + value + ", 32 bytes are allowed");
    }
  }

  /** The file {@code .fota}. */
  public byte[] bytes() {
    return file(header(), data);
  }

  /**
   * The file {@code .sfota}.
   *
   * @param key 16 bytes, those of the variable aes128_key
   */
  public byte[] encrypted(byte[] key) {
    byte[] vector = new byte[VECTOR];
    new SecureRandom().nextBytes(vector);
    return encrypted(key, vector);
  }

  /**
   * The same with a vector that is known.
   *
   * @param vector 12 bytes; never the same twice with one key, and not all zero
   */
  public byte[] encrypted(byte[] key, byte[] vector) {
    if (key.length != KEY || vector.length != VECTOR) {
      throw new IllegalArgumentException(
          "key of "
              + key.length
              + " and vector of "
              + vector.length
              + " bytes, 16 and 12 are needed");
    }
    byte[] header = header();
    byte[] sealed;
    try {
      sealed = cipher(Cipher.ENCRYPT_MODE, key, vector, header).doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(vector, 0, header, VECTOR_AT, VECTOR);
    System.arraycopy(sealed, data.length, header, TAG_AT, TAG);
    return file(header, Arrays.copyOf(sealed, data.length));
  }

  /** The header of the clear image, vector and tag zero. */
  private byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(ID).putInt(HEADER).putInt(base).putInt(data.length);
    header.put(MODEL_AT, model.getBytes(ISO_8859_1));
    header.put(VERSION_AT, version.getBytes(ISO_8859_1));
    header.put(HASH_AT, hash(data));
    return header.array();
  }

  private static byte[] file(byte[] header, byte[] content) {
    return ByteBuffer.allocate(HEADER + content.length + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(header)
        .put(content)
        .putInt(TRAILER)
        .array();
  }

  /** Whether the header has a vector, as that of an encrypted image has. */
  public static boolean hasVector(byte[] image) {
    for (int i = VECTOR_AT; i < Math.min(image.length, TAG_AT); i++) {
      if (image[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks whether an image is whole: id, header length, data length, trailer, then the tag if it is
   * encrypted, then the hash. Bytes behind the trailer are not looked at.
   *
   * @param key of an encrypted image, 16 bytes; null for one in clear
   * @param most bytes that the data may have
   * @throws IOException saying what is wrong with it
   */
  public static Fota open(byte[] image, byte @Nullable [] key, int most) throws IOException {
    if (image.length < HEADER) {
      throw new IOException(image.length + " bytes, a header has " + HEADER);
    }
    ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    expect("id", ID, in.getInt());
    expect("header length", HEADER, in.getInt());
    int base = in.getInt();
    int length = in.getInt();
    int room = image.length - HEADER - Integer.BYTES;
    if (length <= 0 || length > room || length > most || length % UNIT != 0) {
      throw new IOException("data of " + Integer.toUnsignedString(length) + " bytes");
    }
    expect("trailer", TRAILER, in.getInt(HEADER + length));
    byte[] data = Arrays.copyOfRange(image, HEADER, HEADER + length);
    if (key != null) {
      data = decrypted(image, data, key);
    }
    byte[] hash = Arrays.copyOfRange(image, HASH_AT, HASH_AT + HASH);
    if (!MessageDigest.isEqual(hash, hash(data))) {
      throw new IOException("the hash is that of other data");
    }
    return new Fota(base, text(image, MODEL_AT), text(image, VERSION_AT), data);
  }

  private static void expect(String what, int wanted, int found) throws IOException {
    if (found != wanted) {
      throw new IOException(
          what + " 0x" + Integer.toHexString(found) + ", not 0x" + Integer.toHexString(wanted));
    }
  }

  private static byte[] decrypted(byte[] image, byte[] data, byte[] key) throws IOException {
    byte[] vector = Arrays.copyOfRange(image, VECTOR_AT, TAG_AT);
    byte[] header = Arrays.copyOf(image, HEADER);
    Arrays.fill(header, VECTOR_AT, HEADER, (byte) 0);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, vector, header);
      byte[] sealed = Arrays.copyOf(data, data.length + TAG);
      System.arraycopy(image, TAG_AT, sealed, data.length, TAG);
      return cipher.doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw new IOException("another key, or the tag is that of other data", e);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] vector, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, vector));
    cipher.updateAAD(header);
    return cipher;
  }

  private static byte[] hash(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text to its first NUL, a character a byte. */
  private static String text(byte[] image, int at) {
    String field = new String(image, at, TEXT, ISO_8859_1);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
