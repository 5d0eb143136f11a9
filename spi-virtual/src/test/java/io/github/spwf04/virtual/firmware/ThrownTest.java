package io.github.spwf04.virtual.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.PythonOptions;
import io.github.spwf04.virtual.pins.HostCommand;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the work on a command throws, and wherever: the host gets an end, and the next one. */
class ThrownTest {
  /** Where a command's work may be when it throws. */
  private enum Place {
    HANDLER,
    WORKER,
    PLATFORM_WORKER,
    LOOP_BEHIND_A_WORKER,
    WORKER_BEHIND_A_WORKER,
    TIMER,
    REPLY;

    void run(Core core, Call call, Throwable thrown) {
      Runnable task = () -> ThrownTest.<RuntimeException>sneak(thrown);
      switch (this) {
        case HANDLER -> task.run();
        case WORKER -> core.spawn(task);
        case PLATFORM_WORKER -> core.spawnPlatform(task);
        case LOOP_BEHIND_A_WORKER -> core.spawn(() -> core.post(task));
        case WORKER_BEHIND_A_WORKER -> core.spawn(() -> core.spawn(task));
        case TIMER -> core.after(Duration.ofMillis(1), task);
        case REPLY -> {
          ((Firmware) core).chip().injections().addInsideReply(task);
          call.packet(new byte[] {'x'});
          call.ok();
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // so that a checked exception can be thrown, too
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  static Stream<Arguments> throwsEverywhere() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(
                        new OutOfMemoryError("test"),
                        new StackOverflowError("test"),
                        new AssertionError("test"),
                        new IllegalStateException("test"),
                        new IOException("test"))
                    .map(thrown -> Arguments.of(place, thrown)));
  }

  @ParameterizedTest
  @MethodSource("throwsEverywhere")
  void isAnswered(Place place, Throwable thrown) throws Exception {
    ManualClock clock = new ManualClock();
    Chip chip =
        new Chip(
            ModuleOptions.builder()
                .clock(clock)
                .variable("wifi_mode", "0")
                .variable("console_enabled", "0")
                .build());
    try {
      settle(chip);
      clock.advance(Duration.ofMillis(50));
      settle(chip);
      while (chip.pins().irqAsserted()) {
        packet(chip);
      }
      send(chip, call -> place.run(java.util.Objects.requireNonNull(chip.running()), call, thrown));
      settle(chip);
      clock.advance(Duration.ofMillis(1));
      if (place == Place.REPLY) {
        assertThat(packet(chip)).as("what went out before").isEqualTo("33 FF x");
      }
      assertThat(packet(chip)).as("error 91").isEqualTo("33 5B ");
      send(chip, Call::ok);
      assertThat(packet(chip)).as("the next command").isEqualTo("33 00 ");
    } finally {
      chip.close();
    }
    assertThat(chip.loop().lastFault()).isSameAs(thrown);
    assertThat(chip.workers().count()).isZero();
  }

  /** No command would end by itself there, and others wait for the script. */
  @Test
  void aScriptOfTheBootIsNotWaitedForEither() throws Exception {
    Error thrown = new AssertionError("test");
    Path interpreter =
        (Path)
            Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (_, _, _) -> {
                  throw thrown;
                });
    ManualClock clock = new ManualClock();
    Chip chip =
        new Chip(
            ModuleOptions.builder()
                .clock(clock)
                .high(8)
                .python(PythonOptions.DEFAULT.withInterpreter(interpreter))
                .variable("wifi_mode", "0")
                .variable("console_enabled", "0")
                .build());
    try {
      settle(chip);
      clock.advance(Duration.ofMillis(50));
      // WIND 7 with reason 8.
      for (String packet = ""; !packet.endsWith(" 07 8"); packet = packet(chip)) {
        settle(chip);
      }
      clock.advance(Duration.ofMillis(50));
      settle(chip);
      while (chip.pins().irqAsserted()) {
        packet(chip);
      }
      byte[] command = Bench.packet(Command.AT.id(), 0);
      chip.pins().window(Unpooled.wrappedBuffer(command), null, command.length);
      assertThat(packet(chip)).isEqualTo("33 00 ");
    } finally {
      chip.close();
    }
    assertThat(chip.loop().lastFault()).isSameAs(thrown);
  }

  private static void settle(Chip chip) throws InterruptedException {
    assertThat(chip.loop().awaitIdle(Bench.LIMIT)).isTrue();
  }

  /** Has the firmware work on an AT that does this. */
  private static void send(Chip chip, Consumer<Call> work) {
    chip.withFirmware(
        f ->
            new CommandQueue(f, Map.of(Command.AT, work::accept), chip.injections(), chip.pins())
                .receive(new HostCommand(Command.AT.id(), List.of(), 0, false)));
  }

  /** Kind and state, indication, and payload of the next packet. */
  private static String packet(Chip chip) throws InterruptedException {
    assertThat(chip.pins().awaitIrq(true, Bench.LIMIT, () -> false)).as("IRQ").isTrue();
    ByteBuf header = Unpooled.buffer(5);
    chip.pins().window(null, header, 5);
    ByteBuf payload = Unpooled.buffer(header.getUnsignedShortLE(3));
    chip.pins().window(null, payload, payload.capacity());
    return "%02X %02X %s"
        .formatted(
            header.getByte(1),
            header.getByte(2),
            payload.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
