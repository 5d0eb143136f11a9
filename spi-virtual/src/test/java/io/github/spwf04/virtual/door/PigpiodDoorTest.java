package io.github.spwf04.virtual.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The socket protocol of the pigpio daemon, by the bytes. */
@Timeout(120)
class PigpiodDoorTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SPEED = 8_000_000;
  private static final byte[] MODE_0 = new byte[4];
  private static final int IRQ_BIT = 1 << PiPins.IRQ;

  private final ManualClock clock = new ManualClock();
  private VirtualModule module;
  private PigpiodDoor door;

  @BeforeEach
  void open() throws Exception {
    module =
        new VirtualModule(
            ModuleOptions.builder()
                .clock(clock)
                .variable("wifi_mode", "0")
                .variable("console_enabled", "0")
                .build());
    door = new PigpiodDoor(module, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    door.close();
    module.close();
    assertThat(module.fault()).isNull();
  }

  private PigpioClient client() throws IOException {
    return new PigpioClient(door.address());
  }

  private void boot() throws InterruptedException {
    assertThat(module.awaitIdle(LIMIT)).isTrue();
    clock.advance(Duration.ofMillis(50));
    assertThat(module.awaitIdle(LIMIT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "MODES, 0, 54, 0, -3",
    "MODES, 0, -1, 0, -3",
    "MODES, 0, 24, 8, -4",
    "MODEG, 1, 54, 0, -3",
    "PUD, 2, 25, 3, -6",
    "READ, 3, 60, 0, -3",
    "WRITE, 4, 4, 2, -5",
    "PWM, 5, 18, 128, -88",
    "BR2, 11, 0, 0, 0",
    "HELP, 25, 0, 0, -88",
    "PIGPV, 26, 0, 0, 78",
    "HWVER, 17, 0, 0, 10494082",
    "NB, 19, 0, 1, -25",
    "NP, 20, 7, 0, -25",
    "NC, 21, 31, 0, -25",
    "EVM, 115, 3, 1, -25",
    "CGI, 95, 0, 0, 0",
    "FG, 97, 25, 100, 0",
    "SPIC, 72, 0, 0, -25",
    "SPIR, 73, 0, 5, -25",
    "none, 30, 0, 0, -88",
    "none, 4711, 0, 0, -88",
    "none, -1, 0, 0, -88",
  })
  void answers(String name, int command, int first, int second, int result) throws Exception {
    try (PigpioClient client = client()) {
      assertThat(client.request(command, first, second)).as(name).isEqualTo(result);
    }
  }

  /** The extension of a command that is not known is read, or the next request would be lost. */
  @Test
  void unknownCommandsWithAnExtension() throws Exception {
    try (PigpioClient client = client()) {
      for (int command : new int[] {28, 29, 38, 54, 57, 76, 81, 93, 107, 110, 113, 117}) {
        assertThat(client.request(command, 1, 2, new byte[300])).isEqualTo(-88);
      }
      assertThat(client.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8000000, 0, 0",
    "0, 8000000, 32, 0", // CE0 is left to the client
    "1, 8000000, 0, -76",
    "3, 8000000, 0, -76",
    "0, 31999, 0, -78",
    "0, 125000001, 0, -78",
    "0, 8000000, 3, -77", // mode 3
    "0, 8000000, 4, -77", // CE0 active high
    "0, 8000000, 256, -77", // the other SPI
  })
  void opening(int channel, int speed, int flags, int result) throws Exception {
    try (PigpioClient client = client()) {
      byte[] extension = {(byte) flags, (byte) (flags >> 8), 0, 0};
      assertThat(client.request(PigpioCommand.SPIO, channel, speed, extension)).isEqualTo(result);
    }
  }

  @Test
  void transfers() throws Exception {
    boot();
    try (PigpioClient client = client()) {
      int bus = client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0);
      // WIND 1 with its 22 bytes, in windows of 1, 1, 3 and 22 bytes.
      assertThat(client.transfer(bus, (byte) 0)).containsExactly(2);
      assertThat(client.transfer(bus, (byte) 0)).containsExactly(0x10);
      assertThat(client.transfer(bus, (byte) 0, (byte) 0, (byte) 0)).containsExactly(1, 22, 0);
      assertThat(client.request(PigpioCommand.SPIR, bus, 22)).isEqualTo(22);
      assertThat(client.request(PigpioCommand.SPIW, bus, 0, new byte[13])).isEqualTo(13);
      assertThat(client.transfer(bus, (byte) 0)).as("the packet behind WIND 13").containsExactly(2);
      assertThat(client.request(PigpioCommand.SPIR, bus, 0)).isEqualTo(-84);
      assertThat(client.request(PigpioCommand.SPIX, bus, 0)).isEqualTo(-84);
      assertThat(client.request(PigpioCommand.SPIC, bus, 0)).isZero();
      assertThat(client.request(PigpioCommand.SPIC, bus, 0)).isEqualTo(-25);
      assertThat(client.request(PigpioCommand.SPIX, bus, 0, new byte[1])).isEqualTo(-25);
    }
  }

  @Test
  void anExtensionThatIsTooLongEndsTheConnection() throws Exception {
    try (PigpioClient client = client()) {
      client.send(PigpioCommand.SPIW, 0, 0, 65537, new byte[0]);
      assertThat(client.result(PigpioCommand.SPIW, 0, 0)).isEqualTo(-103);
      client.readToEnd();
    }
    try (PigpioClient client = client()) {
      client.send(PigpioCommand.SPIW, 0, 0, -1, new byte[0]);
      assertThat(client.result(PigpioCommand.SPIW, 0, 0)).isEqualTo(-103);
    }
  }

  @Test
  void handlesEndWithTheirConnection() throws Exception {
    try (PigpioClient client = client()) {
      for (int handle = 0; handle < 32; handle++) {
        assertThat(client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0)).isEqualTo(handle);
      }
      assertThat(client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0)).isEqualTo(-24);
      client.socket.shutdownOutput();
      // The end of the connection comes behind that of the handles.
      client.readToEnd();
    }
    try (PigpioClient client = client()) {
      assertThat(client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0)).isZero();
    }
  }

  @Test
  void pins() throws Exception {
    try (PigpioClient client = client()) {
      assertThat(client.request(PigpioCommand.MODEG, 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.READ, 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.PUD, 17, 2)).isZero();
      assertThat(client.request(PigpioCommand.READ, 17, 0)).as("pulled up").isOne();
      assertThat(client.request(PigpioCommand.WRITE, 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.MODEG, 17, 0)).as("an output by now").isOne();
      assertThat(client.request(PigpioCommand.READ, 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.BS1, 1 << 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.READ, 17, 0)).isOne();
      assertThat(client.request(PigpioCommand.BR1, 0, 0)).isEqualTo(1 << 17 | 1 << 24 | 1 << 25);
      assertThat(client.request(PigpioCommand.BC1, 1 << 17, 0)).isZero();
      assertThat(client.request(PigpioCommand.READ, 17, 0)).isZero();
    }
  }

  @Test
  void resetIsHeldAndReleased() throws Exception {
    boot();
    try (PigpioClient client = client()) {
      int bus = client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0);
      assertThat(client.request(PigpioCommand.READ, 25, 0)).as("WINDs wait").isZero();
      client.request(PigpioCommand.WRITE, 24, 1);
      assertThat(client.request(PigpioCommand.READ, 25, 0)).as("high is no reset").isZero();
      client.request(PigpioCommand.WRITE, 24, 0);
      assertThat(client.request(PigpioCommand.READ, 25, 0)).as("in reset").isOne();
      boot();
      assertThat(client.request(PigpioCommand.READ, 25, 0)).as("no boot").isOne();
      assertThat(client.transfer(bus, (byte) 2, (byte) 0, (byte) 2, (byte) 1, (byte) 0))
          .containsOnly(0);
      client.request(PigpioCommand.MODES, 24, 0);
      boot();
      assertThat(client.request(PigpioCommand.READ, 25, 0)).as("booted").isZero();
    }
  }

  @Test
  void notifications() throws Exception {
    boot();
    try (PigpioClient control = client();
        PigpioClient notified = client()) {
      int handle = notified.request(PigpioCommand.NOIB, 0, 0);
      assertThat(handle).isZero();
      assertThat(notified.request(PigpioCommand.NOIB, 0, 0)).as("one a connection").isEqualTo(-24);
      assertThat(control.request(PigpioCommand.NB, handle, IRQ_BIT)).isZero();
      int bus = control.request(PigpioCommand.SPIO, 0, SPEED, MODE_0);
      int tick = control.request(PigpioCommand.TICK, 0, 0);
      // Longer than all that waits: the line rises, and falls with the next WIND.
      control.request(PigpioCommand.SPIR, bus, 200);
      module.raise(Wind.LOW_MEMORY);
      ByteBuffer rise = notified.read(12);
      assertThat(rise.getShort()).as("sequence").isZero();
      assertThat(rise.getShort()).as("flags").isZero();
      assertThat(rise.getInt() - tick).as("microseconds").isNotNegative();
      assertThat(rise.getInt() & IRQ_BIT).as("level").isEqualTo(IRQ_BIT);
      ByteBuffer fall = notified.read(12);
      assertThat(fall.getShort()).isOne();
      assertThat(fall.getInt(8) & IRQ_BIT).isZero();

      // Another GPIO than the one that is watched, then a pause.
      control.request(PigpioCommand.WRITE, 4, 1);
      assertThat(control.request(PigpioCommand.NP, handle, 0)).isZero();
      control.request(PigpioCommand.SPIR, bus, 200);
      assertThat(control.request(PigpioCommand.NB, handle, 1 << 4)).isZero();
      control.request(PigpioCommand.WRITE, 4, 0);
      ByteBuffer other = notified.read(12);
      assertThat(other.getShort()).isEqualTo((short) 2);
      assertThat(other.getInt(8) & 1 << 4).isZero();
      assertThat(control.request(PigpioCommand.NC, handle, 0)).isZero();
      assertThat(control.request(PigpioCommand.NB, handle, 1)).isEqualTo(-25);
    }
  }

  @Test
  void whoSaysNothingLocksNobodyOut() throws Exception {
    List<PigpioClient> idle = new ArrayList<>();
    try (PigpioClient talker = client()) {
      for (int i = 0; i < 64; i++) {
        idle.add(client());
        assertThat(talker.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
      }
      try (PigpioClient another = client()) {
        assertThat(another.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
        assertThat(talker.request(PigpioCommand.PIGPV, 0, 0)).as("it has spoken").isEqualTo(78);
        idle.getFirst().readToEnd();
      }
      // The last of them still has its place.
      assertThat(idle.getLast().request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
    } finally {
      for (PigpioClient client : idle) {
        client.close();
      }
    }
  }

  @Test
  void whoHasSpokenAndFallsSilentLocksNobodyOut() throws Exception {
    List<PigpioClient> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        PigpioClient client = client();
        idle.add(client);
        assertThat(client.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
      }
      try (PigpioClient another = client()) {
        assertThat(another.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
      }
      idle.getFirst().readToEnd();
      assertThat(idle.getLast().request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
    } finally {
      for (PigpioClient client : idle) {
        client.close();
      }
    }
  }

  @Test
  void theLineStaysHighBehindDataForWhoPolls() throws Exception {
    boot();
    try (PigpioClient client = client()) {
      int bus = client.request(PigpioCommand.SPIO, 0, SPEED, MODE_0);
      client.request(PigpioCommand.SPIR, bus, 1000);
      assertThat(client.request(PigpioCommand.READ, PiPins.IRQ, 0)).isOne();
      client.transfer(bus, Bench.packet(Command.FSC.id(), 0, "/a", "3"));
      assertThat(module.awaitIdle(LIMIT)).isTrue();
      assertThat(client.request(PigpioCommand.READ, PiPins.IRQ, 0)).as("data wanted").isZero();
      client.transfer(bus, new byte[3]);
      assertThat(module.awaitIdle(LIMIT)).isTrue();
      clock.advance(PigpiodDoor.IRQ_HIGH.minusNanos(1));
      assertThat(module.awaitIdle(LIMIT)).isTrue();
      assertThat(client.request(PigpioCommand.READ, PiPins.IRQ, 0)).as("reply waits").isOne();
      clock.advance(Duration.ofNanos(1));
      assertThat(module.awaitIdle(LIMIT)).isTrue();
      assertThat(client.request(PigpioCommand.READ, PiPins.IRQ, 0)).as("reply").isZero();
      assertThat(client.transfer(bus, new byte[5])).containsExactly(2, 0x33, 0, 0, 0);
    }
    door.close();
    try (LoopbackBus bus = LoopbackBus.to(module)) {
      byte[] packet = Bench.packet(Command.FSC.id(), 0, "/a", "3");
      bus.transfer(Unpooled.wrappedBuffer(packet), null, packet.length);
      assertThat(bus.awaitIrq(true, LIMIT)).isTrue();
      bus.transfer(null, null, 3);
      assertThat(bus.awaitIrq(true, LIMIT)).as("at once, without the door").isTrue();
    }
  }
}
