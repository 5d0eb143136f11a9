package io.github.spwf04.cli.at;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.cli.shared.Hex;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException.Rejected;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the module says, in the words of its UART and as objects for JSON. Over SPI neither keywords
 * nor error texts need to come; the catalogue supplies what is missing.
 */
final class Answer {
  private static final String PREFIX = "AT-S.";

  private final boolean secrets;

  /**
   * @param secrets whether passwords and keys are shown; they are masked otherwise
   */
  Answer(boolean secrets) {
    this.secrets = secrets;
  }

  /** The lines of a reply without its end, with their keywords. */
  List<String> lines(AtLine asked, CommandReply reply) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < reply.lines().size(); i++) {
      Fields fields = reply.fields(i);
      if (fields == null) {
        lines.add(PREFIX + text(asked, reply, i));
      } else {
        // A line without a keyword, as those of SCAN, comes without the prefix (field-facts C.5).
        lines.add((fields.format().keyword().isEmpty() ? "" : PREFIX) + withKeyword(fields));
      }
    }
    return lines;
  }

  /** A line of no known form: a value alone, or one whose name is the line before. */
  private String text(AtLine asked, CommandReply reply, int i) {
    String text = reply.text().get(i);
    boolean secret =
        !text.isEmpty()
            && (asked.asksForSecret()
                || (i > 0 && Secrets.secretLine(reply.lines().get(i - 1)) != null));
    return secret && !secrets ? Secrets.MASK : text;
  }

  private String withKeyword(Fields fields) {
    if (!secrets) {
      return Secrets.shown(fields);
    }
    ByteBuf text = Unpooled.buffer();
    try {
      fields.format().format(text, true, fields.values().toArray());
      return text.toString(StandardCharsets.UTF_8);
    } finally {
      text.release();
    }
  }

  /** The end of a reply that went well. */
  static String ok() {
    return PREFIX + "OK";
  }

  /** A refusal: what was told before the error, and the error at its end. */
  List<String> lines(Command command, Rejected refusal) {
    List<String> lines = new ArrayList<>();
    for (String told : refusal.lines()) {
      ByteBuf bytes = Unpooled.wrappedBuffer(told.getBytes(StandardCharsets.UTF_8));
      Fields fields =
          Stream.concat(command.failureLines().stream(), command.replyLines().stream())
              .map(row -> row.parse(bytes))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      lines.add(PREFIX + (fields == null ? told : withKeyword(fields)));
    }
    lines.add(PREFIX + "ERROR:" + refusal.error().id() + ":" + refusal.error().text());
    return lines;
  }

  /** A WIND, as a UART shows it. */
  String wind(int number, ByteBuf variables) {
    return wind(number, shown(number, variables));
  }

  private String shown(int number, ByteBuf variables) {
    return secrets
        ? variables.toString(StandardCharsets.UTF_8).stripTrailing()
        : Secrets.shown(number, variables);
  }

  static String wind(int number, String variables) {
    Wind wind = Wind.byNumber(number);
    String text = "+WIND:" + number + ":" + (wind == null ? "" : wind.text());
    return variables.isEmpty() ? text : text + ":" + variables;
  }

  /** A reply as an object: lines with their fields, data, and whether it went well. */
  Map<String, Object> json(AtLine asked, CommandReply reply) {
    Map<String, Object> object = command(asked);
    object.put("ok", true);
    List<Object> lines = new ArrayList<>();
    for (int i = 0; i < reply.lines().size(); i++) {
      lines.add(jsonLine(reply.fields(i), text(asked, reply, i)));
    }
    object.put("lines", lines);
    if (reply.data().isReadable()) {
      byte[] data = ByteBufUtil.getBytes(reply.data());
      object.put("data", Hex.plain(data));
      String text = text(data);
      if (text != null) {
        object.put("text", text);
      }
    }
    return object;
  }

  /** A refusal as an object. */
  static Map<String, Object> json(AtLine asked, Rejected refusal) {
    Map<String, Object> object = command(asked);
    object.put("ok", false);
    object.put("error", error(refusal.error()));
    if (!refusal.causes().isEmpty()) {
      object.put("causes", refusal.causes().stream().map(Answer::error).toList());
    }
    return object;
  }

  private static Map<String, Object> error(ModuleError error) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", error.id());
    object.put("text", error.text());
    return object;
  }

  /** A WIND as an object. */
  Map<String, Object> json(int number, ByteBuf payload) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("wind", number);
    Wind wind = Wind.byNumber(number);
    if (wind != null) {
      object.put("name", wind.text());
    }
    Fields fields = wind == null ? null : wind.parse(payload);
    if (fields != null) {
      object.put("fields", values(fields));
    } else {
      object.put("text", shown(number, payload));
    }
    return object;
  }

  private static Map<String, Object> command(AtLine asked) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("command", asked.withoutSecrets(Secrets.MASK));
    return object;
  }

  private Map<String, Object> jsonLine(@Nullable Fields fields, String text) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (fields == null) {
      object.put("text", text);
    } else {
      object.put("keyword", fields.format().keyword());
      object.put("fields", values(fields));
    }
    return object;
  }

  private Map<String, Object> values(Fields fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<LineFormat.Field> shape = fields.format().fields();
    for (int i = 0; i < shape.size(); i++) {
      LineFormat.Field field = shape.get(i);
      boolean there = fields.values().get(i).isReadable();
      if (there && !secrets && Secrets.isSecret(fields, field.name())) {
        values.put(field.name(), Secrets.MASK);
      } else if (there && field.type() == LineFormat.Type.INT) {
        values.put(field.name(), fields.number(field.name()));
      } else {
        values.put(field.name(), fields.text(field.name()));
      }
    }
    return values;
  }

  /** The bytes as text, or null when they are none. */
  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
