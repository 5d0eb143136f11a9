package io.github.spwf04.cli.at;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.codec.AtText;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A command line of a person, to which data can belong.
 *
 * @param text the command
 * @param delimiter what separates its fields
 */
record AtLine(AtText text, char delimiter) {

  /**
   * @throws InvalidInput when it is no command of the manual
   */
  static AtLine parse(String line, char delimiter) {
    return new AtLine(AtText.parse(line, delimiter), delimiter);
  }

  Command command() {
    return text.command();
  }

  /** Whether the host has data to send behind this command. */
  boolean takesData() {
    String denial = command().noDataWhenFirstIs();
    boolean denied =
        denial != null
            && !text.parameters().isEmpty()
            && utf8(text.parameters().getFirst()).equalsIgnoreCase(denial);
    return command().dataLengthIndex() >= 0 && !denied;
  }

  /**
   * How many bytes the line announces.
   *
   * @return that many, or -1 when the field is empty or missing
   * @throws InvalidInput when it is no number
   */
  int dataLength() {
    int index = command().dataLengthIndex();
    if (index >= text.parameters().size() || !text.parameters().get(index).isReadable()) {
      return -1;
    }
    String digits = utf8(text.parameters().get(index));
    if (!digits.matches("[0-9]{1,9}")) {
      throw new InvalidInput(
          command().atName()
              + ": "
              + command().parameters().get(index).name()
              + " is '"
              + digits
              + "', a number of bytes is needed");
    }
    return Integer.parseInt(digits);
  }

  /** This line with the length of its data filled in, if it was left out. */
  AtLine withDataLength(int length) {
    if (dataLength() >= 0) {
      return this;
    }
    int index = command().dataLengthIndex();
    List<ByteBuf> parameters = new ArrayList<>(text.parameters());
    while (parameters.size() <= index) {
      parameters.add(Unpooled.EMPTY_BUFFER);
    }
    byte[] digits = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
    parameters.set(index, Unpooled.wrappedBuffer(digits));
    return new AtLine(new AtText(command(), parameters), delimiter);
  }

  /** The line as it is typed, with what must not be seen again left out or masked. */
  String withoutSecrets(String mask) {
    List<String> fields = new ArrayList<>();
    List<Parameter> row = command().parameters();
    for (int i = 0; i < text.parameters().size(); i++) {
      String value = utf8(text.parameters().get(i));
      boolean secret = Secrets.isSecret(command(), i, at -> utf8(text.parameters().get(at)));
      if (command() == Command.SCFG && i == 1) {
        secret = Secrets.isSecret(fields.getFirst());
      }
      fields.add(secret && !value.isEmpty() ? mask : value);
    }
    return command().atName()
        + (fields.isEmpty() ? "" : "=" + String.join(String.valueOf(delimiter), fields));
  }

  /** Whether its answer is a password or a key, in whatever form. */
  boolean asksForSecret() {
    return Secrets.isSecretAnswer(command(), text.parameters().stream().map(AtLine::utf8).toList());
  }

  /** The arguments for {@link io.github.spwf04.Spwf04#execute}. */
  List<ByteBuf> arguments() {
    return Collections.unmodifiableList(text.parameters());
  }

  private static String utf8(ByteBuf bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
