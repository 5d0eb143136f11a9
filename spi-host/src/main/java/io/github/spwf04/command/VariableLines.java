package io.github.spwf04.command;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The {@code Var:name=value} lines of STS, GCFG and PEERS. */
public final class VariableLines {
  private VariableLines() {}

  /** All variables of a reply, in order; those of PEERS with the number of the peer and a dot. */
  public static SequencedMap<String, String> all(Reply reply) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    String open = null;
    for (ByteBuf line : reply.lines()) {
      Fields fields = Line.VARIABLE.parse(line);
      if (fields != null) {
        open = null;
        String name = fields.text("var");
        String value = fields.text("value");
        values.put(name, value);
        if (value.isEmpty()) {
          open = name;
        }
      } else if (open != null) {
        // Some firmware sends the value in a packet of its own (field-facts B.2).
        values.put(open, line.toString(StandardCharsets.UTF_8).stripTrailing());
        open = null;
      }
    }
    return values;
  }

  /** The one variable that was asked for. */
  public static String one(Reply reply, String name) {
    return one(all(reply), name);
  }

  /** As {@link #one(Reply, String)}, of what {@link #all} gave. */
  public static String one(SequencedMap<String, String> values, String name) {
    @Nullable String value = values.get(name);
    if (value == null) {
      throw new SpwfException.MalformedPacket("the reply does not name " + name);
    }
    return value;
  }
}
