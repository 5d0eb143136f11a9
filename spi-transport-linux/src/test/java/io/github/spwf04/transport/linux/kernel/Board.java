package io.github.spwf04.transport.linux.kernel;

import io.github.spwf04.testkit.bus.SlavePins;
import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.testkit.module.VirtualModule;
import io.github.spwf04.transport.linux.GpioLine;
import io.github.spwf04.transport.linux.LinuxBusOptions;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A machine with one SPI device and one GPIO chip, and a slave wired to them. */
final class Board implements AutoCloseable {
  static final int IRQ = 25;
  static final int RESET = 24;
  static final int LINES = 54;

  final EmulatedSpidev spidev;
  final EmulatedGpioChip chip;
  final Path folder;
  private final EmulatedKernel kernel;
  private final int bufsiz;
  private boolean ended;

  private Board(SlavePins slave, int bufsiz) throws IOException {
    this.kernel = EmulatedKernel.get();
    this.bufsiz = bufsiz;
    this.folder = Files.createTempDirectory("dev");
    this.spidev = new EmulatedSpidev(slave, bufsiz);
    this.chip = new EmulatedGpioChip(kernel, LINES);
    Files.writeString(folder.resolve("bufsiz"), bufsiz + "\n");
    kernel.plug(spi(), spidev);
    kernel.plug(gpio(), chip);
  }

  /** A board with a scripted slave: its IRQ line is there the moment it is set. */
  static Board with(ScriptedSlave slave) throws IOException {
    return with(slave, 4096);
  }

  static Board with(ScriptedSlave slave, int bufsiz) throws IOException {
    Board board = new Board(slave, bufsiz);
    slave.onIrq(asserted -> board.irq().drive(!asserted));
    board.reset().onPull(slave::resetLine);
    return board;
  }

  /** A board with a slave whose other lines are not wired. */
  static Board with(SlavePins slave) throws IOException {
    return new Board(slave, 4096);
  }

  /** A board with a virtual module. */
  static Board with(VirtualModule module) throws IOException {
    Board board = new Board(new Wires(module), 4096);
    board.irq().levelFrom(() -> !module.pins().irqAsserted());
    board
        .reset()
        .onPull(
            level -> {
              if (level == ResetLine.RELEASED) {
                module.reset();
              }
            });
    Thread.ofVirtual().name("irq wire").start(() -> board.carryEdges(module));
    return board;
  }

  private void carryEdges(VirtualModule module) {
    boolean low = false;
    try {
      while (!ended) {
        if (module.pins().awaitIrq(!low, Duration.ofSeconds(1), () -> ended)) {
          low = !low;
          irq().drive(!low);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Path spi() {
    return folder.resolve("spidev0.0");
  }

  Path gpio() {
    return folder.resolve("gpiochip0");
  }

  EmulatedLine irq() {
    return chip.line(IRQ);
  }

  EmulatedLine reset() {
    return chip.line(RESET);
  }

  /** How to reach the slave; the reset line is pulled for a moment only. */
  LinuxBusOptions options() {
    return LinuxBusOptions.of(spi(), new GpioLine(gpio(), IRQ), new GpioLine(gpio(), RESET))
        .withBufsiz(folder.resolve("bufsiz"))
        .withResetTimes(Duration.ofMillis(2), Duration.ofMillis(1));
  }

  int bufsiz() {
    return bufsiz;
  }

  void unplugSpi() throws IOException {
    kernel.unplug(spi());
  }

  void plugSpi() throws IOException {
    kernel.plug(spi(), spidev);
  }

  void unplugGpio() throws IOException {
    kernel.unplug(gpio());
    chip.unplug();
  }

  void plugGpio() throws IOException {
    kernel.plug(gpio(), chip);
  }

  @Override
  public void close() {
    ended = true;
    try {
      kernel.forget(spi());
      kernel.forget(gpio());
      Files.deleteIfExists(folder.resolve("bufsiz"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SPI pins of a module; its other lines go through the GPIO chip. */
  private record Wires(VirtualModule module) implements SlavePins {
    @Override
    public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
      module.pins().window(out, in, length);
    }

    @Override
    public boolean irqAsserted() {
      return module.pins().irqAsserted();
    }

    @Override
    public boolean awaitIrq(boolean asserted, Duration timeout, BooleanSupplier end)
        throws InterruptedException {
      return module.pins().awaitIrq(asserted, timeout, end);
    }

    @Override
    public void wake() {
      module.pins().wake();
    }

    @Override
    public void reset() {
      module.reset();
    }
  }
}
