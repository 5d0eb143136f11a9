package io.github.spwf04.catalog;

import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a reply line or of a WIND's variables, written as a template: literal text and
 * fields {@code {name:TYPE}}. In {@code "On:{ip:IP}:{id:INT}"} the text before the first field is
 * the keyword.
 *
 * <p>A line is read as bytes, whatever its encoding. Where more than one reading is possible these
 * rules decide:
 *
 * <ul>
 *   <li>A payload that begins with the keyword is read with it, if the rest fits. So a value that
 *       arrives without its keyword but begins like it loses that beginning: the SSID {@code
 *       Network:x} without a keyword reads as {@code x}.
 *   <li>CR LF at the end belongs to the line and not to its last field, unless that field has a
 *       length of its own ({@code TEXT[len]}) which counts it in.
 *   <li>A TEXT takes as few bytes as the rest of the line allows, an IP as many.
 * </ul>
 */
public final class LineFormat {

  /** What the bytes of a field are. */
  public enum Type {
    /** Decimal digits with an optional minus sign, or nothing where the field may be empty. */
    INT,
    /** Decimal digits that are no number: those in front count, be they zero. */
    DIGITS,
    /** Hexadecimal digits, with or without {@code 0x}. */
    HEX,
    /** Six groups of one or two hexadecimal digits. */
    MAC,
    /** An IPv4 or IPv6 address; the latter holds colons. */
    IP,
    /** Upper-case letters and digits in words, a blank before each; one more blank may follow. */
    WORDS,
    /** Any bytes. */
    TEXT
  }

  /**
   * One field.
   *
   * @param name the manual's name for it
   * @param type what its bytes are
   * @param optional whether it may be empty
   * @param sizedBy name of the INT field that holds the length in bytes of this one, or null
   * @param secret whether it holds a password or a key; {@link Secrets} is who to ask
   * @param secretAs name of the field that names a variable which this one is as secret as, or null
   */
  public record Field(
      String name,
      Type type,
      boolean optional,
      @Nullable String sizedBy,
      boolean secret,
      @Nullable String secretAs) {}

  private final String template;
  private final List<Field> fields;

  /** Literal i stands before field i, the last one behind the last field. */
  private final byte[][] literals;

  /** Position of the field that holds the length of another, -1 when there is none. */
  private final int lengthIndex;

  private LineFormat(String template, List<Field> fields, byte[][] literals, int lengthIndex) {
    this.template = template;
    this.fields = fields;
    this.literals = literals;
    this.lengthIndex = lengthIndex;
  }

  /**
   * Parses a template: fields {@code {name:TYPE}}, {@code {name:TYPE?}}, {@code {name:TEXT[len]}}.
   * Behind the type {@code *} marks a secret, {@code *name} one that is as secret as the variable
   * which the field of that name, before it, names. At most one field has a length, given by an INT
   * before it; something literal stands between two fields, unless the second is WORDS.
   *
   * @throws SpwfException.InvalidInput when it is no template
   */
  public static LineFormat of(String template) {
    List<Field> fields = new ArrayList<>();
    List<byte[]> literals = new ArrayList<>();
    int lengthIndex = -1;
    int at = 0;
    for (int open; (open = template.indexOf('{', at)) >= 0; ) {
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw broken(template, "a field is not closed");
      }
      literals.add(utf8(template.substring(at, open)));
      Field field = field(template, template.substring(open + 1, close));
      if (indexOf(fields, field.name()) >= 0) {
        throw broken(template, "two fields are called " + field.name());
      }
      if (field.secretAs() != null && indexOf(fields, field.secretAs()) < 0) {
        throw broken(template, "no field " + field.secretAs() + " before " + field.name());
      }
      if (field.sizedBy() != null) {
        if (lengthIndex >= 0) {
          throw broken(template, "more than one field has a length");
        }
        lengthIndex = indexOf(fields, field.sizedBy());
        if (lengthIndex < 0 || fields.get(lengthIndex).type() != Type.INT) {
          throw broken(template, "no INT called " + field.sizedBy() + " before " + field.name());
        }
      }
      fields.add(field);
      at = close + 1;
    }
    literals.add(utf8(template.substring(at)));
    checkNeighbours(template, fields, literals);
    return new LineFormat(
        template, List.copyOf(fields), literals.toArray(byte[][]::new), lengthIndex);
  }

  private static Field field(String template, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw broken(template, "{" + text + "} is not name:TYPE");
    }
    String name = text.substring(0, colon);
    String type = text.substring(colon + 1);
    int star = type.indexOf('*');
    String secretAs = star < 0 || star + 1 == type.length() ? null : type.substring(star + 1);
    boolean secret = star >= 0 && secretAs == null;
    type = star < 0 ? type : type.substring(0, star);
    boolean optional = type.endsWith("?");
    if (optional) {
      type = type.substring(0, type.length() - 1);
    }
    String sizedBy = null;
    if (type.startsWith("TEXT[") && type.endsWith("]") && !optional) {
      sizedBy = type.substring("TEXT[".length(), type.length() - 1);
      type = "TEXT";
    }
    for (Type known : Type.values()) {
      if (known.name().equals(type)) {
        return new Field(name, known, optional, sizedBy, secret, secretAs);
      }
    }
    throw broken(template, "{" + text + "} has no type of " + Arrays.toString(Type.values()));
  }

  /** Numbers are read greedily and a text needs to know where to stop. */
  private static void checkNeighbours(String template, List<Field> fields, List<byte[]> literals) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      byte[] behind = literals.get(i + 1);
      boolean last = i + 1 == fields.size();
      if (behind.length == 0 && !last && fields.get(i + 1).type() != Type.WORDS) {
        throw broken(template, "nothing stands behind " + field.name());
      }
      if (behind.length > 0 && field.type() != Type.TEXT && FieldBytes.isHexDigit(behind[0])) {
        throw broken(template, "a digit stands behind " + field.name());
      }
    }
  }

  private static SpwfException.InvalidInput broken(String template, String why) {
    return new SpwfException.InvalidInput("template \"" + template + "\": " + why);
  }

  /** The template it was made of. */
  public String template() {
    return template;
  }

  /** The text before the first field, without its colon; empty when the line has none. */
  public String keyword() {
    String text = new String(literals[0], StandardCharsets.UTF_8).stripTrailing();
    return text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
  }

  /** The fields in order. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * Position of a field.
   *
   * @throws SpwfException.InvalidInput when there is no field of that name
   */
  public int indexOf(String name) {
    int index = indexOf(fields, name);
    if (index < 0) {
      throw new SpwfException.InvalidInput("no field " + name + " in \"" + template + "\"");
    }
    return index;
  }

  private static int indexOf(List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Reads a payload in any of the three forms of field-facts B.1: with keyword, without it, with CR
   * LF behind. Leaves the indices alone.
   *
   * @return the fields, or null when the payload has another shape
   */
  public @Nullable Fields parse(ByteBuf payload) {
    int start = payload.readerIndex();
    int end = payload.writerIndex();
    boolean lineEnd =
        end - start >= 2 && payload.getByte(end - 2) == '\r' && payload.getByte(end - 1) == '\n';
    boolean sizedEnd = !fields.isEmpty() && fields.getLast().sizedBy() != null;
    ByteBuf[] values = null;
    if (!lineEnd || sizedEnd) {
      values = matchLine(payload, start, end);
    }
    if (values == null && lineEnd) {
      values = matchLine(payload, start, end - 2);
    }
    return values == null
        ? null
        : new Fields(this, Collections.unmodifiableList(Arrays.asList(values)));
  }

  private ByteBuf @Nullable [] matchLine(ByteBuf bytes, int start, int end) {
    byte[] keyword = literals[0];
    ByteBuf[] values = null;
    if (FieldBytes.startsWith(bytes, start, end, keyword)) {
      values = match(bytes, 0, start + keyword.length, end, 0);
    }
    return values == null && keyword.length > 0 ? match(bytes, 0, start, end, 0) : values;
  }

  /** Matches field i and everything behind it; the values are filled in on the way back. */
  private ByteBuf @Nullable [] match(ByteBuf bytes, int i, int at, int end, long length) {
    if (i == fields.size()) {
      return at == end ? new ByteBuf[i] : null;
    }
    Field field = fields.get(i);
    return switch (field.type()) {
      case INT, DIGITS, HEX, MAC, WORDS -> {
        int stop = FieldBytes.scan(field.type(), bytes, at, end);
        if (stop < 0 && !field.optional()) {
          yield null;
        }
        yield rest(bytes, i, at, Math.max(stop, at), end, length);
      }
      case IP -> matchIp(bytes, i, at, end, length);
      case TEXT -> {
        if (field.sizedBy() != null) {
          yield length <= end - at ? rest(bytes, i, at, at + (int) length, end, length) : null;
        }
        yield matchText(bytes, i, at, end, length);
      }
    };
  }

  private ByteBuf @Nullable [] matchIp(ByteBuf bytes, int i, int at, int end, long length) {
    int longest = at;
    while (longest < end
        && longest - at < FieldBytes.MAX_IP
        && FieldBytes.isIpByte(bytes.getByte(longest))) {
      longest++;
    }
    for (int stop = longest; stop > at; stop--) {
      if (FieldBytes.isIp(bytes, at, stop)) {
        ByteBuf[] values = rest(bytes, i, at, stop, end, length);
        if (values != null) {
          return values;
        }
      }
    }
    return fields.get(i).optional() ? rest(bytes, i, at, at, end, length) : null;
  }

  private ByteBuf @Nullable [] matchText(ByteBuf bytes, int i, int at, int end, long length) {
    int least = fields.get(i).optional() ? at : at + 1;
    boolean toTheEnd = i + 1 == fields.size() && literals[i + 1].length == 0;
    for (int stop = toTheEnd ? Math.max(least, end) : least; stop <= end; stop++) {
      ByteBuf[] values = rest(bytes, i, at, stop, end, length);
      if (values != null) {
        return values;
      }
    }
    return null;
  }

  /** Field i is taken to be from..stop: goes on with what follows it. */
  private ByteBuf @Nullable [] rest(
      ByteBuf bytes, int i, int from, int stop, int end, long length) {
    byte[] literal = literals[i + 1];
    if (!FieldBytes.startsWith(bytes, stop, end, literal)) {
      return null;
    }
    if (i == lengthIndex) {
      length = FieldBytes.length(bytes, from, stop);
      if (length < 0) {
        return null;
      }
    }
    ByteBuf[] values = match(bytes, i + 1, stop + literal.length, end, length);
    if (values != null) {
      values[i] = bytes.slice(from, stop - from);
    }
    return values;
  }

  /**
   * Appends the line, with or without its keyword; one value a field, null for an empty one. A
   * value is a buffer (its indices are left alone), a byte array, a number (in hexadecimal for a
   * HEX field), a {@link WindReason}, or anything else as the UTF-8 of its text.
   *
   * @throws SpwfException.InvalidInput when a value does not fit its field; nothing is appended
   */
  public void format(ByteBuf out, boolean withKeyword, @Nullable Object... values) {
    if (values.length != fields.size()) {
      throw new SpwfException.InvalidInput(
          "\"" + template + "\" takes " + fields.size() + " values, not " + values.length);
    }
    int begin = out.writerIndex();
    try {
      if (withKeyword) {
        out.writeBytes(literals[0]);
      }
      long length = 0;
      for (int i = 0; i < values.length; i++) {
        int from = out.writerIndex();
        write(out, fields.get(i).type(), values[i]);
        check(out, i, from, length);
        if (i == lengthIndex) {
          length = FieldBytes.length(out, from, out.writerIndex());
        }
        out.writeBytes(literals[i + 1]);
      }
    } catch (SpwfException.InvalidInput e) {
      out.writerIndex(begin);
      throw e;
    }
  }

  private static void write(ByteBuf out, Type type, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case ByteBuf bytes -> out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
      case byte[] bytes -> out.writeBytes(bytes);
      case WindReason reason when reason.code() == WindReason.UNLISTED ->
          throw new SpwfException.InvalidInput(reason + " stands for no number");
      // Codes of the radio have four digits.
      case WindReason reason when type == Type.HEX ->
          ByteBufUtil.writeAscii(out, HexFormat.of().toHexDigits((short) reason.code()));
      case WindReason reason -> write(out, type, reason.code());
      case Number number when type == Type.HEX ->
          ByteBufUtil.writeAscii(out, Long.toHexString(number.longValue()));
      default -> ByteBufUtil.writeUtf8(out, value.toString());
    }
  }

  private void check(ByteBuf out, int i, int from, long length) {
    Field field = fields.get(i);
    int stop = out.writerIndex();
    boolean fits =
        field.sizedBy() != null
            ? stop - from == length
            : stop == from
                ? field.optional()
                : switch (field.type()) {
                  case IP -> FieldBytes.isIp(out, from, stop);
                  case TEXT -> true;
                  case INT, DIGITS, HEX, MAC, WORDS ->
                      FieldBytes.scan(field.type(), out, from, stop) == stop;
                };
    if (!fits) {
      throw new SpwfException.InvalidInput(
          "field "
              + field.name()
              + " of \""
              + template
              + "\" is "
              + (field.sizedBy() == null
                  ? field.type() + (field.optional() ? " or empty" : "")
                  : length + " bytes long")
              + ", not \""
              + out.toString(from, stop - from, StandardCharsets.UTF_8)
              + "\"");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return template;
  }
}
