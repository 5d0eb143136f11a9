package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.error.ModuleError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of a stream means, for people and for tools. Secrets are masked in the fields and in
 * the text; the payload of a packet that holds one is not shown.
 *
 * @param offset of its first byte in the stream
 * @param direction whose stream it was
 * @param kind {@code command}, {@code data}, {@code wind}, {@code critical error}, {@code line},
 *     {@code ok}, {@code error}, {@code junk} or {@code truncated}
 * @param state name of wifi_state, or its number; null where there is none
 * @param indication WIND number, error id or reply indication, or the command id; null for data and
 *     junk, and where the stream ends before it
 * @param name what the catalogue calls it, empty for what it does not know
 * @param fields parameters, variables or fields of a line by name, as printable text; of what is
 *     truncated its kind as {@code packet}, and as {@code missing} how many bytes did not come
 * @param payload the bytes behind the header as hexadecimal digits, or {@link Secrets#MASK}
 */
public record PacketDescription(
    long offset,
    Direction direction,
    String kind,
    @Nullable String state,
    @Nullable Integer indication,
    String name,
    SequencedMap<String, String> fields,
    String payload) {
  private static final String TRUNCATED = "truncated";

  /**
   * Describes a piece. Leaves the indices of its bytes alone.
   *
   * @param inFlight the command a reply answers, which gives its lines their names; null when it is
   *     not known
   */
  public static PacketDescription of(Direction direction, Piece piece, @Nullable Command inFlight) {
    return switch (piece.kind()) {
      case JUNK -> plain(direction, piece, "junk");
      case DATA -> plain(direction, piece, "data");
      case PACKET ->
          direction == Direction.HOST_TO_MODULE ? command(piece) : module(piece, inFlight);
    };
  }

  /**
   * Describes what is left of a stream that ends within a packet or its data, as far as its header
   * goes. Leaves the indices of the bytes alone.
   *
   * @param missingData see {@link PacketDecoder#missingData}
   * @param secret see {@link PacketDecoder#secretPending}
   */
  public static PacketDescription ofRest(
      Direction direction, long offset, ByteBuf bytes, int missingData, boolean secret) {
    CutPacket cut = CutPacket.of(direction, bytes, missingData);
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    if (!cut.kind().isEmpty()) {
      fields.put("packet", cut.kind());
    }
    if (cut.missing() > 0) {
      fields.put("missing", Integer.toString(cut.missing()));
    }
    return new PacketDescription(
        offset,
        direction,
        TRUNCATED,
        cut.state() < 0 ? null : state(cut.state()),
        cut.indication() < 0 ? null : cut.indication(),
        cut.name(),
        fields,
        secret || cut.secret() ? Secrets.MASK : ByteBufUtil.hexDump(bytes));
  }

  /** Whether it is a packet or the data of one. */
  public boolean isWhole() {
    return !kind.equals("junk") && !kind.equals(TRUNCATED);
  }

  /** Whether it is a command, or the beginning of one; {@link #indication} is its id then. */
  public boolean isCommand() {
    return direction == Direction.HOST_TO_MODULE && indication != null;
  }

  /** One line: what it is, and what is in it. */
  public String text() {
    StringBuilder text = new StringBuilder(kind);
    if (kind.equals(TRUNCATED) && fields.containsKey("packet")) {
      text.append(' ').append(fields.get("packet"));
    }
    if (indication != null && !kind.equals("ok") && !isCommand()) {
      text.append(' ').append(indication);
    }
    if (!name.isEmpty()) {
      text.append(' ').append(name);
    }
    if (kind.equals(TRUNCATED) && fields.get("missing") instanceof String missing) {
      text.append(", ").append(missing).append(missing.equals("1") ? " byte" : " bytes");
      text.append(" missing");
    } else if (!fields.isEmpty() && !kind.equals(TRUNCATED)) {
      text.append(':');
      fields.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
    } else if (!isWhole() || kind.equals("data")) {
      text.append(", ").append(payload.length() / 2).append(" bytes");
    }
    return text.toString();
  }

  /** Bytes as printable text: UTF-8 where they are, {@code \xNN} for control bytes and the rest. */
  public static String printable(ByteBuf bytes) {
    if (ByteBufUtil.isText(bytes, StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      bytes
          .toString(StandardCharsets.UTF_8)
          .codePoints()
          .forEach(
              c -> {
                if (Character.isISOControl(c) || c == '\\') {
                  text.append(c == '\\' ? "\\\\" : "\\x%02X".formatted(c));
                } else {
                  text.appendCodePoint(c);
                }
              });
      return text.toString();
    }
    StringBuilder text = new StringBuilder();
    for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
      int b = bytes.getUnsignedByte(i);
      text.append(b >= 0x20 && b < 0x7F && b != '\\' ? String.valueOf((char) b) : hex(b));
    }
    return text.toString();
  }

  private static String hex(int b) {
    return "\\x%02X".formatted(b);
  }

  private static PacketDescription plain(Direction direction, Piece piece, String kind) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    if (piece.secret()) {
      fields.put("length", Integer.toString(piece.bytes().readableBytes()));
    }
    return new PacketDescription(
        piece.offset(),
        direction,
        kind,
        null,
        null,
        "",
        fields,
        piece.secret() ? Secrets.MASK : ByteBufUtil.hexDump(piece.bytes()));
  }

  private static PacketDescription command(Piece piece) {
    HostPacket packet = HostPacket.decode(piece.bytes());
    Command command = Command.byId(packet.commandId());
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    boolean secret = false;
    for (int i = 0; i < packet.parameters().size(); i++) {
      List<Parameter> row = command == null ? List.of() : command.parameters();
      String name = i < row.size() ? row.get(i).name().toString() : "parameter" + (i + 1);
      ByteBuf value = packet.parameters().get(i);
      boolean hidden =
          value.isReadable()
              && command != null
              && Secrets.isSecret(command, i, at -> printable(packet.parameters().get(at)));
      secret |= hidden;
      if (value.isReadable() || i >= row.size()) {
        fields.put(name, hidden ? Secrets.MASK : printable(value));
      }
    }
    if (packet.dataLength() > 0) {
      fields.put("data", packet.dataLength() + " bytes");
    }
    ByteBuf bytes = piece.bytes();
    int header = HostPacketCodec.HEADER_LENGTH;
    return new PacketDescription(
        piece.offset(),
        Direction.HOST_TO_MODULE,
        "command",
        null,
        packet.commandId(),
        commandName(packet.commandId()),
        fields,
        secret
            ? Secrets.MASK
            : ByteBufUtil.hexDump(
                bytes, bytes.readerIndex() + header, bytes.readableBytes() - header));
  }

  private static PacketDescription module(Piece piece, @Nullable Command inFlight) {
    ModulePacket packet = ModulePacket.decode(piece.bytes());
    String name = "";
    int indication;
    Fields fields = null;
    String kind;
    switch (packet) {
      case ModulePacket.WindPacket event -> {
        Wind wind = Wind.byNumber(event.number());
        kind = EventKind.WIND.name().toLowerCase(java.util.Locale.ROOT);
        indication = event.number();
        name = windName(event.number());
        fields = wind == null ? null : wind.parse(event.payload());
      }
      case ModulePacket.CriticalError error -> {
        kind = "critical error";
        indication = error.id();
        name = errorName(error.id());
      }
      case ModulePacket.ReplyLine line -> {
        kind = "line";
        indication = line.indication();
        fields = inFlight == null ? null : inFlight.parse(line.payload());
        fields = fields == null ? Secrets.secretLine(line.payload()) : fields;
        name = fields == null ? "" : fields.format().keyword();
      }
      case ModulePacket.ReplyData data -> {
        kind = "data";
        indication = data.indication();
      }
      case ModulePacket.ReplyEnd end -> {
        kind = end.id() == 0 ? "ok" : "error";
        indication = end.id();
        name = end.id() == 0 ? "" : errorName(end.id());
      }
    }
    SequencedMap<String, String> values = values(fields);
    if (fields == null && packet.payload().isReadable() && !kind.equals("data")) {
      boolean hidden =
          piece.secret()
              || (packet instanceof ModulePacket.WindPacket event
                  && Wind.byNumber(event.number()) instanceof Wind wind
                  && Secrets.mayHold(wind));
      values.put("text", hidden ? Secrets.MASK : printable(packet.payload()));
    }
    boolean secret = piece.secret() || values.containsValue(Secrets.MASK);
    return new PacketDescription(
        piece.offset(),
        Direction.MODULE_TO_HOST,
        kind,
        state(packet.state()),
        indication,
        name,
        values,
        secret ? Secrets.MASK : ByteBufUtil.hexDump(packet.payload()));
  }

  /** What the catalogue calls a command; its id in hexadecimal when there is none. */
  static String commandName(int id) {
    Command command = Command.byId(id);
    return command == null ? "0x%02X".formatted(id) : command.atName();
  }

  static String windName(int number) {
    Wind wind = Wind.byNumber(number);
    return wind == null || wind.reserved() ? "" : wind.text();
  }

  static String errorName(int id) {
    return ModuleError.of(ModuleError.Table.COMMAND, id).text();
  }

  private static String state(int number) {
    WifiState state = WifiState.byNumber(number);
    return state == null ? Integer.toString(number) : state.name();
  }

  private static SequencedMap<String, String> values(@Nullable Fields fields) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    if (fields == null) {
      return values;
    }
    for (LineFormat.Field field : fields.format().fields()) {
      ByteBuf value = fields.bytes(field.name());
      boolean secret = value.isReadable() && Secrets.isSecret(fields, field.name());
      values.put(field.name(), secret ? Secrets.MASK : printable(value));
    }
    return values;
  }
}
