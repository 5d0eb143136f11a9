package io.github.spwf04.catalog;

import org.jspecify.annotations.Nullable;

/** A file volume of the module (manual 6.26). */
public enum Volume {
  /** SD card or SPI flash outside the module; files can be written one by one. */
  EXTERNAL('X', "x", true),
  /** Flash of the processor from 0x08110000; replaced as a whole by FSUPDATE. */
  USER_FLASH('E', "e", false),
  /** Memory, lost with a reset; as large as the variable ramdisk_memsize says, in KiB. */
  RAM('D', null, true),
  /** Flash of the processor from 0x08100000; its files do not show while it is protected. */
  APPLICATION_FLASH('I', "i", false);

  private static final Volume[] VOLUMES = values();

  private final char flag;
  private final @Nullable String image;
  private final boolean writable;

  Volume(char flag, @Nullable String image, boolean writable) {
    this.flag = flag;
    this.image = image;
    this.writable = writable;
  }

  /** The number before a file name, 0 to 3. */
  public int number() {
    return ordinal();
  }

  /** The letter before a file in a list. */
  public char flag() {
    return flag;
  }

  /** The letter by which FSUPDATE knows it, or null where it cannot put an image. */
  public @Nullable String image() {
    return image;
  }

  /** Whether commands write single files; the others are replaced as a whole (6.13). */
  public boolean writable() {
    return writable;
  }

  /**
   * @return the volume of that number, or null when there is none
   */
  public static @Nullable Volume byNumber(long number) {
    return number >= 0 && number < VOLUMES.length ? VOLUMES[(int) number] : null;
  }

  /**
   * @return the volume that FSUPDATE knows by that letter, in upper or lower case, or null
   */
  public static @Nullable Volume byImage(String image) {
    for (Volume volume : VOLUMES) {
      if (image.equalsIgnoreCase(volume.image)) {
        return volume;
      }
    }
    return null;
  }

  /**
   * @return the volume of that letter, or null when there is none
   */
  public static @Nullable Volume byFlag(String flag) {
    for (Volume volume : VOLUMES) {
      if (flag.length() == 1 && flag.charAt(0) == volume.flag) {
        return volume;
      }
    }
    return null;
  }
}
