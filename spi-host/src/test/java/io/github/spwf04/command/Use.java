package io.github.spwf04.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.ScriptedBus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One use of a command: a call of the typed face, the packets it must send, what the module says to
 * them, and what the call must give. Packets are put together here, by the rules of manual section
 * 4 and field-facts A.3 to A.5, and not by the codec.
 */
final class Use {
  /** A call of the typed face. */
  @FunctionalInterface
  interface Call {
    @Nullable Object run(Spwf04 spwf) throws Exception;
  }

  /** A call whose result does not matter. */
  @FunctionalInterface
  interface Action {
    void run(Spwf04 spwf) throws Exception;
  }

  /** The forms in which a line with a keyword can come (field-facts B.1). */
  enum Form {
    /** Without its keyword, CR LF behind it: firmware 1.0.0. */
    A,
    /** With its keyword: firmware 1.1.0 as it comes. */
    B,
    /** Without its keyword: console_verbose 0. */
    C
  }

  /** What the module says to a packet; a line without a keyword has an empty one. */
  private sealed interface Said {
    record Line(String keyword, String rest) implements Said {}

    record Data(byte[] bytes) implements Said {}
  }

  /** A packet, and what follows it. */
  private static final class Exchange {
    private final int id;
    private final List<byte[]> arguments;
    private byte @Nullable [] data;
    private final List<Said> said = new ArrayList<>();
    private final List<byte[]> winds = new ArrayList<>();
    private int end;

    Exchange(int id, Object... arguments) {
      this.id = id;
      this.arguments = new ArrayList<>();
      for (Object argument : arguments) {
        this.arguments.add(argument instanceof byte[] bytes ? bytes : utf8(argument.toString()));
      }
    }
  }

  final int id;
  final String usage;
  private final Call call;
  private final List<Exchange> exchanges = new ArrayList<>();
  private @Nullable Object result;
  private boolean given;
  private final boolean typed;
  private final List<ModuleError> causes = new ArrayList<>();

  private Use(int id, String usage, boolean typed, Call call) {
    this.id = id;
    this.usage = usage;
    this.typed = typed;
    this.call = call;
  }

  /**
   * @param id the command's number in Table 1
   * @param usage how the manual writes it
   */
  static Use use(int id, String usage, Call call) {
    return new Use(id, usage, true, call);
  }

  /** As {@link #use}, for a call of {@code execute}, which shows nothing of the typed methods. */
  static Use atLine(int id, String usage, Call call) {
    return new Use(id, usage, false, call);
  }

  /** As {@link #use}, for a call without a result. */
  static Use action(int id, String usage, Action action) {
    return use(
        id,
        usage,
        spwf -> {
          action.run(spwf);
          return null;
        });
  }

  /** The call sends this command, with these parameters; {@code ""} is an omitted one. */
  Use sends(Object... arguments) {
    return sendsOther(id, arguments);
  }

  /** The call sends another command. */
  Use sendsOther(int command, Object... arguments) {
    exchanges.add(new Exchange(command, arguments));
    return this;
  }

  /** The command is followed by data. */
  Use with(String data) {
    return with(utf8(data));
  }

  /** The command is followed by data. */
  Use with(byte[] data) {
    exchanges.getLast().data = data;
    return this;
  }

  /** The module says a line. */
  Use line(String keyword, String rest) {
    exchanges.getLast().said.add(new Said.Line(keyword, rest));
    return this;
  }

  /** The module says a line of constant text, of which nothing crosses SPI (field-facts B). */
  Use constant() {
    return line("", "");
  }

  /** The module sends raw data. */
  Use data(String bytes) {
    return data(utf8(bytes));
  }

  /** The module sends raw data. */
  Use data(byte[] bytes) {
    exchanges.getLast().said.add(new Said.Data(bytes));
    return this;
  }

  /** The module reports a WIND, once its reply has ended. */
  Use wind(int number, String variables) {
    byte[] payload = utf8(variables);
    byte[] packet = new byte[5 + payload.length];
    packet[0] = 0x02;
    packet[1] = 0x1A;
    packet[2] = (byte) number;
    packet[3] = (byte) payload.length;
    System.arraycopy(payload, 0, packet, 5, payload.length);
    exchanges.getLast().winds.add(packet);
    return this;
  }

  /** The call gives this. */
  Use gives(@Nullable Object expected) {
    result = expected;
    given = true;
    return this;
  }

  /** The module refuses the command that was sent last. */
  Use refused(int error) {
    exchanges.getLast().end = error;
    return this;
  }

  /** What the refusal must tell beside its error. */
  Use because(ModuleError.Table table, int error) {
    causes.add(ModuleError.of(table, error));
    return this;
  }

  /**
   * A command as it was sent.
   *
   * @param arguments all that the packet holds, as text
   */
  record Sent(Command command, List<String> arguments) {
    /** The argument of that position, null when it is missing or empty. */
    @Nullable String given(int index) {
      return index < arguments.size() && !arguments.get(index).isEmpty()
          ? arguments.get(index)
          : null;
    }
  }

  /** The commands that the call sends, in their order; what {@link #check} has seen on the bus. */
  List<Sent> sent() {
    return exchanges.stream()
        .map(
            exchange ->
                new Sent(
                    Objects.requireNonNull(Command.byId(exchange.id)),
                    exchange.arguments.stream()
                        .map(argument -> new String(argument, StandardCharsets.UTF_8))
                        .toList()))
        .toList();
  }

  /** Whether the call is one of the typed methods. */
  boolean isTyped() {
    return typed;
  }

  boolean fails() {
    return exchanges.getLast().end != 0;
  }

  boolean hasLines() {
    return exchanges.stream()
        .flatMap(exchange -> exchange.said.stream())
        .anyMatch(said -> said instanceof Said.Line line && !line.keyword.isEmpty());
  }

  /** Runs the call against a module that follows the script to the byte. */
  void check(Form form) throws Exception {
    ScriptedBus bus = new ScriptedBus();
    for (Exchange exchange : exchanges) {
      script(bus, exchange, form);
    }
    try (Spwf04 spwf = Spwf04.open(bus)) {
      int error = exchanges.getLast().end;
      if (error != 0) {
        SpwfException.Rejected e =
            catchThrowableOfType(SpwfException.Rejected.class, () -> call.run(spwf));
        assertThat(e).as("the refusal").isNotNull();
        assertThat(e.error()).isEqualTo(ModuleError.of(ModuleError.Table.COMMAND, error));
        assertThat(e.causes()).isEqualTo(causes);
      } else {
        Object value = call.run(spwf);
        if (given) {
          assertThat(value).isEqualTo(result);
        }
      }
      assertThat(bus.faults()).isEmpty();
    }
  }

  private static void script(ScriptedBus bus, Exchange exchange, Form form) {
    byte[] data = exchange.data;
    bus.hear(packet(exchange.id, exchange.arguments, data == null ? 0 : data.length));
    if (data != null && data.length > 0 && exchange.end == 0) {
      bus.take(HexFormat.of().formatHex(data));
    }
    for (Said said : exchange.said) {
      switch (said) {
        case Said.Line(String keyword, String rest) -> {
          String payload =
              switch (form) {
                case A -> rest + (keyword.isEmpty() ? "" : "\r\n");
                case B -> keyword + rest;
                case C -> rest;
              };
          bus.say(said(keyword.isEmpty() ? 0xFE : 0xFF, utf8(payload)));
        }
        case Said.Data(byte[] bytes) -> bus.say(said(0x03, bytes));
      }
    }
    bus.say(said(exchange.end, new byte[0]));
    exchange.winds.forEach(wind -> bus.say(HexFormat.of().formatHex(wind)));
  }

  /** {@code 02 LH LL CMD NARGS {len bytes}…}, the length big endian and the data counted in. */
  private static String packet(int id, List<byte[]> arguments, int dataLength) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(id);
    body.write(arguments.size());
    for (byte[] argument : arguments) {
      body.write(argument.length);
      body.writeBytes(argument);
    }
    int length = body.size() + dataLength;
    return "02%04x%s".formatted(length, HexFormat.of().formatHex(body.toByteArray()));
  }

  /** {@code 02 KK II LL LH payload}: kind 3, state 10, the length little endian. */
  private static String said(int indication, byte[] payload) {
    return "023a%02x%02x%02x%s"
        .formatted(
            indication,
            payload.length & 0xFF,
            payload.length >> 8,
            HexFormat.of().formatHex(payload));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return usage + (fails() ? " refused" : "");
  }
}
