package io.github.spwf04.virtual.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.bench.Terminal;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.pins.Uart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AT console of the UART (manual section 3, field-facts A.8, B.1, C and D). */
class AtConsoleTest {

  @Test
  void bootOfAFactoryModule() throws Exception {
    try (Terminal terminal = new Terminal(o -> o.variable("wifi_mode", "0"))) {
      terminal.turn(Duration.ofMillis(50));
      assertThat(terminal.read())
          .isEqualTo(
              """
              +WIND:1:Poweron:171117-0328fe3-SPWF04S\r
              +WIND:13:Copyright (c) 2012-2017 STMicroelectronics, Inc. All rights Reserved:SPWF04SA\r
              +WIND:3:Watchdog Running:20\r
              +WIND:0:Console active\r
              +WIND:32:WiFi Hardware Started\r
              """);
    }
  }

  @Test
  void theStrapOverridesTheVariable() throws Exception {
    try (Terminal terminal =
        new Terminal(o -> o.variable("wifi_mode", "0").variable("console_enabled", "0"))) {
      terminal.turn(Duration.ofMillis(50));
      assertThat(terminal.read()).startsWith("+WIND:7:").contains(":10\r\n");
      assertThat(terminal.type("AT+S.STS=startup\r")).contains("AT-S.Var:startup=10\r\n");
    }
  }

  @Test
  void spiIsDeafWhileTheUartSpeaks() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      for (byte b : Bench.packet(Command.AT.id(), 0)) {
        assertThat(terminal.module.pins().clock(b)).isZero();
      }
      assertThat(terminal.type("AT\r")).isEqualTo("AT-S.OK\r\n");
      assertThat(terminal.module.pins().irqAsserted()).isFalse();
      assertThat(terminal.module.pins().counters().dropped()).isOne();
    }
  }

  @Test
  void theUartIsSilentWhileSpiSpeaks() throws Exception {
    try (Bench bench = Bench.idle();
        Uart.Line line = bench.module.uart().connect()) {
      assertThat(line).isNotNull();
      line.write("AT\r".getBytes(StandardCharsets.US_ASCII), 0, 3);
      bench.settle();
      assertThat(line.read(new byte[10], Duration.ZERO)).isZero();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT\r", "at\r", "AT\n", "AT\r\n", "AT\n\r", "\r\n\r\nAt\r"})
  void lineEndsAndCase(String line) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type(line + line)).isEqualTo("AT-S.OK\r\nAT-S.OK\r\n");
    }
  }

  @Test
  void echo() throws Exception {
    try (Terminal terminal = new Terminal(o -> o.variable("wifi_mode", "0"))) {
      terminal.turn(Duration.ofMillis(50));
      terminal.read();
      assertThat(terminal.type("at+s.")).isEqualTo("at+s.");
      assertThat(terminal.type("gcfg=nv_model\r"))
          .isEqualTo("gcfg=nv_model\r\nAT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
      assertThat(terminal.type("ATX\b\r")).isEqualTo("ATX\b \b\r\nAT-S.OK\r\n");
      assertThat(terminal.type("AT+S.SCFG=console_echo,0\r"))
          .isEqualTo("AT+S.SCFG=console_echo,0\r\nAT-S.OK\r\n");
      assertThat(terminal.type("AT\r")).isEqualTo("AT-S.OK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, AT-S.ERROR", "1, AT-S.ERROR:4", "2, AT-S.ERROR:4:Variable not found"})
  void formsOfAnError(String level, String error) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.variable("console_errs", level))) {
      assertThat(terminal.type("AT+S.GCFG=nope\r")).isEqualTo(error + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, +WIND", "1, +WIND:38", "2, +WIND:38:WiFi Powered Down"})
  void formsOfAWind(String level, String wind) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.variable("console_winds", level))) {
      assertThat(terminal.type("AT+S.WIFI=0\r")).endsWith(wind + "\r\n");
    }
  }

  @Test
  void variablesOfAWindWithoutItsText() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.variable("console_winds", "1"))) {
      assertThat(terminal.type("AT+S.WIFI=0\r")).isEqualTo("AT-S.OK\r\n+WIND:49:0\r\n+WIND:38\r\n");
    }
  }

  @Test
  void masks() throws Exception {
    try (Terminal terminal =
        Terminal.booted(o -> o.variable("console_wind_off_medium", "0x00020040"))) {
      assertThat(terminal.type("AT+S.WIFI=0\r")).isEqualTo("AT-S.OK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, nv_model=SPWF04SA, AT-S.OK",
    "1, Var:nv_model=SPWF04SA, AT-S.OK",
    "2, Var:nv_model=SPWF04SA, AT-S.OK:55200:3",
  })
  void verbosity(String level, String line, String ok) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.variable("console_verbose", level))) {
      assertThat(terminal.type("AT+S.GCFG=nv_model\r"))
          .isEqualTo("AT-S." + line + "\r\n" + ok + "\r\n");
    }
  }

  @Test
  void keywordsAreThereWithTheOldFirmware() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.profile(FirmwareProfile.V1_0_0))) {
      assertThat(terminal.type("AT+S.STS=build\r"))
          .isEqualTo("AT-S.Var:build=170216-fd39c59-SPWF04S\r\nAT-S.OK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HELLO, 1:Command not found",
    "AT+S.NOPE, 1:Command not found",
    "AT+S., 1:Command not found",
    "=, 1:Command not found",
    "'AT+S.SCFG=user_desc', 2:Missing argument(s)",
    "'AT+S.SCFG=,x', 2:Missing argument(s)",
    "'AT+S.SCFG=NULL,x', 2:Missing argument(s)",
    "'AT+S.SCFG=nope,x', 4:Variable not found",
    "'AT+S.WIFI=0,1', 6:Too many argument(s)",
    "AT+S.WIFI=on, 7:Invalid argument(s)",
    "AT+S.WIFI=2, 8:Invalid value",
    "'AT+S.SOCKW=0,0', 33:Argument evaluated to zero",
  })
  void refusals(String line, String error) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type(line + "\r")).isEqualTo("AT-S.ERROR:" + error + "\r\n");
      assertThat(terminal.type("AT\r")).isEqualTo("AT-S.OK\r\n");
    }
  }

  @Test
  void aLineOf512BytesAndOneOf513() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      String command = "AT+S.SCFG=user_desc,";
      String long512 = command + "x".repeat(512 - command.length());
      assertThat(terminal.type(long512 + "\r")).startsWith("AT-S.ERROR:32:");
      String nulls = "AT+S.SCFG=user_desc,fits" + ",".repeat(488);
      assertThat(terminal.type(nulls + "\r")).as("512 bytes").startsWith("AT-S.ERROR:6:");
      assertThat(terminal.type(nulls + ",\r")).as("513 bytes").startsWith("AT-S.ERROR:32:");
      assertThat(terminal.type("x".repeat(10_000) + "\r")).startsWith("AT-S.ERROR:1:");
      assertThat(terminal.type("AT\r")).isEqualTo("AT-S.OK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"AT&W, OK", "at&v, OK", "AT&F, OK"})
  void aliases(String line, String end) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type(line + "\r")).endsWith("AT-S." + end + "\r\n");
    }
  }

  @Test
  void delimiter() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type("AT+S.SCFG=console_delimiter,0x3B\r")).isEqualTo("AT-S.OK\r\n");
      assertThat(terminal.type("AT+S.SCFG=user_desc;a,b\r")).isEqualTo("AT-S.OK\r\n");
      assertThat(terminal.type("AT+S.GCFG=user_desc\r"))
          .isEqualTo("AT-S.Var:user_desc=a,b\r\nAT-S.OK\r\n");
    }
  }

  @Test
  void repeater() throws Exception {
    try (Terminal terminal = new Terminal(o -> o.variable("wifi_mode", "0"))) {
      terminal.turn(Duration.ofMillis(50));
      terminal.read();
      assertThat(terminal.type("!\r")).isEqualTo("!\r\nAT-S.ERROR:1:Command not found\r\n");
      terminal.type("AT+S.GCFG=nv_model\r");
      assertThat(terminal.type("!\r"))
          .isEqualTo("!\r\nAT+S.GCFG=nv_model\r\nAT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
      terminal.type("AT+S.SCFG=console_repeater,0x3F\r");
      terminal.type("AT\r");
      assertThat(terminal.type("?\r")).isEqualTo("?\r\nAT\r\nAT-S.OK\r\n");
    }
  }

  @Test
  void scanLinesHaveNoPrefix() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.accessPoint(AccessPoint.open("home")))) {
      terminal.send("AT+S.SCAN=s,\r");
      terminal.turn(Duration.ofMillis(5));
      assertThat(terminal.read())
          .matches(
              Pattern.quote("+WIND:21:WiFi Scanning\r\n+WIND:35:WiFi Scan Complete:00\r\n")
                  + "AT-S.Parsing Networks:1\r\n"
                  + "1:\t BSS [0-9A-F:]{17} CHAN: [0-9]{2} RSSI: -40 SSID: 'home' CAPS: 0421 \r\n"
                  + "AT-S.OK\r\n");
    }
  }

  @Test
  void everyByteGoesThroughADataPhaseAndBack() throws Exception {
    String all =
        IntStream.range(0, 256).mapToObj(b -> String.valueOf((char) b)).reduce("", String::concat);
    try (Peer peer = new Peer();
        Terminal terminal = Terminal.online(o -> o)) {
      terminal.send("AT+S.SOCKON=127.0.0.1," + peer.port() + ",NULL,t\r");
      assertThat(terminal.readTo("AT-S.OK\r\n")).isEqualTo("AT-S.On:127.0.0.1:0\r\nAT-S.OK\r\n");
      terminal.send("AT+S.SOCKW=0,256\r" + all);
      assertThat(terminal.readTo("\n")).isEqualTo("AT-S.OK\r\n");
      assertThat(peer.receive(256)).isEqualTo(all);
      peer.send(all);
      assertThat(terminal.readTo("\n")).isEqualTo("+WIND:55:Pending Data::0:256:256\r\n");
      terminal.send("AT+S.SOCKR=0,\r");
      assertThat(terminal.readTo("AT-S.OK\r\n"))
          .isEqualTo("AT-S.Reading:256:256\r\n" + all + "AT-S.OK\r\n");
    }
  }

  @Test
  void dataIsNotEchoedAndNotALine() throws Exception {
    try (Peer peer = new Peer();
        Terminal terminal = Terminal.online(o -> o.variable("console_echo", "1"))) {
      terminal.send("AT+S.SOCKON=127.0.0.1," + peer.port() + ",,t\r");
      terminal.readTo("AT-S.OK\r\n");
      terminal.send("AT+S.SOCKW=0,4\rAT\r\nAT\r");
      assertThat(terminal.readTo("AT\r\nAT-S.OK\r\n"))
          .isEqualTo("AT+S.SOCKW=0,4\r\nAT-S.OK\r\nAT\r\nAT-S.OK\r\n");
      assertThat(peer.receive(4)).isEqualTo("AT\r\n");
    }
  }

  /** A host that ends its lines with CR LF means the LF as part of the end. */
  @Test
  void dataBeginsBehindTheLineEndOfTheHost() throws Exception {
    try (Peer peer = new Peer();
        Terminal terminal = Terminal.online(o -> o)) {
      terminal.send("AT+S.SOCKON=127.0.0.1," + peer.port() + ",,t\r\n");
      terminal.readTo("AT-S.OK\r\n");
      terminal.send("AT+S.SOCKW=0,2\r\nhi\r\nAT\r\n");
      assertThat(terminal.readTo("AT-S.OK\r\nAT-S.OK\r\n")).isEqualTo("AT-S.OK\r\nAT-S.OK\r\n");
      assertThat(peer.receive(2)).isEqualTo("hi");
    }
  }

  /** Whatever is wrong with the command: they come right behind its line. */
  @ParameterizedTest
  @CsvSource({
    "'AT+S.SOCKW=8,4', 76:Illegal Socket ID",
    "'AT+S.SOCKW=7,4', 76:Illegal Socket ID",
    "'AT+S.SOCKDW=0,8,4', 76:Illegal Socket ID",
    "'AT+S.MQTTPUB=0,topic,3,0,4', 8:Invalid value",
  })
  void theDataOfARefusedCommandAreNoCommands(String line, String error) throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type(line + "\rAT\r\nAT\r"))
          .isEqualTo("AT-S.ERROR:" + error + "\r\nAT-S.OK\r\n");
    }
  }

  /** On the UART no length field holds it. */
  @Test
  void dataBeyondTheLengthFieldOfSpi() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.type("AT+S.FSC=0:/q,65536\r" + "q".repeat(65536)))
          .isEqualTo("AT-S.OK\r\n");
      assertThat(terminal.type("AT+S.FSL\r")).contains("File:X\t65536\tq");
      // No image, but all of it is data.
      assertThat(terminal.type("AT+S.FSWRITE=1048576\r" + "\0".repeat(1 << 20)))
          .isEqualTo("AT-S.ERROR:59:Unable to (un)mount volume\r\n");
      assertThat(terminal.type("AT\r")).isEqualTo("AT-S.OK\r\n");
    }
  }

  @Test
  void aLostByteLeavesItWaitingUntilAReset() throws Exception {
    try (Terminal terminal = Terminal.online(o -> o)) {
      assertThat(terminal.type("AT+S.SOCKW=0,500\r" + "x".repeat(498))).isEmpty();
      terminal.turn(Duration.ofDays(1));
      assertThat(terminal.read()).isEmpty();
      assertThat(terminal.type("x")).isEmpty();
      terminal.module.reset();
      terminal.turn(Duration.ofMillis(10));
      assertThat(terminal.read()).contains("+WIND:0:Console active\r\n");
      assertThat(terminal.type("AT\r")).contains("AT-S.OK\r\n");
    }
  }

  @Test
  void whatComesDuringBootWaits() throws Exception {
    try (Terminal terminal = new Terminal(o -> o.variable("wifi_mode", "0"))) {
      assertThat(terminal.type("AT\r")).isEmpty();
      terminal.turn(Duration.ofMillis(50));
      assertThat(terminal.read()).contains("+WIND:0:Console active\r\nAT\r\nAT-S.OK\r\n");
    }
  }

  @Test
  void aSoftResetKeepsWhatComesBehindIt() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      terminal.send("AT+S.RESET\rAT\r");
      terminal.turn(Duration.ofMillis(50));
      assertThat(terminal.read()).contains("+WIND:0:").contains("AT-S.OK\r\n");
    }
  }

  @Test
  void commandsWaitWhileOneIsWorkedOn() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o.replyDelay(Duration.ofMillis(10)))) {
      terminal.send("AT+S.GCFG=nv_model\rAT\r".repeat(40));
      terminal.turn(Duration.ofMillis(10));
      assertThat(terminal.read()).isEqualTo("AT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
      for (int i = 1; i < 80; i++) {
        terminal.turn(Duration.ofMillis(10));
      }
      assertThat(terminal.read().split("AT-S.OK", -1)).hasSize(80);
      assertThat(terminal.module.pins().counters().dropped()).isZero();
    }
  }

  @Test
  void oneLineAtATime() throws Exception {
    try (Terminal terminal = Terminal.booted(o -> o)) {
      assertThat(terminal.module.uart().connect()).isNull();
      terminal.line.close();
      assertThat(terminal.module.uart().lost()).isZero();
      terminal.module.raise(Wind.LOW_MEMORY);
      terminal.turn(Duration.ZERO);
      assertThat(terminal.module.uart().lost()).isEqualTo("+WIND:4:Low Memory\r\n".length());
      try (Uart.Line next = terminal.module.uart().connect()) {
        assertThat(next).isNotNull();
      }
    }
  }
}
