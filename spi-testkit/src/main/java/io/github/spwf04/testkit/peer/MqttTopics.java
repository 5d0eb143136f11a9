package io.github.spwf04.testkit.peer;

/** Names of topics and patterns of them (MQTT 3.1.1, 4.7). */
final class MqttTopics {
  private MqttTopics() {}

  /** Whether something can be published under it. */
  static boolean isName(String topic) {
    return !topic.isEmpty()
        && topic.indexOf('+') < 0
        && topic.indexOf('#') < 0
        && topic.indexOf(0) < 0;
  }

  /** Whether it can be subscribed to. */
  static boolean isFilter(String filter) {
    String[] levels = filter.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean wild = levels[i].equals("+") || levels[i].equals("#") && i == levels.length - 1;
      if (!wild && (levels[i].contains("+") || levels[i].contains("#"))) {
        return false;
      }
    }
    return !filter.isEmpty() && filter.indexOf(0) < 0;
  }

  static boolean matches(String filter, String topic) {
    if (topic.startsWith("$") && !filter.startsWith("$")) {
      return false;
    }
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        // Its own parent, too.
        return i <= levels.length;
      }
      if (i >= levels.length || !wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
