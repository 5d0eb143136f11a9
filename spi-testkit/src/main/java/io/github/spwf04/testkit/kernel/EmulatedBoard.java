package io.github.spwf04.testkit.kernel;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.testkit.contract.WiredModule;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.SlavePins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A machine with one SPI device and one GPIO chip, and a slave wired to them. */
public final class EmulatedBoard implements AutoCloseable {
  /** The line of {@link #gpio} that the slave's IRQ output is wired to. */
  public static final int IRQ = 25;

  /** The line of {@link #gpio} that the slave's reset input is wired to. */
  public static final int RESET = 24;

  /** The lines of {@link #gpio}. */
  public static final int LINES = 54;

  /** That of spidev as it comes. */
  private static final int DEFAULT_BUFSIZ = 4096;

  private final EmulatedSpidev spidev;
  private final EmulatedGpioChip chip;
  private final Path folder;
  private final boolean ownFolder;
  private final Path spi;
  private final EmulatedKernel kernel;
  private Runnable atEnd = () -> {};

  private EmulatedBoard(
      @Nullable Path given, SlavePins slave, EmulatedGpioChip chip, int bufsiz, @Nullable Path node)
      throws IOException {
    this.kernel = EmulatedKernel.get();
    this.ownFolder = given == null;
    this.folder = given == null ? Files.createTempDirectory("dev") : given;
    this.spi = node == null ? folder.resolve("spidev0.0") : node;
    this.spidev = new EmulatedSpidev(slave, bufsiz);
    this.chip = chip;
    Files.writeString(bufsiz(), bufsiz + "\n");
    kernel.plug(spi, spidev);
    kernel.plug(gpio(), chip);
  }

  /** A board with a scripted slave: its IRQ line is there the moment it is set. */
  public static EmulatedBoard with(ScriptedSlave slave) throws IOException {
    return with(slave, DEFAULT_BUFSIZ);
  }

  /**
   * A board with a scripted slave.
   *
   * @param bufsiz the largest message that spidev takes, in bytes
   */
  public static EmulatedBoard with(ScriptedSlave slave, int bufsiz) throws IOException {
    EmulatedBoard board =
        new EmulatedBoard(
            null, slave, new EmulatedGpioChip(EmulatedKernel.get(), LINES), bufsiz, null);
    slave.onIrq(asserted -> board.irq().drive(!asserted));
    board.reset().onPull(slave::resetLine);
    return board;
  }

  /**
   * A board with a slave whose other lines are not wired.
   *
   * @param node the SPI device node to make, or null for one in {@link #folder}
   */
  public static EmulatedBoard with(SlavePins slave, @Nullable Path node) throws IOException {
    return new EmulatedBoard(
        null, slave, new EmulatedGpioChip(EmulatedKernel.get(), LINES), DEFAULT_BUFSIZ, node);
  }

  /** A board with a virtual module. */
  public static EmulatedBoard with(VirtualModule module) throws IOException {
    return in(null, module);
  }

  /**
   * A board with a virtual module.
   *
   * @param folder where its nodes are, those that are there already keep their owners and
   *     permissions; null for a new one
   */
  public static EmulatedBoard in(@Nullable Path folder, VirtualModule module) throws IOException {
    EmulatedGpioChip chip = new EmulatedGpioChip(EmulatedKernel.get(), LINES);
    WiredModule wires = new WiredModule(module);
    EmulatedBoard board = new EmulatedBoard(folder, wires, chip, DEFAULT_BUFSIZ, null);
    board.atEnd = wires::close;
    wires.onIrq(asserted -> board.irq().drive(!asserted));
    board
        .reset()
        .onPull(
            level -> {
              if (level == ResetLine.RELEASED) {
                wires.reset();
              }
            });
    return board;
  }

  /** Where its nodes are. */
  public Path folder() {
    return folder;
  }

  /** The SPI device node. */
  public Path spi() {
    return spi;
  }

  /** The GPIO chip's node. */
  public Path gpio() {
    return folder.resolve("gpiochip0");
  }

  /** The file that tells the largest message of spidev. */
  public Path bufsiz() {
    return folder.resolve("bufsiz");
  }

  /** What is behind the SPI node. */
  public EmulatedSpidev spidev() {
    return spidev;
  }

  /** The line that the slave's IRQ output is wired to. */
  public EmulatedLine irq() {
    return chip.line(IRQ);
  }

  /** The line that the slave's reset input is wired to. */
  public EmulatedLine reset() {
    return chip.line(RESET);
  }

  /** Where everything is, as the bus {@code linux:} takes it. */
  public String uri() {
    return "linux:%s?irq=%s/%d&reset=%s/%d".formatted(spi, gpio(), IRQ, gpio(), RESET);
  }

  /** Takes the SPI device away. */
  public void unplugSpi() throws IOException {
    kernel.unplug(spi());
  }

  /** Brings it back. */
  public void plugSpi() throws IOException {
    kernel.plug(spi(), spidev);
  }

  /** Takes the GPIO chip away. */
  public void unplugGpio() throws IOException {
    kernel.unplug(gpio());
    chip.unplug();
  }

  /** Brings it back. */
  public void plugGpio() throws IOException {
    kernel.plug(gpio(), chip);
  }

  @Override
  public void close() {
    atEnd.run();
    try {
      kernel.forget(spi());
      kernel.forget(gpio());
      Files.deleteIfExists(bufsiz());
      if (ownFolder) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
