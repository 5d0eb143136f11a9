package io.github.spwf04.virtual.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.StorageOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands of other areas that take the name of a file: none of them writes or reads outside of a
 * volume. Those of the volumes themselves are in {@link FileTest}, the servers in their own tests.
 */
class FileNamesTest {
  private static final String ERROR = "R(?!00|03|FE|FF)..@.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "0:/../secret",
        "0:../../secret",
        "/etc/passwd",
        "0://etc/passwd",
        "0:/link",
        "secret\0",
        "a/b",
        "..",
        "9:/secret",
      })
  void noNameLeadsOutOfAVolume(String name, @TempDir Path folder) throws Exception {
    Path volumes = folder.resolve("volumes");
    Path link = Files.createDirectories(volumes.resolve("X")).resolve("link");
    Path secret = Files.writeString(folder.resolve("secret"), "hidden");
    Files.createSymbolicLink(link, secret);
    boolean linked = name.endsWith("link");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write('x');
          }
        });
    server.start();
    String port = Integer.toString(server.getAddress().getPort());
    try (Bench bench = Bench.online(o -> o.storage(StorageOptions.DEFAULT.withFolder(volumes)))) {
      refused(bench.reply(Command.HTTPPOST, "127.0.0.1", "/", port, "0", "", "", "", name));
      refused(bench.reply(Command.PYTHON, name));
      refused(bench.reply(Command.TFTPPUT, "127.0.0.1", "9", name));
      if (!linked) {
        // A link is replaced by a file, as any file is; what it led to stays as it was.
        refused(bench.reply(Command.HTTPGET, "127.0.0.1", "/", port, "0", "", "", name));
        bench.send(Command.SCAN, "d", name);
        bench.turn(java.time.Duration.ofMillis(10));
        refused(bench.awaitReply());
        assertThat(bench.drain()).containsExactly("W21@4", "W35@4 00");
      } else {
        bench.reply(Command.HTTPGET, "127.0.0.1", "/", port, "0", "", "", name);
        assertThat(link).isRegularFile().hasContent("x");
      }
    } finally {
      server.stop(0);
    }
    assertThat(secret).hasContent("hidden");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(secret, volumes);
    }
  }

  private static void refused(List<String> reply) {
    assertThat(reply.getLast()).matches(ERROR);
  }
}
