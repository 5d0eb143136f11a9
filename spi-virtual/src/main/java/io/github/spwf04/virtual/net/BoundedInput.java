package io.github.spwf04.virtual.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a peer sends in one conversation, so many bytes of it: libraries collect a line, a header or
 * an answer of several lines as long as it goes on.
 */
public final class BoundedInput extends FilterInputStream {
  /** The peer has sent more than it may. */
  public static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1;

    private Exceeded() {
      super("the peer sends without end");
    }
  }

  private long left;

  /**
   * @param most bytes
   */
  public BoundedInput(InputStream in, long most) {
    super(in);
    left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws Exceeded {
    left -= read;
    if (left < 0) {
      throw new Exceeded();
    }
  }
}
