package io.github.spwf04.transport.pi4j.kernel;

import com.pi4j.io.spi.SpiProvider;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.pi4j.Pi4jBusOptions;
import io.github.spwf04.transport.pi4j.SlaveProviders;
import io.github.spwf04.virtual.bus.SlavePins;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Pi4J's own provider over spidev. It looks for its devices in /dev and nowhere else, so the node
 * of a device that no machine has is put there for the length of a test.
 */
final class LinuxFs {
  private static final int BUS = 6;
  private static final int CHANNEL = 2;
  private static final Path NODE = Path.of("/dev/spidev" + BUS + "." + CHANNEL);

  /** Held until this process ends: another build on this machine waits for its turn. */
  private static @Nullable FileChannel turn;

  private LinuxFs() {}

  static synchronized EmulatedBoard board(SlavePins slave) throws IOException {
    if (!Files.isWritable(Path.of("/dev"))) {
      throw new TestAbortedException("a device node in /dev takes root to make");
    }
    if (turn == null) {
      turn =
          FileChannel.open(
              Path.of(System.getProperty("java.io.tmpdir"), "spwf04-spidev.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      turn.lock();
      if (Files.isRegularFile(NODE)) {
        // Left by a process that was killed.
        Files.delete(NODE);
      }
    }
    return EmulatedBoard.with(slave, NODE);
  }

  /** The archive is no dependency of the build that compiles this, see the POM. */
  static SpiProvider provider() throws ReflectiveOperationException {
    return (SpiProvider)
        Class.forName("com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProvider")
            .getMethod("newInstance")
            .invoke(null);
  }

  static Pi4jBusOptions options() {
    return Pi4jBusOptions.of(BUS, CHANNEL, SlaveProviders.IRQ, SlaveProviders.RESET);
  }
}
