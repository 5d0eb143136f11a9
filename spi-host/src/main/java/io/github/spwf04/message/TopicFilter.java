package io.github.spwf04.message;

/** Topic filters of MQTT 3.1.1, section 4.7. */
final class TopicFilter {
  private TopicFilter() {}

  /** Whether a topic is among those of a filter with its wildcards {@code +} and {@code #}. */
  static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    if (topic.startsWith("$") != filter.startsWith("$")) {
      // Wildcards at the beginning do not reach the broker's own topics.
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i == levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
