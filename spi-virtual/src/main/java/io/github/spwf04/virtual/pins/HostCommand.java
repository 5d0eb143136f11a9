package io.github.spwf04.virtual.pins;

import java.util.Arrays;
import java.util.List;

/**
 * A command as it came over the wire.
 *
 * @param id the command id, 0 to 255, or {@link #NO_ID}
 * @param parameters the bytes of each; an omitted one is empty, be it sent as the word NULL
 *     (field-facts A.8)
 * @param trailing bytes the length field announces behind the parameters, the data phase counted
 *     in; {@link #NO_LENGTH_FIELD} on the UART
 * @param oversize whether the packet is longer than 512 bytes; its parameters are then not kept
 */
public record HostCommand(int id, List<byte[]> parameters, int trailing, boolean oversize) {
  /** A name that Table 1 does not have. */
  public static final int NO_ID = -1;

  /** What the UART has in place of {@code trailing}. */
  public static final int NO_LENGTH_FIELD = -1;

  private static final byte[] OMITTED = {'N', 'U', 'L', 'L'};

  public HostCommand {
    parameters = parameters.stream().map(HostCommand::read).toList();
  }

  private static byte[] read(byte[] parameter) {
    return Arrays.equals(parameter, OMITTED) ? new byte[0] : parameter;
  }
}
