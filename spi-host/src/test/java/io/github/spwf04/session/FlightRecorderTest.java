package io.github.spwf04.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What JDK Flight Recorder gets to see of commands, transfers and recoveries. */
@Timeout(60)
class FlightRecorderTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** More than it takes until it is a command's turn. */
  private static final Duration TURN = Duration.ofMillis(100);

  @Test
  void commandsTransfersAndRecoveriesAreRecorded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("spwf04.jfr");
    ScriptedBus bus = new ScriptedBus();
    Script script = new Script(bus);
    try (Spwf04 spwf =
            Spwf04.open(
                bus,
                Spwf04Options.defaults()
                    .withLadder(Ladder.probesOnly(LONG).withSilence(Duration.ZERO)));
        Recording recording = new Recording()) {
      recording.enable("io.github.spwf04.Command").withoutThreshold();
      recording.enable("io.github.spwf04.Transfer").withoutThreshold();
      recording.enable("io.github.spwf04.Recovery").withoutThreshold();
      recording.start();
      script.hear(Command.AT).ok();
      spwf.system().check();
      script.hear(Command.GCFG, "nv_model");
      // The deadline counts from the call, what is recorded from when it is the command's turn.
      assertThatThrownBy(() -> spwf.within(SHORT.plus(TURN)).config().get("nv_model"))
          .isInstanceOf(SpwfException.TimedOut.class);
      script.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
      script.hear(2, Command.SOCKW, 0, 2).take("hi").ok();
      spwf.execute("AT+S.SOCKW=0,2", Unpooled.wrappedBuffer(new byte[] {'h', 'i'}));
      script.hear(Command.SOCKR, 0).line("Reading:5:5").data("hello").ok();
      spwf.execute("AT+S.SOCKR=0", null);
      script.hear(Command.GCFG, "no_such").error(4);
      assertThatThrownBy(() -> spwf.config().get("no_such"))
          .isInstanceOf(SpwfException.Rejected.class);
      recording.stop();
      recording.dump(file);
    }
    assertThat(bus.faults()).isEmpty();
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    List<RecordedEvent> commands = of(events, "io.github.spwf04.Command");
    assertThat(commands)
        .extracting(event -> event.getString("command") + " " + event.getString("outcome"))
        .containsExactly(
            "AT OK", "AT+S.GCFG TimedOut", "AT+S.SOCKW OK", "AT+S.SOCKR OK", "AT+S.GCFG Rejected");
    // 02 00 02 01 00
    assertThat(commands.getFirst().getLong("bytesSent")).isEqualTo(5);
    assertThat(commands.get(1).getDuration()).isGreaterThanOrEqualTo(SHORT);
    // 02 00 0B 44 02 01 30 01 32, then the data.
    assertThat(commands.get(2).getLong("bytesSent")).isEqualTo(11);
    assertThat(commands.get(3).getLong("dataReceived")).isEqualTo(5);
    assertThat(of(events, "io.github.spwf04.Recovery"))
        .extracting(event -> event.getString("rung") + " " + event.getBoolean("inStep"))
        .containsExactly("PROBE true");
    assertThat(of(events, "io.github.spwf04.Transfer"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getInt("bytes")).isPositive())
        .anySatisfy(event -> assertThat(event.getBoolean("write")).isTrue());
  }

  @Test
  void nothingIsAllocatedWhileNobodyRecords() {
    assertThat(CommandEvent.start()).isNull();
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }
}
