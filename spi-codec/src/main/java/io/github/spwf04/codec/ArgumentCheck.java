package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Parameter;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Holds arguments against a row of the catalogue. Every message names the command, the parameter,
 * what was given and what is allowed; secrets are not shown.
 */
final class ArgumentCheck {
  private static final int SHOWN = 40;

  private ArgumentCheck() {}

  static void check(Command command, List<ByteBuf> arguments, int dataLength) {
    List<Parameter> parameters = command.parameters();
    if (arguments.size() > parameters.size()) {
      throw new SpwfException.InvalidInput(
          command.atName()
              + ": "
              + arguments.size()
              + " arguments given, at most "
              + parameters.size()
              + " are allowed: "
              + command.usage());
    }
    int bytes = HostPacketCodec.HEADER_LENGTH;
    for (int i = 0; i < arguments.size(); i++) {
      argument(command, parameters.get(i), arguments.get(i));
      bytes += 1 + arguments.get(i).readableBytes();
    }
    lastByte(command, arguments);
    for (int i = arguments.size(); i < parameters.size(); i++) {
      if (parameters.get(i).required()) {
        throw missing(command, parameters.get(i));
      }
    }
    if (bytes > HostPacketCodec.MAX_COMMAND) {
      throw new SpwfException.InvalidInput(
          command.atName()
              + ": the packet would have "
              + bytes
              + " bytes, "
              + HostPacketCodec.MAX_COMMAND
              + " are allowed");
    }
    data(command, arguments, dataLength, bytes);
  }

  private static void argument(Command command, Parameter parameter, ByteBuf given) {
    int length = given.readableBytes();
    if (length == 0) {
      if (parameter.needsValue()) {
        throw missing(command, parameter);
      }
      return;
    }
    switch (parameter.kind()) {
      case TEXT -> {
        if (length > parameter.max()) {
          throw refuse(
              command, parameter, length + " bytes", "at most " + parameter.max() + " are");
        }
        if (length < parameter.min()) {
          throw refuse(
              command, parameter, length + " bytes", "at least " + parameter.min() + " are");
        }
      }
      case NUMBER, DATA_LENGTH -> {
        long number = AsciiText.number(given);
        if (number < parameter.min() || number > parameter.max()) {
          throw refuse(
              command,
              parameter,
              shown(parameter, given),
              parameter.min() + " to " + parameter.max() + " is");
        }
      }
      case CHOICE -> {
        for (String choice : parameter.choices()) {
          if (AsciiText.equalsIgnoreCase(given, choice)) {
            return;
          }
        }
        throw refuse(
            command,
            parameter,
            shown(parameter, given),
            "one of " + String.join(", ", parameter.choices()) + " is");
      }
      case RESERVED -> throw refuse(command, parameter, shown(parameter, given), "nothing is");
    }
  }

  /** The module would take the CR off (field-facts I), and nobody would hear of it. */
  private static void lastByte(Command command, List<ByteBuf> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    ByteBuf last = arguments.getLast();
    if (last.isReadable() && last.getByte(last.writerIndex() - 1) == '\r') {
      Parameter parameter = command.parameters().get(arguments.size() - 1);
      throw refuse(command, parameter, "the last one and ends in CR", "any other end is");
    }
  }

  private static void data(
      Command command, List<ByteBuf> arguments, int dataLength, int packetBytes) {
    if (!DataPhase.follows(command, arguments)) {
      if (dataLength != 0) {
        throw new SpwfException.InvalidInput(
            command.atName() + ": " + dataLength + " bytes of data given, it takes none here");
      }
      return;
    }
    Parameter parameter = command.parameters().get(command.dataLengthIndex());
    int announced = DataPhase.length(command, arguments);
    if (announced != dataLength) {
      throw refuse(
          command,
          parameter,
          Integer.toString(announced),
          "the " + dataLength + " bytes of data that were given are");
    }
    int room = 0xFFFF - (packetBytes - 3);
    if (dataLength > room) {
      throw refuse(
          command,
          parameter,
          dataLength + " bytes of data",
          "at most " + room + " fit the length field and are");
    }
  }

  private static SpwfException.InvalidInput missing(Command command, Parameter parameter) {
    return new SpwfException.InvalidInput(
        command.atName()
            + ": "
            + parameter.name()
            + " is missing: "
            + command.usage()
            + " ("
            + parameter.meaning()
            + ")");
  }

  private static SpwfException.InvalidInput refuse(
      Command command, Parameter parameter, String given, String allowed) {
    return new SpwfException.InvalidInput(
        command.atName() + ": " + parameter.name() + " is " + given + ", " + allowed + " allowed");
  }

  private static String shown(Parameter parameter, ByteBuf given) {
    if (parameter.secret()) {
      return "(not shown)";
    }
    String text = given.toString(StandardCharsets.UTF_8);
    return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
  }
}
