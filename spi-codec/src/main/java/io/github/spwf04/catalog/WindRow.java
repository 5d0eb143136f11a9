package io.github.spwf04.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link Wind} holds of one message, and the words its rows are written in. */
final class WindRow {
  final int number;
  final String text;
  final String meaning;
  final boolean reserved;

  /** The shape of the variables first, then others that have been seen. */
  final List<LineFormat> forms = new ArrayList<>();

  final Map<Integer, String> reasons = new LinkedHashMap<>();

  private WindRow(int number, String text, String meaning, boolean reserved) {
    this.number = number;
    this.text = text;
    this.meaning = meaning;
    this.reserved = reserved;
  }

  static WindRow wind(int number, String text, String variables, String meaning) {
    return new WindRow(number, text, meaning, false).or(variables);
  }

  static WindRow kept(int number) {
    return new WindRow(number, "Reserved", "Kept by the manual for itself", true).or("");
  }

  /** Another shape the variables can have. */
  WindRow or(String variables) {
    forms.add(LineFormat.of(variables));
    return this;
  }

  /** What a value of the field {@code reason} means. */
  WindRow reason(int value, String meaning) {
    if (reasons.put(value, meaning) != null) {
      throw new IllegalStateException("WIND " + number + " explains reason " + value + " twice");
    }
    return this;
  }

  /** What the values of the field {@code reason} mean, counted up from the first. */
  WindRow reasons(int first, String... meanings) {
    for (int i = 0; i < meanings.length; i++) {
      reason(first + i, meanings[i]);
    }
    return this;
  }
}
