package io.github.spwf04.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command, inside this process.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
record Run(int code, String out, String err) {

  static Run spwf(String... args) {
    return withInput(new byte[0], args);
  }

  static Run withInput(String input, String... args) {
    return withInput(input.getBytes(StandardCharsets.ISO_8859_1), args);
  }

  static Run withInput(byte[] input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Spwf.commandLine(
                new ByteArrayInputStream(input), new PrintWriter(out), new PrintWriter(err))
            .execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
