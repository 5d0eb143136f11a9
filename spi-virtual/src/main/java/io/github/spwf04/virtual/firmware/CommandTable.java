package io.github.spwf04.virtual.firmware;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.file.FileCommands;
import io.github.spwf04.virtual.net.Ping;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Handler;
import io.github.spwf04.virtual.security.CertificateCommands;
import io.github.spwf04.virtual.system.SystemCommands;
import io.github.spwf04.virtual.system.Update;
import io.github.spwf04.virtual.system.VariableCommands;
import io.github.spwf04.virtual.wifi.RadioCommands;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which command is worked on where: one row each. A command without a row is error 1. */
public final class CommandTable {
  private static final Map<Command, Function<CommandTable, Handler>> ROWS = rows();

  private final Firmware firmware;
  private final SystemCommands system;
  private final VariableCommands variables;
  private final FileCommands files;
  private final RadioCommands radio;
  private final Update update;

  private CommandTable(Firmware firmware) {
    this.firmware = firmware;
    system = new SystemCommands(firmware, firmware.chip().random());
    variables = new VariableCommands(firmware, firmware.radio(), firmware.statusVariables());
    files = new FileCommands(firmware.volumes());
    radio =
        new RadioCommands(
            firmware, firmware.radio(), firmware.chip().surroundings(), firmware.volumes());
    update =
        new Update(firmware.volumes(), firmware.services().http(), firmware.chip().bootLoader());
  }

  private static Map<Command, Function<CommandTable, Handler>> rows() {
    Map<Command, Function<CommandTable, Handler>> rows = new EnumMap<>(Command.class);
    rows.put(Command.AT, _ -> Call::ok);
    rows.put(Command.HELP, t -> t.system::help);
    rows.put(Command.RESET, t -> t.system::reset);
    rows.put(Command.TIME, t -> t.system::time);
    rows.put(Command.RANDOM, t -> t.system::random);

    rows.put(Command.PYTHON, t -> t.firmware.python()::run);
    rows.put(Command.PMS, t -> t.firmware.power()::set);

    rows.put(Command.GPIOC, t -> t.firmware.pins()::configure);
    rows.put(Command.GPIOR, t -> t.firmware.pins()::read);
    rows.put(Command.GPIOW, t -> t.firmware.pins()::write);
    rows.put(Command.DAC, t -> t.firmware.pins()::dac);
    rows.put(Command.ADC, t -> t.firmware.pins()::adc);
    rows.put(Command.PWM, t -> t.firmware.pins()::pwm);

    rows.put(Command.STS, t -> t.variables::status);
    rows.put(Command.PEERS, t -> t.variables::peers);
    rows.put(Command.GCFG, t -> t.variables::get);
    rows.put(Command.SCFG, t -> t.variables::set);
    rows.put(Command.WCFG, t -> t.variables::save);
    rows.put(Command.FCFG, t -> t.variables::factory);

    rows.put(Command.FSM, t -> t.files::mount);
    rows.put(Command.FSU, t -> t.files::unmount);
    rows.put(Command.FSC, t -> t.files::create);
    rows.put(Command.FSD, t -> t.files::delete);
    rows.put(Command.FSR, t -> t.files::rename);
    rows.put(Command.FSL, t -> t.files::list);
    rows.put(Command.FSP, t -> t.files::print);
    rows.put(Command.HASH, t -> t.files::hash);

    rows.put(Command.WIFI, t -> t.radio::wifi);
    rows.put(Command.SCAN, t -> t.radio::scan);
    rows.put(Command.WPS, t -> t.firmware.radio().wps()::start);
    rows.put(Command.SSIDTXT, t -> t.radio::ssid);

    rows.put(
        Command.WPAECERT, t -> new CertificateCommands(t.firmware.chip().wpaCertificates())::run);
    rows.put(
        Command.TLSCERT, t -> new CertificateCommands(t.firmware.chip().tlsCertificates())::run);
    rows.put(Command.PING, t -> new Ping(t.firmware, t.firmware.network())::run);
    rows.put(Command.HTTPGET, t -> t.firmware.services().http()::get);
    rows.put(Command.HTTPPOST, t -> t.firmware.services().http()::post);
    rows.put(Command.SMTP, t -> t.firmware.services().mail()::send);
    rows.put(Command.TFTPGET, t -> t.firmware.services().tftp()::get);
    rows.put(Command.TFTPPUT, t -> t.firmware.services().tftp()::put);

    rows.put(Command.MQTTCONN, t -> t.firmware.services().mqtt()::connect);
    rows.put(Command.MQTTSUB, t -> t.firmware.services().mqtt()::subscribe);
    rows.put(Command.MQTTPUB, t -> t.firmware.services().mqtt()::publish);
    rows.put(Command.MQTTUNSUB, t -> t.firmware.services().mqtt()::unsubscribe);
    rows.put(Command.MQTTDISC, t -> t.firmware.services().mqtt()::disconnect);

    rows.put(Command.WSOCKON, t -> t.firmware.services().webSockets()::open);
    rows.put(Command.WSOCKQ, t -> t.firmware.services().webSockets()::query);
    rows.put(Command.WSOCKC, t -> t.firmware.services().webSockets()::close);
    rows.put(Command.WSOCKW, t -> t.firmware.services().webSockets()::write);
    rows.put(Command.WSOCKR, t -> t.firmware.services().webSockets()::read);
    rows.put(Command.WSOCKL, t -> t.firmware.services().webSockets()::list);

    rows.put(Command.SOCKON, t -> t.firmware.sockets()::open);
    rows.put(Command.SOCKQ, t -> t.firmware.sockets()::query);
    rows.put(Command.SOCKC, t -> t.firmware.sockets()::close);
    rows.put(Command.SOCKW, t -> t.firmware.sockets()::write);
    rows.put(Command.SOCKR, t -> t.firmware.sockets()::read);
    rows.put(Command.SOCKL, t -> t.firmware.sockets()::list);

    rows.put(Command.SOCKDON, t -> t.firmware.servers()::open);
    rows.put(Command.SOCKDQ, t -> t.firmware.servers()::query);
    rows.put(Command.SOCKDC, t -> t.firmware.servers()::close);
    rows.put(Command.SOCKDW, t -> t.firmware.servers()::write);
    rows.put(Command.SOCKDR, t -> t.firmware.servers()::read);
    rows.put(Command.SOCKDL, t -> t.firmware.servers()::list);

    rows.put(Command.FSWRITE, t -> t.update::write);
    rows.put(Command.FSUPDATE, t -> t.update::fileSystem);
    rows.put(Command.FWUPDATE, t -> t.update::firmware);
    rows.put(Command.INPUTSSI, t -> t.firmware.input()::input);
    return rows;
  }

  static Map<Command, Handler> of(Firmware firmware) {
    CommandTable table = new CommandTable(firmware);
    Map<Command, Handler> handlers = new EnumMap<>(Command.class);
    ROWS.forEach((command, row) -> handlers.put(command, row.apply(table)));
    return handlers;
  }

  public static Set<Command> notBuilt() {
    Set<Command> missing = EnumSet.allOf(Command.class);
    missing.removeAll(ROWS.keySet());
    return missing;
  }
}
