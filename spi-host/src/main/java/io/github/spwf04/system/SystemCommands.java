package io.github.spwf04.system;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.Reply;
import io.github.spwf04.command.VariableLines;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.SystemEvent;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.internal.Boot;
import io.github.spwf04.web.FirmwareUpdate;
import io.github.spwf04.web.HttpRequest;
import io.github.spwf04.web.ImageLoad;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The module itself (manual 6.1 to 6.3, 6.5, 6.7, 6.13, 6.14, 6.22). */
public final class SystemCommands {
  /** Status variable that names the firmware (Table 8). */
  private static final String BUILD = "build";

  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public SystemCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /** Asks whether the module answers: AT, the null command (6.1). */
  public void check() throws InterruptedException {
    calls.call(Command.AT, calls.options().commandTimeout(), reply -> true);
  }

  /**
   * The value of a status variable (6.3, Table 8).
   *
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 4 when there is none of that
   *     name
   */
  public String status(String name) throws InterruptedException {
    return calls.call(
        Command.STS,
        calls.options().commandTimeout(),
        reply -> VariableLines.one(reply, name),
        name);
  }

  /** All status variables with their values, in the module's order (6.3, Table 8). */
  public SequencedMap<String, String> status() throws InterruptedException {
    return calls.call(Command.STS, calls.options().commandTimeout(), VariableLines::all);
  }

  /**
   * Resets the module by command (6.5) and waits until it takes commands again. Whether the module
   * answers OK first is open; both are taken (field-facts C.1). All sockets are gone afterwards. A
   * network that was joined is joined again as the {@link io.github.spwf04.wifi.ReconnectPolicy} of
   * the options says, unless {@link io.github.spwf04.wifi.WifiCommands#off} goes before.
   *
   * @param timeout bound of the whole
   * @return the WINDs of the boot up to WIND 0, in order
   */
  public List<WindEvent> reset(Duration timeout) throws InterruptedException {
    try (EventSubscription events = calls.events()) {
      calls.call(Command.RESET, timeout, reply -> true);
      return Boot.await(calls.time(), events, timeout);
    }
  }

  /**
   * The commands that the module knows (6.2), as it writes them, with its words for them.
   *
   * @throws io.github.spwf04.error.SpwfException.TimedOut when the list is not whole in time
   */
  public SequencedMap<String, String> help() throws InterruptedException {
    return calls.ask(Command.HELP, SystemCommands::help);
  }

  /**
   * The commands that hold a word (6.2).
   *
   * @param keyword at most 255 bytes
   */
  public SequencedMap<String, String> help(String keyword) throws InterruptedException {
    return calls.ask(Command.HELP, SystemCommands::help, keyword);
  }

  private static SequencedMap<String, String> help(Reply reply) {
    SequencedMap<String, String> commands = new LinkedHashMap<>();
    for (Fields line : reply.all(Line.COMMAND)) {
      commands.put(line.text("command"), line.text("help"));
    }
    return commands;
  }

  /**
   * Runs a MicroPython script of the module (6.7), within the connect timeout of the options.
   *
   * @return what it printed, as far as the firmware sends it over this interface
   * @throws SpwfException.Rejected with error 16 when the script cannot be run, 24 when the
   *     firmware does not run any over SPI
   */
  public CommandReply python(ModuleFile script) throws InterruptedException {
    return calls.call(
        Command.PYTHON,
        calls.options().connectTimeout(),
        reply -> CommandReply.of(Command.PYTHON, reply),
        script);
  }

  /**
   * Enters the shell of MicroPython (6.7), which talks over a UART: over SPI the module refuses, or
   * is out of reach until a reset.
   *
   * @throws SpwfException.Rejected with error 16 or 24
   */
  public void pythonShell() throws InterruptedException {
    calls.run(Command.PYTHON);
  }

  /**
   * Has the module load a firmware from a server (6.14), and nothing more: the next reset installs
   * it. {@link #updateFirmware} does all of it, and says what is lost.
   *
   * @param image where the image is; without a path {@code /fw.fota}, and a path that ends in
   *     {@code .sfota} for a secured one
   * @param timeout bound of the whole
   * @param progress hears of each report of the module: bytes where it tells them, else how many
   *     reports have come
   * @throws SpwfException.InvalidInput for a request that has files
   * @throws SpwfException.Rejected with error 44 while the module has no address, 111 when the
   *     server does not give the image; its causes tell why
   */
  public void loadFirmware(HttpRequest image, Duration timeout, Progress progress)
      throws InterruptedException {
    ImageLoad.run(calls, Command.FWUPDATE, "e", image, timeout, progress);
  }

  /**
   * Loads a firmware from a server and installs it, as the field does it (6.14, field-facts E): the
   * module loads the image, is reset, installs it and starts again; then its variables get the
   * factory values of the new firmware, which are saved, and it is reset once more. Variables that
   * were set before are lost, and so are the files of the flash volumes.
   *
   * <p>GPIO0 must be low. When the image is broken the old firmware stays, with its variables.
   *
   * @param image where the image is; without a path {@code /fw.fota}, and a path that ends in
   *     {@code .sfota} for a secured one
   * @param timeout bound of the loading, and again of the installing
   * @param progress hears of each report of the module while it loads: bytes where it tells them,
   *     else how many reports have come
   * @throws SpwfException.Rejected with error 44 while the module has no address, 111 when the
   *     server does not give the image; its causes tell why
   * @throws SpwfException.TimedOut when the module does not start again in time
   */
  public FirmwareUpdate updateFirmware(HttpRequest image, Duration timeout, Progress progress)
      throws InterruptedException {
    String before = status(BUILD);
    loadFirmware(image, timeout, progress);
    OptionalInt aborted = OptionalInt.empty();
    for (WindEvent wind : reset(timeout)) {
      if (wind.indication() instanceof SystemEvent.BootLoader boot
          && boot.step() == SystemEvent.BootLoader.Step.UPDATE_ABORTED) {
        aborted = OptionalInt.of(boot.reason());
      }
    }
    if (aborted.isEmpty()) {
      ConfigCommands config = new ConfigCommands(calls);
      config.restoreFactory();
      config.save();
      reset(timeout);
    }
    return new FirmwareUpdate(before, status(BUILD), aborted);
  }

  /**
   * Has the module load an image of a volume from a server, in place of all files of the volume
   * (6.13). What was there is lost.
   *
   * @param volume any but {@link Volume#RAM}
   * @param image where the image is; without a path {@code /fs.img}
   * @param timeout bound of the whole
   * @param progress hears of each report of the module: bytes where it tells them, else how many
   *     reports have come
   * @throws SpwfException.InvalidInput for RAM, and for a request that has files
   * @throws SpwfException.Rejected with error 44 while the module has no address, 111 when the
   *     server does not give the image; its causes tell why
   */
  public void updateVolume(Volume volume, HttpRequest image, Duration timeout, Progress progress)
      throws InterruptedException {
    @Nullable String memory = volume.image();
    if (memory == null) {
      throw new SpwfException.InvalidInput(
          "an image of RAM cannot be loaded; USER_FLASH, APPLICATION_FLASH and EXTERNAL can");
    }
    ImageLoad.run(calls, Command.FSUPDATE, memory, image, timeout, progress);
  }

  /** A random number of 32 bits, 0 to 4294967295 (6.22). */
  public long random() throws InterruptedException {
    return calls.call(
        Command.RANDOM,
        calls.options().commandTimeout(),
        reply -> reply.only(Line.NUMBER).number("value"));
  }
}
