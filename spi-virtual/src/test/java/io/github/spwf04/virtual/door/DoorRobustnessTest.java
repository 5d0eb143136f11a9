package io.github.spwf04.virtual.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.StorageOptions;
import io.github.spwf04.virtual.options.Strap;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad input on every door. */
@Timeout(240)
class DoorRobustnessTest {
  private static final int LIMIT_MILLIS = 30_000;
  private static final int COMMANDS = 10_000;
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Those that end the conversation, or turn the echo on, as they should. */
  private static final Set<Command> LEFT_OUT =
      EnumSet.of(Command.RESET, Command.PMS, Command.PYTHON, Command.FCFG);

  private static final List<String> WORDS =
      List.of(
          "",
          "NULL",
          "0",
          "1",
          "2",
          "7",
          "8",
          "-1",
          "700",
          "99999999999999999999",
          "x",
          "t",
          "in",
          "content",
          "127.0.0.1",
          "user_desc",
          "ip_hostname",
          "\u00e9\u0000\u0001",
          "../../x",
          "/etc/passwd",
          "2:/../x",
          "5:/x",
          "a".repeat(300));

  /** Names that must stay inside, whatever is made of them. */
  private static final List<String> TRICKS =
      List.of(
          "../out",
          "/../out",
          "2:/../../out",
          "2:../out",
          "/a/../../out",
          "..\\out",
          "/etc/passwd",
          "2:/etc/passwd",
          "//out",
          "2://out",
          "2:\u0000out",
          "out\u0000.txt",
          ".",
          "..",
          "/",
          "2:",
          "2:/",
          "4:/out",
          "9:/out",
          "-1:/out",
          ":/out",
          "%2e%2e/out",
          "..%2fout",
          "~/out",
          "out".repeat(80),
          "2:/" + "../".repeat(70) + "tmp/out");

  @TempDir private Path folder;

  private static VirtualModule module(ModuleOptions.Builder options) {
    return new VirtualModule(
        options.variable("wifi_mode", "0").variable("console_echo", "0").build());
  }

  private static ModuleOptions.Builder uart() {
    return ModuleOptions.builder().strap(Strap.UART);
  }

  @Test
  void randomCommandsOverTcp() throws Exception {
    try (VirtualModule module = module(uart());
        AtDoor door = new AtDoor(module.uart(), ANY_PORT);
        Socket socket = connect(door.address())) {
      randomCommands(socket.getInputStream(), socket.getOutputStream(), new Random(11), COMMANDS);
      assertThat(module.fault()).isNull();
    }
  }

  @Test
  void randomCommandsOnTheSerialPort() throws Exception {
    try (VirtualModule module = module(uart());
        PtyDoor door = new PtyDoor(module.uart());
        InputStream in = new FileInputStream(door.path());
        OutputStream out = new FileOutputStream(door.path())) {
      randomCommands(in, out, new Random(12), COMMANDS / 10);
      assertThat(module.fault()).isNull();
    }
  }

  private static void randomCommands(InputStream from, OutputStream to, Random random, int count)
      throws IOException {
    InputStream in = new BufferedInputStream(from);
    OutputStream out = new BufferedOutputStream(to);
    Command[] commands = Command.values();
    for (int i = 0; i < count; i++) {
      Command command = commands[random.nextInt(commands.length)];
      if (LEFT_OUT.contains(command)) {
        continue;
      }
      StringBuilder line = new StringBuilder(command.atName());
      int arguments = random.nextInt(7);
      for (int k = 0; k < arguments; k++) {
        line.append(k == 0 ? '=' : ',').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      // Data that is taken for empty lines where the command is refused.
      String data = command.dataLengthIndex() >= 0 ? "\r".repeat(700) : "";
      out.write((line + "\r" + data).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      assertThat(answer(in)).as(line.toString()).isTrue();
    }
  }

  /**
   * Reads to the end of a reply.
   *
   * @return whether that is OK or an error that Table 10 has
   */
  private static boolean answer(InputStream in) throws IOException {
    while (true) {
      // What FSP prints has no line end of its own before the OK: here it is CR and blanks.
      String line = line(in).strip();
      if (line.equals("AT-S.OK")) {
        return true;
      } else if (line.startsWith("AT-S.ERROR:")) {
        int id = Integer.parseInt(line.split(":")[1]);
        ModuleError error = ModuleError.of(ModuleError.Table.COMMAND, id);
        return ModuleError.all(ModuleError.Table.COMMAND).contains(error)
            && line.equals("AT-S.ERROR:" + id + ":" + error.text());
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b; (b = in.read()) != '\n'; ) {
      if (b < 0) {
        throw new EOFException("behind '" + line + "'");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  @Test
  void randomBytesOverTcp() throws Exception {
    try (VirtualModule module = module(uart());
        AtDoor door = new AtDoor(module.uart(), ANY_PORT);
        Socket socket = connect(door.address())) {
      for (int round = 0; round < 20; round++) {
        socket.getOutputStream().write(noise(new Random(round), 20_000));
        assertAlive(socket.getInputStream(), socket.getOutputStream());
        assertThat(module.fault()).isNull();
      }
    }
  }

  @Test
  void randomBytesOnTheSerialPort() throws Exception {
    try (VirtualModule module = module(uart());
        PtyDoor door = new PtyDoor(module.uart());
        InputStream in = new FileInputStream(door.path());
        OutputStream out = new FileOutputStream(door.path())) {
      out.write(noise(new Random(3), 20_000));
      assertAlive(in, out);
      assertThat(module.fault()).isNull();
    }
  }

  /** Ends the data phase that noise may have begun, and has a command answered. */
  private static void assertAlive(InputStream from, OutputStream out) throws IOException {
    String commands = "\r".repeat(70_000) + "AT+S.GCFG=nv_model\r";
    out.write(commands.getBytes(StandardCharsets.US_ASCII));
    InputStream in = new BufferedInputStream(from);
    while (!line(in).endsWith("AT-S.Var:nv_model=SPWF04SA\r")) {
      // What was said to the noise.
    }
    assertThat(line(in)).isEqualTo("AT-S.OK\r");
  }

  /** More of what means something than chance would give. */
  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    byte[] words = "AT+S.SOCKW=0,5\r\n!AT+S.GCFG\r=,:".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + words.length < length; i += 1 + random.nextInt(200)) {
      int from = random.nextInt(words.length);
      System.arraycopy(words, from, noise, i, random.nextInt(words.length - from));
    }
    return noise;
  }

  @Test
  void noPathLeadsOutOfAVolume() throws Exception {
    Path volumes = Files.createDirectories(folder.resolve("a/b/volumes"));
    Files.writeString(folder.resolve("a/b/secret"), "secret");
    try (VirtualModule module = module(uart().storage(StorageOptions.DEFAULT.withFolder(volumes)));
        AtDoor door = new AtDoor(module.uart(), ANY_PORT);
        Socket socket = connect(door.address())) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String name : TRICKS) {
        for (String line :
            List.of(
                "AT+S.FSC=" + name + ",4\r\r\r\r",
                "AT+S.FSP=" + name,
                "AT+S.FSR=" + name + ",/y",
                "AT+S.FSR=/y," + name,
                "AT+S.FSL=" + name,
                "AT+S.HASH=0," + name,
                "AT+S.FSD=" + name)) {
          out.write((line + "\r").getBytes(StandardCharsets.ISO_8859_1));
          assertThat(answer(in)).as(line).isTrue();
        }
      }
      assertThat(module.fault()).isNull();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(path -> !path.startsWith(volumes)))
          .containsExactlyInAnyOrder(
              folder, folder.resolve("a"), folder.resolve("a/b"), folder.resolve("a/b/secret"));
    }
    assertThat(folder.resolve("a/b/secret")).hasContent("secret");
  }

  @Test
  void randomRequestsToThePigpioDoor() throws Exception {
    Random random = new Random(13);
    // Their reports would come between the answers here; a module in reset would say nothing.
    Set<Integer> leftOut = Set.of(PigpioCommand.NOIB, PigpioCommand.NB, PigpioCommand.WRITE);
    try (VirtualModule module = module(ModuleOptions.builder());
        PigpiodDoor door = new PigpiodDoor(module, ANY_PORT);
        PigpioClient client = new PigpioClient(door.address())) {
      assertThat(client.request(PigpioCommand.SPIO, 0, 8_000_000, new byte[4])).isZero();
      for (int i = 0; i < COMMANDS; i++) {
        int command = random.nextInt(5) == 0 ? PigpioCommand.SPIX : random.nextInt(-3, 130);
        if (leftOut.contains(command)) {
          continue;
        }
        int first = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(-1, 3);
        boolean wide = random.nextInt(3) == 0 && command != PigpioCommand.SPIR;
        int second = wide ? random.nextInt() : random.nextInt(200);
        byte[] extension = new byte[PigpioCommand.extended(command) ? random.nextInt(300) : 0];
        random.nextBytes(extension);
        client.request(command, first, second, extension);
      }
      assertThat(module.fault()).isNull();
    }
  }

  @Test
  void randomBytesToThePigpioDoor() throws Exception {
    try (VirtualModule module = module(ModuleOptions.builder());
        PigpiodDoor door = new PigpiodDoor(module, ANY_PORT)) {
      for (int round = 0; round < 50; round++) {
        Random random = new Random(round);
        byte[] noise = new byte[4000];
        random.nextBytes(noise);
        for (int i = 0; i < noise.length; i += 4) {
          if (random.nextInt(3) > 0) {
            // A word of a small number.
            noise[i + 1] = noise[i + 2] = noise[i + 3] = 0;
            noise[i] = (byte) random.nextInt(120);
          }
        }
        try (Socket socket = connect(door.address())) {
          Thread.ofVirtual().start(() -> drain(socket));
          send(socket, noise);
        }
      }
      try (PigpioClient client = new PigpioClient(door.address())) {
        assertThat(client.request(PigpioCommand.PIGPV, 0, 0)).isEqualTo(78);
        assertThat(client.request(PigpioCommand.SPIO, 0, 8_000_000, new byte[4])).isNotNegative();
      }
      assertThat(module.fault()).isNull();
    }
  }

  private static void drain(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The door or the test has closed it.
    }
  }

  private static void send(Socket socket, byte[] noise) {
    try {
      socket.getOutputStream().write(noise);
    } catch (IOException _) {
      // The door closes a connection where it cannot tell what comes next.
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, LIMIT_MILLIS);
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }
}
