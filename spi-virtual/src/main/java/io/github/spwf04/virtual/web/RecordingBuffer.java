package io.github.spwf04.virtual.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Keeps a copy of what is read through it. */
final class RecordingBuffer implements SessionInputBuffer {
  private final SessionInputBuffer buffer;
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

  RecordingBuffer(SessionInputBuffer buffer) {
    this.buffer = buffer;
  }

  byte[] bytes() {
    return copy.toByteArray();
  }

  @Override
  public int read(byte[] bytes, int from, int length, InputStream in) throws IOException {
    int read = buffer.read(bytes, from, length, in);
    if (read > 0) {
      copy.write(bytes, from, read);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, InputStream in) throws IOException {
    return read(bytes, 0, bytes.length, in);
  }

  @Override
  public int read(InputStream in) throws IOException {
    int read = buffer.read(in);
    if (read >= 0) {
      copy.write(read);
    }
    return read;
  }

  /** The buffer has taken the end of the line off; it is CR LF in every message that is right. */
  @Override
  public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
    int before = line.length();
    int read = buffer.readLine(line, in);
    if (read >= 0) {
      copy.writeBytes(line.substring(before, line.length()).getBytes(StandardCharsets.ISO_8859_1));
      copy.write('\r');
      copy.write('\n');
    }
    return read;
  }

  @Override
  public int length() {
    return buffer.length();
  }

  @Override
  public int capacity() {
    return buffer.capacity();
  }

  @Override
  public int available() {
    return buffer.available();
  }

  @Override
  public HttpTransportMetrics getMetrics() {
    return buffer.getMetrics();
  }
}
