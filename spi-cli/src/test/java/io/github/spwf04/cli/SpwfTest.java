package io.github.spwf04.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.capture.EncodeCommandTest;
import org.junit.jupiter.api.Test;

class SpwfTest {
  @Test
  void helpNamesTheCommands() {
    Run help = Run.spwf("--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("demo", "encode", "decode", "Examples:", "Exit codes:");
    assertThat(help.out()).doesNotContain("\u001B");
  }

  @Test
  void versionIsThatOfTheBuild() {
    Run version = Run.spwf("--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).matches("spwf \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @Test
  void noCommandAndNoSuchCommandAreBadInput() {
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf());
    EncodeCommandTest.assertOneLineOfBadInput(Run.spwf("encdoe"));
  }
}
