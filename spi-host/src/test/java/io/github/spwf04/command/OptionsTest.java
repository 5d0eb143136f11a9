package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.Parameter.Kind;
import io.github.spwf04.catalog.ParameterName;
import io.github.spwf04.command.Use.Sent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the catalogue lets a command say, some typed method says: each parameter given, each
 * optional one left out and given without the others, each of its values. {@link CommandsTest} sees
 * that the methods send what is compared here.
 */
class OptionsTest {
  /** What has to be open, or asked, before the commands that use it. */
  private static final Set<Command> BEFORE =
      EnumSet.of(Command.SOCKON, Command.SOCKDON, Command.WSOCKON, Command.MQTTCONN);

  /**
   * Optional parameters that are always given: a flag or an enum has no word for "left out", and
   * its first value is what the module takes then.
   */
  private static final Map<Command, Set<ParameterName>> ALWAYS_GIVEN =
      Map.of(
          Command.PMS,
          EnumSet.of(ParameterName.MODE),
          Command.WSOCKW,
          EnumSet.of(ParameterName.LAST_FRAME, ParameterName.LAST_FRAG, ParameterName.BINARY));

  /** Optional parameters that mean nothing unless another one is given. */
  private static final Map<ParameterName, ParameterName> ABOUT =
      Map.of(
          ParameterName.PEER_VAR, ParameterName.PEER_NUMBER,
          ParameterName.LAST_WILL_QOS, ParameterName.LAST_WILL_TOPIC,
          ParameterName.LAST_WILL_MESSAGE, ParameterName.LAST_WILL_TOPIC);

  /** Numbers of more values than that are quantities. */
  private static final int MOST_VALUES = 4;

  /** Numbers that say which of the things the module has, and nothing about them. */
  private static final Set<ParameterName> IDS = EnumSet.of(ParameterName.ID, ParameterName.SID);

  private static final List<List<Sent>> TYPED =
      CommandsTest.uses().stream().filter(Use::isTyped).map(Use::sent).toList();

  @ParameterizedTest
  @EnumSource(Command.class)
  void aTypedMethodSaysWhatTheCatalogueLetsItSay(Command command) {
    List<String> missing = new ArrayList<>();
    if (TYPED.stream().noneMatch(sent -> isAlone(command, sent))) {
      missing.add("the command by itself");
    }
    for (int i = 0; i < command.parameters().size(); i++) {
      Parameter parameter = command.parameters().get(i);
      if (parameter.kind() == Kind.RESERVED) {
        continue;
      }
      int index = i;
      if (!parameter.required() && !always(command, parameter) && !leftOut(command, index)) {
        missing.add(parameter + " left out");
      }
      if (sent(command).noneMatch(sent -> sent.given(index) != null && saysNoMore(sent, index))) {
        missing.add(parameter + " without the other options");
      }
      values(parameter)
          .filter(value -> !says(command, index, value))
          .forEach(value -> missing.add(parameter + " " + value));
    }
    assertThat(missing).as("what no typed method says of %s", command.usage()).isEmpty();
  }

  /** An empty name is no missing one here: it stands for {@code 2:/dir.txt} (6.26). */
  @Test
  void theListOfFilesGoesToItsDefaultFile() {
    assertThat(sent(Command.FSL).map(Sent::arguments)).contains(List.of(""));
  }

  @Test
  void whatIsAlwaysGivenIsGivenAsItsDefault() {
    ALWAYS_GIVEN.forEach(
        (command, names) ->
            names.forEach(
                name -> {
                  int index = command.indexOf(name);
                  assertThat(leftOut(command, index)).as("%s is left out", name).isFalse();
                  assertThat(sent(command).map(sent -> sent.given(index)))
                      .as("%s", name)
                      .contains(command.parameter(name).defaultValue());
                }));
  }

  private static Stream<Sent> sent(Command command) {
    return TYPED.stream().flatMap(List::stream).filter(sent -> sent.command() == command);
  }

  /** Whether it is sent, and nothing but what has to be open before. */
  private static boolean isAlone(Command command, List<Sent> use) {
    return use.stream().anyMatch(sent -> sent.command() == command)
        && use.stream()
            .allMatch(sent -> sent.command() == command || BEFORE.contains(sent.command()));
  }

  private static boolean leftOut(Command command, int index) {
    return sent(command).anyMatch(sent -> sent.given(index) == null);
  }

  /** Whether all other options are left out, or say what leaving them out says. */
  private static boolean saysNoMore(Sent sent, int index) {
    List<Parameter> row = sent.command().parameters();
    ParameterName needed = ABOUT.get(row.get(index).name());
    return IntStream.range(0, row.size())
        .filter(i -> i != index && !row.get(i).required() && row.get(i).name() != needed)
        .allMatch(i -> isDefault(row.get(i), sent.given(i)));
  }

  private static boolean isDefault(Parameter parameter, @Nullable String given) {
    return given == null || given.equals(parameter.defaultValue());
  }

  /** The values of a choice, and those of a number that is one. */
  private static Stream<String> values(Parameter parameter) {
    boolean few = parameter.max() - parameter.min() < MOST_VALUES;
    return parameter.kind() == Kind.NUMBER && few && !IDS.contains(parameter.name())
        ? LongStream.rangeClosed(parameter.min(), parameter.max()).mapToObj(Long::toString)
        : parameter.choices().stream();
  }

  private static boolean says(Command command, int index, String value) {
    boolean isDefault = value.equals(command.parameters().get(index).defaultValue());
    return sent(command).anyMatch(sent -> value.equals(sent.given(index)))
        || (isDefault && leftOut(command, index));
  }

  private static boolean always(Command command, Parameter parameter) {
    return ALWAYS_GIVEN.getOrDefault(command, Set.of()).contains(parameter.name());
  }
}
