package io.github.spwf04.virtual.web;

import io.github.spwf04.catalog.ContentType;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.net.BoundedInput;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.TlsPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its response, on a connection of its own. Blocks. */
public final class HttpExchange {
  /** Where to; with a peer by TLS, and without it in case the server knows none. */
  record Target(String host, int port, @Nullable TlsPeer peer, boolean detect) {}

  /**
   * What to send.
   *
   * @param credentials of basic authentication
   * @param content a body, or the whole of a GET when it begins with a request line
   * @param fileName of the content, whose extension gives its type (Table 5)
   */
  record Request(
      String method,
      String path,
      byte @Nullable [] credentials,
      byte @Nullable [] content,
      String fileName) {}

  /** Is told how far a response has come; on the thread that waits for it. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param status of the response
     * @param received bytes of its body so far
     * @param total bytes of its body, or -1 when the server has not said
     */
    void at(int status, long received, long total);
  }

  /** What came; {@code secured} is the peer when it came by TLS. */
  public record Answer(int status, byte[] body, @Nullable TlsPeer secured) {}

  /** More than any module has memory for. */
  private static final int LONGEST_BODY = 16 << 20;

  /** All that a server may send for one response; a head and the sizes of chunks take the rest. */
  private static final int MOST_RECEIVED = LONGEST_BODY + (1 << 20);

  /** As servers allow it in a request; a chunk's size with its extensions is a line, too. */
  private static final int LONGEST_LINE = 8192;

  /** Answers of a status below 200 that come before the response. */
  private static final int MOST_INTERIM = 16;

  /** Fields of a header, and of a trailer. */
  private static final int MOST_FIELDS = 128;

  private final Core core;
  private final Network network;
  private final Target target;
  private final Request request;
  private final @Nullable Progress progress;
  private final Time time;
  private final long deadline;

  /** Whether what ends the present wait is the deadline of the whole. */
  private boolean lastWait;

  private @Nullable TlsPeer secured;

  /** Read by the thread that ends it, too. */
  private volatile @Nullable SocketChannel channel;

  /**
   * @param progress who follows a download, whose body then comes without its chunk sizes; or null
   */
  HttpExchange(
      Core core, Network network, Target target, Request request, @Nullable Progress progress) {
    this.progress = progress;
    this.core = core;
    this.network = network;
    this.target = target;
    this.request = request;
    this.time = core.options().timing().peerTime();
    this.deadline = time.deadline(options().requestTimeout());
  }

  private ServiceOptions options() {
    return core.options().services();
  }

  Answer run() throws HttpFailure {
    InetSocketAddress address = address();
    try (Deadline _ = Deadline.of(core, time.until(deadline), this::close)) {
      SocketChannel connected = connect(address);
      TlsPeer peer = target.peer();
      Socket socket = connected.socket();
      if (peer != null) {
        try {
          socket = peer.secure(connected, target.host(), options().answerTimeout());
          secured = peer;
        } catch (IOException e) {
          if (!target.detect() || peer.trustManager().error(e) != null) {
            throw failure(ModuleError.HTTP_TLS, e);
          }
          close();
          socket = connect(address).socket();
        }
      }
      return exchange(socket);
    } finally {
      close();
    }
  }

  private void close() {
    SocketChannel connected = channel;
    if (connected != null) {
      network.close(connected);
    }
  }

  /** Whatever else it looks like: behind the deadline, that was it. */
  private HttpFailure failure(ModuleError error, Exception cause) {
    return new HttpFailure(
        time.until(deadline).isPositive() ? error : ModuleError.HTTP_REQUEST_TIMEOUT, cause);
  }

  private InetSocketAddress address() throws HttpFailure {
    try {
      return network.peer(target.host(), target.port());
    } catch (UnknownHostException e) {
      throw new HttpFailure(ModuleError.HTTP_RESOLVE, e);
    } catch (IOException e) {
      throw new HttpFailure(ModuleError.HTTP_REFUSED, e);
    }
  }

  private SocketChannel connect(InetSocketAddress address) throws HttpFailure {
    try {
      SocketChannel connected = network.connect(address);
      channel = connected;
      return connected;
    } catch (SocketTimeoutException e) {
      throw new HttpFailure(ModuleError.HTTP_CONNECT_TIMEOUT, e);
    } catch (IOException | RuntimeException e) {
      throw new HttpFailure(ModuleError.HTTP_CONNECT, e);
    }
  }

  private Answer exchange(Socket socket) throws HttpFailure {
    RawConnection connection = new RawConnection(options().rawBodies() && progress == null);
    String method = send(connection, socket);
    try {
      ClassicHttpResponse response;
      int interim = 0;
      do {
        if (interim++ > MOST_INTERIM) {
          throw new HttpException("one interim response behind the other");
        }
        limit(socket);
        response = connection.receiveResponseHeader();
      } while (response.getCode() < 200 && response.getCode() != 101);
      byte[] body = new byte[0];
      if (MessageSupport.canResponseHaveBody(method, response)) {
        connection.receiveResponseEntity(response);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
          byte[] decoded = read(response.getCode(), entity, socket, connection.recording == null);
          body = connection.recording == null ? decoded : connection.recording.bytes();
        }
      }
      return new Answer(response.getCode(), body, secured);
    } catch (SocketTimeoutException e) {
      throw new HttpFailure(
          lastWait ? ModuleError.HTTP_REQUEST_TIMEOUT : ModuleError.HTTP_RECEIVE_TIMEOUT, e);
    } catch (org.apache.hc.core5.http.NoHttpResponseException | SocketException e) {
      throw failure(ModuleError.HTTP_DISCONNECTED, e);
    } catch (BoundedInput.Exceeded e) {
      throw new HttpFailure(ModuleError.LOW_MEMORY, e);
    } catch (HttpException | IOException e) {
      throw failure(ModuleError.HTTP_PARSER, e);
    }
  }

  /** Sends the request; returns its method. */
  private String send(RawConnection connection, Socket socket) throws HttpFailure {
    try {
      connection.bind(socket);
      limit(socket);
      byte[] content = request.content();
      // A custom request is one of HTTPGET (6.53); HTTPPOST posts a file whatever it holds (6.54).
      String custom =
          content == null || request.method().equals("POST") ? null : requestMethod(content);
      if (content != null && custom != null) {
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        return custom;
      }
      ClassicHttpRequest message = message();
      connection.sendRequestHeader(message);
      if (message.getEntity() != null) {
        connection.sendRequestEntity(message);
      }
      connection.flush();
      return request.method();
    } catch (HttpException e) {
      throw new HttpFailure(ModuleError.HTTP_GENERATOR, e);
    } catch (SocketException e) {
      throw failure(ModuleError.HTTP_DISCONNECTED, e);
    } catch (IOException e) {
      throw failure(ModuleError.HTTP_SEND, e);
    }
  }

  /** The method of a content that is a request as it goes out, or null when it is a body. */
  private static @Nullable String requestMethod(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != '\r' && content[end] != '\n') {
      end++;
    }
    String line = new String(content, 0, end, StandardCharsets.ISO_8859_1);
    return line.matches("[A-Z]+ \\S+ HTTP/1\\.[01]") ? line.substring(0, line.indexOf(' ')) : null;
  }

  private ClassicHttpRequest message() throws HttpFailure {
    String path = request.path();
    if (!path.matches("[!-~]+") || !target.host().matches("[!-~]+")) {
      throw new HttpFailure(ModuleError.HTTP_GENERATOR);
    }
    ClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), path);
    boolean usual = target.port() == (secured == null ? 80 : 443);
    message.setHeader(HttpHeaders.HOST, target.host() + (usual ? "" : ":" + target.port()));
    message.setHeader(HttpHeaders.CONNECTION, "close");
    byte[] credentials = request.credentials();
    if (credentials != null) {
      message.setHeader(
          HttpHeaders.AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    byte[] content = request.content();
    if (content != null) {
      message.setHeader(
          HttpHeaders.CONTENT_TYPE, ContentType.ofFileName(request.fileName()).mediaType());
      message.setEntity(new ByteArrayEntity(content, null));
    } else if (request.method().equals("POST")) {
      message.setEntity(new ByteArrayEntity(new byte[0], null));
    }
    HttpEntity entity = message.getEntity();
    if (entity != null) {
      message.setHeader(HttpHeaders.CONTENT_LENGTH, entity.getContentLength());
    }
    return message;
  }

  /**
   * @param keep whether to keep what is read; it is nothing otherwise
   */
  private byte[] read(int status, HttpEntity entity, Socket socket, boolean keep)
      throws IOException, HttpFailure {
    InputStream in = entity.getContent();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[8192];
    long received = 0;
    while (true) {
      limit(socket);
      int length = in.read(block);
      if (length < 0) {
        return all.toByteArray();
      }
      received += length;
      if (received > LONGEST_BODY) {
        throw new HttpFailure(ModuleError.LOW_MEMORY);
      }
      if (keep) {
        all.write(block, 0, length);
      }
      if (progress != null) {
        progress.at(status, received, entity.getContentLength());
      }
    }
  }

  /** The next read takes no longer than one answer may, and no longer than all of it may. */
  private void limit(Socket socket) throws SocketException, HttpFailure {
    long left = time.until(deadline).toMillis();
    if (left <= 0) {
      throw new HttpFailure(ModuleError.HTTP_REQUEST_TIMEOUT);
    }
    long answer = options().answerTimeout().toMillis();
    lastWait = left <= answer;
    socket.setSoTimeout((int) Math.min(left, answer));
  }

  /** Keeps a chunked body as it came over the wire, beside reading it to its end. */
  private static final class RawConnection extends DefaultBHttpClientConnection {
    private static final Http1Config LIMITS =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_FIELDS).build();

    private final boolean raw;
    private @Nullable RecordingBuffer recording;

    RawConnection(boolean raw) {
      super(LIMITS);
      this.raw = raw;
    }

    @Override
    public void bind(Socket socket) throws IOException {
      bind(
          new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket from) throws IOException {
              return new BoundedInput(super.getInputStream(from), MOST_RECEIVED);
            }
          });
    }

    @Override
    protected InputStream createContentInputStream(
        long length, SessionInputBuffer buffer, InputStream in) {
      if (!raw || length != ContentLengthStrategy.CHUNKED) {
        return super.createContentInputStream(length, buffer, in);
      }
      RecordingBuffer recorded = new RecordingBuffer(buffer);
      recording = recorded;
      return new ChunkedInputStream(recorded, in, LIMITS);
    }
  }
}
