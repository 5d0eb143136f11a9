package io.github.spwf04.web;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.file.FileCommands;
import io.github.spwf04.file.FileInfo;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Transfer;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents by HTTP, and the pages of the module's own web server (manual 6.53 to 6.55).
 *
 * <p>A request takes the connect timeout of the options at most. A status such as 404 is an answer
 * and no failure. Failures are {@link SpwfException.Rejected}: error 44 while the module has no
 * address, 81 while another request is under way, 111 when the request failed; its causes tell why
 * (Tables 12 and 13), {@code Certificate Error 23} when the server's certificate has no authority
 * that the module knows.
 */
public final class HttpCommands {
  /** What parts the tokens in the manual's example. */
  private static final char TOKEN_SPLITTER = '|';

  /** A name that nobody else has needs no other one while the file grows. */
  private static final Transfer IN_PLACE = Transfer.defaults().withUnfinished(false);

  private static final Logger LOG = LoggerFactory.getLogger(HttpCommands.class);

  private final ModuleCalls calls;

  private final FileCommands files;
  private final PostNumbers posts;

  /** These commands over the calls of a connection. */
  public HttpCommands(ModuleCalls calls) {
    this.calls = calls;
    this.files = new FileCommands(calls);
    this.posts = calls.keep(PostNumbers.class, type -> new PostNumbers());
  }

  /**
   * Gets a document (6.53).
   *
   * @param uri {@code http://host/path}, or {@code https://host/path} with TLS
   */
  public HttpResponse get(String uri) throws InterruptedException {
    return get(HttpRequest.of(uri));
  }

  /** Gets a document (6.53). */
  public HttpResponse get(HttpRequest request) throws InterruptedException {
    return request(Command.HTTPGET, request);
  }

  /**
   * Posts a file of the module (6.54).
   *
   * @param request with the file as its body
   */
  public HttpResponse post(HttpRequest request) throws InterruptedException {
    return request(Command.HTTPPOST, request);
  }

  /**
   * Posts bytes (6.54). The module posts only files, so they are written to one in RAM under a name
   * that no file has, {@code post-1.json}, which is deleted afterwards, an interrupt or not. An
   * empty body needs no file, and none can be made for it (6.23): it goes out without a
   * Content-Type.
   *
   * @param type sets the Content-Type by the extension of the file (Table 5)
   */
  public HttpResponse post(HttpRequest request, ContentType type, byte[] body)
      throws InterruptedException {
    if (body.length == 0) {
      return post(request.withoutBody());
    }
    ModuleFile file = freeName(type);
    files.write(file, body, IN_PLACE);
    try {
      return post(request.withBody(file));
    } finally {
      remove(file);
    }
  }

  /** The name of a file in RAM that does not exist, and that is handed out once. */
  private ModuleFile freeName(ContentType type) throws InterruptedException {
    List<FileInfo> there = files.list();
    while (true) {
      ModuleFile file =
          ModuleFile.ram("post-" + posts.next() + "." + type.name().toLowerCase(Locale.ROOT));
      if (there.stream().noneMatch(info -> info.file().equals(file))) {
        return file;
      }
    }
  }

  /** The answer is worth more than the room that a file takes which cannot be deleted. */
  private void remove(ModuleFile file) {
    try {
      files.discard(file);
    } catch (SpwfException e) {
      LOG.warn("{} was posted and could not be deleted", file, e);
    }
  }

  /**
   * Fills the buffer behind the input tags of web pages (6.55): {@code <!--[06|Input|0|-->} shows
   * the first token, and so on.
   *
   * <p>The first byte that goes out is what parts the tokens (package-facts 2.4), so that an empty
   * token is kept wherever it stands. A real module may lose one: ST's own pages have a blank in
   * its place.
   *
   * @param tokens none clears the buffer; none of them holds a {@code |}
   */
  public void ssiInput(List<String> tokens) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    if (!tokens.isEmpty()) {
      text.append(TOKEN_SPLITTER);
    }
    for (String token : tokens) {
      if (token.indexOf(TOKEN_SPLITTER) >= 0) {
        throw new SpwfException.InvalidInput("token '" + token + "' holds a " + TOKEN_SPLITTER);
      }
      text.append(token).append(TOKEN_SPLITTER);
    }
    ssiInput(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Fills the buffer behind the input tags of web pages with bytes (6.55).
   *
   * @param tokens the byte that parts them, and the tokens, each with that byte behind it: {@code
   *     |hello|world|} (package-facts 2.4; the manual's example lacks the first). None clears the
   *     buffer. Some firmware takes 127 bytes at most, some 160 or more
   */
  public void ssiInput(byte[] tokens) throws InterruptedException {
    calls.call(
        Command.INPUTSSI,
        Arguments.of(tokens.length),
        Unpooled.wrappedBuffer(tokens),
        calls.options().commandTimeout(),
        reply -> true);
  }

  private HttpResponse request(Command command, HttpRequest request) throws InterruptedException {
    @Nullable Object[] arguments = Arrays.copyOf(request.server(), 8);
    arguments[6] = request.responseFile();
    arguments[7] = request.bodyFile();
    return calls.call(
        command, calls.options().connectTimeout(), HttpResponse::of, Arguments.trimmed(arguments));
  }
}
