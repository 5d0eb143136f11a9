package io.github.spwf04.catalog;

import java.util.Locale;

/** The content type the module gives a file by its extension (Table 5), spelt as it does. */
public enum ContentType {
  HTML("text/html"),
  FHTML("text/html"),
  CSS("text/css"),
  TXT("text/plain"),
  XML("text/xml"),
  XLS("text/xls"),
  GIF("image/gif"),
  JPG("image/jpg"),
  BMP("image/bmp"),
  PNG("image/png"),
  ICO("image/x-icon"),
  CLASS("application/x-java-applet"),
  SWF("application/x-shockwave-flash"),
  JSON("application/json"),
  WOFF("application/font-woff"),
  FORM("application/x-www-form-urlencoded"),
  /** Any other extension, or none. */
  UNKNOWN("application/x-raw-stuff");

  private static final ContentType[] TYPES = values();

  private final String extension;
  private final String mediaType;

  ContentType(String mediaType) {
    this.extension = name().toLowerCase(Locale.ROOT);
    this.mediaType = mediaType;
  }

  /** The value of the HTTP header field Content-Type. */
  public String mediaType() {
    return mediaType;
  }

  /** The type of a file, by what follows the last dot of its name in any case. */
  public static ContentType ofFileName(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
    if (extension.length() < fileName.length()) {
      for (ContentType type : TYPES) {
        if (type != UNKNOWN && type.extension.equalsIgnoreCase(extension)) {
          return type;
        }
      }
    }
    return UNKNOWN;
  }
}
