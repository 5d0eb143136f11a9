package io.github.spwf04.virtual.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Usage;
import io.github.spwf04.virtual.options.FirmwareProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables, time and the errors every command shares (6.1 to 6.11, 6.21, 6.22, Table 10). */
class CommandTest {

  @Test
  void whatIsNotBuiltIsNotFound() throws Exception {
    try (Bench bench = Bench.idle()) {
      for (Command command : VirtualModule.notBuilt()) {
        if (command.dataLengthIndex() < 0) {
          assertThat(bench.reply(command)).as(command.name()).containsExactly("R01@3");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x06, 0x07, 0x24, 0x67, 0xFF})
  void idsThatTable1DoesNotHave(int id) throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange(Bench.packet(id, 0));
      assertThat(bench.awaitReply()).containsExactly("R01@3");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "AT, R06, x, -", // too many arguments
        "SCFG, R02, ip_hostname, -", // one of two is missing
        "SCFG, R02, '', x", // omitted counts as missing
        "SOCKQ, R02, -, -",
        "WIFI, R07, on, -", // no number
        "WIFI, R08, 2, -", // no such action
        "WIFI, R08, -1, -",
        "SOCKQ, R4C, 8, -", // ids are 0 to 7
        "SOCKC, R4C, -1, -",
        "SOCKW, R4C, 8, 5",
        "SOCKDL, R4C, 2, -",
        "SOCKDQ, R4C, 0, 8",
        "WSOCKQ, R4C, 2, -",
        "SCAN, R07, q, -", // none of the choices
        "STS, R04, nope, -",
        "GCFG, R04, nope, -",
        "SCFG, R04, nope, 1",
        "SOCKW, R21, 0, 0", // zero length
        "SOCKW, R21, 0, x", // evaluates to zero
        "SOCKW, R02, 0, -",
        "PEERS, R04, 0, nope",
        "PEERS, R08, 6, -",
        "HELP, R06, a, b",
        "STS, R06, a, b",
        "RESET, R06, x, -",
        "GCFG, R06, a, b",
        "WCFG, R06, x, -",
        "FCFG, R06, x, -",
        "TIME, R07, now, -",
        "TIME, R06, 1, 2",
        "RANDOM, R06, x, -",
        "SSIDTXT, R06, a, b",
      })
  @Usage(section = "6.1", fails = true)
  @Usage(section = "6.2", line = 1, fails = true)
  @Usage(section = "6.2", line = 2, fails = true)
  @Usage(section = "6.3", line = 1, fails = true)
  @Usage(section = "6.3", line = 2, fails = true)
  @Usage(section = "6.4", line = 1, fails = true)
  @Usage(section = "6.4", line = 2, fails = true)
  @Usage(section = "6.4", line = 3, fails = true)
  @Usage(section = "6.5", fails = true)
  @Usage(section = "6.8", line = 1, fails = true)
  @Usage(section = "6.8", line = 2, fails = true)
  @Usage(section = "6.9", fails = true)
  @Usage(section = "6.10", fails = true)
  @Usage(section = "6.11", fails = true)
  @Usage(section = "6.21", line = 1, fails = true)
  @Usage(section = "6.21", line = 2, fails = true)
  @Usage(section = "6.22", fails = true)
  @Usage(section = "6.34", fails = true)
  @Usage(section = "6.36", line = 1, fails = true)
  void errorsOfTheArguments(Command command, String error, String first, String second)
      throws Exception {
    String[] arguments =
        first == null
            ? new String[0]
            : second == null ? new String[] {first} : new String[] {first, second};
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(command, arguments)).containsExactly(error + "@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.2", line = 1)
  @Usage(section = "6.2", line = 2)
  void help() throws Exception {
    try (Bench bench = Bench.idle()) {
      List<String> all = bench.reply(Command.HELP);
      assertThat(all)
          .hasSize(Command.values().length + 1)
          .startsWith("RFF@3 Command:AT -- " + Command.AT.summary())
          .contains("RFF@3 Command:AT+S.SCFG=<key>,<value> -- " + Command.SCFG.summary())
          .endsWith("R00@3");
      assertThat(bench.reply(Command.HELP, "wcf"))
          .containsExactly("RFF@3 Command:AT+S.WCFG -- " + Command.WCFG.summary(), "R00@3");
      assertThat(bench.reply(Command.HELP, "nothing")).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.3", line = 1)
  @Usage(section = "6.3", line = 2)
  void statusVariables() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.STS, "build"))
          .containsExactly("RFF@3 Var:build=171117-0328fe3-SPWF04S", "R00@3");
      assertThat(bench.reply(Command.STS, "wifi_state"))
          .containsExactly("RFF@3 Var:wifi_state=3", "R00@3");
      List<String> all = bench.reply(Command.STS);
      List<Variable> table = Variable.all(Variable.Table.STATUS);
      assertThat(all).hasSize(table.size() + 1).endsWith("R00@3");
      for (int i = 0; i < table.size(); i++) {
        assertThat(all.get(i)).startsWith("RFF@3 Var:" + table.get(i).name() + "=");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FirmwareProfile.class)
  void aLineInTheFormOfTheFirmware(FirmwareProfile profile) throws Exception {
    try (Bench bench = Bench.booted(o -> o.profile(profile))) {
      assertThat(bench.reply(Command.GCFG, "nv_model").getFirst())
          .isEqualTo(
              switch (profile) {
                case V1_0_0 -> "RFF@3 nv_model=SPWF04SA\\r\\n";
                case V1_1_0 -> "RFF@3 Var:nv_model=SPWF04SA";
              });
    }
  }

  @Test
  @Usage(section = "6.8", line = 2)
  @Usage(section = "6.9")
  void verbosityDropsTheKeyword() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.SCFG, "console_verbose", "0")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GCFG, "nv_model"))
          .containsExactly("RFF@3 nv_model=SPWF04SA", "R00@3");
      assertThat(bench.reply(Command.SCFG, "console_verbose", "2")).containsExactly("R00@3");
      assertThat(bench.reply(Command.GCFG, "nv_model"))
          .containsExactly("RFF@3 Var:nv_model=SPWF04SA", "R00@3");
    }
  }

  @Test
  void aValueInTwoPackets() throws Exception {
    try (Bench bench = Bench.booted(o -> o.splitValues(true))) {
      assertThat(bench.reply(Command.GCFG, "nv_model"))
          .containsExactly("RFF@3 Var:nv_model=", "RFF@3 SPWF04SA", "R00@3");
    }
  }

  @Test
  @Usage(section = "6.8", line = 1)
  void aFullDumpIsTable7InItsOrder() throws Exception {
    try (Bench bench = Bench.idle()) {
      List<String> all = bench.reply(Command.GCFG);
      List<Variable> table = Variable.all(Variable.Table.CONFIGURATION);
      assertThat(all).hasSize(table.size() + 1);
      for (int i = 0; i < table.size(); i++) {
        assertThat(all.get(i)).startsWith("RFF@3 Var:" + table.get(i).name() + "=");
      }
      assertThat(all)
          .startsWith("RFF@3 Var:nv_manuf=STMicroelectronics Inc.", "RFF@3 Var:nv_model=SPWF04SA");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "standby_time, 4294967295, 4294967295",
    "console_wind_off_low, 0x80000001, 0x80000001",
    "console_wind_off_medium, 0xab, 0x000000AB",
    "console_wind_off_high, 16, 0x00000016",
    "wifi_wep_keys[0], 76543210ab, 76:54:32:10:AB:00:00:00:00:00:00:00:00:00:00:00",
    "wifi_wep_keys[3], 76:54:32:10:AB, 76:54:32:10:AB:00:00:00:00:00:00:00:00:00:00:00",
    "ip_macfilter, 0080e1fa1234, 00:80:E1:FA:12:34",
    "ip_hostname, a b=c, a b=c",
    "ip_ipaddr, 10.0.0.1, 10.0.0.1",
    "ip_local, FEC0:0:0:0:0:0:0:1, fec0:0:0:0:0:0:0:1",
  })
  void valuesThatAreTaken(String name, String value, String printed) throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.SCFG, name, value)).containsExactly("R00@3");
      assertThat(bench.reply(Command.GCFG, name))
          .containsExactly("RFF@3 Var:" + name + "=" + printed, "R00@3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "standby_time, 4294967296, R08",
    "standby_time, -1, R08",
    "standby_time, ten, R08",
    "console_enabled, 4, R08",
    "console_wind_off_low, 0x100000000, R08",
    "console_wind_off_low, 0xXY, R08",
    "wifi_wep_keys[0], 123, R08",
    "wifi_wep_keys[0], 000102030405060708090a0b0c0d0e0f10, R20",
    "wifi_wep_keys[4], 00, R04",
    "ip_hostname, 123456789012345678901234567890123, R20",
    "ip_ipaddr, 300.0.0.1, R08",
    "ip_ipaddr, fe80::1, R08",
    "ip_local, 10.0.0.1, R08",
  })
  void valuesThatAreRefused(String name, String value, String error) throws Exception {
    try (Bench bench = Bench.idle()) {
      List<String> before = bench.reply(Command.GCFG, name);
      assertThat(bench.reply(Command.SCFG, name, value)).containsExactly(error + "@3");
      assertThat(bench.reply(Command.GCFG, name)).isEqualTo(before);
    }
  }

  @Test
  void whatIsReadOnlyIsTheCataloguesWord() throws Exception {
    try (Bench bench = Bench.idle()) {
      for (Variable variable : Variable.all(Variable.Table.CONFIGURATION)) {
        if (!variable.writable()) {
          assertThat(bench.reply(Command.SCFG, variable.name(), "1"))
              .as(variable.name())
              .containsExactly("R08@3");
        }
      }
    }
  }

  @Test
  @Usage(section = "6.21", line = 1)
  @Usage(section = "6.21", line = 2)
  void timeStartsAtTheClockAndCanBeSet() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.clock.instant())
          .isBetween(Instant.parse("2016-07-01T15:27:56Z"), Instant.parse("2016-07-01T15:27:57Z"));
      assertThat(bench.reply(Command.TIME))
          .containsExactly("RFF@3 Date:16.07.01:5", "RFF@3 Time:15.27.56", "R00@3");
      assertThat(bench.reply(Command.TIME, "951782399")).containsExactly("R00@3");
      bench.turn(java.time.Duration.ofSeconds(1));
      assertThat(bench.reply(Command.TIME))
          .containsExactly("RFF@3 Date:00.02.29:2", "RFF@3 Time:00.00.00", "R00@3");
      assertThat(bench.reply(Command.STS, "system_time"))
          .containsExactly("RFF@3 Var:system_time=951782400", "R00@3");
      assertThat(bench.reply(Command.TIME, "now")).containsExactly("R07@3");
    }
  }

  @Test
  @Usage(section = "6.22")
  void randomNumbersFollowTheSeed() throws Exception {
    List<String> first;
    try (Bench bench = Bench.booted(o -> o.seed(7))) {
      first = bench.reply(Command.RANDOM);
      assertThat(first.getFirst()).matches("RFF@3 Number:[0-9]{1,10}");
      String number = first.getFirst().substring("RFF@3 Number:".length());
      assertThat(bench.reply(Command.STS, "random_number"))
          .containsExactly("RFF@3 Var:random_number=" + number, "R00@3");
      assertThat(bench.reply(Command.RANDOM)).isNotEqualTo(first);
    }
    try (Bench bench = Bench.booted(o -> o.seed(7))) {
      assertThat(bench.reply(Command.RANDOM)).isEqualTo(first);
    }
    try (Bench bench = Bench.booted(o -> o.seed(8))) {
      assertThat(bench.reply(Command.RANDOM)).isNotEqualTo(first);
    }
  }

  @Test
  void peersWithoutANetwork() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.reply(Command.PEERS)).containsExactly("R00@3");
      assertThat(bench.reply(Command.PEERS, "3")).containsExactly("R00@3");
    }
  }

  @Test
  @Usage(section = "6.4", line = 1)
  @Usage(section = "6.4", line = 2)
  @Usage(section = "6.4", line = 3)
  void allOfAPeer() throws Exception {
    try (Bench bench = Bench.online(o -> o)) {
      List<String> all = bench.reply(Command.PEERS, "0");
      assertThat(all)
          .hasSize(Variable.all(Variable.Table.PEER).size() + 1)
          .startsWith("RFF@A Var:0.link_id=0")
          .contains("RFF@A Var:0.rx_rssi=-40")
          .endsWith("R00@A");
      assertThat(bench.reply(Command.PEERS)).isEqualTo(all);
      assertThat(bench.reply(Command.PEERS, "0", "capinfo"))
          .containsExactly("RFF@A Var:0.capinfo=0x00000421", "R00@A");
      assertThat(bench.reply(Command.PEERS, "0", "rx_pkts"))
          .containsExactly("RFF@A Var:0.rx_pkts=4", "R00@A");
    }
  }

  @Test
  void masksAreLive() throws Exception {
    try (Bench bench = Bench.idle()) {
      // WIND 49 is bit 17 of the second mask: the cure of field-facts E.
      assertThat(bench.reply(Command.SCFG, "console_wind_off_medium", "0x00020000"))
          .containsExactly("R00@3");
      bench.send(Command.WIFI, "0");
      assertThat(bench.drain()).containsExactly("R00@2", "W38@2");
    }
  }

  @Test
  void withoutASeedTwoModulesDiffer() throws Exception {
    try (Bench one = Bench.idle();
        Bench other = Bench.idle()) {
      // Three of 32 bits: they agree once in ages.
      List<String> numbers = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        numbers.addAll(one.reply(Command.RANDOM));
        others.addAll(other.reply(Command.RANDOM));
      }
      assertThat(numbers).isNotEqualTo(others);
    }
  }
}
