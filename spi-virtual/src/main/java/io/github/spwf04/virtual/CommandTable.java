package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Command;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which command is worked on where: one row each. A command without a row is error 1. */
final class CommandTable {
  private static final Map<Command, Function<Firmware, Handler>> ROWS = rows();

  private CommandTable() {}

  private static Map<Command, Function<Firmware, Handler>> rows() {
    Map<Command, Function<Firmware, Handler>> rows = new EnumMap<>(Command.class);
    rows.put(Command.AT, _ -> Call::ok);
    rows.put(Command.HELP, _ -> SystemCommands::help);
    rows.put(Command.RESET, f -> call -> SystemCommands.reset(f, call));
    rows.put(Command.TIME, f -> call -> SystemCommands.time(f, call));
    rows.put(Command.RANDOM, f -> call -> SystemCommands.random(f, call));

    rows.put(Command.PYTHON, f -> f.python()::run);
    rows.put(Command.PMS, f -> f.power()::set);

    rows.put(Command.GPIOC, f -> f.pins()::configure);
    rows.put(Command.GPIOR, f -> f.pins()::read);
    rows.put(Command.GPIOW, f -> f.pins()::write);
    rows.put(Command.DAC, f -> f.pins()::dac);
    rows.put(Command.ADC, f -> f.pins()::adc);
    rows.put(Command.PWM, f -> f.pins()::pwm);

    rows.put(Command.STS, f -> call -> VariableCommands.status(f, call));
    rows.put(Command.PEERS, f -> call -> VariableCommands.peers(f, call));
    rows.put(Command.GCFG, f -> call -> VariableCommands.get(f, call));
    rows.put(Command.SCFG, f -> call -> VariableCommands.set(f, call));
    rows.put(Command.WCFG, f -> call -> VariableCommands.save(f, call));
    rows.put(Command.FCFG, f -> call -> VariableCommands.factory(f, call));

    rows.put(Command.FSM, f -> call -> FileCommands.mount(f, call));
    rows.put(Command.FSU, f -> call -> FileCommands.unmount(f, call));
    rows.put(Command.FSC, f -> call -> FileCommands.create(f, call));
    rows.put(Command.FSD, f -> call -> FileCommands.delete(f, call));
    rows.put(Command.FSR, f -> call -> FileCommands.rename(f, call));
    rows.put(Command.FSL, f -> call -> FileCommands.list(f, call));
    rows.put(Command.FSP, f -> call -> FileCommands.print(f, call));
    rows.put(Command.HASH, f -> call -> FileCommands.hash(f, call));

    rows.put(Command.WIFI, f -> call -> RadioCommands.wifi(f, call));
    rows.put(Command.SCAN, f -> call -> RadioCommands.scan(f, call));
    rows.put(Command.WPS, f -> f.wps()::start);
    rows.put(Command.SSIDTXT, f -> call -> RadioCommands.ssid(f, call));

    rows.put(
        Command.WPAECERT, f -> call -> CertificateCommands.run(f.module().wpaCertificates(), call));
    rows.put(
        Command.TLSCERT, f -> call -> CertificateCommands.run(f.module().tlsCertificates(), call));
    rows.put(Command.PING, f -> call -> Ping.run(f, call));
    rows.put(Command.HTTPGET, f -> f.services().http()::get);
    rows.put(Command.HTTPPOST, f -> f.services().http()::post);
    rows.put(Command.SMTP, f -> f.services().mail()::send);
    rows.put(Command.TFTPGET, f -> f.services().tftp()::get);
    rows.put(Command.TFTPPUT, f -> f.services().tftp()::put);

    rows.put(Command.MQTTCONN, f -> f.services().mqtt()::connect);
    rows.put(Command.MQTTSUB, f -> f.services().mqtt()::subscribe);
    rows.put(Command.MQTTPUB, f -> f.services().mqtt()::publish);
    rows.put(Command.MQTTUNSUB, f -> f.services().mqtt()::unsubscribe);
    rows.put(Command.MQTTDISC, f -> f.services().mqtt()::disconnect);

    rows.put(Command.WSOCKON, f -> f.services().webSockets()::open);
    rows.put(Command.WSOCKQ, f -> f.services().webSockets()::query);
    rows.put(Command.WSOCKC, f -> f.services().webSockets()::close);
    rows.put(Command.WSOCKW, f -> f.services().webSockets()::write);
    rows.put(Command.WSOCKR, f -> f.services().webSockets()::read);
    rows.put(Command.WSOCKL, f -> f.services().webSockets()::list);

    rows.put(Command.SOCKON, f -> f.sockets()::open);
    rows.put(Command.SOCKQ, f -> f.sockets()::query);
    rows.put(Command.SOCKC, f -> f.sockets()::close);
    rows.put(Command.SOCKW, f -> f.sockets()::write);
    rows.put(Command.SOCKR, f -> f.sockets()::read);
    rows.put(Command.SOCKL, f -> f.sockets()::list);

    rows.put(Command.SOCKDON, f -> f.servers()::open);
    rows.put(Command.SOCKDQ, f -> f.servers()::query);
    rows.put(Command.SOCKDC, f -> f.servers()::close);
    rows.put(Command.SOCKDW, f -> f.servers()::write);
    rows.put(Command.SOCKDR, f -> f.servers()::read);
    rows.put(Command.SOCKDL, f -> f.servers()::list);

    rows.put(Command.FSWRITE, f -> f.update()::write);
    rows.put(Command.FSUPDATE, f -> f.update()::fileSystem);
    rows.put(Command.FWUPDATE, f -> f.update()::firmware);
    rows.put(Command.INPUTSSI, f -> f.input()::input);
    return rows;
  }

  static Map<Command, Handler> of(Firmware firmware) {
    Map<Command, Handler> table = new EnumMap<>(Command.class);
    ROWS.forEach((command, row) -> table.put(command, row.apply(firmware)));
    return table;
  }

  static Set<Command> notBuilt() {
    Set<Command> missing = EnumSet.allOf(Command.class);
    missing.removeAll(ROWS.keySet());
    return missing;
  }
}
