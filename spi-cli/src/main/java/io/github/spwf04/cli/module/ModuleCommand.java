package io.github.spwf04.cli.module;

import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.virtual.ModuleParameters;
import io.github.spwf04.virtual.ModuleParameters.Parameter;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.door.AtDoor;
import io.github.spwf04.virtual.door.PigpiodDoor;
import io.github.spwf04.virtual.door.PtyDoor;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tools.jackson.jr.ob.JSON;

/** {@code spwf module}: a virtual module for other processes. */
@Command(
    name = "module",
    description = {
      "Runs a virtual module that other programs talk to, until it is stopped by a signal.",
      "A module speaks AT commands on its UART, behind --at, --pty or --stdio, or packets on SPI,"
          + " behind --pigpiod; that takes one of the four. Without any it is --at with a free port."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":it was stopped, or the input of --stdio has ended",
      ExitCode.FAILED + ":a port or a folder cannot be used",
      ExitCode.BAD_INPUT + ":the options are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf module --at 2323 --ap home:sesame-street",
      "  spwf module --pigpiod 8888 --network",
      "  spwf module --pty --set console_echo:0",
      "  printf 'AT+S.STS=fw_version\\n' | spwf module --stdio"
    })
public final class ModuleCommand implements Callable<Integer> {
  private final InputStream in;
  private final OutputStream console;
  private final PrintWriter out;
  private final PrintWriter err;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--at",
      paramLabel = "PORT",
      description = "The AT console on a TCP port; 0 takes a free one.")
  private @Nullable Integer at;

  @Option(names = "--pty", description = "The AT console on a pseudo-terminal (Linux).")
  private boolean pty;

  @Option(
      names = "--stdio",
      description =
          "The AT console on standard input and output; what this command has to say goes to"
              + " standard error.")
  private boolean stdio;

  @Option(
      names = "--pigpiod",
      paramLabel = "PORT",
      description =
          "SPI behind the protocol of the pigpio daemon, whose own port is 8888; 0 takes a free"
              + " one. Channel 0, IRQ on GPIO25, reset on GPIO24.")
  private @Nullable Integer pigpiod;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address of this machine that the TCP ports are opened on, ${DEFAULT-VALUE}. Whoever can"
              + " reach it can use the module.")
  private String listen = "";

  @Option(
      names = "--json",
      description = "Say where it listens as one JSON object: firmware, at, pty, pigpiod.")
  private boolean json;

  private ModuleCommand(InputStream in, OutputStream console, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.console = console;
    this.out = out;
    this.err = err;
  }

  /**
   * The command with an option for each parameter of a module.
   *
   * @param console standard output as bytes, for --stdio
   */
  public static CommandLine commandLine(
      InputStream in, OutputStream console, PrintWriter out, PrintWriter err) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new ModuleCommand(in, console, out, err));
    for (Parameter parameter : ModuleParameters.all()) {
      OptionSpec.Builder option =
          OptionSpec.builder("--" + parameter.name())
              .paramLabel(parameter.label())
              .description(parameter.description())
              .type(parameter.repeatable() ? String[].class : String.class);
      spec.addOption(
          parameter.flag() ? option.arity("0..1").fallbackValue("true").build() : option.build());
    }
    return new CommandLine(spec);
  }

  @Override
  public Integer call() throws Exception {
    check();
    InetAddress address = address(listen);
    VirtualModule module = module();
    Thread signal = new Thread(() -> stop(module), "spwf-signal");
    Runtime.getRuntime().addShutdownHook(signal);
    try (module) {
      // No door misses what the module says when it starts.
      module.holdReset();
      open(module, address);
    } catch (InterruptedException _) {
      // As good as a signal.
    } finally {
      forget(signal);
    }
    return ExitCode.OK;
  }

  /** A signal is the way to stop, so it is no failure. */
  private static void stop(VirtualModule module) {
    module.close();
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private static void forget(Thread signal) {
    try {
      Runtime.getRuntime().removeShutdownHook(signal);
    } catch (IllegalStateException _) {
      // It is about to run.
    }
  }

  private void check() {
    long doors = Stream.of(at != null, pty, stdio, pigpiod != null).filter(given -> given).count();
    if (doors > 1) {
      throw new InvalidInput(
          "--at, --pty, --stdio and --pigpiod: a module has one of them at a time, for its strap"
              + " chooses between UART and SPI, and its UART has one end");
    }
    checkPort("--at", at);
    checkPort("--pigpiod", pigpiod);
  }

  private static void checkPort(String option, @Nullable Integer port) {
    if (port != null && (port < 0 || port > 65535)) {
      throw new InvalidInput(option + " " + port + ", 0 to 65535 are allowed");
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidInput("--listen " + text + " is no IP address");
    }
  }

  private VirtualModule module() {
    ModuleOptions.Builder options =
        ModuleOptions.builder().strap(pigpiod == null ? Strap.UART : Strap.SPI);
    if (pigpiod != null) {
      options.variable("console_enabled", "0");
    }
    ParseResult given = Objects.requireNonNull(spec).commandLine().getParseResult();
    for (Parameter parameter : ModuleParameters.all()) {
      String name = "--" + parameter.name();
      for (String value : values(given, name, parameter.repeatable())) {
        parameter.apply(options, value);
      }
    }
    try {
      return new VirtualModule(options.build());
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("no module of these options: " + e.getMessage());
    }
  }

  private static List<String> values(ParseResult given, String name, boolean repeatable) {
    if (!given.hasMatchedOption(name)) {
      return List.of();
    }
    return repeatable
        ? List.of(given.<String[]>matchedOptionValue(name, new String[0]))
        : List.of(given.<String>matchedOptionValue(name, ""));
  }

  /** The module runs before anybody is told where: what comes in at a held reset is lost. */
  private void open(VirtualModule module, InetAddress address) throws Exception {
    if (stdio) {
      module.releaseReset();
      say(module, err, "AT console", "standard input and output", "stdio", true);
      AtDoor.hold(module.uart(), in, console);
    } else if (pty) {
      try (PtyDoor door = new PtyDoor(module.uart())) {
        module.releaseReset();
        say(module, out, "AT console", door.path(), "pty", door.path());
        untilInterrupted();
      }
    } else if (pigpiod != null) {
      try (PigpiodDoor door = new PigpiodDoor(module, new InetSocketAddress(address, pigpiod))) {
        module.releaseReset();
        sayPort(module, "pigpiod", "pigpiod", door.address());
        untilInterrupted();
      }
    } else {
      int port = at == null ? 0 : at;
      try (AtDoor door = new AtDoor(module.uart(), new InetSocketAddress(address, port))) {
        module.releaseReset();
        sayPort(module, "AT console", "at", door.address());
        untilInterrupted();
      }
    }
  }

  private static void untilInterrupted() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private void sayPort(VirtualModule module, String what, String key, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("host", host);
    place.put("port", address.getPort());
    String text = (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    say(module, out, what, text, key, place);
  }

  private void say(
      VirtualModule module, PrintWriter to, String what, String text, String key, Object value) {
    String version = module.options().profile().version();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("firmware", version);
      object.put(key, value);
      to.println(JSON.std.asString(object));
    } else {
      to.println("SPWF04SA, firmware " + version + "; " + what + " on " + text);
    }
    to.flush();
  }
}
