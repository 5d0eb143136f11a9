package io.github.spwf04.virtual.pins;

import io.github.spwf04.catalog.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands byte by byte: {@code 02}, length (big endian), id, count, then a length byte and
 * the bytes of each parameter (manual section 4, field-facts A.3). A command ends with its last
 * parameter; what its length field counts beyond that is the data phase, which is not read here.
 * One CR at the end of that parameter is taken off: hosts end it as they would a line of text
 * (field-facts I).
 */
final class CommandParser {
  private static final int SYNC = 0x02;

  /** Longest command, sync and length field counted in (manual section 4). */
  private static final int MAX_COMMAND = Limits.COMMAND;

  /** Bytes before the part that the length field counts. */
  private static final int BEFORE_LENGTH = 3;

  private enum Expected {
    SYNC,
    LENGTH_HIGH,
    LENGTH_LOW,
    COMMAND,
    COUNT,
    PARAMETER_LENGTH,
    PARAMETER
  }

  private Expected expected = Expected.SYNC;
  private int length;
  private int consumed;
  private int commandId;
  private int parametersLeft;
  private byte[] parameter = new byte[0];
  private int parameterFilled;
  private List<byte[]> parameters = new ArrayList<>();
  private boolean oversize;
  private long dropped;
  private long ignored;

  /** Whether it is between two commands. */
  boolean idle() {
    return expected == Expected.SYNC;
  }

  /** Starts that made no command. */
  long dropped() {
    return dropped;
  }

  /** Bytes between commands that were no filler. */
  long ignored() {
    return ignored;
  }

  /** Gives up the command that is half read. */
  void forget() {
    expected = Expected.SYNC;
    length = 0;
    consumed = 0;
    oversize = false;
    parameters = new ArrayList<>();
  }

  /**
   * @return the command that this byte ends, or null
   */
  @Nullable HostCommand take(int mosi) {
    switch (expected) {
      case SYNC -> {
        if (mosi == SYNC) {
          expected = Expected.LENGTH_HIGH;
        } else if (mosi != 0x00 && mosi != 0xFF) {
          ignored++;
        }
      }
      case LENGTH_HIGH -> {
        length = mosi << 8;
        expected = Expected.LENGTH_LOW;
      }
      case LENGTH_LOW -> {
        length |= mosi;
        expected = Expected.COMMAND;
        if (length < 2) {
          drop();
        }
      }
      case COMMAND -> {
        commandId = mosi;
        expected = Expected.COUNT;
      }
      case COUNT -> {
        parametersLeft = mosi;
        consumed = 2;
        return next();
      }
      case PARAMETER_LENGTH -> {
        consumed += 1 + mosi;
        if (consumed > length) {
          drop();
        } else {
          return beginParameter(mosi);
        }
      }
      case PARAMETER -> {
        parameter[parameterFilled++] = (byte) mosi;
        if (parameterFilled == parameter.length) {
          return endParameter();
        }
      }
    }
    return null;
  }

  private @Nullable HostCommand beginParameter(int size) {
    oversize |= consumed + BEFORE_LENGTH > MAX_COMMAND;
    parameter = new byte[size];
    parameterFilled = 0;
    expected = Expected.PARAMETER;
    return size == 0 ? endParameter() : null;
  }

  /** Parameters of a command that is too long are read and not kept. */
  private @Nullable HostCommand endParameter() {
    if (oversize) {
      parameters.clear();
    } else {
      parameters.add(parameter);
    }
    parametersLeft--;
    return next();
  }

  private @Nullable HostCommand next() {
    if (parametersLeft > 0) {
      expected = Expected.PARAMETER_LENGTH;
      return null;
    }
    if (!parameters.isEmpty()) {
      parameters.addLast(withoutCr(parameters.removeLast()));
    }
    HostCommand command = new HostCommand(commandId, parameters, length - consumed, oversize);
    forget();
    return command;
  }

  private static byte[] withoutCr(byte[] last) {
    int end = last.length - 1;
    return end >= 0 && last[end] == '\r' ? Arrays.copyOf(last, end) : last;
  }

  private void drop() {
    dropped++;
    forget();
  }
}
