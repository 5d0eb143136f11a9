package io.github.spwf04.virtual.bench;

import io.github.spwf04.test.Installed;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The TFTP server tftpd-hpa on this machine, which gives and takes the files of a folder. */
public final class TftpPeer implements AutoCloseable {
  private final PeerProcess process;

  /** Starts it and waits until it listens. */
  public TftpPeer(Path folder, int port) throws Exception {
    process =
        PeerProcess.start(
            folder,
            Installed.program("in.tftpd").toString(),
            "--foreground",
            "--address",
            "127.0.0.1:" + port,
            "--user",
            System.getProperty("user.name"),
            "--permissive",
            "--create",
            "--secure",
            folder.toString());
    // It prints nothing: its port is in the kernel's list once it is there.
    String local = "%08X:%04X ".formatted(0x0100007F, port);
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (!Files.readString(Path.of("/proc/net/udp")).contains(local)) {
      if (System.nanoTime() >= end) {
        close();
        throw new AssertionError("no time left for in.tftpd");
      }
    }
  }

  /** A UDP port that nobody has. */
  public static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
