package io.github.spwf04.testkit.module;

import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Variable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** STS, PEERS and the configuration variables (6.3, 6.4, 6.8 to 6.11). */
final class VariableCommands {
  private VariableCommands() {}

  static void status(Firmware firmware, Call call) {
    dump(
        call,
        0,
        Variable.Table.STATUS,
        variable ->
            call.line(
                call.format("Var"), variable.name(), StatusVariables.value(firmware, variable)));
  }

  /** Peer 0 is the access point, while there is one; clients come with the mini AP. */
  static void peers(Firmware firmware, Call call) {
    long wanted = call.number(0, 0);
    AccessPoint accessPoint = firmware.station().joined();
    if (wanted != 0 || accessPoint == null) {
      boolean known = !call.has(1) || Variable.find(Variable.Table.PEER, call.text(1)) != null;
      if (known) {
        call.ok();
      } else {
        call.error(Errors.VARIABLE_NOT_FOUND);
      }
      return;
    }
    dump(
        call,
        1,
        Variable.Table.PEER,
        variable ->
            call.line(
                call.format("Var"),
                0,
                variable.name(),
                StatusVariables.peerValue(accessPoint, variable)));
  }

  static void get(Firmware firmware, Call call) {
    LineFormat format = call.format("Var");
    Function<Variable, byte[]> value =
        variable -> firmware.settings().get(variable.name()).getBytes(StandardCharsets.ISO_8859_1);
    dump(
        call,
        0,
        Variable.Table.CONFIGURATION,
        firmware.options().splitValues() && firmware.console() instanceof SpiConsole spi
            ? variable -> {
              call.packet(spi.unended(format, variable.name(), null));
              call.rawLine(value.apply(variable));
            }
            : variable -> call.line(format, variable.name(), value.apply(variable)));
  }

  /** All variables of a table, or the one that the parameter names. */
  private static void dump(
      Call call, int parameter, Variable.Table table, java.util.function.Consumer<Variable> line) {
    List<Variable> variables = Variable.all(table);
    if (call.has(parameter)) {
      Variable variable = Variable.find(table, call.text(parameter));
      if (variable == null) {
        call.error(Errors.VARIABLE_NOT_FOUND);
        return;
      }
      variables = List.of(variable);
    }
    variables.forEach(line);
    call.ok();
  }

  static void set(Firmware firmware, Call call) {
    int error = firmware.settings().set(call.text(0), call.text(1));
    if (error == 0) {
      call.ok();
    } else {
      call.error(error);
    }
  }

  static void save(Firmware firmware, Call call) {
    firmware.module().flash().copyFrom(firmware.settings());
    call.ok();
  }

  /** Changes RAM alone: a host saves with WCFG and resets (field-facts C.1). */
  static void factory(Firmware firmware, Call call) {
    firmware.settings().copyFrom(Settings.factory());
    call.ok();
  }
}
