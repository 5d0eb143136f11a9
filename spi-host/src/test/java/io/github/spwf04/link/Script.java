package io.github.spwf04.link;

import io.github.spwf04.catalog.Command;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Writes the script of a {@link ScriptedBus} in words, of a radio that is up. */
public final class Script {
  private final ScriptedBus bus;

  public Script(ScriptedBus bus) {
    this.bus = bus;
  }

  /** The host sends a command. */
  public Script hear(Command command, Object... arguments) {
    return hear(0, command, arguments);
  }

  /** The host sends a command that data follows, which its length counts. */
  public Script hear(int data, Command command, Object... arguments) {
    StringBuilder parameters = new StringBuilder();
    int length = 2 + data;
    for (Object argument : arguments) {
      String hex = hex(argument.toString());
      parameters.append("%02x".formatted(hex.length() / 2)).append(hex);
      length += 1 + hex.length() / 2;
    }
    bus.hear("02%04x%02x%02x".formatted(length, command.id(), arguments.length) + parameters);
    return this;
  }

  /** The module takes data. */
  public Script take(String data) {
    bus.take(hex(data));
    return this;
  }

  /** The module sends a line of a reply. */
  public Script line(String line) {
    return packet(0x3A, 0xFF, line);
  }

  /** The module sends a line of a reply that has no keyword. */
  public Script bare(String line) {
    return packet(0x3A, 0xFE, line);
  }

  /** The module sends data of a reply. */
  public Script data(String data) {
    return packet(0x3A, 0x03, data);
  }

  /** The module ends a reply well. */
  public Script ok() {
    return packet(0x3A, 0, "");
  }

  /** The module ends a reply with an error of Table 10. */
  public Script error(int id) {
    return packet(0x3A, id, "");
  }

  /** The module sends a WIND. */
  public Script wind(int number, String variables) {
    return packet(0x1A, number, variables);
  }

  private Script packet(int kind, int indication, String payload) {
    String hex = hex(payload);
    int length = hex.length() / 2;
    bus.say("02%02x%02x%02x%02x".formatted(kind, indication, length & 0xFF, length >> 8) + hex);
    return this;
  }

  private static String hex(String text) {
    return ByteBufUtil.hexDump(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
  }
}
