package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.testkit.kernel.EmulatedSpidev.Segment;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private final ScriptedSlave slave = new ScriptedSlave();

  @Test
  void deviceIsSetToModeZeroEightBitsAndTheClock() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board).withSpeedHz(5_000_000))) {
      assertThat(board.spidev().mode()).isZero();
      assertThat(board.spidev().bits()).isEqualTo(8);
      assertThat(board.spidev().speed()).isEqualTo(5_000_000);
      assertThat(bus.info()).isEqualTo(new SpiBusInfo(board.spi().toString(), 5_000_000, 4096));
    }
  }

  @ParameterizedTest
  @CsvSource({"4096, 4096", "65536, 65536", "512, 512", "131072, 65536", "9999999999, 65536"})
  void largestTransferIsWhatTheKernelSays(String bufsiz, int expected) throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      Path file = Files.writeString(board.folder().resolve("bufsiz"), bufsiz + "\n");
      try (LinuxSpiBus bus = LinuxSpiBus.open(options(board).withBufsiz(file))) {
        assertThat(bus.info().maxTransfer()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "0", "-1", "many", ""})
  void sizesThatAreNoneAreRefused(String bufsiz) throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave)) {
      Path file = Files.writeString(board.folder().resolve("bufsiz"), bufsiz + "\n");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> LinuxSpiBus.open(options(board).withBufsiz(file)))
          .withMessage(file + " says '" + bufsiz + "', 5 or more bytes are needed");
    }
  }

  @Test
  void kernelThatSaysNothingTakes4096() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus =
            LinuxSpiBus.open(options(board).withBufsiz(board.folder().resolve("absent")))) {
      assertThat(bus.info().maxTransfer()).isEqualTo(4096);
    }
  }

  @Test
  void smallBufsizIsRespected() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave, 64);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      bus.transfer(null, null, 64);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bus.transfer(null, null, 65))
          .withMessage("length 65, 1 to 64 are allowed");
      assertThat(slave.windows()).containsExactly(64);
    }
  }

  @Test
  void transferIsOneSystemCallOfOneSegment() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      ByteBuf out = UnpooledByteBufAllocator.DEFAULT.directBuffer(64);
      ByteBuf in = UnpooledByteBufAllocator.DEFAULT.directBuffer(64);
      try {
        out.writeZero(50).skipBytes(7);
        in.writeZero(3);
        bus.transfer(out, in, 40);
        // The kernel is given the buffers' own memory: nothing is copied.
        assertThat(board.spidev().messages())
            .containsExactly(
                List.of(new Segment(out.memoryAddress() + 7, in.memoryAddress() + 3, 40, 0)));
      } finally {
        out.release();
        in.release();
      }
    }
  }

  @Test
  void zerosNeedNoMemoryAndDiscardingNeitherUnlessBothAreAsked() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      bus.transfer(null, Unpooled.wrappedBuffer(new byte[9]).clear(), 9);
      bus.transfer(Unpooled.wrappedBuffer(new byte[8]), null, 8);
      bus.transfer(null, null, 7);
      List<Segment> segments =
          board.spidev().messages().stream().map(message -> message.getFirst()).toList();
      assertThat(segments).extracting(Segment::length).containsExactly(9, 8, 7);
      assertThat(segments.get(0).tx()).isZero();
      assertThat(segments.get(1).rx()).isZero();
      assertThat(segments.get(2).tx()).isZero();
      assertThat(segments.get(2).rx()).isNotZero();
    }
  }

  @Test
  void setupTimeIsASegmentOfTheSameMessage() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board).withSetupMicros(50_000))) {
      bus.transfer(Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5}), null, 5);
      assertThat(board.spidev().messages()).hasSize(1);
      List<Segment> message = board.spidev().messages().getFirst();
      assertThat(message).hasSize(2);
      assertThat(message.getFirst()).isEqualTo(new Segment(0, 0, 0, 50_000));
      assertThat(message.getLast().length()).isEqualTo(5);
      assertThat(slave.received()).containsExactly(1, 2, 3, 4, 5);
      assertThat(slave.windows()).containsExactly(5);
    }
  }

  @Test
  void readOnlyBufferIsNoPlaceForWhatComes() throws Exception {
    try (EmulatedBoard board = EmulatedBoard.with(slave);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      ByteBuf in = Unpooled.wrappedBuffer(new byte[8]).clear().asReadOnly();
      assertThatIllegalArgumentException().isThrownBy(() -> bus.transfer(null, in, 5));
      assertThat(slave.windows()).isEmpty();
    }
  }

  /** With heap buffers, which are copied, and with direct ones, which are not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void transferAllocatesNothing(boolean direct) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    try (EmulatedBoard board = EmulatedBoard.with(new QuietSlave(), null);
        LinuxSpiBus bus = LinuxSpiBus.open(options(board))) {
      board.spidev().stopRecording();
      ByteBuf out = buffer(direct);
      ByteBuf in = buffer(direct);
      try {
        out.writeZero(256);
        // The compiler needs some rounds to see that nothing escapes; a transfer that allocates,
        // however little, does so in every round.
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 20 && allocated > 0; round++) {
          long before = threads.getThreadAllocatedBytes(self);
          transfers(bus, out, in, 10_000);
          allocated = threads.getThreadAllocatedBytes(self) - before;
        }
        assertThat(allocated).as("bytes in 10,000 transfers").isZero();
      } finally {
        out.release();
        in.release();
      }
    }
  }

  private static ByteBuf buffer(boolean direct) {
    return direct
        ? UnpooledByteBufAllocator.DEFAULT.directBuffer(256)
        : UnpooledByteBufAllocator.DEFAULT.heapBuffer(256);
  }

  private static void transfers(LinuxSpiBus bus, ByteBuf out, ByteBuf in, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      out.readerIndex(0);
      in.clear();
      bus.transfer(out, in, 256);
    }
  }
}
