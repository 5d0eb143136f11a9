package io.github.spwf04.codec;

import io.github.spwf04.catalog.Command;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the arguments of a command say of its data phase. */
final class DataPhase {
  private DataPhase() {}

  /** Whether a command with these arguments is followed by data. */
  static boolean follows(Command command, List<ByteBuf> parameters) {
    String without = command.noDataWhenFirstIs();
    return command.dataLengthIndex() >= 0
        && (without == null
            || parameters.isEmpty()
            || !AsciiText.equalsIgnoreCase(parameters.getFirst(), without));
  }

  /**
   * @return the length that the arguments announce, -1 when they announce none that can be read
   */
  static int length(@Nullable Command command, List<ByteBuf> parameters) {
    if (command == null || !follows(command, parameters)) {
      return -1;
    }
    int index = command.dataLengthIndex();
    long length = index < parameters.size() ? AsciiText.number(parameters.get(index)) : -1;
    return length <= 0xFFFF ? (int) length : -1;
  }
}
