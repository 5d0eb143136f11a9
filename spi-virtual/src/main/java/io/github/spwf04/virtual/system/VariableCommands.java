package io.github.spwf04.virtual.system;

import static io.github.spwf04.catalog.ParameterName.KEY;
import static io.github.spwf04.catalog.ParameterName.PEER_NUMBER;
import static io.github.spwf04.catalog.ParameterName.PEER_VAR;
import static io.github.spwf04.catalog.ParameterName.VALUE;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.ParameterName;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.air.Security;
import io.github.spwf04.virtual.console.SpiConsole;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Settings;
import io.github.spwf04.virtual.wifi.MiniAp;
import io.github.spwf04.virtual.wifi.PeerEntry;
import io.github.spwf04.virtual.wifi.Radio;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** STS, PEERS and the configuration variables (6.3, 6.4, 6.8 to 6.11). */
public final class VariableCommands {
  private static final int MAX_PEER = Limits.STATIONS;

  private final Core core;
  private final Radio radio;
  private final StatusVariables status;

  public VariableCommands(Core core, Radio radio, StatusVariables status) {
    this.core = core;
    this.radio = radio;
    this.status = status;
  }

  public void status(Call call) {
    dump(
        call,
        ParameterName.VARIABLE,
        Variable.Table.STATUS,
        variable -> call.line(Line.VARIABLE, variable.name(), status.value(variable)));
  }

  /** PeerEntry 0 is the access point of a station, 1 to 5 are the stations of an access point. */
  public void peers(Call call) {
    Variable wanted = null;
    if (call.has(PEER_VAR)) {
      wanted = Variable.find(Variable.Table.PEER, call.text(PEER_VAR));
      if (wanted == null) {
        call.error(ModuleError.VARIABLE_NOT_FOUND);
        return;
      }
    }
    List<Variable> variables = wanted == null ? Variable.all(Variable.Table.PEER) : List.of(wanted);
    for (int id = 0; id <= MAX_PEER; id++) {
      if (!call.has(PEER_NUMBER) || call.number(PEER_NUMBER) == id) {
        peer(call, id, variables);
      }
    }
    call.ok();
  }

  private void peer(Call call, int id, List<Variable> variables) {
    MiniAp miniAp = radio.miniAp();
    PeerEntry peer = id == 0 ? radio.station().peer() : miniAp.peer(id);
    if (peer == null) {
      return;
    }
    AccessPoint accessPoint = radio.station().joined();
    int rssi = accessPoint == null ? miniAp.rssi(id) : accessPoint.rssi();
    Security security =
        accessPoint == null
            ? Security.values()[(int) radio.used().number("wifi_priv_mode")]
            : accessPoint.security();
    PeerEntry.State state =
        id == 0 && radio.station().missing()
            ? PeerEntry.State.BEACONS_LOST
            : id > 0 && miniAp.asleep(id) ? PeerEntry.State.POWER_SAVE : PeerEntry.State.ASSOCIATED;
    for (Variable variable : variables) {
      String value = peer.value(variable, state, rssi, security);
      call.line(Line.PEER_VARIABLE, id, variable.name(), value);
    }
  }

  public void get(Call call) {
    Function<Variable, byte[]> value =
        variable -> core.settings().get(variable.name()).getBytes(StandardCharsets.ISO_8859_1);
    dump(
        call,
        ParameterName.CFG_VAR,
        Variable.Table.CONFIGURATION,
        core.options().replies().splitValues() && core.console() instanceof SpiConsole spi
            ? variable -> {
              call.packet(spi.unended(Line.VARIABLE.forms().getFirst(), variable.name(), null));
              call.rawLine(value.apply(variable));
            }
            : variable -> call.line(Line.VARIABLE, variable.name(), value.apply(variable)));
  }

  /** All variables of a table, or the one that the parameter names. */
  private void dump(
      Call call,
      ParameterName parameter,
      Variable.Table table,
      java.util.function.Consumer<Variable> line) {
    List<Variable> variables = Variable.all(table);
    if (call.has(parameter)) {
      Variable variable = Variable.find(table, call.text(parameter));
      if (variable == null || core.profile().lacks(variable.name())) {
        call.error(ModuleError.VARIABLE_NOT_FOUND);
        return;
      }
      variables = List.of(variable);
    }
    variables.stream().filter(v -> !core.profile().lacks(v.name())).forEach(line);
    call.ok();
  }

  public void set(Call call) {
    call.end(
        core.profile().lacks(call.text(KEY))
            ? ModuleError.VARIABLE_NOT_FOUND
            : core.settings().set(call.text(KEY), call.text(VALUE)));
  }

  public void save(Call call) {
    call.end(core.saveSettings() ? null : ModuleError.FLASH_WRITE);
  }

  /** Changes RAM alone: a host saves with WCFG and resets (field-facts C.1). */
  public void factory(Call call) {
    core.settings().copyFrom(Settings.factory());
    call.ok();
  }
}
