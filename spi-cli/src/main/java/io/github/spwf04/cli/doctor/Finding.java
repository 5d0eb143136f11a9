package io.github.spwf04.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one step of the doctor came to.
 *
 * @param step its name, one word
 * @param verdict how it went
 * @param seen what was seen
 * @param advice what to do about it, empty when there is nothing to do
 */
record Finding(String step, Verdict verdict, String seen, String advice) {
  /** How a step went. */
  enum Verdict {
    OK("ok"),
    /** It works, and there is something to know or to put right. */
    WARNING("warning"),
    FAILED("FAILED"),
    /** Not looked at, since a step before it failed or the user said so. */
    SKIPPED("skipped");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }
  }

  static Finding ok(String step, String seen) {
    return new Finding(step, Verdict.OK, seen, "");
  }

  static Finding warning(String step, String seen, String advice) {
    return new Finding(step, Verdict.WARNING, seen, advice);
  }

  static Finding failed(String step, String seen, String advice) {
    return new Finding(step, Verdict.FAILED, seen, advice);
  }

  static Finding skipped(String step, String why) {
    return new Finding(step, Verdict.SKIPPED, why, "");
  }

  boolean is(Verdict other) {
    return verdict == other;
  }

  /** For a person: one line, and one more for the advice. */
  String text() {
    String line = "%-8s %-10s %s".formatted(verdict.label, step, seen);
    return advice.isEmpty() ? line : line + System.lineSeparator() + " ".repeat(20) + advice;
  }

  /** For a machine. */
  Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("step", step);
    object.put("verdict", verdict.label.toLowerCase(java.util.Locale.ROOT));
    object.put("seen", seen);
    object.put("advice", advice);
    return object;
  }
}
