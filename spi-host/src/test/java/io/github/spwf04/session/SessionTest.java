package io.github.spwf04.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.time.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private static final String AT = "0200020100";
  private static final String OK = "0230000000";
  private static final String RESET = "0200020300";
  private static final String CONSOLE_ACTIVE = "0210000000";
  private static final String RANDOM = "0200021200";
  private static final String NUMBER = "02 30 FF 09 00 4E756D6265723A3432".replace(" ", "");
  private static final String SOCKW = "02000b440201300135";
  private static final String HELLO = "68656c6c6f";
  private static final String WIND_55 = "021a370700" + "3a303a353a3130";

  private static final Ladder LADDER =
      new Ladder(
          List.of(Rung.values()), Duration.ZERO, Duration.ofMillis(600), Duration.ofMillis(300));

  private final ScriptedBus bus = new ScriptedBus();
  private final List<String> events = new ArrayList<>();
  private final Session session =
      new Session(bus, ByteBufAllocator.DEFAULT, new Recorder(), Time.SYSTEM, LADDER);

  @BeforeEach
  void start() {
    session.start();
  }

  @AfterEach
  void everyStepWasTaken() {
    session.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void aCommandGetsItsOk() throws Exception {
    bus.hear(AT).say("023a000000");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(session.state()).isEqualTo(10);
  }

  @Test
  void aRefusalCarriesTheIdAndTheTextOfTable10() {
    bus.hear(AT).say("0232120000");
    SpwfException.Rejected e =
        catchThrowableOfType(SpwfException.Rejected.class, () -> call(Command.AT, AT));
    assertThat(e.error().id()).isEqualTo(18);
    assertThat(e).hasMessage("AT: error 18, Radio not running");
  }

  @Test
  void aRefusalKeepsTheLinesThatCameBeforeIt() {
    bus.hear("02000454010161").say("0230fe0000");
    bus.say("0230ff1400" + hex("Certificate Error:21")).say("0230ff0100" + "37");
    bus.say("02306f0000");
    SpwfException.Rejected e =
        catchThrowableOfType(
            SpwfException.Rejected.class, () -> call(Command.HTTPGET, "02000454010161"));
    assertThat(e.causes())
        .containsExactly(
            ModuleError.of(ModuleError.Table.CERTIFICATE, 21),
            ModuleError.of(ModuleError.Table.HTTP_CLIENT, 7));
    assertThat(e.lines()).containsExactly("", "Certificate Error:21", "7");
    assertThat(e)
        .hasMessage(
            "AT+S.HTTPGET: error 111, Request failed; Certificate Error 21, Certificate has"
                + " expired; Http Client Error 7, TLS connect failed");
  }

  @Test
  void aLineOfConstantTextIsNotTheEnd() throws Exception {
    bus.hear(AT).say("0230fe0000").say("0230ff0000").say("0230fe0100" + "78").say(OK);
    assertThat(call(Command.AT, AT)).isEqualTo("||x|");
  }

  @Test
  void dataOfSeveralPacketsBecomesOneBuffer() throws Exception {
    bus.hear(AT).say("0230030200" + "6162").say("0230030000").say("0230030100" + "63").say(OK);
    assertThat(call(Command.AT, AT)).isEqualTo("+abc");
  }

  @Test
  void eventsInsideAReplyTakeTheirOwnPath() throws Exception {
    bus.hear(RANDOM).say("021a350000").say(NUMBER).say("022a5b0000").say(OK);
    assertThat(call(Command.RANDOM, RANDOM)).isEqualTo("Number:42|");
    assertThat(events).containsExactly("1/53/a/", "2/91/a/");
  }

  @Test
  void eventsWhileNothingIsAskedAreHeard() throws Exception {
    bus.say("0210000200" + "0d0a").hear(AT).say(OK);
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(events).containsExactly("1/0/0/\r\n");
  }

  @Test
  void aCollisionLosesNeitherTheEventNorTheCommand() throws Exception {
    bus.sayAtFirstClock("021a350000").hear(AT).say(OK);
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(events).containsExactly("1/53/a/");
    assertThat(session.linkCounters().collisions()).isEqualTo(1);
  }

  @Test
  void dataFollowsWhenTheLineAsksForIt() throws Exception {
    bus.hear(SOCKW).take(HELLO).say(OK);
    assertThat(call(Command.SOCKW, SOCKW, HELLO, LONG)).isEqualTo("");
  }

  @Test
  void anEventBetweenACommandAndItsDataDelaysTheData() throws Exception {
    bus.hear(SOCKW).say(WIND_55).say(WIND_55).take(HELLO).say(OK);
    assertThat(call(Command.SOCKW, SOCKW, HELLO, LONG)).isEqualTo("");
    assertThat(events).containsExactly("1/55/a/:0:5:10", "1/55/a/:0:5:10");
  }

  @Test
  void aRefusalInPlaceOfTheDataPhaseKeepsTheDataBack() {
    bus.hear(SOCKW).say("023a210000");
    assertThatThrownBy(() -> call(Command.SOCKW, SOCKW, HELLO, LONG))
        .isInstanceOf(SpwfException.Rejected.class)
        .hasMessageContaining("Argument evaluated to zero");
  }

  @Test
  void aReplyThatComesAfterTheProbeWasSentIsDroppedToo() throws Exception {
    bus.hear(RANDOM).hear(probe("fw_version"));
    bus.say(NUMBER).say(OK).say(var("fw_version=1")).say(OK).hear(AT).say(OK);
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(session.recoveries()).isEqualTo(1);
  }

  @Test
  void theAnswerToAnOldProbeDoesNotPassForThatOfANewOne() throws Exception {
    bus.hear(RANDOM).hear(probe("fw_version")).hear(probe("boot_version"));
    bus.say(var("fw_version=1")).say(OK).say("0230ff1000" + hex("boot_version=1.0")).say(OK);
    bus.hear(AT).say(OK);
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(events).containsExactly("AT+S.RANDOM PROBE", "AT+S.RANDOM PROBE helped");
  }

  @Test
  void aModuleThatAnswersNoProbeIsResetByCommand() throws Exception {
    silentToProbes().hear(RESET).say(OK).say("0210010000").say(CONSOLE_ACTIVE).hear(AT).say(OK);
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(events)
        .containsExactly(
            "AT+S.RANDOM PROBE",
            "AT+S.RANDOM SOFT_RESET",
            "1/1/0/",
            "1/0/0/",
            "AT+S.RANDOM SOFT_RESET helped");
    assertThat(bus.resets()).isZero();
  }

  @Test
  void aModuleThatDoesNotEvenResetByCommandIsResetByItsLine() throws Exception {
    silentToProbes().hear(RESET);
    bus.atReset().say(CONSOLE_ACTIVE).hear(AT).say(OK);
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(events)
        .containsExactly(
            "AT+S.RANDOM PROBE",
            "AT+S.RANDOM SOFT_RESET",
            "AT+S.RANDOM RESET_LINE",
            "1/0/0/",
            "AT+S.RANDOM RESET_LINE helped");
    assertThat(bus.resets()).isEqualTo(1);
  }

  @Test
  void aModuleThatStaysSilentIsReportedWithinTheBound() throws Exception {
    silentToProbes().hear(RESET).atReset();
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThatThrownBy(() -> call(Command.AT, AT))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("out of step since AT+S.RANDOM")
        .hasMessageContaining("[PROBE, SOFT_RESET, RESET_LINE]");
  }

  private ScriptedBus silentToProbes() {
    return bus.hear(RANDOM)
        .hear(probe("fw_version"))
        .hear(probe("boot_version"))
        .hear(probe("var_version"));
  }

  @Test
  void aTimeOutTellsWhatHadComeBack() {
    bus.hear(RANDOM).say(NUMBER);
    assertTimesOut(
        Command.RANDOM, RANDOM, "sent 5 bytes, had come back 1 lines and 0 bytes of data");
  }

  @Test
  void aTimeOutBeforeTheDataSaysSo() {
    bus.hear(SOCKW);
    assertThatThrownBy(() -> call(Command.SOCKW, SOCKW, HELLO, SHORT))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining("waiting to send its data");
  }

  @Test
  void garbageInPlaceOfAReplyEndsInATimeOutAndTheNextCommandGetsItsOwn() throws Exception {
    bus.hear(RANDOM).say("02f0aa02").say("ff".repeat(61));
    bus.hear(probe("fw_version")).say(var("fw_version=1")).say(OK).hear(AT).say(OK);
    assertTimesOut(Command.RANDOM, RANDOM, "waiting for the reply");
    assertThat(call(Command.AT, AT)).isEqualTo("");
    assertThat(session.linkCounters().junkBytes()).isGreaterThanOrEqualTo(64);
  }

  @Test
  void resetIsDoneWhenTheModuleComesUpWithoutAnOk() throws Exception {
    bus.hear(RESET).say("0210010000").say(CONSOLE_ACTIVE);
    assertThat(call(Command.RESET, RESET)).isEqualTo("");
    assertThat(events).containsExactly("1/1/0/", "1/0/0/");
  }

  @Test
  void theResetLineIsPulledByTheOwner() throws Exception {
    bus.atReset();
    session.reset(LONG, () -> true, () -> events.add("reset"));
    assertThat(bus.resets()).isEqualTo(1);
    assertThat(events).containsExactly("reset");
  }

  @Test
  void closingEndsACommandThatWaits() throws Exception {
    bus.hear(AT);
    CompletableFuture<String> waiting = submit(Command.AT, AT, null, LONG);
    bus.awaitEnd();
    session.close();
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> call(Command.AT, AT))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("closed");
  }

  @Test
  void anInterruptedCallerLeavesAndItsReplyIsDiscarded() throws Exception {
    bus.hear(RANDOM).pause().say(NUMBER).say(OK).hear(AT).say(OK);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    call(Command.RANDOM, RANDOM);
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    CompletableFuture<String> next;
    try {
      bus.awaitPause();
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    } finally {
      next = submit(Command.AT, AT, null, LONG);
      bus.goOn();
    }
    assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("");
  }

  @Test
  void aFailingBusIsALostLinkWithItsCause() throws Exception {
    bus.hear("02").fail();
    assertThatThrownBy(() -> call(Command.AT, AT))
        .isInstanceOf(SpwfException.LinkLost.class)
        .hasMessageContaining("no such device")
        .hasCauseInstanceOf(IOException.class);
    bus.repair();
    bus.hear(probe("fw_version")).say(var("fw_version=1")).say(OK).hear(AT).say(OK);
    assertThat(call(Command.AT, AT)).isEqualTo("");
  }

  private void assertTimesOut(Command command, String packet, String told) {
    assertThatThrownBy(() -> call(command, packet, null, SHORT))
        .isInstanceOf(SpwfException.TimedOut.class)
        .hasMessageContaining(told);
  }

  private String call(Command command, String packet) throws InterruptedException {
    return call(command, packet, null, LONG);
  }

  private String call(Command command, String packet, @Nullable String data, Duration timeout)
      throws InterruptedException {
    return session.call(
        command, buffer(packet), data == null ? null : buffer(data), timeout, SessionTest::text);
  }

  private CompletableFuture<String> submit(
      Command command, String packet, @Nullable String data, Duration timeout) {
    return session.submit(
        command, buffer(packet), data == null ? null : buffer(data), timeout, SessionTest::text);
  }

  /** Lines with a bar behind each, then the data behind a plus. */
  private static String text(Reply reply) {
    StringBuilder text = new StringBuilder();
    reply.lines().forEach(line -> text.append(line.toString(UTF_8)).append('|'));
    ByteBuf data = reply.takeData();
    if (data.isReadable()) {
      text.append('+').append(data.toString(UTF_8));
    }
    data.release();
    return text.toString();
  }

  private static ByteBuf buffer(String hex) {
    byte[] bytes = ByteBufUtil.decodeHexDump(hex);
    return ByteBufAllocator.DEFAULT.buffer(bytes.length).writeBytes(bytes);
  }

  private static String hex(String text) {
    return ByteBufUtil.hexDump(Unpooled.wrappedBuffer(text.getBytes(UTF_8)));
  }

  private static String probe(String variable) {
    int length = variable.length();
    return "0200%02x0501%02x%s".formatted(length + 3, length, hex(variable));
  }

  private static String var(String text) {
    return "0230ff%02x00%s".formatted(text.length() + 4, hex("Var:" + text));
  }

  private final class Recorder implements SessionListener {
    @Override
    public void event(int kind, int state, int indication, ByteBuf payload) {
      events.add("%d/%d/%x/%s".formatted(kind, indication, state, payload.toString(UTF_8)));
    }

    @Override
    public void state(int before, int now) {}

    @Override
    public void recovery(Rung rung, String command, boolean inStep) {
      events.add(command + " " + rung + (inStep ? " helped" : ""));
    }

    @Override
    public void linkFailed(Exception cause) {
      events.add("failed " + cause.getMessage());
    }
  }
}
