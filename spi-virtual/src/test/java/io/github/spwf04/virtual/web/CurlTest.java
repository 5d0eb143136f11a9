package io.github.spwf04.virtual.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.bench.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module's web server with a client that is not ours: curl. */
@Tag(Installed.PROGRAMS)
class CurlTest {
  private static String url(Bench bench, String path) {
    return "http://127.0.0.1:"
        + Objects.requireNonNull(bench.module.httpAddress()).getPort()
        + path;
  }

  @Test
  void aConversation(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("up.txt"), "uploaded");
    try (Bench bench = Bench.online(o -> o)) {
      assertThat(Tool.run("curl", "-sS", "-D", "-", url(bench, "/")))
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("content-type: text/html\r\n")
          .contains("<dt>Firmware</dt><dd>1.1.0</dd>");
      assertThat(Tool.run("curl", "-sS", "-I", url(bench, "/index.html")))
          .startsWith("HTTP/1.1 200 OK");
      assertThat(Tool.run("curl", "-sS", "-d", "text=Hello+there", url(bench, "/output.cgi")))
          .isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W57@A 16:text=Hello there");
      assertThat(Tool.run("curl", "-sS", "-F", "file=@" + file, url(bench, "/upload.cgi")))
          .isEmpty();
      assertThat(bench.awaitEvent()).isEqualTo("W90@A :up.txt");
      assertThat(bench.reply(Command.FSP, "up.txt")).containsExactly("R03@A uploaded", "R00@A");
    }
  }
}
