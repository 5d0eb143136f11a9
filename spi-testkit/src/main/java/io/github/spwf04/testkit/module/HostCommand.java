package io.github.spwf04.testkit.module;

import java.util.List;

/**
 * A command as it came over the wire.
 *
 * @param id the command id, 0 to 255
 * @param parameters the bytes of each; an omitted one is empty
 * @param trailing bytes the length field announces behind the parameters, the data phase counted in
 * @param oversize whether the packet is longer than 512 bytes; its parameters are then not kept
 */
record HostCommand(int id, List<byte[]> parameters, int trailing, boolean oversize) {}
