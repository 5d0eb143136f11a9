package io.github.spwf04.message;

import io.github.spwf04.error.SpwfException;
import java.util.List;

/**
 * A mail (manual 6.52).
 *
 * @param from address of the sender
 * @param to recipients, each an address or {@code Nick <nick@name.xy>}; at most 255 bytes together
 * @param subject 1 to 255 bytes
 * @param body the text, 1 byte or more: the module refuses a length of zero (error 33), and has no
 *     other way for a mail without text; drivers in the field send 1020 bytes at most (field-facts
 *     C.7)
 */
public record Mail(String from, List<String> to, String subject, String body) {
  /**
   * @throws SpwfException.InvalidInput when there is no sender or no recipient, or a recipient
   *     holds a semicolon, which parts them
   */
  public Mail {
    to = List.copyOf(to);
    if (from.isEmpty()) {
      throw new SpwfException.InvalidInput("the sender is empty");
    }
    if (to.isEmpty()) {
      throw new SpwfException.InvalidInput("there is no recipient");
    }
    for (String recipient : to) {
      if (recipient.isEmpty() || recipient.indexOf(';') >= 0) {
        throw new SpwfException.InvalidInput(
            "recipient '" + recipient + "' is empty or holds a semicolon");
      }
    }
    if ((from + subject + String.join("", to)).chars().anyMatch(Character::isISOControl)) {
      throw new SpwfException.InvalidInput(
          "sender, recipients or subject hold a control character");
    }
  }
}
