package io.github.spwf04.web;

import io.github.spwf04.error.SpwfException;
import java.io.ByteArrayOutputStream;

/** The chunks of a body (RFC 9112, 7.1): nothing is guessed, and no size is believed unseen. */
final class Chunks {
  /** Digits of a size at most, zeros before it included. */
  private static final int SIZE_DIGITS = 15;

  private final byte[] body;
  private int at;

  private Chunks(byte[] body) {
    this.body = body;
  }

  /**
   * Puts the chunks together; extensions and trailers are dropped.
   *
   * @throws SpwfException.MalformedPacket when the bytes are not chunks from the first to the last
   */
  static byte[] join(byte[] body) {
    Chunks chunks = new Chunks(body);
    ByteArrayOutputStream joined = new ByteArrayOutputStream(body.length);
    for (int size; (size = chunks.size()) > 0; ) {
      joined.write(body, chunks.at, size);
      chunks.at += size;
      if (chunks.lineEnd() != chunks.at) {
        throw chunks.malformed("no line end stands behind a chunk");
      }
      chunks.at += 2;
    }
    chunks.trailers();
    return joined.toByteArray();
  }

  /** Takes a line with a size, of which the body has as many bytes. */
  private int size() {
    int end = lineEnd();
    int stop = at;
    long size = 0;
    while (stop < end && Character.digit(body[stop], 16) >= 0) {
      size = size * 16 + Character.digit(body[stop], 16);
      stop++;
      if (stop - at > SIZE_DIGITS) {
        throw malformed("a size is too long");
      }
    }
    int next = stop;
    while (next < end && (body[next] == ' ' || body[next] == '\t')) {
      next++;
    }
    if (stop == at || (next < end && body[next] != ';')) {
      throw malformed("no size of a chunk stands");
    }
    if (size > body.length - (end + 2)) {
      throw malformed("a chunk of " + size + " bytes is cut off that begins");
    }
    at = end + 2;
    return (int) size;
  }

  /** Lines up to an empty one, with which the body ends. */
  private void trailers() {
    int end = lineEnd();
    while (end > at) {
      at = end + 2;
      end = lineEnd();
    }
    at = end + 2;
    if (at < body.length) {
      throw malformed("something stands behind the last chunk");
    }
  }

  /** Where the CR LF stands that ends the line. */
  private int lineEnd() {
    for (int end = at; end + 1 < body.length; end++) {
      if (body[end] == '\r' && body[end + 1] == '\n') {
        return end;
      }
    }
    throw malformed("no line ends");
  }

  private SpwfException.MalformedPacket malformed(String what) {
    return new SpwfException.MalformedPacket(
        "a body of " + body.length + " bytes has no chunks: " + what + " at " + at);
  }
}
