package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.net.tftp.TFTPServer;

/** A TFTP server on this machine, which gives and takes the files of a folder. */
public final class TftpPeer implements AutoCloseable {
  private final TFTPServer server;

  /** Starts it; it listens when this returns. */
  public TftpPeer(Path folder, int port) throws IOException {
    server =
        new TFTPServer(
            folder.toFile(),
            folder.toFile(),
            port,
            InetAddress.getLoopbackAddress(),
            TFTPServer.ServerMode.GET_AND_PUT,
            null,
            null);
  }

  /**
   * Waits for what the module has put there: the server acknowledges the last of it before it
   * writes.
   */
  public static void awaitFile(Path file, String content) throws IOException {
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (!Files.exists(file)
        || !Files.readString(file, StandardCharsets.ISO_8859_1).equals(content)) {
      assertThat(System.nanoTime()).as("%s has its content", file).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** A UDP port that nobody has. */
  public static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
