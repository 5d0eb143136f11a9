package io.github.spwf04.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.WatchedTime;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets and web sockets to the byte. */
@Timeout(30)
class SocketScriptTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final WatchedTime time = new WatchedTime();
  private final Spwf04 spwf =
      Spwf04.open(bus, Spwf04Options.defaults().withWriteSize(4).withTime(time));
  private final Subscription<Event.WindEvent> winds = spwf.events(Event.WindEvent.class);

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void anAnnouncedReadAsksNothing() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0).line("Reading:5:5").data("hello").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hello");
  }

  @Test
  void whatIsThereIsToldWithoutWaiting() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    InputStream in = socket.inputStream(LONG);
    assertThat(in.available()).as("nothing was announced").isZero();
    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0).line("Reading:5:5").data("hello").ok();
    assertThat(in.available()).isEqualTo(5);
    assertThat(in.available()).as("and again").isEqualTo(5);
    assertThat(in.read()).isEqualTo('h');
    assertThat(in.available()).isEqualTo(4);
    wind(55, ":0:9:9");
    script.hear(Command.SOCKR, 0).line("Reading:9:9").data(", modules").ok();
    assertThat(in.available()).isEqualTo(13);
    assertThat(new String(in.readNBytes(13), StandardCharsets.US_ASCII)).isEqualTo("ello, modules");
    assertThat(in.available()).isZero();

    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0).line("Reading:0:0").ok();
    assertThat(in.available()).as("of a WIND that was stale").isZero();

    wind(58, "0:0");
    script.hear(Command.SOCKQ, 0).line("Query:2").ok();
    script.hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
    assertThat(in.available()).as("before the end").isEqualTo(2);
    assertThat(text(socket.read(LONG))).isEqualTo("hi");
    script.hear(Command.SOCKQ, 0).error(72);
    assertThat(in.available()).as("behind the end").isZero();
    assertThat(in.available()).isZero();
    script.hear(Command.SOCKC, 0).ok();
    in.close();
    assertThatThrownBy(in::available)
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(SpwfException.LinkLost.class);
  }

  @Test
  void whatNoWindHasToldIsAskedForNowAndThen() throws Exception {
    ManualClock clock = new ManualClock();
    ScriptedBus other = new ScriptedBus(clock);
    Script words = new Script(other);
    try (Spwf04 hasty = hasty(other, clock)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = hasty.sockets().open("a", 1, SocketKind.TCP);
      InputStream in = socket.inputStream(LONG);
      Duration half = SECOND.dividedBy(2);
      assertThat(in.available()).isZero();
      clock.advance(half.minusMillis(1));
      assertThat(in.available()).as("still believed").isZero();
      clock.advance(Duration.ofMillis(1));
      words.hear(Command.SOCKQ, 0).line("Query:0").ok();
      assertThat(in.available()).as("asked").isZero();
      assertThat(in.available()).as("and believed").isZero();
      clock.advance(half);
      words.hear(Command.SOCKQ, 0).line("Query:14").ok();
      words.hear(Command.SOCKR, 0).line("Reading:14:14").data("fourteen bytes").ok();
      assertThat(in.available()).isEqualTo(14);
      assertThat(in.readNBytes(14)).asString().isEqualTo("fourteen bytes");
      words.hear(Command.SOCKQ, 0).line("Query:0").ok();
      assertThat(in.available()).as("WINDs cannot be relied on any more").isZero();
      words.hear(Command.SOCKC, 0).ok();
      socket.close();
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void ofDatagramsTheOldestIsThere() throws Exception {
    SpwfSocket socket = open(SocketKind.UDP);
    InputStream in = socket.inputStream(LONG);
    wind(55, ":0:2:2");
    wind(55, ":0:3:5");
    script.hear(Command.SOCKR, 0, 2).line("Reading:2:5").data("hi").ok();
    assertThat(in.available()).isEqualTo(2);
    assertThat(in.available()).isEqualTo(2);
    assertThat(in.readNBytes(1)).asString().isEqualTo("h");
    assertThat(text(socket.read(LONG))).isEqualTo("i");
    script.hear(Command.SOCKR, 0, 3).line("Reading:3:3").data("you").ok();
    assertThat(in.available()).isEqualTo(3);
    assertThat(text(socket.read(LONG))).isEqualTo("you");
    assertThat(in.available()).isZero();
  }

  @Test
  void whatIsThereIsToldWhileAnotherReads() throws Exception {
    ManualClock clock = new ManualClock();
    ScriptedBus other = new ScriptedBus(clock);
    Script words = new Script(other);
    try (Spwf04 hasty = hasty(other, clock)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = hasty.sockets().open("a", 1, SocketKind.TCP);
      InputStream in = socket.inputStream(LONG);
      words.hear(Command.SOCKQ, 0);
      other.pause();
      CompletableFuture<@Nullable Throwable> read = thrown(in::read);
      other.awaitPause();
      // By now it would ask for itself, and wait behind the other's question.
      clock.advance(SECOND.dividedBy(2));
      assertThat(in.available()).isZero();
      words.line("Query:1").ok();
      words.hear(Command.SOCKR, 0).line("Reading:1:1").data("x").ok();
      other.goOn();
      assertThat(read.get(10, TimeUnit.SECONDS)).isNull();
      words.hear(Command.SOCKC, 0).ok();
      socket.close();
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aMissingAnnouncementIsAskedFor() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    script.hear(Command.SOCKQ, 0).line("Query:5").ok();
    script.hear(Command.SOCKR, 0).line("Reading:5:5").data("hello").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hello");
  }

  @Test
  void aStaleAnnouncementIsFoundOut() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0).line("Reading:0:0").ok();
    script.hear(Command.SOCKQ, 0).line("Query:0").ok();
    script.hear(Command.SOCKQ, 0).line("Query:2").ok();
    script.hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hi");
  }

  @Test
  void theEndComesBehindWhatWaits() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(58, "0:0");
    script.hear(Command.SOCKQ, 0).line("Query:2").ok();
    script.hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hi");
    script.hear(Command.SOCKQ, 0).line("Query:0").ok();
    assertThat(socket.read(LONG)).isNull();
    script.hear(Command.SOCKQ, 0).error(72);
    assertThat(socket.read(LONG)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, reset by the peer",
    "2, too many retransmissions",
    "3, network layer broken",
    "4, timed out",
    "5, destination unreachable",
    "9, not listed"
  })
  void aCutComesBehindWhatWaits(int code, String why) throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(58, "0:" + code);
    script.hear(Command.SOCKQ, 0).line("Query:2").ok();
    script.hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hi");
    script.hear(Command.SOCKQ, 0).error(72);
    assertThatThrownBy(() -> socket.read(LONG))
        .isInstanceOfSatisfying(
            SpwfException.ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }

  /** WIND 58 may be masked, or be lost with its firmware. */
  @Test
  void anEndThatNoWindTellsIsThatOfItsError() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    script.hear(Command.SOCKQ, 0).error(72);
    assertThat(socket.read(LONG)).isNull();
    script.hear(Command.SOCKQ, 0).error(78);
    assertThatThrownBy(() -> socket.read(LONG))
        .isInstanceOfSatisfying(
            SpwfException.ConnectionLost.class,
            e -> assertThat(e.code()).isEqualTo(SpwfException.ConnectionLost.UNTOLD));
  }

  @Test
  void whatIsBeyondAReadStaysForTheNext() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0).line("Reading:5:5").data("hello").ok();
    assertThat(text(socket.read(2, LONG))).isEqualTo("he");
    assertThat(text(socket.read(1, LONG))).isEqualTo("l");
    assertThat(text(socket.read(LONG))).isEqualTo("lo");
    assertThatThrownBy(() -> socket.read(0, LONG)).isInstanceOf(SpwfException.InvalidInput.class);
  }

  @Test
  void datagramsComeAsTheyWereAnnounced() throws Exception {
    SpwfSocket socket = open(SocketKind.UDP);
    wind(55, ":0:2:2");
    wind(55, ":0:3:5");
    // The module may give more than was asked for (field-facts C.6).
    script.hear(Command.SOCKR, 0, 2).line("Reading:4:5").data("hito").ok();
    script.hear(Command.SOCKR, 0, 1).line("Reading:1:1").data("m").ok();
    assertThat(text(socket.read(LONG))).isEqualTo("hi");
    assertThat(text(socket.read(LONG))).isEqualTo("tom");
  }

  /** Longer than the pieces that other writes are cut into, and up to what UDP has. */
  @ParameterizedTest
  @ValueSource(ints = {5, 65507})
  void aDatagramIsNotCut(int length) throws Exception {
    SpwfSocket socket = open(SocketKind.UDP);
    script.hear(length, Command.SOCKW, 0, length).take("x".repeat(length)).ok();
    socket.write("x".repeat(length).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aDatagramOfAServerHasTheSameBound() throws Exception {
    script.hear(Command.SOCKDON, 80, "u").line("On:1").ok();
    SocketServer server = spwf.servers().open(80, ServerKind.UDP);
    wind(61, "10.0.0.1:5000:1:3");
    SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
    script.hear(65507, Command.SOCKDW, 1, 3, 65507).take("x".repeat(65507)).ok();
    client.write("x".repeat(65507).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> client.write(new byte[65508]))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("a datagram of 65508 bytes, at most 65507");
    assertThatThrownBy(() -> client.write(new byte[0]))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("an empty datagram: the module sends 1 byte or more");
    client.outputStream().write(new byte[0]);
  }

  @Test
  void writesAreCut() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    script.hear(4, Command.SOCKW, 0, 4).take("hell").ok();
    script.hear(1, Command.SOCKW, 0, 1).take("o").ok();
    socket.write("hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTlsServerMayBeCalledOtherwiseThanItsHost() throws Exception {
    script.hear(Command.SOCKON, "10.0.0.1", 443, "", "example.org");
    script.line("").line("Loading:1:2").line("On:10.0.0.1:3").ok();
    assertThat(spwf.sockets().openTls("10.0.0.1", 443, "example.org").id()).isEqualTo(3);
    assertThatThrownBy(() -> spwf.sockets().openTls("10.0.0.1", 443, "s"))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessageContaining("the kind TLS");
  }

  @Test
  void closingDrainsFirst() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    script.hear(Command.SOCKC, 0).error(77);
    script.hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
    script.hear(Command.SOCKC, 0).ok();
    socket.close();
    socket.close();
  }

  /** The command timeout is one for all commands of a close. */
  @Test
  void aCloseWithoutAnAnswerEndsInTimeAndLeavesWhatCanBeFound() throws Exception {
    ManualClock clock = new ManualClock();
    ScriptedBus other = new ScriptedBus(clock);
    Script words = new Script(other);
    try (Spwf04 hasty = hasty(other, clock)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = hasty.sockets().open("a", 1, SocketKind.TCP);
      words.hear(Command.SOCKC, 0);
      other.pause();
      words.error(77).hear(Command.SOCKR, 0).line("Reading:2:2").data("hi").ok();
      words.hear(Command.SOCKC, 0);
      CompletableFuture<@Nullable Throwable> ended = thrown(socket::close);
      other.awaitPause();
      clock.advance(SECOND.multipliedBy(4).dividedBy(10));
      other.goOn();
      other.awaitEnd();
      clock.advance(SECOND.multipliedBy(6).dividedBy(10));
      assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(SpwfException.TimedOut.class);
      words.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
      words.hear(Command.SOCKL).line("List::0:1:t:0:127.0.0.1:1").ok();
      words.hear(Command.SOCKC, 0).ok();
      assertThat(hasty.sockets().closeLeaked()).extracting(SocketInfo::id).containsExactly(0);
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aCloseGivesUpWhileItsLastCommandStillHasTime() throws Exception {
    ManualClock clock = new ManualClock();
    ScriptedBus other = new ScriptedBus(clock);
    Script words = new Script(other);
    try (Spwf04 hasty = hasty(other, clock)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = hasty.sockets().open("a", 1, SocketKind.TCP);
      words.hear(Command.SOCKC, 0);
      other.pause();
      words.error(77);
      CompletableFuture<@Nullable Throwable> ended = thrown(socket::close);
      other.awaitPause();
      clock.advance(SECOND.multipliedBy(6).dividedBy(10));
      other.goOn();
      assertThat(ended.get(10, TimeUnit.SECONDS))
          .isInstanceOf(SpwfException.Rejected.class)
          .hasMessageContaining("Pending data");
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aCloseComesBehindTheWriteUnderWayAndAheadOfItsRest() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    script.hear(4, Command.SOCKW, 0, 4);
    bus.pause();
    script.take("hell").ok().hear(Command.SOCKC, 0).ok();
    CompletableFuture<@Nullable Throwable> written =
        thrown(() -> socket.write("hello".getBytes(StandardCharsets.UTF_8)));
    bus.awaitPause();
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    CompletableFuture<@Nullable Throwable> closed =
        thrown(
            () -> {
              closer.complete(Thread.currentThread());
              socket.close();
            });
    time.awaitWaiter(closer.get(10, TimeUnit.SECONDS));
    bus.goOn();
    assertThat(closed.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(written.get(10, TimeUnit.SECONDS))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("it was closed");
  }

  @Test
  void bytesThatWereTakenForAnInterruptedReaderComeToTheNext() throws Exception {
    SpwfSocket socket = open(SocketKind.TCP);
    wind(55, ":0:5:5");
    script.hear(Command.SOCKR, 0);
    bus.pause();
    script.line("Reading:5:5").data("hello").ok();
    CompletableFuture<@Nullable Throwable> left = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    text(socket.read(LONG));
                    left.complete(null);
                  } catch (InterruptedException | RuntimeException e) {
                    left.complete(e);
                  }
                });
    bus.awaitPause();
    reader.interrupt();
    assertThat(left.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    bus.goOn();
    bus.awaitEnd();
    script.hear(Command.AT).ok();
    spwf.system().check();
    assertThat(text(socket.read(LONG))).isEqualTo("hello");
  }

  @Test
  void aReadWithoutAWholeAnswerEndsTheSocketRatherThanLeaveAHole() throws Exception {
    ScriptedBus other = new ScriptedBus();
    Script words = new Script(other);
    try (Spwf04 hasty = hasty(other);
        Subscription<Event.WindEvent> heard = hasty.events(Event.WindEvent.class)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = hasty.sockets().open("a", 1, SocketKind.TCP);
      words.wind(55, ":0:5:5");
      assertThat(heard.next(LONG)).isNotNull();
      words.hear(Command.SOCKR, 0).line("Reading:5:5").data("he");
      assertThatThrownBy(() -> socket.read(LONG)).isInstanceOf(SpwfException.TimedOut.class);
      assertThatThrownBy(() -> socket.read(LONG))
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("bytes that it received are missing");
      words.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
      words.hear(Command.SOCKC, 0).ok();
      socket.close();
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aWriteThatFailsInItsDataPhaseEndsTheSocket() throws Exception {
    ScriptedBus other = new ScriptedBus();
    Script words = new Script(other);
    try (Spwf04 spwf = hasty(other)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = spwf.sockets().open("a", 1, SocketKind.TCP);
      words.hear(5, Command.SOCKW, 0, 5);
      other.fail();
      assertThatThrownBy(() -> socket.write("first".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(SpwfException.LinkLost.class);
      assertThatThrownBy(() -> socket.write("third".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("bytes that it was to send are missing");
      other.repair();
      words.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
      words.hear(Command.SOCKC, 0).ok();
      socket.close();
    }
    assertThat(other.faults()).isEmpty();
  }

  @Test
  void aWriteThatFailsBehindAnInterruptedWriterEndsTheSocketToo() throws Exception {
    ScriptedBus other = new ScriptedBus();
    Script words = new Script(other);
    try (Spwf04 spwf = hasty(other)) {
      words.hear(Command.SOCKON, "a", 1, "", "t").line("On:127.0.0.1:0").ok();
      SpwfSocket socket = spwf.sockets().open("a", 1, SocketKind.TCP);
      words.hear(5, Command.SOCKW, 0, 5);
      other.pause();
      other.fail();
      CompletableFuture<Boolean> writing =
          spwf.async(
              _ -> {
                socket.write("first".getBytes(StandardCharsets.UTF_8));
                return true;
              });
      other.awaitPause();
      assertThat(writing.cancel(true)).isTrue();
      other.goOn();
      assertThatThrownBy(() -> spwf.system().check()).isInstanceOf(SpwfException.LinkLost.class);
      other.repair();
      words.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
      words.hear(Command.AT).ok();
      spwf.system().check();
      assertThatThrownBy(() -> socket.write("third".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining("bytes that it was to send are missing");
      words.hear(Command.SOCKC, 0).ok();
      socket.close();
    }
    assertThat(other.faults()).isEmpty();
  }

  /** Gives a command a second, and pulls no reset line. */
  private static Spwf04 hasty(ScriptedBus bus) {
    return hasty(bus, Time.SYSTEM);
  }

  private static Spwf04 hasty(ScriptedBus bus, Time time) {
    return Spwf04.open(
        bus,
        Spwf04Options.defaults()
            .withTime(time)
            .withCommandTimeout(SECOND)
            .withLadder(Ladder.probesOnly(LONG).withSilence(Duration.ZERO)));
  }

  @Test
  void aCommandInTheQueueDoesNotReachTheNextSocketOfTheSameId() throws Exception {
    SpwfSocket old = open(SocketKind.TCP);
    script.hear(Command.AT);
    bus.pause();
    // The module restarts while a read waits for its turn; the id is handed out again.
    script.wind(0, "").ok();
    Thread.ofVirtual().start(this::check);
    bus.awaitPause();
    CompletableFuture<@Nullable Throwable> refused = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    old.pending();
                    refused.complete(null);
                  } catch (InterruptedException | RuntimeException e) {
                    refused.complete(e);
                  }
                });
    time.awaitWaiter(reader);
    bus.goOn();
    assertThat(refused.get(10, TimeUnit.SECONDS))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("the module was reset");
    open(SocketKind.TCP);
    assertThatThrownBy(() -> old.read(LONG)).isInstanceOf(SpwfException.LinkLost.class);
  }

  @Test
  void aSocketThatOpensForNobodyIsClosed() throws Exception {
    script.hear(Command.SOCKON, "a", 1, "", "t");
    bus.pause();
    script.line("On:127.0.0.1:0").ok().hear(Command.SOCKC, 0).ok();
    CompletableFuture<SpwfSocket> opening =
        spwf.async(s -> s.sockets().open("a", 1, SocketKind.TCP));
    bus.awaitPause();
    opening.cancel(true);
    bus.goOn();
    bus.awaitEnd();
  }

  @Test
  void leakedSocketsAreFoundAndClosed() throws Exception {
    SpwfSocket held = open(SocketKind.TCP);
    String leaked = "List::5:1:t:0:10.0.0.1:80";
    script.hear(Command.SOCKL).line("List::0:1:t:0:127.0.0.1:1").line(leaked).ok();
    script.hear(Command.SOCKC, 5).ok();
    assertThat(spwf.sockets().closeLeaked())
        .containsExactly(new SocketInfo(-1, 5, true, "t", 0, "10.0.0.1", 80));
    script.hear(Command.SOCKQ, 0).line("Query:0").ok();
    assertThat(held.pending()).isZero();
  }

  @Test
  void leakedServersAreFoundAndClosedWithTheirClients() throws Exception {
    script.hear(Command.SOCKDON, 80, "t").line("On:0").ok();
    SocketServer held = spwf.servers().open(80, ServerKind.TCP);
    script.hear(Command.SOCKDL).line("List:0:3:1:t:0:10.0.0.1:80").ok();
    script.hear(Command.SOCKDC, 0, 3).ok().hear(Command.SOCKDC, 1).error(76);
    assertThat(spwf.servers().closeLeaked()).extracting(SocketInfo::id).containsExactly(3);
    script.hear(Command.SOCKDC, 0).ok();
    held.close();
  }

  @Test
  void clientsOfAServerAreAcceptedAndRead() throws Exception {
    script.hear(Command.SOCKDON, 80, "t").line("On:1").ok();
    SocketServer server = spwf.servers().open(80, ServerKind.TCP);
    wind(61, "10.0.0.1:5000:1:3");
    wind(55, "1:3:2:2");
    SpwfSocket client = Objects.requireNonNull(server.accept(LONG));
    assertThat(client.port()).isEqualTo(5000);
    script.hear(Command.SOCKDR, 1, 3).line("Reading:2:2").data("hi").ok();
    assertThat(text(client.read(LONG))).isEqualTo("hi");
    wind(62, "10.0.0.1:5000:1:3:0");
    script.hear(Command.SOCKDQ, 1, 3).line("Query:0").ok();
    assertThat(client.read(LONG)).isNull();
    script.hear(Command.SOCKDC, 1, 3).ok();
    client.close();
  }

  @Test
  void webSocketMessagesAreCutAndPutTogether() throws Exception {
    WebSocket socket = webSocket();
    script.hear(4, Command.WSOCKW, 0, 0, 1, 0, 4).take("hell").ok();
    script.hear(1, Command.WSOCKW, 0, 1, 1, 0, 1).take("o").ok();
    socket.sendText("hello");
    script.hear(2, Command.WSOCKW, 0, 1, 1, 1, 2).take("hi").ok();
    socket.sendBinary(Unpooled.copiedBuffer("hi", StandardCharsets.UTF_8));
    // Refused before a byte is sent, and nothing is lost by it.
    assertThatThrownBy(() -> socket.sendText(""))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("AT+S.WSOCKW: len is '0', 1 to 65535 is allowed");
    assertThatThrownBy(() -> socket.send(Unpooled.EMPTY_BUFFER, true, true, true))
        .isInstanceOf(SpwfException.InvalidInput.class);

    // A message of two frames, the first in two fragments; then an empty one.
    wind(88, "0:0:0:2:2");
    wind(88, "0:0:1:1:3");
    wind(88, "0:1:1:2:5");
    wind(88, "0:1:1:0:5");
    script.hear(Command.WSOCKR, 0, 2).line("Reading:2:5").data("he").ok();
    script.hear(Command.WSOCKR, 0, 1).line("Reading:1:3").data("l").ok();
    script.hear(Command.WSOCKR, 0, 2).line("Reading:2:2").data("lo").ok();
    assertThat(socket.receiveText(LONG)).isEqualTo("hello");
    assertThat(socket.receiveText(LONG)).isEmpty();

    wind(88, "0:0:1:2:2");
    script.hear(Command.WSOCKR, 0, 2).line("Reading:2:2").data("hi").ok();
    WebSocket.Frame frame = Objects.requireNonNull(socket.receiveFrame(LONG));
    assertThat(frame.lastFragment()).isTrue();
    assertThat(frame.lastFrame()).isFalse();
    assertThat(text(frame.data())).isEqualTo("hi");

    wind(89, "0");
    script.hear(Command.WSOCKQ, 0).line("Query:0").ok();
    assertThat(socket.receive(LONG)).isNull();
    script.hear(Command.WSOCKC, 0, 1001).ok();
    socket.close(1001);
  }

  private SpwfSocket open(SocketKind kind) throws InterruptedException {
    script.hear(Command.SOCKON, "a", 1, "", kind.letter()).line("On:127.0.0.1:0").ok();
    return spwf.sockets().open("a", 1, kind);
  }

  private WebSocket webSocket() throws InterruptedException {
    script.hear(Command.WSOCKON, "a").line("On:0").ok();
    return spwf.webSockets().open(WebSocketOptions.of("a"));
  }

  /** The module sends a WIND while nothing is asked; those who hold something have heard it. */
  private void wind(int number, String variables) throws InterruptedException {
    script.wind(number, variables);
    Event.WindEvent heard = Objects.requireNonNull(winds.next(LONG));
    assertThat(heard.number()).isEqualTo(number);
  }

  private void check() {
    try {
      spwf.system().check();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a call on a thread of its own ends with; null when it returns. */
  private static CompletableFuture<@Nullable Throwable> thrown(ThrowingCallable call) {
    CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> ended.complete(catchThrowable(call)));
    return ended;
  }

  private static String text(@Nullable ByteBuf bytes) {
    assertThat(bytes).isNotNull();
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }
}
