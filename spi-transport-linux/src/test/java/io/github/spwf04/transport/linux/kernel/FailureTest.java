package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.testkit.kernel.FileAccess;
import io.github.spwf04.transport.linux.GpioLine;
import io.github.spwf04.transport.linux.LinuxBusOptions;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedSlave slave = new ScriptedSlave();

  // Opening.

  @Test
  void missingSpiDeviceNamesThoseThatArePresent() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      Path absent = board.folder().resolve("spidev1.0");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  LinuxSpiBus.open(
                      LinuxBusOptions.of(
                          absent, new GpioLine(board.gpio(), EmulatedBoard.IRQ), null)))
          .withMessage(
              "cannot open "
                  + absent
                  + ": ENOENT (there is no such device); present are ["
                  + board.spi()
                  + "]; switch SPI on, on a Raspberry Pi with 'sudo raspi-config nonint do_spi 0',"
                  + " and restart");
    }
  }

  @Test
  void missingChipNamesThoseThatArePresent() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  LinuxSpiBus.open(
                      LinuxBusOptions.of(
                          board.spi(),
                          new GpioLine(board.folder().resolve("gpiochip4"), EmulatedBoard.IRQ),
                          null)))
          .withMessageContaining("gpiochip4: ENOENT")
          .withMessageContaining("present are [" + board.gpio() + "]");
    }
  }

  @ParameterizedTest
  @CsvSource({"spidev0.0, spi", "gpiochip0, gpio"})
  void deniedPermissionNamesTheGroupAndHowToJoinIt(String node, String group) throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      permit(board.spi(), "rw-rw-rw-");
      permit(board.gpio(), "rw-rw-rw-");
      permit(board.folder().resolve(node), "---------");
      String user = System.getProperty("user.name");
      withoutRoot(
          board,
          () ->
              assertThatExceptionOfType(IOException.class)
                  .isThrownBy(() -> LinuxSpiBus.open(options(board)))
                  .withMessageContaining(
                      "cannot open "
                          + board.folder().resolve(node)
                          + ": EACCES (permission denied)")
                  .withMessageContaining(
                      "the user "
                          + user
                          + " must be in the group "
                          + group
                          + ": 'sudo usermod -aG "
                          + group
                          + " "
                          + user
                          + "', then log in again"));
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void withoutRoot(EmulatedBoard board, Runnable check) throws IOException {
    permit(board.folder(), "rwxrwxrwx");
    assumeTrue(FileAccess.asNobody(check), "root cannot give up its file access here");
  }

  @Test
  void busyLineNamesWhoHasIt() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      board.irq().occupy("pigpiod");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> LinuxSpiBus.open(options(board)))
          .withMessage(
              "cannot have "
                  + board.gpio()
                  + "/25 as irq line: EBUSY (in use by somebody else); by 'pigpiod': end it, or use"
                  + " another line");
    }
  }

  @Test
  void busyLineOfNobodyKnownIsToldAsSuch() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      board.reset().occupy("");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> LinuxSpiBus.open(options(board)))
          .withMessageContaining("/24 as reset line: EBUSY")
          .withMessageContaining("the kernel does not say by whom");
      // What was opened before is free again.
      board.reset().vacate();
      LinuxSpiBus.open(options(board)).close();
    }
  }

  @Test
  @SuppressWarnings("try") // closed early on purpose
  void secondBusOnTheSameLinesIsTheFirstOnesFault() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus first = LinuxSpiBus.open(options(board))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> LinuxSpiBus.open(options(board)))
          .withMessageContaining("by 'spwf04-irq'");
      first.close();
      LinuxSpiBus.open(options(board)).close();
    }
  }

  @Test
  void lineTheChipDoesNotHaveIsToldWithThoseItHas() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  LinuxSpiBus.open(
                      LinuxBusOptions.of(board.spi(), new GpioLine(board.gpio(), 54), null)))
          .withMessage(
              board.gpio()
                  + " (emulated) has the lines 0 to 53, there is no 54; is it the right chip?"
                  + " 'gpioinfo' lists them all");
    }
  }

  @Test
  void nodeOfAnotherKindIsNoDevice() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  LinuxSpiBus.open(
                      LinuxBusOptions.of(
                          board.gpio(), new GpioLine(board.gpio(), EmulatedBoard.IRQ), null)))
          .withMessageContaining("cannot set mode 0 on " + board.gpio() + ": ENOTTY");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  LinuxSpiBus.open(
                      LinuxBusOptions.of(
                          board.spi(), new GpioLine(board.spi(), EmulatedBoard.IRQ), null)))
          .withMessageContaining("cannot read about " + board.spi() + ": ENOTTY");
    }
  }

  @Test
  void nothingStaysOpenWhateverHappens() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      LinuxSpiBus.open(options(board)).close();
      long before = descriptors(board);
      for (int i = 0; i < 20; i++) {
        LinuxSpiBus bus = LinuxSpiBus.open(options(board));
        bus.transfer(null, null, 5);
        bus.close();
        bus.close();
        board.reset().occupy("x");
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> LinuxSpiBus.open(options(board)));
        board.reset().vacate();
      }
      assertThat(descriptors(board)).isEqualTo(before);
    }
  }

  /** Open nodes of the board, and event descriptors. */
  private static long descriptors(EmulatedBoard board) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(FailureTest::target)
          .filter(
              target ->
                  target.startsWith(board.folder().toString()) || target.contains("[eventfd]"))
          .count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  // Working.

  @ParameterizedTest
  @CsvSource({
    "5, EIO, check wiring and supply",
    "110, ETIMEDOUT, check the clock and the driver",
    "90, EMSGSIZE, bufsiz",
    "22, EINVAL, does not take",
    "121, EREMOTEIO, check wiring"
  })
  void failedTransferHasItsErrorAndMovesNothing(int errno, String name, String advice)
      throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      ByteBuf out = Unpooled.wrappedBuffer(new byte[8]);
      ByteBuf in = Unpooled.wrappedBuffer(new byte[8]).clear();
      board.spidev().fail(errno);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> bus.transfer(out, in, 8))
          .withMessageStartingWith("transfer of 8 bytes on " + board.spi() + ": " + name + " (")
          .withMessageContaining(advice);
      assertThat(out.readerIndex()).isZero();
      assertThat(in.writerIndex()).isZero();
      board.spidev().fail(0);
      bus.transfer(out, in, 8);
      assertThat(slave.windows()).containsExactly(8);
    }
  }

  @Test
  void shortTransferIsAFailure() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      ByteBuf in = Unpooled.wrappedBuffer(new byte[8]).clear();
      board.spidev().shorten(3);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> bus.transfer(null, in, 8))
          .withMessage("short transfer on " + board.spi() + ": 5 of 8 bytes were clocked");
      assertThat(in.writerIndex()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"19, ENODEV", "108, ESHUTDOWN"})
  void unboundDriverIsADeviceThatIsGone(int errno, String name) throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      board.spidev().fail(errno);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> bus.transfer(null, null, 5))
          .withMessageContaining(name + " (the device is gone");
      board.spidev().fail(0);
      bus.transfer(null, null, 5);
    }
  }

  @Test
  void unpluggedSpiDeviceFailsEachCallUntilItIsBack() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      board.unplugSpi();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> bus.transfer(null, null, 5))
          .withMessageContaining("ENODEV (the device is gone");
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> bus.transfer(null, null, 5))
            .withMessageContaining("cannot open " + board.spi() + ": ENOENT");
      }
      board.plugSpi();
      bus.transfer(null, null, 5);
      assertThat(slave.windows()).containsExactly(5);
      slave.irq(true);
      assertThat(bus.awaitIrq(true, LONG)).isTrue();
      bus.reset();
      assertThat(slave.resetHistory()).containsExactly(ResetLine.LOW, ResetLine.RELEASED);
    }
  }

  @Test
  void unpluggedChipEndsTheWaitAndIsOpenedAgain() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      FutureTask<Boolean> owner = new FutureTask<>(() -> bus.awaitIrq(true, LONG));
      Thread.ofPlatform().daemon().start(owner);
      board.unplugGpio();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> owner.get(30, TimeUnit.SECONDS))
          .withCauseInstanceOf(IOException.class)
          .withMessageContaining("ENODEV (the device is gone");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(bus::irqAsserted)
          .withMessageContaining("cannot open " + board.gpio() + ": ENOENT");
      board.plugGpio();
      assertThat(bus.irqAsserted()).isFalse();
      slave.irq(true);
      assertThat(bus.awaitIrq(true, LONG)).isTrue();
    }
  }

  @Test
  void closeOfABusWhoseDeviceIsGoneIsFine() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      LinuxSpiBus bus = LinuxSpiBus.open(options(board));
      board.unplugSpi();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> bus.transfer(null, null, 5));
      bus.close();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> bus.transfer(null, null, 5))
          .withMessageContaining("is closed");
    }
  }
}
