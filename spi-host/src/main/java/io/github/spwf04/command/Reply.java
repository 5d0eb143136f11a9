package io.github.spwf04.command;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * What the module answered to one command, final packet aside: its lines and its data, as slices of
 * the packets they came in. Lives on the owner thread while it is decoded.
 */
public interface Reply {
  /** The lines in the order they came, in whatever form of field-facts B.1; some may be empty. */
  List<ByteBuf> lines();

  /** The lines as UTF-8, without a CR LF at the end; an empty line stays. */
  List<String> text();

  /** How much raw data came, in bytes. */
  long dataBytes();

  /**
   * Hands over the raw data; the receiver releases it.
   *
   * @return the data in one buffer, empty when there was none
   */
  ByteBuf takeData();

  /** All lines that have the shape of that one. */
  List<Fields> all(Line line);

  /**
   * The one line of that kind. Without keywords more lines can have its shape, as {@code 1:2} of
   * Loading has that of On; the result comes behind what leads to it, so that the last is taken.
   *
   * @throws SpwfException.MalformedPacket when no line has its shape
   */
  Fields only(Line line);
}
