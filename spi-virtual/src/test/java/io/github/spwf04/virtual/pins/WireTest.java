package io.github.spwf04.virtual.pins;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Peer;
import io.github.spwf04.virtual.options.DataLength;
import io.github.spwf04.virtual.options.IrqRise;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes and pins: field-facts A, B and the captures of G. */
class WireTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  // Captures.

  @Test
  void at() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.exchange("02 00 02 01 00")).isEqualTo("00 00 00 00 00");
      bench.settle();
      assertThat(bench.clock(0, 5)).isEqualTo("02 33 00 00 00");
    }
  }

  @Test
  void wifiOffOfFirmware110() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00 04 32 01 01 30");
      bench.settle();
      assertThat(bench.clock(0, 5)).isEqualTo("02 32 00 00 00");
      assertThat(bench.clock(0, 6)).isEqualTo("02 12 31 01 00 30");
      assertThat(bench.clock(0, 5)).isEqualTo("02 12 26 00 00");
      assertThat(bench.bus.irqAsserted()).isFalse();
    }
  }

  @Test
  void gcfgWithoutParameters() throws Exception {
    try (Bench bench = Bench.booted(o -> o.variable("console_verbose", "0"))) {
      bench.exchange("02 00 02 09 00");
      bench.settle();
      assertThat(bench.read()).isEqualTo("RFF@3 nv_manuf=STMicroelectronics Inc.");
      assertThat(bench.read()).isEqualTo("RFF@3 nv_model=SPWF04SA");
      assertThat(bench.awaitReply()).endsWith("R00@3");
    }
  }

  @Test
  void binaryParametersAreNoLength() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00 0F 4A 03 01 00 01 00 01 07");
      bench.settle();
      assertThat(bench.exchange("AA AA 03 DF 01 01 1F")).isEqualTo("02 33 21 00 00 00 00");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void aLengthWithoutTheDataIsTolerated() throws Exception {
    try (Bench bench = Bench.booted(o -> o)) {
      // Capture 19 with the command that is there: SOCKW=0,5, the five bytes not counted.
      bench.exchange("02 00 06 44 02 01 30 01 35");
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      assertThat(bench.exchange("68 65 6C 6C 6F")).isEqualTo("00 00 00 00 00");
      bench.settle();
      assertThat(bench.clock(0, 5)).isEqualTo("02 33 4C 00 00");
    }
  }

  @Test
  void aLengthWithTheDataIsTheManuals() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00 0B 44 02 01 30 01 35");
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      assertThat(bench.exchange("68 65 6C 6C 6F")).isEqualTo("00 00 00 00 00");
      bench.settle();
      assertThat(bench.clock(0, 5)).isEqualTo("02 33 4C 00 00");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTED, 02 00 0B 44 02 01 30 01 35, true",
    "COUNTED, 02 00 06 44 02 01 30 01 35, false",
    "NOT_COUNTED, 02 00 06 44 02 01 30 01 35, true",
    "NOT_COUNTED, 02 00 0B 44 02 01 30 01 35, false",
  })
  void theCountingCanBeMadeStrict(DataLength counting, String packet, boolean taken)
      throws Exception {
    try (Bench bench = Bench.booted(o -> o.dataLength(counting))) {
      bench.exchange(packet);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isEqualTo(taken);
      assertThat(bench.module.pins().counters().dropped()).isEqualTo(taken ? 0 : 1);
    }
  }

  // Reading: A.2 and A.3.

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x02, 0xFF})
  void headerAndPayloadInOneWindow(int filler) throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.WIFI_JOIN, "98:DE:D0:EA:4C:62");
      bench.settle();
      String header = bench.exchange("%02X 00 00 00 00".formatted(filler));
      assertThat(header).isEqualTo("02 13 13 11 00");
      assertThat(bench.clock(0xFF, 17))
          .isEqualTo(Bench.hex("98:DE:D0:EA:4C:62".getBytes(US_ASCII)));
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x02})
  void aWindowEveryByte(int filler) throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      StringBuilder seen = new StringBuilder();
      for (int i = 0; i < 7; i++) {
        seen.append(bench.clock(filler, 1)).append(' ');
      }
      assertThat(seen).hasToString("02 13 03 02 00 32 30 ");
    }
  }

  @Test
  void syncThenHeaderThenPayloadInSlices() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.COPYRIGHT, "SPWF04SA");
      bench.settle();
      assertThat(bench.clock(0, 1)).isEqualTo("02");
      assertThat(bench.clock(0, 4)).isEqualTo("13 0D 08 00");
      assertThat(bench.clock(0, 3)).isEqualTo("53 50 57");
      assertThat(bench.clock(0, 5)).isEqualTo("46 30 34 53 41");
    }
  }

  @Test
  void aCommandInPieces() throws Exception {
    try (Bench bench = Bench.idle()) {
      for (String piece : new String[] {"02", "00 04", "32 01 01", "31"}) {
        bench.exchange(piece);
      }
      assertThat(bench.awaitReply()).containsExactly("R11@3");
    }
  }

  @Test
  void packetsBehindEachOtherInOneWindow() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.module.raise(Wind.WIFI_SCANNING);
      bench.settle();
      assertThat(bench.clock(0, 12)).isEqualTo("02 13 00 00 00 02 13 15 00 00 00 00");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0x00", "3, 0xFF", "2, 0xB5"})
  void junkBeforeTheSync(int count, String value) throws Exception {
    int junk = Integer.decode(value);
    try (Bench bench = Bench.booted(o -> o.junkBeforeSync(count).junkValue(junk))) {
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      String expected = "%02X ".formatted(junk).repeat(count) + "02 13 00 00 00 00";
      assertThat(bench.clock(0, count + 6)).isEqualTo(expected);
    }
  }

  // The IRQ line: A.4.

  @ParameterizedTest
  @EnumSource(IrqRise.class)
  void theLineRisesBeforeThePacketIsOut(IrqRise rise) throws Exception {
    try (Bench bench = Bench.booted(o -> o.irqRise(rise))) {
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.clock(0, 1);
      assertThat(bench.bus.irqAsserted()).isEqualTo(rise == IrqRise.LAST_BYTE);
      bench.clock(0, 4);
      assertThat(bench.bus.irqAsserted()).isEqualTo(rise == IrqRise.LAST_BYTE);
      bench.clock(0, 1);
      assertThat(bench.bus.irqAsserted()).isFalse();
      assertThat(bench.clock(0, 1)).isEqualTo("30");
    }
  }

  @Test
  void theLineStaysLowWhileMoreIsQueued() throws Exception {
    try (Bench bench = Bench.booted(o -> o.irqRise(IrqRise.FIRST_BYTE))) {
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.module.raise(Wind.WIFI_SCANNING);
      bench.settle();
      bench.clock(0, 5);
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.clock(0, 1);
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.clock(0, 4);
      assertThat(bench.bus.irqAsserted()).isFalse();
    }
  }

  @Test
  void theLineIsLowForDataAndRisesWhenItIsTaken() throws Exception {
    try (Bench bench = Bench.booted(o -> o.replyDelay(Duration.ofMillis(3)))) {
      bench.exchange(Bench.packet(0x44, 5, "0", "5"));
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.exchange("68 65 6C 6C");
      assertThat(bench.bus.irqAsserted()).isTrue();
      bench.exchange("6F");
      assertThat(bench.bus.awaitIrq(false, Duration.ZERO)).isTrue();
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      bench.turn(Duration.ofMillis(3));
      assertThat(bench.drain()).containsExactly("R4C@3");
    }
  }

  // Both sides at once: A.6.

  @Test
  void aCommandThatMeetsAPacketIsIgnored() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raise(Wind.WATCHDOG_RUNNING, 20);
      bench.settle();
      assertThat(bench.exchange("02 00 02 01 00")).isEqualTo("02 13 03 02 00");
      assertThat(bench.clock(0, 2)).isEqualTo("32 30");
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      assertThat(bench.module.pins().counters())
          .returns(1L, WireCounters::collisions)
          .returns(0L, WireCounters::commands);
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, R00@3", "true,"})
  void theTailOfACommandBehindTheFifthByteIsHeardUnlessTheModuleIsDeaf(boolean deaf, String heard)
      throws Exception {
    try (Bench bench = Bench.booted(o -> o.deafUntilSelected(deaf))) {
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      // SSIDTXT, and in the parameter the packet of AT.
      assertThat(bench.exchange("02 00 08 36 01 05 02 00 02 01 00"))
          .isEqualTo("02 13 00 00 00 00 00 00 00 00 00");
      assertThat(bench.drain()).isEqualTo(heard == null ? List.of() : List.of(heard));
      assertThat(bench.module.pins().counters().commands()).isEqualTo(deaf ? 0 : 1);
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void dataBehindTheEventInTheirWayAreTakenInTheSameWindow() throws Exception {
    try (Bench bench = Bench.online(o -> o.eventsBeforeData(true));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.module.injectBeforeData(Wind.CONSOLE_ACTIVE);
      bench.exchange(Bench.packet(0x44, 5, "0", "5"));
      bench.settle();
      assertThat(Bench.hex(bench.exchange("0123456789".getBytes(US_ASCII))))
          .isEqualTo("02 1A 00 00 00 00 00 00 00 00");
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(peer.receive(5)).isEqualTo("56789");
    }
  }

  @Test
  void aPacketThatComesUpInsideACommandWaitsForItsEnd() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange("02 00");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.exchange("02 01 00")).isEqualTo("00 00 00");
      assertThat(bench.drain()).containsExactly("W0@3", "R00@3");
    }
  }

  @Test
  void aWriteCanGetLostInACollision() throws Exception {
    try (Bench bench = Bench.booted(o -> o.lostWriteOnCollision(true))) {
      bench.exchange("02");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.exchange("00 02 01 00")).isEqualTo("02 13 00 00");
      assertThat(bench.clock(0, 1)).isEqualTo("00");
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.module.pins().counters().lost()).isEqualTo(1);
    }
  }

  @Test
  void aCommandVanishesOnRequest() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.loseNextCommand();
      bench.send(Command.AT);
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  // The data phase: A.5.

  @Test
  void anEventBetweenCommandAndDataCanComeFirstAndTheDataStartsOver() throws Exception {
    try (Bench bench = Bench.online(o -> o.eventsBeforeData(true));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.module.injectBeforeData(Wind.WATCHDOG_RUNNING, 20);
      bench.exchange(Bench.packet(0x44, 5, "0", "5"));
      bench.settle();
      assertThat(bench.exchange("68 65 6C 6C 6F")).isEqualTo("02 1A 03 02 00");
      assertThat(bench.clock(0, 2)).isEqualTo("32 30");
      assertThat(bench.bus.irqAsserted()).as("data still wanted").isTrue();
      assertThat(bench.exchange("68 65 6C 6C 6F")).isEqualTo("00 00 00 00 00");
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(peer.receive(5)).isEqualTo("hello");
    }
  }

  @Test
  void aDeafModuleIgnoresDataBehindTheEventInTheirWayToTheEndOfTheWindow() throws Exception {
    try (Bench bench = Bench.online(o -> o.eventsBeforeData(true).deafUntilSelected(true));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.module.injectBeforeData(Wind.CONSOLE_ACTIVE);
      bench.exchange(Bench.packet(0x44, 10, "0", "10"));
      bench.settle();
      byte[] data = "0123456789".getBytes(US_ASCII);
      assertThat(Bench.hex(bench.exchange(data))).isEqualTo("02 1A 00 00 00 00 00 00 00 00");
      bench.exchange(data);
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(peer.receive(10)).isEqualTo("0123456789");
    }
  }

  @Test
  void anEventInsideTheDataWaits() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange(Bench.packet(0x44, 5, "0", "5"));
      bench.settle();
      bench.exchange("68 65");
      bench.module.raise(Wind.CONSOLE_ACTIVE);
      bench.settle();
      assertThat(bench.exchange("6C 6C 6F")).isEqualTo("00 00 00");
      assertThat(bench.drain()).containsExactly("W0@3", "R4C@3");
    }
  }

  @Test
  void aSyncCanPrecedeTheData() throws Exception {
    try (Bench bench = Bench.online(o -> o.dataSync(true));
        Peer peer = new Peer()) {
      bench.reply(Command.SOCKON, "127.0.0.1", peer.port(), "", "t");
      bench.exchange(Bench.packet(0x44, 5, "0", "5"));
      bench.settle();
      assertThat(bench.exchange("02 68 65 6C 6C 6F")).isEqualTo("02 00 00 00 00 00");
      assertThat(bench.awaitReply()).containsExactly("R00@A");
      assertThat(peer.receive(5)).isEqualTo("hello");
    }
  }

  @Test
  void aLongDataPhaseInSlices() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange(Bench.packet(0x44, 20_000, "0", "20000"));
      bench.settle();
      for (int i = 0; i < 20; i++) {
        assertThat(bench.bus.irqAsserted()).isTrue();
        bench.exchange(new byte[1000]);
      }
      assertThat(bench.awaitReply()).containsExactly("R4C@3");
    }
  }

  @Test
  void moreDataThanTheModuleHoldsIsRefusedAtOnce() throws Exception {
    try (Bench bench = Bench.booted(o -> o.maxData(100))) {
      assertThat(bench.reply(Command.SOCKW, "0", "101")).containsExactly("R5B@3");
    }
  }

  // Replies and what tests do to them.

  @Test
  void eventsBeforeAndInsideAReply() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.injectBeforeReply(Wind.CONSOLE_ACTIVE);
      bench.module.injectInsideReply(Wind.WIFI_SCANNING);
      bench.send(Command.AT);
      assertThat(bench.awaitReplyWithEvents()).containsExactly("W0@3", "R00@3");
      bench.send(Command.STS, "fw_version");
      assertThat(bench.awaitReplyWithEvents())
          .containsExactly("RFF@3 Var:fw_version=1.1.0", "W21@3", "R00@3");
      assertThat(bench.reply(Command.STS, "fw_version")).hasSize(2);
    }
  }

  @Test
  void aReplyCanBeLate() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.stallNextReply(Duration.ofSeconds(30));
      bench.send(Command.AT);
      bench.turn(Duration.ofSeconds(29));
      assertThat(bench.drain()).isEmpty();
      bench.turn(Duration.ofSeconds(1));
      assertThat(bench.drain()).containsExactly("R00@3");
    }
  }

  @Test
  void aReplyCanStayOut() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.dropNextReply();
      bench.send(Command.SCFG, "ip_hostname", "done");
      bench.turn(Duration.ofHours(1));
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.reply(Command.GCFG, "ip_hostname"))
          .containsExactly("RFF@3 Var:ip_hostname=done", "R00@3");
    }
  }

  @Test
  void anEmptyLineCanComeBeforeOk() throws Exception {
    try (Bench bench = Bench.booted(o -> o.emptyLineBeforeOk(true))) {
      assertThat(bench.reply(Command.AT)).containsExactly("RFE@3", "R00@3");
    }
  }

  @Test
  void aCriticalErrorIsKind2() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.raiseCriticalError(ModuleError.LOW_MEMORY);
      bench.settle();
      assertThat(bench.clock(0, 5)).isEqualTo("02 23 5B 00 00");
    }
  }

  // Bytes that make no command.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 00 00", // no length
        "02 00 01", // too short for an id and a count
        "02 00 02 01 01 05", // a parameter beyond the length
        "02 00 04 01 01 05", // a parameter longer than the length
        "02 00 05 01 00", // data announced for a command that has none
      })
  void whatContradictsItselfIsDroppedAndCounted(String bytes) throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange(bytes);
      bench.settle();
      assertThat(bench.bus.irqAsserted()).isFalse();
      assertThat(bench.module.pins().counters().dropped()).isEqualTo(1);
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void strayBytesAreIgnoredAndCounted() throws Exception {
    try (Bench bench = Bench.idle()) {
      assertThat(bench.exchange("00 FF 41 54 0D")).isEqualTo("00 00 00 00 00");
      assertThat(bench.module.pins().counters().ignored()).isEqualTo(3);
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void aCommandOfMoreThan512BytesIsError32() throws Exception {
    try (Bench bench = Bench.idle()) {
      String half = "x".repeat(252);
      // 5 bytes and two parameters of 253 and 254 with their lengths: 512.
      byte[] longest = Bench.packet(Command.SSIDTXT.id(), 0, half, half + "x");
      assertThat(longest).hasSize(512);
      bench.exchange(longest);
      assertThat(bench.awaitReply()).containsExactly("R06@3");
      byte[] longer = Bench.packet(Command.SSIDTXT.id(), 0, half + "x", half + "x");
      assertThat(longer).hasSize(513);
      bench.exchange(longer);
      assertThat(bench.awaitReply()).containsExactly("R20@3");
      assertThat(bench.reply(Command.AT)).containsExactly("R00@3");
    }
  }

  @Test
  void commandsThatComeBeforeTheReplyAreAnsweredInTurn() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.module.stallNextReply(Duration.ofSeconds(1));
      bench.exchange("02 00 02 01 00");
      bench.exchange(Bench.packet(Command.STS.id(), 0, "nope"));
      bench.settle();
      bench.turn(Duration.ofSeconds(1));
      assertThat(bench.drain()).containsExactly("R00@3", "R04@3");
    }
  }

  @Test
  void theEventQueueIsBounded() throws Exception {
    try (Bench bench = Bench.booted(o -> o.eventQueue(3))) {
      long before = bench.module.pins().counters().droppedEvents();
      for (int i = 0; i < 10; i++) {
        bench.module.raise(Wind.WATCHDOG_RUNNING, i);
      }
      assertThat(bench.drain()).containsExactly("W3@3 0", "W3@3 1", "W3@3 2");
      assertThat(bench.module.pins().counters().droppedEvents() - before).isEqualTo(7);
      bench.module.raise(Wind.WATCHDOG_RUNNING, 10);
      assertThat(bench.drain()).isEqualTo(Collections.singletonList("W3@3 10"));
    }
  }

  @Test
  void dataOfACommandThatIsRefusedAtOnceIsJunk() throws Exception {
    try (Bench bench = Bench.idle()) {
      bench.exchange(Bench.packet(Command.MQTTPUB.id(), 5, "0", "t", "3", "", "5"));
      bench.settle();
      assertThat(Bench.hex(bench.exchange(HELLO))).isEqualTo("02 33 08 00 00");
      assertThat(bench.drain()).isEmpty();
    }
  }
}
