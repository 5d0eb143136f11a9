package io.github.spwf04.virtual.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Terminal;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.PythonOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MicroPython: section 6.7, and manual section 5. */
@Tag(Installed.PROGRAMS)
class PythonTest {
  private static final PythonOptions PYTHON =
      PythonOptions.DEFAULT.withInterpreter(Path.of("/nowhere/micropython.mjs"));

  private static PythonOptions installed() {
    return PythonOptions.DEFAULT.withInterpreter(Installed.microPython());
  }

  private static Bench bench(UnaryOperator<PythonOptions> options) throws Exception {
    PythonOptions python = options.apply(installed());
    return Bench.booted(o -> o.python(python));
  }

  private static void write(Bench bench, String name, String script) throws Exception {
    byte[] data = script.getBytes(UTF_8);
    assertThat(bench.replyTo(data, Command.FSC, name, Integer.toString(data.length)))
        .containsExactly("R00@3");
  }

  /** The output of a reply put together, events in their place, and how it ended. */
  private static String run(Bench bench, String script) throws Exception {
    write(bench, "/run.py", script);
    bench.send(Command.PYTHON, "/run.py");
    List<String> reply = bench.awaitReplyWithEvents();
    bench.reply(Command.FSD, "/run.py");
    return reply.stream()
        .map(part -> part.startsWith("R03") ? part.substring("R03@3 ".length()) : part)
        .collect(Collectors.joining());
  }

  @Test
  @Usage(section = "6.7", line = 2)
  void aScript() throws Exception {
    try (Bench bench = bench(o -> o)) {
      assertThat(run(bench, "import sys\nprint(sys.implementation.name, 6 * 7)\nprint('h\u00e9')"))
          .isEqualTo("micropython 42\\nh\u00c3\u00a9\\nR00@3");
      assertThat(run(bench, "pass")).isEqualTo("R00@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void anExceptionIsPrinted() throws Exception {
    try (Bench bench = bench(o -> o)) {
      assertThat(run(bench, "print(1)\n1/0"))
          .startsWith("1\\nTraceback (most recent call last):")
          .contains("ZeroDivisionError")
          .endsWith("R00@3");
      assertThat(run(bench, "import sys\nsys.exit(3)")).isEqualTo("R00@3");
    }
  }

  @Test
  void aScriptReachesNothingOfThisMachine() throws Exception {
    try (Bench bench = bench(o -> o)) {
      assertThat(
              run(
                  bench,
                  """
                  import js, os
                  print(hasattr(js, 'process'), hasattr(js, 'fetch'), hasattr(js, 'require'))
                  try:
                    open('/etc/passwd')
                  except OSError as e:
                    print('none')
                  print(os.listdir('/home'))
                  """))
          .isEqualTo("False False False\\nnone\\n['web_user']\\nR00@3");
      assertThat(run(bench, "import js\njs.eval('1')")).doesNotContain("1\\nR00");
    }
  }

  @Test
  @Usage(section = "6.7", line = 2, fails = true)
  void scriptsThatCannotRun() throws Exception {
    try (Bench bench = Bench.booted(o -> o.python(PYTHON))) {
      assertThat(bench.reply(Command.PYTHON, "/none.py")).containsExactly("R33@3");
      write(bench, "/run.py", "print(1)");
      assertThat(bench.reply(Command.PYTHON, "/run.py"))
          .as("no MicroPython")
          .containsExactly("R10@3");
      assertThat(bench.reply(Command.PYTHON, "a", "b")).containsExactly("R06@3");
    }
  }

  @Test
  @Usage(section = "6.7", line = 1, fails = true)
  void noShellOnSpi() throws Exception {
    try (Bench bench = Bench.booted(o -> o.python(PYTHON))) {
      assertThat(bench.reply(Command.PYTHON)).containsExactly("R18@3");
    }
  }

  @Test
  void aScriptThatNeverEnds() throws Exception {
    try (Bench bench = bench(o -> o.withLimit(Duration.ofSeconds(2)))) {
      assertThat(run(bench, "print('on')\nwhile True: pass")).isEqualTo("on\\nW7@3 8R6F@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void aScriptThatPrintsTooMuch() throws Exception {
    try (Bench bench = bench(o -> o.withMaxOutput(1000))) {
      String all = run(bench, "while True: print('x' * 50)");
      assertThat(all).endsWith("W7@3 8R6F@3");
      assertThat(all.replaceAll("[^x]", "")).hasSizeBetween(900, 1000);
    }
  }

  @Test
  void aResetEndsAScript() throws Exception {
    try (Bench bench = bench(o -> o)) {
      write(bench, "/run.py", "print('on')\nwhile True: pass");
      bench.send(Command.PYTHON, "/run.py");
      assertThat(bench.await()).isEqualTo("R03@3 on\\n");
      bench.bus.reset();
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain()).startsWith("W1@0 171117-0328fe3-SPWF04S");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void gpio8RunsTheScriptOfTheBootBeforeAnyCommand() throws Exception {
    try (Bench bench =
        Bench.booted(o -> o.python(installed()).variable("python_script", "0:/boot.py"))) {
      write(bench, "0:/boot.py", "print('booted')");
      bench.module.peripherals().drive(8, true);
      bench.bus.reset();
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain()).endsWith("W32@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
      assertThat(bench.module.scriptOutput()).isEqualTo("booted\n");
    }
  }

  @Test
  void aScriptOfTheBootThatCannotRun() throws Exception {
    try (Bench bench = Bench.booted(o -> o.python(PYTHON).high(8))) {
      bench.bus.reset();
      bench.turn(Duration.ofMillis(5));
      // The script is tried by a process, in its own time: the radio's start has to wait for it.
      while (!bench.await().equals("W7@0 8")) {}
      bench.turn(Duration.ofMillis(5));
      assertThat(bench.drain()).containsExactly("W32@3");
      assertThat(bench.reply(Command.STS, "startup"))
          .containsExactly("RFF@3 Var:startup=8", "R00@3");
    }
  }

  @Test
  void alonePythonHasNoConsole() throws Exception {
    try (Bench bench = new Bench(o -> o.python(PYTHON).variable("console_enabled", "3"))) {
      bench.turn(Duration.ofMillis(100));
      bench.send(Command.AT);
      assertThat(bench.drain()).isEmpty();
      bench.module.peripherals().drive(Peripherals.FACTORY_RESET, true);
      bench.bus.reset();
      bench.turn(Duration.ofMillis(11));
      assertThat(bench.drain()).as("the way out").contains("W65@0 0");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.7", line = 1)
  void aShellOnTheUartUntilCtrlD() throws Exception {
    try (Terminal terminal = shell("2")) {
      terminal.send("AT+S.PYTHON\r");
      terminal.readTo(">>> ");
      terminal.send("print(6 * 7)\r");
      assertThat(terminal.readTo(">>> ")).contains("42");
      terminal.send("\u0004");
      terminal.readTo("AT-S.OK\r\n");
      terminal.send("AT\r");
      terminal.readTo("AT-S.OK\r\n");
    }
  }

  @Test
  void noShellBesideAConsoleThatIsNotForIt() throws Exception {
    try (Terminal terminal = shell("1")) {
      terminal.send("AT+S.PYTHON\r");
      terminal.readTo("AT-S.ERROR:16:Cannot switch to Python shell\r\n");
    }
  }

  private static Terminal shell(String consoleEnabled) throws Exception {
    return Terminal.booted(o -> o.python(installed()).variable("console_enabled", consoleEnabled));
  }

  @Test
  void limitsThatCannotBe() {
    assertThatThrownBy(() -> PYTHON.withLimit(Duration.ZERO))
        .hasMessage("limit PT0S, 1 ms to 1 day are allowed");
    assertThatThrownBy(() -> PYTHON.withMaxOutput(0))
        .hasMessage("maxOutput 0, at least 1 is needed");
  }
}
