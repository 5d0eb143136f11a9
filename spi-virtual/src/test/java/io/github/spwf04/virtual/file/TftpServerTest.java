package io.github.spwf04.virtual.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bench.Bench;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module's own TFTP server, by a client and by hand (Table 7, WIND 90). */
class TftpServerTest {
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;

  private static InetSocketAddress address(Bench bench) {
    InetSocketAddress address = bench.module.tftpAddress();
    assertThat(address).isNotNull();
    return address;
  }

  /**
   * What the client says in the end.
   *
   * @param mode one of {@link TFTP}
   * @param command {@code put} or {@code get}
   */
  private static String tftp(Bench bench, int mode, String command, Path local, String remote)
      throws Exception {
    InetSocketAddress server = address(bench);
    try (TFTPClient client = new TFTPClient()) {
      client.setDefaultTimeout(Bench.LIMIT);
      client.open();
      if (command.equals("put")) {
        try (InputStream in = Files.newInputStream(local)) {
          client.sendFile(remote, mode, in, server.getAddress(), server.getPort());
        }
      } else {
        try (OutputStream out = Files.newOutputStream(local)) {
          client.receiveFile(remote, mode, out, server.getAddress(), server.getPort());
        }
      }
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void filesGoBothWays(@TempDir Path folder) throws Exception {
    byte[] content = new byte[5 * 512];
    new Random(7).nextBytes(content);
    Path sent = Files.write(folder.resolve("sent"), content);
    Path received = folder.resolve("received");
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(tftp(bench, TFTP.BINARY_MODE, "put", sent, "/data.bin")).isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W90@A 127.0.0.1:/data.bin");
      assertThat(tftp(bench, TFTP.BINARY_MODE, "get", received, "data.bin")).isEmpty();
      assertThat(received).hasBinaryContent(content);
      assertThat(bench.drain()).isEmpty();
      assertThat(bench.reply(Command.FSL)).contains("RFF@A File:D\t2560\tdata.bin");
    }
  }

  @Test
  void textIsTranslated(@TempDir Path folder) throws Exception {
    Path sent = Files.writeString(folder.resolve("sent"), "one\ntwo\n");
    Path received = folder.resolve("received");
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(tftp(bench, TFTP.ASCII_MODE, "put", sent, "text")).isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W90@A 127.0.0.1:text");
      assertThat(bench.reply(Command.FSP, "text")).containsExactly("R03@A one\\ntwo\\n", "R00@A");
      assertThat(tftp(bench, TFTP.ASCII_MODE, "get", received, "text")).isEmpty();
      assertThat(received).hasContent("one\ntwo\n");
    }
  }

  @Test
  void whatItRefuses(@TempDir Path folder) throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[20_000]);
    Path received = folder.resolve("received");
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(tftp(bench, TFTP.BINARY_MODE, "get", received, "nothing"))
          .contains("Error code 1 received: error 51");
      assertThat(tftp(bench, TFTP.BINARY_MODE, "put", large, "large"))
          .contains("Error code 3 received: error 91");
      assertThat(bench.drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/passwd", "a/b", "x ", "a*b"})
  void noNameLeadsOutOfAVolume(String name, @TempDir Path folder) throws Exception {
    Path sent = Files.writeString(folder.resolve("sent"), "x");
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(tftp(bench, TFTP.BINARY_MODE, "put", sent, name)).contains("Error code");
      assertThat(tftp(bench, TFTP.BINARY_MODE, "get", folder.resolve("r"), name))
          .contains("Error code");
      assertThat(bench.drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "xxx, 1, 1",
    "2:/../x, 1, 1",
    "2:/../x, 2, 1",
    "7:/x, 1, 2",
    "3:/x, 2, 1",
    "3:/404.html, 1, 0",
  })
  void namesThatTheClientDoesNotSend(String name, int operation, int error) throws Exception {
    try (Bench bench = Bench.online(o -> o);
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout((int) Bench.LIMIT.toMillis());
      String longName = name.replace("xxx", "x".repeat(400));
      send(socket, bench, ("\0" + (char) operation + longName + "\0octet\0").getBytes(US_ASCII));
      DatagramPacket answer = new DatagramPacket(new byte[600], 600);
      socket.receive(answer);
      if (answer.getData()[1] == ACK) {
        byte[] data = {0, DATA, 0, 1, 'x'};
        socket.send(new DatagramPacket(data, data.length, answer.getSocketAddress()));
        socket.receive(answer);
      }
      assertThat(answer.getData()[1]).isEqualTo((byte) (error == 0 ? DATA : ERROR));
      assertThat(answer.getData()[3]).isEqualTo((byte) (error == 0 ? 1 : error));
    }
  }

  private static void send(DatagramSocket socket, Bench bench, byte[] packet) throws Exception {
    socket.send(new DatagramPacket(packet, packet.length, address(bench)));
  }

  @Test
  void randomBytesDoNotStopIt(@TempDir Path folder) throws Exception {
    Random random = new Random(8);
    try (Bench bench = Bench.online(o -> o);
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        if (noise.length > 1) {
          noise[0] = 0;
          noise[1] = (byte) random.nextInt(7);
        }
        send(socket, bench, noise);
      }
      Path sent = Files.writeString(folder.resolve("sent"), "x");
      assertThat(tftp(bench, TFTP.BINARY_MODE, "put", sent, "x")).isEmpty();
    }
  }

  private static int belowThoseThatAreGiven() {
    for (int port = 20_069; port < 32_768; port += 100) {
      try (DatagramSocket free = new DatagramSocket(port)) {
        return free.getLocalPort();
      } catch (SocketException e) {
        // Somebody has it.
      }
    }
    throw new AssertionError("no port is free");
  }

  @Test
  void itFollowsTheNetworkAndItsSwitch() throws Exception {
    // Of a port that the machine gives to whoever asks for any, another may be the owner meanwhile.
    int port = belowThoseThatAreGiven();
    try (Bench bench = Bench.online(o -> o.serverPort(69, port))) {
      InetSocketAddress first = address(bench);
      bench.module.radio().remove("home");
      bench.turn(Duration.ofSeconds(2));
      assertThat(bench.module.tftpAddress()).isNull();
      bench.module.radio().add(AccessPoint.open("home"));
      bench.turn(Duration.ofSeconds(2));
      assertThat(address(bench)).isEqualTo(first);
    }
    try (Bench bench = Bench.online(o -> o.variable("ip_use_tftpd", "0"))) {
      assertThat(bench.module.tftpAddress()).isNull();
    }
  }
}
