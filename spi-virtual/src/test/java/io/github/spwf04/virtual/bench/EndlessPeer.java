package io.github.spwf04.virtual.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that says something to whoever comes, then the same thing for as long as it can. */
public final class EndlessPeer implements AutoCloseable {
  /** What is sent at a time. */
  private static final int PIECE = 1 << 16;

  /** What of a client's words is kept. */
  private static final int MOST_HEARD = 1 << 16;

  /** What it says first. */
  @FunctionalInterface
  public interface Greeting {
    /**
     * @param from the client, of which it may read something first
     */
    byte[] to(InputStream from) throws IOException;
  }

  private final ServerSocket server;
  private final Greeting greeting;
  private final byte[] again;
  private final Duration pause;
  private volatile boolean deaf;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

  public EndlessPeer(String greeting, String again) throws IOException {
    this(_ -> bytes(greeting), bytes(again));
  }

  /**
   * @param again nothing when it falls silent behind its greeting
   */
  public EndlessPeer(Greeting greeting, byte[] again) throws IOException {
    this(greeting, repeated(again), Duration.ZERO);
  }

  private EndlessPeer(Greeting greeting, byte[] again, Duration pause) throws IOException {
    this.greeting = greeting;
    this.again = again;
    this.pause = pause;
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** One that says it a piece at a time, with a pause before each. */
  public static EndlessPeer slow(String greeting, String again, Duration pause) throws IOException {
    return new EndlessPeer(_ -> bytes(greeting), bytes(again), pause);
  }

  /** One that does not listen to what a client says. */
  public static EndlessPeer deaf(Greeting greeting, byte[] again) throws IOException {
    EndlessPeer peer = new EndlessPeer(greeting, again);
    peer.deaf = true;
    return peer;
  }

  /** Takes the request of a client, and answers as RFC 6455 has it. */
  public static byte[] handshake(InputStream from) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) from.read());
    }
    String key = request.toString().replaceFirst("(?is).*\nSec-WebSocket-Key: *([^\r]+)\r.*", "$1");
    try {
      byte[] accept =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(accept)
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** A server of web sockets that sends this behind the handshake. */
  public static EndlessPeer webSocket(byte[] first, byte[] again) throws IOException {
    return new EndlessPeer(
        from -> {
          byte[] answer = handshake(from);
          byte[] all = Arrays.copyOf(answer, answer.length + first.length);
          System.arraycopy(first, 0, all, answer.length, first.length);
          return all;
        },
        again);
  }

  /** A frame of zeros, up to 125 of them, as a server sends it. */
  public static byte[] frame(int type, int length) {
    byte[] frame = new byte[2 + length];
    frame[0] = (byte) type;
    frame[1] = (byte) length;
    return frame;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] repeated(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (bytes.length > 0 && all.size() < PIECE) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  public String port() {
    return Integer.toString(server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> talk(client));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void talk(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      client.getOutputStream().write(greeting.to(in));
      if (!deaf) {
        Thread.ofVirtual().start(() -> listen(in));
      }
      while (again.length > 0 && !ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        client.getOutputStream().write(again);
      }
      ended.await();
    } catch (IOException | InterruptedException _) {
      // The client does not want to hear more.
    }
  }

  private void listen(InputStream in) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      for (int b; (b = in.read()) >= 0 && said.size() < MOST_HEARD; ) {
        said.write(b);
      }
    } catch (IOException _) {
      // A client that leaves in the middle.
    }
    heard.add(said.toByteArray());
  }

  /** Waits for the end of a client, and tells what it said behind the greeting. */
  public byte[] heard() throws InterruptedException {
    byte[] said = heard.poll(Bench.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (said == null) {
      throw new AssertionError("no client has ended");
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    server.close();
    ended.countDown();
    for (Socket client : clients) {
      client.close();
    }
  }
}
