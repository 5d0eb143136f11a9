package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A module on the bench: bytes by hand, time by hand. No host code but the bus.
 *
 * <p>Replies and events are two lists: who waits for the one does not see the other, which keeps
 * its order and its place until it is asked for. {@link #await}, {@link #awaitReplyWithEvents} and
 * {@link #drain} show both in the order they came. What nobody has asked for when the bench is
 * closed fails the test.
 */
public final class Bench implements AutoCloseable {
  /** Far more than anything here takes; a test that waits this long has failed. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  public final ManualClock clock = new ManualClock();
  public final VirtualModule module;
  public final LoopbackBus bus;

  /**
   * What was read while a test waited for something else: events behind replies, or the reverse.
   */
  private final List<String> aside = new ArrayList<>();

  public Bench(UnaryOperator<ModuleOptions.Builder> options) {
    module = new VirtualModule(options.apply(ModuleOptions.builder().clock(clock)).build());
    bus = LoopbackBus.to(module, 70_000);
  }

  /** A module that has booted, its radio idle and its WINDs read. */
  public static Bench idle() throws Exception {
    return booted(options -> options);
  }

  /** As {@link #idle}, with options. */
  public static Bench booted(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Bench bench =
        new Bench(
            builder ->
                options.apply(builder.variable("wifi_mode", "0").variable("console_enabled", "0")));
    bench.turn(Duration.ofMillis(50));
    bench.drain();
    return bench;
  }

  /** A module that has joined an open network, its WINDs read. */
  public static Bench online(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Bench bench =
        new Bench(
            builder ->
                options.apply(
                    builder
                        .variable("console_enabled", "0")
                        .variable("wifi_ssid", "68:6F:6D:65")
                        .variable("wifi_ssid_len", "4")
                        .accessPoint(AccessPoint.open("home"))));
    bench.turn(Duration.ofMillis(100));
    assertThat(bench.drain()).contains("W24@9 0:192.168.0.50");
    return bench;
  }

  /** As {@link #online} with firmware 1.0.0. */
  public static Bench online100() throws Exception {
    Bench bench =
        new Bench(
            builder ->
                builder
                    .profile(FirmwareProfile.V1_0_0)
                    .variable("wifi_ssid", "68:6F:6D:65")
                    .variable("wifi_ssid_len", "4")
                    .accessPoint(AccessPoint.open("home")));
    bench.turn(Duration.ofMillis(100));
    bench.drain();
    return bench;
  }

  /** Turns the clock and waits until the firmware has done what became due. */
  public void turn(Duration by) throws InterruptedException {
    settle();
    clock.advance(by);
    settle();
  }

  /** Waits until the firmware has nothing to do. */
  public void settle() throws InterruptedException {
    assertThat(module.awaitIdle(LIMIT)).as("firmware idle").isTrue();
    assertThat(module.fault()).isNull();
  }

  /** One chip-select window. */
  public byte[] exchange(byte... mosi) throws IOException {
    ByteBuf in = Unpooled.buffer(mosi.length);
    bus.transfer(Unpooled.wrappedBuffer(mosi), in, mosi.length);
    return in.array().length == mosi.length ? in.array() : Arrays.copyOf(in.array(), mosi.length);
  }

  /** One chip-select window, both ways as hexadecimal pairs. */
  public String exchange(String mosi) throws IOException {
    return hex(exchange(bytes(mosi)));
  }

  /** Clocks {@code length} times the same byte in one window. */
  public String clock(int filler, int length) throws IOException {
    byte[] mosi = new byte[length];
    Arrays.fill(mosi, (byte) filler);
    return hex(exchange(mosi));
  }

  /** Sends a command packet, the data phase not counted, and lets the firmware work on it. */
  public void send(Command command, String... arguments) throws Exception {
    exchange(packet(command.id(), 0, arguments));
    UsageCheck.sent(command);
    settle();
  }

  /** Sends a command and reads its reply. */
  public List<String> reply(Command command, String... arguments) throws Exception {
    write(packet(command.id(), 0, arguments));
    UsageCheck.sent(command);
    return awaitReply();
  }

  /** Sends a command with its data phase and reads the reply. */
  public List<String> replyTo(byte[] data, Command command, String... arguments) throws Exception {
    write(packet(command.id(), data.length, arguments));
    UsageCheck.sent(command);
    settle();
    awaitIrq();
    write(data);
    return awaitReply();
  }

  /**
   * Sends a command or the data of its data phase. A packet that gets in the way of the first byte
   * is read first and put aside (field-facts A.6); a lone sync before the data would be taken for
   * one.
   */
  public void write(byte[] bytes) throws IOException {
    while (exchange(bytes[0])[0] == 2) {
      aside.add(readBehindSync());
    }
    if (bytes.length > 1) {
      exchange(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
  }

  /** Waits for the packets of a reply, up to the one that ends it; events are put aside. */
  public List<String> awaitReply() throws Exception {
    return awaitReply(packet -> packet.startsWith("R"));
  }

  /** As {@link #awaitReply}, the events before and inside the reply among its packets. */
  public List<String> awaitReplyWithEvents() throws Exception {
    return awaitReply(_ -> true);
  }

  private List<String> awaitReply(Predicate<String> wanted) throws Exception {
    List<String> reply = new ArrayList<>();
    do {
      reply.add(await(wanted));
    } while (!reply.getLast().matches("R(?!FE|FF|03)..@."));
    return reply;
  }

  /** Waits for the next event, which may have been put aside; packets of a reply are put aside. */
  public String awaitEvent() throws Exception {
    return await(packet -> !packet.startsWith("R"));
  }

  /** Waits for the next packet of either kind. */
  public String await() throws Exception {
    return await(_ -> true);
  }

  private String await(Predicate<String> wanted) throws Exception {
    for (Iterator<String> packets = aside.iterator(); packets.hasNext(); ) {
      String packet = packets.next();
      if (wanted.test(packet)) {
        packets.remove();
        return packet;
      }
    }
    while (true) {
      awaitIrq();
      String packet = read();
      if (wanted.test(packet)) {
        return packet;
      }
      aside.add(packet);
    }
  }

  /** Waits until the line is low. */
  public void awaitIrq() throws Exception {
    assertThat(bus.awaitIrq(true, LIMIT)).as("IRQ").isTrue();
  }

  /** What was put aside, and what waits at this moment, all in the order it came. */
  public List<String> drain() throws Exception {
    settle();
    List<String> seen = new ArrayList<>(aside);
    aside.clear();
    while (bus.irqAsserted()) {
      seen.add(read());
    }
    return seen;
  }

  /**
   * Reads one packet: {@code W7@0 10} is WIND 7 with state 0 and payload 10, {@code R00@A} an OK,
   * {@code RFF@3 …} a line, {@code C..} a critical error.
   */
  public String read() throws IOException {
    int junk = 0;
    while (exchange((byte) 0)[0] != 2) {
      assertThat(++junk).as("bytes before the sync").isLessThan(5000);
    }
    return readBehindSync();
  }

  private String readBehindSync() throws IOException {
    byte[] header = exchange(new byte[4]);
    int length = header[2] & 0xFF | (header[3] & 0xFF) << 8;
    byte[] payload = length == 0 ? new byte[0] : exchange(new byte[length]);
    int indication = header[1] & 0xFF;
    String what =
        switch (header[0] >> 4) {
          case 1 -> "W" + indication;
          case 2 -> "C" + indication;
          case 3 -> "R%02X".formatted(indication);
          default -> throw new AssertionError("kind and state " + hex(header));
        };
    String text =
        new String(payload, StandardCharsets.ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
    return what
        + "@"
        + Integer.toHexString(header[0] & 15).toUpperCase()
        + (length == 0 ? "" : " ")
        + text;
  }

  /** A command packet, by the manual's section 4. */
  public static byte[] packet(int id, int counted, String... arguments) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(id);
    body.write(arguments.length);
    for (String argument : arguments) {
      byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
      body.write(bytes.length);
      body.writeBytes(bytes);
    }
    int length = body.size() + counted;
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(2);
    packet.write(length >> 8);
    packet.write(length);
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  public static byte[] bytes(String hex) {
    return HEX.parseHex(hex);
  }

  public static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  @Override
  public void close() {
    bus.close();
    module.close();
    assertThat(module.fault()).isNull();
    assertThat(module.workers()).isZero();
    assertThat(aside).as("packets that came and that the test did not ask for").isEmpty();
  }
}
