package io.github.spwf04.commands;

import io.github.spwf04.commands.Use.Form;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
  static List<Use> uses() {
    return Stream.of(
            ManagementUses.all(),
            PeripheralUses.all(),
            FileUses.all(),
            WebUses.all(),
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
}
