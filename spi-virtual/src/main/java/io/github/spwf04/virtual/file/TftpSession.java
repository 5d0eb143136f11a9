package io.github.spwf04.virtual.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.commons.net.io.FromNetASCIIOutputStream;
import org.apache.commons.net.io.ToNetASCIIInputStream;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPAckPacket;
import org.apache.commons.net.tftp.TFTPDataPacket;
import org.apache.commons.net.tftp.TFTPErrorPacket;
import org.apache.commons.net.tftp.TFTPPacket;
import org.apache.commons.net.tftp.TFTPPacketException;
import org.apache.commons.net.tftp.TFTPRequestPacket;
import org.jspecify.annotations.Nullable;

/** One transfer of the TFTP server, in blocks of 512 bytes. Blocks. */
final class TftpSession {
  private static final int BLOCK = TFTPDataPacket.MAX_DATA_LENGTH;

  private static final int ATTEMPTS = 5;
  private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

  private final TFTP socket;
  private final TFTPRequestPacket request;
  private int lastBlock;

  TftpSession(TFTP socket, TFTPRequestPacket request) throws IOException {
    this.socket = socket;
    this.request = request;
    socket.setSoTimeout(ANSWER_TIME);
  }

  private boolean text() {
    return request.getMode() == TFTP.NETASCII_MODE;
  }

  /** Sends a file: the client asked to read. */
  void send(byte[] file) throws IOException, TFTPPacketException {
    byte[] content =
        text() ? new ToNetASCIIInputStream(new ByteArrayInputStream(file)).readAllBytes() : file;
    int block = 0;
    int from = 0;
    int length;
    do {
      length = Math.min(BLOCK, content.length - from);
      block++;
      TFTPDataPacket data =
          new TFTPDataPacket(request.getAddress(), request.getPort(), block, content, from, length);
      if (!exchanged(data, TFTPAckPacket.class, block)) {
        return;
      }
      from += length;
    } while (length == BLOCK);
  }

  /**
   * Receives a file: the client asked to write. Its last block is acknowledged by {@link #finish}.
   *
   * @param longest bytes of the file at most; as text it may be twice as long on the way
   * @return the file, or null when the client is gone or has given up
   */
  byte @Nullable [] receive(int longest) throws IOException, TFTPPacketException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] block;
    do {
      TFTPDataPacket data = (TFTPDataPacket) answer(ack(lastBlock), TFTPDataPacket.class);
      if (data == null) {
        return null;
      }
      block =
          Arrays.copyOfRange(
              data.getData(), data.getDataOffset(), data.getDataOffset() + data.getDataLength());
      lastBlock++;
      content.writeBytes(block);
      if (content.size() > (text() ? 2L : 1L) * longest) {
        refuse(TFTPErrorPacket.OUT_OF_SPACE, "at most " + longest + " bytes");
        return null;
      }
    } while (block.length == BLOCK);
    if (!text()) {
      return content.toByteArray();
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    try (FromNetASCIIOutputStream decoder = new FromNetASCIIOutputStream(decoded)) {
      decoder.write(content.toByteArray());
    }
    return decoded.toByteArray();
  }

  /** Acknowledges the last block. */
  void finish() throws IOException {
    socket.send(ack(lastBlock));
  }

  void refuse(int code, String message) throws IOException {
    socket.send(new TFTPErrorPacket(request.getAddress(), request.getPort(), code, message));
  }

  private TFTPAckPacket ack(int block) {
    return new TFTPAckPacket(request.getAddress(), request.getPort(), block);
  }

  private boolean exchanged(TFTPDataPacket data, Class<TFTPAckPacket> answer, int block)
      throws IOException, TFTPPacketException {
    lastBlock = block - 1;
    return answer(data, answer) != null;
  }

  /**
   * Sends a packet, again where no answer comes, until the answer with the number behind {@link
   * #lastBlock} is there.
   *
   * @return the answer, or null when the client is gone or has sent an error
   */
  private @Nullable TFTPPacket answer(TFTPPacket packet, Class<? extends TFTPPacket> kind)
      throws IOException, TFTPPacketException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      socket.send(packet);
      try {
        TFTPPacket received = socket.receive();
        while (!fits(received, kind)) {
          if (ours(received) && received instanceof TFTPErrorPacket) {
            return null;
          }
          received = socket.receive();
        }
        return received;
      } catch (SocketTimeoutException _) {
        // Lost on the way there or back.
      }
    }
    return null;
  }

  private boolean fits(TFTPPacket packet, Class<? extends TFTPPacket> kind) {
    int wanted = lastBlock + 1 & 0xFFFF;
    return ours(packet)
        && kind.isInstance(packet)
        && switch (packet) {
          case TFTPAckPacket ack -> ack.getBlockNumber() == wanted;
          case TFTPDataPacket data -> data.getBlockNumber() == wanted;
          default -> false;
        };
  }

  private boolean ours(TFTPPacket packet) {
    return packet.getPort() == request.getPort()
        && packet.getAddress().equals(request.getAddress());
  }
}
