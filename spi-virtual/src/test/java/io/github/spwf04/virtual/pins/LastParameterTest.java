package io.github.spwf04.virtual.pins;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts end the last parameter with CR over SPI, too, and the module takes it off (I). */
class LastParameterTest {
  private static final String OK = "R00@3";

  /** As ST's driver sends them; the error is of what comes behind the check of the arguments. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SOCKDR; 0,0,15; R4C@3",
        "SOCKR; 0,15; R4C@3",
        "SOCKC; 0; R4C@3",
        "SOCKON; h,1,,t; R2C@3",
        "MQTTSUB; 0,t,; R4E@3",
        "MQTTUNSUB; 0,t; R4E@3",
        "GPIOW; 0,2; R08@3",
        "GPIOR; 0; R00@3",
        "PMS; 0; R00@3",
        "STS; wifi_state; R00@3",
        "TIME; 0; R00@3",
        "HTTPGET; h,/,80,0,,,; R2C@3"
      })
  void aCommandWithAndWithoutIt(Command command, String arguments, String end) throws Exception {
    String[] without = arguments.split(",", -1);
    String[] with = without.clone();
    with[with.length - 1] += "\r";
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(command, without)).endsWith(end);
      assertThat(bench.reply(command, with)).endsWith(end);
    }
  }

  @Test
  void oneAndOnlyAtTheEnd() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.reply(Command.SCFG, "user_desc", "mine\r");
      assertThat(bench.reply(Command.GCFG, "user_desc\r"))
          .containsExactly("RFF@3 Var:user_desc=mine", OK);
      bench.reply(Command.SCFG, "user_desc", "\rmy\rown\r\r");
      assertThat(bench.reply(Command.GCFG, "user_desc"))
          .containsExactly("RFF@3 Var:user_desc=\\rmy\\rown\\r", OK);
      assertThat(bench.reply(Command.SCFG, "user_desc\r", "mine")).containsExactly("R04@3");
      assertThat(bench.reply(Command.SCFG, "user_desc", "\r")).containsExactly(OK);
      assertThat(bench.reply(Command.GCFG, "user_desc"))
          .containsExactly("RFF@3 Var:user_desc=", OK);
    }
  }

  @Test
  void dataStayAsTheyAre() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.replyTo("ab\r".getBytes(US_ASCII), Command.FSC, "f", "3\r"))
          .containsExactly(OK);
      assertThat(bench.reply(Command.FSP, "f\r")).containsExactly("R03@3 ab\\r", OK);
    }
  }

  @Test
  void aSocketOfItsKind() throws Exception {
    try (Peer peer = new Peer();
        Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t\r"))
          .containsExactly("RFF@A On:127.0.0.1:0", "R00@A");
      peer.send("data\r");
      bench.awaitEvent();
      assertThat(bench.reply(Command.SOCKR, "0", "5\r"))
          .contains("R03@A data\\r")
          .endsWith("R00@A");
      assertThat(bench.reply(Command.SOCKC, "0\r")).containsExactly("R00@A");
    }
  }
}
