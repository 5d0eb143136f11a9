package io.github.spwf04.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.event.SystemEvent;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.IdleMiso;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data on their way into files, whose content tells what the module took: over every kind of
 * module, and with what goes wrong on the way. They are made of commands, of which none may be
 * carried out.
 */
@Timeout(120)
class DataPhaseTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** RESET, and nothing else, again and again. */
  private static final byte[] RESETS = resets(1200);

  private static final Spwf04Options HASTY =
      Spwf04Options.defaults()
          .withReconnect(null)
          .withLadder(
              new Ladder(
                  Ladder.full().rungs(), Duration.ofMillis(500), Duration.ofMillis(600), LONG));

  /** A kind of module: how it is on its pins. */
  record Kind(
      boolean deaf,
      int junk,
      int junkValue,
      boolean dataSync,
      boolean eventsFirst,
      IdleMiso idle,
      IrqRise rise) {
    ModuleOptions.Builder options() {
      return ModuleOptions.builder()
          .deafUntilSelected(deaf)
          .junkBeforeSync(junk)
          .junkValue(junkValue)
          .dataSync(dataSync)
          .eventsBeforeData(eventsFirst)
          .idleMiso(idle)
          .irqRise(rise);
    }
  }

  static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (boolean deaf : new boolean[] {false, true}) {
      for (int junk : new int[] {0, 1, 3, 7}) {
        for (boolean sync : new boolean[] {false, true}) {
          for (boolean events : new boolean[] {false, true}) {
            for (IdleMiso idle : IdleMiso.values()) {
              IrqRise rise = IrqRise.values()[(kinds.size() / 3) % 2];
              kinds.add(
                  new Kind(deaf, junk, kinds.size() % 2 == 0 ? 0 : 0xFF, sync, events, idle, rise));
            }
          }
        }
      }
    }
    return kinds.stream();
  }

  private static byte[] resets(int size) {
    byte[] reset = ByteBufUtil.decodeHexDump("0200020300");
    byte[] all = new byte[size];
    for (int i = 0; i < size; i++) {
      all[i] = reset[i % reset.length];
    }
    return all;
  }

  /** Lets something happen right before a transfer. */
  private static final class HookedBus extends ForwardingBus {
    private long at = -1;
    private Runnable what = () -> {};
    private long transfers;

    HookedBus(SpiBus bus) {
      super(bus);
    }

    void before(int next, Runnable todo) {
      at = transfers + next;
      what = todo;
    }

    @Override
    public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length)
        throws IOException {
      if (transfers++ == at) {
        what.run();
      }
      super.transfer(out, in, length);
    }
  }

  /** Counts boots: the module's own is heard by then. */
  private static final class Running implements AutoCloseable {
    final VirtualModule module;
    final HookedBus hook;
    final FaultBus bus;
    final Spwf04 spwf;
    private final Subscription<SystemEvent.Notice> notices;
    private int files;

    Running(ModuleOptions.Builder options, int maxTransfer) throws InterruptedException {
      module = new VirtualModule(options.build());
      hook = new HookedBus(LoopbackBus.to(module, maxTransfer));
      bus = new FaultBus(hook);
      spwf = Spwf04.open(bus, HASTY);
      spwf.boot(LONG);
      notices = spwf.events(SystemEvent.Notice.class);
    }

    /** Writes a file; its name. */
    String write(byte[] data, int length) throws InterruptedException {
      String name = "2:/f" + files++;
      spwf.within(SHORT)
          .execute(
              Command.FSC, Arguments.of(name, length), Unpooled.wrappedBuffer(data, 0, length));
      return name;
    }

    /** What is in the newest file, or null when there is none. */
    byte[] newest() throws InterruptedException {
      try {
        CommandReply reply = spwf.execute(Command.FSP, Arguments.of("2:/f" + (files - 1)), null);
        byte[] content = ByteBufUtil.getBytes(reply.data());
        return content;
      } catch (SpwfException.Rejected e) {
        return new byte[0];
      }
    }

    int boots() throws InterruptedException {
      int boots = 0;
      for (SystemEvent.Notice notice = notices.next(Duration.ZERO);
          notice != null;
          notice = notices.next(Duration.ZERO)) {
        boots += notice == SystemEvent.Notice.CONSOLE_ACTIVE ? 1 : 0;
      }
      return boots;
    }

    @Override
    public void close() {
      spwf.close();
      module.close();
    }
  }

  private static byte[] first(int length) {
    byte[] first = new byte[length];
    System.arraycopy(RESETS, 0, first, 0, length);
    return first;
  }

  private static void idle(VirtualModule module) {
    try {
      assertThat(module.awaitIdle(LONG)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyModuleTakesThemWithEventsAbout(Kind kind) throws Exception {
    try (Running it = new Running(kind.options(), 4096)) {
      for (int length : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 64, 730, 1200}) {
        it.module.injectBeforeData(Wind.LOW_MEMORY);
        if (length % 2 == 0) {
          it.module.injectBeforeData(Wind.LOW_MEMORY);
          it.module.injectBeforeReply(Wind.LOW_MEMORY);
        }
        it.write(RESETS, length);
        assertThat(it.newest()).isEqualTo(first(length));
      }
      assertThat(it.spwf.statistics().recoveries()).isZero();
      assertThat(it.boots()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 8, 20, 64})
  void dataThatGoBeforeTheyAreWantedAreNeverTakenForOthers(int length) throws Exception {
    for (int junk : new int[] {0, 3}) {
      for (int early = 0; early <= length + 8; early++) {
        byte[] text = "abcdefghij".repeat(7).substring(0, length).getBytes(US_ASCII);
        try (Running it =
            new Running(ModuleOptions.builder().earlyDataIrq(early).junkBeforeSync(junk), 4096)) {
          boolean written = true;
          try {
            it.write(text, length);
          } catch (SpwfException.LinkLost e) {
            written = false;
          }
          if (early == 0) {
            assertThat(written).isTrue();
          }
          byte[] content = it.newest();
          if (written) {
            assertThat(content).as("early %d, junk %d", early, junk).isEqualTo(text);
          } else if (early > junk + 1) {
            // Closer to the start it completes them with what looks for the reply.
            assertThat(content).as("early %d, junk %d", early, junk).isEmpty();
          }
        }
      }
    }
  }

  /** Some of them: one with each value of each switch. */
  static Stream<Kind> someKinds() {
    List<Kind> all = kinds().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 7 == 1).mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("someKinds")
  void oneFailedTransferNeverBecomesData(Kind kind) throws Exception {
    for (int at = 0; at < 12; at++) {
      try (Running it = new Running(kind.options(), 64)) {
        long fails = it.bus.transfers() + at;
        it.bus.failTransfer(fails);
        boolean written = true;
        try {
          it.write(RESETS, 300);
        } catch (SpwfException.LinkLost e) {
          written = false;
        }
        if (it.bus.transfers() <= fails) {
          break;
        }
        byte[] content = it.newest();
        if (written || content.length > 0) {
          assertThat(content).as("transfer %d", at).isEqualTo(first(300));
        }
        it.spwf.system().check();
      }
    }
  }

  @Test
  void whatARefusalLeavesIsNoCommand() throws Exception {
    for (Kind kind : kinds().toList()) {
      try (Running it = new Running(kind.options(), 4096)) {
        for (int length : new int[] {3, 6, 11, 200}) {
          assertThatThrownBy(
                  () ->
                      it.spwf
                          .within(Duration.ofSeconds(2))
                          .execute(
                              Command.SOCKW,
                              Arguments.of(3, length),
                              Unpooled.wrappedBuffer(RESETS, 0, length)))
              .as("%s %d", kind, length)
              .isInstanceOfSatisfying(
                  SpwfException.Rejected.class,
                  e -> assertThat(e.error()).isNotEqualTo(ModuleError.COMMAND_NOT_FOUND));
        }
        it.spwf.system().check();
        assertThat(it.boots()).isZero();
        assertThat(it.spwf.statistics().recoveries()).isZero();
      }
    }
  }

  @Test
  void aModuleThatRestartsAmongThemBootsAndTheWriteFails() throws Exception {
    for (int at : IntStream.range(0, 9).toArray()) {
      try (Running it = new Running(ModuleOptions.builder(), 64)) {
        it.hook.before(
            at,
            () -> {
              it.module.faults().watchdog();
              idle(it.module);
            });
        try {
          it.write(RESETS, 300);
        } catch (SpwfException.LinkLost | SpwfException.TimedOut e) {
          assertThat(it.newest()).isEmpty();
        }
        it.spwf.system().check();
      }
    }
  }
}
