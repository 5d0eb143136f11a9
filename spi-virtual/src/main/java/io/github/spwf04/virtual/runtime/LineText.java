package io.github.spwf04.virtual.runtime;

import io.github.spwf04.catalog.LineFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The bytes of a line that has one of the catalogue's forms. */
public final class LineText {
  private LineText() {}

  /**
   * @param keyword whether the keyword stands before the values
   * @throws io.github.spwf04.error.SpwfException.InvalidInput when the values do not fit the form
   */
  public static byte[] of(LineFormat format, boolean keyword, @Nullable Object... values) {
    ByteBuf out = Unpooled.buffer();
    try {
      format.format(out, keyword, values);
      return ByteBufUtil.getBytes(out);
    } finally {
      out.release();
    }
  }
}
