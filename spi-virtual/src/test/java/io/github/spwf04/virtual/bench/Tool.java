package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.test.Installed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs, says something and ends. */
public final class Tool {
  private Tool() {}

  /** Its output of both kinds; empty input, and an end after {@link Bench#LIMIT} at the latest. */
  public static String run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Installed.program(program).toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(process.waitFor(Bench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
