package io.github.spwf04.web;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.command.Reply;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * What a web server answered (manual 6.53, field-facts C.7). The module gives no header fields, and
 * the body as the server sent it: with the sizes of its chunks in it when the server sends chunks,
 * which {@link #dechunked} takes out.
 *
 * @param status of HTTP, 100 to 599
 * @param body its bytes; none when a file of the module has taken them
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpResponse(int status, byte[] body) {
  static HttpResponse of(Reply reply) {
    return new HttpResponse(
        (int) reply.only(Line.STATUS_CODE).number("status"),
        ByteBufUtil.getBytes(CommandReply.data(reply)));
  }

  /** Whether the status is 200 to 299. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * This response with the chunks of its body put together; extensions and trailers are dropped
   * (RFC 9112, 7.1). Nothing tells whether a server sends chunks but the server: this is for one
   * that does.
   *
   * @throws SpwfException.MalformedPacket when the body is not made of chunks, is cut off, or has
   *     more behind the last chunk
   */
  public HttpResponse dechunked() {
    return new HttpResponse(status, Chunks.join(body));
  }

  @Override
  public String toString() {
    return "HttpResponse[status=" + status + ", body=" + body.length + " bytes]";
  }
}
