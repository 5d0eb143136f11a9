package io.github.spwf04.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the command, inside this process.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
public record Run(int code, String out, String err) {

  public static Run spwf(String... args) {
    return withInput(new byte[0], args);
  }

  public static Run withInput(String input, String... args) {
    return withInput(input.getBytes(StandardCharsets.ISO_8859_1), args);
  }

  public static Run withInput(byte[] input, String... args) {
    return withInput(input, StandardCharsets.UTF_8, args);
  }

  /**
   * @param charset of standard output
   */
  public static Run withInput(byte[] input, Charset charset, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine spwf = Spwf.commandLine(new ByteArrayInputStream(input), out, err);
    int code = spwf.execute(args);
    spwf.getOut().flush();
    spwf.getErr().flush();
    return new Run(code, out.toString(charset), err.toString(StandardCharsets.UTF_8));
  }

  public List<String> lines() {
    return out.lines().toList();
  }
}
