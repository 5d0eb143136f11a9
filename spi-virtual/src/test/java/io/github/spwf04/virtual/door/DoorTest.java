package io.github.spwf04.virtual.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AT console through a TCP port, a pseudo-terminal and streams. */
class DoorTest {
  private static final int LIMIT_MILLIS = 20_000;
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final VirtualModule module =
      new VirtualModule(
          ModuleOptions.builder()
              .strap(Strap.UART)
              .variable("wifi_mode", "0")
              .variable("console_echo", "0")
              .build());

  @AfterEach
  void close() {
    module.close();
    assertThat(module.fault()).isNull();
  }

  @Test
  void aConversationOverTcp() throws Exception {
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT);
        Socket socket = connect(door)) {
      assertThat(door.address().getAddress().isLoopbackAddress()).isTrue();
      say(socket, "AT+S.GCFG=nv_model\r");
      assertThat(readTo(socket.getInputStream(), "AT-S.OK\r\n"))
          .endsWith("AT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
      module.reset();
      assertThat(readTo(socket.getInputStream(), "+WIND:0:Console active\r\n"))
          .contains("+WIND:1:Poweron:171117-0328fe3-SPWF04S\r\n");
    }
  }

  @Test
  void oneConversationAtATime() throws Exception {
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT)) {
      try (Socket first = connect(door)) {
        say(first, "AT\r");
        readTo(first.getInputStream(), "AT-S.OK\r\n");
        try (Socket second = connect(door)) {
          assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
              .isEqualTo("the console is in use\r\n");
        }
        say(first, "AT\r");
        readTo(first.getInputStream(), "AT-S.OK\r\n");
        first.shutdownOutput();
        // Up to the end of the conversation there may be WINDs, for the module is still booting.
        assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .matches("(\\+WIND:[^\r]*\r\n)*");
      }
      try (Socket third = connect(door)) {
        say(third, "AT\r");
        readTo(third.getInputStream(), "AT-S.OK\r\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+S.FSC=/a,10\rabc", "AT+S.FSC=/a,10\r", "AT+S.GCFG=nv_", "\r"})
  void whatACallerLeavesHalfSaidEndsWithTheCall(String half) throws Exception {
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT)) {
      for (int caller = 0; caller < 3; caller++) {
        try (Socket socket = connect(door)) {
          say(socket, "AT+S.GCFG=nv_model\r" + half);
          assertThat(readTo(socket.getInputStream(), "AT-S.OK\r\n"))
              .endsWith("AT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
          socket.shutdownOutput();
          readToEnd(socket.getInputStream());
        }
      }
      try (Socket socket = connect(door)) {
        say(socket, "AT+S.FSP=/a\r");
        readTo(socket.getInputStream(), "AT-S.ERROR:51:");
      }
    }
  }

  @Test
  void aWholeDataPhaseBehindWhichACallerLeaves() throws Exception {
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT)) {
      try (Socket socket = connect(door)) {
        say(socket, "AT+S.FSC=/a,3\rabc");
        socket.shutdownOutput();
        assertThat(readToEnd(socket.getInputStream())).contains("\nAT-S.OK\r\n");
      }
      try (Socket socket = connect(door)) {
        say(socket, "AT+S.FSP=/a\r");
        assertThat(readTo(socket.getInputStream(), "AT-S.OK\r\n")).endsWith("abcAT-S.OK\r\n");
      }
    }
  }

  @Test
  void closingTheDoorEndsTheConversation() throws Exception {
    AtDoor door = new AtDoor(module.uart(), ANY_PORT);
    try (Socket socket = connect(door)) {
      say(socket, "AT\r");
      readTo(socket.getInputStream(), "AT-S.OK\r\n");
      door.close();
      assertThatThrownBy(() -> readTo(socket.getInputStream(), "never"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> connect(door)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void twoDoorsCannotHaveOnePort() throws Exception {
    try (AtDoor door = new AtDoor(module.uart(), ANY_PORT)) {
      assertThatThrownBy(() -> new AtDoor(module.uart(), door.address()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on")
          .hasMessageContaining(Integer.toString(door.address().getPort()));
    }
  }

  @Test
  void streamsEndOnceAllIsAnswered() throws Exception {
    byte[] commands = "AT\nAT+S.GCFG=nv_model\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtDoor.hold(module.uart(), new ByteArrayInputStream(commands), out);
    String said = out.toString(StandardCharsets.US_ASCII);
    assertThat(said.split("AT-S\\.OK\r\n", -1)).hasSize(1001);
    assertThat(said.split("AT-S\\.Var:nv_model=SPWF04SA\r\n", -1)).hasSize(501);
  }

  @Test
  void aSerialPort() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/ptmx")), "no /dev/ptmx here");
    try (PtyDoor door = new PtyDoor(module.uart())) {
      assertThat(door.path()).matches("/dev/pts/[0-9]+");
      assertThatThrownBy(() -> new PtyDoor(module.uart()))
          .isInstanceOf(IOException.class)
          .hasMessage("the console is in use");
      for (int opening = 0; opening < 3; opening++) {
        try (RandomAccessFile port = new RandomAccessFile(door.path(), "rw")) {
          port.write("AT+S.GCFG=nv_model\r".getBytes(StandardCharsets.US_ASCII));
          assertThat(readTo(read(port), "AT-S.OK\r\n"))
              .endsWith("AT-S.Var:nv_model=SPWF04SA\r\nAT-S.OK\r\n");
        }
      }
    }
    try (PtyDoor again = new PtyDoor(module.uart())) {
      assertThat(again.path()).isNotEmpty();
    }
  }

  private static InputStream read(RandomAccessFile file) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return file.read();
      }
    };
  }

  private static Socket connect(AtDoor door) throws IOException {
    Socket socket = new Socket();
    socket.connect(door.address(), LIMIT_MILLIS);
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readToEnd(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static String readTo(InputStream in, String end) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(end, Math.max(0, said.length() - end.length())) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("behind '" + said + "'");
      }
      said.append((char) b);
    }
    return said.toString();
  }
}
