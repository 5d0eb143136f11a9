package io.github.spwf04.virtual.file;

import org.jspecify.annotations.Nullable;

/** A file volume (6.26). */
public enum Volume {
  /** External storage: SD card or SPI flash. */
  X(0, true),
  /** User flash, from 0x08110000 of the STM32F439 to the end of its second megabyte. */
  E(1, false),
  /** RAM, as large as ramdisk_memsize says. */
  D(2, true),
  /** Application flash, from 0x08100000 to the user flash. */
  I(3, false);

  private static final Volume[] VOLUMES = values();

  private final int id;
  private final boolean writable;

  Volume(int id, boolean writable) {
    this.id = id;
    this.writable = writable;
  }

  /** The number in front of a file name. */
  int id() {
    return id;
  }

  /** The letter in front of a listed file. */
  String flag() {
    return name();
  }

  /** Whether commands write single files; the others are replaced as a whole (6.13). */
  boolean writable() {
    return writable;
  }

  static @Nullable Volume byId(long id) {
    return id >= 0 && id < VOLUMES.length ? VOLUMES[(int) id] : null;
  }
}
