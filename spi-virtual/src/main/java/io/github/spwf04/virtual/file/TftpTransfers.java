package io.github.spwf04.virtual.file;

import static io.github.spwf04.catalog.ParameterName.FILENAME;
import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.LOCAL_FILENAME;
import static io.github.spwf04.catalog.ParameterName.PORT;

import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.DatagramSocketFactory;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.apache.commons.net.tftp.TFTPPacket;
import org.jspecify.annotations.Nullable;

/** TFTPGET and TFTPPUT (6.50, 6.51), in octets. */
public final class TftpTransfers {
  /** What a client does with a server. */
  @FunctionalInterface
  private interface Transfer {
    void run(TFTPClient client, InetSocketAddress server) throws IOException;
  }

  /** More than any volume holds. */
  private static final int LONGEST_FILE = 16 << 20;

  private static final int ATTEMPTS = 3;

  /** Stands for the name of the file until its bytes are there. */
  private static final String PLACE = "x";

  private final Core core;
  private final Network network;
  private final Volumes volumes;

  public TftpTransfers(Core core, Network network, Volumes volumes) {
    this.core = core;
    this.network = network;
    this.volumes = volumes;
  }

  public void get(Call call) {
    String remote = call.text(FILENAME);
    String local =
        call.has(LOCAL_FILENAME)
            ? call.text(LOCAL_FILENAME)
            : "2:/" + remote.substring(lastSlash(remote) + 1);
    ByteArrayOutputStream content = new Bounded();
    transfer(
        call,
        remote,
        (client, server) ->
            client.receiveFile(
                PLACE, TFTP.BINARY_MODE, content, server.getAddress(), server.getPort()),
        () -> {
          try {
            volumes.replace(local, content.toByteArray());
            call.ok();
          } catch (VolumeException e) {
            call.error(e.error());
          }
        });
  }

  public void put(Call call) {
    String local = call.text(LOCAL_FILENAME);
    byte[] content;
    try {
      content = volumes.read(local);
    } catch (VolumeException e) {
      call.error(e.error());
      return;
    }
    String remote = local.matches("[0-3]:.*") ? local.substring(2) : local;
    transfer(
        call,
        remote.startsWith("/") ? remote.substring(1) : remote,
        (client, server) ->
            client.sendFile(
                PLACE,
                TFTP.BINARY_MODE,
                new ByteArrayInputStream(content),
                server.getAddress(),
                server.getPort()),
        call::ok);
  }

  private static int lastSlash(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf(':'));
  }

  private void transfer(Call call, String name, Transfer transfer, Runnable done) {
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
      return;
    }
    String host = call.text(HOSTNAME);
    int port = (int) call.number(PORT);
    if (port == 0) {
      call.error(ModuleError.INVALID_VALUE);
      return;
    }
    core.spawn(
        () -> {
          ModuleError error = run(host, port, name, transfer);
          core.post(
              () -> {
                if (error == null) {
                  done.run();
                } else {
                  call.error(error);
                }
              });
        });
  }

  /** Blocks. Returns the error of Table 10, or null. */
  private @Nullable ModuleError run(String host, int port, String name, Transfer transfer) {
    @Nullable TFTPClient client = null;
    try {
      InetSocketAddress server = network.peer(host, port);
      client = new TFTPClient();
      client.setDatagramSocketFactory(new Naming(name.getBytes(StandardCharsets.ISO_8859_1)));
      client.setMaxTimeouts(ATTEMPTS);
      client.setDefaultTimeout(core.options().services().answerTimeout().dividedBy(ATTEMPTS));
      client.open();
      TFTPClient registered = network.register(client);
      try (Deadline _ =
          Deadline.of(
              core, core.options().services().requestTimeout(), () -> network.close(registered))) {
        transfer.run(client, server);
      }
      return null;
    } catch (UnknownHostException _) {
      return ModuleError.DNS_FAILURE;
    } catch (IOException | RuntimeException _) {
      // The library throws a NullPointerException when its socket is closed under it.
      return ModuleError.REQUEST_FAILED;
    } finally {
      if (client != null) {
        network.close(client);
      }
    }
  }

  /** Makes sockets that put a name into requests: the library's own are of ASCII alone. */
  private record Naming(byte[] name) implements DatagramSocketFactory {
    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
      return new DatagramSocket() {
        @Override
        public void send(DatagramPacket packet) throws IOException {
          byte[] data = packet.getData();
          int opcode = data[packet.getOffset() + 1];
          if (opcode == TFTPPacket.READ_REQUEST || opcode == TFTPPacket.WRITE_REQUEST) {
            int mode = packet.getOffset() + 2 + PLACE.length();
            ByteBuffer named = ByteBuffer.allocate(packet.getLength() + name.length);
            named.put(data, packet.getOffset(), 2).put(name);
            named.put(data, mode, packet.getOffset() + packet.getLength() - mode).flip();
            super.send(new DatagramPacket(named.array(), named.limit(), packet.getSocketAddress()));
          } else {
            super.send(packet);
          }
        }
      };
    }

    @Override
    public DatagramSocket createDatagramSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress local) {
      throw new UnsupportedOperationException();
    }
  }

  /** Refuses to grow without end. */
  private static final class Bounded extends ByteArrayOutputStream {
    @Override
    public void write(byte[] bytes, int from, int length) {
      if (size() + length > LONGEST_FILE) {
        throw new IllegalStateException("longer than any volume");
      }
      super.write(bytes, from, length);
    }
  }
}
