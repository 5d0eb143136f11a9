package io.github.spwf04.file;

import static io.github.spwf04.Hosted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.virtual.bench.TftpPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files by TFTP, with a server on this machine. */
@Timeout(60)
class TftpConversationTest {
  private static final ModuleFile FILE = ModuleFile.ram("answer.txt");

  @TempDir private Path folder;
  @RegisterExtension final Hosted hosted = Hosted.joined();
  private final Spwf04 spwf = hosted.spwf();

  @Test
  void filesComeAndGoByTftp() throws Exception {
    String content = "x".repeat(1500) + "\r\n\0";
    Files.writeString(folder.resolve("page.txt"), content);
    int port = TftpPeer.freePort();
    try (TftpPeer _ = new TftpPeer(folder, port)) {
      assertThat(spwf.tftp().get("localhost", port, "page.txt", FILE)).isEmpty();
      assertThat(spwf.files().read(FILE)).asString().isEqualTo(content);
      spwf.tftp().get("localhost", port, "page.txt", null);
      assertThat(spwf.files().size(ModuleFile.ram("page.txt"))).isEqualTo(content.length());
      spwf.tftp().put("localhost", port, FILE);
      TftpPeer.awaitFile(folder.resolve("answer.txt"), content);

      assertThat(refusal(() -> spwf.tftp().get("localhost", port, "none", FILE)).error().id())
          .isEqualTo(111);
      assertThat(refusal(() -> spwf.tftp().put("localhost", port, ModuleFile.ram("none"))))
          .extracting(refusal -> refusal.error().id())
          .isEqualTo(51);
    }
  }
}
