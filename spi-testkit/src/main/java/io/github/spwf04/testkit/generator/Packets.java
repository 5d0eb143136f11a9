package io.github.spwf04.testkit.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.HostPacket;
import io.github.spwf04.codec.ModulePacket;
import io.github.spwf04.codec.ModulePacketCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Valid packets of both sides, drawn from the rows of the catalogue. Their buffers need no release.
 */
@SuppressWarnings("exports") // jqwik: see module-info.java
public final class Packets {
  /** Texts are kept short enough for the longest row to fit a command packet. */
  private static final int TEXT = 25;

  private static final int MAX_DATA = 2000;

  private Packets() {}

  /** Any command of Table 1 with arguments that its row allows. */
  public static Arbitrary<HostPacket> hostPackets() {
    return Arbitraries.of(Command.class).flatMap(Packets::hostPackets);
  }

  /** That command with arguments that its row allows. */
  public static Arbitrary<HostPacket> hostPackets(Command command) {
    int length = command.dataLengthIndex();
    int least = length < 0 ? 0 : (int) command.parameters().get(length).min();
    return Arbitraries.integers()
        .between(least, MAX_DATA)
        .flatMap(
            data ->
                arguments(command, data)
                    .map(
                        arguments ->
                            HostPacket.of(command, arguments, dataOf(command, arguments, data))));
  }

  /** Any packet of the module: every WIND, critical errors, lines, data, ends of replies. */
  public static Arbitrary<ModulePacket> modulePackets() {
    Arbitrary<Integer> states = Arbitraries.integers().between(0, 10);
    return Arbitraries.oneOf(
        winds(),
        Combinators.combine(states, Arbitraries.integers().between(1, 119), bytes(0, 20))
            .as(ModulePacket.CriticalError::new),
        Combinators.combine(
                states,
                Arbitraries.of(ModulePacketCodec.LINE_MASKABLE, ModulePacketCodec.LINE_UNMASKABLE),
                bytes(0, 300))
            .as(ModulePacket.ReplyLine::new),
        Combinators.combine(states, bytes(0, 1500))
            .as((state, data) -> new ModulePacket.ReplyData(state, ModulePacketCodec.DATA, data)),
        Combinators.combine(states, Arbitraries.integers().between(0, 253).filter(id -> id != 3))
            .as(ModulePacket.ReplyEnd::new));
  }

  /** Any WIND of Table 14 with variables of its shape. */
  public static Arbitrary<ModulePacket> winds() {
    return Combinators.combine(Arbitraries.integers().between(0, 10), Arbitraries.of(Wind.class))
        .flatAs(
            (state, wind) ->
                variables(wind.variables())
                    .map(payload -> new ModulePacket.WindPacket(state, wind.number(), payload)));
  }

  /** A payload of that shape, with its keyword. */
  public static Arbitrary<ByteBuf> variables(LineFormat format) {
    return Combinators.combine(format.fields().stream().map(Packets::field).toList())
        .as(
            values -> {
              Object[] sized = values.toArray();
              for (int i = 0; i < sized.length; i++) {
                String size = format.fields().get(i).sizedBy();
                if (size != null) {
                  sized[format.indexOf(size)] = ((ByteBuf) sized[i]).readableBytes();
                }
              }
              ByteBuf payload = Unpooled.buffer();
              format.format(payload, true, sized);
              return payload;
            });
  }

  /** Bytes among which no module packet begins: no 0x02 with a plausible byte behind it. */
  public static Arbitrary<ByteBuf> junk() {
    return bytes(0, 60)
        .map(
            bytes -> {
              for (int i = 0; i < bytes.writerIndex(); i++) {
                boolean last = i + 1 == bytes.writerIndex();
                if (bytes.getByte(i) == ModulePacketCodec.SYNC
                    && (last || ModulePacketCodec.plausible(bytes.getUnsignedByte(i + 1)))) {
                  bytes.setByte(i, 0x00);
                }
              }
              return bytes;
            });
  }

  /** Any bytes, with sync bytes and lengths more frequent than chance has them. */
  public static Arbitrary<ByteBuf> bytes(int min, int max) {
    return Arbitraries.oneOf(
            Arbitraries.bytes(), Arbitraries.of((byte) 0x02, (byte) 0x00, (byte) 0x10, (byte) 0x3A))
        .array(byte[].class)
        .ofMinSize(min)
        .ofMaxSize(max)
        .map(Unpooled::wrappedBuffer);
  }

  /** How a stream is cut into pieces: their lengths, taken in turn. */
  public static Arbitrary<List<Integer>> splits() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(8);
  }

  private static Arbitrary<List<ByteBuf>> arguments(Command command, int data) {
    List<Arbitrary<ByteBuf>> values = new ArrayList<>();
    for (Parameter parameter : command.parameters()) {
      Arbitrary<ByteBuf> value = value(parameter, data);
      values.add(
          parameter.required()
              ? value
              : Arbitraries.oneOf(value, Arbitraries.just(Unpooled.EMPTY_BUFFER)));
    }
    return Combinators.combine(values)
        .as(ArrayList<ByteBuf>::new)
        .filter(Packets::endsWithoutCr)
        .map(List::copyOf);
  }

  /** No CR reaches the module at the end of the last one (field-facts I). */
  private static boolean endsWithoutCr(List<ByteBuf> arguments) {
    ByteBuf last = arguments.isEmpty() ? Unpooled.EMPTY_BUFFER : arguments.getLast();
    return !last.isReadable() || last.getByte(last.writerIndex() - 1) != '\r';
  }

  private static Arbitrary<ByteBuf> value(Parameter parameter, int data) {
    return switch (parameter.kind()) {
      case TEXT -> bytes(Math.max(1, (int) parameter.min()), (int) Math.min(TEXT, parameter.max()));
      case NUMBER ->
          Arbitraries.longs()
              .between(parameter.min(), parameter.max())
              .map(number -> text(Long.toString(number)));
      case CHOICE ->
          Arbitraries.of(parameter.choices())
              .flatMap(choice -> Arbitraries.of(choice, choice.toUpperCase(Locale.ROOT)))
              .map(Packets::text);
      case DATA_LENGTH -> Arbitraries.just(text(Integer.toString(data)));
      case RESERVED -> Arbitraries.just(Unpooled.EMPTY_BUFFER);
    };
  }

  private static int dataOf(Command command, List<ByteBuf> arguments, int data) {
    String without = command.noDataWhenFirstIs();
    boolean none =
        command.dataLengthIndex() < 0
            || (without != null && arguments.getFirst().toString(UTF_8).equalsIgnoreCase(without));
    return none ? 0 : data;
  }

  private static Arbitrary<Object> field(LineFormat.Field field) {
    if (field.sizedBy() != null) {
      return bytes(0, 30).asGeneric();
    }
    Arbitrary<ByteBuf> value =
        switch (field.type()) {
          case INT -> Arbitraries.integers().between(-99, 99_999).map(i -> text(i.toString()));
          case HEX -> Arbitraries.integers().map(i -> text("%04x".formatted(i)));
          case DIGITS -> Arbitraries.strings().numeric().ofLength(8).map(Packets::text);
          case MAC ->
              Arbitraries.bytes()
                  .array(byte[].class)
                  .ofSize(6)
                  .map(
                      b -> text(java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(b)));
          case IP ->
              Arbitraries.oneOf(
                  Arbitraries.integers()
                      .between(0, 255)
                      .map(i -> text(i + ".0." + (255 - i) + ".1")),
                  Arbitraries.integers()
                      .between(0, 0xFFFF)
                      .map(i -> text("fe80:0:0:0:280:e1ff:%x:1".formatted(i))));
          case WORDS -> Arbitraries.of("", " WEP", " WPA WPA2 ", " WPA2 WPS").map(Packets::text);
          case TEXT ->
              Arbitraries.strings()
                  .withCharRange('a', 'z')
                  .ofMinLength(field.optional() ? 0 : 1)
                  .ofMaxLength(20)
                  .map(Packets::text);
        };
    return field.optional()
        ? Arbitraries.oneOf(value, Arbitraries.just(Unpooled.EMPTY_BUFFER)).asGeneric()
        : value.asGeneric();
  }

  private static ByteBuf text(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(UTF_8));
  }
}
