package io.github.spwf04.virtual.net;

/** The path of a request, as it goes out. */
public final class RequestPath {
  private RequestPath() {}

  /**
   * Begins with a slash, and has bytes beyond ASCII as {@code %C3%A4}; those that are escaped
   * already, and those that no path can have, stay.
   *
   * @param given path and query, a character a byte
   */
  public static String of(String given) {
    StringBuilder path = new StringBuilder(given.startsWith("/") ? "" : "/");
    for (char c : given.toCharArray()) {
      path.append(c < 0x80 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return path.toString();
  }
}
