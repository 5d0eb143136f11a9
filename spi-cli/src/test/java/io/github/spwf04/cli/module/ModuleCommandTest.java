package io.github.spwf04.cli.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import io.github.spwf04.cli.Spwf;
import io.github.spwf04.cli.capture.EncodeCommandTest;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.virtual.ModuleParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.jr.ob.JSON;

@Timeout(120)
class ModuleCommandTest {
  private static final int LIMIT_SECONDS = 30;

  /** A running command: what it said first, and the way to stop it. */
  private static final class Running implements AutoCloseable {
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final Thread thread;
    final String firstLine;

    Running(String... args) throws Exception {
      PipedInputStream said = new PipedInputStream(4096);
      PipedOutputStream out = new PipedOutputStream(said);
      thread =
          Thread.ofPlatform()
              .start(
                  () ->
                      code.complete(
                          Spwf.commandLine(InputStream.nullInputStream(), out, out).execute(args)));
      firstLine =
          new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
    }

    @Override
    public void close() {
      thread.interrupt();
      assertThat(code).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS)).isEqualTo(ExitCode.OK);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("spwf04-"));
    }
  }

  @Test
  void anAtConsoleOnAFreePort() throws Exception {
    try (Running module = new Running("module", "--set", "wifi_mode:0")) {
      assertThat(module.firstLine)
          .matches("SPWF04SA, firmware 1\\.1\\.0; AT console on 127\\.0\\.0\\.1:[0-9]+");
      int port = Integer.parseInt(module.firstLine.replaceAll(".*:", ""));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(LIMIT_SECONDS * 1000);
        socket.getOutputStream().write("at+s.gcfg=wifi_mode\r".getBytes(StandardCharsets.US_ASCII));
        assertThat(linesTo(socket.getInputStream(), "AT-S.OK")).contains("AT-S.Var:wifi_mode=0");
      }
    }
  }

  @Test
  void thePigpioDoorAsJson() throws Exception {
    try (Running module = new Running("module", "--pigpiod", "0", "--json", "--profile", "1.0.0")) {
      assertThat(module.firstLine)
          .matches(
              "\\{\"firmware\":\"1.0.0\",\"pigpiod\":"
                  + "\\{\"host\":\"127.0.0.1\",\"port\":[0-9]+}}");
      assertThat(JSON.std.mapFrom(module.firstLine)).containsKeys("firmware", "pigpiod");
    }
  }

  @Test
  void standardInputAndOutput() {
    Run run =
        Run.withInput(
            "AT+S.STS=fw_version\nAT+S.TIME\n",
            "module",
            "--stdio",
            "--set=console_echo:0",
            "--set=wifi_mode:0",
            "--clock=2031-02-03T04:05:06Z",
            "--network");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo("SPWF04SA, firmware 1.1.0; AT console on standard input and output\n");
    assertThat(run.lines())
        .startsWith("+WIND:1:Poweron:171117-0328fe3-SPWF04S")
        .containsSubsequence(
            "+WIND:0:Console active", "AT-S.Var:fw_version=1.1.0", "AT-S.Date:31.02.03:1")
        .contains("AT-S.OK");
  }

  @Test
  void helpNamesEveryParameterOfAModule() {
    Run help = Run.spwf("module", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("--at=PORT", "--pigpiod=PORT", "--pty", "--stdio");
    ModuleParameters.all()
        .forEach(parameter -> assertThat(help.out()).contains("--" + parameter.name()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--at 70000 | --at 70000, 0 to 65535 are allowed",
        "--at 0 --pigpiod 0 | a module has one of them at a time",
        "--pty --stdio | a module has one of them at a time",
        "--profile 2.0.0 | profile 2.0.0, allowed are 1.0.0, 1.1.0",
        "--set nope:1 | configuration variable nope cannot be 1",
        "--clock today | clock today, a time like",
        "--seed x | seed x is no number",
        "--idlemiso 02 | idlemiso 02, allowed are low, high, last",
        "--earlydatairq -1 | earlyDataIrq -1, 0 to 4096 are allowed",
        "--deafuntilselected=no | deafuntilselected no, allowed are true, false",
        "--eventsbeforedata=no | eventsbeforedata no, allowed are true, false",
        "--answertimeout 0 | answertimeout 0, 1 to 3600 are allowed",
        "--listen 256.0.0.1 | --listen 256.0.0.1 is no IP address",
        "--no-such-option | Unknown option",
      })
  void whatIsWrong(String args, String message) {
    String[] all =
        Stream.concat(Stream.of("module"), Stream.of(args.split(" "))).toArray(String[]::new);
    Run run = Run.spwf(all);
    EncodeCommandTest.assertOneLineOfBadInput(run);
    assertThat(run.err()).contains(message);
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (Running module = new Running("module", "--at", "0")) {
      String port = module.firstLine.replaceAll(".*:", "");
      Run second = Run.spwf("module", "--at", port);
      assertThat(second.code()).isEqualTo(ExitCode.FAILED);
      assertThat(second.err()).contains("cannot listen on").contains(port);
    }
  }

  @Test
  void aSignalStopsItAndIsNoFailure() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.spwf04.cli.Spwf",
                "module",
                "--at",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).contains("AT console on 127.0.0.1:");
      process.destroy();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> linesTo(InputStream in, String last) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>();
    while (lines.isEmpty() || !lines.getLast().equals(last)) {
      lines.add(reader.readLine());
    }
    return lines;
  }
}
