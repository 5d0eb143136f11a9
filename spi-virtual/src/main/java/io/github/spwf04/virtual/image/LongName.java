package io.github.spwf04.virtual.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The pieces of a long name before its entry in a directory: 13 characters each, the last piece
 * first. Pieces that do not belong together or to their entry count for nothing, and its short name
 * does: so it is with FatFs.
 */
final class LongName {
  /** The attributes that make an entry a piece. */
  static final int ATTRIBUTES = 0x0F;

  static final int MASK = 0x3F;

  /** Characters of a piece, and where they are in it. */
  static final int PIECE = 13;

  private static final int[] PLACES = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  /** In the number of the piece that comes first. */
  private static final int LAST = 0x40;

  private static final int MOST_PIECES = 20;

  private final StringBuilder text = new StringBuilder();
  private int expected = -1;
  private int checksum;

  void drop() {
    expected = -1;
  }

  /** Reads one piece. */
  void add(ByteBuffer directory, int at) {
    int number = Byte.toUnsignedInt(directory.get(at));
    int sum = Byte.toUnsignedInt(directory.get(at + 13));
    if ((number & LAST) != 0) {
      text.setLength(0);
      expected = number - LAST;
      checksum = sum;
    }
    if (expected < 1 || expected > MOST_PIECES || (number & ~LAST) != expected || sum != checksum) {
      drop();
      return;
    }
    StringBuilder piece = new StringBuilder();
    for (int place : PLACES) {
      piece.append(directory.getChar(at + place));
    }
    text.insert(0, piece);
    expected--;
  }

  /**
   * The name of the entry behind the pieces: the long one if there is one, and if it is one that
   * the module can show.
   *
   * @throws IOException when no file of any FAT volume can have it
   */
  String take(FatName entry) throws IOException {
    boolean whole = expected == 0 && checksum == entry.checksum();
    drop();
    if (!whole) {
      return entry.text();
    }
    int end = text.indexOf("\0");
    String name = end < 0 ? text.toString() : text.substring(0, end);
    if (FatName.forbidden(name)) {
      throw new IOException("a file of the name " + name);
    }
    return FatName.valid(name) ? name : entry.text();
  }

  /** How many pieces a name takes. */
  static int pieces(String name) {
    return FatGeometry.ceil(name.length(), PIECE);
  }

  /** Writes all pieces of a name, one behind the other. */
  static void write(ByteBuffer directory, int at, String name, int checksum) {
    int pieces = pieces(name);
    for (int number = pieces; number > 0; number--) {
      int entry = at + (pieces - number) * FatGeometry.ENTRY;
      directory.put(entry, (byte) (number == pieces ? number | LAST : number));
      directory.put(entry + 11, (byte) ATTRIBUTES);
      directory.put(entry + 13, (byte) checksum);
      for (int i = 0; i < PIECE; i++) {
        int place = (number - 1) * PIECE + i;
        char c = place < name.length() ? name.charAt(place) : '\uFFFF';
        directory.putChar(entry + PLACES[i], place == name.length() ? 0 : c);
      }
    }
  }
}
