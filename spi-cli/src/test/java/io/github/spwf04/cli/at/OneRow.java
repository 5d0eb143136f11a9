package io.github.spwf04.cli.at;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDecoder.Kind;
import io.github.spwf04.codec.PacketDecoder.Piece;
import io.github.spwf04.codec.PacketDescription;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Event.WindEvent;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jline.reader.Candidate;

/**
 * What the project says and shows, run by {@link OneRowTest} with a catalogue of a few rows more.
 */
final class OneRow {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private OneRow() {}

  public static void main(String[] arguments) throws Exception {
    show(
        "completion",
        String.join(
            " ",
            new AtCompleter(',')
                .candidates("AT+S.SCFG=nv_co").stream()
                    .map(Candidate::value)
                    .filter(value -> value.contains("coffee"))
                    .toList()));
    show("hint", new AtCompleter(',').hint("AT+S.SCFG=nv_coffee,"));
    show("history", AtLine.parse("AT+S.SCFG=nv_coffee,black", ',').withoutSecrets(Secrets.MASK));
    show("parameter", AtLine.parse("AT+S.HELP=black", ',').withoutSecrets(Secrets.MASK));
    show("trace", trace("3:black"));
    try (VirtualModule module = new VirtualModule(ModuleOptions.builder().build());
        Spwf04 spwf = Spwf04.open(LoopbackBus.to(module))) {
      spwf.boot(LIMIT);
      Wind coffee = Objects.requireNonNull(Wind.byNumber(6));
      try (Subscription<WindEvent> events = spwf.events(WindEvent.class)) {
        module.raise(coffee, 3, "black");
        WindEvent event;
        do {
          event = Objects.requireNonNull(events.next(LIMIT));
        } while (!event.is(coffee));
        show("event", event.toString());
        show("field", event.fields().text("cup"));
      }
      try (Subscription<Event.CriticalError> events = spwf.events(Event.CriticalError.class)) {
        module.raiseCriticalError(ModuleError.of(ModuleError.Table.COMMAND, 3));
        Event.CriticalError event = events.next(LIMIT);
        show("error", event == null ? "" : event.error().toString());
      }
      show("variable", spwf.config().get("nv_coffee"));
    }
  }

  private static void show(String what, String seen) {
    System.out.println(what + ": " + seen);
  }

  /** A WIND 6 as it crosses SPI. */
  private static String trace(String variables) {
    ByteBuf packet = Unpooled.buffer();
    packet.writeBytes(new byte[] {0x02, 0x12, 0x06}).writeShortLE(variables.length());
    packet.writeCharSequence(variables, StandardCharsets.US_ASCII);
    Piece piece = new Piece(Kind.PACKET, 0, packet);
    return PacketDescription.of(Direction.MODULE_TO_HOST, piece, null).text();
  }
}
