package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Use.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of Table 1 by its typed method: each usage of the manual, options left out and
 * given, a success and a failure, in all forms that a reply can have.
 */
@Timeout(30)
class CommandsTest {
  /** Commands for which the manual lists more than one usage, and how many. */
  private static final Map<Command, Integer> USAGES =
      Map.ofEntries(
          Map.entry(Command.HELP, 2),
          Map.entry(Command.STS, 2),
          Map.entry(Command.PEERS, 3),
          Map.entry(Command.PYTHON, 2),
          Map.entry(Command.GCFG, 2),
          Map.entry(Command.GPIOC, 2),
          Map.entry(Command.TIME, 2),
          Map.entry(Command.FSL, 2),
          Map.entry(Command.WPAECERT, 2),
          Map.entry(Command.TLSCERT, 2),
          Map.entry(Command.SSIDTXT, 2),
          Map.entry(Command.SOCKDC, 2),
          Map.entry(Command.SOCKDL, 2));

  static List<Use> uses() {
    return Stream.of(
            ManagementUses.all(),
            PeripheralUses.all(),
            FileUses.all(),
            RadioUses.all(),
            SocketUses.all(),
            MessageUses.all(),
            WebUses.all(),
            OptionUses.all(),
            WebUses.security(0x2A, "WPAECERT"),
            WebUses.security(0x2B, "TLSCERT"))
        .flatMap(List::stream)
        .toList();
  }

  static Stream<Arguments> usesInEachForm() {
    return uses().stream()
        .flatMap(
            use ->
                (use.hasLines() ? Arrays.stream(Form.values()) : Stream.of(Form.B))
                    .map(form -> Arguments.of(use, form)));
  }

  @ParameterizedTest(name = "{0}, form {1}")
  @MethodSource("usesInEachForm")
  void aUseOfACommand(Use use, Form form) throws Exception {
    use.check(form);
  }

  @Test
  void everyUsageOfEveryCommandIsThere() {
    Map<Integer, Set<String>> successes =
        uses().stream()
            .filter(use -> !use.fails())
            .collect(
                Collectors.groupingBy(
                    use -> use.id, Collectors.mapping(use -> use.usage, Collectors.toSet())));
    Set<Integer> failures =
        uses().stream().filter(Use::fails).map(use -> use.id).collect(Collectors.toSet());
    assertThat(Command.values()).hasSize(66);
    for (Command command : Command.values()) {
      assertThat(successes.getOrDefault(command.id(), Set.of()))
          .as("usages of %s", command.atName())
          .hasSize(USAGES.getOrDefault(command, 1))
          .allMatch(
              usage -> usage.equals(command.atName()) || usage.startsWith(command.atName() + "="));
      assertThat(failures).as("a failure of %s", command.atName()).contains(command.id());
    }
  }
}
