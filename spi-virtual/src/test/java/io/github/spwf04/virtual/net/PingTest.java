package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PING (6.37); its text is chosen. */
class PingTest {

  @Test
  @Usage(section = "6.37")
  void thisMachine() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      List<String> once = bench.reply(Command.PING, "", "", "localhost");
      assertThat(once).hasSize(4);
      assertThat(once.get(0)).matches("RFF@A Reply:127\\.0\\.0\\.1 bytes=56 time=[0-9]+");
      assertThat(once.get(1)).isEqualTo("RFF@A Packets:1:1:0");
      assertThat(once.get(2)).matches("RFF@A Times:[0-9]+:[0-9]+:[0-9]+");
      assertThat(once.get(3)).isEqualTo("R00@A");
      assertThat(bench.reply(Command.PING, "3", "100", "127.0.0.1"))
          .hasSize(6)
          .contains("RFF@A Packets:3:3:0");
    }
  }

  @Test
  @Usage(section = "6.37", fails = true)
  void whatFails() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(bench.reply(Command.PING, "1", "", "example.org")).containsExactly("R41@A");
      assertThat(bench.reply(Command.PING, "2", "", "192.0.2.1"))
          .as("beyond this machine")
          .containsExactly(
              "RFF@A Timeout:192.0.2.1", "RFF@A Timeout:192.0.2.1", "RFF@A Packets:2:0:2", "R6F@A");
      assertThat(bench.reply(Command.PING, "0", "", "localhost")).containsExactly("R21@A");
      assertThat(bench.reply(Command.PING, "101", "", "localhost")).containsExactly("R08@A");
      assertThat(bench.reply(Command.PING, "1")).containsExactly("R02@A");
    }
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.PING, "", "", "localhost")).containsExactly("R2C@3");
    }
  }
}
