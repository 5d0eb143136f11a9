package io.github.spwf04.virtual.message;

/** What MQTT allows as a text, as the name of a topic and as a pattern of them (3.1.1, 4.7). */
final class Topics {
  private Topics() {}

  /**
   * @return the same
   * @throws IllegalArgumentException when it has a character 0
   */
  static String checkText(String text) {
    if (text.indexOf(0) >= 0) {
      throw new IllegalArgumentException("a text with a character 0");
    }
    return text;
  }

  /**
   * @return the same
   * @throws IllegalArgumentException when nothing can be published under it
   */
  static String checkName(String name) {
    if (name.isEmpty() || name.indexOf('+') >= 0 || name.indexOf('#') >= 0) {
      throw new IllegalArgumentException("no name of a topic: " + name);
    }
    return checkText(name);
  }

  /**
   * @return the same
   * @throws IllegalArgumentException when nothing can be subscribed to by it
   */
  static String checkFilter(String filter) {
    String[] levels = filter.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean wild = levels[i].equals("+") || levels[i].equals("#") && i == levels.length - 1;
      if (!wild && (levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0)) {
        throw new IllegalArgumentException("no pattern of topics: " + filter);
      }
    }
    if (filter.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern of topics");
    }
    return checkText(filter);
  }
}
