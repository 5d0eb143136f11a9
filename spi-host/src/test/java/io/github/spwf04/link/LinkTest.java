package io.github.spwf04.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
  private static final String AT = "0200020100";
  private static final String OK = "023a000000";
  private static final String POWERON =
      "0210011600" + "3137303732362d623761633162612d53505746303453";

  private ScriptedBus bus = new ScriptedBus();
  private final LinkCounters counters = new LinkCounters();
  private Link link = new Link(bus, ByteBufAllocator.DEFAULT, counters);

  @AfterEach
  void nothingIsLeft() {
    link.close();
    assertThat(bus.faults()).isEmpty();
  }

  @Test
  void readsAPacketByItsLength() throws Exception {
    bus.say(POWERON);
    assertThat(read()).isEqualTo(POWERON);
    assertThat(counters.transfers()).isEqualTo(2);
    assertThat(counters.bytes()).isEqualTo(27);
    assertThat(counters.packetsIn()).isEqualTo(1);
    assertThat(counters.junkBytes()).isZero();
  }

  @Test
  void cutsReadsToWhatTheBusTakes() throws Exception {
    use(new ScriptedBus(5));
    bus.say(POWERON);
    assertThat(read()).isEqualTo(POWERON);
    assertThat(counters.transfers()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "80", "b5b6b7", "0000000000ffffffffffff02", "0200", "02ff02"})
  void passesOverJunkBeforeTheSyncByte(String junk) throws Exception {
    bus.say(junk + "0213200000");
    assertThat(read()).isEqualTo("0213200000");
    assertThat(counters.junkBytes()).isEqualTo(junk.length() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "ff", "b5", "b6", "b7"})
  void takesTheSpoiltSyncBytesThatStsDriverTakes(String sync) throws Exception {
    bus.say(sync + "13200000");
    assertThat(read()).isEqualTo(sync + "13200000");
  }

  @Test
  void givesUpOnALineThatStaysLowWithNothingBehindIt() throws Exception {
    bus.say("00".repeat(Link.SEARCH_LIMIT + 100));
    assertThat(read()).isNull();
    assertThat(counters.junkBytes()).isBetween((long) Link.SEARCH_LIMIT, Link.SEARCH_LIMIT + 5L);
    assertThat(link.pending()).isTrue();
    bus.transfer(null, null, 97);
  }

  @Test
  void sendsACommandByteForByte() throws Exception {
    bus.hear(AT);
    assertThat(write(AT)).isTrue();
    assertThat(counters.packetsOut()).isEqualTo(1);
    assertThat(counters.collisions()).isZero();
  }

  @Test
  void aPacketThatCollidesWithACommandIsReadAndTheCommandIsNotSent() throws Exception {
    bus.sayAtFirstClock(POWERON).hear(AT);
    assertThat(write(AT)).isFalse();
    assertThat(link.pending()).isTrue();
    assertThat(read()).isEqualTo(POWERON);
    assertThat(write(AT)).isTrue();
    assertThat(counters.collisions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ffff", "000000", "00000000"})
  void aCollisionBehindJunkIsSeenToo(String junk) throws Exception {
    bus.sayAtFirstClock(junk + "0212260000").hear(AT);
    assertThat(write(AT)).isFalse();
    assertThat(read()).isEqualTo("0212260000");
    assertThat(write(AT)).isTrue();
  }

  @Test
  void packetsThatCameWithinOneWriteAreAllKept() throws Exception {
    String longCommand = "0200082302 03616263 0131".replace(" ", "");
    bus.sayAtFirstClock("00" + "0212260000" + "0213200000").hear(longCommand);
    assertThat(write(longCommand)).isFalse();
    assertThat(read()).isEqualTo("0212260000");
    assertThat(link.pending()).isTrue();
    assertThat(read()).isEqualTo("0213200000");
    assertThat(write(longCommand)).isTrue();
  }

  @Test
  void aSyncByteWithNoPacketBehindItMeansThatTheCommandIsSentAgain() throws Exception {
    bus.sayAtFirstClock("02" + "00".repeat(Link.SEARCH_BLIND + 4)).hear(AT);
    assertThat(write(AT)).isFalse();
    assertThat(read()).isNull();
    assertThat(write(AT)).isTrue();
  }

  @Test
  void sendsDataAsItIs() throws Exception {
    bus.take("68656c6c6f").say(OK);
    DataPhase phase = phase("68656c6c6f");
    assertThat(read(phase)).isNull();
    assertThat(counters.dataOut()).isEqualTo(5);
    assertThat(read(phase)).isEqualTo(OK);
    assertThat(phase.open()).isFalse();
  }

  @Test
  void anEventInPlaceOfTheDataPhaseIsReadAndTheDataSentFromItsStart() throws Exception {
    bus.say("021a370600" + "3a303a353a35").take("68656c6c6f");
    DataPhase phase = phase("68656c6c6f");
    assertThat(read(phase)).isEqualTo("021a370600" + "3a303a353a35");
    assertThat(phase.due()).isTrue();
    assertThat(read(phase)).isNull();
    assertThat(phase.due()).isFalse();
  }

  @Test
  void anOkInPlaceOfTheDataPhaseTellsThatTheModuleTookOtherBytes() throws Exception {
    bus.say(OK);
    DataPhase phase = phase("68656c6c6f");
    assertThatThrownBy(() -> read(phase))
        .isInstanceOf(IOException.class)
        .hasMessage("the module has taken other bytes for the data");
    assertThat(phase.open()).isFalse();
  }

  @Test
  void aRefusalInPlaceOfTheDataPhaseIsRead() throws Exception {
    String refusal = "023a480000";
    bus.say(refusal);
    DataPhase phase = phase("68656c6c6f");
    assertThat(read(phase)).isEqualTo(refusal);
    assertThat(phase.open()).isFalse();
  }

  @Test
  void aLoneSyncBeforeTheDataIsNoPacket() throws Exception {
    bus.say("02").take("68656c6c6f");
    assertThat(read(phase("68656c6c6f"))).isNull();
  }

  @Test
  void cutsDataToWhatTheBusTakes() throws Exception {
    use(new ScriptedBus(5));
    bus.take("00".repeat(64));
    assertThat(read(phase("00".repeat(64)))).isNull();
  }

  @Test
  void aFailingBusIsReportedAndNothingLeaks() throws Exception {
    bus.hear("02").fail();
    assertThatThrownBy(() -> write(AT))
        .isInstanceOf(IOException.class)
        .hasMessage("no such device");
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    DataPhase phase = phase("00");
    assertThatThrownBy(() -> read(phase)).isInstanceOf(IOException.class);
    assertThat(phase.open()).isTrue();
    use(new ScriptedBus());
  }

  private void use(ScriptedBus other) {
    link.close();
    bus = other;
    link = new Link(bus, ByteBufAllocator.DEFAULT, counters);
  }

  private @Nullable String read() throws IOException {
    return hex(link.read());
  }

  private static @Nullable String hex(@Nullable ByteBuf packet) {
    if (packet == null) {
      return null;
    }
    try {
      return ByteBufUtil.hexDump(packet);
    } finally {
      packet.release();
    }
  }

  private boolean write(String hex) throws IOException {
    ByteBuf command = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    boolean sent = link.write(command);
    assertThat(command.readableBytes()).isEqualTo(hex.length() / 2);
    return sent;
  }

  private static DataPhase phase(String hex) {
    return new DataPhase(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
  }

  private @Nullable String read(DataPhase phase) throws Exception {
    return hex(link.read(phase));
  }
}
