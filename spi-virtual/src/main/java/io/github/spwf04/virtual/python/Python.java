package io.github.spwf04.virtual.python;

import static io.github.spwf04.catalog.ParameterName.FILENAME;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.console.AtConsole;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.options.PythonOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** PYTHON (6.7) and the script of the boot (manual section 5), each in a process of its own. */
public final class Python {
  /** Values of console_enabled. */
  private static final int UART_AND_PYTHON = 2;

  private static final int PYTHON_ALONE = 3;

  /** Exit codes from here on are those of processes that were killed, or broke. */
  private static final int KILLED = 128;

  private static final int MAX_INPUT = 1 << 16;
  private static final byte[] END = new byte[0];

  private final Core core;
  private final Volumes volumes;
  private final Peripherals peripherals;
  private final @Nullable AtConsole console;
  private final ScriptOutput scriptOutput;
  private final PythonOptions options;
  private final boolean alone;

  /** Processes are not of the module, and end by this. */
  private final Time time;

  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  public Python(
      Core core,
      Volumes volumes,
      Peripherals peripherals,
      @Nullable AtConsole console,
      ScriptOutput scriptOutput) {
    this.core = core;
    this.volumes = volumes;
    this.peripherals = peripherals;
    this.console = console;
    this.scriptOutput = scriptOutput;
    this.options = core.options().python();
    this.time = core.options().timing().peerTime();
    this.alone = core.settings().number("console_enabled") == PYTHON_ALONE;
  }

  /** Whether the module is there for its script alone, without a console. */
  public boolean alone() {
    return alone;
  }

  /** The command PYTHON. */
  public void run(Call call) {
    if (!call.has(FILENAME)) {
      shell(call);
      return;
    }
    try {
      byte[] script = volumes.use(call.text(FILENAME));
      run(
          script,
          printed -> {
            call.data(printed);
            call.flush();
          },
          error -> {
            if (ModuleError.REQUEST_FAILED.equals(error)) {
              core.wind(Wind.CONFIGURATION_FAILURE, WindReason.Configuration.MICROPYTHON);
            }
            call.end(error);
          });
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  /**
   * Runs python_script when GPIO8 is high or there is no console; commands wait meanwhile.
   *
   * @param failed is told when it could not run to its end
   */
  public void boot(Consumer<WindReason.Configuration> failed) {
    if (!alone && !peripherals.driven(Peripherals.PYTHON)) {
      return;
    }
    AtConsole shown = alone ? null : console;
    Consumer<byte[]> output = shown == null ? scriptOutput::add : shown::print;
    core.occupy();
    try {
      byte[] script = volumes.use(core.settings().get("python_script"));
      run(script, output, error -> booted(error, failed));
    } catch (VolumeException e) {
      booted(e.error(), failed);
    }
  }

  private void booted(@Nullable ModuleError error, Consumer<WindReason.Configuration> failed) {
    if (error != null) {
      failed.accept(WindReason.Configuration.MICROPYTHON);
    }
    core.release();
  }

  private void run(byte[] script, Consumer<byte[]> output, Consumer<@Nullable ModuleError> then) {
    long heap = heap();
    core.spawn(
        () -> {
          try {
            interpret(script, heap, output, then);
          } catch (Throwable e) {
            // At a boot there is no command that would end by itself, and others wait.
            core.post(() -> then.accept(ModuleError.LOW_MEMORY));
            throw e;
          }
        });
  }

  private void interpret(
      byte[] script, long heap, Consumer<byte[]> output, Consumer<@Nullable ModuleError> then) {
    Process process = start(false, heap);
    if (process == null) {
      core.post(() -> then.accept(ModuleError.NO_PYTHON));
      return;
    }
    core.spawn(() -> feed(process, script));
    core.spawn(() -> end(process, new AtomicLong(time.nanoTime())));
    boolean whole = read(process, output);
    core.post(() -> then.accept(whole ? null : ModuleError.REQUEST_FAILED));
  }

  private static void feed(Process process, byte[] script) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(script);
    } catch (IOException _) {
      // It has ended; what it printed tells why.
    }
  }

  // The shell.

  private void shell(Call call) {
    AtConsole shown = console;
    if (shown == null) {
      call.error(ModuleError.NOT_WITH_SPI);
      return;
    }
    if (core.settings().number("console_enabled") != UART_AND_PYTHON) {
      call.error(ModuleError.NO_PYTHON);
      return;
    }
    long heap = heap();
    core.spawn(
        () -> {
          Process process = start(true, heap);
          if (process == null) {
            core.post(() -> call.error(ModuleError.NO_PYTHON));
            return;
          }
          BlockingQueue<byte[]> input = new LinkedBlockingQueue<>(MAX_INPUT);
          AtomicLong lastInput = new AtomicLong(time.nanoTime());
          core.post(
              () ->
                  shown.openShell(
                      b -> {
                        lastInput.set(time.nanoTime());
                        if (!input.offer(new byte[] {(byte) b})) {
                          kill(process);
                        }
                      },
                      () -> {
                        kill(process);
                        call.ok();
                      }));
          core.spawn(() -> type(process, input));
          core.spawn(() -> end(process, lastInput));
          read(process, shown::print);
          input.clear();
          input.offer(END);
          core.post(
              () -> {
                if (!call.ended()) {
                  shown.closeShell();
                  call.ok();
                }
              });
        });
  }

  private static void type(Process process, BlockingQueue<byte[]> input) {
    try (OutputStream keys = process.getOutputStream()) {
      for (byte[] key = input.take(); key != END; key = input.take()) {
        keys.write(key);
        keys.flush();
      }
    } catch (IOException _) {
      // It has ended, which its reader sees, too.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  // Processes.

  /** The heap in kibibytes; on the event loop only. */
  private long heap() {
    return core.settings().number("python_memsize");
  }

  /**
   * @return null when there is no interpreter, or no heap for it
   */
  private @Nullable Process start(boolean shell, long heap) {
    MicroPython python = MicroPython.find(options.interpreter());
    if (python == null || heap == 0) {
      return null;
    }
    try {
      Process process = python.start(shell, heap, options.limit());
      processes.add(process);
      if (ended) {
        kill(process);
      }
      return process;
    } catch (IOException _) {
      return null;
    }
  }

  /**
   * Hands on what it prints, until it ends.
   *
   * @return whether it came to its own end
   */
  private boolean read(Process process, Consumer<byte[]> output) {
    int left = options.maxOutput();
    byte[] buffer = new byte[4096];
    try (InputStream printed = process.getInputStream()) {
      int length;
      while (left > 0 && (length = printed.read(buffer, 0, Math.min(left, buffer.length))) >= 0) {
        left -= length;
        byte[] block = Arrays.copyOf(buffer, length);
        core.post(() -> output.accept(block));
      }
      if (left == 0) {
        kill(process);
      }
      return process.waitFor() < KILLED && left > 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      kill(process);
      processes.remove(process);
    }
  }

  /** Ends a process when there has been no input for as long as the limit says. */
  private void end(Process process, AtomicLong lastInput) {
    Duration limit = options.limit();
    try {
      long left = limit.toNanos();
      while (left > 0 && !process.waitFor(left, TimeUnit.NANOSECONDS)) {
        left = limit.toNanos() - (time.nanoTime() - lastInput.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    kill(process);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends all of them with the firmware. */
  public void end() {
    ended = true;
    processes.forEach(Python::kill);
  }
}
