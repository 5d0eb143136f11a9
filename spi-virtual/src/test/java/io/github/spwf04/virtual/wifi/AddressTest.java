package io.github.spwf04.virtual.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the module comes to its addresses: WIND 24 and 85, ip_use_dhcpc. */
class AddressTest {
  private static final AccessPoint HOME = AccessPoint.open("home");

  private static Bench joining(JoinTrouble trouble, UnaryOperator<ModuleOptions.Builder> options)
      throws Exception {
    Bench bench =
        new Bench(
            o ->
                options.apply(
                    o.variable("console_enabled", "0")
                        .variable("wifi_ssid", "686F6D65")
                        .variable("wifi_ssid_len", "4")
                        .accessPoint(HOME.withTrouble(trouble))));
    bench.turn(Duration.ofMillis(100));
    return bench;
  }

  private static List<String> behindAssociation(Bench bench) throws Exception {
    List<String> all = bench.drain();
    return all.subList(all.indexOf("W25@7 home") + 1, all.size());
  }

  private static String status(Bench bench, String variable) throws Exception {
    return bench.reply(Command.STS, variable).getFirst().replaceFirst(".*=", "");
  }

  @Test
  void addressesOfTheVariables() throws Exception {
    try (Bench bench =
        joining(
            JoinTrouble.NONE,
            o ->
                o.variable("ip_use_dhcpc", "0")
                    .variable("ip_ipaddr", "10.1.2.3")
                    .variable("ip_gw", "10.1.2.254")
                    .variable("ip_local", "fec0:0:0:0:0:0:0:7"))) {
      assertThat(behindAssociation(bench))
          .containsExactly("W24@9 0:10.1.2.3", "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
      assertThat(status(bench, "ip_ipaddr")).isEqualTo("10.1.2.3");
      assertThat(status(bench, "ip_gw")).isEqualTo("10.1.2.254");
      assertThat(status(bench, "ip_dns1")).isEqualTo("208.67.222.222");
      assertThat(status(bench, "ip_local")).isEqualTo("fec0:0:0:0:0:0:0:7");
      assertThat(status(bench, "ip_from_AutoIP")).isEqualTo("0");
    }
  }

  @Test
  void addressesFromDhcp() throws Exception {
    try (Bench bench = joining(JoinTrouble.NONE, o -> o.address("192.168.7.20"))) {
      assertThat(behindAssociation(bench)).startsWith("W24@9 0:192.168.7.20");
      assertThat(status(bench, "ip_netmask")).isEqualTo("255.255.255.0");
      assertThat(status(bench, "ip_gw")).isEqualTo("192.168.7.1");
      assertThat(status(bench, "ip_linklocal")).isEqualTo("fe80:0:0:0:280:e1ff:fefa:1234");
    }
  }

  @Test
  void aSilentServerAndAnAddressOfItsOwn() throws Exception {
    try (Bench bench = joining(JoinTrouble.DHCP_SILENT, o -> o.variable("ip_dhcp_timeout", "10"))) {
      assertThat(behindAssociation(bench)).isEmpty();
      assertThat(bench.reply(Command.SOCKON, "localhost", "1", "", "t")).containsExactly("R2C@9");
      bench.turn(Duration.ofSeconds(10));
      assertThat(bench.drain())
          .containsExactly(
              "W85@9 0", "W24@9 1:169.254.19.52", "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
      assertThat(status(bench, "ip_from_AutoIP")).isEqualTo("1");

      bench.module.radio().trouble("home", JoinTrouble.NONE);
      bench.turn(Duration.ofSeconds(10));
      assertThat(bench.drain()).as("no longer temporary").containsExactly("W24@A 0:192.168.0.50");
      assertThat(status(bench, "ip_from_AutoIP")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DHCP_MALFORMED, 1",
    "DHCP_REFUSED, 3",
    "DHCP_NO_ADDRESS, 4",
    "DHCP_SHORT_LEASE, 5",
  })
  void withoutAnAddressOfItsOwnItAsksAgain(JoinTrouble trouble, int reason) throws Exception {
    try (Bench bench = joining(trouble, o -> o.variable("ip_use_dhcpc", "1"))) {
      assertThat(behindAssociation(bench)).containsExactly("W85@9 " + reason);
      bench.turn(Duration.ofSeconds(20));
      assertThat(bench.drain()).containsExactly("W85@9 " + reason);
      bench.module.radio().trouble("home", JoinTrouble.NONE);
      bench.turn(Duration.ofSeconds(20));
      assertThat(bench.drain()).startsWith("W24@9 0:192.168.0.50");
    }
  }

  @Test
  void aLeaseThatRunsOut() throws Exception {
    try (Bench bench = joining(JoinTrouble.NONE, o -> o.variable("ip_use_dhcpc", "1"))) {
      bench.drain();
      bench.module.radio().trouble("home", JoinTrouble.DHCP_LEASE_EXPIRED);
      assertThat(bench.drain()).containsExactly("W85@9 6");
      assertThat(status(bench, "ip_ipaddr")).isEqualTo("0.0.0.0");
      bench.turn(Duration.ofSeconds(20));
      assertThat(bench.drain())
          .containsExactly("W24@9 0:192.168.0.50", "W24@A :fe80:0:0:0:280:e1ff:fefa:1234");
    }
  }
}
