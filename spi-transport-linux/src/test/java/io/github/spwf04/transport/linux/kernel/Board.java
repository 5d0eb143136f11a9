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
  private volatile boolean ended;

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
    Wires wires = new Wires(module);
    Board board = new Board(wires, 4096);
    wires.irq = board.irq();
    board
        .reset()
        .onPull(
            level -> {
              if (level == ResetLine.RELEASED) {
                wires.reset();
              }
            });
    Thread.ofVirtual().name("irq wire").start(() -> wires.carryEdges(() -> board.ended));
    return board;
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

  /**
   * The pins of a module. Its IRQ line rises with the bytes the host clocks and falls at any time:
   * the first is carried over before the transfer ends, as hardware has it, the second by a thread.
   */
  private static final class Wires implements SlavePins {
    private final VirtualModule module;
    private volatile @Nullable EmulatedLine irq;

    Wires(VirtualModule module) {
      this.module = module;
    }

    void carryEdges(BooleanSupplier ended) {
      try {
        while (!ended.getAsBoolean()) {
          module.pins().awaitIrq(carry(), Duration.ofSeconds(1), ended);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /** Whether the line is high, once it has the level of the pin. */
    private boolean carry() {
      EmulatedLine line = irq;
      return line == null || line.follow(() -> !module.pins().irqAsserted());
    }

    @Override
    public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
      module.pins().window(out, in, length);
      carry();
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
      carry();
    }
  }
}
