package io.github.spwf04.catalog;

/** What the boot loader says (WIND 17): one of the shapes of its variables, which are its text. */
public enum BootMessage {
  /** The boot loader has begun. */
  WELCOME("Boot {major:INT}.{minor:INT}"),
  /** The firmware that waited is not installed: 0 because GPIO0 is high, 1 for its checksum. */
  UPDATE_ABORTED("Aborting F/W update:{reason:INT}"),
  /** The firmware that waited is being installed. */
  UPDATE_BEGUN("Performing F/W update"),
  /** It is installed. */
  UPDATE_COMPLETED("Completed F/W update"),
  /** What waited is removed. */
  CLEANUP("Cleanup"),
  /** It is installed, as other firmware says it. */
  UPDATE_COMPLETE("F/W update complete!");

  private final LineFormat format;

  BootMessage(String template) {
    format = LineFormat.of(template);
  }

  /** Its shape. */
  public LineFormat format() {
    return format;
  }

  /**
   * Which of them it is.
   *
   * @param fields what {@link Wind#parse} made of the variables of {@link Wind#BOOT_MESSAGES}
   * @throws IllegalArgumentException when they are those of another WIND
   */
  public static BootMessage of(Fields fields) {
    for (BootMessage message : values()) {
      if (message.format == fields.format()) {
        return message;
      }
    }
    throw new IllegalArgumentException(fields.format() + " is no message of the boot loader");
  }
}
