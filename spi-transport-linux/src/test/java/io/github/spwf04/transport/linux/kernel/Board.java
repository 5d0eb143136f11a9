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

  private static final Duration LONG = Duration.ofSeconds(60);

  final EmulatedSpidev spidev;
  final EmulatedGpioChip chip;
  final Path folder;
  private final EmulatedKernel kernel;
  private Runnable atEnd = () -> {};
  private volatile boolean ended;

  private Board(SlavePins slave, EmulatedGpioChip chip, int bufsiz) throws IOException {
    this.kernel = EmulatedKernel.get();
    this.folder = Files.createTempDirectory("dev");
    this.spidev = new EmulatedSpidev(slave, bufsiz);
    this.chip = chip;
    Files.writeString(folder.resolve("bufsiz"), bufsiz + "\n");
    kernel.plug(spi(), spidev);
    kernel.plug(gpio(), chip);
  }

  /** A board with a scripted slave: its IRQ line is there the moment it is set. */
  static Board with(ScriptedSlave slave) throws IOException {
    return with(slave, 4096);
  }

  static Board with(ScriptedSlave slave, int bufsiz) throws IOException {
    Board board = new Board(slave, new EmulatedGpioChip(EmulatedKernel.get(), LINES), bufsiz);
    slave.onIrq(asserted -> board.irq().drive(!asserted));
    board.reset().onPull(slave::resetLine);
    return board;
  }

  /** A board with a slave whose other lines are not wired. */
  static Board with(SlavePins slave) throws IOException {
    return new Board(slave, new EmulatedGpioChip(EmulatedKernel.get(), LINES), 4096);
  }

  /** A board with a virtual module. */
  static Board with(VirtualModule module) throws IOException {
    EmulatedGpioChip chip = new EmulatedGpioChip(EmulatedKernel.get(), LINES);
    Wires wires = new Wires(module, chip.line(IRQ));
    Board board = new Board(wires, chip, 4096);
    board.atEnd = wires::wake;
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
    atEnd.run();
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
    private final EmulatedLine irq;

    Wires(VirtualModule module, EmulatedLine irq) {
      this.module = module;
      this.irq = irq;
    }

    void carryEdges(BooleanSupplier ended) {
      try {
        while (!ended.getAsBoolean()) {
          boolean high = irq.high();
          // A transfer may raise the line meanwhile: then it is the next fall that counts.
          module.pins().awaitIrq(high, LONG, () -> ended.getAsBoolean() || irq.high() != high);
          carry();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void carry() {
      irq.follow(() -> !module.pins().irqAsserted());
    }

    @Override
    public void window(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) {
      module.pins().window(out, in, length);
      carry();
      wake();
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
      wake();
    }
  }
}
