package io.github.spwf04.cli.demo;

import io.github.spwf04.Spwf04;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.error.SpwfException.InvalidInput;
import io.github.spwf04.error.SpwfException.TimedOut;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.transport.TraceBus;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code spwf demo}: a page through a virtual module, every packet shown. */
@Command(
    name = "demo",
    description = {
      "Fetches a web page through a virtual module and shows every packet that crosses the bus:"
          + " hex on the left, its meaning on the right, > for the host and < for the module.",
      "The module boots, joins a WPA2 network of its own air, opens a socket, sends a GET, and reads"
          + " the page to its end. The page comes from a server that the demo starts on this"
          + " machine's loopback, or from --host."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK
          + ":the page came through whole: its length and, where the server gives one, its"
          + " SHA-256 agree",
      ExitCode.FAILED + ":it did not",
      ExitCode.BAD_INPUT + ":the options are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  spwf demo", "  spwf demo --quiet --host example.com --path /index.html"})
public final class DemoCommand implements Callable<Integer> {
  private static final String SSID = "spwf-demo";
  private static final String KEY = "correct horse battery staple";
  private static final Duration BOOT = Duration.ofSeconds(10);
  private static final Duration JOIN = Duration.ofSeconds(20);
  private static final Duration PAGE = Duration.ofSeconds(60);
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private final PrintWriter out;

  @Option(names = "--quiet", description = "Leave the packets out.")
  private boolean quiet;

  @Option(names = "--full", description = "Show long packets to their last byte.")
  private boolean full;

  @ArgGroup(exclusive = false)
  private @Nullable Server server;

  /** Another server than the demo's own. */
  private static final class Server {
    @Option(
        names = "--host",
        required = true,
        description =
            "Ask this server instead; the virtual module then uses this machine's network.")
    private String host = "";

    @Option(names = "--port", defaultValue = "80", description = "Its port, ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--path", defaultValue = "/", description = "The page, ${DEFAULT-VALUE}.")
    private String path = "/";
  }

  public DemoCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Server given = server;
    if (given != null) {
      check(given);
      return fetch(given.host, given.port, given.path, true);
    }
    try (DemoServer own = new DemoServer()) {
      return fetch(own.host(), own.port(), "/", false);
    }
  }

  private static void check(Server server) {
    if (!server.host.matches("[A-Za-z0-9.:_-]+")) {
      throw new InvalidInput("--host '" + server.host + "' is no host name and no address");
    }
    if (server.port < 1 || server.port > 65535) {
      throw new InvalidInput("--port " + server.port + ", 1 to 65535 are allowed");
    }
    if (!server.path.matches("/[!-~]*")) {
      throw new InvalidInput(
          "--path '" + server.path + "', a / and visible ASCII characters are allowed");
    }
  }

  private int fetch(String host, int port, String path, boolean network) throws Exception {
    ModuleOptions options =
        ModuleOptions.builder().accessPoint(AccessPoint.wpa2(SSID, KEY)).network(network).build();
    PacketScreen screen = new PacketScreen(out, quiet, full, Ansi.AUTO);
    PacketLog log = new PacketLog(screen::show);
    long start = System.nanoTime();
    try (log;
        VirtualModule module = new VirtualModule(options);
        TraceBus bus = new TraceBus(LoopbackBus.to(module), log::accept);
        Spwf04 spwf = Spwf04.open(bus)) {
      screen.step("boot");
      spwf.boot(BOOT);
      screen.step("join " + SSID + ", WPA2");
      spwf.wifi().join(SSID, KEY, JOIN);
      screen.step("GET http://" + host + ":" + port + path);
      HttpResponse page;
      try (SpwfSocket socket = spwf.sockets().open(host, port, SocketKind.TCP)) {
        socket.write(request(host, path));
        page = HttpResponse.parse(readToEnd(socket));
      }
      String checked = page.check();
      screen.step("done");
      out.printf("Page: status %d, %d bytes; %s%n", page.status(), page.body().length, checked);
      out.printf(
          Locale.ROOT,
          "Bus:  %d transfers, %d bytes; %d packets to the module, %d from it; %.2f s%n",
          bus.transfers(),
          bus.bytes(),
          screen.fromHost(),
          screen.fromModule(),
          (System.nanoTime() - start) / 1e9);
    }
    return ExitCode.OK;
  }

  /** HTTP/1.0, so that the server neither cuts the page into chunks nor holds the line. */
  private static byte[] request(String host, String path) {
    return ("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] readToEnd(SpwfSocket socket) throws InterruptedException, IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    long end = System.nanoTime() + PAGE.toNanos();
    while (answer.size() <= LARGEST_ANSWER) {
      ByteBuf piece = socket.read(Duration.ofNanos(end - System.nanoTime()));
      if (piece == null) {
        return answer.toByteArray();
      }
      try {
        answer.writeBytes(ByteBufUtil.getBytes(piece));
      } finally {
        piece.release();
      }
      if (System.nanoTime() - end > 0) {
        throw new TimedOut("the page did not end within " + PAGE.toSeconds() + " s");
      }
    }
    throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
  }
}
