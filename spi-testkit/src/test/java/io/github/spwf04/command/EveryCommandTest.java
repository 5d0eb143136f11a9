package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.transport.TraceBus;
import io.github.spwf04.transport.Transfer;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All 66 commands against the virtual module: each does what it is for, and each is refused. */
@Timeout(60)
class EveryCommandTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);
  static final String SSID = "a network";
  private static final byte SYNC = 2;

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Integer> sent = new CopyOnWriteArrayList<>();
  final VirtualModule module = keep(new VirtualModule(options()));
  private final Spwf04 spwf =
      keep(
          Spwf04.open(
              new TraceBus(LoopbackBus.to(module), this::transferred),
              Spwf04Options.defaults().withLadder(Ladder.full().withSilence(Duration.ZERO))));

  /** Whether the first byte of a command has gone out. Used on the thread of the bus. */
  private boolean begun;

  static Stream<CommandRow> rows() {
    return Stream.of(
            ModuleRows.system(),
            ModuleRows.peripherals(),
            ModuleRows.files(),
            ModuleRows.radio(),
            NetworkRows.sockets(),
            NetworkRows.messages(),
            NetworkRows.web())
        .flatMap(List::stream);
  }

  private static ModuleOptions options() {
    return ModuleOptions.builder()
        .accessPoint(AccessPoint.open(SSID))
        .serverPort(NetworkRows.PORT, 0)
        .build();
  }

  /** The host clocks the first byte of a command alone, and the others when it was heard. */
  private void transferred(Transfer transfer) {
    byte[] mosi = transfer.mosi();
    if (begun && mosi.length > 2) {
      sent.add(mosi[2] & 0xFF);
    }
    begun = mosi.length == 1 && mosi[0] == SYNC;
  }

  <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }

  @BeforeEach
  void join() throws Exception {
    spwf.boot(LONG);
    spwf.wifi().join(SSID, null, LONG);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  @Test
  void noneIsLeftOut() {
    assertThat(rows().map(CommandRow::command)).containsExactlyInAnyOrder(Command.values());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void works(CommandRow row) throws Exception {
    row.works().run(this, spwf);
    assertThat(sent).contains(row.command().id());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void fails(CommandRow row) throws Exception {
    if (row.error() == CommandRow.LOST) {
      module.loseNextCommand();
      Spwf04 bounded = spwf.within(SHORT);
      assertThat(
              catchThrowableOfType(
                  SpwfException.TimedOut.class, () -> row.fails().run(this, bounded)))
          .isNotNull();
    } else {
      SpwfException.Rejected refusal =
          catchThrowableOfType(SpwfException.Rejected.class, () -> row.fails().run(this, spwf));
      assertThat(refusal.error().id()).isEqualTo(row.error());
      assertThat(sent).last().isEqualTo(row.command().id());
    }
    assertThat(sent).contains(row.command().id());
    spwf.system().check();
  }
}
