package io.github.spwf04.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Wind} holds of one message, and the words its rows are written in. */
final class WindRow {
  final int number;
  final String text;
  final String meaning;
  final boolean reserved;

  /** The shape of the variables first, then others that have been seen. */
  final List<LineFormat> forms = new ArrayList<>();

  @Nullable Class<? extends WindReason> reasons;

  private WindRow(int number, String text, String meaning, boolean reserved) {
    this.number = number;
    this.text = text;
    this.meaning = meaning;
    this.reserved = reserved;
  }

  static WindRow wind(int number, String text, String variables, String meaning) {
    return new WindRow(number, text, meaning, false).or(variables);
  }

  /** A message that is told by its shape. */
  static WindRow wind(int number, String text, Class<BootMessage> shapes, String meaning) {
    WindRow row = new WindRow(number, text, meaning, false);
    for (BootMessage shape : shapes.getEnumConstants()) {
      row.forms.add(shape.format());
    }
    return row;
  }

  static WindRow kept(int number) {
    return new WindRow(number, "Reserved", "Kept by the manual for itself", true).or("");
  }

  /** Another shape the variables can have. */
  WindRow or(String variables) {
    forms.add(LineFormat.of(variables));
    return this;
  }

  /** What the values of the field {@code reason} are. */
  WindRow reasons(Class<? extends WindReason> type) {
    reasons = type;
    return this;
  }
}
